"""The source of a letter: Markdown with fields in braces, and passages that depend on them.

A passage is kept when the LEA has every field that it names; of a chain, the first such::

    ::: when period-opens period-closes
    Your child takes the tests between {period-opens} and {period-closes}.
    ::: else
    Your school will send you the dates.
    :::

That is all of it: no values are compared, nothing is nested, no field is made. A line
``::: local`` marks the place where an LEA may put words of its own. The markers
stand on lines of their own and are replaced by empty lines, as are the passages left out, so
every other line keeps its number, and every passage is one that a translator sees in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class LetterField(StrEnum):
    """What a letter may name in braces. The dates are those of the LEA's deadlines.

    ``PERIOD_OPENS`` and ``PERIOD_CLOSES`` are known only where all the LEA's calendars share
    one selected testing period; where they differ, ``TESTING_PERIODS`` is known instead, a
    text that names each calendar and its dates.
    """

    LEA_NAME = "lea-name"
    SCHOOL_YEAR = "school-year"
    PERIOD_OPENS = "period-opens"
    PERIOD_CLOSES = "period-closes"
    TESTING_PERIODS = "testing-periods"
    CONTACT_NAME = "contact-name"
    CONTACT_PHONE = "contact-phone"
    CONTACT_EMAIL = "contact-email"
    SUPERINTENDENT = "superintendent"


@dataclass(frozen=True, slots=True, order=True)
class PassageFault:
    """What is wrong with a marker; ``line`` counts from 1 in the body."""

    line: int
    message: str
    hint: str = ""


_MARKER = re.compile(r":::[ \t]*(.*?)[ \t]*")
_FIELD = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")


def choose_passages(body: str, known: Collection[str]) -> str:
    """``body`` with the passages that hold where the fields ``known`` have values.

    As many lines as before. For a body that :func:`passage_faults` finds sound.
    """
    lines: list[str] = []
    open_chain = kept = done = False
    for line in body.split("\n"):
        marker = _MARKER.fullmatch(line)
        if marker is None:
            lines.append(line if kept or not open_chain else "")
            continue
        words = marker[1].split()
        if words == ["local"]:
            lines.append("")
            continue
        done = done and open_chain
        open_chain = bool(words)
        kept = open_chain and not done and (words[0] == "else" or _all_known(words[1:], known))
        done = done or kept
        lines.append("")
    return "\n".join(lines)


def every_passage(body: str) -> str:
    """``body`` with all passages and no markers, line for line: what translators see."""
    return "\n".join("" if _MARKER.fullmatch(line) else line for line in body.split("\n"))


def around_local_place(body: str) -> tuple[str, str] | None:
    """What stands before and after the place for an LEA's own words, if the letter has one.

    The marker ``::: local`` stands at most once, and outside of every passage.
    """
    lines = body.split("\n")
    for number, line in enumerate(lines):
        if (marker := _MARKER.fullmatch(line)) and marker[1] == "local":
            return ("\n".join(lines[:number]), "\n".join(lines[number + 1 :]))
    return None


def structure(body: str) -> list[str]:
    """The markers in their order and the fields of each stretch between them, sorted: what a
    translation of a letter has in common with its original."""
    found: list[str] = []
    fields: list[str] = []
    for line in body.split("\n"):
        if marker := _MARKER.fullmatch(line):
            found += [*sorted(fields), f"::: {' '.join(marker[1].split())}".rstrip()]
            fields = []
        else:
            fields += [f"{{{name}}}" for name in _FIELD.findall(line)]
    return [*found, *sorted(fields)]


def passage_faults(body: str, fields: Iterable[str] = tuple(LetterField)) -> list[PassageFault]:
    """What is wrong with the markers and fields of ``body``, by line.

    Faults: a marker that is none of ``when``, ``else``, and the bare end; a passage not
    closed, or closed twice; ``when`` after ``else``; a field that is none of ``fields``.
    """
    return sorted(_Reading(frozenset(map(str, fields))).faults(body.split("\n")))


def unguarded_fields(body: str) -> Iterator[PassageFault]:
    """Fields that stand where an LEA may have no value for them.

    Only the school year is known everywhere; any other field belongs in a passage whose
    ``when`` names it.
    """
    named: Collection[str] = ()
    for number, line in enumerate(body.split("\n"), start=1):
        if marker := _MARKER.fullmatch(line):
            named = marker[1].split()[1:]
            if not set(named) <= set(LetterField):
                named = tuple(LetterField)  # a misspelled field is told already
            continue
        for field in _FIELD.findall(line):
            if field in set(LetterField) - {LetterField.SCHOOL_YEAR} and field not in named:
                yield PassageFault(
                    number,
                    f"“{{{field}}}” stands here also for LEAs that have no {field}",
                    f"put it between ::: when {field} and :::",
                )


class _Reading:
    """Reads markers from top to bottom. The numbers are lines; 0 is for none."""

    def __init__(self, fields: frozenset[str]) -> None:
        self._fields = fields
        self._listed = "the fields are " + ", ".join(sorted(fields))
        self._opened = 0
        self._after_else = 0
        self._local = 0

    def faults(self, lines: list[str]) -> Iterator[PassageFault]:
        for number, line in enumerate(lines, start=1):
            if marker := _MARKER.fullmatch(line):
                yield from self._marker(number, marker[1].split())
            else:
                yield from self._unknown(number, _FIELD.findall(line))
        if self._opened:
            hint = "end it with ::: on a line alone"
            yield PassageFault(self._opened, "this passage is not closed", hint)

    def _marker(self, number: int, words: list[str]) -> Iterator[PassageFault]:
        match words:
            case []:
                if not self._opened:
                    yield PassageFault(number, "this ::: closes a passage that was never opened")
                self._opened = self._after_else = 0
            case ["local"]:
                if self._opened:
                    yield PassageFault(number, "the place for an LEA’s words is in a passage")
                elif self._local:
                    yield PassageFault(number, "the place for an LEA’s words is marked already")
                self._local = self._local or number
            case ["when"]:
                yield PassageFault(number, "“::: when” names no field", self._listed)
            case ["when", *names]:
                if line := self._after_else:
                    yield PassageFault(number, f"“when” stands after the “else” of line {line}")
                yield from self._unknown(number, names)
                self._opened = self._opened or number
            case ["else"]:
                if not self._opened or self._after_else:
                    yield PassageFault(number, "this “else” has no “when” of its own")
                self._after_else = number
            case _:
                hint = "::: when FIELD …, ::: else, ::: local, or ::: alone"
                yield PassageFault(number, f"“{' '.join(words)}” is no marker of a passage", hint)

    def _unknown(self, number: int, names: list[str]) -> Iterator[PassageFault]:
        for name in names:
            if name not in self._fields:
                yield PassageFault(number, f"there is no field “{name}”", self._listed)


def _all_known(names: list[str], known: Collection[str]) -> bool:
    return all(name in known for name in names)
