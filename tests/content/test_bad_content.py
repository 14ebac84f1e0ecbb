"""What is said of each fault: ``tests/bad_content/<CODE>-<slug>/``, a tree and its report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.problems import CODES, Severity
from tests.content.trees import Case, cases, lay_minimal, run

BAD = cases("bad_content")
SOUND = cases("sound_content")

OUT_OF_REACH = {"P101", "P102", "P103", "P104", "P105"}
"""Codes that no content leads to: ids are checked where they are written, so no two paths collide
and none is unsafe. The plan checks all paths again; its own tests are in tests/publish."""

ALONGSIDE = {"D124": {"D122"}, "L113": {"L103"}}
"""A day after the last instructional day is also a day without instruction; an approval rests
while its letter is withheld."""


def parameters(every: list[Case]) -> list[object]:
    return [
        pytest.param(
            each, id=each.name, marks=[pytest.mark.letters] * bool(each.make.get("layouts"))
        )
        for each in every
    ]


def test_the_minimal_site_has_no_problem(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lay_minimal(tmp_path)
    said = run(tmp_path, ["check"], capfd)
    assert (said.code, said.report, said.output) == (0, "", "No problems.\n")


@pytest.mark.parametrize("case", parameters(BAD))
def test_the_report_is_this_one(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    case.lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    said = run(tmp_path, case.arguments, capfd)
    assert said.report == case.report
    assert said.code == (1 if ": error " in case.report else 0)


@pytest.mark.parametrize("case", parameters(SOUND))
def test_nothing_is_wrong_with(
    case: Case, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    case.lay(tmp_path)
    said = run(tmp_path, case.arguments, capfd)
    assert (said.code, said.report) == (0, "")


def test_every_code_has_a_case() -> None:
    covered = {case.name.partition("-")[0] for case in BAD}
    assert covered.isdisjoint(OUT_OF_REACH)
    assert covered | OUT_OF_REACH == set(CODES)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_case_is_named_for_what_it_shows(case: Case) -> None:
    code = case.name.partition("-")[0]
    said = set(re.findall(r": (?:error|warning|notice) ([A-Z]\d{3}): ", case.report))
    assert said - ALONGSIDE.get(code, set()) == {code}


def test_each_severity_is_among_the_cases() -> None:
    shown = {CODES[case.name.partition("-")[0]].severity for case in BAD}
    assert shown == set(Severity)
