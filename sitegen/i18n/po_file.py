"""PO files as text: read into entries that keep their own lines, and written back.

What nobody touched comes back byte for byte, however a PO editor wrapped it, so that a change
of one sentence is a change of one entry. Entries know the ``#|`` lines of a translation whose
English has changed, which Babel's reader takes for a translator's comment and its writer
spoils. Whether a file is sound is told by :mod:`sitegen.i18n.catalogs`, which uses Babel.

The format is that of the GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, takewhile

WIDTH = 96
"""Columns of the lines that are written here; lines of others stay as they are."""

FUZZY = "fuzzy"

Key = tuple[str, tuple[str, ...]]
"""A message's context (empty: none) and its English: the singular, and the plural if any."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNESCAPES = {spelled[1]: character for character, spelled in _ESCAPES.items()}
_ESCAPE = re.compile(r"\\(.)")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(\".*\")\s*")
_PERCENT_FIELD = re.compile(r"%\(\w+\)[sd]")
_BRACE_FIELD = re.compile(r"\{\w[\w-]*\}")
_PIECES = re.compile(r"\S*\s+|\S+")


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be translated, as extraction finds it, at one place.

    ``reference`` is ``record.field``, or a file of the interface. One English text with one
    context is one entry of a catalog, however many places it has.
    """

    reference: str
    context: str
    ids: tuple[str, ...]

    @property
    def key(self) -> Key:
        return (self.context, self.ids)

    @property
    def flags(self) -> tuple[str, ...]:
        """What lets a PO editor watch over the fields: the kinds of format that it knows."""
        kinds = (("python-format", _PERCENT_FIELD), ("python-brace-format", _BRACE_FIELD))
        return tuple(
            flag for flag, pattern in kinds if any(pattern.search(each) for each in self.ids)
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a PO file. ``line`` is that of its msgid, counted from 1.

    ``previous`` is the English (and its context) that ``strings`` translated before it
    changed; only a fuzzy entry has it. ``raw`` are the entry's lines as they were read.
    """

    context: str
    ids: tuple[str, ...]
    strings: tuple[str, ...]
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    previous: Key | None = None
    line: int = field(default=0, compare=False)
    raw: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> Key:
        return (self.context, self.ids)

    @property
    def fuzzy(self) -> bool:
        return FUZZY in self.flags

    @property
    def translated(self) -> bool:
        """Whether every form has a translation, fuzzy or not."""
        return bool(self.strings) and all(self.strings)

    @property
    def usable(self) -> bool:
        """Whether rendering may use it: translated, and not fuzzy."""
        return self.translated and not self.fuzzy


@dataclass(frozen=True, slots=True)
class PoFile:
    """The entries of a PO file in its order; ``head`` are the lines above the first one.

    Entries that a program has marked obsolete (``#~``) are not among them.
    """

    head: tuple[str, ...]
    entries: tuple[Entry, ...]

    def header(self, name: str) -> str | None:
        """A field of the header: ``header("Plural-Forms")``."""
        said, _ = _fields(0, [line for line in self.head if not line.startswith("#")])
        for line in said.get("msgstr", "").split("\n"):
            if line.startswith(f"{name}:"):
                return line.partition(":")[2].strip()
        return None

    @property
    def forms(self) -> int:
        """How many plural forms the language has."""
        found = re.match(r"nplurals=(\d+)", self.header("Plural-Forms") or "")
        return int(found[1]) if found else 2


def read_po(text: str) -> PoFile:
    """The entries of a sound PO file; of a broken one, what can be understood."""
    lines = [line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
    head: tuple[str, ...] = ()
    entries: list[Entry] = []
    for start, block in _blocks(lines):
        if any(line.startswith("#~") for line in block):
            continue
        entry = _entry(start, block)
        if entry is None:
            head = head or (() if entries else tuple(block))
        elif entry.ids == ("",) and not entry.context:
            head = tuple(block)
        else:
            entries.append(entry)
    return PoFile(head, tuple(entries))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that belong to one message, each with the number of its first line.

    A comment after a msgstr begins the next one, also without an empty line between.
    """
    block: list[str] = []
    start, complete = 1, False
    for number, line in enumerate(lines, start=1):
        begins = complete and line.startswith(("#", "msgctxt", "msgid "))
        if block and (not line.strip() or begins):
            yield (start, block)
            block = []
        if not line.strip():
            continue
        if not block:
            start, complete = number, False
        complete = complete or line.startswith("msgstr")
        block.append(line)
    if block:
        yield (start, block)


def _entry(start: int, block: Sequence[str]) -> Entry | None:
    said, line = _fields(start, [line for line in block if not line.startswith("#")])
    if "msgid" not in said:
        return None
    earlier, _ = _fields(0, [line[2:].strip() for line in block if line.startswith("#|")])
    previous = (earlier.get("msgctxt", ""), _ids(earlier)) if "msgid" in earlier else None
    return Entry(
        context=said.get("msgctxt", ""),
        ids=_ids(said),
        strings=tuple(text for name, text in said.items() if name.startswith("msgstr")),
        references=tuple(_listed(block, "#:", None)),
        flags=tuple(_listed(block, "#,", ",")),
        comments=tuple(
            line for line in block if line.startswith("#") and line[1:2] not in (":", ",", "|")
        ),
        previous=previous,
        line=start + len([each for each in block if each.startswith("#")]) + line,
        raw=tuple(block),
    )


def _fields(start: int, lines: Iterable[str]) -> tuple[dict[str, str], int]:
    """The fields of an entry by keyword, and how many lines stand above its msgid."""
    found: dict[str, list[str]] = {}
    name, above = "", 0
    for index, line in enumerate(lines):
        if keyword := _KEYWORD.fullmatch(line):
            name = keyword[1]
            found[name] = [_unquoted(keyword[2])]
            above = index if name == "msgid" and start else above
        elif name and line.strip().startswith('"'):
            found[name].append(_unquoted(line))
    return ({name: "".join(pieces) for name, pieces in found.items()}, above)


def _ids(said: dict[str, str]) -> tuple[str, ...]:
    return tuple(said[name] for name in ("msgid", "msgid_plural") if name in said)


def _listed(block: Sequence[str], mark: str, between: str | None) -> Iterator[str]:
    for line in block:
        if line.startswith(mark):
            yield from filter(None, (part.strip() for part in line[2:].split(between)))


def _unquoted(line: str) -> str:
    inner = line.strip()[1:-1]
    return _ESCAPE.sub(lambda found: _UNESCAPES.get(found[1], found[1]), inner)


# --- writing ---------------------------------------------------------------------------------


def written(file: PoFile) -> str:
    """The text of a PO file: untouched entries as they were read, others by our own rules."""
    blocks = [file.head, *(entry.raw or tuple(entry_lines(entry)) for entry in file.entries)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def entry_lines(entry: Entry) -> Iterator[str]:
    """The lines of an entry, in the order and the form of the GNU manual."""
    yield from entry.comments
    yield from _reference_lines(entry.references)
    if entry.flags:
        yield "#, " + ", ".join(entry.flags)
    if entry.previous:
        context, ids = entry.previous
        yield from (f"#| {line}" for line in _id_lines(context, ids, WIDTH - 3))
    yield from _id_lines(entry.context, entry.ids, WIDTH)
    for index, text in enumerate(entry.strings):
        yield from quoted("msgstr" if len(entry.ids) == 1 else f"msgstr[{index}]", text, WIDTH)


def placed(entry: Entry, references: tuple[str, ...], flags: tuple[str, ...]) -> Entry:
    """The entry with other references and flags; its other lines stay as they are."""
    if entry.references == references and entry.flags == flags:
        return entry
    moved = replace(entry, references=references, flags=flags)
    if not entry.raw:
        return moved
    kept = [line for line in entry.raw if not line.startswith(("#:", "#,"))]
    rest = kept[len(entry.comments) :]
    above = [*entry.comments, *_reference_lines(references)]
    if flags:
        above.append("#, " + ", ".join(flags))
    return replace(moved, raw=(*above, *rest))


def with_english(entry: Entry, key: Key, previous: Key | None) -> Entry:
    """The translation of ``entry`` under another English, fuzzy where ``previous`` says what it
    was made from. The translation keeps its lines; references are the caller's to give."""
    context, ids = key
    flags = (FUZZY,) if previous else ()
    fresh = Entry(context, ids, entry.strings, (), flags, entry.comments, previous)
    start = next((at for at, line in enumerate(entry.raw) if line.startswith("msgstr")), None)
    if start is None:
        return fresh
    above = takewhile(lambda line: not line.startswith("msgstr"), entry_lines(fresh))
    return replace(fresh, raw=(*above, *entry.raw[start:]))


def with_translation(entry: Entry, strings: tuple[str, ...], comments: tuple[str, ...]) -> Entry:
    """The entry with a finished translation; the lines of its English stay."""
    flags = tuple(flag for flag in entry.flags if flag != FUZZY)
    fresh = replace(entry, strings=strings, comments=comments, flags=flags, previous=None, raw=())
    lines = list(entry_lines(fresh))
    english = [line for line in entry.raw if not line.startswith("#")]
    above = [line for line in lines if line.startswith("#")]
    said = dropwhile(lambda line: not line.startswith("msgstr"), lines)
    if strings == entry.strings:
        said = dropwhile(lambda line: not line.startswith("msgstr"), english)
    asked = takewhile(lambda line: not line.startswith("msgstr"), english)
    return replace(fresh, raw=(*above, *asked, *said)) if english else fresh


def _reference_lines(references: Iterable[str]) -> Iterator[str]:
    line = "#:"
    for reference in references:
        if len(line) + 1 + len(reference) > WIDTH and line != "#:":
            yield line
            line = "#:"
        line = f"{line} {reference}"
    if line != "#:":
        yield line


def _id_lines(context: str, ids: Sequence[str], width: int) -> Iterator[str]:
    if context:
        yield from quoted("msgctxt", context, width)
    for name, text in zip(("msgid", "msgid_plural"), ids, strict=False):
        yield from quoted(name, text, width)


def quoted(keyword: str, text: str, width: int = WIDTH) -> Iterator[str]:
    """The lines of a field: one where it fits there, else broken after spaces and line ends."""
    whole = f'{keyword} "{_escaped(text)}"'
    if len(whole) <= width and "\n" not in text[:-1]:
        yield whole
        return
    yield f'{keyword} ""'
    line = ""
    for piece in _PIECES.findall(text):
        escaped = _escaped(piece)
        if line and len(line) + len(escaped) + 2 > width:
            yield f'"{line}"'
            line = ""
        line += escaped
        if "\n" in piece:
            yield f'"{line}"'
            line = ""
    if line:
        yield f'"{line}"'


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in text)
