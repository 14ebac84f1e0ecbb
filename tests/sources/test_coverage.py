"""Every statement of the two source documents is cited and said, in words of ours.

The sources are here as ids and hashes (``rows.tsv``, ``runs.txt``); what a failing test
cannot tell, the words of a fact, ``python3 build.py coverage LEDGER`` prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.coverage import Coverage, Recorded, Row, read_ledger, read_recorded, record
from sitegen.coverage.findings import Exceptions, copied, missing, needless, uncited

ROOT = Path(__file__).parents[2]

KINDS = {"intro": 16, "item": 356, "perspective": 221, "resource": 56, "term": 61}


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return Coverage.of(ROOT)


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    return read_recorded(ROOT)


@pytest.fixture(scope="module")
def found(coverage: Coverage, recorded: Recorded) -> dict[str, list[str]]:
    return {
        about: list(map(str, findings)) for about, findings in coverage.findings(recorded).items()
    }


def test_the_recorded_rows_are_all_710(recorded: Recorded) -> None:
    assert Counter(row.kind for row in recorded.rows.values()) == KINDS
    assert sum(KINDS.values()) == 710


def test_every_row_is_cited(found: dict[str, list[str]]) -> None:
    assert found["rows that nothing cites"] == []


def test_every_citation_is_of_a_row(found: dict[str, list[str]]) -> None:
    assert found["citations of no row"] == []


def test_the_about_page_cites_only_what_introduces_a_document(found: dict[str, list[str]]) -> None:
    assert found["citations that do not belong"] == []


def test_a_record_cites_at_most_eight_rows_tables_aside(found: dict[str, list[str]]) -> None:
    assert found["records that cite too much"] == []


def test_every_fact_of_every_row_stands_in_a_record_that_cites_it(
    found: dict[str, list[str]],
) -> None:
    assert found["facts that no citing record says"] == []


def test_every_exception_is_needed(found: dict[str, list[str]]) -> None:
    assert found["exceptions that are none"] == []


def test_no_twelve_words_in_a_row_are_a_source_s(found: dict[str, list[str]]) -> None:
    assert found["words of the sources"] == []


def test_nothing_of_the_sources_text_is_kept(recorded: Recorded) -> None:
    hashes = {fact.hash for row in recorded.rows.values() for fact in row.facts} | recorded.runs
    assert all(len(each) == 12 and set(each) <= set("0123456789abcdef") for each in hashes)
    assert recorded.known == {}


# --- and these checks see what they are for ------------------------------------------------


def ledger_of(folder: Path, *rows: tuple[str, str, str]) -> Path:
    path = folder / "ledger.tsv"
    lines = ["\t".join(row) for row in (("id", "kind", "text"), *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(coverage: Coverage, *rows: Row) -> Iterator[str]:
    """What is not cited and not said where the sources are these rows alone."""
    recorded = record(rows, coverage.names)
    yield from map(str, uncited(recorded, coverage.every))
    yield from map(str, missing(recorded, coverage.every, coverage.exceptions))


WINDOWS = "checklist/2026-11/general-guidelines/1"
"""A row that the task of setting windows cites: its deadline is December 1, 2026."""


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Set windows by December 2, 2026.", "date 1 of 1 is not said; “december 2 2026”"),
        ("Allow at least 47 instructional days.", "“47 instructional day”"),
        ("Enter the code “XQZ” for it.", "label 1 of 1 is not said; “xqz”"),
        ("Report it in TOMS and in QWRTS.", "code 1 of 1 is not said; “qwrts”"),
        ("Open the Moon Base Tool in TOMS.", "name 2 of 2 is not said; “moon base tool”"),
        ("Write to nobody@example.org about it.", "“nobody@example.org”"),
        ("Read the Lexile and Quantile Training Series.", "“lexile and quantile training serie”"),
    ],
)
def test_a_fact_that_is_not_said_is_found(coverage: Coverage, text: str, fact: str) -> None:
    (finding,) = told(coverage, Row(WINDOWS, "item", text))
    assert finding.startswith(f"{WINDOWS}: its ")
    assert finding.endswith(fact)


@pytest.mark.parametrize(
    "text",
    [
        "The deadline is December 1, 2026, in TOMS.",
        "At least 25 consecutive instructional days, in 6 windows and 6 LEAs.",
        "The Test Operations Management System (TOMS) has the TOMS User Guide: Administrations.",
        "Each local educational agency (LEA) gives the CSA.",
    ],
)
def test_a_fact_is_known_in_any_way_to_write_it(coverage: Coverage, text: str) -> None:
    assert list(told(coverage, Row(WINDOWS, "item", text))) == []


def test_without_the_ledger_a_missing_fact_is_named_by_its_place(coverage: Coverage) -> None:
    row = Row(WINDOWS, "item", "Set it by December 1 or by December 24.")
    hashed = replace(record([row], coverage.names), known={})
    (finding,) = missing(hashed, coverage.every, coverage.exceptions)
    assert str(finding) == (
        f"{WINDOWS}: its date 2 of 2 is not said; its words: python3 build.py coverage LEDGER"
    )


def test_an_exception_excuses_one_fact_of_one_row(coverage: Coverage) -> None:
    rows = [Row(WINDOWS, "item", "Set them by May 5."), Row("how-to/x/y/1", "item", "By May 5.")]
    excepted = Exceptions.model_validate(
        {"facts": [{"row": WINDOWS, "fact": "May 5", "reason": "the year is another one"}]}
    )
    found = list(told(replace(coverage, exceptions=excepted), *rows))
    assert [each for each in found if each.startswith(WINDOWS)] == []
    assert any("how-to/x/y/1" in each for each in found)


def test_an_exception_that_is_not_needed_is_a_fault(coverage: Coverage, recorded: Recorded) -> None:
    idle = Exceptions.model_validate(
        {
            "facts": [{"row": WINDOWS, "fact": "TOMS", "reason": "it is said in the very title"}],
            "many-rows": [{"record": "tasks/set-test-windows", "reason": "it has a few rows only"}],
        }
    )
    found = needless(recorded, coverage.every, idle)
    assert [each.about for each in found] == [
        WINDOWS,
        "tasks/set-test-windows",
    ]


def test_copied_wording_is_found_whatever_name_stands_in_it(coverage: Coverage) -> None:
    source = "A quick brown fox that jumps over the lazy dog in {} must rest for a day"
    rows = [Row("checklist/x/1", "item", source.format("the TOMS User Guide"))]
    ours = source.format("the Manuals Library").replace("A quick", "One slow")
    hashed = record(rows, coverage.names)
    assert list(copied(hashed, [("tasks/x", ours)], coverage.names))
    assert not list(copied(hashed, [("tasks/x", ours.replace("dog", "cat"))], coverage.names))


def test_a_row_counts_as_cited_where_a_reader_finds_it(coverage: Coverage) -> None:
    """A resource or a date may cite a row, but what it says must stand in the handbook."""
    only = tuple(each for each in coverage.every if each.kind in ("resource", "deadline"))
    found = list(told(replace(coverage, every=only), Row(WINDOWS, "item", "Set windows.")))
    assert any("no task, guide, topic, term, letter or erratum cites it" in each for each in found)


# --- the command ---------------------------------------------------------------------------


def test_the_command_tells_what_is_wrong_and_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = ledger_of(tmp_path, ("checklist/nowhere/1", "item", "Do it."))
    assert main(["coverage", str(ledger)], ROOT) == 1
    out = capsys.readouterr().out
    assert "rows that nothing cites: 1\n  checklist/nowhere/1: " in out
    assert f"tasks/set-test-windows: there is no row {WINDOWS}" in out
    assert "content/tasks/november.yaml:" in out


def test_a_file_that_is_no_ledger_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("", "id\tkind\n", "id\tkind\ttext\nonly one cell\n"):
        (tmp_path / "ledger.tsv").write_text(text, encoding="utf-8")
        assert main(["coverage", str(tmp_path / "ledger.tsv")], ROOT) == 2
    assert main(["coverage", str(tmp_path / "none.tsv")], ROOT) == 2
    assert "ledger.tsv:2: 1 cells, not three" in capsys.readouterr().err


def test_what_is_recorded_is_read_back(coverage: Coverage, tmp_path: Path) -> None:
    from sitegen.coverage import write_recorded

    path = ledger_of(
        tmp_path,
        (WINDOWS, "item", "The deadline for setting windows in TOMS is December 1, 2026."),
        ("checklist/acronyms/caa", "term", "CAA: California Alternate Assessment"),
    )
    written = record(read_ledger(path), coverage.names)
    (tmp_path / "tests" / "sources").mkdir(parents=True)
    write_recorded(written, tmp_path)
    assert read_recorded(tmp_path) == replace(written, known={})
    kept = (tmp_path / "tests" / "sources" / "rows.tsv").read_text(encoding="utf-8")
    assert "deadline" not in kept
