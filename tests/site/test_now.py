"""Home's “now” and “joined late”: by the reader's today, for the LEA that the reader picked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.sites import LOCALES, BuiltSite

pytestmark = pytest.mark.browser

Serve = Callable[[BuiltSite], str]
NAME = "Manzanita Valley–Peña Joint Unified School District"


@pytest.fixture
def root(statewide: BuiltSite, serve: Serve) -> str:
    return serve(statewide)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="en-US", timezone_id="America/Los_Angeles")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert faults == []


def at(page: Page, day: str, address: str) -> None:
    page.clock.set_fixed_time(f"{day}T10:00:00")
    page.goto(address)


def pick(page: Page, name: str) -> None:
    page.locator("#pick-lea").fill(name)
    page.locator("#pick-lea").press("Enter")


def days(page: Page, list_: str) -> list[str]:
    return [
        row.get_attribute("data-date") or "" for row in page.locator(f"{list_} > li:visible").all()
    ]


@pytest.mark.parametrize("tag", LOCALES)
def test_this_month_s_tasks_and_the_picked_lea_s_dates_stand_on_home(
    tag: str, page: Page, root: str
) -> None:
    at(page, "2027-02-10", f"{root}/{tag}/")
    expect(page.locator("[data-now-month='2027-02'] ul li")).to_have_count(4)
    pick(page, "manzanita")
    expect(page.locator("#lea-dates > li")).to_have_count(5)
    expect(page.locator("#state-dates")).to_be_hidden()
    shown = days(page, "#lea-dates")
    assert shown == sorted(shown)
    assert min(shown) >= "2027-02-10"
    assert "2027-03-01" in shown  # the day its traditional track's window opens
    link = page.locator("#lea-dates a").first
    assert f"/{tag}/leas/manzanita-valley/dates/#deadline-" in str(link.get_attribute("href"))
    month = page.locator("[data-month-link='february']")
    assert str(month.get_attribute("href")).endswith("/leas/manzanita-valley/checklist/#february")


def test_the_pick_is_remembered_in_other_languages_and_given_up(page: Page, root: str) -> None:
    at(page, "2026-11-25", f"{root}/en/")
    pick(page, NAME)
    expect(page.locator("#picked")).to_contain_text(NAME)
    expect(page.locator("#pick-said")).to_have_text(f"Dates of {NAME}")
    page.goto(f"{root}/ko/")
    expect(page.locator("#lea-dates > li").first).to_be_visible()
    href = page.locator("#picked a").get_attribute("href")
    assert href == "/ko/leas/manzanita-valley/"
    page.locator("#picked button").click()
    expect(page.locator("#state-dates")).to_be_visible()
    expect(page.locator("#pick-lea")).to_be_focused()
    page.goto(f"{root}/en/")
    expect(page.locator("#pick")).to_be_visible()
    expect(page.locator("#next-dates > li:visible")).to_have_count(5)


def test_a_name_that_is_not_there_is_said(page: Page, root: str) -> None:
    at(page, "2026-11-25", f"{root}/en/")
    pick(page, "No such district")
    expect(page.locator("#pick-said")).to_contain_text("No district or school of that name")
    pick(page, "a")  # several have it
    expect(page.locator("#pick-said")).to_contain_text("No district or school of that name")


@pytest.mark.parametrize(
    "kept", ["x", "[]", '{"id": "gone", "title": "Gone", "url": "/en/leas/gone/"}']
)
def test_what_is_kept_and_of_no_use_leaves_the_dates_of_the_state(
    kept: str, page: Page, root: str
) -> None:
    page.goto(f"{root}/en/about/")
    page.evaluate("(kept) => localStorage.setItem('handbook.lea.v1', kept)", kept)
    at(page, "2026-11-25", f"{root}/en/")
    expect(page.locator("#pick")).to_be_visible()
    expect(page.locator("#next-dates > li:visible")).to_have_count(5)


@pytest.mark.parametrize(
    ("day", "title", "month"),
    [
        ("2026-06-10", "The next dates", None),
        ("2026-07-01", "Now: July", "2026-07"),
        ("2026-11-30", "Now: November", "2026-11"),
        ("2026-12-01", "Now: December", "2026-12"),
        ("2027-06-30", "Now: June", "2027-06"),
    ],
)
def test_month_ends_and_the_ends_of_the_year(
    day: str, title: str, month: str | None, page: Page, root: str
) -> None:
    at(page, day, f"{root}/en/")
    expect(page.locator("#now-title")).to_have_text(title)
    shown = page.locator("[data-now-month]:visible")
    expect(shown).to_have_count(1 if month else 0)
    if month:
        expect(shown).to_have_attribute("data-now-month", month)


def test_what_falls_due_today_is_not_past_and_yesterday_s_was_due(page: Page, root: str) -> None:
    at(page, "2026-12-01", f"{root}/en/calendars/")
    row = page.locator("#deadline-test-windows-set")
    expect(row.locator(".relative")).to_have_text("today")
    at(page, "2026-12-02", f"{root}/en/calendars/")
    expect(row.locator(".relative")).to_have_text("was due: yesterday")


def test_who_joined_late_sees_what_has_passed(page: Page, root: str) -> None:
    at(page, "2026-11-25", f"{root}/en/start/#joined-late")
    expect(page.locator("details[data-over]:visible")).to_have_count(5)
    pick(page, "alder creek")
    shown = page.locator("#lea-dates > li")
    expect(shown.first).to_be_visible()
    passed = days(page, "#lea-dates")
    assert max(passed) < "2026-11-25"
    assert "2026-07-01" in passed
    expect(shown.first).to_contain_text("was due:")


def test_without_scripts_home_lists_the_year_and_offers_no_pick(
    root: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/en/")
    expect(page.locator("#pick")).to_be_hidden()
    assert page.locator("#next-dates > li:visible").count() > 10
    context.close()
