"""What a report looks like in a terminal, and what ``explain`` says of a code."""

from __future__ import annotations

import re

import pytest

from sitegen.cli import main
from sitegen.problems import CODES, Layout, Problem, Source
from sitegen.problems.report import report, summary
from tests.content.trees import ROOT


def caret_of(line: str, column: int) -> tuple[str, str]:
    """The line of content and the line with the caret, as a report shows them."""
    text = report(
        [Problem("M103", Source("a.yaml", 1, column), "wrong")], Layout.HUMAN, lambda *_: line
    )
    shown = text.split("\n")
    return (shown[1], shown[2])


@pytest.mark.parametrize(
    ("line", "column", "before"),
    [
        ("name: Oak", 7, "name: "),
        ("name:\tOak", 7, "name: "),  # a tab is shown as one space
        ("text: 學校 Oak", 10, "text: xxxx "),  # each of the two takes two cells
        ("text: 저희 Oak", 10, "text: xxxx "),
        ("text: ｗide Oak", 12, "text: xxide "),  # a full-width letter
        ("text: cafe\u0301 Oak", 13, "text: cafe "),  # an accent that stands on the letter before
        ("text: Tiếng Oak", 13, "text: Tiếng "),
        ("text: عربي Oak", 12, "text: xxxx "),
    ],
)
def test_the_caret_stands_under_the_faulty_character(line: str, column: int, before: str) -> None:
    shown, caret = caret_of(line, column)
    assert line[column - 1 :] == "Oak"
    assert shown.endswith("Oak")
    assert caret == "  " + " " * len(before) + "^"


@pytest.mark.parametrize("column", [1, 40, 150, 299, 300])
def test_of_a_long_line_the_part_around_the_fault_is_shown(column: int) -> None:
    line = "".join(chr(ord("a") + place % 26) for place in range(300))
    shown, caret = caret_of(line, column)
    assert len(shown) <= 2 + 96
    assert shown[caret.index("^")] == line[column - 1]


def test_a_column_past_the_end_is_shown_at_the_end() -> None:
    assert caret_of("name:", 60) == ("  name:", "       ^")


def test_nothing_reaches_the_terminal_that_it_would_act_on() -> None:
    problem = Problem("M103", Source("a\x1b[2J.yaml", 1, 1), "“\x1b[31m” and\nmore", "\x07")
    text = report([problem], Layout.HUMAN, lambda *_: "x\x1b]0;title\x07y")
    assert set(re.findall(r"[\x00-\x1f]", text)) == {"\n"}
    assert text.count("\n") == 5


def test_githubs_annotations_are_one_line_each() -> None:
    problem = Problem("M103", Source("a,b:c.yaml", 3, 4), "100 % wrong\nhere", "mend: it")
    assert report([problem], Layout.GITHUB, lambda *_: "") == (
        "::error file=a%2Cb%3Ac.yaml,line=3,col=4,title=M103::100 %25 wrong here (mend: it)\n"
    )


def test_the_summary_counts_each_severity() -> None:
    found = [Problem(code, Source("x"), "") for code in ("F101", "F102", "F108", "S104")]
    assert summary(found) == "2 errors, 1 warning, 1 notice"
    assert summary([]) == ""


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code.lower()], ROOT) == 0
    said = capfd.readouterr().out
    found = CODES[code]
    assert said == f"{code} ({found.severity}): {found.title}\n\n{found.explanation}\n"
    assert found.title[0].isupper()
    assert not found.title.endswith((".", ":"))
    assert re.match(r"[A-Z0-9`]", found.explanation)
    assert found.explanation.endswith(".")
    assert len(found.explanation.split()) > 5
    assert "  " not in found.explanation


def test_a_mistyped_code_is_answered_with_the_nearest(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "M1O3"], ROOT) == 2
    assert "did you mean “M103”?" in capfd.readouterr().err


def test_all_codes_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"], ROOT) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line[:4] for line in lines] == sorted(CODES)
