"""A report of problems: for people, for GitHub's annotations, for software."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from sitegen.problems import Layout, Problem, Severity

ReadLine = Callable[[str, int], str]
"""``(path, line)`` to the text of that line, for the caret; empty where there is none."""


_WIDTH = 96
"""Cells of a terminal that a line of content may take in a report."""

_SPACE = " "


def report(problems: Sequence[Problem], layout: Layout, line_of: ReadLine) -> str:
    """The whole report; empty for people where there is nothing to say."""
    match layout:
        case Layout.HUMAN:
            return _human(problems, line_of)
        case Layout.GITHUB:
            return "".join(f"{_annotation(problem)}\n" for problem in problems)
        case Layout.JSON:
            return (
                json.dumps([_record(each) for each in problems], ensure_ascii=False, indent=1)
                + "\n"
            )


def summary(problems: Iterable[Problem]) -> str:
    """How many of each severity: “2 errors, 1 warning”."""
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.severity] += 1
    return ", ".join(
        f"{count} {severity}{'' if count == 1 else 's'}"
        for severity, count in counts.items()
        if count
    )


def _human(problems: Sequence[Problem], line_of: ReadLine) -> str:
    return "".join(f"{_block(problem, line_of)}\n" for problem in problems)


def _block(problem: Problem, line_of: ReadLine) -> str:
    at = problem.at
    lines = [f"{_plain(str(at))}: {problem.severity} {problem.code}: {_plain(problem.message)}"]
    if at.line and (text := line_of(at.path, at.line)).strip():
        shown, before = _around(text, at.column)
        lines.append(f"  {shown}")
        lines.append(f"  {' ' * before}^")
    if problem.hint:
        lines.append(f"  hint: {_plain(problem.hint)}")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A text on one line, with nothing in it that a terminal would act on."""
    return "".join(each if each.isprintable() else _SPACE for each in text)


def _around(text: str, column: int) -> tuple[str, int]:
    """The part of a line that fits a terminal, and the cells before ``column`` in it."""
    text = _plain(text)
    place = min(column - 1, len(text))
    room = _WIDTH if _cells(text) <= _WIDTH else _WIDTH // 2
    start = place
    while start and _cells(text[start - 1 : place]) <= room:
        start -= 1
    end = place
    while end < len(text) and _cells(text[start : end + 1]) <= _WIDTH:
        end += 1
    return (text[start:end].rstrip(), _cells(text[start:place]))


def _cells(text: str) -> int:
    """The cells of a terminal that a text takes (Unicode's UAX #11)."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def _annotation(problem: Problem) -> str:
    """A line that GitHub shows at the place (workflow commands).

    What is of a file as a whole, or of a file that is not there, is shown at its beginning.
    """
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
    line, column = max(problem.at.line, 1), max(problem.at.column, 1)
    place = f"file={_property(_plain(problem.at.path))},line={line},col={column}"
    said = _plain(problem.message) + (f" ({_plain(problem.hint)})" if problem.hint else "")
    return f"::{kind[problem.severity]} {place},title={problem.code}::{_escaped(said)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _record(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "path": problem.at.path,
        "line": problem.at.line,
        "column": problem.at.column,
        "message": problem.message,
        "hint": problem.hint,
    }
