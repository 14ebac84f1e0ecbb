"""Real questions of coordinators, answered from the home page by one search or two clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.site.sites import BuiltSite

pytestmark = pytest.mark.browser

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8")
)
TODAY = "2026-11-25T09:00:00"
PASSAGE = """(fragment) => {
  const whole = document.querySelector("main");
  const at = fragment && document.getElementById(fragment);
  return (at ? at.closest("section, li") ?? at : whole).innerText;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.clock.set_fixed_time(TODAY)
    yield opened
    context.close()


def ask(page: Page, root: str, entry: dict[str, Any]) -> str:
    """Do what an entry says, from the home page on; gives the address where that ends."""
    page.goto(f"{root}/en/")
    if words := entry.get("search"):
        field = page.locator("main").get_by_role("searchbox")
        field.fill(words)
        field.press("Enter")
        page.locator("#search-results li").first.get_by_role("link").first.click()
    for words in entry.get("clicks", ()):
        page.get_by_role("link", name=words).locator("visible=true").first.click()
    page.wait_for_load_state()
    return page.url.partition("/en/")[2]


def test_there_are_questions_enough_and_none_takes_more_than_two_clicks() -> None:
    assert len({entry["question"].partition(" (")[0] for entry in QUESTIONS}) >= 15
    for entry in QUESTIONS:
        assert bool(entry.get("search")) is not bool(entry.get("clicks"))
        assert len(entry.get("clicks", ())) <= 2


@pytest.mark.parametrize("entry", QUESTIONS, ids=[entry["question"] for entry in QUESTIONS])
def test_the_handbook_answers(
    entry: dict[str, Any], page: Page, statewide: BuiltSite, serve: Callable[[BuiltSite], str]
) -> None:
    landed = ask(page, serve(statewide), entry)
    wanted, _, fragment = entry["page"].partition("#")
    there = landed.partition("#")[0]
    assert there == wanted
    if fragment:
        assert landed == entry["page"]
    said = " ".join(page.evaluate(PASSAGE, fragment).replace("\u00a0", " ").split())
    assert [words for words in entry["answer"] if words not in said] == []
