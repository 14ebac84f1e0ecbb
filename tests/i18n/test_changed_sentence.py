"""One English sentence changes: what becomes of its translations, and of the pages it is on.

From the change to a catalog brought up to date, on the smallest whole site and on the real
one. Before ``messages update`` and after it the site is the same: a translation of what the
English no longer says is never shown.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import html5lib
import pytest

from sitegen.cli import main
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.i18n.po_file import Entry, read_po
from tests.content.trees import lay_minimal
from tests.i18n.built import build_site, copy_tree
from tests.i18n.pseudo import lay_catalogs, pseudo
from tests.site.sites import replace_once

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("changed-sentence")]

TAGS = tuple(tag for tag in LOCALES if tag != SOURCE)


@dataclass(frozen=True)
class Change:
    """A sentence in a file of the content, what it becomes, and where it is read."""

    file: str
    old: str
    new: str
    section: str
    reference: str
    page: str = ""


TASK = Change(
    "content/tasks/november.yaml",
    "No school can test without a window, and after the deadline you cannot set one yourself.",
    "Without a window no school can test, and later you cannot set one yourself.",
    "tasks",
    "tasks/november.tasks.set-test-windows.why",
    "tasks/set-test-windows/",
)
GUIDE = Change(
    "content/guides/unlisted-resources.md",
    "A resource is unlisted when the Matrix does not offer it now. Such a need is rare.",
    "A resource is unlisted while the Matrix does not offer it. Such a need is rare.",
    "guides",
    "guides/unlisted-resources.body",
    "guides/unlisted-resources/",
)
LETTER = Change(
    "content/letters/annual-testing-notification.md",
    "Dear parent or guardian,",
    "Dear parents and guardians,",
    "letters",
    "letters/annual-testing-notification.body",
)
SMALL = {
    "a guide's paragraph": Change(
        "content/guides/first-steps.md",
        "Go to [TOMS](resource:toms) before {designation}.",
        "Go into [TOMS](resource:toms) before {designation}.",
        "guides",
        "guides/first-steps.body",
        "guides/first-steps/",
    ),
    "a letter's paragraph": Change(
        "content/letters/annual-notice.md",
        "Dear parent or guardian,",
        "Dear parents and guardians,",
        "letters",
        "letters/annual-notice.body",
    ),
}


def entries(root: Path, tag: str, section: str) -> dict[tuple[str, tuple[str, ...]], Entry]:
    path = root / "locales" / LOCALES[tag].code / f"{section}.po"
    return {each.key: each for each in read_po(path.read_text(encoding="utf-8")).entries}


def catalogs(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "locales").rglob("*.po")
    }


def plain(markdown: str) -> str:
    return re.sub(r"\[([^]]*)\]\([^)]*\)|\{[^}]*\}", r"\1", markdown)


def english_passages(html: str) -> list[str]:
    """The texts of a page that are marked as English, written from left to right."""
    page = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    return [
        " ".join("".join(each.itertext()).split())
        for each in page.iter()
        if each.get("lang") == "en" and each.get("dir") == "ltr"
    ]


def assert_stands_in_english(site: Path, tag: str, change: Change) -> None:
    beginning = plain(change.new).split("before")[0].strip()[:40]
    named = (site / tag / "status" / "index.html").read_text(encoding="utf-8")
    assert f'<code dir="ltr">{change.reference}</code>' in named
    assert any(beginning in each for each in english_passages(named)), change.new
    if change.page:
        html = (site / tag / change.page / "index.html").read_text(encoding="utf-8")
        assert any(each.startswith(beginning) for each in english_passages(html)), (tag, change)


def files_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.parametrize("change", SMALL.values(), ids=SMALL)
def test_on_the_smallest_site(change: Change, tmp_path: Path) -> None:
    root = tmp_path / "tree"
    lay_minimal(root)
    shutil.copytree(copy_tree(tmp_path / "own", "layouts") / "layouts", root / "layouts")
    for tag in ("es", "ar"):
        lay_catalogs(root, tag, pseudo)
    locales = ("en", "es", "ar")
    assert build_site(root, tmp_path / "whole", locales=locales).published
    assert english_passages((tmp_path / "whole" / "es" / "status" / "index.html").read_text()) == []
    before = {tag: entries(root, tag, change.section) for tag in ("es", "ar")}

    replace_once(root / change.file, change.old, change.new)
    assert build_site(root, tmp_path / "behind", locales=locales).published
    assert main(["messages", "update"], root) == 0
    report = build_site(root, tmp_path / "fuzzy", locales=locales)
    assert report.published

    for tag in ("es", "ar"):
        after = entries(root, tag, change.section)
        assert_turned_fuzzy(before[tag], after, change)
        assert_stands_in_english(tmp_path / "behind", tag, change)
        assert_stands_in_english(tmp_path / "fuzzy", tag, change)
        letter = f"{tag}/letters/annual-notice.pdf"
        assert (tmp_path / "fuzzy" / letter).exists() is (change.section != "letters")
    withheld = [each.message for each in report.problems if each.code == "L103"]
    assert len(withheld) == (2 if change.section == "letters" else 0)
    assert files_of(tmp_path / "behind") == files_of(tmp_path / "fuzzy")


def assert_turned_fuzzy(
    before: dict[tuple[str, tuple[str, ...]], Entry],
    after: dict[tuple[str, tuple[str, ...]], Entry],
    change: Change,
) -> None:
    """Exactly the changed sentence is fuzzy; it remembers what it was translated from."""
    (new,) = [each for each in after.values() if each.fuzzy]
    (old,) = [each for each in before.values() if each.key not in after]
    assert new.ids == (change.new,)
    assert old.ids == (change.old,)
    assert new.previous == old.key
    assert new.strings == old.strings
    others = [each.raw for each in before.values() if each.key != old.key]
    assert [each.raw for each in after.values() if not each.fuzzy] == others


def test_on_the_whole_site(tmp_path: Path) -> None:
    """A task's reason, a guide's paragraph and a letter's greeting, in six languages."""
    root = copy_tree(tmp_path / "tree")
    assert main(["messages", "update"], root) == 0
    old = catalogs(root)
    changes = (TASK, GUIDE, LETTER)
    before = {
        (tag, each.section): entries(root, tag, each.section) for tag in TAGS for each in changes
    }
    for change in changes:
        replace_once(root / change.file, change.old, change.new)

    assert main(["messages", "update"], root) == 0
    touched = {f"locales/{LOCALES[tag].code}/{each.section}.po" for tag in TAGS for each in changes}
    assert {path for path, text in catalogs(root).items() if text != old[path]} == touched
    for tag in TAGS:
        for change in changes:
            after = entries(root, tag, change.section)
            assert_turned_fuzzy(before[tag, change.section], after, change)

    report = build_site(root, tmp_path / "site", leas=("manzanita-valley",))
    assert report.published
    for tag in TAGS:
        for change in changes:
            assert_stands_in_english(tmp_path / "site", tag, change)
    pdfs = (tmp_path / "site").rglob("*.pdf")
    assert {path.relative_to(tmp_path / "site").parts[0] for path in pdfs} == {"en"}
    withheld = {each.message.partition(":")[0] for each in report.problems if each.code == "L103"}
    assert withheld == {
        f"“annual-testing-notification” is withheld in {LOCALES[tag].english}" for tag in TAGS
    }
