"""What can be wrong with an LEA's local schedule of testing (codes D130 to D138).

The selected testing period is the state's frame; the local schedule says who is tested in what
on which days inside it. The ELPAC and the CAA for Science have windows of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content.lea_models import LocalTesting, MakeUp, Track
from sitegen.content.models import Assessment
from sitegen.deadlines.calendar_checks import MOST_ENTRIES, counted, spoken
from sitegen.deadlines.calendars import SchoolCalendar
from sitegen.deadlines.resolution import LeaDeadlines
from sitegen.deadlines.tracks import Period
from sitegen.problems import Problem, Source, did_you_mean

OWN_WINDOWS = {
    Assessment.ELPAC: ("elpac-summative-opens", "elpac-summative-closes"),
    Assessment.CAA_SCIENCE: ("caa-science-opens", "caa-science-closes"),
}
"""The deadlines between which an assessment is given that the selected period does not bound."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Days between which a line of the schedule must lie, and what they are."""

    name: str
    first: dt.date | None
    last: dt.date | None

    def holds(self, day: dt.date) -> bool:
        after = self.first is None or day >= self.first
        return after and (self.last is None or day <= self.last)

    def __str__(self) -> str:
        first = self.first.isoformat() if self.first else "?"
        return f"{self.name} runs from {first} to {self.last.isoformat() if self.last else '?'}"


def check_schedule(
    track: Track, period: Period | None, calendar: SchoolCalendar, deadlines: LeaDeadlines
) -> list[Problem]:
    """Everything that is wrong with the schedule of a track whose calendar is sound."""
    if len(track.schedule) > MOST_ENTRIES:
        message = (
            f"this track schedules {len(track.schedule)} testings; {MOST_ENTRIES} are the most"
        )
        return [Problem("D138", track.at, message, "schedule grades and subjects, not classes")]
    found: list[Problem] = list(_ids(track))
    if _unframed(track, period):
        found.append(
            Problem(
                "D135",
                track.schedule[0].at,
                "this track schedules testing and has no selected testing period",
                "write its period, inside which the schedule must lie",
            )
        )
    for entry in track.schedule:
        frames = tuple(_frames(entry, track, period, deadlines))
        found.extend(_entry(entry, track, calendar, frames))
    return found


def _unframed(track: Track, period: Period | None) -> bool:
    """Whether something is scheduled that a selected period would have to hold."""
    return (
        period is None
        and track.period is None
        and any(not set(entry.assessments) & set(OWN_WINDOWS) for entry in track.schedule)
    )


def _ids(track: Track) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in track.schedule:
        if entry.id in seen:
            message = f"this track schedules two testings with the id “{entry.id}”"
            yield Problem("D133", entry.id.at, message, "give each an id of its own")
        seen.add(entry.id)


def _frames(
    entry: LocalTesting, track: Track, period: Period | None, deadlines: LeaDeadlines
) -> Iterator[_Frame]:
    own = [one for one in OWN_WINDOWS if one in entry.assessments]
    bounded = len(own) < len(entry.assessments) or not entry.assessments
    if bounded and period is not None:
        yield _Frame("the selected testing period", period.opens, period.closes)
    for assessment in own:
        opens, closes = (
            deadlines.on_track(id_, track.id).date if deadlines.by_id.get(id_) else None
            for id_ in OWN_WINDOWS[assessment]
        )
        yield _Frame(f"the window of {assessment}", opens, closes)


def _entry(
    entry: LocalTesting, track: Track, calendar: SchoolCalendar, frames: tuple[_Frame, ...]
) -> Iterator[Problem]:
    if not (entry.name or entry.level or entry.grades or entry.subjects or entry.assessments):
        yield Problem(
            "D137",
            entry.at,
            f"“{entry.id}” does not say who is tested or in what",
            "give its level, grades, subjects or assessments, or a name",
        )
    for school in entry.schools:
        if track.schools and school not in track.schools:
            hint = did_you_mean(school, track.schools) or f"there are: {', '.join(track.schools)}"
            yield Problem("D136", school.at, f"this track has no school “{school}”", hint)
    parts: list[tuple[str, LocalTesting | MakeUp]] = [(f"“{entry.id}”", entry)]
    parts.extend((f"the make-up of “{entry.id}”", each) for each in entry.make_ups)
    for name, days in parts:
        if days.last < days.first:
            yield Problem(
                "D130",
                days.at,
                f"{name} ends on {spoken(days.last)}, before it begins on {spoken(days.first)}",
                "exchange the two days, or look at their years",
            )
        else:
            yield from _days(name, days, calendar, frames)
    for make_up in entry.make_ups:
        if make_up.first < entry.first:
            yield Problem(
                "D134",
                make_up.at,
                f"the make-up of “{entry.id}” begins on {spoken(make_up.first)}, before the "
                f"testing itself on {spoken(entry.first)}",
                "a make-up follows what it makes up for",
            )


def _days(
    name: str, days: LocalTesting | MakeUp, calendar: SchoolCalendar, frames: tuple[_Frame, ...]
) -> Iterator[Problem]:
    for frame in frames:
        strays = [day for day in dict.fromkeys((days.first, days.last)) if not frame.holds(day)]
        if strays:
            message = f"{name} lies outside: {' and '.join(map(spoken, strays))}"
            yield Problem("D131", days.at, message, str(frame))
            return
    yield from _no_school(name, days, calendar, days.at)


def _no_school(
    name: str, days: LocalTesting | MakeUp, calendar: SchoolCalendar, at: Source
) -> Iterator[Problem]:
    if calendar.between(days.first, days.last) == 0:
        yield Problem(
            "D132",
            at,
            f"{name} has no instructional day from {spoken(days.first)} to {spoken(days.last)}",
            "students are tested on instructional days",
        )
        return
    for verb, day in (("begins", days.first), ("ends", days.last)):
        if day not in calendar:
            school = calendar.between(days.first, days.last)
            yield Problem(
                "D132",
                at,
                f"{name} {verb} on {spoken(day)}, which has no instruction",
                f"it has {counted(school, 'instructional day')}; write the first and the last",
            )
