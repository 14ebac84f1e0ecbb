"""YAML read from parse events, every value with its place, and without YAML's guesses.

The whole of the language that content uses is mappings, lists and scalars. Anchors, aliases,
merge keys, tags, several documents and nesting beyond :data:`DEEPEST` are refused with line
and column: they have no use here, and each is a way to hurt a reader (an alias bomb is a
kilobyte; 200,000 open brackets overflow the stack of a parser that builds its tree itself).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sitegen.content.scalars import FORBIDDEN, Marked, said_character
from sitegen.problems import Problems, Source

PLACE = "@"
"""The key under which every mapping carries the :class:`Source` of its beginning."""

DEEPEST = 12
MOST_VALUES = 100_000
_MOST_CHARACTERS_TOLD = 10
_TAGS = "tag:yaml.org,2002:"

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class MarkedList(list[Any]):
    """A list that was read from a file, with the place where it begins."""

    def __init__(self, at: Source) -> None:
        super().__init__()
        self.at = at


class _Refused(Exception):
    """The file cannot be read further; the Problem is already recorded."""


def read_yaml(text: str, path: str, problems: Problems, first_line: int = 1) -> Any:
    """The value that ``text`` holds: dicts (with :data:`PLACE`), :class:`MarkedList`, scalars.

    Scalars are :class:`Marked` strings, and ``None`` where a plain scalar is empty.
    ``first_line`` is the line of the file on which ``text`` begins (front matter). Returns
    ``None`` after recording why the file cannot be read as a whole: one Problem, or one for
    each character that no text may hold.
    """
    if refuse_characters(text, path, problems, first_line):
        return None
    try:
        return _Reader(path, problems, first_line).document(text)
    except _Refused:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and ("flow" in str(error.context) or "quoted" in str(error.context)):
            mark = error.context_mark  # where it was opened says more than where the file ended
        line, column = _inside(text, mark.line, mark.column) if mark else (0, 0)
        message, hint = _explain(error, text.split("\n")[line], column)
        problems.add("Y101", Source(path, line + first_line, column + 1), message, hint)
    return None


def refuse_characters(text: str, path: str, problems: Problems, first_line: int = 1) -> bool:
    """Report the characters that no file may hold, the first few of them; whether any stand.

    YAML's parsers refuse some of them and take others for line ends, each in its own way.
    """
    found = list(islice(FORBIDDEN.finditer(text), _MOST_CHARACTERS_TOLD))
    for each in found:
        before = text[: each.start()]
        at = Source(path, before.count("\n") + first_line, len(before) - before.rfind("\n"))
        problems.add(
            "T105",
            at,
            f"the character {said_character(each[0])} stands here and cannot be seen",
            "delete it; it was most likely pasted in",
        )
    return bool(found)


def _inside(text: str, line: int, column: int) -> tuple[int, int]:
    """The parser's place of a fault, from 0; where that is the file's end, what stands last."""
    lines = text.split("\n")
    if line < len(lines) and lines[line].strip():
        return (line, min(column, len(lines[line])))
    while line and (line >= len(lines) or not lines[line].strip()):
        line -= 1
    return (line, len(lines[line]))


def _explain(error: yaml.MarkedYAMLError, line: str, column: int) -> tuple[str, str]:
    """Our own words for what the parser met, the same with either of its two builds."""
    said = f"{error.problem or ''} {error.context or ''}"
    if line[: len(line) - len(line.lstrip())].count("\t") or "\\t" in said:
        return "a tab stands here; YAML indents with spaces only", "use two spaces for each level"
    if "mapping values" in said:
        return (
            "a colon followed by a space begins a value, and none can begin here",
            "put quotes around the text, or write it as a >- block",
        )
    if "quoted scalar" in said:
        return "a quoted text begins or goes on here and is never closed", "add the closing quote"
    if "flow" in said:
        return (
            "a bracket or brace is opened here and not closed, or closed and not opened",
            "close it, or put quotes around a text that begins with one",
        )
    if "block mapping" in said or "block collection" in said or "simple key" in said:
        return (
            "this line does not fit the lines above it",
            "check its indentation, and that its key ends with a colon",
        )
    if "cannot start any token" in said:
        return (
            f"no text can begin with “{line[column : column + 1]}”",
            "put quotes around the text",
        )
    return "this is not YAML from here on", "compare it with the lines above"


class _Reader:
    def __init__(self, path: str, problems: Problems, first_line: int) -> None:
        self.path = path
        self.problems = problems
        self.first_line = first_line
        self.values = 0
        self.events: Iterator[Event] = iter(())

    def document(self, text: str) -> Any:
        self.events = yaml.parse(text, Loader=_Loader)
        value: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(
                        "Y105",
                        event,
                        "a second document begins here",
                        "delete the line ---, or make what follows a file of its own",
                    )
                value = self.value(next(self.events), depth=0)
        if value is None:
            place = Source(self.path, self.first_line, 1)
            self.problems.add(
                "Y106",
                Source(self.path) if self.first_line == 1 else place,
                "nothing is written here: no key, no value",
                "fill it in, or take the file away",
            )
        return value

    def at(self, event: Event) -> Source:
        mark: Any = event.start_mark
        return Source(self.path, mark.line + self.first_line, mark.column + 1)

    def refuse(self, code: str, event: Event, message: str, hint: str = "") -> None:
        self.problems.add(code, self.at(event), message, hint)
        raise _Refused

    def value(self, event: Event, depth: int) -> Any:
        self.values += 1
        if self.values > MOST_VALUES:
            self.refuse(
                "Y104",
                event,
                f"this file holds more than {MOST_VALUES:,} values",
                "look for what was pasted into it by mistake",
            )
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self.refuse(
                "Y103",
                event,
                "anchors (&) and aliases (*) are not used in content",
                "write the value out, or put quotes around a text that begins with & or *",
            )
        if tag := getattr(event, "tag", None):
            self.refuse(
                "Y103",
                event,
                f"the tag {tag.replace(_TAGS, '!!')[:60]} is not used in content",
                "delete it, or put quotes around a text that begins with !",
            )
        if isinstance(event, ScalarEvent):
            if event.value in ("", "~", "null") and not event.style:
                return None
            return Marked(event.value, self.at(event))
        if depth >= DEEPEST:
            self.refuse(
                "Y104",
                event,
                f"this is nested more than {DEEPEST} levels deep",
                "look for brackets or dashes that were pasted in by mistake",
            )
        if isinstance(event, SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def sequence(self, start: Event, depth: int) -> MarkedList:
        items = MarkedList(self.at(start))
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.value(event, depth + 1))
        return items

    def mapping(self, start: Event, depth: int) -> dict[str, Any]:
        assert isinstance(start, MappingStartEvent)
        entries: dict[str, Any] = {PLACE: self.at(start)}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.key(event)
            value = self.value(next(self.events), depth + 1)
            if key in entries:
                self.problems.add(
                    "Y102",
                    key.at,
                    f"the key “{key}” stands twice in this mapping",
                    "keep one of the two; the first is kept for now",
                )
            else:
                entries[key] = value
        return entries

    def key(self, event: Event) -> Marked:
        if not isinstance(event, ScalarEvent):
            self.refuse(
                "Y103",
                event,
                "only a word can be a key, not a list, a mapping or an alias",
                "put quotes around a text that begins with [, { or *",
            )
        assert isinstance(event, ScalarEvent)
        if event.value == "<<" and not event.style:
            self.refuse(
                "Y103",
                event,
                "merge keys (<<) are not used in content",
                "write out the keys that it stands for",
            )
        if event.value == PLACE or getattr(event, "anchor", None) or getattr(event, "tag", None):
            self.refuse(
                "Y103",
                event,
                f"“{event.value[:60]}” cannot be a key here",
                "a key is a plain word, without anchor or tag",
            )
        return Marked(event.value, self.at(event))
