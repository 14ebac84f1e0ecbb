"""What is known, what is not, and why: statuses, reasons, and rules that cannot be used."""

from __future__ import annotations

import pickle
import re

import pytest

from sitegen.content.models import Status
from sitegen.deadlines import (
    SENTENCES,
    ResolvedDeadline,
    check_lea,
    lea_tracks,
    resolve_lea,
    resolve_statewide,
    rule_book,
)
from tests.deadlines.written import (
    WINDOW_RULES,
    book_of,
    calendar_file,
    deadline_file,
    resolved_for,
)

CHAIN = (
    WINDOW_RULES
    + """
    before: {kind: offset, days: -10, unit: working, of: period-opens}
    school-day: {kind: offset, days: -1, unit: instructional, of: period-opens}
    far: {kind: offset, days: -300, unit: instructional, of: period-opens}
    same: {kind: offset, days: 0, unit: calendar, of: period-closes}
    next: {kind: offset, days: 1, unit: calendar, of: same}
    event: {kind: event}
    capped: {kind: percent, percent: 100, not-after: early}
    early: {kind: fixed, date: 2026-10-31}
    """
)
ALL = "- {id: all, name: {lang: en, text: A}, first-day: 2026-08-17, last-day: 2027-06-04"


def kinds(found: ResolvedDeadline) -> list[str]:
    return [reason.kind for reason in found.reasons]


def test_without_an_lea_what_depends_on_it_is_unknown_and_says_so() -> None:
    found = resolve_statewide(book_of(CHAIN))
    assert kinds(found["window-opens"]) == ["depends-on-lea-calendar"]
    assert kinds(found["period-opens"]) == ["depends-on-lea-period"]
    assert kinds(found["before"]) == ["counts-from-unknown", "depends-on-lea-period"]
    assert {found[one].status for one in ("window-opens", "period-opens", "before")} == {
        Status.UNKNOWN
    }


def test_without_a_selected_period_its_deadlines_wait_for_the_lea() -> None:
    lea = resolved_for(calendar_file(f"{ALL}}}"), CHAIN)
    assert lea.on_track("window-opens", "all").date is not None
    assert kinds(lea.on_track("period-opens", "all")) == ["not-set-by-lea"]
    assert kinds(lea.on_track("next", "all")) == [
        "counts-from-unknown",
        "counts-from-unknown",
        "not-set-by-lea",
    ]


def test_with_a_period_each_step_of_the_count_is_told() -> None:
    period = "period: {opens: 2027-04-12, closes: 2027-05-28}"
    lea = resolved_for(calendar_file(f"{ALL}, {period}}}"), CHAIN)
    assert kinds(lea.on_track("period-opens", "all")) == ["selected-period-opens"]
    assert kinds(lea.on_track("before", "all")) == [
        "working-days-before",
        "working-day-assumption",
        "holiday-not-counted",
    ]
    assert kinds(lea.on_track("school-day", "all")) == ["instructional-days-before"]
    assert kinds(lea.on_track("same", "all")) == ["same-day", "selected-period-closes"]
    assert kinds(lea.on_track("next", "all")) == ["calendar-days-after", "on-weekend"]
    assert str(lea.on_track("next", "all").date) == "2027-05-29"


def test_a_count_that_leaves_the_calendar_gives_no_date() -> None:
    period = "period: {opens: 2027-04-12, closes: 2027-05-28}"
    found = resolved_for(calendar_file(f"{ALL}, {period}}}"), CHAIN).on_track("far", "all")
    assert (found.date, found.status, kinds(found)) == (None, Status.UNKNOWN, ["outside-calendar"])


def test_a_ceiling_moves_a_day_back_to_the_last_school_day_before_it() -> None:
    found = resolved_for(calendar_file(f"{ALL}}}"), CHAIN).on_track("capped", "all")
    assert str(found.date) == "2026-10-30"
    assert kinds(found) == ["percent-exact", "ceiling-applied"]


def test_a_track_without_a_sound_calendar_says_so() -> None:
    broken = "- {id: all, name: {lang: en, text: A}, first-day: 2027-08-17, last-day: 2027-06-04}"
    found = resolved_for(calendar_file(broken)).on_track("window-opens", "all")
    assert (found.date, kinds(found)) == (None, ["no-calendar"])


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("confirmed", "depends-on-event"),
        ("pattern", "pattern-without-date"),
        ("unknown", "not-announced"),
    ],
)
def test_an_event_keeps_how_sure_its_rule_is(status: str, kind: str) -> None:
    found = resolve_statewide(book_of("it: {kind: event}", status=status))["it"]
    assert (found.date, found.status, kinds(found)) == (None, Status(status), [kind])


def test_what_counts_from_a_pattern_is_a_pattern() -> None:
    file = deadline_file("""
        base: {kind: fixed, date: 2027-04-01}
        later: {kind: offset, days: 7, unit: calendar, of: base}
    """)
    base, later = file.deadlines
    pattern = base.model_copy(update={"status": Status.PATTERN})
    book, problems = rule_book(file.model_copy(update={"deadlines": (pattern, later)}))
    found = resolve_statewide(book)
    assert problems == []
    assert kinds(found["base"]) == ["fixed-pattern"]
    assert (str(found["later"].date), found["later"].status) == ("2027-04-08", Status.PATTERN)


def test_a_rule_with_a_fault_is_unknown_and_so_is_what_counts_from_it() -> None:
    book, problems = rule_book(
        deadline_file("""
            a: {kind: offset, days: 1, unit: calendar, of: nothing}
            b: {kind: offset, days: 1, unit: calendar, of: a}
            c: {kind: offset, days: 1, unit: calendar, of: d}
            d: {kind: offset, days: 1, unit: calendar, of: c}
        """)
    )
    found = resolve_statewide(book)
    assert [problem.code for problem in problems] == ["D201", "D202"]
    assert {one.date for one in found.values()} == {None}
    assert kinds(found["b"]) == ["counts-from-unknown", "rule-unusable"]


def test_deadlines_keep_the_order_of_the_file() -> None:
    rules = """
        z: {kind: offset, days: 1, unit: calendar, of: a}
        m: {kind: percent, percent: 50, not-before: z}
        a: {kind: fixed, date: 2026-12-01}
    """
    assert list(resolve_statewide(book_of(rules))) == ["z", "m", "a"]
    assert list(resolved_for(calendar_file(f"{ALL}}}"), rules).by_id) == ["z", "m", "a"]


def test_a_long_chain_is_no_deep_recursion() -> None:
    rules = "\n".join(
        f"d{number}: {{kind: offset, days: 0, unit: calendar, of: d{number + 1}}}"
        for number in range(1500)
    )
    found = resolve_statewide(book_of(f"{rules}\nd1500: {{kind: fixed, date: 2026-12-01}}"))
    assert str(found["d0"].date) == "2026-12-01"


def test_an_lea_without_a_track_has_the_dates_of_the_state() -> None:
    book = book_of(WINDOW_RULES)
    statewide = resolve_statewide(book)
    lea = resolve_lea(book, statewide, ())
    assert {id_: found for id_, (found,) in lea.by_id.items()} == statewide


def test_what_holds_for_all_is_shared_and_everything_travels() -> None:
    book = book_of(CHAIN)
    statewide = resolve_statewide(book)
    file = calendar_file(f"{ALL}, period: {{opens: 2027-04-12, closes: 2027-05-28}}}}")
    lea = resolve_lea(book, statewide, lea_tracks(file))
    assert lea.by_id["window-floor"][0] is statewide["window-floor"]
    assert pickle.loads(pickle.dumps(lea)) == lea  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    "period",
    [
        "opens: 0001-01-01, closes: 9999-12-31",
        "opens: 2027-05-28, closes: 2027-04-12",
        "opens: 9999-12-31, closes: 9999-12-31",
    ],
)
def test_an_impossible_period_is_not_counted_from(period: str) -> None:
    file = calendar_file(f"{ALL}, period: {{{period}}}}}")
    lea = resolved_for(file, CHAIN)
    assert kinds(lea.on_track("before", "all")) == ["counts-from-unknown", "not-set-by-lea"]
    assert {problem.code for problem in check_lea(file, lea)} <= {"D103", "D109", "D121"}


def test_every_reason_has_a_sentence_that_names_exactly_its_values() -> None:
    period = "period: {opens: 2027-04-12, closes: 2027-05-28}"
    leas = [
        resolved_for(calendar_file(f"{ALL}{rest}}}"), CHAIN, status=status)
        for rest in ("", f", {period}")
        for status in Status
    ]
    for lea in leas:
        for found in lea.by_id.values():
            for one in found:
                for reason in one.reasons:
                    named = set(re.findall(r"\{([a-z]+)\}", SENTENCES[reason.kind]))
                    assert named <= {name for name, _ in reason.params}, reason.kind


def test_a_limit_without_a_date_leaves_the_percentage_unknown() -> None:
    rules = """
        opens: {kind: percent, percent: 66, not-before: limit}
        limit: {kind: event}
    """
    found = resolved_for(calendar_file(f"{ALL}}}"), rules).on_track("opens", "all")
    assert (found.date, kinds(found)) == (None, ["counts-from-unknown", "percent-arithmetic"])
