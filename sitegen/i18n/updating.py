"""Catalogs brought up to date with the English.

Old and new are paired by where a text stands (its reference and context), never by likeness:
a sentence that changed turns its translation fuzzy and remembers the English that it was made
from; one that merely moved keeps its translation; one that is gone takes its translation with
it (git remembers it, and a catalog holds only what is said today).

Many texts share a reference: the runs of a guide's body, the words of a template. They are
paired by their order. The texts that are unchanged at that place are the marks; between two
marks, what came is paired with what went, first with first. So a paragraph that is inserted
moves nothing, and a changed one is found by its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sitegen.i18n.po_file import FUZZY, Entry, Key, Message, PoFile, placed, with_english

Places = dict[str, list[Key]]
"""The texts that stand at each reference, in their order."""


def updated(
    old: PoFile, messages: Sequence[Message], elsewhere: Mapping[Key, Entry] | None = None
) -> PoFile:
    """``old`` with one entry for each text of ``messages``, in their order.

    ``elsewhere`` has entries of the language's other files: a text that moved here from
    another section brings its translation along.
    """
    known: dict[Key, Entry] = {}
    for entry in old.entries:
        known.setdefault(entry.key, entry)
    texts = merged(messages)
    origins = _origins(known, messages)
    entries = []
    for key, text in texts.items():
        moved = (elsewhere or {}).get(key)
        entry = known.get(key) or _changed(key, old.forms, origins.get(key, ()), moved)
        flags = (*((FUZZY,) if entry.fuzzy else ()), *text.flags)
        entries.append(placed(entry, text.references, flags))
    return PoFile(old.head, tuple(entries))


@dataclass(frozen=True, slots=True)
class _Text:
    references: tuple[str, ...]
    flags: tuple[str, ...]


def merged(messages: Iterable[Message]) -> dict[Key, _Text]:
    """Each text once, with all its references, in the order in which they are met."""
    references: dict[Key, dict[str, None]] = {}
    flags: dict[Key, tuple[str, ...]] = {}
    for message in messages:
        references.setdefault(message.key, {})[message.reference] = None
        flags.setdefault(message.key, message.flags)
    return {key: _Text(tuple(every), flags[key]) for key, every in references.items()}


def _changed(key: Key, forms: int, origins: Sequence[Entry], moved: Entry | None) -> Entry:
    """The entry of a text that the catalog has not: moved here, changed, or new."""
    context, ids = key
    if moved is not None and moved.usable:
        return with_english(moved, key, None)
    origin = next((each for each in origins if any(each.strings)), None)
    if origin is None:
        return Entry(context, ids, ("",) * (1 if len(ids) == 1 else forms))
    made_from = origin.previous if origin.fuzzy and origin.previous else origin.key
    # Where the English is again what it was when it was translated, nothing is fuzzy.
    return with_english(origin, key, None if made_from == key else made_from)


# --- pairing ---------------------------------------------------------------------------------


def _origins(known: Mapping[Key, Entry], messages: Sequence[Message]) -> dict[Key, list[Entry]]:
    """For each new text, the old entries that stood where it stands, best first."""
    new_places: Places = {}
    for message in messages:
        new_places.setdefault(message.reference, []).append(message.key)
    old_places: Places = {}
    shared: Places = {}
    for key, entry in known.items():
        for index, reference in enumerate(entry.references):
            # A file keeps an entry at its first reference, and knows its order only there.
            (shared if index else old_places).setdefault(reference, []).append(key)
    found: dict[Key, list[Entry]] = {}
    for reference, new in new_places.items():
        if all(key in known for key in new):
            continue
        old, others = old_places.get(reference, []), shared.get(reference, [])
        for gone, came in _pairs(old, others, new, known):
            found.setdefault(came, []).append(known[gone])
    return found


def _pairs(
    old: Sequence[Key], others: Sequence[Key], new: Sequence[Key], known: Mapping[Key, Entry]
) -> Iterator[tuple[Key, Key]]:
    """``(gone, came)`` at one reference. ``others`` stood there too, no one knows where."""
    stays = set(new)
    unpaired = [key for key in new if key not in known]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "replace":
            continue
        gone = [key for key in old[old_from:old_to] if key not in stays]
        came = [key for key in new[new_from:new_to] if key in unpaired]
        for pair in _in_order(gone, came):
            unpaired.remove(pair[1])
            yield pair
    gone = [key for key in others if key not in stays]
    if len(gone) == len(unpaired):  # else it would be a guess
        yield from _in_order(gone, unpaired)


def _in_order(gone: Iterable[Key], came: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    """First with first, of those that are the same kind of text."""
    left = list(came)
    for key in gone:
        kind = (key[0], len(key[1]))
        match = next((each for each in left if (each[0], len(each[1])) == kind), None)
        if match is not None:
            left.remove(match)
            yield (key, match)
