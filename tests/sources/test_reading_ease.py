"""The tasks are read at a glance: short sentences, and none that must be read twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from sitegen.content.prose import PLACEHOLDER
from sitegen.content.texts import texts_of
from sitegen.coverage.citing import read_editions
from sitegen.i18n.formatting import long_date
from sitegen.render.markdown import plain

ROOT = Path(__file__).parents[2]
MEDIAN, LONGEST = 18, 35

_END = re.compile(r"(?<=[.!?])[”’)]*\s+(?=[“(]?[A-Z0-9])")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a plain text; a paragraph without a full stop is one."""
    for paragraph in re.split(r"\n\s*\n|\n(?=[-*] )", text):
        yield from filter(None, map(str.strip, _END.split(paragraph)))


@pytest.fixture(scope="module")
def of_tasks() -> list[str]:
    """The sentences of the tasks as they are read, with each date at its longest."""
    editions = read_editions(ROOT)

    def day(found: re.Match[str]) -> str:
        known = editions.statewide[found[1]].date
        return long_date(known, "en") if known else plain(editions.deadlines[found[1]].label)

    return [
        sentence
        for task in editions.handbook.tasks.values()
        for _, field, text in texts_of(task, task.id)
        if field != "title"
        for sentence in sentences(PLACEHOLDER.sub(day, plain(text)))
    ]


def length(sentence: str) -> int:
    return len(re.findall(r"[^\W_][\w’'.,–/-]*", sentence))


def test_the_median_sentence_of_the_tasks_is_short(of_tasks: list[str]) -> None:
    assert len(of_tasks) > 300
    assert median(map(length, of_tasks)) <= MEDIAN


def test_no_sentence_of_the_tasks_is_long(of_tasks: list[str]) -> None:
    assert [each for each in of_tasks if length(each) > LONGEST] == []


def test_sentences_are_told_apart() -> None:
    text = (
        "Set it by July 1. TOMS (the U.S. “system”) has 2.5 rules. “See,” it says.\n\n- One\n- Two"
    )
    assert list(sentences(text)) == [
        "Set it by July 1.",
        "TOMS (the U.S. “system”) has 2.5 rules.",
        "“See,” it says.",
        "- One",
        "- Two",
    ]
    assert length("Set it by July 1, 2026 (24 hours).") == 8
