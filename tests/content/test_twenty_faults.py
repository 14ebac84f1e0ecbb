"""Twenty faults in one tree, in every kind of file: twenty reports, in one run, in three forms.

Several of the faulty records are referred to from elsewhere, and one whole file, the glossary,
cannot be read: nothing follows on from either.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.trees import MINIMAL, TESTS, Case, lay_minimal, run

TWENTY = Case(TESTS / "twenty_faults")
FILES = sorted(
    path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*") if path.is_file()
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    TWENTY.lay(tmp_path)
    return tmp_path


def expected(name: str) -> str:
    return (TWENTY.folder / name).read_text(encoding="utf-8")


def test_for_people(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = run(tree, ["check"], capfd)
    assert said.report == expected("report.txt")
    assert said.report.endswith("\n20 errors\n")
    assert said.code == 1


def test_for_github(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = run(tree, ["check", "--format", "github"], capfd)
    assert said.output == expected("report.github.txt")
    assert said.output.count("\n::error file=") == 19
    assert (said.code, said.report) == (1, "")


def test_for_software(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = run(tree, ["check", "--format", "json"], capfd)
    assert said.output == expected("report.json")
    records = json.loads(said.output)
    places = [(each["path"], each["line"], each["column"]) for each in records]
    assert len(places) == 20
    assert places == sorted(places)
    assert said.code == 1


@pytest.mark.parametrize(
    ("path", "line", "column", "word"),
    [
        ("content/deadlines/2026-27.yaml", 8, 31, "2026-06-31"),
        ("content/errata.yaml", 6, 36, "set-test-window"),
        ("content/feed-ledger.yaml", 8, 13, "none"),
        ("content/glossary.yaml", 5, 12, "&The"),
        ("content/guides/first-steps.md", 12, 14, "javascript:"),
        ("content/leas/oak-grove/calendars/2026-27.yaml", 9, 55, "2026-12-21"),
        ("content/leas/oak-grove/lea.yaml", 2, 6, "1612340000000"),
        ("content/leas/oak-grove/overlay.yaml", 3, 9, "set-test-windows"),
        ("content/leas/oak-grove/overlay.yaml", 13, 14, "comunication"),
        ("content/letters/annual-notice.md", 10, 1, "::: when"),
        ("content/local.yaml", 1, 12, "handbook/"),
        ("content/resources.yaml", 6, 10, "https://toms.example.org/"),
        ("content/site.yaml", 5, 11, "no"),
        ("content/tasks/august.yaml", 2, 1, "intros"),
        ("content/tasks/july.yaml", 7, 11, "superintendant"),
        ("content/tasks/july.yaml", 24, 76, "tom)"),
    ],
)
def test_the_place_is_that_of_the_faulty_word(
    path: str, line: int, column: int, word: str, tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = run(tree, ["check"], capfd)
    assert f"{path}:{line}:{column}: error" in said.report
    assert (
        (tree / path)
        .read_text(encoding="utf-8")
        .split("\n")[line - 1][column - 1 :]
        .startswith(word)
    )


@pytest.mark.parametrize("only", [path for path in FILES if path.endswith(".yaml")])
def test_a_file_that_cannot_be_read_is_one_fault(
    only: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_minimal(tmp_path)
    (tmp_path / only).write_text("{\n", encoding="utf-8")
    said = run(tmp_path, ["check"], capfd)
    assert said.report.startswith(f"{only}:1:2: error Y101: ")
    assert said.report.endswith("\n1 error\n")


@pytest.mark.parametrize("only", FILES)
def test_a_file_in_another_encoding_is_one_fault(
    only: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_minimal(tmp_path)
    (tmp_path / only).write_bytes((tmp_path / only).read_text(encoding="utf-8").encode("utf-16"))
    said = run(tmp_path, ["check"], capfd)
    assert said.report.startswith(f"{only}:1:1: error F102: ")
    assert said.report.endswith("\n1 error\n")
