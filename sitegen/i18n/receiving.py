"""A file that comes back from a translator, taken over into our own.

An editor may have broken every line anew, and written dates and its name; the translator may
have worked on a file that is older than today's English. What is taken over is therefore each
translation that is finished and differs, and nothing else: our entries, their order and the
lines of all others stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sitegen.i18n.po_file import Entry, Key, PoFile, with_translation


@dataclass(frozen=True, slots=True)
class Received:
    """Our file with what was taken over, and how much that is.

    ``homeless`` are finished translations of texts that the handbook does not have (any more).
    """

    file: PoFile
    taken: tuple[Key, ...]
    homeless: tuple[Key, ...]


def received(ours: PoFile, theirs: PoFile) -> Received:
    """Take over every finished translation that differs from ours, or that settles a fuzzy one.

    A translator's notes come along. What they left open or fuzzy changes nothing.
    """
    finished: Mapping[Key, Entry] = {each.key: each for each in theirs.entries if each.usable}
    entries, taken = [], []
    for entry in ours.entries:
        fresh = finished.get(entry.key)
        if (
            fresh is not None
            and len(fresh.strings) == len(entry.strings)
            and _differs(entry, fresh)
        ):
            entries.append(with_translation(entry, fresh.strings, fresh.comments))
            taken.append(entry.key)
        else:
            entries.append(entry)
    known = {entry.key for entry in ours.entries}
    homeless = tuple(key for key in finished if key not in known)
    return Received(replace(ours, entries=tuple(entries)), tuple(taken), homeless)


def _differs(ours: Entry, theirs: Entry) -> bool:
    if len(theirs.strings) != len(ours.strings):
        return False  # another number of plural forms is another language's
    return ours.strings != theirs.strings or ours.fuzzy or ours.comments != theirs.comments
