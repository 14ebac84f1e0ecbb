"""Feeds say what was meant, in lines that every calendar program can unfold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentline

from sitegen.render.ical import FeedEntry, feed, folded

TEXTS = st.text(
    st.sampled_from("ab c,;:\\^\n\"'{}–éđ中한국ع👍🏽")
    | st.characters(codec="utf-8", categories=["L"]),
    max_size=300,
).filter(lambda text: "\\N" not in text)
"""icalendar takes a backslash before an N for a line end, as RFC 5545 lets it."""


def parsed(text: bytes) -> Any:
    return Calendar.from_ical(text)


def entry(key: str, title: str = "Test windows", **more: object) -> FeedEntry:
    values: dict[str, object] = {
        "day": date(2026, 12, 1),
        "description": "Set them in TOMS.",
        "categories": ("Test planning, and scheduling",),
        "url": f"https://handbook.example.org/en/calendars/#{key}",
        "modified": date(2026, 11, 1),
        "sequence": 2,
    }
    return FeedEntry(key=key, title=title, **{**values, **more})  # type: ignore[arg-type]


@given(TEXTS, TEXTS)
def test_words_come_back_as_they_were(title: str, description: str) -> None:
    text = feed("Dates", "All of them", "ko", [entry("a/b", title, description=description)])
    (event,) = parsed(text).walk("VEVENT")
    assert event["SUMMARY"] == title
    assert event["DESCRIPTION"] == (f"{description}\n{event['URL']}" if description else "")


@given(TEXTS.map(lambda text: text.replace("\n", " ")))
def test_lines_are_folded_as_icalendar_itself_folds_them(text: str) -> None:
    line: Any = Contentline
    assert folded(f"X-TEXT:{text}".encode()) == line(f"X-TEXT:{text}").to_ical()


@given(TEXTS)
def test_no_line_has_more_than_75_octets_and_no_character_is_split(text: str) -> None:
    made = feed(text, text, "ar", [entry("a/b", text, description=text)])
    assert made.endswith(b"END:VCALENDAR\r\n")
    for line in made.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line.decode().encode()


def test_an_event_is_a_whole_day_with_its_history() -> None:
    text = feed("Dates", "All of them", "en", [entry("windows/2026-27/state")], "https://x.example")
    calendar = parsed(text)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["URL"], calendar["NAME"]) == ("https://x.example", "Dates")
    assert "METHOD" not in calendar
    assert event["UID"] == "windows.2026-27.state@coordinator-handbook"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 2))
    recorded = datetime(2026, 11, 1, tzinfo=UTC)
    assert (event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt) == (recorded, recorded)
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (2, "CONFIRMED", "TRANSPARENT")
    assert event["CATEGORIES"].cats == ["Test planning, and scheduling"]
    assert event["URL"] == "https://handbook.example.org/en/calendars/#windows/2026-27/state"


def test_several_days_end_on_the_day_after_the_last() -> None:
    days = entry("testing/2026-27/oak", day=date(2027, 4, 12), last=date(2027, 4, 16))
    (event,) = parsed(feed("Dates", "", "en", [days])).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 4, 12), date(2027, 4, 17))


def test_the_address_ends_the_description_as_if_all_were_folded_at_once() -> None:
    for length in range(120):
        url = "https://handbook.example.org/" + "a" * length
        text = feed("Dates", "", "en", [entry("a/b", description="words; and more " * 9, url=url)])
        words = r"words\; and more " * 9
        assert folded(rf"DESCRIPTION:{words}\n{url}".encode()) in text


def test_events_stand_by_day_and_then_by_key() -> None:
    later = entry("a/a", day=date(2027, 1, 1))
    text = feed("Dates", "", "en", [later, entry("b/b"), entry("a/b", cancelled=True)])
    events = parsed(text).walk("VEVENT")
    assert [str(event["UID"])[:3] for event in events] == ["a.b", "b.b", "a.a"]
    assert [str(event["STATUS"]) for event in events] == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
