"""Content written into a test, read as the build reads it, so that places are exact."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from sitegen.content.binding import bind
from sitegen.content.lea_models import CalendarFile
from sitegen.content.located_yaml import read_yaml
from sitegen.content.models import DeadlineFile
from sitegen.deadlines import (
    LeaDeadlines,
    RuleBook,
    check_lea,
    lea_tracks,
    resolve_lea,
    resolve_statewide,
    rule_book,
)
from sitegen.problems import Problem, Problems

CALENDAR = "content/leas/oak/calendars/2026-27.yaml"
DEADLINES = "content/deadlines/2026-27.yaml"

WINDOW_RULES = """
    window-floor: {kind: nth-weekday, nth: 2, weekday: tuesday, month: 1}
    window-opens: {kind: percent, percent: 66, not-before: window-floor}
    window-closes: {kind: last-instructional-day, not-after: 2027-06-30}
    period-opens: {kind: selected-period, edge: opens}
    period-closes: {kind: selected-period, edge: closes}
"""


def calendar_file(text: str, year: str = "2026-27") -> CalendarFile:
    """A calendar file whose tracks are ``text``; its first track begins on line 3."""
    problems = Problems()
    whole = f"year: {year}\ntracks:\n{dedent(text).strip(chr(10))}\n"
    file = bind(CalendarFile, read_yaml(whole, CALENDAR, problems), CALENDAR, problems)
    assert file is not None
    assert problems.sorted() == []
    return file


def deadline_file(
    rules: str, year: str = "2026-27", beside: Mapping[str, str] | None = None, **more: str
) -> DeadlineFile:
    """A deadline file from lines of ``id: {rule}``; ``more`` are lines that each one gets.

    ``beside`` has, for an id, the deadline that its own is compared with.
    """
    lines = [f"year: {year}", "last-modified: 2026-11-01", "deadlines:"]
    for line in filter(None, map(str.strip, rules.splitlines())):
        name, _, rule = line.partition(": ")
        lines += [
            f"  - id: {name}",
            f"    rule: {rule}",
            f"    title: {name}",
            "    words: The rule in words.",
            f"    label: {name}",
            f"    status: {more.get('status', 'confirmed')}",
            "    topic: communication",
            "    citation: [{resource: somewhere}]",
        ]
        if beside and name in beside:
            lines.append(f"    beside: {beside[name]}")
        if "school_years" in more:
            lines.append(f"    school-years: {more['school_years']}")
    problems = Problems()
    value = read_yaml("\n".join(lines) + "\n", DEADLINES, problems)
    file = bind(DeadlineFile, value, DEADLINES, problems)
    assert file is not None
    assert problems.sorted() == []
    return file


def book_of(
    rules: str, year: str = "2026-27", beside: Mapping[str, str] | None = None, **more: str
) -> RuleBook:
    """The rule book of sound rules."""
    book, problems = rule_book(deadline_file(rules, year, beside, **more))
    assert problems == []
    return book


def resolved_for(file: CalendarFile, rules: str = WINDOW_RULES, **more: str) -> LeaDeadlines:
    """The deadlines of the LEA with these tracks."""
    book = book_of(rules, str(file.year), None, **more)
    return resolve_lea(book, resolve_statewide(book), lea_tracks(file))


def problems_of(tracks: str, rules: str = WINDOW_RULES) -> list[Problem]:
    """What is wrong with an LEA that has these tracks."""
    file = calendar_file(tracks)
    return check_lea(file, resolved_for(file, rules))


def said(problems: list[Problem]) -> list[str]:
    """Each problem on a line: where, code, message and hint."""
    return [
        f"{problem.at.line}:{problem.at.column} {problem.code} {problem.message}"
        + (f" | {problem.hint}" if problem.hint else "")
        for problem in problems
    ]
