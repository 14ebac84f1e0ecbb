"""How the commands tell what they found, and their exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sitegen.problems import Problem

DONE, PROBLEMS, USAGE = 0, 1, 2


class Commands(Protocol):
    """What :mod:`argparse` gives for a parser's commands; it has no public name of its own."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:
        """A parser for the command ``name``."""


def usage(message: str) -> int:
    print(f"build.py: {message}", file=sys.stderr)
    return USAGE


def shown(path: Path) -> str:
    """A path as the person at the terminal would write it."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return number


def say(text: str) -> None:
    print(text, flush=True)


def tell(problems: Sequence[Problem], layout: str, root: Path) -> None:
    from sitegen.problems import Layout
    from sitegen.problems.report import report, summary

    def line_of(path: str, line: int) -> str:
        try:
            with (root / path).open(encoding="utf-8-sig", errors="replace") as file:
                return next(
                    (
                        text.rstrip("\n")
                        for number, text in enumerate(file, start=1)
                        if number == line
                    ),
                    "",
                )
        except OSError:
            return ""

    text = report(problems, Layout(layout), line_of)
    if layout == "human":
        sys.stderr.write(text)
        if problems:
            print(summary(problems), file=sys.stderr, flush=True)
    else:
        sys.stdout.write(text)


class Progress:
    """One line that says where a long build is; silent where nobody watches."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._last = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        line = f"{stage} {done}/{total}" if total else stage
        if self._shown and line != self._last:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            self._last = line

    def end(self) -> None:
        if self._shown and self._last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
