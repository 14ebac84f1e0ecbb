"""The search page in a browser: filters, the address, announcements, ways on, and no markup."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sitegen.editions import LeaCard
from sitegen.render.assets import Assets
from sitegen.render.frame import Frame, Site
from sitegen.render.list_pages import ListPages
from sitegen.render.search import lea_index, search_index
from sitegen.render.templates import environment
from sitegen.render.views import Views

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "handbook"
CARDS = [
    LeaCard("alder-creek", "Alder Creek Unified", "small", "Butte", True, ("en",), ()),
    LeaCard("zeta", "Zeta Charter", "charter", "Yolo", False, ("en",), ()),
]

pytestmark = pytest.mark.browser
Make = Callable[..., Views]


@pytest.fixture(scope="module")
def site(served: Any, views_of: Make) -> str:
    """The address of the English search page of the small handbook."""
    for tag in ("en", "ar"):
        views = views_of(SMALL, tag)
        files = {
            path.relative_to(served.folder / "assets").as_posix(): (
                path.relative_to(served.folder).as_posix()
            )
            for path in (served.folder / "assets").rglob("*")
            if path.is_file()
        }
        assets = Assets("assets", files, "/")
        frame = Frame(Site(views.book.editions, environment(ROOT), assets), tag, None)
        folder = served.folder / tag / "search"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(ListPages(frame).search(), encoding="utf-8")
        (folder / "index.json").write_bytes(search_index(frame.views))
        (folder / "leas.json").write_bytes(lea_index(CARDS, frame.addresses))
    return f"{served.address}/en/search/"


@pytest.fixture
def requests(page: Page) -> list[str]:
    """The last part of every address that the page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    return asked


def names(page: Page) -> list[str | None]:
    items = page.locator("#search-results > ol > li")
    return [item.get_attribute("data-id") for item in items.all()]


def kinds(page: Page) -> set[str | None]:
    items = page.locator("#search-results > ol > li")
    return {item.get_attribute("data-kind") for item in items.all()}


def test_a_query_in_the_address_is_answered(page: Page, site: str) -> None:
    page.goto(f"{site}?q=set+test+window")
    first = page.locator("#search-results > ol > li").first
    expect(first).to_have_attribute("data-id", "set-test-windows")
    expect(first).to_have_attribute("data-kind", "task")
    expect(first.get_by_role("link").first).to_have_attribute("href", "/en/tasks/set-test-windows/")
    expect(page.get_by_role("searchbox")).to_have_value("set test window")
    expect(page.locator("#search-count")).to_have_text(re.compile(r"^Results: \d+$"))


def test_typing_searches_and_keeps_the_address_in_step(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator("#search-filter")).to_be_hidden()
    page.get_by_role("searchbox").press_sequentially("braille")
    expect(page.locator("#search-results li").first).to_be_visible()
    expect(page).to_have_url(f"{site}?q=braille")
    assert page.evaluate("history.length") <= 2
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#search-results")).to_be_empty()
    expect(page).to_have_url(site)


def test_filters_narrow_by_kind_month_topic_and_role(page: Page, site: str) -> None:
    page.goto(f"{site}?q=test")
    expect(page.locator("#search-results li").first).to_be_visible()
    page.get_by_label("Kind of page").select_option("guide")
    expect(page).to_have_url(f"{site}?q=test&kind=guide")
    assert kinds(page) == {"guide"}
    page.goto(f"{site}?q=test&kind=task&month=december")
    expect(page.get_by_label("Month")).to_have_value("december")
    expect(page.locator("#search-results > ol > li")).not_to_have_count(0)
    assert set(names(page)) == {
        "share-test-window-dates",
        "request-special-test-versions",
        "request-braille-graphics",
    }
    page.goto(f"{site}?q=test&topic=test-security-procedures-and-forms&kind=task")
    expect(page.locator("#search-results > ol > li")).not_to_have_count(0)
    assert "set-test-windows" not in names(page)
    page.goto(f"{site}?q=request&role=special-education")
    expect(page.locator("#search-results > ol > li")).not_to_have_count(0)
    assert "request-braille-graphics" in names(page)
    assert kinds(page) <= {"task", "deadline"}


def test_what_fitted_is_marked_and_a_section_is_linked(page: Page, site: str) -> None:
    page.goto(f"{site}?q=when+is+a+request+needed&kind=guide")
    first = page.locator("#search-results > ol > li").first
    expect(first).to_have_attribute("data-id", "unlisted-resources")
    marked = {text.lower() for text in first.locator("mark").all_inner_texts()}
    assert {"request", "needed"} <= marked
    section = first.get_by_role("list", name="Parts of this guide").get_by_role("link").first
    expect(section).to_have_attribute(
        "href", "/en/guides/unlisted-resources/#when-a-request-is-needed"
    )


def test_leas_are_loaded_only_when_asked_for(page: Page, site: str, requests: list[str]) -> None:
    page.goto(f"{site}?q=alder")
    offer = page.get_by_role("button", name="Search districts and schools too")
    expect(offer).to_be_visible()
    assert "leas.json" not in requests
    offer.click()
    lea = page.locator("[data-kind=lea]").first
    expect(lea).to_have_attribute("data-id", "alder-creek")
    for link in ("Dates", "Checklist"):
        address = lea.get_by_role("link", name=link).get_attribute("href") or ""
        assert address.endswith(f"/alder-creek/{link.lower()}/")
    assert "leas.json" in requests
    expect(page).to_have_url(f"{site}?q=alder&leas=1")
    expect(page.locator("#search-leas")).to_be_focused()


def test_nothing_found_says_so_and_leads_on(page: Page, site: str) -> None:
    page.goto(f"{site}?q=xylophone")
    expect(page.locator("#search-count")).to_have_text(
        "Nothing found for “xylophone”. Try fewer letters, or the name of a form."
    )
    expect(page.locator("#search-results").get_by_role("link", name="Glossary")).to_be_visible()


def test_a_filter_that_leaves_nothing_can_be_lifted(page: Page, site: str) -> None:
    page.goto(f"{site}?q=braille&kind=letter")
    page.get_by_role("button", name="Search without the filter").click()
    expect(page.locator("#search-results > ol > li").first).to_be_visible()
    expect(page).to_have_url(f"{site}?q=braille")


def test_more_results_come_at_the_press_of_a_button_and_take_the_focus(
    page: Page, site: str
) -> None:
    page.goto(f"{site}?q=test")
    items = page.locator("#search-results > ol > li")
    expect(items).to_have_count(20)
    page.get_by_role("button", name="Show more results").click()
    assert items.count() > 20
    expect(items.nth(20).get_by_role("link").first).to_be_focused()


def test_only_the_count_is_announced(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator("#search-count")).to_have_attribute("role", "status")
    assert page.locator("#search-results").get_attribute("aria-live") is None


def test_text_from_the_index_and_the_address_brings_no_markup(page: Page, site: str) -> None:
    evil = "<img src=x onerror=alert(1)> braille"
    index = json.dumps(
        {
            "lang": "en",
            "kinds": {"task": "<b>Tasks</b>"},
            "months": {},
            "topics": {},
            "documents": [{"id": "x", "kind": "task", "url": "/x/", "title": evil, "text": evil}],
        }
    )
    page.route("**/index.json", lambda route: route.fulfill(body=index))
    page.goto(f"{site}?q=braille+%3Cimg%20src=x%3E")
    expect(page.locator("#search-results > ol > li")).to_have_count(1)
    assert page.locator("#search-results img, #search-results b, #search-count img").count() == 0
    assert evil in page.locator("#search-results li p").first.inner_text()


def test_an_index_that_does_not_load_can_be_asked_for_again(site: str, browser: Any) -> None:
    page = browser.new_page()
    page.route("**/index.json", lambda route: route.abort())
    page.goto(f"{site}?q=braille")
    expect(page.locator("#search-count")).to_have_text(re.compile("could not be loaded"))
    page.unroute("**/index.json")
    page.get_by_role("button", name="Search again").click()
    expect(page.locator("#search-results > ol > li").first).to_be_visible()
    page.close()


def test_english_results_on_a_page_in_arabic_are_marked_as_english(page: Page, site: str) -> None:
    page.goto(f"{site.replace('/en/', '/ar/')}?q=braille+graphics")
    first = page.locator("#search-results > ol > li").first
    expect(first).to_have_attribute("data-id", "request-braille-graphics")
    title = first.get_by_role("link").first.locator("span")
    expect(title).to_have_attribute("lang", "en")
    expect(title).to_have_attribute("dir", "ltr")
