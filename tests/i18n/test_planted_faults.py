"""Faults of every kind, planted in small catalogs: each is told once, at its word, and no more.

In ``tests/thirty_faults/locales`` a comment ``# fault:`` stands above each. ``report.txt`` is
what ``build.py messages check`` says of the tree.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sitegen.problems import CODES
from tests.content.trees import TESTS, Case, run

PLANTED = Case(TESTS / "thirty_faults")
CATALOGS = PLANTED.folder / "locales"
CHECK = ["messages", "check"]


def faults() -> list[tuple[str, int, int, str]]:
    """Path, first and last line, and kind of each planted fault, from the comments."""
    found = []
    for file in sorted(CATALOGS.rglob("*.*")):
        lines = file.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, start=1):
            if kind := re.search(r"# fault: (.+)", line):
                last = next(
                    (n for n in range(number, len(lines)) if not lines[n].strip()), len(lines)
                )
                path = f"locales/{file.relative_to(CATALOGS).as_posix()}"
                found.append((path, number, last, kind[1]))
    return found


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    PLANTED.lay(tmp_path)
    return tmp_path


def test_there_are_more_than_thirty_kinds() -> None:
    kinds = [kind for *_, kind in faults()]
    assert len(set(kinds)) >= 30


def test_the_report_is_this_one(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = run(tree, CHECK, capfd)
    assert said.report == PLANTED.report
    assert said.code == 1


def test_each_fault_is_told_once_and_nothing_else(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(run(tree, [*CHECK, "--format", "json"], capfd).output)
    places = [(each["path"], each["line"]) for each in told]
    for path, first, last, kind in faults():
        here = [place for place in places if place[0] == path and first <= place[1] <= last]
        assert len(here) == 1, (path, first, kind)
        places.remove(here[0])
    assert places == []


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("locales/es/tasks.po", "before los"),
        ("locales/es/tasks.po", "а."),
        ("locales/es/tasks.po", "52 días"),
        ("locales/es/tasks.po", "mayo"),
        ("locales/es/tasks.po", "PEG"),
        ("locales/es/tasks.po", "el el"),
        ("locales/es/tasks.po", "Puedes"),
        ("locales/vi/tasks.po", "danh sách kiểm tra"),
        ("locales/vi/tasks.po", "tmos"),
        ("locales/zh_Hant/tasks.po", "档"),
        ("locales/zh_Hant/tasks.po", "poster"),
        ("locales/ko/tasks.po", "を"),
        ("locales/ar/tasks.po", "ک"),
        ("locales/ar/tasks.po", "٢٥"),
    ],
)
def test_the_place_is_that_of_the_faulty_word(
    path: str, word: str, tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = (tree / path).read_text(encoding="utf-8").split("\n")
    told = json.loads(run(tree, [*CHECK, "--format", "json"], capfd).output)
    assert any(
        lines[each["line"] - 1][each["column"] - 1 :].startswith(word)
        or (word == "tmos" and word in lines[each["line"] - 1][each["column"] - 1 :])
        for each in told
        if each["path"] == path and each["line"]
    )


def test_every_code_of_the_checks_is_planted(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = json.loads(run(tree, [*CHECK, "--format", "json"], capfd).output)
    checks = {code for code in CODES if re.fullmatch(r"L1[234]\d", code)}
    assert checks <= {each["code"] for each in told}


def test_a_word_in_a_text_of_several_lines_has_its_own_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    PLANTED.lay(tmp_path)
    for file in sorted((tmp_path / "locales").rglob("*.*")):
        file.unlink()
    (tmp_path / "locales/es/tasks.po").write_text(
        'msgid ""\nmsgstr "Language: es\\n"\n\n'
        'msgctxt "text"\nmsgid "Sign the form, then send it."\n'
        'msgstr ""\n"Firme \\\\ el formulario "\n"y envíelo lo lo antes posible."\n',
        encoding="utf-8",
    )
    said = run(tmp_path, CHECK, capfd)
    assert said.report.startswith("locales/es/tasks.po:8:12: warning L136: “lo” stands twice\n")
    assert said.report.endswith("\n1 warning\n")


def test_a_term_s_meaning_says_its_word_in_the_language(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The headword stands in English: the meaning is where a reader learns the agreed word."""
    PLANTED.lay(tmp_path)
    for file in sorted((tmp_path / "locales").rglob("*.po")):
        file.unlink()
    (tmp_path / "locales/keep.yaml").unlink()
    (tmp_path / "locales/allowances.yaml").unlink()
    terms = tmp_path / "locales/terms.yaml"
    terms.write_text(terms.read_text(encoding="utf-8").replace("whys:", "why:"), encoding="utf-8")
    catalog = tmp_path / "locales/ko/glossary.po"
    text = (
        'msgid ""\nmsgstr "Language: ko\\n"\n\n#: glossary/window.meaning\n'
        'msgctxt "meaning"\nmsgid "a day on which a school teaches"\n'
        'msgstr "학교가 가르치는 날"\n'
    )
    catalog.write_text(text, encoding="utf-8")
    said = run(tmp_path, CHECK, capfd)
    assert said.report.startswith(
        "locales/ko/glossary.po:7:9: warning L125: this does not say that “instructional day” is "
        "“수업일” here\n"
    )
    catalog.write_text(text.replace("날", "날(수업일)"), encoding="utf-8")
    assert run(tmp_path, CHECK, capfd).report == ""
