"""The worked examples of every rule: ``worked_examples.yaml``, each with its citation."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from sitegen.content.models import EventRule
from sitegen.deadlines import LeaTrack, Period, resolve_lea, resolve_statewide
from sitegen.deadlines.choices import (
    Choice,
    is_valid,
    judge,
    judge_lea,
    nearest_valid,
    window_of,
)
from sitegen.deadlines.clocks import clock_end
from sitegen.deadlines.holidays import state_holidays
from sitegen.problems import Source
from tests.deadlines.examples import EXAMPLES, Row, book, cited, rows, track
from tests.deadlines.written import calendar_file, problems_of, resolved_for


@pytest.mark.parametrize("row", rows("dates"))
def test_a_rule_gives_its_date(row: Row) -> None:
    rules = book(row)
    statewide = resolve_statewide(rules)
    found = statewide[row["of"]]
    if row["track"] is not None:
        found = resolve_lea(rules, statewide, (track(row),)).on_track(row["of"], "all")
    assert found.date == row["date"], cited(row)
    assert [reason.kind for reason in found.reasons] == row["reasons"]
    values = {name: str(value) for name, value in found.reasons[0].params}
    assert values | {name: str(value) for name, value in row.get("values", {}).items()} == values


@pytest.mark.parametrize("row", rows("clocks"))
def test_a_clock_ends(row: Row) -> None:
    rule = EventRule.model_validate(
        {"@": Source("worked"), "kind": "event"}
        | {key: row[key] for key in ("count", "unit", "inclusive")}
    )
    found = clock_end(rule, row["start"], row["cap"])
    assert found is not None
    assert (found.date, found.capped) == (row["date"], row["capped"]), cited(row)


@pytest.mark.parametrize("row", rows("holidays"))
def test_state_holidays_as_observed(row: Row) -> None:
    assert row["kept"] in state_holidays(row["kept"].year), cited(row)
    assert row["not"] not in state_holidays(row["not"].year), cited(row)


def choice(row: Row, name: str = "all", period: list[dt.date] | None = None) -> Choice:
    rules = book(row)
    one = track(row, name, period)
    lea = resolve_lea(rules, resolve_statewide(rules), (one,))
    chosen = Period(*(period or row["period"]))
    return Choice(name, chosen, one.calendar, window_of(lea, name))


@pytest.mark.parametrize("row", rows("choices"))
def test_a_period_is_judged(row: Row) -> None:
    one = choice(row)
    assert one.calendar is not None
    assert one.period is not None
    verdicts = judge(one.period, one.calendar, one.window)
    assert [verdict.kind for verdict in verdicts] == row["verdicts"], cited(row)
    nearest = Period(*row["nearest"]) if row["nearest"] else None
    assert {verdict.nearest for verdict in verdicts if verdict.fault} <= {nearest}
    assert one.calendar.between(one.period.opens, one.period.closes) == row["days"]
    if nearest is not None:
        assert nearest_valid(one.period, one.calendar, one.window) == nearest
        assert is_valid(nearest, one.calendar, one.window)


@pytest.mark.parametrize("row", rows("many"))
def test_the_periods_of_an_lea_are_counted(row: Row) -> None:
    found = judge_lea([choice(row, name, days) for name, days in row["periods"].items()])
    if row["total"] is None:
        assert found is None, cited(row)
        return
    assert found is not None
    assert (found.total, found.most) == (row["total"], 6), cited(row)
    assert found.shared == Period(*row["shared"])
    assert list(found.tracks) == row["tracks"]


def test_there_are_enough_rows_and_each_is_cited_and_named_once() -> None:
    tables = ("dates", "clocks", "holidays", "choices", "many")
    every = [row for table in tables for row in EXAMPLES[table]]
    assert len(every) >= 60
    assert all(row["cite"] for row in every)
    named = Counter((table, row["id"]) for table in tables for row in EXAMPLES[table])
    assert set(named.values()) == {1}


def test_every_kind_of_rule_has_a_worked_example() -> None:
    shown = {
        rule.kind
        for row in EXAMPLES["dates"]
        for deadline in book(row).order
        if str(deadline.id) == row["of"]
        for rule in [deadline.rule]
    }
    assert shown == {
        "fixed",
        "nth-weekday",
        "percent",
        "first-instructional-day",
        "last-instructional-day",
        "selected-period",
        "offset",
    }
    assert EXAMPLES["clocks"], "the kind that is left: event"


def test_each_track_has_deadlines_of_its_own() -> None:
    file = calendar_file("""
        - {id: early, name: {lang: en, text: A}, first-day: 2026-07-20, last-day: 2027-05-28}
        - {id: late, name: {lang: en, text: B}, first-day: 2026-08-31, last-day: 2027-06-18}
        - {id: same, name: {lang: en, text: C}, first-day: 2026-08-31, last-day: 2027-06-18}
    """)
    lea = resolved_for(file)
    dates = [str(one.date) for one in lea.by_track("window-opens")]
    assert dates == ["2027-02-11", "2027-03-11", "2027-03-11"]
    assert lea.earliest("window-opens").track == "early"
    assert [
        (str(date), [one.track for one in group]) for date, group in lea.distinct("window-opens")
    ] == [("2027-02-11", ["early"]), ("2027-03-11", ["late", "same"])]
    assert [one.track for one in lea.by_track("window-floor")] == [None]
    assert lea.on_track("window-floor", "late").date == dt.date(2027, 1, 12)


def test_tracks_that_share_a_period_count_once_among_the_six() -> None:
    tracks = "".join(
        f"""
        - id: t{number}
          name: {{lang: en, text: T}}
          first-day: 2026-08-17
          last-day: 2027-06-11
          period: {{opens: 2027-04-{12 + number % 5}, closes: 2027-05-28}}
        """
        for number in range(9)
    )
    assert [problem.code for problem in problems_of(tracks)] == ["D109"] * 9


def test_a_track_needs_no_more_than_its_calendar() -> None:
    assert LeaTrack("t", None, None).schedule == ()
