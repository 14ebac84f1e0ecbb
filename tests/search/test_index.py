"""The search index as a build writes it: what is in it, in which language, and that it is safe."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.editions import LeaCard, Shape
from sitegen.i18n.catalogs import Catalog
from sitegen.i18n.locales import LOCALES
from sitegen.render.addresses import Addresses
from sitegen.render.search import lea_index, search_index
from sitegen.render.views import Views
from sitegen.render.words import SEARCH_WORDS

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "handbook"
VENDORED = sorted((ROOT / "layouts/assets/vendor").glob("*/VENDOR.json"))
Make = Callable[..., Views]


def index(views: Views) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(search_index(views))
    return read


def document(read: dict[str, Any], kind: str, id_: str) -> dict[str, Any]:
    return next(each for each in read["documents"] if (each["kind"], each["id"]) == (kind, id_))


def translated(views: Views, messages: dict[str, dict[tuple[str, str], str]]) -> Views:
    """The same views with a catalog of these messages."""
    catalog = Catalog(views.tag, messages)
    object.__setattr__(views.book, "catalog", catalog)
    return views


def test_the_same_content_gives_the_same_bytes(views_of: Make) -> None:
    assert search_index(views_of(SMALL, "en")) == search_index(views_of(SMALL, "en"))


def test_every_kind_but_leas_is_in_the_index(views_of: Make) -> None:
    kinds = {each["kind"] for each in index(views_of(ROOT, "en"))["documents"]}
    assert kinds == set(SEARCH_WORDS) - {"lea"}


def test_no_document_stands_twice(views_of: Make) -> None:
    names = [(each["kind"], each["id"]) for each in index(views_of(ROOT, "en"))["documents"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("tag", LOCALES)
def test_every_document_has_a_title_a_kind_and_facets_with_names(views_of: Make, tag: str) -> None:
    read = index(views_of(ROOT, tag))
    for each in read["documents"]:
        assert each.get("title") or each["en"]["title"]
        assert each["kind"] in read["kinds"]
        assert set(each.get("months", ())) <= set(read["months"])
        assert {each.get("topic")} <= {*read["topics"], None}
        assert set(each.get("roles", ())) <= set(read["roles"])


def test_a_task_carries_its_facets(views_of: Make) -> None:
    task = document(index(views_of(SMALL, "en")), "task", "set-test-windows")
    assert task["url"] == "/en/tasks/set-test-windows/"
    assert task["months"] == ["november"]
    assert task["topic"] == "test-planning-and-scheduling"
    assert task["roles"] == ["lea-coordinator"]
    assert task["due"] is True
    assert task["when"] == "Tuesday, December 1, 2026"


def test_fields_in_braces_are_dates_or_labels(views_of: Make) -> None:
    text = search_index(views_of(ROOT, "en")).decode()
    assert "{test-windows-set}" not in text
    assert "{window-opens}" not in text


def test_a_guide_carries_its_sections_by_their_anchors(views_of: Make) -> None:
    guide = document(index(views_of(SMALL, "en")), "guide", "unlisted-resources")
    assert {"id": "when-a-request-is-needed", "title": "When a request is needed"}.items() <= (
        guide["sections"][0].items()
    )
    assert "Look in the Matrix" in guide["text"]
    assert "Look in the Matrix" not in json.dumps(guide["sections"])


def test_what_is_not_translated_stands_under_english(views_of: Make) -> None:
    title = "Set test windows in TOMS"
    views = translated(
        views_of(SMALL, "es"), {"tasks": {("title", title): "Fije las ventanas en TOMS"}}
    )
    read = index(views)
    task = document(read, "task", "set-test-windows")
    assert task["title"] == "Fije las ventanas en TOMS"
    assert task["en"]["title"] == title  # coordinators know the English name as well
    assert "text" not in task
    assert "TOMS" in task["en"]["text"]
    other = document(read, "task", "submit-stairs-cases")
    assert "title" not in other
    assert other["en"]["title"] == "Submit all STAIRS cases"


def test_a_term_stands_beside_its_meaning_and_names_in_both_languages(views_of: Make) -> None:
    meaning = "Parent/Guardian exemption"
    views = translated(
        views_of(SMALL, "es"),
        {"glossary": {("meaning", meaning): "exención parental", ("also", "opt out"): "no ir"}},
    )
    group = next(each for each in index(views)["synonyms"] if "PGE" in each.get("same", ()))
    assert group["same"] == ["PGE", "exención parental"]
    assert group["also"] == ["no ir"]
    assert group["en"]["same"] == ["PGE", meaning]
    assert "opt out" in group["en"]["also"]


def test_a_resource_leads_out_only_where_its_address_is_sure(views_of: Make) -> None:
    views = views_of(ROOT, "en")
    known = views.book.editions.handbook.resources
    for each in index(views)["documents"]:
        if each["kind"] == "resource":
            sure = known[each["id"]].confidence != "low"
            assert each.get("external", False) is sure
            assert each["url"].startswith("/en/status/#") is not sure


def test_a_site_of_one_lea_has_no_page_of_leas(views_of: Make) -> None:
    several = {each["id"] for each in index(views_of(SMALL, "en"))["documents"]}
    one = {each["id"] for each in index(views_of(SMALL, "en", single_lea="x"))["documents"]}
    assert several - one == {"leas", "counties"}


def test_leas_have_an_index_of_their_own_and_lead_to_a_language_they_have() -> None:
    cards = [
        LeaCard("zeta", "Zeta Charter", "charter", "Yolo", False, ("es",), ()),
        LeaCard("alder", "alder Unified", "small", "Butte", True, ("en", "ko"), ()),
    ]
    read = json.loads(lea_index(cards, Addresses(Shape(base_path="/h/"), "ko")))
    assert [(each["id"], each["url"]) for each in read["documents"]] == [
        ("alder", "/h/ko/leas/alder/"),
        ("zeta", "/h/es/leas/zeta/"),
    ]
    assert read["documents"][0]["sample"] is True
    assert "sample" not in read["documents"][1]


@pytest.mark.parametrize("meta", VENDORED, ids=lambda path: path.parent.name)
def test_vendored_scripts_are_as_they_came(meta: Path) -> None:
    read = json.loads(meta.read_text(encoding="utf-8"))
    assert read["name"]
    assert read["version"]
    assert read["licence"]
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in meta.parent.iterdir()
        if path != meta
    }
    assert found == read["files"]
