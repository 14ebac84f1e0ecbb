"""Messages beside their translations, every character of a translation with its place.

Babel's and our own reader of PO files give texts; a report needs the line and the column of
the very word, across the lines that a long text is broken into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.problems import Source

_FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)?\s*"((?:[^"\\]|\\.)*)"')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_TAKEN = re.compile(
    r"(?<=\])\([^)\s]*\)|%\(\w+\)[sd]|%%|\{\w[\w-]*\}|`[^`]*`|https?://[^\s)]+|[\w.+-]+@[\w-]+\.[\w.-]+"
)
"""What is no prose: targets of links, fields, code, addresses."""

BLANK = "\ufffc"
"""Stands in masked texts for each character of what is not looked at."""


@dataclass
class Said:
    """A text of a PO file. ``places`` has the source of each of its characters, and of its end."""

    text: str = ""
    places: list[Source] = field(default_factory=list)

    def at(self, offset: int) -> Source:
        return self.places[min(offset, len(self.places) - 1)]


@dataclass
class Entry:
    """One message as it stands in the file."""

    line: int
    context: str = ""
    english: list[str] = field(default_factory=list)
    forms: list[Said] = field(default_factory=list)
    fuzzy: bool = False
    references: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One translation of one message: what a check looks at.

    ``english`` is the English of this form: the plural for every form but the first.
    ``names`` matches the names that stay in English. ``keywords`` says that it is a list of words
    to search by, which needs no sentence and no mark but its commas;
    ``is_shared`` that the English is a word of this language too. ``explains`` is the
    glossary term whose meaning the text is.
    """

    tag: str
    domain: str
    context: str
    english: str
    said: Said
    names: re.Pattern[str]
    keywords: bool = False
    is_shared: bool = False
    explains: str = ""

    @property
    def text(self) -> str:
        return self.said.text

    @cached_property
    def prose(self) -> str:
        """The translation with what is no prose blanked, as long as before."""
        return masked(self.text, _TAKEN)

    @cached_property
    def words(self) -> str:
        """The translation's prose with the names that stay in English blanked too."""
        return masked(self.prose, self.names)

    @cached_property
    def english_prose(self) -> str:
        return masked(self.english, _TAKEN)

    @cached_property
    def english_words(self) -> str:
        return masked(self.english_prose, self.names)


@dataclass(frozen=True)
class Finding:
    """What is wrong with a form: where in it, and a way out."""

    code: str
    offset: int
    message: str
    hint: str


def masked(text: str, pattern: re.Pattern[str]) -> str:
    """``text`` with every match blanked, character by character."""
    return pattern.sub(lambda found: BLANK * len(found[0]), text)


def entries(text: str, path: str) -> Iterator[Entry]:
    """The messages of a sound PO file that are in use, its head first."""
    entry, said = Entry(0), Said()
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("#"):
            if line.startswith("#:"):
                entry.references += line[2:].split()
            if line.startswith("#,") and "fuzzy" in line:
                entry.fuzzy = True
            continue
        found = _FIELD.match(line)
        if found is None:
            if entry.forms:
                yield entry
            entry = Entry(0) if entry.forms else entry
            continue
        if found[1]:
            said = Said(places=[Source(path, number, found.start(3) + 1)])
            _place(entry, found[1], said, number)
        _extend(said, found[3], Source(path, number, found.start(3) + 1))
        if entry.english and not entry.forms:
            entry.english[-1] = said.text
        elif not entry.english:
            entry.context = said.text
    if entry.forms:
        yield entry


def _place(entry: Entry, keyword: str, said: Said, line: int) -> None:
    if keyword.startswith("msgstr"):
        entry.forms.append(said)
    elif keyword != "msgctxt":
        entry.english.append("")
        entry.line = entry.line or line


def _extend(said: Said, raw: str, start: Source) -> None:
    """Append the text of one line, whose escapes are two characters of the file."""
    said.places.pop()
    offset = 0
    while offset < len(raw):
        width = 2 if raw[offset] == "\\" else 1
        shown = raw[offset + width - 1]
        said.text += _ESCAPES.get(shown, shown) if width == 2 else shown
        said.places.append(start.moved(offset))
        offset += width
    said.places.append(start.moved(len(raw)))
