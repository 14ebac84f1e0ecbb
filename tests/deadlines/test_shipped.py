"""The shipped deadlines and the five sample LEAs, read as the build reads them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import get_args

import pytest

from sitegen.content.files import Tree
from sitegen.content.loading import Loader, load_lea
from sitegen.content.models import EventRule, LeaKind, Rule, Status
from sitegen.deadlines import (
    LeaDeadlines,
    LeaTrack,
    Reason,
    check_lea,
    lea_tracks,
    resolve_lea,
    resolve_statewide,
    rule_book,
)
from sitegen.problems import Problems

ROOT = Path(__file__).parents[2]
YEAR = "2026-27"
RULES = get_args(get_args(Rule)[0])
SAMPLES = {
    "alder-creek": LeaKind.SMALL,
    "larkspur-charter": LeaKind.CHARTER,
    "manzanita-valley": LeaKind.MEDIUM,
    "port-solano": LeaKind.LARGE,
    "sierra-vista-coe": LeaKind.COUNTY_OFFICE,
}

LOADED = Loader(Tree(ROOT, Problems())).load()


def tracks_of(slug: str) -> tuple[LeaTrack, ...]:
    lea = load_lea(Tree(ROOT, Problems()), slug)
    assert lea is not None
    return lea_tracks(lea.calendars[YEAR])


def deadlines_of(slug: str) -> LeaDeadlines:
    assert LOADED.handbook is not None
    book, _ = rule_book(LOADED.handbook.deadline_files[YEAR])
    return resolve_lea(book, resolve_statewide(book), tracks_of(slug))


def test_the_rules_of_the_year_are_sound() -> None:
    assert LOADED.handbook is not None
    _, problems = rule_book(LOADED.handbook.deadline_files[YEAR])
    assert problems == []


def test_a_copy_of_the_file_for_next_year_is_refused_until_it_is_read_again() -> None:
    assert LOADED.handbook is not None
    file = LOADED.handbook.deadline_files[YEAR]
    copy = file.model_copy(update={"year": type(file.year)("2027-28", file.year.at)})
    codes = {problem.code for problem in rule_book(copy)[1]}
    assert codes == {"D203", "D206"}


@pytest.mark.parametrize(
    ("id_", "expected", "status"),
    [
        ("lea-designation", "2026-07-01", "confirmed"),
        ("new-toms-roles", "2026-07-03", "confirmed"),
        ("interim-close-2025-26", "2026-08-05", "confirmed"),
        ("caa-science-opens", "2026-09-15", "confirmed"),
        ("public-results", "2026-10-15", "confirmed"),
        ("secure-browser-cutoff", "2026-10-31", "confirmed"),
        ("test-windows-set", "2026-12-01", "confirmed"),
        ("window-floor", "2027-01-12", "confirmed"),
        ("elpac-summative-opens", "2027-02-01", "pattern"),
        ("elpac-designation-next", "2027-04-01", "pattern"),
        ("elpac-summative-closes", "2027-05-31", "pattern"),
        ("lea-designation-next", "2027-07-01", "confirmed"),
        ("one-percent-survey", "None", "pattern"),
        ("lea-preview", "None", "pattern"),
        ("apportionment-review", "None", "unknown"),
        ("stairs-24-hours", "None", "confirmed"),
        ("window-opens", "None", "unknown"),
    ],
)
def test_the_dates_of_the_whole_state(id_: str, expected: str, status: str) -> None:
    assert LOADED.handbook is not None
    book, _ = rule_book(LOADED.handbook.deadline_files[YEAR])
    found = resolve_statewide(book)[id_]
    assert (str(found.date), found.status) == (expected, Status(status))


@pytest.mark.parametrize("slug", SAMPLES)
def test_a_sample_is_fictional_and_has_no_fault(slug: str) -> None:
    lea = load_lea(Tree(ROOT, Problems()), slug)
    assert lea is not None
    assert (lea.profile.sample, lea.profile.kind) == (True, SAMPLES[slug])
    assert lea.profile.cds.startswith("00"), "no county has the code 00"
    assert check_lea(lea.calendars[YEAR], deadlines_of(slug)) == []


@pytest.mark.parametrize(
    ("slug", "track", "opens", "closes", "settings", "summer"),
    [
        ("alder-creek", "traditional", "2027-03-03", "2027-06-04", "2027-04-16", "2026-09-16"),
        ("larkspur-charter", "charter", "2027-03-03", "2027-06-02", "None", "2026-09-09"),
        ("manzanita-valley", "traditional", "2027-03-01", "2027-06-03", "2027-03-19", "2026-09-04"),
        ("manzanita-valley", "year-round", "2027-03-02", "2027-06-17", "2027-03-19", "2026-08-18"),
        (
            "port-solano",
            "elementary-and-middle",
            "2027-03-08",
            "2027-06-10",
            "2027-04-02",
            "2026-09-21",
        ),
        ("port-solano", "high", "2027-03-08", "2027-06-10", "2027-03-12", "2026-09-21"),
        ("port-solano", "early-start", "2027-02-24", "2027-06-04", "2027-03-19", "2026-08-21"),
        (
            "sierra-vista-coe",
            "special-classes",
            "2027-03-03",
            "2027-06-04",
            "2027-04-02",
            "2026-09-16",
        ),
        (
            "sierra-vista-coe",
            "court-and-community",
            "2027-03-02",
            "2027-06-25",
            "2027-03-12",
            "2026-07-31",
        ),
        ("sierra-vista-coe", "nonpublic", "2027-03-02", "2027-06-11", "2027-03-26", "2026-09-04"),
    ],
)
def test_the_dates_of_the_samples(
    slug: str, track: str, opens: str, closes: str, settings: str, summer: str
) -> None:
    lea = deadlines_of(slug)
    found = [
        str(lea.on_track(id_, track).date)
        for id_ in ("window-opens", "window-closes", "settings-ready", "ssr-late-20-working-days")
    ]
    assert found == [opens, closes, settings, summer]


def kinds(slug: str, id_: str, track: str) -> list[str]:
    return [reason.kind for reason in deadlines_of(slug).on_track(id_, track).reasons]


def test_the_two_dates_for_unlisted_resources_are_compared() -> None:
    """The checklist's two weeks and the manual's ten business days differ over Cesar Chavez Day."""
    track = ("sierra-vista-coe", "special-classes")
    assert kinds(track[0], "unlisted-resources-checklist", track[1])[-1] == "beside-earlier"
    assert kinds(track[0], "unlisted-resources-manual", track[1])[-1] == "beside-later"
    assert kinds("alder-creek", "unlisted-resources-manual", "traditional")[-1] == "beside-same"


def test_a_date_on_a_weekend_or_a_holiday_says_so() -> None:
    assert LOADED.handbook is not None
    book, _ = rule_book(LOADED.handbook.deadline_files[YEAR])
    found = resolve_statewide(book)
    assert found["secure-browser-cutoff"].reasons[-1] == Reason.of(
        "on-weekend", date=dt.date(2026, 10, 31), before=dt.date(2026, 10, 30)
    )
    assert found["elpac-summative-closes"].reasons[-1] == Reason.of(
        "on-holiday", date=dt.date(2027, 5, 31), before=dt.date(2027, 5, 28)
    )


def test_every_layer_of_the_state_has_dates_and_a_clock_has_its_count() -> None:
    assert LOADED.handbook is not None
    deadlines = LOADED.handbook.deadlines(YEAR)
    assert {each.layer for each in deadlines.values()} == {"caaspp", "elpac", "interim"}
    clocks = {
        id_: (rule.count, str(rule.unit), rule.inclusive)
        for id_, each in deadlines.items()
        if isinstance(rule := each.rule, EventRule) and rule.count is not None
    }
    assert clocks == {
        "sis-credentials": (365, "calendar", False),
        "stairs-24-hours": (24, "hours", False),
        "expires-smarter-balanced-pt": (15, "calendar", True),
        "expires-45-days": (45, "calendar", True),
        "expires-caa-science": (45, "calendar", True),
        "ssr-20-working-days": (20, "working", False),
        "elpac-initial-30-days": (30, "calendar", False),
        "expires-elpac-initial": (30, "calendar", True),
        "expires-elpac-speaking-writing": (20, "calendar", True),
        "expires-elpac-listening-reading": (45, "calendar", True),
        "elpac-paper-request": (-21, "calendar", False),
        "elpac-ssr-30-days": (30, "calendar", False),
    }


def test_the_document_names_every_deadline_and_every_kind_of_rule() -> None:
    assert LOADED.handbook is not None
    text = (ROOT / "docs" / "deadlines.md").read_text(encoding="utf-8")
    kinds, _, rest = text.partition("## A testing period")
    deadlines = LOADED.handbook.deadlines(YEAR)
    table = rest.partition("## Every date")[2]
    named = set(re.findall(r"`([a-z0-9-]+)`", table)) - {"schedule"}
    assert named == set(deadlines)
    shown = set(re.findall(r"^\| `([a-z-]+)` \|", kinds, re.MULTILINE))
    assert shown == {rule.model_fields["kind"].annotation.__args__[0] for rule in RULES}


def test_the_samples_show_what_a_calendar_can_say() -> None:
    tracks = [track for slug in SAMPLES for track in tracks_of(slug)]
    assert {track.kind for track in tracks} == {"schools", "court", "nonpublic"}
    assert {off.kind for track in tracks for off in (*track.off, *track.minimum)} == {
        "holiday",
        "break",
        "staff",
        "other",
        "minimum",
    }
    testings = [testing for track in tracks for testing in track.schedule]
    assert any(len(testing.make_ups) > 1 for testing in testings)
    assert {testing.level for testing in testings} == {None, "elementary", "middle", "high"}
    assert any(testing.names for testing in testings)
