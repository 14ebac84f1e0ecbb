"""Who has read what: the notice of a machine's translation, on pages and in letters."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.content.files import Tree
from sitegen.i18n.catalogs import DOMAINS, load_catalogs
from sitegen.problems import Problems
from sitegen.translating import read_translations
from tests.content.trees import lay_minimal
from tests.i18n.built import ROOT, build_site, letter_html
from tests.i18n.pseudo import lay_catalogs, pseudo

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("review")]

NOTICE = pseudo("This letter was translated by a machine")[:-1]
PAGE_NOTICE = pseudo("Nobody has reviewed this translation yet.")
PROFILE = "content/leas/oak-grove/lea.yaml"
GREETING = pseudo("Dear parent or guardian,")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The smallest whole site, translated into Spanish; its LEA has letters in Spanish."""
    root = tmp_path / "tree"
    lay_minimal(root)
    shutil.copytree(ROOT / "layouts", root / "layouts")
    lay_catalogs(root, "es", pseudo)
    change(root / PROFILE, "languages: [en]", "languages: [en, es]")
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def review(root: Path, section: str, who: str = "Ana Ruiz") -> None:
    assert main(["messages", "reviewed", "es", section, "--by", who], root) == 0


def letters(root: Path) -> dict[str, bool]:
    """Whether the statewide letter, and the LEA's, carry the notice in Spanish."""
    out = root.parent / "site"
    report = build_site(root, out, locales=("en", "es"))
    assert report.published, report.problems
    places = {"statewide": out / "es/letters", "LEA": out / "es/leas/oak-grove/letters"}
    return {
        name: NOTICE in letter_html(folder / "annual-notice.pdf") for name, folder in places.items()
    }


def page(root: Path) -> str:
    return (root.parent / "site" / "es" / "status" / "index.html").read_text(encoding="utf-8")


def test_what_nobody_has_read_carries_the_notice(root: Path) -> None:
    assert letters(root) == {"statewide": True, "LEA": True}
    assert PAGE_NOTICE in page(root)


def test_a_review_of_the_letters_takes_it_from_the_letters_alone(root: Path) -> None:
    review(root, "letters")
    assert letters(root) == {"statewide": False, "LEA": False}
    assert PAGE_NOTICE in page(root)


def test_reviews_of_all_sections_take_it_from_the_pages(root: Path) -> None:
    for section in DOMAINS:
        review(root, section)
    letters(root)
    assert PAGE_NOTICE not in page(root)
    assert page(root).count("Ana Ruiz") == len(DOMAINS)


def test_a_translation_that_changes_after_the_review_is_read_by_nobody(root: Path) -> None:
    review(root, "letters")
    change(root / "locales/es/letters.po", GREETING, f"{GREETING}!")
    assert letters(root) == {"statewide": True, "LEA": True}
    standing = read_translations(root).standings()["es"]["letters"]
    assert standing.translated - standing.reviewed == 1
    assert f"⟦1 {pseudo('text is new or has changed since')[1:]}" in page(root)


def test_an_approval_counts_for_the_letter_of_that_lea_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["messages", "approval", "annual-notice", "es", "--by", "Maria Lopez"]
    assert main(command, root) == 0
    lines = capsys.readouterr().out
    with (root / PROFILE).open("a", encoding="utf-8") as file:
        file.write(lines)
    assert letters(root) == {"statewide": True, "LEA": False}

    change(root / "locales/es/letters.po", GREETING, f"{GREETING}!")
    assert letters(root) == {"statewide": True, "LEA": True}
    report = build_site(root, root.parent / "site", locales=("en", "es"))
    assert [each.code for each in report.problems if each.at.path == PROFILE] == ["L113"]


def test_the_last_review_of_a_section_is_told(root: Path) -> None:
    for who in ("Ana Ruiz", "Luis “Lucho” Gómez: 2"):
        review(root, "letters", who)
    review(root, "ui")
    found = load_catalogs(Tree(root, Problems()), Problems())["es"].reviews.by_section
    assert {name: each.who for name, each in found.items()} == {
        "letters": "Luis “Lucho” Gómez: 2",
        "ui": "Ana Ruiz",
    }


def test_a_review_that_is_written_twice_changes_nothing(root: Path) -> None:
    review(root, "letters")
    files = [root / "locales/review.yaml", root / "locales/es/letters.reviewed"]
    before = [file.read_bytes() for file in files]
    review(root, "letters")
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reviewed", "de", "ui", "--by", "x"], "there is no translation “de”"),
        (["reviewed", "en", "ui", "--by", "x"], "there is no translation “en”"),
        (["reviewed", "es", "letter", "--by", "x"], "there is no section “letter”"),
        (["approval", "notice", "es", "--by", "x"], "there is no letter “notice”"),
    ],
)
def test_wrong_names_are_told(
    root: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["messages", *arguments], root) == 2
    assert said in capsys.readouterr().err


def test_the_state_of_things_for_programs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review(root, "letters")
    capsys.readouterr()
    assert main(["messages", "status", "--format", "json"], root) == 0
    found = {
        (each["language"], each["section"]): each for each in json.loads(capsys.readouterr().out)
    }
    letters = found["es", "letters"]
    assert letters["texts"] == letters["translated"] == letters["reviewed"]
    assert letters["review"]["who"] == "Ana Ruiz"
    assert found["vi", "tasks"]["lacking"][0]["why"] == "missing"


def test_a_broken_catalog_stops_an_update_and_loses_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root / "locales/es/tasks.po", "msgstr", "msgster")
    before = {path: path.read_bytes() for path in (root / "locales").rglob("*.po")}
    assert main(["messages", "update"], root) == 1
    assert "L101" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (root / "locales").rglob("*.po")} == before


def test_a_dry_run_writes_nothing_and_says_what_is_behind(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["messages", "update"], root) == 0
    assert main(["messages", "update", "--dry-run"], root) == 0
    change(root / "content/letters/annual-notice.md", "Dear parent", "Dear family")
    before = (root / "locales/es/letters.po").read_bytes()
    capsys.readouterr()
    assert main(["messages", "update", "--dry-run"], root) == 1
    assert "behind the English: locales/es/letters.po" in capsys.readouterr().out
    assert (root / "locales/es/letters.po").read_bytes() == before


def test_templates_hold_every_text_and_no_translation(root: Path, tmp_path: Path) -> None:
    assert main(["messages", "extract", "--out", str(tmp_path / "pot")], root) == 0
    assert {path.stem for path in (tmp_path / "pot").iterdir()} == set(DOMAINS)
    letters = (tmp_path / "pot" / "letters.pot").read_text(encoding="utf-8")
    assert 'msgid "Dear parent or guardian,"\nmsgstr ""\n' in letters
