"""An imported track as YAML: printed for review, or put into an LEA's calendar file.

A track that stands in the file already keeps what no calendar program knows: its names, its
schools, its selected period and its schedule. Its days are replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sitegen.calendar_import.entries import Entry
from sitegen.calendar_import.track import Understood
from sitegen.content.binding import bind
from sitegen.content.lea_models import CalendarFile
from sitegen.content.located_yaml import read_yaml
from sitegen.deadlines.tracks import DayOff
from sitegen.problems import Problems, Source

_PLAIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9 .'’()/–-]*[A-Za-zÀ-ɏ0-9.')’]")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_DAYS = ("first-day", "last-day", "non-school", "minimum-days", "expect-days")


def calendar_text(understood: Understood, track: str, name: str, year: str, source: str) -> str:
    """A whole calendar file with the imported track in it."""
    head = f"# Imported from {source}: look at every line before you publish it."
    return "\n".join((head, f"year: {year}", "tracks:", *track_lines(understood, track, name), ""))


def track_lines(understood: Understood, track: str, name: str) -> list[str]:
    """The imported track as an item of ``tracks``."""
    return [
        f"  - id: {track}",
        "    name:",
        "      lang: en",
        f"      text: {quoted(name)}",
        *_day_lines(understood),
    ]


def _day_lines(understood: Understood) -> Iterator[str]:
    yield f"    first-day: {understood.first}"
    yield f"    last-day: {understood.last}"
    if understood.off:
        yield "    non-school:"
        yield from (f"      - {{{_off(day)}}}" for day in understood.off)
    if understood.minimum:
        yield "    minimum-days:"
        yield from (f"      - {{{_off(day)}}}" for day in understood.minimum)
    yield from (f"    # not taken: {_remark(entry)}" for entry in understood.doubtful)
    yield "    # Compare with your adopted calendar; where it has as many days, take the # away:"
    yield f"    # expect-days: {understood.calendar.total}"


def _off(day: DayOff) -> str:
    kind = "" if day.kind == "minimum" else f"kind: {day.kind}, "
    days = (
        f"date: {day.first}" if day.first == day.last else f"first: {day.first}, last: {day.last}"
    )
    return f"name: {quoted(day.name)}, {kind}{days}"


def _remark(entry: Entry) -> str:
    until = "" if entry.first == entry.last else f" to {entry.last}"
    return f"{entry.first}{until}, {quoted(entry.name)} (line {entry.at.line})"


def quoted(text: str) -> str:
    """A text as a YAML scalar that is read back as it is."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def merged(
    old: str, understood: Understood, track: str, name: str, path: str, problems: Problems
) -> str | None:
    """A calendar file with the days of ``track`` replaced, or the track added at its end.

    ``None``, after saying why, where the file is faulty or written in a way that cannot be
    changed line by line.
    """
    own = Problems()
    file = bind(CalendarFile, read_yaml(old, path, own), path, own)
    if file is None or own.has_errors:
        problems.extend(own.sorted())
        return None
    lines = old.rstrip("\n").split("\n")
    number = next((at for at, each in enumerate(file.tracks) if each.id == track), None)
    if number is None:
        new = [*lines, *track_lines(understood, track, name)]
    else:
        start = file.tracks[number].at.line - 1
        after = file.tracks[number + 1].at.line - 1 if number + 1 < len(file.tracks) else len(lines)
        new = [*lines[:start], *_replaced(lines[start:after], understood), *lines[after:]]
    text = "\n".join(new) + "\n"
    check = Problems()
    again = bind(CalendarFile, read_yaml(text, path, check), path, check)
    if again is None or check.has_errors or not _holds(again, understood, track):
        problems.add(
            "D153",
            Source(path, file.tracks[number or 0].at.line, 1),
            "this file is written in a way that an import cannot change",
            "write each key of a track on a line of its own, or copy the printed track by hand",
        )
        return None
    return text


def _holds(file: CalendarFile, understood: Understood, track: str) -> bool:
    found = next((each for each in file.tracks if each.id == track), None)
    return (
        found is not None
        and (found.first_day, found.last_day) == (understood.first, understood.last)
        and len(found.non_school) == len(understood.off)
        and len(found.minimum_days) == len(understood.minimum)
    )


def _replaced(block: list[str], understood: Understood) -> list[str]:
    """The lines of a track, its days taken out and the new ones where the first of them stood."""
    kept: list[str] = []
    place: int | None = None
    dropping = False
    for line in block:
        key = re.match(r"    (?:  )?([a-z-]+):|  - ([a-z-]+):", line)
        at_top = key is not None and not line.startswith("      ")
        if at_top and key is not None:
            dropping = (key[1] or key[2]) in _DAYS
        if dropping and (at_top or line.startswith("     ") or not line.strip()):
            place = len(kept) if place is None else place
        elif line.startswith(("    # not taken: ", "    # expect-days: ", "    # Compare with")):
            continue
        else:
            kept.append(line)
    place = len(kept) if place is None else place
    return [*kept[:place], *_day_lines(understood), *kept[place:]]
