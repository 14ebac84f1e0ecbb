"""Synthetic LEAs: valid, all different, and the same whenever they are made from one seed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import yaml

from sitegen.content.handbook import Occurrence
from sitegen.content.models import Task, Timeframe, Topic
from sitegen.content.overlays import fingerprint, upstream_text

Plain = dict[str, Any]

INSTRUCTIONAL_DAYS = 180
_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_KINDS = ("small", "medium", "large", "charter", "county-office")
_FIRST = ("Alder", "Cedar", "Dry", "Elk", "Fern", "Granite", "Hidden", "Iron", "Juniper", "Kern")
_SECOND = ("Basin", "Canyon", "Falls", "Grove", "Hills", "Lake", "Mesa", "Point", "Ridge", "Vale")
_PEOPLE = ("Ana Whitlock", "Ben Okafor", "Chi Navarro", "Dee Lindqvist", "Eva Marchetti")
_ROLES = ("lea-coordinator", "special-education", "technology", "calpads")


def slug_of(number: int) -> str:
    """The slug of the LEA with that number: they sort as they are numbered."""
    return f"lea-{number:05}"


def files_of(number: int, seed: int, tasks: Sequence[Task], year: str) -> Mapping[str, str]:
    """The files of one LEA's folder: path within it, text. Its feed ledger is not among them.

    ``tasks`` are the handbook's; ten operations of its overlay touch some of them.
    """
    chance = Random(f"{seed}/{number}")  # noqa: S311 - the same LEAs every time, no secret
    return {
        "lea.yaml": _yaml(_profile(number, chance)),
        f"calendars/{year}.yaml": _yaml({"year": year, "tracks": _tracks(year, chance)}),
        "overlay.yaml": _yaml({"operations": _operations(number, tasks, chance)}),
    }


def _yaml(value: Plain) -> str:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=96)


def _local(text: str) -> Plain:
    return {"lang": "en", "text": text}


def _profile(number: int, chance: Random) -> Plain:
    name = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} Unified School District {number}"
    slug = slug_of(number)
    return {
        "name": name,
        "cds": f"00-{number:05}-0000000",
        "kind": chance.choice(_KINDS),
        "county": f"{chance.choice(_SECOND)} County",
        "languages": ["en"],
        "superintendent": chance.choice(_PEOPLE),
        "street": f"{chance.randrange(1, 9999)} Main Street",
        "city": "Sacramento, CA 95814",
        "phone": "(916) 555-0100",
        "email": f"office@{slug}.example.org",
        "website": f"https://{slug}.example.org/",
        "note": _local(f"The assessment office of {name} answers *within one day*."),
        "contacts": [
            {
                "role": role,
                "name": chance.choice(_PEOPLE),
                "title": _local(f"Office {chance.randrange(1, 400)}"),
                "email": f"{role}@{slug}.example.org",
                "phone": f"(916) 555-{chance.randrange(100, 200):04}",
            }
            for role in _ROLES
        ],
    }


# --- calendars ----------------------------------------------------------------------------------


def _tracks(year: str, chance: Random) -> list[Plain]:
    return [
        _track(id_, name, int(year[:4]), chance)
        for id_, name in (("traditional", "Traditional"), ("modified", "Modified"))
    ]


def _track(id_: str, name: str, autumn: int, chance: Random) -> Plain:
    """A year of 180 days; the selected period opens after the available window does."""
    first = dt.date(autumn, 8, 10) + chance.randrange(3) * 7 * _DAY
    first += (7 - first.weekday()) % 7 * _DAY  # a Monday
    breaks = list(_breaks(autumn, chance))
    days = _instruction(first, breaks)
    opens = 124 + chance.randrange(10)
    return {
        "id": id_,
        "name": _local(f"{name} calendar"),
        "first-day": days[0],
        "last-day": days[-1],
        "non-school": [
            {"name": what, "date": start}
            if start == end
            else {"name": what, "first": start, "last": end}
            for what, start, end in breaks
            if end <= days[-1]
        ],
        "expect-days": INSTRUCTIONAL_DAYS,
        "period": {"opens": days[opens], "closes": days[opens + 26 + chance.randrange(10)]},
    }


def _breaks(autumn: int, chance: Random) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Non-school days, in order, none of them on a weekend and no two of them alike."""
    spring = autumn + 1
    labor_day = _monday(dt.date(autumn, 9, 7))
    yield ("Labor Day", labor_day, labor_day)
    learning = _monday(dt.date(autumn, 10, 10)) + chance.randrange(5) * _DAY
    yield ("Staff learning day", learning, learning)
    thanksgiving = _monday(dt.date(autumn, 11, 28))
    yield ("Thanksgiving break", thanksgiving, thanksgiving + 4 * _DAY)
    winter = _monday(dt.date(autumn, 12, 25))
    yield ("Winter break", winter, winter + 11 * _DAY)
    king = _monday(dt.date(spring, 1, 21))
    yield ("Martin Luther King Jr. Day", king, king)
    presidents = _monday(dt.date(spring, 2, 21))
    yield ("Presidents' Day", presidents, presidents)
    easter = _monday(dt.date(spring, 3, 24)) + chance.randrange(3) * 7 * _DAY
    yield ("Spring break", easter, easter + 4 * _DAY)
    memorial = _monday(dt.date(spring, 5, 31))
    yield ("Memorial Day", memorial, memorial)


def _monday(day: dt.date) -> dt.date:
    """The last Monday that is not after ``day``."""
    return day - day.weekday() * _DAY


def _instruction(first: dt.date, breaks: Sequence[tuple[str, dt.date, dt.date]]) -> list[dt.date]:
    off = {
        start + number * _DAY
        for _, start, end in breaks
        for number in range((end - start).days + 1)
    }
    days: list[dt.date] = []
    day = first
    while len(days) < INSTRUCTIONAL_DAYS:
        if day.weekday() < _SATURDAY and day not in off:
            days.append(day)
        day += _DAY
    return days


# --- overlay ------------------------------------------------------------------------------------


def _operations(number: int, tasks: Sequence[Task], chance: Random) -> list[Plain]:
    """Two hides, two moves, three rewordings and three additions, each on another task."""
    simple = [task for task in tasks if len(_timeframes(task)) == 1 and task.steps]
    chosen = chance.sample(simple, 10)
    return [
        *(_hide(task) for task in chosen[0:2]),
        *(_move(task, chance) for task in chosen[2:4]),
        *(_set(task, field, number) for task, field in zip(chosen[4:7], _FIELDS, strict=True)),
        *(_add(task, index, number, chance) for index, task in enumerate(chosen[7:10])),
    ]


_FIELDS = ("title", "why", "text")


def _timeframes(task: Task) -> tuple[Timeframe, ...]:
    if task.timeframes:
        return tuple(task.timeframes)
    stem = task.id.at.path.rpartition("/")[2].removesuffix(".yaml")
    return (Timeframe(stem),)


def _hide(task: Task) -> Plain:
    return {"op": "hide", "on": str(task.id), "why": _local("The county office does this for us.")}


def _move(task: Task, chance: Random) -> Plain:
    here = _timeframes(task)[0]
    there = chance.choice([each for each in Timeframe if each is not here])
    return {"op": "move", "on": f"{task.id}@{here}", "to": str(there)}


def _set(task: Task, field: str, number: int) -> Plain:
    step = str(task.steps[0].id) if field == "text" else None
    occurrence = Occurrence(task, _timeframes(task)[0])
    upstream = upstream_text(occurrence, field, step)
    assert upstream is not None
    return {
        "op": "set",
        "on": f"{task.id}#{step}" if step else str(task.id),
        "field": field,
        "to": _local(f"{upstream.rstrip('.')}: here, in LEA {number}."),
        "was": fingerprint(upstream),
    }


def _add(after: Task, index: int, number: int, chance: Random) -> Plain:
    here = _timeframes(after)[0]
    return {
        "op": "add",
        "timeframe": str(here),
        "after": str(after.id),
        "task": {
            "id": f"local-{index}",
            "title": _local(f"Our own task {index} of LEA {number}"),
            "why": _local("It is done **by {test-windows-set}**, and before {period-opens}."),
            "who": ["lea-coordinator"],
            "topic": str(chance.choice(list(Topic))),
            "due": dt.date(2026, 9, 1) + chance.randrange(250) * _DAY,
            "steps": [
                {"id": f"local-step-{step}", "text": _local(f"Do part {step} of {number}.")}
                for step in range(3)
            ],
        },
    }
