"""Why a deadline falls on its date, without a language.

A :class:`Reason` is a kind and its values; :data:`SENTENCES` has the English sentence of
each kind, which catalogs translate (domain ``ui``, marked with :func:`N_`). Values are
formatted by their type where the sentence is filled: a ``date`` as a date, an ``int`` or a
``Decimal`` as a number, a ``str`` is the id of a deadline, whose title stands for it.
Sentences are worded so that no number governs a plural.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

Value = int | dt.date | Decimal | str


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Mark ``message`` for extraction and give it back; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the reasoning: its kind, and the values of its sentence by name."""

    kind: str
    params: tuple[tuple[str, Value], ...] = ()

    @staticmethod
    def of(kind: str, **params: Value) -> Reason:
        return Reason(kind, tuple(params.items()))


SENTENCES: dict[str, str] = {
    "fixed": N_("The date is set for the whole state: {date}."),
    "fixed-pattern": N_(
        "No date for this year was found. If it follows last year’s pattern, it is {date}."
    ),
    "nth-weekday": N_("The rule names a certain weekday of a month; this year that is {date}."),
    "percent-arithmetic": N_(
        "{percent} percent of {total} instructional days is {exact}. "
        "That is reached on instructional day {day}: {date}."
    ),
    "percent-exact": N_(
        "{percent} percent of {total} instructional days is exactly {exact}. "
        "That is reached on instructional day {day}: {date}."
    ),
    "floor-applied": N_(
        "That is too early: the rule allows no day before {limit} ({deadline}). "
        "The first instructional day from then on is {date}."
    ),
    "ceiling-applied": N_(
        "That is too late: the rule allows no day after {limit} ({deadline}). "
        "The last instructional day until then is {date}."
    ),
    "first-instructional-day": N_("The first instructional day of this school calendar is {date}."),
    "last-instructional-day": N_("The last instructional day of this school calendar is {date}."),
    "last-day-capped": N_(
        "The rule allows no day after {limit}, so the last weekday until then counts: {date}."
    ),
    "selected-period-opens": N_(
        "Your LEA has chosen this day: its selected testing period opens on {date}."
    ),
    "selected-period-closes": N_(
        "Your LEA has chosen this day: its selected testing period closes on {date}."
    ),
    "not-set-by-lea": N_("Your LEA has not set its selected testing period yet."),
    "no-calendar": N_("The school calendar of your LEA is not in this handbook yet."),
    "depends-on-lea-calendar": N_("This depends on your LEA’s school calendar."),
    "depends-on-lea-period": N_("This depends on the testing period that your LEA selects."),
    "depends-on-event": N_("This counts from something that happens, so no date is known ahead."),
    "pattern-without-date": N_(
        "No date for this year was found; the rule tells what was usual before."
    ),
    "not-announced": N_("The date has not been announced, or could not be found."),
    "same-day": N_("This is the same day as “{deadline}”: {date}."),
    "calendar-days-before": N_(
        "Counted back from “{deadline}”, {start}. Calendar days: {days}. That gives {date}."
    ),
    "calendar-days-after": N_(
        "Counted from “{deadline}”, {start}. Calendar days: {days}. That gives {date}."
    ),
    "instructional-days-before": N_(
        "Counted back from “{deadline}”, {start}. Instructional days: {days}. That gives {date}."
    ),
    "instructional-days-after": N_(
        "Counted from “{deadline}”, {start}. Instructional days: {days}. That gives {date}."
    ),
    "working-days-before": N_(
        "Counted back from “{deadline}”, {start}. Working days: {days}. That gives {date}."
    ),
    "working-days-after": N_(
        "Counted from “{deadline}”, {start}. Working days: {days}. That gives {date}."
    ),
    "working-day-assumption": N_(
        "The rule does not say what a working day is. Assumed here: every weekday but the state "
        "holidays (Government Code 19853). Days of a school break are counted too."
    ),
    "holiday-not-counted": N_("{date} is a state holiday and was not counted."),
    "start-day-counted": N_("{date} itself is the first day that can count."),
    "on-weekend": N_("{date} is on a weekend. The last working day before it is {before}."),
    "on-holiday": N_("{date} is a state holiday. The last working day before it is {before}."),
    "no-school": N_(
        "{date} has no instruction in this school calendar. The last instructional day before it "
        "is {before}."
    ),
    "beside-earlier": N_("“{deadline}” gives an earlier date, {other}: keep to that one."),
    "beside-later": N_("“{deadline}” gives a later date, {other}: keep to this one."),
    "beside-same": N_("“{deadline}” gives the same date, {other}."),
    "clock-minutes-after": N_("Counted from what happens. Minutes: {count}."),
    "clock-hours-after": N_("Counted from what happens. Hours: {count}."),
    "clock-calendar-after": N_("Counted from what happens. Calendar days: {count}."),
    "clock-calendar-before": N_("Counted back from what happens. Calendar days: {count}."),
    "clock-working-after": N_("Counted from what happens. Working days: {count}."),
    "clock-working-before": N_("Counted back from what happens. Working days: {count}."),
    "event-day-counted": N_("The day on which it happens is day 1."),
    "clock-capped": N_("It ends no later than “{deadline}”."),
    "counts-from-unknown": N_("It counts from “{deadline}”, whose date is not known yet."),
    "outside-calendar": N_("The count leaves the school calendar, so it gives no date."),
    "rule-unusable": N_("The rule in the handbook has a fault, so it gives no date."),
}
