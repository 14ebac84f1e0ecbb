"""The page of an LEA's dates: the year as a picture, its choices held against the rules, and every
date by layer; and the lines of its next dates for its home.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from sitegen.content.models import Deadline
from sitegen.deadlines.browser_data import track_data
from sitegen.deadlines.choices import (
    CHOICE_SENTENCES,
    WINDOW_CLOSES,
    WINDOW_FLOOR,
    WINDOW_OPENS,
    Verdict,
    choices_of,
    judge,
    judge_lea,
    valid_ranges,
    window_of,
)
from sitegen.deadlines.reasons import N_
from sitegen.deadlines.resolution import ResolvedDeadline
from sitegen.deadlines.rules import RuleBook
from sitegen.deadlines.tracks import LeaTrack, Period
from sitegen.editions import LeaYear
from sitegen.render.lea_forms import LAYERS, LeaForms
from sitegen.render.local_views import LocalViews
from sitegen.render.markdown import Text
from sitegen.render.testing_titles import anchor_of_testing, title_of_testing
from sitegen.render.views import DateView, date_view
from sitegen.render.year_picture import YearMarks

OFF_KINDS = {
    "holiday": N_("Holiday"),
    "break": N_("Break"),
    "staff": N_("Staff day"),
    "other": N_("No school"),
    "minimum": N_("Minimum day"),
}
PERCENT = N_("{percent} percent of the instructional days are completed")
RANGES = N_(
    "A period that breaks no rule opens between {opens_first} and {opens_last}, and closes between "
    "{closes_first} and {closes_last}."
)

Row = tuple[ResolvedDeadline, Text | None]


@dataclass(frozen=True, slots=True)
class DaysView:
    """A row of the table of a school year: what it is, and from when to when."""

    what: Text
    kind: str | None
    first: DateView
    last: DateView | None
    days: int | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """One thing said of a period; ``fault`` where a rule is broken."""

    text: Text
    fault: bool
    nearest: Text | None


@dataclass(frozen=True, slots=True)
class TrackView:
    """A track on the page of dates."""

    id: str
    name: Text
    named: bool
    schools: tuple[str, ...]
    picture: Markup
    days: list[DaysView]
    total: int | None
    period: tuple[DateView, DateView, int] | None
    verdicts: list[VerdictView]
    ranges: Text | None


@dataclass(frozen=True, slots=True)
class TestingView:
    """A line of the local schedule, or a make-up of one."""

    anchor: str
    title: Text
    facts: list[str]
    make_up: bool
    first: DateView
    last: DateView
    track: Text | None


class LeaDates:
    """The dates of one LEA in one language. ``values`` fills the dates inside of texts."""

    def __init__(
        self,
        forms: LeaForms,
        lea: LeaYear,
        tracks: Mapping[str, Text],
        values: Mapping[str, object],
    ) -> None:
        self.forms = forms
        self.lea = lea
        self.tracks = tracks
        self.tag = forms.frame.tag
        self.several = len(lea.track_names) > 1
        self.rules: RuleBook = forms.editions.rules
        self.values = values
        self.local = LocalViews(forms, lea, tracks, values)

    # --- the page ---------------------------------------------------------------------------

    def slots(self) -> dict[str, object]:
        """The slots of ``lea/dates.html``."""
        by_layer = {layer: Markup("") for layer in LAYERS}
        for layer, rows in self._by_layer().items():
            html = [
                self.forms.deadline_html(*row, self.values, self.local.notes_of(row[0].id))
                for row in rows
            ]
            by_layer[layer] = Markup("".join(('<ol class="dates">\n', *html, "</ol>\n")))
        by_layer["local"] = self.local.partial(
            "lea_local_dates", testings=self.testings(), own=self.local.own_deadlines()
        )
        return {
            "year_html": self._partial("lea_year", tracks=self.views),
            "choices_html": self._partial(
                "lea_choices", tracks=self.views, too_many=self.too_many()
            ),
            "calendar_json": htmlsafe_json_dumps(self.calendar()),
            **{f"dates_html:{layer}": html for layer, html in by_layer.items()},
        }

    def _partial(self, name: str, **values: object) -> Markup:
        return Markup(self.forms.frame.render(f"partials/{name}.html", **values))

    def lines(self) -> Markup:
        """The dated ones as lines that lead to the page of dates, for the LEA's home; its own
        as whole rows."""
        url = self.forms.frame.addresses.url("dates", self.lea.slug)
        rows = [
            (row[0].date.isoformat(), self.forms.line_html(*row, url))
            for row in self.rows()
            if row[0].date
        ]
        rows += [
            (own.date.iso, self.local.partial("own_deadline", deadline=own))
            for own in self.local.own_deadlines()
        ]
        rows.sort(key=lambda row: row[0])
        html = (row for _, row in rows)
        return Markup("".join(('<ol class="dates">\n', *html, "</ol>\n")))

    def rows(self) -> list[Row]:
        """All deadlines, the dated by date, then the others; with their track where there are
        several."""
        found = [
            (resolved, self.tracks.get(resolved.track or "") if self.several else None)
            for id_ in self.rules.ids
            for resolved in _distinct(self.lea.deadlines.by_id[id_])
        ]
        found.sort(key=lambda row: row[0].date or dt.date.max)
        return found

    def _by_layer(self) -> dict[str, list[Row]]:
        layers: dict[str, list[Row]] = {}
        for row in self.rows():
            layer = self.forms.editions.deadlines[row[0].id].layer
            layers.setdefault(layer, []).append(row)
        return layers

    # --- tracks -----------------------------------------------------------------------------

    @cached_property
    def views(self) -> list[TrackView]:
        """Each track; a nameless one with the dates of the state where the LEA has none."""
        if self.lea.tracks:
            return [self._track(track) for track in self.lea.tracks]
        nobody = Text(Markup(), "")
        return [TrackView("", nobody, False, (), self._picture(None), [], None, None, [], None)]

    def _track(self, track: LeaTrack) -> TrackView:
        calendar, period = track.calendar, track.period
        window = window_of(self.lea.deadlines, track.id)
        verdicts = judge(period, calendar, window) if calendar and period else ()
        ranges = valid_ranges(calendar, window) if calendar else None
        return TrackView(
            track.id,
            self.tracks[track.id],
            self.several,
            track.schools,
            self._picture(track),
            list(self._days(track)),
            calendar.total if calendar else None,
            (
                date_view(period.opens, self.tag),
                date_view(period.closes, self.tag),
                calendar.between(period.opens, period.closes),
            )
            if calendar and period
            else None,
            [self._verdict(verdict) for verdict in verdicts],
            self.sentence(
                RANGES,
                opens_first=ranges.opens_first,
                opens_last=ranges.opens_last,
                closes_first=ranges.closes_first,
                closes_last=ranges.closes_last,
            )
            if ranges
            else None,
        )

    def _picture(self, track: LeaTrack | None) -> Markup:
        return self.forms.year.picture(marks_of(self.lea, track, self.forms.editions.deadlines))

    def _days(self, track: LeaTrack) -> Iterator[DaysView]:
        """What happens in a school year, by date."""
        calendar = track.calendar
        if calendar is None or calendar.first is None or calendar.last is None:
            return
        say = self.forms.frame.views.said
        window = window_of(self.lea.deadlines, track.id)
        found: list[tuple[dt.date, dt.date | None, Text, str | None]] = [
            (calendar.first, None, say(N_("First day of instruction")), None),
            (calendar.last, None, say(N_("Last day of instruction")), None),
        ]
        if reached := percent_day(self.lea, track.id):
            found.append((reached[0], None, self.sentence(PERCENT, percent=reached[1]), None))
        if window.opens and window.closes:
            text = say(N_("Available testing window"))
            found.append((window.opens, window.closes, text, None))
        if track.period:
            text = say(N_("Selected testing period"))
            found.append((track.period.opens, track.period.closes, text, None))
        for off in (*track.off, *track.minimum):
            last = off.last if off.last != off.first else None
            name = Text(Markup("<bdi>{}</bdi>").format(off.name), off.name)
            found.append((off.first, last, name, self._say(OFF_KINDS[off.kind])))
        for first, last, what, kind in sorted(found, key=lambda each: each[0]):
            days = calendar.between(first, last) if last and kind is None else None
            closes = date_view(last, self.tag) if last else None
            yield DaysView(what, kind, date_view(first, self.tag), closes, days)

    def _say(self, english: str) -> str:
        return self.forms.frame.interface.say(english)

    # --- choices ----------------------------------------------------------------------------

    def _verdict(self, verdict: Verdict) -> VerdictView:
        nearest = None
        if verdict.fault:
            nearest = self._nearest(verdict.nearest)
        text = self.sentence(CHOICE_SENTENCES[verdict.kind], **dict(verdict.values))
        return VerdictView(text, verdict.fault, nearest)

    def _nearest(self, period: Period | None) -> Text:
        if period is None:
            return self.sentence(CHOICE_SENTENCES["no-nearest"])
        opens, closes = period.opens, period.closes
        return self.sentence(CHOICE_SENTENCES["nearest"], opens=opens, closes=closes)

    def too_many(self) -> VerdictView | None:
        """Whether the LEA has too many different periods."""
        found = judge_lea(choices_of(self.lea.tracks, self.lea.deadlines))
        if found is None:
            return None
        text = self.sentence(CHOICE_SENTENCES["too-many"], total=found.total, most=found.most)
        return VerdictView(text, True, self._nearest(found.shared) if found.shared else None)

    def sentence(self, english: str, **values: dt.date | int) -> Text:
        """A sentence of the interface, dates and numbers put in."""
        views = self.forms.frame.views
        said = views.said(english)
        lang = said.lang or self.tag
        shown = {name: views.value(value, lang) for name, value in values.items()}
        html = said.html.format(**shown)
        return Text(html, html.striptags(), said.lang)

    # --- the local schedule -----------------------------------------------------------------

    def testings(self) -> list[TestingView]:
        """The local schedule and its make-ups, by date."""
        found: list[tuple[dt.date, TestingView]] = []
        for track in self.lea.tracks:
            name = self.tracks[track.id] if self.several else None
            for each in track.schedule:
                title, facts = title_of_testing(self.forms.frame, each)
                for number, span in enumerate(each.spans):
                    id_ = anchor_of_testing(each, track.id, number)
                    opens, closes = (date_view(day, self.tag) for day in (span.first, span.last))
                    view = TestingView(id_, title, facts, number > 0, opens, closes, name)
                    found.append((span.first, view))
        return [view for _, view in sorted(found, key=lambda each: each[0])]

    # --- what the browser counts with -------------------------------------------------------

    def calendar(self) -> dict[str, object]:
        """The LEA's tracks as the what-if takes them, each with its name."""
        return {
            "slug": self.lea.slug,
            "tracks": [
                {
                    **track_data(track),
                    "name": self.tracks[track.id].plain,
                    "names": dict(self.lea.track_names[track.id]),
                }
                for track in self.lea.tracks
            ],
        }


def _distinct(resolved: Sequence[ResolvedDeadline]) -> Sequence[ResolvedDeadline]:
    """One row where no track has a date, so that an open date is not listed again."""
    return resolved[:1] if all(each.date is None for each in resolved) else resolved


def percent_day(lea: LeaYear, track: str) -> tuple[dt.date, int] | None:
    """The day that completes the percentage of days that opens the window, before any floor."""
    if WINDOW_OPENS not in lea.deadlines.by_id:
        return None
    for reason in lea.deadlines.on_track(WINDOW_OPENS, track).reasons:
        if reason.kind in ("percent-arithmetic", "percent-exact"):
            values = dict(reason.params)
            day, percent = values["date"], values["percent"]
            assert isinstance(day, dt.date) and isinstance(percent, int)  # noqa: PT018
            return day, percent
    return None


def marks_of(lea: LeaYear, track: LeaTrack | None, deadlines: Mapping[str, Deadline]) -> YearMarks:
    """What the picture of a track's year shows; without a track, the dates of the state."""
    due = []
    for id_, every in lea.deadlines.by_id.items():
        one = lea.deadlines.on_track(id_, track.id) if track else every[0]
        if one.date is not None and id_ not in _DRAWN:
            due.append((str(deadlines[id_].layer), one.date))
    if track is None:
        return YearMarks(lea.year, due=tuple(dict.fromkeys(due)))
    calendar, period = track.calendar, track.period
    window, reached = window_of(lea.deadlines, track.id), percent_day(lea, track.id)
    spans = [(one.first, one.last) for each in track.schedule for one in each.spans]
    return YearMarks(
        lea.year,
        (calendar.start, calendar.bits) if calendar else None,
        reached[0] if reached else None,
        (window.opens, window.closes) if window.opens and window.closes else None,
        (period.opens, period.closes) if period else None,
        tuple(spans),
        tuple(dict.fromkeys(due)),
    )


_DRAWN = frozenset({WINDOW_OPENS, WINDOW_CLOSES, WINDOW_FLOOR, "period-opens", "period-closes"})
"""Deadlines that the picture draws as the ends of a line and not as a date."""
