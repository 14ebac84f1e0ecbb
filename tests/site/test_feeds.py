"""Calendar feeds as the strictest reader takes them, and what subscribers see when dates move.

``tests/site/test_feed_readers.py`` has the programs that read them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from icalendar import Calendar, Event

from sitegen.audit.calendars import lint
from sitegen.content.models import Role, Topic
from sitegen.recording import record_feeds
from tests.site.conftest import LATER
from tests.site.sites import (
    LOCALES,
    ORIGIN,
    SAMPLES,
    TRACKS,
    BuiltSite,
    Sites,
    fingerprints,
    replace_once,
    run,
)

pytestmark = pytest.mark.xdist_group("feeds")

NAMES = ("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL;VALUE=DURATION", "X-PUBLISHED-TTL")

DATES = [
    "calendars/statewide.ics",
    "calendars/county-sierra-vista.ics",
    *(f"leas/{slug}/calendar.ics" for slug in SAMPLES),
    *(f"leas/{slug}/track-{track}.ics" for slug, tracks in TRACKS.items() for track in tracks),
]
MONTHS = ["calendars/months.ics", *(f"leas/{slug}/months.ics" for slug in SAMPLES)]
REMINDERS = [
    "calendars/due-in-7-days.ics",
    *(f"leas/{slug}/due-in-7-days.ics" for slug in SAMPLES),
]
LAYERS = [f"calendars/{layer}.ics" for layer in ("caaspp", "elpac", "interim")]
PARTS = [
    *(f"calendars/topic-{topic}.ics" for topic in Topic),
    *(f"calendars/role-{role}.ics" for role in Role),
]
FEEDS = [*DATES, *MONTHS, *REMINDERS, *LAYERS, *PARTS]


@pytest.fixture(params=[f"{tag}/{feed}" for tag in LOCALES for feed in FEEDS])
def feed(request: pytest.FixtureRequest, statewide: BuiltSite) -> bytes:
    path: str = request.param
    return (statewide.folder / path).read_bytes()


def unfolded(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


@cache
def events_of(content: bytes) -> dict[str, Event]:
    """The events by UID. Raises where ``icalendar`` finds fault."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    found = [each for each in calendar.walk("VEVENT") if isinstance(each, Event)]
    assert [error for each in found for error in each.errors] == []
    return {str(each["UID"]): each for each in found}


def events(site: BuiltSite, path: str) -> dict[str, Event]:
    return events_of((site.folder / path).read_bytes())


def sequence(event: Event) -> int:
    return int(str(event["SEQUENCE"]))


def ledger_of(tree: Path, slug: str | None = None) -> dict[str, dict[str, object]]:
    folder = tree / "content" / (f"leas/{slug}" if slug else ".")
    file = yaml.safe_load((folder / "feed-ledger.yaml").read_text(encoding="utf-8"))
    return {each["event"]: each for each in file["events"]}


# --- every feed ---------------------------------------------------------------------------------


def test_these_are_all_feeds_of_the_site(statewide: BuiltSite) -> None:
    assert statewide.of_kind(".ics") == sorted(f"{tag}/{feed}" for tag in LOCALES for feed in FEEDS)


def test_the_lint_finds_no_fault(feed: bytes) -> None:
    """Folds, line ends, order, UIDs, whole days: ``tests/test_feed_lint.py`` has what it sees."""
    assert lint("feed.ics", feed) == []


def test_the_feed_names_itself_before_its_events(feed: bytes) -> None:
    lines = unfolded(feed)
    head = lines[: lines.index("BEGIN:VEVENT")]
    assert head[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in head
    assert sum(line.startswith("PRODID:") for line in head) == 1
    for name in NAMES:
        values = [line for line in head if line.startswith(f"{name}:")]
        assert len(values) == 1, name
        assert len(values[0]) > len(name) + 1, name
    assert not [line for line in lines if line.startswith("METHOD")]


def test_events_are_whole_days_with_an_exclusive_end(feed: bytes) -> None:
    found = events_of(feed)
    assert found
    assert feed.count(b"BEGIN:VEVENT") == len(found), "a UID stands twice"
    assert feed.count(b"DTSTART;VALUE=DATE:") == feed.count(b"DTEND;VALUE=DATE:") == len(found)
    for uid, event in found.items():
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is date
        assert end - start >= timedelta(days=1), uid
        assert str(event["SUMMARY"]).strip(), uid
        assert str(event["DESCRIPTION"]).strip(), uid
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["STATUS"] == "CONFIRMED"


def test_the_identity_of_an_event_is_made_of_ids_alone(feed: bytes) -> None:
    name = r"[a-z0-9-]+\.2026-27\.[a-z0-9-]+(\.[a-z0-9-]+)*@coordinator-handbook"
    for uid in events_of(feed):
        assert re.fullmatch(rf"(reminder\.)?((month|testing)\.)?{name}", uid), uid
        assert not re.search(r"20\d{6}|\d{4}-\d\d-\d\d", uid)


@pytest.mark.parametrize("path", FEEDS)
def test_the_languages_of_a_feed_differ_in_words_only(path: str, statewide: BuiltSite) -> None:
    english = history(statewide, f"en/{path}")
    for tag in LOCALES[1:]:
        assert history(statewide, f"{tag}/{path}") == english, tag


def history(site: BuiltSite, path: str) -> dict[str, tuple[date, date, int]]:
    """Days and version of every event of a feed."""
    return {
        uid: (event.decoded("DTSTART"), event.decoded("DTEND"), sequence(event))
        for uid, event in events(site, path).items()
    }


# --- what stands in which feed ------------------------------------------------------------------


@pytest.mark.parametrize("path", [*LAYERS, *PARTS])
def test_a_date_in_several_feeds_is_one_event(path: str, statewide: BuiltSite) -> None:
    every = events(statewide, "en/calendars/statewide.ics")
    for uid, event in events(statewide, f"en/{path}").items():
        if not uid.startswith("month."):
            assert event.to_ical() == every[uid].to_ical()


def test_every_date_of_the_state_is_in_one_program_and_one_topic(statewide: BuiltSite) -> None:
    every = sorted(events(statewide, "en/calendars/statewide.ics"))
    for group in (LAYERS, [path for path in PARTS if "topic-" in path]):
        uids = [uid for path in group for uid in events(statewide, f"en/{path}")]
        assert sorted(uid for uid in uids if not uid.startswith("month.")) == every


def test_categories_are_the_topic_and_the_program(statewide: BuiltSite) -> None:
    programs = {"caaspp": "CAASPP", "elpac": "ELPAC", "interim": "Interim assessments"}
    for layer, name in programs.items():
        for event in events(statewide, f"en/calendars/{layer}.ics").values():
            categories: Any = event["CATEGORIES"]
            assert categories.cats[1] == name


@pytest.mark.parametrize("slug", TRACKS)
def test_a_track_has_its_own_dates_and_those_of_all(slug: str, statewide: BuiltSite) -> None:
    every = events(statewide, f"en/leas/{slug}/calendar.ics")
    tracks = {
        track: events(statewide, f"en/leas/{slug}/track-{track}.ics") for track in TRACKS[slug]
    }
    assert {uid for found in tracks.values() for uid in found} == set(every)
    for track, found in tracks.items():
        of_tracks = {uid for uid in every if uid.partition("@")[0].split(".")[3:]}
        assert set(found) == {
            uid for uid in every if uid not in of_tracks or f".{slug}.{track}" in uid
        }
        assert len(set(found) & of_tracks) >= 10
        for uid, event in found.items():
            assert event.to_ical() == every[uid].to_ical()


@pytest.mark.parametrize("path", REMINDERS)
def test_a_week_before_each_date_has_its_history(path: str, statewide: BuiltSite) -> None:
    feed = "statewide" if path.startswith("calendars") else "calendar"
    dates = events(statewide, f"en/{path}".replace("due-in-7-days", feed))
    found = events(statewide, f"en/{path}")
    make_ups = {uid for uid in dates if ".make-up-" in uid}
    assert set(found) == {f"reminder.{uid}" for uid in set(dates) - make_ups}
    for uid in set(dates) - make_ups:
        event, before = dates[uid], found[f"reminder.{uid}"]
        assert before.decoded("DTSTART") == event.decoded("DTSTART") - timedelta(days=7)
        assert sequence(before) == sequence(event)
        assert before.decoded("LAST-MODIFIED") == event.decoded("LAST-MODIFIED")
        assert str(event["SUMMARY"]) in str(before["SUMMARY"])


@pytest.mark.parametrize("path", MONTHS)
def test_a_month_is_one_entry_on_its_first_day(path: str, statewide: BuiltSite) -> None:
    days = sorted(event.decoded("DTSTART") for event in events(statewide, f"en/{path}").values())
    assert days == [date(2026 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(7, 19)]


def test_a_month_lists_the_tasks_of_its_page_with_links(hosted: BuiltSite) -> None:
    for uid, event in events(hosted, "en/calendars/months.ics").items():
        month = uid.split(".")[1]
        page = hosted.page("en", f"months/{month}/")
        tasks = re.findall(r'<li class="task" id="([^"@]+)@', page)
        links = re.findall(r"/en/tasks/([^/]+)/", str(event["DESCRIPTION"]))
        assert sorted(links) == sorted(tasks), month  # the page has them by topic
        assert str(event["DESCRIPTION"]).endswith(f"{ORIGIN}/handbook/en/months/{month}/")


@pytest.mark.parametrize("slug", SAMPLES)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_month_of_an_lea_is_that_of_its_checklist(
    slug: str, tag: str, statewide: BuiltSite
) -> None:
    checklist = statewide.page(tag, f"leas/{slug}/checklist/")
    for uid, event in events(statewide, f"{tag}/leas/{slug}/months.ics").items():
        section = checklist.partition(f'<section id="{uid.split(".")[1]}"')[2]
        tasks = re.findall(r'<li class="task" id="', section.partition("</section>")[0])
        assert str(event["DESCRIPTION"]).count("– ") >= len(tasks) > 0
        assert len(str(event["DESCRIPTION"]).split("\n")) == len(tasks)


def test_a_local_task_is_in_the_lea_s_feeds_on_its_day(statewide: BuiltSite) -> None:
    key = "local-site-roster.2026-27.port-solano@coordinator-handbook"
    for tag, words in (("en", "roster"), ("es", "lista"), ("ko", "명단")):
        event = events(statewide, f"{tag}/leas/port-solano/calendar.ics")[key]
        assert event.decoded("DTSTART") == date(2026, 9, 4)
        assert words in str(event["SUMMARY"])
        months = events(statewide, f"{tag}/leas/port-solano/months.ics")
        august = months["month.august.2026-27.port-solano@coordinator-handbook"]
        assert str(event["SUMMARY"]) in str(august["DESCRIPTION"])


@pytest.mark.parametrize("slug", SAMPLES)
@pytest.mark.parametrize("tag", ["en", "ko"])
def test_local_testing_is_in_the_lea_s_feed_as_on_its_page_of_dates(
    slug: str, tag: str, statewide: BuiltSite
) -> None:
    page = statewide.page(tag, f"leas/{slug}/dates/")
    rows = re.findall(r'<li id="(testing-.+?)" data-date="(.+?)">(.+?)</li>', page, re.DOTALL)
    feed = events(statewide, f"{tag}/leas/{slug}/calendar.ics")
    found = {anchor_of(uid): event for uid, event in feed.items() if uid.startswith("testing.")}
    assert set(found) == {anchor for anchor, _, _ in rows}
    for anchor, last, row in rows:
        first = re.findall(r'<time datetime="([^"]+)"', row)[0]
        event = found[anchor]
        categories: Any = event["CATEGORIES"]
        assert event.decoded("DTSTART").isoformat() == first
        assert (event.decoded("DTEND") - timedelta(days=1)).isoformat() == last
        name = re.sub(r"<[^>]+>", "", re.findall(r'<p class="name">(.+?)</p>', row)[0])
        assert unescape(name) in str(event["SUMMARY"])
        assert len(categories.cats) == 2


def anchor_of(uid: str) -> str:
    """Where the page of dates has a testing: its track, its id, its make-up."""
    _, name, _, _, track, *make_up = uid.partition("@")[0].split(".")
    return "-".join(("testing", track, name, *make_up))


def test_a_testing_leads_to_its_place_on_the_page_of_dates(hosted: BuiltSite) -> None:
    for slug, total in (("alder-creek", 8), ("manzanita-valley", 4)):
        page = hosted.page("en", f"leas/{slug}/dates/")
        found = events(hosted, f"en/leas/{slug}/calendar.ics")
        urls = [str(event["URL"]) for uid, event in found.items() if uid.startswith("testing.")]
        assert len(urls) == total
        for url in urls:
            assert url.startswith(f"{ORIGIN}/handbook/en/leas/{slug}/dates/#testing-")
            assert f'id="{url.partition("#")[2]}"' in page


# --- the ledger ---------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", [None, *SAMPLES])
def test_stamps_and_sequences_are_the_ledger_s(
    slug: str | None, statewide: BuiltSite, upstream: Path
) -> None:
    paths = (
        [f"leas/{slug}/calendar.ics"] if slug else ["calendars/statewide.ics", *PARTS, MONTHS[0]]
    )
    found = {uid: each for path in paths for uid, each in events(statewide, f"en/{path}").items()}
    ledger = ledger_of(upstream, slug)
    current = {
        key: each
        for key, each in ledger.items()
        if not each.get("cancelled") and not (slug and key.startswith("month/"))
    }
    known = {key.replace("/", ".") + "@coordinator-handbook": key for key in current}
    assert set(found) == set(known), "the ledger is behind: python3 build.py feeds record"
    for uid, event in found.items():
        version = ledger[known[uid]]
        day = date.fromisoformat(str(version["modified"]))
        stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
        assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == stamp
        assert sequence(event) == version["sequence"]
        assert event.decoded("DTSTART").isoformat() == version["day"]


@pytest.mark.parametrize("slug", SAMPLES)
def test_a_month_that_an_lea_left_alone_has_the_state_s_version(
    slug: str, statewide: BuiltSite, upstream: Path
) -> None:
    own, state = ledger_of(upstream, slug), ledger_of(upstream)
    found = events(statewide, f"en/leas/{slug}/months.ics")
    assert len(found) == 12
    for uid, event in found.items():
        month = uid.split(".")[1]
        version = own.get(f"month/{month}/2026-27/{slug}") or state[f"month/{month}/2026-27/state"]
        assert sequence(event) == version["sequence"]
    assert len([key for key in own if key.startswith("month/")]) < 12


@pytest.mark.parametrize(
    "path", ["en/calendars/statewide.ics", "en/leas/larkspur-charter/calendar.ics"]
)
def test_a_moved_date_keeps_its_identity_and_rises(
    path: str, statewide: BuiltSite, moved: BuiltSite
) -> None:
    before, after = events(statewide, path), events(moved, path)
    scope = path.split("/")[2] if "leas" in path else "state"
    uid = f"test-windows-set.2026-27.{scope}@coordinator-handbook"
    assert before[uid].decoded("DTSTART") == date(2026, 12, 1)
    assert after[uid].decoded("DTSTART") == date(2026, 12, 8)
    assert sequence(after[uid]) == sequence(before[uid]) + 1
    stamp = datetime(LATER.year, LATER.month, LATER.day, tzinfo=UTC)
    assert after[uid].decoded("LAST-MODIFIED") == after[uid].decoded("DTSTAMP") == stamp
    assert after[uid]["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(
    "path", ["en/calendars/statewide.ics", "en/leas/larkspur-charter/calendar.ics"]
)
def test_a_vanished_date_is_cancelled_before_it_goes(
    path: str, statewide: BuiltSite, moved: BuiltSite
) -> None:
    before, after = events(statewide, path), events(moved, path)
    scope = path.split("/")[2] if "leas" in path else "state"
    uid = f"caa-science-opens.2026-27.{scope}@coordinator-handbook"
    assert after[uid]["STATUS"] == "CANCELLED"
    assert sequence(after[uid]) == sequence(before[uid]) + 1
    assert after[uid].decoded("DTSTART") == before[uid].decoded("DTSTART")
    assert str(after[uid]["SUMMARY"]).strip()


def test_what_was_dropped_is_cancelled_in_every_feed_that_had_it(
    statewide: BuiltSite, moved: BuiltSite
) -> None:
    for path in (path for path in moved.of_kind(".ics") if statewide.has(path)):
        before, after = events(statewide, path), events(moved, path)
        gone = [uid for uid in before if "caa-science-opens." in uid]
        assert [str(after[uid]["STATUS"]) for uid in gone] == ["CANCELLED"] * len(gone), path
    assert "caa-science-opens" in (moved.folder / "en/calendars/caaspp.ics").read_text("utf-8")


def test_nothing_else_of_any_feed_changes(statewide: BuiltSite, moved: BuiltSite) -> None:
    changed = re.compile(r"(reminder\.)?(test-windows-set|caa-science-opens)\.")
    paths = moved.of_kind(".ics")
    assert len(paths) >= 24
    for path in paths:
        before, after = events(statewide, path), events(moved, path)
        if "/county-" in path:  # the moved site has one LEA of the county
            before = {uid: each for uid, each in before.items() if ".larkspur-charter" in uid}
        assert set(before) == set(after), path
        for uid, event in before.items():
            if not changed.match(uid):
                assert event.to_ical() == after[uid].to_ical(), (path, uid)


def test_a_build_warns_of_a_ledger_that_is_behind_and_leaves_it_alone(sites: Sites) -> None:
    def change(tree: Path) -> None:
        file = tree / "content" / "deadlines" / "2026-27.yaml"
        replace_once(file, "{kind: fixed, date: 2026-12-01}", "{kind: fixed, date: 2026-12-08}")

    tree = sites.tree("unrecorded", change)
    only = ("--only-locale", "en", "--only-lea", "larkspur-charter", "--without", "pdf")
    site = BuiltSite(sites.site("unrecorded", tree, *only))
    uid = "test-windows-set.2026-27.state@coordinator-handbook"
    event = events(site, "en/calendars/statewide.ics")[uid]
    assert sequence(event) == 1, "subscribers must see the change all the same"
    assert "C101" in run(tree, "check", "--format", "json").stdout
    assert fingerprints(tree) == sites.as_copied("unrecorded")


def test_recording_twice_changes_nothing(sites: Sites, moved: BuiltSite) -> None:
    assert moved.paths
    tree = sites.tree("moved")
    before = fingerprints(tree)
    problems, written = record_feeds(tree, LATER + timedelta(days=30))
    assert written == []
    assert [each for each in problems if each.code != "S104"] == []
    assert fingerprints(tree) == before
