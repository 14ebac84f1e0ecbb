"""Terms on the built site: pages of their own, and explanations that open where a term stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.sites import LOCALES, BuiltSite

pytestmark = pytest.mark.browser

Serve = Callable[[BuiltSite], str]
GUIDE = "guides/student-demographic-data/"


@pytest.fixture
def root(statewide: BuiltSite, serve: Serve) -> str:
    return serve(statewide)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    opened = context.new_page()
    opened.on("console", lambda said: faults.append(said.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


def note(page: Page) -> Locator:
    return page.locator(".term-note")


def first_term(page: Page) -> Locator:
    return page.locator("a.term").first


# --- with the pointer and with a finger ---------------------------------------------------------


def test_a_term_is_explained_beside_it_and_another_click_closes_that(page: Page, root: str) -> None:
    page.goto(f"{root}/en/{GUIDE}")
    term = page.locator("a.term[data-term=calpads]")
    term.click()
    expect(note(page)).to_contain_text("California Longitudinal Pupil Achievement Data System")
    expect(term).to_have_attribute("aria-expanded", "true")
    at, shown = term.bounding_box(), note(page).bounding_box()
    assert at is not None
    assert shown is not None
    assert 0 <= shown["y"] - (at["y"] + at["height"]) < 20
    assert page.url.endswith(GUIDE)
    term.click()
    expect(note(page)).to_have_count(0)
    expect(term).to_have_attribute("aria-expanded", "false")


def test_a_click_elsewhere_closes_it_and_only_one_is_open(page: Page, root: str) -> None:
    page.goto(f"{root}/en/{GUIDE}")
    first_term(page).click()
    page.locator("h1").click()
    expect(note(page)).to_have_count(0)
    first_term(page).click()
    page.locator("a.term").last.click()
    expect(note(page)).to_have_count(1)


def test_the_note_leads_to_the_term_s_page(page: Page, root: str) -> None:
    page.goto(f"{root}/en/{GUIDE}")
    page.locator("a.term[data-term=toms]").click()
    note(page).get_by_role("link", name="More in the glossary").click()
    page.wait_for_url(f"{root}/en/glossary/toms/")


def test_a_click_with_a_key_opens_the_term_s_page_in_a_tab_of_its_own(
    page: Page, root: str
) -> None:
    page.goto(f"{root}/en/{GUIDE}")
    with page.context.expect_page() as opened:
        page.locator("a.term[data-term=toms]").click(modifiers=["Control"])
    assert opened.value.url == f"{root}/en/glossary/toms/"
    expect(note(page)).to_have_count(0)


@pytest.mark.parametrize("tag", LOCALES)
def test_with_a_finger_on_a_phone_it_opens_inside_the_window(
    tag: str, root: str, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    page = context.new_page()
    page.goto(f"{root}/{tag}/{GUIDE}")
    for term in page.locator("a.term").all()[:6]:
        term.tap()
        box = note(page).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 640
        page.keyboard.press("Escape")
        expect(note(page)).to_have_count(0)
    context.close()


# --- with the keyboard, and for who listens -----------------------------------------------------


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_key_opens_it_and_escape_leads_back(key: str, page: Page, root: str) -> None:
    page.goto(f"{root}/en/{GUIDE}")
    term = page.get_by_role("button", name="TOMS", exact=True)
    term.focus()
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="TOMS")
    expect(dialog).to_be_focused()
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("link", name="More in the glossary")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note(page)).to_have_count(0)
    expect(term).to_be_focused()


def test_who_goes_on_with_the_tab_key_leaves_it_closed_behind(page: Page, root: str) -> None:
    page.goto(f"{root}/en/{GUIDE}")
    first_term(page).focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(note(page)).to_have_count(0)
    expect(page.locator("a.term").nth(1)).to_be_focused()


# --- switched off -------------------------------------------------------------------------------


def test_explanations_are_switched_off_at_the_foot_of_a_page_and_that_is_remembered(
    page: Page, root: str
) -> None:
    page.goto(f"{root}/en/{GUIDE}")
    switch = page.get_by_label("Explain terms where they stand")
    expect(switch).to_be_checked()
    assert page.locator("a.term[href]").count() > 3
    switch.uncheck()
    expect(page.locator("a.term[href]")).to_have_count(0)
    first_term(page).click()
    expect(note(page)).to_have_count(0)
    page.goto(f"{root}/es/help-now/")
    expect(page.locator("a.term[href]")).to_have_count(0)
    decoration = "getComputedStyle(document.querySelector('a.term')).textDecorationLine"
    assert page.evaluate(decoration) == "none"
    page.locator("#explain-terms").check()
    page.reload()
    assert page.locator("a.term[href]").count() > 3


def test_they_are_switched_off_in_a_note_too_and_the_page_says_where_to_undo_that(
    page: Page, root: str
) -> None:
    page.goto(f"{root}/en/{GUIDE}")
    first_term(page).click()
    note(page).get_by_role("button", name="Do not explain terms").click()
    expect(note(page)).to_have_count(0)
    expect(page.locator("#live")).to_contain_text("at the foot of the page")
    expect(page.get_by_label("Explain terms where they stand")).not_to_be_checked()


# --- without JavaScript, and on paper -----------------------------------------------------------


def test_without_javascript_a_term_leads_to_its_page_and_nothing_offers_a_switch(
    root: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/en/{GUIDE}")
    expect(page.locator("#explain-terms")).to_be_hidden()
    page.locator("a.term[data-term=toms]").click()
    page.wait_for_url(f"{root}/en/glossary/toms/")
    expect(page.locator("h1")).to_have_text("TOMS")
    context.close()


# --- what is in the files -----------------------------------------------------------------------

USE = re.compile(r'<a class="term" href="([^"]*)" data-term="([^"]*)">')
NOTE = re.compile(r'<div class="term-note" data-term="([^"]*)"')
FORBIDDEN = re.compile(
    r"<(h[1-6]|code|summary|label|title|th|nav)\b[^>]*>(?:(?!</\1>).)*<a class=\"term\"", re.DOTALL
)


@pytest.mark.parametrize("tag", LOCALES)
def test_every_page_explains_a_term_once_and_has_a_note_for_it(
    tag: str, statewide: BuiltSite
) -> None:
    pages = [path for path in statewide.of_kind(".html") if path.startswith(f"{tag}/")]
    explaining = 0
    for path in pages:
        html = statewide.text(path)
        used = [found[2] for found in USE.finditer(html)]
        assert len(used) == len(set(used)), path
        assert used == NOTE.findall(html), path
        assert not FORBIDDEN.search(html), path
        assert "\x0e" not in html, path
        for found in USE.finditer(html):
            assert found[1] == f"/{tag}/glossary/{found[2]}/", path
        explaining += bool(used)
    assert explaining > 100


def test_an_lea_s_pages_explain_nothing(statewide: BuiltSite) -> None:
    """Overlays move and hide tasks, so a first use differs from LEA to LEA: the checklist would
    have to be gone through for each of 2,000. Every task on it leads to a page that explains."""
    for path in statewide.of_kind(".html"):
        if "/leas/" in path:
            assert not USE.search(statewide.text(path)), path


@pytest.mark.parametrize("tag", LOCALES)
def test_a_term_s_page_says_where_the_handbook_uses_it(tag: str, page: Page, root: str) -> None:
    page.goto(f"{root}/{tag}/glossary/ssr/")
    uses = page.locator("section[aria-labelledby=uses-title] a")
    there = [link.get_attribute("href") for link in uses.all()]
    for address in ("tasks/send-score-reports/", "guides/provide-caaspp-ssrs/"):
        assert f"/{tag}/{address}" in there
    assert f"/{tag}/help-now/#results-arrived" in there
    expect(page.locator("a[rel=prev]")).to_have_attribute("href", f"/{tag}/glossary/sso/")


def test_a_term_of_ours_says_so(page: Page, root: str) -> None:
    page.goto(f"{root}/en/glossary/cars/")
    expect(page.locator("main")).to_contain_text("Not in the state’s list; added here.")
    page.goto(f"{root}/en/glossary/ssr/")
    expect(page.locator("main")).not_to_contain_text("added here")


def test_old_addresses_of_terms_lead_to_their_place_in_the_list(page: Page, root: str) -> None:
    page.goto(f"{root}/en/glossary/#ssr")
    expect(page.locator("#ssr")).to_be_in_viewport()
    page.locator("#ssr dt a").click()
    page.wait_for_url(f"{root}/en/glossary/ssr/")
