"""The lint of feeds refuses what the readers of iCalendar let pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.audit import main
from sitegen.audit.calendars import lint, lint_calendars

GOOD = (
    "BEGIN:VCALENDAR\r\n"
    "PRODID:-//Coordinator Handbook//Deadlines//EN\r\n"
    "VERSION:2.0\r\n"
    "NAME:Dates\r\n"
    "X-WR-CALNAME:Dates\r\n"
    "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n"
    "X-PUBLISHED-TTL:PT12H\r\n"
    "BEGIN:VEVENT\r\n"
    "UID:windows.2026-27.state@coordinator-handbook\r\n"
    "DTSTAMP:20261125T000000Z\r\n"
    "LAST-MODIFIED:20261125T000000Z\r\n"
    "SEQUENCE:2\r\n"
    "DTSTART;VALUE=DATE:20261201\r\n"
    "DTEND;VALUE=DATE:20261202\r\n"
    "SUMMARY:Test windows set in TOMS\\, by the LEA\r\n"
    "DESCRIPTION:Fold here: 中文測試窗口中文測試窗口中文測\r\n"
    " 試窗口\\nhttps://handbook.example.org/\r\n"
    "CATEGORIES:Test planning,CAASPP\r\n"
    "TRANSP:TRANSPARENT\r\n"
    "STATUS:CONFIRMED\r\n"
    "END:VEVENT\r\n"
    "END:VCALENDAR\r\n"
).encode()
EVENT = GOOD[GOOD.index(b"BEGIN:VEVENT") : GOOD.index(b"END:VCALENDAR")]


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(feed: bytes) -> bytes:
        assert feed.count(old.encode()) == 1, old
        return feed.replace(old.encode(), new.encode())

    return change


def without(line: str) -> Callable[[bytes], bytes]:
    return swapped(f"{line}\r\n", "")


def in_the_middle_of_a_character(feed: bytes) -> bytes:
    return feed.replace("\r\n 試".encode(), b"").replace("測".encode(), b"\xe6\r\n \xb8\xac", 1)


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "bare line feeds": (lambda feed: feed.replace(b"\r\n", b"\n"), "without CRLF"),
    "one bare line feed": (swapped("SEQUENCE:2\r\n", "SEQUENCE:2\n"), "without CRLF"),
    "a bare carriage return": (swapped("SEQUENCE:2\r\n", "SEQUENCE:2\r"), "without CRLF"),
    "no end of the last line": (lambda feed: feed.removesuffix(b"\r\n"), "last line has no CRLF"),
    "a line of 76 octets": (swapped("SUMMARY:", f"SUMMARY:{'x' * 31}"), "76 octets"),
    "a line that is not folded": (swapped("\r\n 試", "試"), "octets; fold it"),
    "a fold in a character": (in_the_middle_of_a_character, "a character is split"),
    "a fold without its space": (swapped("\r\n 試", "\r\n試"), "no property"),
    "a byte order mark": (lambda feed: b"\xef\xbb\xbf" + feed, "byte order mark"),
    "an empty line": (swapped("SEQUENCE:2\r\n", "SEQUENCE:2\r\n\r\n"), "the line is empty"),
    "another encoding": (lambda feed: feed.replace("試".encode(), b"\xe9"), "no UTF-8"),
    "a raw comma": (swapped("TOMS\\,", "TOMS,"), "must be escaped"),
    "a raw semicolon": (swapped("TOMS\\,", "TOMS;"), "must be escaped"),
    "an escape that is none": (swapped("TOMS\\,", "TOMS\\t"), "must be escaped"),
    "a control character": (swapped("TOMS\\,", "TOMS\x07"), "control character"),
    "a property in small letters": (swapped("SEQUENCE:", "sequence:"), "no property"),
    "a UID twice": (lambda feed: feed.replace(EVENT, EVENT + EVENT), "the UID stands in line 9"),
    "no UID": (without("UID:windows.2026-27.state@coordinator-handbook"), "VEVENT has no UID"),
    "an empty title": (swapped("Test windows set in TOMS\\, by the LEA", ""), "has no SUMMARY"),
    "no stamp": (without("DTSTAMP:20261125T000000Z"), "VEVENT has no DTSTAMP"),
    "a local stamp": (swapped("DTSTAMP:20261125T000000Z", "DTSTAMP:20261125T000000"), "in UTC"),
    "a day for a stamp": (swapped("DTSTAMP:20261125T000000Z", "DTSTAMP:20261125"), "in UTC"),
    "no sequence": (without("SEQUENCE:2"), "VEVENT has no SEQUENCE"),
    "a sequence of words": (swapped("SEQUENCE:2", "SEQUENCE:two"), "no whole number"),
    "an inclusive end": (swapped("20261202", "20261201"), "DTEND is not after DTSTART"),
    "an end before the start": (swapped("20261202", "20261130"), "DTEND is not after DTSTART"),
    "no end": (without("DTEND;VALUE=DATE:20261202"), "VEVENT has no DTEND"),
    "an hour": (swapped("DTSTART;VALUE=DATE:20261201", "DTSTART:20261201T090000Z"), "no whole day"),
    "a day without its type": (swapped("DTEND;VALUE=DATE:", "DTEND:"), "DTEND is no whole day"),
    "the thirtieth of February": (swapped("20261201", "20270230"), "does not exist"),
    "a busy day": (swapped("TRANSPARENT", "OPAQUE"), "must not make its readers busy"),
    "a status of a task": (swapped("CONFIRMED", "COMPLETED"), "STATUS is none of an event"),
    "two titles": (swapped("SEQUENCE:2", "SEQUENCE:2\r\nSUMMARY:x"), "SUMMARY stands twice"),
    "an invitation": (swapped("VERSION:2.0", "VERSION:2.0\r\nMETHOD:PUBLISH"), "invitation"),
    "no version": (without("VERSION:2.0"), "VCALENDAR has no VERSION"),
    "no name": (without("X-WR-CALNAME:Dates"), "VCALENDAR has no X-WR-CALNAME"),
    "no interval": (without("REFRESH-INTERVAL;VALUE=DURATION:PT12H"), "no REFRESH-INTERVAL"),
    "the name after the events": (
        lambda feed: feed.replace(b"X-WR-CALNAME:Dates\r\n", b"").replace(
            b"END:VCALENDAR", b"X-WR-CALNAME:Dates\r\nEND:VCALENDAR"
        ),
        "X-WR-CALNAME stands after the first component",
    ),
    "an event left open": (without("END:VEVENT"), "closes what is not open"),
    "a calendar left open": (without("END:VCALENDAR"), "VCALENDAR is not closed"),
    "two calendars": (lambda feed: feed + feed, "a feed is one VCALENDAR"),
    "no calendar": (lambda _: b"Not found\r\n", "no property"),
    "nothing at all": (lambda _: b"", "a feed is one VCALENDAR"),
    "no event": (lambda feed: feed.replace(EVENT, b""), "without a component"),
    "an alarm": (
        swapped("END:VEVENT", "BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT"),
        "VALARM has no place",
    ),
    "a property outside": (lambda feed: b"X-FOO:1\r\n" + feed, "outside of every component"),
}


def test_a_good_feed_has_no_fault() -> None:
    assert lint("good.ics", GOOD) == []


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_feed_is_refused(fault: str) -> None:
    change, message = BAD[fault]
    found = [str(each) for each in lint("bad.ics", change(GOOD))]
    assert any(message in each for each in found), found
    assert all(each.startswith("bad.ics:") for each in found)


def test_a_fault_is_told_with_its_line() -> None:
    (found,) = lint("bad.ics", BAD["an inclusive end"][0](GOOD))
    assert (found.path, found.line) == ("bad.ics", 14)


def test_the_audit_lints_every_feed_of_a_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "en" / "calendars").mkdir(parents=True)
    (tmp_path / "index.html").write_text('<!DOCTYPE html><html lang="en"><title>x</title>')
    (tmp_path / "en" / "calendars" / "good.ics").write_bytes(GOOD)
    assert lint_calendars(tmp_path) == ([], 1)
    (tmp_path / "en" / "calendars" / "bad.ics").write_bytes(GOOD.replace(b"\r\n", b"\n"))
    assert main(["--dist", str(tmp_path), "--without-nu"]) == 1
    assert "en/calendars/bad.ics:1: a line ends without CRLF" in capsys.readouterr().out
