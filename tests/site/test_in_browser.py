"""Every page type in Chromium: accessible, without a word on the console, at every width.

Each test goes through all page types with one page, since a browser is quick and a start slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.site.sites import LOCALES, PAGE_TYPES, BuiltSite

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# The markup is the same in both themes: in the dark only what colours can break is looked at.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
WATCH = """
  window.blocked = [];
  document.addEventListener("securitypolicyviolation",
    (event) => window.blocked.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS = (320, 1280)
# Ranges and codes whose digits do not follow each other from left to right on their line.
OUT_OF_ORDER = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  const left = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  for (let node; (node = texts.nextNode());) {
    for (const run of node.data.matchAll(/\d+(?:[–-]\d+)+|\d+ (?:CCR \d+|Plan)/g)) {
      const boxes = [...run[0]].map((_, index) => left(node, run.index + index));
      const wrong = boxes.some((box, index) => index && box.width && boxes[index - 1].width
        && Math.abs(box.top - boxes[index - 1].top) < 3 && box.left < boxes[index - 1].left - 0.5);
      if (wrong) found.push(run[0]);
    }
  }
  return found;
}"""
ALWAYS = [("light", tag) for tag in LOCALES] + [("dark", tag) for tag in ("en", "ar", "zh-Hant")]


def watched(browser: Browser, said: list[str], **options: Any) -> Page:
    """A page that notes what is blocked, thrown or said on the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.add_init_script(WATCH)
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: said.append(f"{page.url}: {request.url} failed"))
    return page


def violations(page: Page, rules: dict[str, Any]) -> Iterator[str]:
    found = page.evaluate("(rules) => axe.run(document, rules)", rules)
    for each in found["violations"]:
        for node in each["nodes"]:
            yield f"{page.url} {each['impact']} {each['id']}: {node['html'][:160]}"


def opened(page: Page) -> None:
    """Open what is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")


@pytest.mark.parametrize(("theme", "tag"), ALWAYS, ids=["-".join(each) for each in ALWAYS])
def test_every_page_type_is_accessible_and_keeps_to_its_policy(
    theme: str,
    tag: str,
    statewide: BuiltSite,
    serve: Callable[[BuiltSite], str],
    browser: Browser,
) -> None:
    root, said, found = serve(statewide), list[str](), list[str]()
    page = watched(browser, said, color_scheme=theme)
    for address in PAGE_TYPES.values():
        page.goto(f"{root}/{tag}/{address}")
        opened(page)
        found += violations(page, RULES if theme == "light" else COLOURS)
        found += [f"{page.url} blocked {each}" for each in page.evaluate("window.blocked")]
        for width in WIDTHS if theme == "light" else ():
            page.set_viewport_size({"width": width, "height": 900})
            if (over := page.evaluate(OVERFLOW)) > 0:
                found.append(f"{page.url} is {over} px too wide at {width}")
    page.context.close()
    assert found == []
    assert said == []


def test_numbers_keep_their_order_among_arabic_letters(
    statewide: BuiltSite, serve: Callable[[BuiltSite], str], browser: Browser
) -> None:
    """A school year reads 2026–27 from left to right, and a section 5 CCR 855."""
    page = browser.new_page()
    wrong = {}
    seen = 0
    for kind, path in PAGE_TYPES.items():
        page.goto(f"{serve(statewide)}/ar/{path}")
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        seen += len(re.findall(r"\d+–\d+", page.inner_text("body")))
        if found := page.evaluate(OUT_OF_ORDER):
            wrong[kind] = found
    page.close()
    assert seen > 20
    assert wrong == {}


def test_the_pages_of_no_language_are_accessible(
    statewide: BuiltSite, serve: Callable[[BuiltSite], str], browser: Browser
) -> None:
    root, said, found = serve(statewide), list[str](), list[str]()
    for theme in ("light", "dark"):
        page = watched(browser, said, color_scheme=theme)
        for address in ("?choose", "404.html"):
            page.goto(f"{root}/{address}")
            found += violations(page, RULES)
            found += page.evaluate("window.blocked")
            page.set_viewport_size({"width": 320, "height": 700})
            assert page.evaluate(OVERFLOW) <= 0
        page.context.close()
    assert found == []
    assert said == []


def test_an_address_that_is_not_there_says_so_and_leads_on(
    hosted: BuiltSite, serve: Callable[[BuiltSite], str], browser: Browser
) -> None:
    page = browser.new_page()
    answer = page.goto(f"{serve(hosted)}/en/tasks/no-such-task/at-all/")
    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).inner_text() == "There is no such page"
    page.get_by_role("main").get_by_role("link").click()
    assert page.url == f"{serve(hosted)}/en/"
    page.context.close()


# --- without JavaScript -------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_without_javascript_everything_is_there_and_nothing_is_dead(
    tag: str, statewide: BuiltSite, serve: Callable[[BuiltSite], str], browser: Browser
) -> None:
    root = serve(statewide)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for kind, address in PAGE_TYPES.items():
        page.goto(f"{root}/{tag}/{address}")
        assert page.get_by_role("navigation").first.is_visible(), kind
        assert page.locator("h1").is_visible(), kind
        for control in page.locator(
            "main :is(button, select, input:not([type=search], [readonly]))"
        ).all():
            is_search = control.evaluate("(each) => each.closest('[role=search]') !== null")
            assert is_search or not control.is_visible(), (
                kind,
                control.evaluate("(e) => e.outerHTML"),
            )
        assert not page.locator("#theme-switch").is_visible()
    page.goto(f"{root}/{tag}/")
    assert page.locator("#next-dates > li").count() > 10
    assert all(row.is_visible() for row in page.locator("#next-dates > li").all())
    page.goto(f"{root}/{tag}/leas/manzanita-valley/")
    assert page.locator("#school-calendar table").is_visible()
    page.goto(f"{root}/{tag}/search/")
    assert page.locator(".no-js").is_visible()
    context.close()


def test_without_javascript_one_can_go_everywhere(
    statewide: BuiltSite, serve: Callable[[BuiltSite], str], browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(statewide)}/")
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.url.endswith("/vi/")
    page.locator("#language-menu summary").click()
    page.locator("#language-menu a[hreflang=en]").click()
    assert page.url.endswith("/en/")
    page.locator(".strip").get_by_role("link", name="November").click()
    page.locator(".task summary").first.click()
    assert page.locator(".task details[open] li").first.is_visible()
    page.locator(".task .name a").first.click()
    assert "/en/tasks/" in page.url
    context.close()
