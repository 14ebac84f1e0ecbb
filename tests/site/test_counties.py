"""For offices that support many LEAs: a county's table, its CSV and its calendar.

What they say is held against the LEAs' own data and feeds.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.sites import LOCALES, SAMPLES, TRACKS, BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

PAGE = "counties/sierra-vista/"
FEED = "calendars/county-sierra-vista.ics"
DATES = ("window-opens", "window-closes", "period-opens", "period-closes")
Serve = Callable[[BuiltSite], str]
Days = dict[str, tuple[str, str, int, str, str]]


def table(site: BuiltSite, tag: str) -> list[list[str]]:
    raw = (site.folder / tag / PAGE / "table.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def events(site: BuiltSite, path: str) -> Days:
    """Days, version, description and address of the windows and periods in a feed, by UID."""
    calendar: Any = Calendar.from_ical((site.folder / path).read_bytes())
    return {
        str(each["UID"]): (
            each["DTSTART"].to_ical().decode(),
            each["LAST-MODIFIED"].to_ical().decode(),
            int(each["SEQUENCE"]),
            str(each["DESCRIPTION"]),
            str(each["STATUS"]),
        )
        for each in calendar.walk("VEVENT")
        if str(each["UID"]).split(".")[0] in DATES
    }


# --- what they say ------------------------------------------------------------------------------


def expected(site: BuiltSite) -> list[tuple[str, ...]]:
    """LEA, window and period of each track, from the LEAs' own data."""
    rows = []
    for slug in SAMPLES:
        lea = json.loads(site.text(f"data/v1/leas/{slug}.json"))
        dates = {(each["deadline"], each["track"]): each["date"] for each in lea["dates"]}
        for track in lea["tracks"]:
            days = [dates.get((name, track["id"])) or "" for name in DATES]
            rows.append((lea["lea"]["name"], *days))
    return sorted(rows)


@pytest.mark.parametrize("tag", LOCALES)
def test_the_csv_has_each_school_calendar_with_the_days_of_the_lea_s_own_data(
    tag: str, statewide: BuiltSite
) -> None:
    head, *rows = table(statewide, tag)
    assert {len(row) for row in rows} == {len(head)} == {13}
    assert sorted((row[0], *row[4:8]) for row in rows) == expected(statewide)
    assert len(rows) == 5 + sum(len(tracks) - 1 for tracks in TRACKS.values())
    (alder,) = [row for row in rows if row[0].startswith("Alder Creek")]
    assert alder[8:11] == [
        "Theo Blankenship",
        "testing@alder-creek.example.org",
        "(530) 555-0111",
    ]


@pytest.mark.parametrize("tag", LOCALES)
def test_the_page_has_the_rows_of_the_csv(tag: str, statewide: BuiltSite) -> None:
    html = statewide.page(tag, PAGE)
    found = re.findall(r"<tr data-item.*?</tr>", html, re.DOTALL)
    rows = table(statewide, tag)[1:]
    assert len(found) == len(rows)
    for row, cells in zip(found, rows, strict=True):
        assert cells[0] in row
        assert re.findall(r'datetime="([^"]+)"', row) == [day for day in cells[4:8] if day]
        assert re.findall(r'data-lacks="([^"]*)"', row) == ["" if cells[6] else "period"]
        for address in cells[9].split("; "):
            assert f'href="mailto:{address}"' in row


@pytest.mark.parametrize("tag", LOCALES)
def test_the_feed_has_the_windows_and_periods_of_all_its_leas_and_their_versions(
    tag: str, statewide: BuiltSite
) -> None:
    own: Days = {}
    for slug in SAMPLES:
        own |= events(statewide, f"{tag}/leas/{slug}/calendar.ics")
    assert len(own) == 38  # ten school calendars, of which one has no period
    assert events(statewide, f"{tag}/{FEED}") == own


def test_each_event_says_whose_it_is(statewide: BuiltSite) -> None:
    calendar: Any = Calendar.from_ical((statewide.folder / "en" / FEED).read_bytes())
    titles = [str(each["SUMMARY"]) for each in calendar.walk("VEVENT")]
    assert "Alder Creek Union School District: Testing period opens" in titles
    port = "Port Solano Unified School District"
    assert f"{port}: Available testing window opens (High schools)" in titles
    assert len(set(titles)) == len(titles)


def test_the_list_counts_what_is_missing(statewide: BuiltSite) -> None:
    html = statewide.page("en", "counties/")
    assert re.findall(r'<td class="number">(\d+)</td>', html) == ["5", "0", "1"]


def test_a_site_of_two_leas_has_a_county_of_these(hosted: BuiltSite) -> None:
    names = {row[0] for row in table(hosted, "en")[1:]}
    assert len(names) == 2
    assert (
        table(hosted, "en")[1][-1] == "https://handbook.example.org/handbook/en/leas/alder-creek/"
    )
    assert len(events(hosted, f"en/{FEED}")) == 12


def test_the_site_of_one_lea_has_no_counties(single: BuiltSite) -> None:
    assert [path for path in single.paths if "/counties/" in path or "/county-" in path] == []
    for address in ("calendars/", "search/"):
        assert "counties/" not in single.page("en", address)


# --- what one does with the table -----------------------------------------------------------------


@pytest.fixture
def page(browser: Browser, statewide: BuiltSite, serve: Serve) -> Iterator[Page]:
    faults: list[str] = []
    opened = browser.new_page(locale="en-US")
    opened.on("console", lambda said: faults.append(said.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(f"{serve(statewide)}/en/{PAGE}")
    yield opened
    opened.close()
    assert faults == []


def opening(page: Page) -> list[str]:
    """The first day of each row's period, as the rows stand; empty where there is none."""
    cells = page.locator("#leas td:nth-child(5)").all()
    return [each.get_attribute("data-value") or "" for each in cells]


def header(page: Page, name: str) -> Locator:
    return page.get_by_role("columnheader", name=name)


def test_a_column_is_sorted_by_its_header_and_back(page: Page) -> None:
    header(page, "Testing period").get_by_role("button").focus()
    page.keyboard.press("Enter")
    first = opening(page)
    assert first == [*sorted(filter(None, first)), ""]
    expect(header(page, "Testing period")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("status").filter(has_text="Sorted")).to_have_text(
        "Sorted by Testing period"
    )
    assert page.locator("th[aria-sort]").count() == 1
    header(page, "Testing period").get_by_role("button").click()
    last = opening(page)
    assert last == [*sorted(filter(None, last), reverse=True), ""]
    expect(header(page, "Testing period")).to_have_attribute("aria-sort", "descending")


def test_the_order_of_names_is_there_at_first_and_again(page: Page) -> None:
    rows = page.locator("#leas tr")
    names = rows.locator("th").all_inner_texts()
    expect(header(page, "LEA").first).to_have_attribute("aria-sort", "ascending")
    header(page, "Available window").get_by_role("button").click()
    assert rows.locator("th").all_inner_texts() != names
    header(page, "LEA").first.get_by_role("button").click()
    assert rows.locator("th").all_inner_texts() == names


def test_rows_are_filtered_by_what_is_missing_and_by_name_or_contact(page: Page) -> None:
    rows = page.locator("#leas tr:visible")
    every = rows.count()
    page.get_by_label("Show").select_option(label="No testing period yet")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Larkspur")
    expect(page.locator(".filter output")).to_have_text(f"1 of {every} shown")
    page.get_by_label("Show").select_option(label="Every LEA")
    page.get_by_label("Name or contact").fill("nguyen")
    expect(rows).to_have_count(3)


def test_the_table_is_downloaded(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the table").click()
    assert download.value.suggested_filename == "table.csv"


def test_the_table_is_whole_without_scripts(
    browser: Browser, statewide: BuiltSite, serve: Serve
) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{serve(statewide)}/en/{PAGE}")
    expect(plain.locator("#leas tr:visible")).to_have_count(len(table(statewide, "en")) - 1)
    expect(plain.locator("thead button")).to_have_count(0)
    expect(plain.locator(".filter")).to_be_hidden()
    plain.context.close()
