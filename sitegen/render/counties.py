"""The pages for offices that support many LEAs: the counties, and a table and a feed of each.

A table has a row for each school calendar of an LEA, and one for an LEA that has none yet: on
the page, in CSV, and sorted alike.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sitegen.editions import COUNTY_DATES, Coordinator, Editions, LeaCard
from sitegen.i18n.collation import collation_key
from sitegen.render.addresses import Addresses
from sitegen.render.county_feed import CountyFeeds, has_events, page_tag, track_name
from sitegen.render.csv_table import csv_bytes
from sitegen.render.feed_list import sentence
from sitegen.render.frame import Frame
from sitegen.render.lea_pages import phone_uri
from sitegen.render.markdown import Text
from sitegen.render.page_maker import PageMaker
from sitegen.render.subscribe import feed_view
from sitegen.render.views import DateView
from sitegen.render.words import (
    COUNTY_COLUMNS,
    COUNTY_FEED,
    COUNTY_FEED_ABOUT,
    KINDS,
    NO_CALENDAR,
    THE_CALENDAR,
)


@dataclass(frozen=True, slots=True)
class County:
    """A county and those of its LEAs that the site has. ``name`` is as the first of them has it."""

    slug: str
    name: str
    leas: tuple[LeaCard, ...]

    @property
    def feed(self) -> str:
        return f"county-{self.slug}"


def counties_of(cards: Iterable[LeaCard]) -> list[County]:
    """The counties by slug. What differs in spelling alone is one county."""
    found: dict[str, list[LeaCard]] = {}
    for card in cards:
        found.setdefault(county_slug(card.county), []).append(card)
    return [County(slug, leas[0].county, tuple(leas)) for slug, leas in sorted(found.items())]


def county_slug(name: str) -> str:
    """The county's name in an address: lower case, ASCII, without the word “County”."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    if len(words) > 1 and words[-1] == "county":
        words.pop()
    return "-".join(words) or hashlib.sha256(name.encode()).hexdigest()[:8]


def county_files(
    addresses: Addresses, cards: Iterable[LeaCard], editions: Editions
) -> Iterator[str]:
    """The paths of the counties' files in one language, their list aside."""
    for county in counties_of(cards):
        yield addresses.file("county", county.slug)
        yield addresses.file("county-table", county.slug)
        if has_events(county.leas, editions):
            yield addresses.file("feed", county.feed)


@dataclass(frozen=True, slots=True)
class CountyRow:
    """An LEA with one of its school calendars (``has_calendar``), or with none.

    ``place`` is the LEA's place in the order of names. ``window`` and ``period`` are the first
    and last day, where both are known.
    """

    name: str
    url: str
    kind: str
    place: int
    has_calendar: bool
    track: Text | None
    window: tuple[DateView, DateView] | None
    period: tuple[DateView, DateView] | None
    coordinators: tuple[Coordinator, ...]
    stale: int

    @property
    def lacks(self) -> str:
        """What the filter finds it by."""
        lacking = ("" if self.has_calendar else "calendar", "" if self.period else "period")
        return " ".join(filter(None, lacking))


class CountyPages(PageMaker):
    """The pages, tables and feeds of one language."""

    def __init__(self, frame: Frame, cards: Sequence[LeaCard]) -> None:
        super().__init__(frame)
        self._counties = counties_of(cards)
        self._kinds = {str(kind): frame.interface.say(word) for kind, word in KINDS.items()}

    @cached_property
    def _feeds(self) -> CountyFeeds:
        return CountyFeeds(self.frame)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """``(path, bytes)`` of the list of counties, and of each county's page, table and feed."""
        file = self.frame.addresses.file
        rows = {county.slug: self._rows_of(county) for county in self._counties}
        yield (file("counties"), self._index(rows).encode())
        for county in self._counties:
            every = rows[county.slug]
            yield (file("county", county.slug), self._page(county, every).encode())
            yield (file("county-table", county.slug), csv_bytes(self._table(county, every)))
            if has_events(county.leas, self.editions):
                page = self.url("county", county.slug)
                feed = self._feeds.county(county.name, county.leas, page)
                yield (file("feed", county.feed), feed)

    def _index(self, rows: dict[str, list[CountyRow]]) -> str:
        def lacking(slug: str, what: str) -> int:
            return len({row.place for row in rows[slug] if what in row.lacks.split()})

        counties = [
            {
                "name": county.name,
                "url": self.url("county", county.slug),
                "leas": len(county.leas),
                "no_calendar": lacking(county.slug, "calendar"),
                "no_period": lacking(county.slug, "period"),
            }
            for county in sorted(
                self._counties, key=lambda each: collation_key(each.name, self.frame.tag)
            )
        ]
        page = self.frame.page("counties")
        return self.frame.render("counties.html", page=page, counties=counties)

    def _page(self, county: County, rows: list[CountyRow]) -> str:
        feed = None
        if has_events(county.leas, self.editions):
            title = sentence(self.frame, COUNTY_FEED, name=county.name)
            about = sentence(self.frame, COUNTY_FEED_ABOUT)
            path = self.url("feed", county.feed)
            feed = feed_view(county.feed, title, about, self.frame.addresses, path, title.plain)
        return self.frame.render(
            "county.html",
            page=self.frame.page("county", county.slug),
            county={
                "name": county.name,
                "rows": rows,
                "table_url": self.url("county-table", county.slug),
                "feed": feed,
                "stale": any(row.stale for row in rows),
            },
            phone_uri=phone_uri,
        )

    def _rows_of(self, county: County) -> list[CountyRow]:
        tag = self.frame.tag
        ordered = sorted(county.leas, key=lambda card: (collation_key(card.name, tag), card.slug))
        return [row for place, card in enumerate(ordered) for row in self._of_lea(place, card)]

    def _of_lea(self, place: int, card: LeaCard) -> Iterator[CountyRow]:
        addresses = Addresses(self.frame.site.shape, page_tag(card, self.frame.tag))
        dates = {(each.id, each.track): self.views.date(each.date) for each in card.dates}
        for track in card.tracks or (None,):
            opens, closes, starts, ends = (
                dates.get((name, track)) or dates.get((name, None)) for name in COUNTY_DATES
            )
            yield CountyRow(
                card.name,
                addresses.url("lea", card.slug),
                self._kinds[card.kind],
                place,
                track is not None,
                track_name(self.frame, card, track),
                (opens, closes) if opens and closes else None,
                (starts, ends) if starts and ends else None,
                card.coordinators,
                card.stale,
            )

    def _table(self, county: County, rows: Iterable[CountyRow]) -> Iterator[list[str]]:
        """The same as text: days as 2027-04-12, several coordinators after one another."""
        say = self.frame.interface.say
        yield [say(column) for column in COUNTY_COLUMNS]
        for row in rows:
            there = row.track.plain if row.track else say(THE_CALENDAR)
            days = [day.iso for days in (row.window, row.period) for day in days or ()]
            if row.window is None:
                days = ["", "", *days]
            yield [
                row.name,
                row.kind,
                county.name,
                there if row.has_calendar else say(NO_CALENDAR),
                *[*days, "", "", "", ""][:4],
                "; ".join(each.name for each in row.coordinators),
                "; ".join(each.email for each in row.coordinators if each.email),
                "; ".join(each.phone for each in row.coordinators if each.phone),
                str(row.stale),
                self.frame.addresses.absolute(row.url) or "",
            ]
