"""``check --format github`` names file, line and column for every case of bad content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.test_bad_content import BAD, parameters
from tests.content.trees import Case, run

ANNOTATION = re.compile(
    r"::(error|warning|notice) file=([^,:]+),line=([1-9]\d*),col=([1-9]\d*),title=([A-Z]\d{3})::.+"
)
PLACE = re.compile(r"(.+?)(?::(\d+):(\d+))?: (error|warning|notice) ([A-Z]\d{3}): .+")


@pytest.mark.parametrize("case", parameters(BAD))
def test_each_problem_is_annotated_where_it_stands(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    case.lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    said = run(tmp_path, [*case.arguments, "--format", "github"], capfd)
    lines = [line for line in said.output.splitlines() if line.startswith("::")]
    found = [ANNOTATION.fullmatch(line) for line in lines]
    assert all(found), lines
    told = [PLACE.fullmatch(line) for line in case.report.splitlines()]
    expected = [
        (each[4], each[1], each[2] or "1", each[3] or "1", each[5]) for each in told if each
    ]
    # The file of a report is written for a terminal; of an annotation, for a property.
    assert [each.groups() for each in found if each] == [
        (severity, re.sub(r"[:,%]", lambda sign: f"%{ord(sign[0]):02X}", path), *rest)
        for severity, path, *rest in expected
    ]
    assert expected
