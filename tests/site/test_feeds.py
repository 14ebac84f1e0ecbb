"""Calendar feeds as the strictest reader takes them, and what subscribers see when dates move.

No one validator finds every fault of a feed: unfolded lines, bare line feeds and doubled UIDs
pass most of them. So the bytes are looked at here, besides being read by ``icalendar``.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml
from icalendar import Calendar, Event

from sitegen.recording import record_feeds
from tests.site.sites import LOCALES, SAMPLES, BuiltSite, Sites, fingerprints, replace_once, run

pytestmark = pytest.mark.xdist_group("feeds")

LATER = date(2026, 12, 24)
NAMES = ("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL;VALUE=DURATION", "X-PUBLISHED-TTL")
FEEDS = ["calendars/statewide.ics", *(f"leas/{slug}/calendar.ics" for slug in SAMPLES)]


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


def test_lines_end_in_crlf_and_are_at_most_75_octets(feed: bytes) -> None:
    assert feed.endswith(b"END:VCALENDAR\r\n")
    lines = feed.split(b"\r\n")
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # a fold that splits a character leaves bytes that are no UTF-8


def test_every_component_is_closed_and_no_line_is_a_fragment(feed: bytes) -> None:
    open_components: list[str] = []
    for line in unfolded(feed):
        assert re.match(r"[A-Z][A-Z0-9-]*[;:]", line), line
        if line.startswith("BEGIN:"):
            open_components.append(line[6:])
        elif line.startswith("END:"):
            assert open_components.pop() == line[4:]
    assert open_components == []


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
    assert len(found) >= 10
    assert feed.count(b"BEGIN:VEVENT") == len(found), "a UID stands twice"
    assert feed.count(b"DTSTART;VALUE=DATE:") == feed.count(b"DTEND;VALUE=DATE:") == len(found)
    for uid, event in found.items():
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is date
        assert end - start == timedelta(days=1), uid
        assert str(event["SUMMARY"]).strip(), uid
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["STATUS"] == "CONFIRMED"


def test_the_identity_of_an_event_is_made_of_ids_alone(feed: bytes) -> None:
    for uid in events_of(feed):
        name = re.compile(r"[a-z0-9-]+\.2026-27\.[a-z0-9-]+(\.[a-z0-9-]+)?@coordinator-handbook")
        assert name.fullmatch(uid), uid
        assert not re.search(r"20\d{6}|\d{4}-\d\d-\d\d", uid)


def test_the_languages_of_a_feed_differ_in_words_only(statewide: BuiltSite) -> None:
    for path in FEEDS:
        english = {
            uid: (event.decoded("DTSTART"), sequence(event))
            for uid, event in events(statewide, f"en/{path}").items()
        }
        for tag in LOCALES[1:]:
            other = events(statewide, f"{tag}/{path}")
            found = {uid: (each.decoded("DTSTART"), sequence(each)) for uid, each in other.items()}
            assert found == english, (tag, path)


# --- the ledger ---------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", [None, *SAMPLES])
def test_stamps_and_sequences_are_the_ledger_s(
    slug: str | None, statewide: BuiltSite, upstream: Path
) -> None:
    path = f"en/leas/{slug}/calendar.ics" if slug else "en/calendars/statewide.ics"
    found = events(statewide, path)
    ledger = ledger_of(upstream, slug)
    current = {key: each for key, each in ledger.items() if not each.get("cancelled")}
    known = {key.replace("/", ".") + "@coordinator-handbook": key for key in current}
    assert set(found) == set(known), "the ledger is behind: python3 build.py feeds record"
    for uid, event in found.items():
        version = ledger[known[uid]]
        day = date.fromisoformat(str(version["modified"]))
        stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
        assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == stamp
        assert sequence(event) == version["sequence"]
        assert event.decoded("DTSTART").isoformat() == version["day"]


@pytest.fixture(scope="module")
def moved(sites: Sites) -> BuiltSite:
    """The site after the state moved one date and dropped another, the ledger recorded."""

    def change(tree: Path) -> None:
        file = tree / "content" / "deadlines" / "2026-27.yaml"
        replace_once(file, "{kind: fixed, date: 2026-12-01}", "{kind: fixed, date: 2026-12-08}")
        _drop_a_deadline(file)
        problems, written = record_feeds(tree, LATER)
        assert [each for each in problems if each.code != "S104"] == []
        assert "content/feed-ledger.yaml" in written

    tree = sites.tree("moved", change)
    only = ("--only-locale", "en", "--only-lea", "larkspur-charter", "--without", "pdf")
    return BuiltSite(sites.site("moved", tree, *only))


def _drop_a_deadline(file: Path) -> None:
    """Make the opening of the CAA for Science a date that nobody knows."""
    text = file.read_text(encoding="utf-8")
    start = text.index("  - id: caa-science-opens\n")
    end = text.index("\n  - id:", start + 1)
    entry = text[start:end]
    undated = re.sub(r"rule: \{.*\}", "rule: {kind: event}", entry)
    undated = re.sub(r"status: \w+", "status: unknown", undated)
    assert undated != entry
    file.write_text(text.replace(entry, undated), encoding="utf-8")


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


@pytest.mark.parametrize(
    "path", ["en/calendars/statewide.ics", "en/leas/larkspur-charter/calendar.ics"]
)
def test_nothing_else_of_a_feed_changes(path: str, statewide: BuiltSite, moved: BuiltSite) -> None:
    before, after = events(statewide, path), events(moved, path)
    changed = ("test-windows-set.", "caa-science-opens.")
    assert set(before) == set(after)
    for uid, event in before.items():
        if not uid.startswith(changed):
            assert event.to_ical() == after[uid].to_ical(), uid


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
