"""An LEA's page of dates in a browser: layers, what-if, clocks."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from sitegen.deadlines import lea_tracks
from sitegen.i18n import formatting
from tests.deadlines.written import calendar_file
from tests.site.sites import LOCALES, BuiltSite

pytestmark = pytest.mark.browser

Serve = Callable[[BuiltSite], str]
LEA = "leas/manzanita-valley/dates/"
NOVEMBER = "2026-11-22T10:00:00"
TRY = "#what-if-open > summary"


@pytest.fixture
def root(statewide: BuiltSite, serve: Serve) -> str:
    return serve(statewide)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="en-US", timezone_id="America/Los_Angeles")
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    faults: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda said: faults.append(said.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.clock.set_fixed_time(NOVEMBER)
    yield opened
    assert faults == []


def opened(page: Page, address: str) -> Locator:
    """The page with its what-if open; the fields are given back."""
    page.goto(address)
    page.locator(TRY).click()
    fields = page.locator("[data-what-if='tracks']")
    expect(fields.locator("fieldset").first).to_be_visible()
    return fields


def said(page: Page) -> Locator:
    return page.locator("[data-what-if='said']")


def results(page: Page) -> Locator:
    return page.locator("[data-what-if='results']")


def track(fields: Locator, name: str = "Traditional calendar") -> Locator:
    return fields.get_by_role("group", name=name, exact=True)


# --- layers -------------------------------------------------------------------------------------


def test_a_layer_is_switched_off_and_stays_off(page: Page, root: str) -> None:
    page.goto(f"{root}/en/{LEA}")
    elpac = page.locator("section[data-layer='elpac']")
    expect(elpac).to_be_visible()
    page.get_by_role("checkbox", name="ELPAC").uncheck()
    expect(elpac).to_be_hidden()
    expect(page.locator(".months .due.elpac").first).to_be_hidden()
    page.reload()
    expect(elpac).to_be_hidden()
    expect(page.locator("section[data-layer='caaspp']")).to_be_visible()


def test_a_link_to_a_date_shows_its_layer(page: Page, root: str) -> None:
    page.goto(f"{root}/en/{LEA}")
    page.get_by_role("checkbox", name="ELPAC").uncheck()
    page.goto(f"{root}/en/{LEA}?again#deadline-elpac-summative-opens")
    expect(page.locator("#deadline-elpac-summative-opens")).to_be_in_viewport()


def test_the_page_prints_by_a_button(page: Page, root: str) -> None:
    page.goto(f"{root}/en/{LEA}")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")


# --- what-if ------------------------------------------------------------------------------------


def test_a_what_if_begins_with_what_the_build_says(page: Page, root: str) -> None:
    opened(page, f"{root}/en/{LEA}")
    expect(said(page)).to_have_text("No date changes, and no rule is broken.")
    for row in page.locator("li[id^='deadline-window-opens-']").all():
        day = row.locator("time").get_attribute("datetime")
        expect(results(page).locator(f"time[datetime='{day}']").first).to_be_attached()


@pytest.mark.parametrize("tag", LOCALES)
def test_reasons_read_as_the_build_wrote_them(tag: str, page: Page, root: str) -> None:
    """The same sentences, dates and numbers, in every language."""
    opened(page, f"{root}/{tag}/{LEA}")
    sections = results(page).locator("section")
    ours = sections.first.locator("details.reason ol").all_text_contents()
    theirs = page.locator(
        "li[id^='deadline-'][id$='-traditional'] details.reason ol"
    ).all_text_contents()
    assert len(ours) > 5
    plain = [re.sub(r"\s+", "", each) for each in theirs]
    assert [each for each in ours if re.sub(r"\s+", "", each) not in plain] == []


@pytest.mark.parametrize("tag", LOCALES)
def test_the_browser_writes_every_day_of_the_year_as_the_build_does(
    tag: str, page: Page, root: str
) -> None:
    page.goto(f"{root}/{tag}/{LEA}")
    days = [dt.date(2026, 7, 1) + dt.timedelta(days=number) for number in range(365)]
    folder = page.evaluate("document.querySelector('script[src*=\"js/theme.js\"]').src")
    words = folder.replace("theme.js", "deadlines/words.js")
    found = page.evaluate(
        """async ([address, lang, days]) => {
          const { longDate, dayMonth, weekdayName } = await import(address);
          return days.map((day) => [longDate, dayMonth, weekdayName].map((say) => say(day, lang)));
        }""",
        [words, tag, [day.isoformat() for day in days]],
    )
    forms = (formatting.long_date, formatting.day_month, formatting.weekday)
    assert found == [[form(day, tag) for form in forms] for day in days]


def test_another_period_is_judged_at_once_and_said_in_a_sentence(page: Page, root: str) -> None:
    fields = opened(page, f"{root}/en/{LEA}")
    own = track(fields)
    own.get_by_label("Testing period opens").fill("2027-01-18")
    own.get_by_label("Testing period closes").fill("2027-01-29")
    first = results(page).locator("section").first
    expect(first).to_contain_text("before the available window opens")
    expect(first).to_contain_text("The nearest valid period is")
    expect(said(page)).to_contain_text("Broken rules: 2.")
    page.get_by_role("button", name="Back to the real calendar").click()
    expect(said(page)).to_have_text("No date changes, and no rule is broken.")


def test_a_later_first_day_moves_the_window(page: Page, root: str) -> None:
    fields = opened(page, f"{root}/en/{LEA}")
    before = page.locator("#deadline-window-opens-traditional time").get_attribute("datetime")
    track(fields).get_by_label("First day of instruction").fill("2026-09-14")
    changed = results(page).locator("section").first.locator("tr[data-changed]")
    expect(changed.first).to_contain_text("instead of")
    window = changed.filter(has_text="Available testing window opens")
    after = window.locator("td strong time").get_attribute("datetime")
    assert after is not None and before is not None and after > before  # noqa: PT018


def test_days_off_are_added_and_taken_away_with_the_keyboard(page: Page, root: str) -> None:
    fields = opened(page, f"{root}/en/{LEA}")
    own = track(fields)
    own.locator("details > summary").press("Enter")
    count = own.get_by_role("button", name=re.compile("^Take away")).count()
    own.get_by_role("button", name="Add days without instruction").press("Enter")
    added = own.get_by_role("group", name="No school")
    expect(added.get_by_label("From")).to_be_focused()
    expect(added).to_contain_text("Give a day.")
    added.get_by_label("From").fill("2026-12-10")
    added.get_by_label("To").fill("2026-12-01")
    expect(added).to_contain_text("This day is before the first one.")
    added.get_by_label("To").fill("2026-12-18")
    expect(added.locator(".error:visible")).to_have_count(0)
    expect(said(page)).to_contain_text("Dates that change:")
    added.get_by_role("button", name=re.compile("^Take away")).press("Enter")
    expect(own.get_by_role("button", name=re.compile("^Take away"))).to_have_count(count)
    expect(said(page)).to_have_text("No date changes, and no rule is broken.")


def test_what_is_no_day_of_the_year_is_said_beside_its_field(page: Page, root: str) -> None:
    fields = opened(page, f"{root}/en/{LEA}")
    field = track(fields).get_by_label("First day of instruction")
    field.fill("2028-09-14")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = page.locator(f"[id='{field.get_attribute('aria-describedby')}']")
    expect(described).to_contain_text("Give a day of the school year: Wednesday, July 1, 2026")
    field.fill("2026-08-10")
    expect(described).to_be_hidden()


def test_a_what_if_is_handed_on_as_a_link(page: Page, root: str) -> None:
    fields = opened(page, f"{root}/en/{LEA}")
    track(fields).get_by_label("Testing period closes").fill("2027-05-21")
    page.get_by_role("button", name="Copy a link to this what-if").click()
    expect(said(page)).to_have_text("Link copied")
    link = page.locator("#what-if-copied").input_value()
    other = page.context.new_page()
    other.goto(link)
    closes = track(other.locator("[data-what-if='tracks']")).get_by_label("Testing period closes")
    expect(closes).to_have_value("2027-05-21")
    expect(said(other)).to_contain_text("Dates that change:")


@pytest.mark.parametrize(
    "state",
    ["x", "%5B%5D", "%E0%A4%A", '[{"id":"traditional","first":"<b>","off":[]}]', "[null]", "[[]]"],
)
def test_a_link_that_was_tampered_with_does_no_harm(state: str, page: Page, root: str) -> None:
    page.goto(f"{root}/en/{LEA}#what-if={state}")
    expect(said(page)).to_have_text("No date changes, and no rule is broken.")


@pytest.mark.parametrize("slug", ["manzanita-valley", "sierra-vista-coe"])
def test_the_calendar_file_of_a_what_if_is_one_that_the_build_reads(
    slug: str, page: Page, root: str
) -> None:
    opened(page, f"{root}/en/leas/{slug}/dates/")
    page.get_by_role("button", name="Copy it as a calendar file").click()
    copied = page.locator("#what-if-copied").input_value()
    assert copied.startswith("year: 2026-27\ntracks:\n")
    tracks = lea_tracks(calendar_file(copied.partition("tracks:\n")[2]))
    given = json.loads(page.locator("#lea-calendar").text_content() or "")["tracks"]
    assert [each.id for each in tracks] == [each["id"] for each in given]
    for found, own in zip(tracks, given, strict=True):
        calendar, period = found.calendar, found.period
        assert calendar is not None
        assert calendar.total == own["total"]
        assert [off.name for off in found.off] == [off["name"] for off in own["off"]]
        assert [off.kind for off in found.off] == [off["kind"] for off in own["off"]]
        assert [each.id for each in found.schedule] == [each["id"] for each in own["schedule"]]
        assert (period and period.opens.isoformat()) == (own["period"] and own["period"]["opens"])


# --- clocks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "start", "cap", "end"),
    [
        # Day 1 is the day on which the student starts; weekends and holidays count.
        ("expires-smarter-balanced-pt", "2027-04-12", "", "Monday, April 26, 2027"),
        ("expires-45-days", "2027-03-29", "", "Wednesday, May 12, 2027"),
        ("expires-45-days", "2027-04-12", "2027-05-14", "Friday, May 14, 2027"),
        ("expires-45-days", "2027-03-31", "2027-05-14", "Friday, May 14, 2027"),
    ],
)
def test_a_clock_is_counted_and_cut_short(
    clock: str, start: str, cap: str, end: str, page: Page, root: str
) -> None:
    page.goto(f"{root}/en/guides/clocks-of-testing/")
    page.get_by_label("What was started").select_option(clock)
    page.get_by_label("The day it began").fill(start)
    page.get_by_label("The day your testing window closes").fill(cap)
    output = page.locator("#clock output")
    expect(output).to_contain_text(f"The last day is {end}.")
    is_cut = start == "2027-04-12" and bool(cap)
    assert ("It is cut short" in output.inner_text()) == is_cut


def test_a_clock_on_an_lea_s_page_knows_when_its_period_closes(page: Page, root: str) -> None:
    page.goto(f"{root}/en/leas/alder-creek/dates/")
    page.get_by_label("What was started").select_option("expires-45-days")
    expect(page.get_by_label("The day your testing window closes")).to_have_value("2027-05-28")
    page.get_by_label("The day it began").fill("2027-05-03")
    expect(page.locator("#clock output")).to_contain_text("The last day is Friday, May 28, 2027.")
    page.get_by_label("The day it began").fill("2027-06-01")
    expect(page.locator("#clock output")).to_contain_text("The window closed on Friday, May 28")
