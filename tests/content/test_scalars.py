"""A value is what is written: nothing is guessed, nothing is rounded, nothing is lost."""

from __future__ import annotations

from pathlib import Path

from sitegen.content.files import Tree
from sitegen.content.loading import Loader, load_lea
from sitegen.problems import Problems
from tests.content.trees import TESTS, Case


def laid(name: str, root: Path) -> tuple[Tree, Problems]:
    Case(TESTS / "sound_content" / name).lay(root)
    problems = Problems()
    return (Tree(root, problems), problems)


def test_words_that_yaml_takes_for_others_stay_as_they_are(tmp_path: Path) -> None:
    tree, problems = laid("words-that-yaml-takes-for-others", tmp_path)
    term = Loader(tree).load().handbook.terms["window"]
    assert (term.term, term.meaning, term.plain) == ("no", "12:30", "on")
    assert term.also == ("0123", "1e3", "~x", "null", "yes", "2026-12-01", "0x1F")
    assert problems.sorted() == []


def test_a_cds_code_keeps_its_leading_zero(tmp_path: Path) -> None:
    tree, _ = laid("cds-code-keeps-its-zero", tmp_path)
    assert load_lea(tree, "oak-grove").profile.cds == "01612340000000"


def test_windows_line_ends_and_a_byte_order_mark_are_no_part_of_a_text(tmp_path: Path) -> None:
    tree, _ = laid("crlf-and-bom", tmp_path)
    handbook = Loader(tree).load().handbook
    assert handbook.guides["first-steps"].head.title == "First steps"
    assert "\r" not in handbook.guides["first-steps"].body
    assert handbook.terms["window"].plain.endswith("lets schools test.")
