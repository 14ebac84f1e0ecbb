"""Where things come that are put somewhere: the order of a list after its placements.

What is put at the same place comes in the order of the placements, whatever else is moved; so
the outcome does not depend on which of two unrelated operations is written first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

From = TypeVar("From")

FIRST, LAST = "\x00first", "\x00last"
"""The places that are no item: before and after all that is not moved."""


@dataclass(frozen=True, slots=True)
class Placement(Generic[From]):
    """An ``item`` that comes right after ``after`` (an item, :data:`FIRST` or :data:`LAST`)."""

    item: str
    after: str
    origin: From


@dataclass(frozen=True, slots=True)
class Arranged(Generic[From]):
    """The items in order, and the placements that come after one another in a circle."""

    items: tuple[str, ...]
    circles: tuple[Placement[From], ...]


def arrange(base: Sequence[str], placements: Sequence[Placement[From]]) -> Arranged[From]:
    """``base`` with the placed items in their places.

    Every ``after`` is an item of ``base`` or a placed one. Those that form a circle stay where
    they stood, or come last where they stood nowhere.
    """
    by_item = {each.item: each for each in placements}
    circle = _circles(by_item)
    sound = [each for each in placements if each.item not in circle]
    stays = [item for item in base if item not in by_item or item in circle]
    homeless = [item for item in by_item if item in circle and item not in set(base)]
    return Arranged(
        tuple(_walk([*stays, *homeless], sound)),
        tuple(each for each in placements if each.item in circle),
    )


def _circles(by_item: Mapping[str, Placement[From]]) -> set[str]:
    """The items whose chain of ``after`` leads back to themselves."""
    done: set[str] = set()
    found: set[str] = set()
    for start in by_item:
        trail: dict[str, None] = {}
        item = start
        while item in by_item and item not in trail and item not in done:
            trail[item] = None
            item = by_item[item].after
        if item in trail:
            every = list(trail)
            found.update(every[every.index(item) :])
        done.update(trail)
    return found


def _walk(base: Sequence[str], placements: Iterable[Placement[From]]) -> list[str]:
    behind: dict[str, list[str]] = {}
    for each in placements:
        behind.setdefault(each.after, []).append(each.item)
    found: list[str] = []
    waiting = [LAST, *reversed(base), FIRST]
    while waiting:
        item = waiting.pop()
        if item not in (FIRST, LAST):
            found.append(item)
        waiting += reversed(behind.get(item, []))
    return found
