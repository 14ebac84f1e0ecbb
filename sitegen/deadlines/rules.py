"""The deadlines of a year, put in an order in which each follows those it counts from.

The kinds of rule are a closed set (:data:`sitegen.content.models.Rule`). What is wrong with
the rules themselves, apart from any LEA, is found here (codes D201 to D208).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from sitegen.content.models import (
    Deadline,
    DeadlineFile,
    EventRule,
    FirstDayRule,
    FixedRule,
    LastDayRule,
    NthWeekdayRule,
    OffsetRule,
    PercentRule,
    PeriodRule,
    Rule,
)
from sitegen.content.scalars import Marked
from sitegen.deadlines.calendar_checks import spoken
from sitegen.deadlines.calendars import SchoolYear
from sitegen.deadlines.holidays import nth_weekday
from sitegen.problems import Problem, Source, did_you_mean

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
MOST_OFFSET = 366
_WHOLE, _LAST_MONTH, _MOST_WEEKS = 100, 12, 5


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The deadlines of one school year, ready to be resolved.

    ``order`` has every deadline after those it counts from; ``ids`` are in the file's
    order; ``local`` are the ids that need an LEA's calendar or period; ``unusable`` those
    whose rule has a fault, which resolve to unknown; ``beside`` names, for an id, the deadline
    whose date is compared with its own.
    """

    year: SchoolYear
    ids: tuple[str, ...]
    order: tuple[Deadline, ...]
    local: frozenset[str]
    unusable: frozenset[str]
    beside: Mapping[str, str]


def rule_book(file: DeadlineFile) -> tuple[RuleBook, list[Problem]]:
    """The rule book of a deadline file, and all that is wrong with its rules.

    Where an id stands twice, the first counts (the duplicate is reported where ids are).
    """
    year = SchoolYear.named(file.year)
    deadlines: dict[str, Deadline] = {}
    for deadline in file.deadlines:
        deadlines.setdefault(str(deadline.id), deadline)
    problems: list[Problem] = []
    unusable: set[str] = set()
    for id_, deadline in deadlines.items():
        found = [*_validity(deadline, year), *_rule(deadline, year, deadlines)]
        problems.extend(found)
        if found:
            unusable.add(id_)
    order, cycles = _ordered(deadlines)
    for cycle in cycles:
        problems.append(_cycle(cycle, deadlines))
        unusable.update(cycle)
    book = RuleBook(
        year,
        tuple(deadlines),
        tuple(deadlines[id_] for id_ in order),
        _local(order, deadlines),
        frozenset(unusable),
        {
            id_: str(deadline.beside)
            for id_, deadline in deadlines.items()
            if deadline.beside in deadlines
        },
    )
    return book, problems


def counts_from(rule: Rule) -> tuple[Marked, ...]:
    """The ids of the deadlines that a rule needs."""
    if isinstance(rule, OffsetRule):
        return (rule.of,)
    if isinstance(rule, PercentRule):
        return tuple(id_ for id_ in (rule.not_before, rule.not_after) if id_ is not None)
    return ()


def _named(deadline: Deadline) -> Iterator[Marked]:
    """The ids of all other deadlines that a deadline names."""
    yield from counts_from(deadline.rule)
    if deadline.beside is not None:
        yield deadline.beside
    if isinstance(deadline.rule, EventRule) and deadline.rule.not_after is not None:
        yield deadline.rule.not_after


def _local(order: list[str], deadlines: Mapping[str, Deadline]) -> frozenset[str]:
    local: set[str] = set()
    for id_ in order:
        rule = deadlines[id_].rule
        own = isinstance(rule, PercentRule | FirstDayRule | LastDayRule | PeriodRule) or (
            isinstance(rule, OffsetRule) and rule.unit == "instructional"
        )
        if own or any(str(other) in local for other in counts_from(rule)):
            local.add(id_)
    return frozenset(local)


def _ordered(deadlines: Mapping[str, Deadline]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The ids, each after those it counts from, and the cycles, whose members come last."""
    needs = {
        id_: tuple(str(other) for other in counts_from(deadline.rule) if other in deadlines)
        for id_, deadline in deadlines.items()
    }
    cycles: list[tuple[str, ...]] = []
    while True:
        try:
            return list(TopologicalSorter(needs).static_order()), cycles
        except CycleError as error:
            # graphlib lists the cycle from the needed to the needing, its first id twice.
            members = tuple(reversed(error.args[1][1:]))
            first = min(range(len(members)), key=lambda at: list(deadlines).index(members[at]))
            cycles.append(members[first:] + members[:first])
            needs |= dict.fromkeys(members, ())


def _cycle(cycle: tuple[str, ...], deadlines: Mapping[str, Deadline]) -> Problem:
    path = " → ".join((*cycle, cycle[0]))
    return Problem(
        "D202",
        deadlines[cycle[0]].id.at,
        f"these deadlines count from each other: {path}",
        "one of them needs a rule that counts from none of the others",
    )


def _validity(deadline: Deadline, year: SchoolYear) -> Iterator[Problem]:
    """``school-years`` is empty (always), one year (from then on) or the first and the last."""
    years = deadline.school_years
    if not years:
        return
    first, last = years[0], years[1] if len(years) > 1 else None
    if last is not None and last < first:
        yield Problem(
            "D204",
            first.at,
            f"the rule holds from {first} to {last}, which is backwards",
            "write the first school year first",
        )
    elif year.name < first or (last is not None and year.name > last):
        until = f"to {last}" if last is not None else "on"
        yield Problem(
            "D203",
            first.at,
            f"the rule of “{deadline.id}” holds from {first} {until}, not in {year.name}",
            "read the rule again for this year, then correct it and its school-years",
        )


def _rule(deadline: Deadline, year: SchoolYear, known: Mapping[str, Deadline]) -> Iterator[Problem]:
    rule = deadline.rule
    for other in _named(deadline):
        if other not in known:
            verb = "counts from" if other in counts_from(rule) else "names"
            message = f"“{deadline.id}” {verb} “{other}”, which is no deadline"
            yield Problem("D201", other.at, message, did_you_mean(other, known))
    if isinstance(rule, FixedRule):
        yield from _near(rule.at, rule.date, year)
    elif isinstance(rule, LastDayRule) and rule.not_after is not None:
        yield from _near(rule.at, rule.not_after, year)
    else:
        for message, hint in _numbers(rule, year):
            yield Problem("D205", rule.at, message, hint)


def _near(at: Source, day: dt.date, year: SchoolYear) -> Iterator[Problem]:
    # The next designation is due on the first day after the year, so July belongs to it.
    last = dt.date(year.last.year, 7, 31)
    if not year.first <= day <= last:
        yield Problem(
            "D206",
            at,
            f"{spoken(day)} is no day of the school year {year.name}",
            f"a day from {year.first} to {last} belongs here: look at the year",
        )


def _numbers(rule: Rule, year: SchoolYear) -> Iterator[tuple[str, str]]:
    if isinstance(rule, PercentRule) and not 1 <= rule.percent <= _WHOLE:
        yield f"{rule.percent} is no percentage of a year", "1 to 100"
    if isinstance(rule, OffsetRule):
        if abs(rule.days) > MOST_OFFSET:
            yield f"{rule.days} days are more than a year", f"{-MOST_OFFSET} to {MOST_OFFSET}"
        if rule.inclusive and rule.days == 0:
            yield "0 days cannot have a day 1", "take inclusive away, or count days"
    if isinstance(rule, EventRule):
        yield from _clock(rule)
    if isinstance(rule, NthWeekdayRule):
        if not 1 <= rule.month <= _LAST_MONTH:
            yield f"there is no month {rule.month}", "1 (January) to 12 (December)"
        elif not 1 <= rule.nth <= _MOST_WEEKS:
            yield f"no month has a {rule.weekday.capitalize()} number {rule.nth}", "1 to 5"
        elif nth_day(rule, year) is None:
            month = f"{year.in_month(rule.month)}-{rule.month:02}"
            yield f"{month} has no {rule.weekday.capitalize()} number {rule.nth}", "1 to 4"


def _clock(rule: EventRule) -> Iterator[tuple[str, str]]:
    if (rule.count is None) != (rule.unit is None):
        yield "a count has a unit, and a unit a count", "count: 24, unit: hours"
    elif rule.count is None:
        if rule.inclusive or rule.not_after is not None:
            yield "nothing is counted from this event", "give its count and unit"
    elif rule.count == 0:
        yield "a count of 0 counts nothing", "take it away, or count from 1"
    elif rule.unit in ("minutes", "hours"):
        if rule.count < 0 or rule.inclusive:
            yield f"{rule.unit} are counted from the event on", "write a count above 0"
    elif abs(rule.count) > MOST_OFFSET:
        yield f"{rule.count} days are more than a year", f"{-MOST_OFFSET} to {MOST_OFFSET}"


def nth_day(rule: NthWeekdayRule, year: SchoolYear) -> dt.date | None:
    """The day that the rule names in the school year; ``None`` when its month has none."""
    in_year, weekday = year.in_month(rule.month), WEEKDAYS.index(rule.weekday)
    day = nth_weekday(in_year, rule.month, weekday, rule.nth)
    return day if day.month == rule.month else None
