"""What an audit finds wrong in a built site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault in an output file: its path below the site, its line (from 1), what is wrong.

    ``target`` is the address that is at fault, where there is one.
    """

    path: str
    line: int
    message: str
    target: str = ""

    def __str__(self) -> str:
        arrow = f" → {self.target}" if self.target else ""
        return f"{self.path}:{self.line}: {self.message}{arrow}"


def line_at(text: str, offset: int) -> int:
    """The line, from 1, on which the character at ``offset`` stands."""
    return text.count("\n", 0, offset) + 1
