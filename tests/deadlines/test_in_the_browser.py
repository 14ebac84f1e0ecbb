"""The browser's what-if and the build say the same: dates, statuses, reasons and verdicts.

Both get the same tracks; the scripts run in Chromium, on a page with the site's own policy.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from sitegen.content.files import Tree
from sitegen.content.lea_models import Track
from sitegen.content.loading import Loader
from sitegen.content.scalars import Marked
from sitegen.deadlines import (
    LeaTrack,
    Period,
    RuleBook,
    SchoolYear,
    resolve_lea,
    resolve_statewide,
    rule_book,
    school_calendar,
)
from sitegen.deadlines.browser_data import resolved_data, rules_data
from sitegen.deadlines.choices import choices_of, judge, judge_lea, valid_ranges, window_of
from sitegen.deadlines.holidays import state_holidays
from sitegen.deadlines.tracks import sound_period
from sitegen.problems import Problems, Source
from tests.deadlines.examples import EXAMPLES, Row
from tests.deadlines.examples import book as example_book
from tests.deadlines.written import deadline_file

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
FRAME = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>What if</title>'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'self'; connect-src 'self'; base-uri 'none'\">"
)
ASSESS = """async (given) => {
  const [rules, leas] = JSON.parse(given);
  const { ruleBook } = await import("/js/deadlines/resolution.js");
  const { assess } = await import("/js/deadlines/lea.js");
  const book = ruleBook(rules);
  return JSON.stringify(leas.map((tracks) => assess(book, tracks)));
}"""
EXAMPLE = """async (given) => {
  const { ruleBook } = await import("/js/deadlines/resolution.js");
  const { assess } = await import("/js/deadlines/lea.js");
  return JSON.stringify(JSON.parse(given).map(([rules, lea]) => assess(ruleBook(rules), lea)));
}"""
CLOCKS = """async (given) => {
  const { clockEnd } = await import("/js/deadlines/clocks.js");
  const { day, isoOf } = await import("/js/deadlines/days.js");
  const [holidays, rows] = JSON.parse(given);
  const off = new Set(holidays.map(day));
  const ends = rows.map((row) => clockEnd(row, day(row.start), row.cap && day(row.cap), off));
  return JSON.stringify(ends.map(({ date, capped }) => [isoOf(date), capped]));
}"""
EVERY_KIND = """
    fixed: {kind: fixed, date: 2027-12-25}
    saturday: {kind: fixed, date: 2027-10-30}
    window-floor: {kind: nth-weekday, nth: 2, weekday: tuesday, month: 1}
    latest: {kind: fixed, date: 2028-05-05}
    announced: {kind: event}
    clock: {kind: event, count: 15, unit: calendar, inclusive: true, not-after: period-closes}
    window-opens: {kind: percent, percent: 66, not-before: window-floor}
    half: {kind: percent, percent: 50}
    capped: {kind: percent, percent: 80, not-after: latest}
    both: {kind: percent, percent: 97, not-before: window-floor, not-after: latest}
    never: {kind: percent, percent: 10, not-before: announced}
    first: {kind: first-instructional-day}
    window-closes: {kind: last-instructional-day, not-after: 2028-06-30}
    uncapped: {kind: last-instructional-day}
    cut: {kind: last-instructional-day, not-after: 2028-04-30}
    period-opens: {kind: selected-period, edge: opens}
    period-closes: {kind: selected-period, edge: closes}
    same: {kind: offset, days: 0, unit: calendar, of: window-closes}
    two-weeks: {kind: offset, days: -14, unit: calendar, of: period-opens}
    ten-working: {kind: offset, days: -10, unit: working, of: period-opens}
    twenty-working: {kind: offset, days: 20, unit: working, of: window-closes}
    day-one: {kind: offset, days: 20, unit: working, of: first, inclusive: true}
    back-one: {kind: offset, days: -3, unit: working, of: first, inclusive: true}
    week-of-school: {kind: offset, days: 5, unit: instructional, of: period-opens}
    before-school: {kind: offset, days: -5, unit: instructional, of: period-closes}
    from-state: {kind: offset, days: 7, unit: instructional, of: saturday}
    school-one: {kind: offset, days: 10, unit: instructional, of: period-opens, inclusive: true}
    far: {kind: offset, days: 200, unit: instructional, of: window-opens}
    thirty: {kind: offset, days: 30, unit: calendar, of: first, inclusive: true}
    chain: {kind: offset, days: -2, unit: calendar, of: two-weeks}
    of-nothing: {kind: offset, days: 3, unit: instructional, of: announced}
"""
LEAP = SchoolYear.named("2027-28")
SEED = 855

RawTrack = dict[str, Any]


# --- a thousand calendars -----------------------------------------------------------------------


def some_lea(chance: random.Random, year: SchoolYear) -> list[RawTrack]:
    """One to nine tracks, most of them like a school's, some of them strange."""
    most = 9 if chance.random() < 0.15 else 3
    return [some_track(chance, year, f"t{at}") for at in range(chance.randint(1, most))]


def some_track(chance: random.Random, year: SchoolYear, id_: str) -> RawTrack:
    def near(day: dt.date, days: int) -> dt.date:
        return day + dt.timedelta(days=chance.randint(-days, days))

    first = near(dt.date(year.first.year, 8, 10), 30)
    last = near(dt.date(year.last.year, 6, 5), 25)
    strange = chance.random()
    if strange < 0.05:
        first, last = last, first  # backwards
    elif strange < 0.10:
        first = near(year.first, 400)  # perhaps in another year
    elif strange < 0.15:
        last = near(first, 60)  # a few weeks, or backwards
    elif strange < 0.20:
        first, last = year.first, year.last
    elif strange < 0.25:
        first, last = year.first, near(dt.date(year.last.year, 2, 20), 20)  # the floor applies
    off = [some_days_off(chance, first, last) for _ in range(chance.choice((0, 3, 8, 20)))]
    if chance.random() < 0.03:
        off.append({"first": first, "last": max(first, last)})  # no school at all
    return {
        "id": id_,
        "first": first,
        "last": last,
        "off": off,
        "period": some_period(chance, year),
    }


def some_days_off(chance: random.Random, first: dt.date, last: dt.date) -> dict[str, dt.date]:
    span = abs((last - first).days) + 20
    begin = min(first, last) + dt.timedelta(days=chance.randint(-10, span))
    longest = chance.choice((0, 0, 4, 10, 25))
    return {"first": begin, "last": begin + dt.timedelta(days=chance.randint(0, longest))}


def some_period(chance: random.Random, year: SchoolYear) -> dict[str, dt.date] | None:
    if chance.random() < 0.15:
        return None
    opens = dt.date(year.last.year, 1, 5) + dt.timedelta(days=chance.randint(0, 120))
    special = chance.random()
    if special < 0.10:
        opens = dt.date(year.last.year, 1, 8) + dt.timedelta(days=chance.randint(0, 12))
    elif special < 0.15:
        opens = year.first + dt.timedelta(days=chance.randint(-30, 420))
    return {"opens": opens, "closes": opens + dt.timedelta(days=chance.randint(-8, 70))}


# --- what the build says ------------------------------------------------------------------------


def built(book: RuleBook, leas: Sequence[Sequence[RawTrack]]) -> list[dict[str, Any]]:
    statewide = resolve_statewide(book)
    return [_lea(book, statewide, tracks) for tracks in leas]


def _lea(book: RuleBook, statewide: Any, raw: Sequence[RawTrack]) -> dict[str, Any]:
    tracks = tuple(_track(each, book.year) for each in raw)
    deadlines = resolve_lea(book, statewide, tracks)
    found = []
    for written, track in zip(raw, tracks, strict=True):
        window = window_of(deadlines, track.id)
        chosen = written["period"] and Period(**written["period"])
        calendar, period = track.calendar, track.period
        verdicts = judge(chosen, calendar, window) if chosen and calendar else ()
        ranges = valid_ranges(calendar, window) if calendar else None
        found.append(
            {
                "id": track.id,
                "total": calendar.total if calendar else None,
                "days": calendar.between(period.opens, period.closes)
                if calendar and period
                else None,
                "deadlines": [
                    {"id": id_, **resolved_data(deadlines.on_track(id_, track.id))}
                    for id_ in book.ids
                ],
                "verdicts": [
                    {
                        "kind": verdict.kind,
                        "values": dict(verdict.values),
                        "fault": verdict.fault,
                        "nearest": verdict.nearest and asdict(verdict.nearest),
                    }
                    for verdict in verdicts
                ],
                "ranges": ranges
                and {
                    "opensFirst": ranges.opens_first,
                    "opensLast": ranges.opens_last,
                    "closesFirst": ranges.closes_first,
                    "closesLast": ranges.closes_last,
                },
            }
        )
    too_many = judge_lea(choices_of(tracks, deadlines))
    plain: dict[str, Any] = iso({"tracks": found, "tooMany": too_many and asdict(too_many)})
    return plain


def _track(raw: RawTrack, year: SchoolYear) -> LeaTrack:
    here = Source("content/leas/oak/calendars/x.yaml", 1, 1)
    track = Track.model_validate(
        {
            "@": here,
            "id": Marked(raw["id"]),
            "name": {"@": here, "lang": "en", "text": "T"},
            "first-day": raw["first"],
            "last-day": raw["last"],
            "non-school": [{"@": here, "name": "Off", **each} for each in raw["off"]],
            "period": raw["period"] and {"@": here, **raw["period"]},
        }
    )
    return LeaTrack(raw["id"], school_calendar(track, year), sound_period(track.period, year))


def iso(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: iso(each) for name, each in value.items()}
    return [iso(each) for each in value] if isinstance(value, list | tuple) else value


# --- what the browser says ----------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' own output is what is read."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty page with the site's policy, and the real scripts beside it."""
    folder = tmp_path_factory.mktemp("what-if")
    shutil.copytree(ROOT / "layouts" / "assets" / "js", folder / "js")
    (folder / "favicon.ico").touch()
    (folder / "index.html").write_text(FRAME, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def in_browser(
    browser: Browser, address: str, book: RuleBook, leas: Sequence[Sequence[RawTrack]]
) -> list[dict[str, Any]]:
    page = browser.new_page()
    page.goto(address)
    rules = rules_data(book, resolve_statewide(book))
    found: list[dict[str, Any]] = json.loads(
        page.evaluate(ASSESS, json.dumps([iso(rules), iso(leas)]))
    )
    page.context.close()
    return found


def shipped() -> RuleBook:
    handbook = Loader(Tree(ROOT, Problems())).load().handbook
    assert handbook is not None
    return rule_book(handbook.deadline_files[handbook.year])[0]


@pytest.fixture(scope="module", params=["the handbook’s rules", "every kind of rule"])
def book(request: pytest.FixtureRequest) -> RuleBook:
    if request.param == "every kind of rule":
        return rule_book(deadline_file(EVERY_KIND, LEAP.name))[0]
    return shipped()


def a_thousand(year: SchoolYear) -> list[list[RawTrack]]:
    chance = random.Random(SEED)  # noqa: S311 - the same calendars in every run
    return [some_lea(chance, year) for _ in range(1000)]


def test_build_and_browser_agree_on_a_thousand_random_calendars(
    browser: Browser, address: str, book: RuleBook
) -> None:
    leas = a_thousand(book.year)
    ours, theirs = built(book, leas), in_browser(browser, address, book, leas)
    differing = [at for at in range(len(leas)) if ours[at] != theirs[at]]
    for at in differing[:1]:  # the first, so that it can be read
        assert theirs[at] == ours[at], leas[at]
    assert len(theirs) == len(ours) == 1000


# --- the worked examples ------------------------------------------------------------------------


def raw_track(row: Row, id_: str = "all", period: list[dt.date] | None = None) -> RawTrack:
    """The track of a row as the browser takes it."""
    written = row["track"]
    written = EXAMPLES["tracks"][written] if isinstance(written, str) else written
    days = period or row.get("period")
    return {
        "id": id_,
        "first": written["first-day"],
        "last": written["last-day"],
        "off": [{"first": first, "last": last} for first, last in written.get("non-school", ())],
        "period": {"opens": days[0], "closes": days[1]} if days else None,
    }


def of_examples(
    browser: Browser, address: str, examples: list[tuple[Row, list[RawTrack]]]
) -> list[dict[str, Any]]:
    page = browser.new_page()
    page.goto(address)
    given = []
    for row, tracks in examples:
        rules = example_book(row)
        given.append([iso(rules_data(rules, resolve_statewide(rules))), iso(tracks)])
    found: list[dict[str, Any]] = json.loads(page.evaluate(EXAMPLE, json.dumps(given)))
    page.context.close()
    return found


def test_every_worked_date_comes_out_in_the_browser_too(browser: Browser, address: str) -> None:
    table = EXAMPLES["dates"]
    local = [row for row in table if row["track"] is not None]
    assert len(local) >= 40
    results = of_examples(browser, address, [(row, [raw_track(row)]) for row in local])
    for row, result in zip(local, results, strict=True):
        (track,) = result["tracks"]
        found = next(each for each in track["deadlines"] if each["id"] == row["of"])
        kinds = [reason["kind"] for reason in found["reasons"]]
        assert (found["date"], kinds) == (iso(row["date"]), row["reasons"]), row["id"]
        for name, value in row.get("values", {}).items():
            assert str(found["reasons"][0][name]) == str(value), row["id"]


def test_every_date_of_the_state_comes_to_the_browser(browser: Browser, address: str) -> None:
    table = [row for row in EXAMPLES["dates"] if row["track"] is None]
    blank: RawTrack = {"id": "all", "first": "", "last": "", "off": [], "period": None}
    results = of_examples(browser, address, [(row, [blank]) for row in table])
    for row, result in zip(table, results, strict=True):
        found = next(e for e in result["tracks"][0]["deadlines"] if e["id"] == row["of"])
        assert found["date"] == iso(row["date"]), row["id"]


def test_every_worked_period_is_judged_alike_in_the_browser(browser: Browser, address: str) -> None:
    table = EXAMPLES["choices"]
    results = of_examples(browser, address, [(row, [raw_track(row)]) for row in table])
    for row, result in zip(table, results, strict=True):
        (track,) = result["tracks"]
        assert [each["kind"] for each in track["verdicts"]] == row["verdicts"], row["id"]
        nearest = row["nearest"] and iso(
            dict(zip(("opens", "closes"), row["nearest"], strict=True))
        )
        faults = [each["nearest"] for each in track["verdicts"] if each["fault"]]
        assert all(each == nearest for each in faults), row["id"]


def test_the_periods_of_an_lea_are_counted_alike_in_the_browser(
    browser: Browser, address: str
) -> None:
    table = EXAMPLES["many"]
    leas = [
        (row, [raw_track(row, name, days) for name, days in row["periods"].items()])
        for row in table
    ]
    for row, result in zip(table, of_examples(browser, address, leas), strict=True):
        found = result["tooMany"]
        if row["total"] is None:
            assert found is None, row["id"]
        else:
            assert found["total"] == row["total"], row["id"]
            assert list(found["shared"].values()) == iso(row["shared"]), row["id"]
            assert found["tracks"] == row["tracks"], row["id"]


def test_every_worked_clock_ends_alike_in_the_browser(browser: Browser, address: str) -> None:
    table = EXAMPLES["clocks"]
    years = range(2025, 2030)
    holidays = sorted(day.isoformat() for year in years for day in state_holidays(year))
    page = browser.new_page()
    page.goto(address)
    found = json.loads(page.evaluate(CLOCKS, json.dumps([holidays, iso(table)])))
    page.context.close()
    assert found == [[iso(row["date"]), row["capped"]] for row in table]


def test_the_thousand_calendars_have_everything_that_can_be_said() -> None:
    """So that agreement means something: each kind of reason and verdict comes up."""
    book = rule_book(deadline_file(EVERY_KIND, LEAP.name))[0]
    found = built(book, a_thousand(book.year))
    tracks = [track for lea in found for track in lea["tracks"]]
    verdicts = {verdict["kind"] for track in tracks for verdict in track["verdicts"]}
    reasons = {
        reason["kind"]
        for track in tracks
        for deadline in track["deadlines"]
        for reason in deadline["reasons"]
    }
    assert verdicts == {
        *("backwards", "opens-without-school", "closes-without-school", "too-early"),
        *("first-week", "too-late", "too-short"),
    }
    assert reasons >= {
        *("percent-arithmetic", "percent-exact", "floor-applied", "ceiling-applied"),
        *("outside-calendar", "no-calendar", "not-set-by-lea", "counts-from-unknown"),
        *("last-instructional-day", "last-day-capped", "first-instructional-day", "same-day"),
        *("working-days-before", "working-days-after", "holiday-not-counted"),
        *("instructional-days-before", "instructional-days-after", "start-day-counted"),
        *("calendar-days-before", "on-weekend", "on-holiday", "no-school"),
    }
    nearest = [v["nearest"] for track in tracks for v in track["verdicts"] if v["fault"]]
    assert any(each is None for each in nearest)
    assert any(nearest)
    many = [lea["tooMany"] for lea in found if lea["tooMany"]]
    assert any(each["shared"] for each in many)
    assert any(not each["shared"] for each in many)
