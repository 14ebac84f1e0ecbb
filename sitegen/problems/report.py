"""A report of problems: for people, for GitHub's annotations, for software."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from sitegen.problems import Layout, Problem, Severity

ReadLine = Callable[[str, int], str]
"""``(path, line)`` to the text of that line, for the caret; empty where there is none."""


def report(problems: Sequence[Problem], layout: Layout, line_of: ReadLine) -> str:
    """The whole report; empty for people where there is nothing to say."""
    match layout:
        case Layout.HUMAN:
            return _human(problems, line_of)
        case Layout.GITHUB:
            return "".join(f"{_annotation(problem)}\n" for problem in problems)
        case Layout.JSON:
            return json.dumps([_record(each) for each in problems], ensure_ascii=False,
                              indent=1) + "\n"


def summary(problems: Iterable[Problem]) -> str:
    """How many of each severity: “2 errors, 1 warning”."""
    counts = {severity: 0 for severity in Severity}
    for problem in problems:
        counts[problem.severity] += 1
    return ", ".join(
        f"{count} {severity}{'' if count == 1 else 's'}"
        for severity, count in counts.items() if count
    )


def _human(problems: Sequence[Problem], line_of: ReadLine) -> str:
    return "".join(f"{_block(problem, line_of)}\n" for problem in problems)


def _block(problem: Problem, line_of: ReadLine) -> str:
    lines = [f"{problem.at}: {problem.severity} {problem.code}: {problem.message}"]
    at = problem.at
    if at.line and (text := line_of(at.path, at.line)):
        shown, place = _around(text, at.column)
        lines.append(f"  {shown}")
        lines.append(f"  {' ' * (place - 1)}^")
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    return "\n".join(lines) + "\n"


def _around(text: str, column: int, width: int = 96) -> tuple[str, int]:
    """The part of a line that fits a terminal, tabs as spaces, and the column within it."""
    text = "".join(each if each.isprintable() else " " for each in text)
    start = max(0, column - width // 2) if len(text) > width else 0
    return (text[start : start + width].rstrip(), max(1, column - start))


def _annotation(problem: Problem) -> str:
    """A line that GitHub shows at the place (workflow commands)."""
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
    place = f"file={_property(problem.at.path)}"
    if problem.at.line:
        place += f",line={problem.at.line},col={problem.at.column}"
    said = problem.message + (f" ({problem.hint})" if problem.hint else "")
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
