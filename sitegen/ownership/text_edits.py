"""Edits of a guide: its title, its lead, and the sections below its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sitegen.content.located_yaml import read_yaml
from sitegen.ownership import operations
from sitegen.problems import Problem, Problems, Source

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n(.*))?", re.DOTALL)
_HEADING = re.compile(r"##[ \t]+(.+?)[ \t]*")


def guide_edits(id_: str, path: str, before: str, now: str) -> Iterator[Problem]:
    """What differs between two states of a guide."""
    old, new = _parts(path, before), _parts(path, now)
    if old is None or new is None:
        return
    on = f"guide:{id_}"
    for key in ("title", "lead"):
        was, is_ = old[0].get(key), new[0].get(key)
        if was is not None and is_ is not None and was.split() != is_.split():
            hint = operations.set_text(on, key, str(was), str(is_))
            yield Problem("G101", is_.at, f"the “{key}” of the guide “{id_}” is reworded", hint)
    line = now.count("\n") - new[1].count("\n")
    first, second = _sections(old[1]), _sections(new[1])
    for heading, (place, text) in second.items():
        at = Source(path, line + place + 1, 1)
        name = f"“{heading}” in the guide “{id_}”" if heading else f"the guide “{id_}”"
        if heading not in first:
            hint = operations.note(on, text)
            yield Problem("G102", at, f"a section {name} is added", hint)
        elif text.split() != first[heading][1].split():
            section = f"{on}#{_anchor(heading)}" if heading else on
            hint = operations.note(section, "What your LEA does in another way.")
            if heading:
                hint = operations.set_blocks(section, first[heading][1], text)
            yield Problem("G101", at, f"the text of {name} is changed", hint)
    for heading in first:
        if heading and heading not in second:
            hint = operations.hide(f"{on}#{_anchor(heading)}")
            message = f"the section “{heading}” of the guide “{id_}” is taken away"
            yield Problem("G103", Source(path), message, hint)


def _parts(path: str, text: str) -> tuple[dict[str, Any], str] | None:
    found = _HEAD.fullmatch(text)
    if found is None:
        return None
    head = read_yaml(found[1], path, Problems(), first_line=2)
    return (head, found[2] or "") if isinstance(head, dict) else None


def _sections(body: str) -> dict[str, tuple[int, str]]:
    """The text below each heading of the second level, and the heading's line from 0; under
    the empty heading what stands before the first."""
    found: dict[str, tuple[int, list[str]]] = {"": (0, [])}
    heading = ""
    for number, line in enumerate(body.split("\n")):
        if named := _HEADING.fullmatch(line):
            heading = named[1]
            found[heading] = (number, [])
        else:
            found[heading][1].append(line)
    return {name: (number, "\n".join(lines).strip()) for name, (number, lines) in found.items()}


def _anchor(heading: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", heading.lower())) or "section"
