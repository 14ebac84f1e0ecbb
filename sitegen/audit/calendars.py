"""A lint of calendar feeds, for what the readers of iCalendar let pass.

icalendar, vobject, libical, ical.js and khal each read feeds that Google Calendar refuses, or
that a subscriber's program follows wrongly: bare line feeds, lines that are not folded, folds
that split a character, a UID that stands twice. RFC 5545 (and 7986 for ``NAME`` and
``REFRESH-INTERVAL``) is the measure, and what a feed to subscribe to must have beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sitegen.audit.findings import Finding

_WIDEST = 75
_LINE = re.compile(r"(?P<name>[A-Z][A-Z0-9-]*)(?P<params>(?:;[A-Z0-9-]+=[^:;]*)*):(?P<value>.*)")
_STAMP = re.compile(r"\d{8}T\d{6}Z")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_BAD_ESCAPE = re.compile(r"\\(?![\\;,nN])|(?<!\\)(?:\\\\)*[;,]")
_TEXTS = {"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC"}
_HEAD = ("PRODID", "VERSION", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")
_NEEDED = ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS")
_ONCE = {*_HEAD, *_NEEDED, "DESCRIPTION", "URL", "TRANSP", "CALSCALE"}


@dataclass(slots=True)
class _Property:
    line: int
    name: str
    params: str
    value: str


@dataclass(slots=True)
class _Component:
    name: str
    line: int
    properties: list[_Property] = field(default_factory=list)

    def all(self, name: str) -> list[_Property]:
        return [each for each in self.properties if each.name == name]


def lint_calendars(site: Path) -> tuple[list[Finding], int]:
    """The faults of every feed of a built site, and how many feeds there are."""
    paths = sorted(site.rglob("*.ics"))
    findings = [
        finding
        for path in paths
        for finding in lint(path.relative_to(site).as_posix(), path.read_bytes())
    ]
    return (findings, len(paths))


def lint(path: str, content: bytes) -> list[Finding]:
    """The faults of one feed, by line."""
    return sorted(_Lint(path).faults(content))


class _Lint:
    def __init__(self, path: str) -> None:
        self._path = path
        self._found: list[Finding] = []

    def faults(self, content: bytes) -> list[Finding]:
        lines = list(self._content_lines(content))
        properties = list(self._properties(lines))
        for component in self._components(properties):
            for fault in self._of_component(component):
                self._add(*fault)
        return self._found

    def _add(self, line: int, message: str) -> None:
        self._found.append(Finding(self._path, line, message))

    # --- lines ------------------------------------------------------------------------------

    def _content_lines(self, content: bytes) -> Iterator[tuple[int, str]]:
        """The unfolded lines, each with the number of its first."""
        if content.startswith(b"\xef\xbb\xbf"):
            self._add(1, "begins with a byte order mark")
        if not content.endswith(b"\r\n"):
            self._add(content.count(b"\n") + 1, "the last line has no CRLF")
        pieces = content.split(b"\r\n")
        if pieces[-1] == b"":
            pieces.pop()
        joined, start = b"", 0
        for number, piece in enumerate(pieces, start=1):
            self._octets(number, piece)
            if piece[:1] in (b" ", b"\t"):
                joined += piece[1:]
                continue
            if start:
                yield (start, joined.decode(errors="replace"))
            joined, start = piece, number
        if start:
            yield (start, joined.decode(errors="replace"))

    def _octets(self, number: int, piece: bytes) -> None:
        if b"\n" in piece or b"\r" in piece:
            self._add(number, "a line ends without CRLF")
        if len(piece) > _WIDEST:
            self._add(number, f"the line has {len(piece)} octets; fold it at {_WIDEST}")
        try:
            piece.decode()
        except UnicodeDecodeError:
            self._add(number, "a character is split by the fold, or is no UTF-8")
        if not piece.strip(b" \t"):
            self._add(number, "the line is empty")

    def _properties(self, lines: Sequence[tuple[int, str]]) -> Iterator[_Property]:
        for number, text in lines:
            match = _LINE.fullmatch(text)
            if match is None:
                self._add(number, "this is no property: NAME;PARAMETER=…:value")
                continue
            name, value = match["name"], match["value"]
            if name in _TEXTS and _BAD_ESCAPE.search(value):
                self._add(number, f"{name} has a character that must be escaped")
            if any((ord(each) < 32 and each != "\t") or each == "\x7f" for each in value):
                self._add(number, f"{name} has a control character")
            yield _Property(number, name, match["params"].removeprefix(";"), value)

    # --- components -------------------------------------------------------------------------

    def _components(self, properties: Sequence[_Property]) -> list[_Component]:
        done: list[_Component] = []
        stack: list[_Component] = []
        for each in properties:
            if each.name == "BEGIN":
                stack.append(_Component(each.value, each.line))
            elif each.name == "END":
                if not stack or stack[-1].name != each.value:
                    self._add(each.line, f"END:{each.value} closes what is not open")
                else:
                    done.append(stack.pop())
            elif stack:
                stack[-1].properties.append(each)
            else:
                self._add(each.line, f"{each.name} stands outside of every component")
        for component in stack:
            self._add(component.line, f"{component.name} is not closed")
        self._around(done, properties)
        return done

    def _around(self, components: Sequence[_Component], properties: Sequence[_Property]) -> None:
        if sum(each.name == "VCALENDAR" for each in components) != 1:
            self._add(1, "a feed is one VCALENDAR")
        events = [each for each in components if each.name == "VEVENT"]
        if not events:
            self._add(1, "a calendar without a component is none")
        self._order(properties)
        seen: dict[str, int] = {}
        for event in events:
            for uid in event.all("UID")[:1]:
                if uid.value in seen:
                    self._add(uid.line, f"the UID stands in line {seen[uid.value]} already")
                seen.setdefault(uid.value, uid.line)

    def _order(self, properties: Sequence[_Property]) -> None:
        """Properties of the calendar stand before its components (RFC 5545, 3.6)."""
        depth, inner = 0, False
        for each in properties:
            depth += {"BEGIN": 1, "END": -1}.get(each.name, 0)
            inner = inner or depth > 1
            if inner and depth == 1 and each.name != "END":
                self._add(each.line, f"{each.name} stands after the first component")

    def _of_component(self, component: _Component) -> Iterator[tuple[int, str]]:
        yield from self._repeated(component)
        if component.name == "VCALENDAR":
            yield from self._missing(component, _HEAD)
            for each in component.all("METHOD"):
                yield (each.line, "METHOD makes a feed an invitation")
        elif component.name == "VEVENT":
            yield from self._missing(component, _NEEDED)
            yield from _days(component)
            yield from _stamps(component)
        else:
            yield (component.line, f"{component.name} has no place in a feed of whole days")

    @staticmethod
    def _repeated(component: _Component) -> Iterator[tuple[int, str]]:
        for name in sorted(_ONCE):
            for each in component.all(name)[1:]:
                yield (each.line, f"{name} stands twice")

    @staticmethod
    def _missing(component: _Component, names: Sequence[str]) -> Iterator[tuple[int, str]]:
        for name in names:
            found = component.all(name)
            if not found or not found[0].value.strip():
                yield (component.line, f"{component.name} has no {name}")


def _days(event: _Component) -> Iterator[tuple[int, str]]:
    """Whole days, the end being the day after the last."""
    days: dict[str, date] = {}
    for name in ("DTSTART", "DTEND"):
        for each in event.all(name)[:1]:
            found = _DAY.fullmatch(each.value)
            if each.params != "VALUE=DATE" or found is None:
                yield (each.line, f"{name} is no whole day: {name};VALUE=DATE:20261201")
                continue
            try:
                days[name] = date(*map(int, found.groups()))
            except ValueError:
                yield (each.line, f"{name} is a day that does not exist")
    if len(days) == 2 and days["DTEND"] - days["DTSTART"] < timedelta(days=1):
        yield (
            event.all("DTEND")[0].line,
            "DTEND is not after DTSTART; it is the day after the last",
        )
    if event.all("TRANSP") and event.all("TRANSP")[0].value != "TRANSPARENT":
        yield (event.all("TRANSP")[0].line, "a date must not make its readers busy")


def _stamps(event: _Component) -> Iterator[tuple[int, str]]:
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        for each in event.all(name)[:1]:
            if each.params or not _STAMP.fullmatch(each.value):
                yield (each.line, f"{name} is no time in UTC: 20261125T000000Z")
    for each in event.all("SEQUENCE")[:1]:
        if not each.value.isdecimal():
            yield (each.line, "SEQUENCE is no whole number")
    for each in event.all("STATUS")[:1]:
        if each.value not in ("CONFIRMED", "CANCELLED", "TENTATIVE"):
            yield (each.line, f"STATUS is none of an event: {each.value}")
