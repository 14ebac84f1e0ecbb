"""Changing an overlay's file by hand's own means: letters at a place, never a dump of YAML.

An author's comments, quotes, order and line breaks stay as they are. The text is known to be
sound YAML of the reader's small language (no aliases, no tags, not deep) before it comes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from sitegen.problems import Source

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Renewal:
    """What is written into the operation at ``at``: a fingerprint, a target, or both."""

    at: Source
    was: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    node: Any
    first: int
    """The line of its dash."""
    last: int
    """Its last line, comments of the next item not counted."""


def renewed(text: str, renewals: Iterable[Renewal]) -> str:
    """The overlay's text with the renewals written in."""
    return _edited(text, list(renewals), _renew)


def without(text: str, places: Iterable[Source]) -> str:
    """The overlay's text without the operations at ``places``, and without the comments that
    stand right above them."""
    return _edited(text, list(places), _drop)


def _edited(text: str, what: list[Any], edit: Any) -> str:
    """The edit done on a text with plain line ends, and the file's own put back."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix(mark).replace("\r\n", "\n").replace("\r", "\n")
    done: str = edit(plain, what)
    return mark + (done.replace("\n", "\r\n") if "\r\n" in text else done)


class _File:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        root = yaml.compose(text, Loader=_Loader)
        pairs = root.value if isinstance(root, yaml.MappingNode) else []
        found = [(key, value) for key, value in pairs if key.value == "operations"]
        self.key: Any = found[0][0] if found else None
        self.operations: Any = found[0][1] if found else None
        later = [
            key.start_mark.line
            for key, _ in pairs
            if self.key is not None and key.start_mark.line > self.key.start_mark.line
        ]
        self.end = min(later, default=len(self.lines))

    @property
    def is_flow(self) -> bool:
        return bool(self.operations is not None and self.operations.flow_style)

    def items(self) -> list[_Item]:
        nodes = self.operations.value if isinstance(self.operations, yaml.SequenceNode) else []
        if self.is_flow:
            return [_Item(node, 0, 0) for node in nodes]
        starts = [self._dash(node) for node in nodes]
        ends = [*starts[1:], self.end]
        return [
            _Item(node, first, self._last(first, end))
            for node, first, end in zip(nodes, starts, ends, strict=True)
        ]

    def _dash(self, node: Any) -> int:
        """The line of the item's dash: its own, or one above."""
        line = int(node.start_mark.line)
        column = self.operations.start_mark.column
        while line and self.lines[line][column : column + 1] != "-":
            line -= 1
        return line

    def _last(self, first: int, end: int) -> int:
        column = self.operations.start_mark.column
        last = end - 1
        while last > first:
            line = self.lines[last]
            indent = len(line) - len(line.lstrip())
            if line.strip() and not (line.lstrip().startswith("#") and indent <= column + 1):
                break
            last -= 1
        return last

    def at(self, item: _Item) -> tuple[int, int]:
        mark = item.node.start_mark
        return (mark.line + 1, mark.column + 1)


def _renew(text: str, renewals: list[Renewal]) -> str:
    file = _File(text)
    by_place = {(each.at.line, each.at.column): each for each in renewals}
    lines = file.lines
    for item in reversed(file.items()):
        renewal = by_place.get(file.at(item))
        if renewal is None:
            continue
        values = {key.value: value for key, value in item.node.value}
        changes = []
        if renewal.was is not None:
            if "was" in values:
                changes.append((values["was"], f'"{renewal.was}"'))
            else:
                _insert(lines, item, f'was: "{renewal.was}"')
        if renewal.on is not None and "on" in values:
            quoted = ":" in renewal.on or "#" in renewal.on
            changes.append((values["on"], f'"{renewal.on}"' if quoted else renewal.on))
        for node, new in sorted(changes, key=lambda each: -each[0].start_mark.index):
            _replace(lines, node, new)
    return "\n".join(lines)


def _replace(lines: list[str], node: Any, new: str) -> None:
    """A scalar on one line, which fingerprints and targets are."""
    start, end = node.start_mark, node.end_mark
    line = lines[start.line]
    lines[start.line] = line[: start.column] + new + line[end.column :]


def _insert(lines: list[str], item: _Item, entry: str) -> None:
    """A key at the end of a mapping, in braces or on lines of its own."""
    node = item.node
    if node.flow_style:
        end = node.end_mark
        line = lines[end.line]
        brace = line.rindex("}", 0, end.column)
        before = line[:brace].rstrip()
        comma = "" if before.endswith((",", "{")) else ","
        lines[end.line] = f"{before}{comma} {entry}{line[brace:]}"
    else:
        lines.insert(item.last + 1, " " * node.start_mark.column + entry)


def _drop(text: str, places: list[Source]) -> str:
    file = _File(text)
    wanted = {(each.line, each.column) for each in places}
    items = file.items()
    gone = [item for item in items if file.at(item) in wanted]
    if not gone:
        return text
    if file.is_flow:
        return _dropped_from_flow(file, items, gone)
    lines = file.lines
    column = file.operations.start_mark.column
    for item in reversed(gone):
        first = item.first
        above = items[items.index(item) - 1].last if items.index(item) else -1
        while first - 1 > above and _is_comment(lines[first - 1], column):
            first -= 1
        del lines[first : item.last + 1]
    if len(gone) == len(items):
        line = file.key.start_mark.line
        lines[line] = f"{lines[line].rstrip()} []"
    return "\n".join(lines)


def _is_comment(line: str, column: int) -> bool:
    indent = len(line) - len(line.lstrip())
    return line.lstrip().startswith("#") and indent >= column and indent > 0


def _dropped_from_flow(file: _File, items: list[_Item], gone: list[_Item]) -> str:
    """``operations: [{…}, {…}]``: what remains, on one line."""
    kept = []
    for item in items:
        if item not in gone:
            start, end = item.node.start_mark, item.node.end_mark
            piece = file.lines[start.line : end.line + 1]
            piece[-1] = piece[-1][: end.column]
            piece[0] = piece[0][start.column :]
            kept.append(" ".join(each.strip() for each in piece))
    start, end = file.operations.start_mark, file.operations.end_mark
    head = file.lines[start.line][: start.column]
    tail = file.lines[end.line][end.column :]
    lines = [
        *file.lines[: start.line],
        f"{head}[{', '.join(kept)}]{tail}",
        *file.lines[end.line + 1 :],
    ]
    return "\n".join(lines)
