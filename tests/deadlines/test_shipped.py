"""The shipped deadlines and the five sample LEAs, read as the build reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content.files import Tree
from sitegen.content.loading import Loader, load_lea
from sitegen.content.models import LeaKind, Status
from sitegen.deadlines import (
    LeaDeadlines,
    check_lea,
    lea_tracks,
    resolve_lea,
    resolve_statewide,
    rule_book,
)
from sitegen.problems import Problems

ROOT = Path(__file__).parents[2]
YEAR = "2026-27"
SAMPLES = {
    "alder-creek": LeaKind.SMALL,
    "larkspur-charter": LeaKind.CHARTER,
    "manzanita-valley": LeaKind.MEDIUM,
    "port-solano": LeaKind.LARGE,
    "sierra-vista-coe": LeaKind.COUNTY_OFFICE,
}

LOADED = Loader(Tree(ROOT, Problems())).load()


def deadlines_of(slug: str) -> LeaDeadlines:
    assert LOADED.handbook is not None
    book, _ = rule_book(LOADED.handbook.deadline_files[YEAR])
    lea = load_lea(Tree(ROOT, Problems()), slug)
    assert lea is not None
    return resolve_lea(book, resolve_statewide(book), lea_tracks(lea.calendars[YEAR]))


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
    ("slug", "track", "opens", "closes", "settings"),
    [
        ("alder-creek", "traditional", "2027-03-03", "2027-06-04", "2027-04-16"),
        ("larkspur-charter", "charter", "2027-03-03", "2027-06-02", "None"),
        ("manzanita-valley", "traditional", "2027-03-01", "2027-06-03", "2027-03-19"),
        ("manzanita-valley", "year-round", "2027-03-02", "2027-06-17", "2027-03-19"),
        ("port-solano", "elementary-and-middle", "2027-03-08", "2027-06-10", "2027-04-02"),
        ("port-solano", "high", "2027-03-08", "2027-06-10", "2027-03-12"),
        ("port-solano", "early-start", "2027-02-24", "2027-06-04", "2027-03-19"),
        ("sierra-vista-coe", "special-classes", "2027-03-03", "2027-06-04", "2027-04-02"),
        ("sierra-vista-coe", "court-and-community", "2027-03-02", "2027-06-25", "2027-03-12"),
    ],
)
def test_the_dates_of_the_samples(
    slug: str, track: str, opens: str, closes: str, settings: str
) -> None:
    lea = deadlines_of(slug)
    found = [
        str(lea.on_track(id_, track).date)
        for id_ in ("window-opens", "window-closes", "settings-ready")
    ]
    assert found == [opens, closes, settings]
