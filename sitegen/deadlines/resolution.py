"""From rules to dates, with the reasons.

:func:`resolve_statewide` resolves what needs no LEA; :func:`resolve_lea` adds the rest for
each track of an LEA. Nothing here raises for content: what cannot be known is an unknown
with its reason. The arithmetic is of whole numbers throughout.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sitegen.content.models import (
    Deadline,
    EventRule,
    FirstDayRule,
    FixedRule,
    LastDayRule,
    NthWeekdayRule,
    OffsetRule,
    PercentRule,
    PeriodRule,
    Status,
)
from sitegen.deadlines.holidays import is_working_day, working_day
from sitegen.deadlines.reasons import Reason
from sitegen.deadlines.rules import RuleBook, counts_from, nth_day
from sitegen.deadlines.tracks import LeaTrack

_SURENESS = (Status.CONFIRMED, Status.PATTERN, Status.UNKNOWN)
_PERCENT = Decimal("0.01")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ResolvedDeadline:
    """A deadline's date in a year, for one track or (``track`` is ``None``) for all.

    ``status`` is the weakest of the rule's and of those it counts from. Without a date it
    is unknown, save where the rule counts from an event: then it tells how sure the rule is.
    """

    id: str
    track: str | None
    date: dt.date | None
    status: Status
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LeaDeadlines:
    """An LEA's deadlines by id: one that holds for all tracks, or one a track, in order."""

    tracks: tuple[str, ...]
    by_id: Mapping[str, tuple[ResolvedDeadline, ...]]

    def by_track(self, id_: str) -> tuple[ResolvedDeadline, ...]:
        """The deadline of each track; a single one when it is the same for all of them."""
        return self.by_id[id_]

    def on_track(self, id_: str, track: str) -> ResolvedDeadline:
        """The deadline of one track."""
        found = self.by_id[id_]
        return found[0] if found[0].track is None else found[self.tracks.index(track)]

    def earliest(self, id_: str) -> ResolvedDeadline:
        """The first to come of the tracks' deadlines; an unknown one only if all are."""
        return min(self.by_id[id_], key=lambda one: one.date or dt.date.max)

    def distinct(self, id_: str) -> tuple[tuple[dt.date | None, tuple[ResolvedDeadline, ...]], ...]:
        """The different dates, earliest first and unknown last, each with its tracks."""
        groups: dict[dt.date | None, list[ResolvedDeadline]] = {}
        for one in self.by_id[id_]:
            groups.setdefault(one.date, []).append(one)
        dates = sorted(groups, key=lambda date: date or dt.date.max)
        return tuple((date, tuple(groups[date])) for date in dates)


Found = tuple[dt.date | None, tuple[Reason, ...]]


def resolve_statewide(book: RuleBook) -> Mapping[str, ResolvedDeadline]:
    """Every deadline by id, in the file's order; those that need an LEA are unknown."""
    resolved: dict[str, ResolvedDeadline] = {}
    for deadline in book.order:
        id_ = str(deadline.id)
        resolved[id_] = _resolve(deadline, book, None, resolved)
    return {id_: _compared(book.beside.get(id_), resolved[id_], resolved) for id_ in book.ids}


def resolve_lea(
    book: RuleBook, statewide: Mapping[str, ResolvedDeadline], tracks: tuple[LeaTrack, ...]
) -> LeaDeadlines:
    """An LEA's deadlines. ``statewide`` is what :func:`resolve_statewide` gave for the book;
    its values are shared, not copied. Without a track, the statewide ones are the LEA's.
    """
    local = [deadline for deadline in book.order if str(deadline.id) in book.local]
    found: dict[str, list[ResolvedDeadline]] = {str(deadline.id): [] for deadline in local}
    for track in tracks:
        resolved = dict(statewide)
        for deadline in local:
            id_ = str(deadline.id)
            resolved[id_] = _resolve(deadline, book, track, resolved)
        for id_, every in found.items():
            every.append(_compared(book.beside.get(id_), resolved[id_], resolved))
    return LeaDeadlines(
        tuple(track.id for track in tracks),
        {id_: tuple(found.get(id_) or (statewide[id_],)) for id_ in book.ids},
    )


def _resolve(
    deadline: Deadline,
    book: RuleBook,
    track: LeaTrack | None,
    resolved: Mapping[str, ResolvedDeadline],
) -> ResolvedDeadline:
    id_ = str(deadline.id)
    in_track = track.id if track and id_ in book.local else None
    if id_ in book.unusable:
        unusable = (Reason("rule-unusable"),)
        return ResolvedDeadline(id_, in_track, None, Status.UNKNOWN, unusable)
    date, reasons = _find(deadline, book, track, resolved)
    status = Status.UNKNOWN
    if date is not None or isinstance(deadline.rule, EventRule):
        status = _weakest(deadline, resolved)
    return ResolvedDeadline(id_, in_track, date, status, reasons)


def _find(
    deadline: Deadline,
    book: RuleBook,
    track: LeaTrack | None,
    resolved: Mapping[str, ResolvedDeadline],
) -> Found:
    match deadline.rule:
        case FixedRule() | NthWeekdayRule() as rule:
            return _stated(rule, deadline.status, book)
        case PercentRule() as rule:
            return _percent(rule, track, resolved)
        case FirstDayRule():
            return _first_day(track)
        case LastDayRule() as rule:
            return _last_day(rule, track)
        case PeriodRule() as rule:
            return _period(rule, track)
        case OffsetRule() as rule:
            return _offset(rule, track, resolved[str(rule.of)])
        case EventRule():
            return None, (_event(deadline), *_clock(deadline.rule))


def _weakest(deadline: Deadline, resolved: Mapping[str, ResolvedDeadline]) -> Status:
    needed = (resolved[str(other)].status for other in counts_from(deadline.rule))
    return max((deadline.status, *needed), key=_SURENESS.index)


def _stated(rule: FixedRule | NthWeekdayRule, status: Status, book: RuleBook) -> Found:
    if isinstance(rule, FixedRule):
        kind = "fixed" if status is Status.CONFIRMED else "fixed-pattern"
        return rule.date, (Reason.of(kind, date=rule.date), *_off_day(rule.date, None))
    date = nth_day(rule, book.year)
    return (date, (Reason.of("nth-weekday", date=date),)) if date else (None, ())


def _event(deadline: Deadline) -> Reason:
    """Why an event has no date: it is to happen yet, or nobody told its day for this year."""
    counts = isinstance(deadline.rule, EventRule) and deadline.rule.count is not None
    if counts or deadline.status is Status.CONFIRMED:
        return Reason("depends-on-event")
    pattern = deadline.status is Status.PATTERN
    return Reason("pattern-without-date" if pattern else "not-announced")


def _clock(rule: EventRule) -> Iterator[Reason]:
    """What is counted from the event, where the rule counts."""
    if rule.count is None or rule.unit is None:
        return
    way = "before" if rule.count < 0 else "after"
    yield Reason.of(f"clock-{rule.unit}-{way}", count=abs(rule.count))
    if rule.inclusive:
        yield Reason("event-day-counted")
    if rule.unit == "working":
        yield Reason("working-day-assumption")
    if rule.not_after is not None:
        yield Reason.of("clock-capped", deadline=str(rule.not_after))


def _percent(
    rule: PercentRule, track: LeaTrack | None, resolved: Mapping[str, ResolvedDeadline]
) -> Found:
    """The first instructional day at whose end ``percent`` of all of them are completed."""
    if track is None or track.calendar is None:
        return None, (_no_calendar(track),)
    calendar = track.calendar
    parts = rule.percent * calendar.total
    day = -(-parts // 100)
    date = calendar.nth(day)
    if date is None:
        return None, (Reason("outside-calendar"),)
    exact = (Decimal(parts) * _PERCENT).normalize() + 0
    kind = "percent-arithmetic" if parts % 100 else "percent-exact"
    reasons = [
        Reason.of(kind, percent=rule.percent, total=calendar.total, exact=exact, day=day, date=date)
    ]
    for limit_id, kind in ((rule.not_before, "floor-applied"), (rule.not_after, "ceiling-applied")):
        if limit_id is None:
            continue
        limit = resolved[str(limit_id)].date
        if limit is None:
            return None, (Reason.of("counts-from-unknown", deadline=str(limit_id)), *reasons)
        if not (date < limit if kind == "floor-applied" else date > limit):
            continue
        moved = (
            calendar.on_or_after(limit) if kind == "floor-applied" else calendar.on_or_before(limit)
        )
        if moved is None:
            return None, (*reasons, Reason("outside-calendar"))
        date = moved
        reasons.append(Reason.of(kind, limit=limit, deadline=str(limit_id), date=date))
    return date, tuple(reasons)


def _first_day(track: LeaTrack | None) -> Found:
    if track is None or track.calendar is None:
        return None, (_no_calendar(track),)
    first = track.calendar.first
    if first is None:
        return None, (Reason("outside-calendar"),)
    return first, (Reason.of("first-instructional-day", date=first),)


def _last_day(rule: LastDayRule, track: LeaTrack | None) -> Found:
    """The last instructional day; past the cap, the cap or the weekday before it."""
    if track is None or track.calendar is None:
        return None, (_no_calendar(track),)
    last = track.calendar.last
    if last is None:
        return None, (Reason("outside-calendar"),)
    reasons = (Reason.of("last-instructional-day", date=last),)
    if rule.not_after is None or last <= rule.not_after:
        return last, reasons
    capped = rule.not_after - dt.timedelta(days=max(rule.not_after.weekday() - 4, 0))
    return capped, (*reasons, Reason.of("last-day-capped", limit=rule.not_after, date=capped))


def _period(rule: PeriodRule, track: LeaTrack | None) -> Found:
    if track is None:
        return None, (Reason("depends-on-lea-period"),)
    if track.period is None:
        return None, (Reason("not-set-by-lea"),)
    date = track.period.opens if rule.edge == "opens" else track.period.closes
    return date, (Reason.of(f"selected-period-{rule.edge}", date=date),)


def _offset(rule: OffsetRule, track: LeaTrack | None, base: ResolvedDeadline) -> Found:
    """``days`` after the base, before it when negative; the base is counted if inclusive."""
    start = base.date
    if start is None:
        return None, (Reason.of("counts-from-unknown", deadline=base.id), *base.reasons)
    if rule.days == 0:
        return start, (Reason.of("same-day", deadline=base.id, date=start), *base.reasons)
    extra: list[Reason] = []
    around = start
    if rule.inclusive:
        around -= dt.timedelta(days=1 if rule.days > 0 else -1)
        extra.append(Reason.of("start-day-counted", date=start))
    date: dt.date | None
    if rule.unit == "calendar":
        date = around + dt.timedelta(days=rule.days)
        extra.extend(_off_day(date, track))
    elif rule.unit == "working":
        date, holidays = working_day(around, rule.days)
        extra.append(Reason("working-day-assumption"))
        extra.extend(Reason.of("holiday-not-counted", date=holiday) for holiday in holidays)
    elif track is None or track.calendar is None:
        return None, (_no_calendar(track),)
    else:
        date = track.calendar.shifted(around, rule.days)
        if date is None:
            return None, (Reason("outside-calendar"),)
    kind = f"{rule.unit}-days-{'before' if rule.days < 0 else 'after'}"
    counted = Reason.of(kind, deadline=base.id, start=start, days=abs(rule.days), date=date)
    return date, (counted, *extra)


def _off_day(date: dt.date, track: LeaTrack | None) -> Iterator[Reason]:
    """A date that nobody works or teaches on is said to be one; it is not moved."""
    if not is_working_day(date):
        kind = "on-weekend" if date.weekday() >= _SATURDAY else "on-holiday"
        yield Reason.of(kind, date=date, before=working_day(date, -1)[0])
    elif track and (calendar := track.calendar) and date not in calendar:
        before, after = calendar.on_or_before(date), calendar.on_or_after(date)
        if before is not None and after is not None:
            yield Reason.of("no-school", date=date, before=before)


def _compared(
    other: str | None, found: ResolvedDeadline, resolved: Mapping[str, ResolvedDeadline]
) -> ResolvedDeadline:
    """The deadline, with the date that another rule gives for the same thing beside it."""
    date = resolved[other].date if other is not None else None
    if other is None or date is None or found.date is None:
        return found
    way = "same" if date == found.date else "earlier" if date < found.date else "later"
    beside = Reason.of(f"beside-{way}", deadline=other, other=date)
    return replace(found, reasons=(*found.reasons, beside))


def _no_calendar(track: LeaTrack | None) -> Reason:
    return Reason("depends-on-lea-calendar" if track is None else "no-calendar")
