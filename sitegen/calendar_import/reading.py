"""A calendar file, whatever its form, to entries: bytes, encoding, and which reader takes it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from sitegen.calendar_import.dates import Order
from sitegen.calendar_import.entries import Entry
from sitegen.calendar_import.ics import read_ics
from sitegen.calendar_import.table import read_table
from sitegen.content.files import LARGEST_FILE
from sitegen.deadlines.calendars import SchoolYear
from sitegen.problems import Problems, Source

_FORMS = "a calendar program exports .ics; a spreadsheet saves as CSV (UTF-8)"


def read_entries(
    file: Path, path: str, year: SchoolYear, order: Order | None, problems: Problems
) -> list[Entry]:
    """The entries of a calendar file; ``path`` names it in reports. What cannot be read is told.

    ``order`` settles dates like 8/10/2026, where the file alone does not.
    """
    text = _text(file, path, problems)
    if text is None:
        return []
    if "BEGIN:VCALENDAR" in text[:1000].upper():
        return read_ics(text, path, problems)
    if file.suffix.lower() in (".ics", ".ical", ".ifb"):
        message = "this is no iCalendar file: it does not begin with BEGIN:VCALENDAR"
        problems.add("D142", Source(path, 1, 1), message, _FORMS)
        return []
    return read_table(text, path, year, order, problems)


def _text(file: Path, path: str, problems: Problems) -> str | None:
    raw = _bytes(file, path, problems)
    if raw is None:
        return None
    encoding = "utf-8-sig"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        message = "this is a spreadsheet, a PDF or an archive, not a calendar’s text"
        problems.add("D141", Source(path), message, _FORMS)
        return None
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"this file is not UTF-8: byte 0x{raw[error.start]:02x} stands here"
        problems.add("D141", Source(path, line, 1), message, "save it again as CSV (UTF-8)")
        return None
    if "\0" in text:
        problems.add("D141", Source(path), "this file is not text: it has zero bytes", _FORMS)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(file: Path, path: str, problems: Problems) -> bytes | None:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            message = "a folder or a device stands here in place of the file"
            problems.add("D141", Source(path), message, "name a file: .ics or CSV")
            return None
        if status.st_size > LARGEST_FILE:
            message = f"this file has {status.st_size:,} bytes; {LARGEST_FILE:,} are the most"
            problems.add("D141", Source(path), message, "export one school year alone")
            return None
        return file.read_bytes()
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno or 0) if isinstance(error, OSError) else str(error)
        problems.add(
            "D141", Source(path), f"this file cannot be read: {reason}", "look at its name"
        )
        return None
