"""What ``build.py feeds record`` writes after a change to an LEA, and what subscribers then see.

Each row is one change to a small site whose ledgers were recorded on one day, and all that differs
in the LEA's ledger when it is recorded on a later one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from icalendar import Calendar, Event

from sitegen.cli import main
from sitegen.feeds import has_reminder, key_of_testing
from sitegen.recording import record_feeds
from tests.content.trees import ROOT, lay_minimal

LEA = "content/leas/oak-grove"
LEDGER, STATE_LEDGER = f"{LEA}/feed-ledger.yaml", "content/feed-ledger.yaml"
OVERLAY, CALENDAR = f"{LEA}/overlay.yaml", f"{LEA}/calendars/2026-27.yaml"
FIRST, LATER = date(2026, 11, 2), date(2026, 11, 20)

OWN_DATE = """\
  - op: add
    deadline:
      id: local-board-report
      title: {lang: en, text: Report to the board}
      date: 2026-10-20
"""
OWN_TASK = """\
  - op: add
    timeframe: august
    task:
      id: local-count
      title: {lang: en, text: Count the devices}
      topic: communication
"""
ELA = """\
      - id: ela
        subjects: [ela]
        first: 2027-04-26
        last: 2027-04-29
        make-ups: [{first: 2027-05-17, last: 2027-05-18}, {first: 2027-05-24, last: 2027-05-24}]
"""
SCIENCE = """\
      - {id: science, grades: ["5"], subjects: [science], first: 2027-05-10, last: 2027-05-10}
"""

BOARD = "local-board-report/2026-27/oak-grove"
TESTING = "testing/ela/2026-27/oak-grove/all-schools"
FIRST_MAKE_UP, SECOND_MAKE_UP = f"{TESTING}/make-up-1", f"{TESTING}/make-up-2"
JULY, AUGUST = "month/july/2026-27/oak-grove", "month/august/2026-27/oak-grove"

Entry = Mapping[str, object]


@dataclass(frozen=True)
class Row:
    """One change: ``old`` becomes ``new`` in a file; ``then`` is all that is new in the ledger,
    each event with its days, its SEQUENCE and whether it is cancelled."""

    file: str
    old: str
    new: str
    then: Mapping[str, tuple[str, int, bool]]


ROWS = {
    "a date of its own is moved": Row(
        OVERLAY, "date: 2026-10-20", "date: 2026-10-27", {BOARD: ("2026-10-27", 1, False)}
    ),
    "a date of its own is called otherwise": Row(
        OVERLAY, "Report to the board", "Report", {BOARD: ("2026-10-20", 1, False)}
    ),
    "a date of its own is dropped": Row(OVERLAY, OWN_DATE, "", {BOARD: ("2026-10-20", 1, True)}),
    "a date of its own leaves the feed": Row(
        OVERLAY,
        "date: 2026-10-20",
        "date: 2026-10-20\n      feed: false",
        {BOARD: ("2026-10-20", 1, True)},
    ),
    "a testing is moved": Row(
        CALENDAR,
        "first: 2027-04-26\n        last: 2027-04-29",
        "first: 2027-05-03\n        last: 2027-05-06",
        {TESTING: ("2027-05-03 2027-05-06", 1, False)},
    ),
    "a testing takes a day longer": Row(
        CALENDAR,
        "last: 2027-04-29",
        "last: 2027-04-30",
        {TESTING: ("2027-04-26 2027-04-30", 1, False)},
    ),
    "a testing is of one day": Row(
        CALENDAR, "last: 2027-04-29", "last: 2027-04-26", {TESTING: ("2027-04-26", 1, False)}
    ),
    "what is tested changes, so its make-ups do too": Row(
        CALENDAR,
        "id: ela\n        subjects: [ela]",
        "id: ela\n        subjects: [ela, mathematics]",
        {
            TESTING: ("2027-04-26 2027-04-29", 1, False),
            FIRST_MAKE_UP: ("2027-05-17 2027-05-18", 1, False),
            SECOND_MAKE_UP: ("2027-05-24", 1, False),
        },
    ),
    "a testing is dropped with its make-ups": Row(
        CALENDAR,
        ELA,
        "",
        {
            TESTING: ("2027-04-26 2027-04-29", 1, True),
            FIRST_MAKE_UP: ("2027-05-17 2027-05-18", 1, True),
            SECOND_MAKE_UP: ("2027-05-24", 1, True),
        },
    ),
    "the first of two make-ups is dropped": Row(
        CALENDAR,
        "{first: 2027-05-17, last: 2027-05-18}, ",
        "",
        {FIRST_MAKE_UP: ("2027-05-24", 1, False), SECOND_MAKE_UP: ("2027-05-24", 1, True)},
    ),
    "the lines of the schedule change places": Row(CALENDAR, ELA + SCIENCE, SCIENCE + ELA, {}),
    "a task that it called otherwise is called otherwise again": Row(
        OVERLAY, "Agree on the test windows", "Agree on windows", {JULY: ("2026-07-01", 1, False)}
    ),
    "a month that was the state’s gets a task": Row(
        OVERLAY, OWN_DATE, OWN_DATE + OWN_TASK, {AUGUST: ("2026-08-01", 1, False)}
    ),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, its LEA with a date of its own and a local schedule; all recorded."""
    lay_minimal(tmp_path)
    for path, more in ((OVERLAY, OWN_DATE), (CALENDAR, f"    schedule:\n{ELA}{SCIENCE}")):
        with (tmp_path / path).open("a", encoding="utf-8") as file:
            file.write(more)
    recorded(tmp_path, FIRST)
    return tmp_path


def recorded(root: Path, day: date) -> dict[str, Entry]:
    """The LEA's ledger by event after it was recorded on ``day``."""
    problems, _ = record_feeds(root, day)
    assert [str(each) for each in problems] == []
    file = yaml.safe_load((root / LEDGER).read_text(encoding="utf-8"))
    return {entry["event"]: entry for entry in file["events"]}


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def said(entry: Entry) -> tuple[object, object, object]:
    days = " ".join(str(entry[name]) for name in ("day", "last") if name in entry)
    return days, entry["sequence"], entry.get("cancelled", False)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_change_is_recorded_and_nothing_else(row: Row, site: Path) -> None:
    before, state = recorded(site, FIRST), (site / STATE_LEDGER).read_bytes()
    change(site, row.file, row.old, row.new)
    after = recorded(site, LATER)
    new = {key: entry for key, entry in after.items() if before.get(key) != entry}
    assert {key: said(entry) for key, entry in new.items()} == row.then
    assert {entry["modified"] for entry in new.values()} <= {LATER.isoformat()}
    assert set(before) <= set(after)
    assert (site / STATE_LEDGER).read_bytes() == state


def test_recorded_twice_is_recorded_once(site: Path) -> None:
    before = (site / LEDGER).read_bytes()
    assert record_feeds(site, LATER) == ([], [])
    assert (site / LEDGER).read_bytes() == before


@pytest.mark.parametrize(
    ("path", "lines", "event"), [(OVERLAY, OWN_DATE, BOARD), (CALENDAR, ELA, TESTING)]
)
def test_what_comes_back_is_the_same_event(path: str, lines: str, event: str, site: Path) -> None:
    before = recorded(site, FIRST)[event]
    text = (site / path).read_text(encoding="utf-8")
    change(site, path, lines, "")
    recorded(site, LATER)
    (site / path).write_text(text, encoding="utf-8")
    after = recorded(site, LATER + timedelta(days=1))[event]
    assert said(after) == (said(before)[0], 2, False)
    assert after["fingerprint"] == before["fingerprint"]


@pytest.mark.parametrize(
    "event",
    [
        "designation/2025-26/oak-grove",
        "month/july/2025-26/oak-grove",
        "testing/ela/2025-26/oak-grove/all-schools/make-up-1",
        "local-board-report/2025-26/oak-grove",
    ],
)
@pytest.mark.parametrize("cancelled", [False, True])
def test_earlier_school_years_are_dropped(event: str, cancelled: bool, site: Path) -> None:
    before = (site / LEDGER).read_bytes()
    entry = {
        "event": event,
        "day": "2026-01-15",
        "title": "Of the year before",
        "fingerprint": "0123456789ab",
        "sequence": 3,
        "modified": "2026-01-10",
        "cancelled": cancelled,
    }
    with (site / LEDGER).open("a", encoding="utf-8") as file:
        yaml.safe_dump([entry], file, sort_keys=False)
    recorded(site, LATER)
    assert (site / LEDGER).read_bytes() == before


# --- and the feeds say so -----------------------------------------------------------------------


def feed(root: Path, name: str) -> dict[str, Event]:
    out = root / "site"
    options = ["--only-locale", "en", "--without", "pdf", "--jobs", "1", "--out", str(out)]
    assert main(options, root) == 0
    calendar = Calendar.from_ical((out / f"en/leas/oak-grove/{name}.ics").read_bytes())
    return {str(each["UID"]): each for each in calendar.walk("VEVENT") if isinstance(each, Event)}


def uid(key: str) -> str:
    return f"{key.replace('/', '.')}@coordinator-handbook"


def test_subscribers_see_what_moved_and_what_was_cancelled(site: Path) -> None:
    (site / "layouts").symlink_to(ROOT / "layouts")
    before = feed(site, "calendar")
    change(site, OVERLAY, "date: 2026-10-20", "date: 2026-10-27")
    change(site, CALENDAR, ELA, "")
    recorded(site, LATER)
    after = feed(site, "calendar")
    assert set(after) == set(before)
    board = after[uid(BOARD)]
    assert (board["SEQUENCE"], board["STATUS"]) == (1, "CONFIRMED")
    assert board.decoded("DTSTART") == date(2026, 10, 27)
    gone = {uid(TESTING), uid(FIRST_MAKE_UP), uid(SECOND_MAKE_UP)}
    for key in gone:
        assert (after[key]["SEQUENCE"], after[key]["STATUS"]) == (1, "CANCELLED")
        assert after[key].decoded("DTSTART") == before[key].decoded("DTSTART")
        assert after[key].decoded("DTEND") == before[key].decoded("DTEND")
        assert after[key]["SUMMARY"] == before[key]["SUMMARY"]
    for key in set(before) - gone - {uid(BOARD)}:
        assert after[key].to_ical() == before[key].to_ical()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("designation/2026-27/oak-grove", True),
        (BOARD, True),
        (key_of_testing("ela", "2026-27", "oak-grove", "all-schools"), True),
        (key_of_testing("ela", "2026-27", "oak-grove", "all-schools", 2), False),
        ("period-opens/2026-27/oak-grove/make-up-1", True),
        (JULY, False),
    ],
)
def test_dates_and_testings_have_an_entry_a_week_before(key: str, *, expected: bool) -> None:
    assert has_reminder(key) is expected
