"""What can be wrong with content, said where it stands and with a way out.

A :class:`Problem` is a value: passes collect them, sort them and report them all in one
run. Nothing in the generator raises for bad content; it records a Problem and goes on with
what is still sound. The codes and their explanations are in :mod:`sitegen.problems.codes`,
the three forms of a report in :mod:`sitegen.problems.report`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from sitegen.problems.codes import CODES, Severity

__all__ = ["CODES", "Problem", "Problems", "Severity", "Source", "did_you_mean"]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in a file of the tree.

    ``path`` is relative to the tree's root, with forward slashes. ``line`` and ``column``
    count from 1, in characters; 0 for the line means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def moved(self, columns: int) -> Source:
        """The place ``columns`` characters to the right on the same line."""
        return Source(self.path, self.line, self.column + columns) if self.line else self


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a stable ``code``, where it stands, what is wrong and what would mend it."""

    code: str
    at: Source
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"problem code {self.code} is not registered in sitegen.problems.codes")

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def sort_key(self) -> tuple[Source, str, str]:
        return (self.at, self.code, self.message)


class Problems:
    """A collector that a pass writes to. Equal problems are kept once."""

    def __init__(self, found: Iterable[Problem] = ()) -> None:
        self._found: dict[Problem, None] = dict.fromkeys(found)

    def add(self, code: str, at: Source, message: str, hint: str = "") -> None:
        self._found[Problem(code, at, message, hint)] = None

    def extend(self, found: Iterable[Problem]) -> None:
        self._found.update(dict.fromkeys(found))

    def sorted(self) -> list[Problem]:
        """All problems by file, line, column, code."""
        return sorted(self._found, key=lambda problem: problem.sort_key)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self._found)


class Layout(StrEnum):
    """The forms of a report: for people, for GitHub's annotations, for software."""

    HUMAN = "human"
    GITHUB = "github"
    JSON = "json"


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A hint that names the likeliest known word, or nothing when none is near."""
    near = get_close_matches(wrong, sorted(set(known)), n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else ""
