"""The register of problem codes: what each means, how grave it is, how it is mended.

A code is a letter for the room that finds it and three digits, and is never reused:
F files, Y YAML, M models, R references, D dates and calendars, O overlays, T text and
Markdown, L languages, B what an LEA draws and writes itself, G what is upstream's to change,
C calendars to subscribe to, S settings, P publishing.
"""

from __future__ import annotations

from sitegen.problems.code import Code, Severity
from sitegen.problems.content_codes import CONTENT_CODES
from sitegen.problems.date_codes import DATE_CODES
from sitegen.problems.local_codes import LOCAL_CODES
from sitegen.problems.overlay_codes import OVERLAY_CODES
from sitegen.problems.ownership_codes import OWNERSHIP_CODES
from sitegen.problems.translation_codes import TRANSLATION_CODES

__all__ = ["CODES", "Code", "Severity"]

PUBLISHING_CODES: dict[str, Code] = {
    "P101": Code(
        "Two files of the site have the same address",
        "Two records lead to the same output path, most often an alias that equals another "
        "record's id. Only one of them can be there: give one another id or drop the alias.",
    ),
    "P102": Code(
        "Two addresses differ only in case or in how Unicode composes a character",
        "On macOS and Windows the two are one file, and a person who types the address cannot "
        "tell them apart. Give one another id, or spell both in the same way.",
    ),
    "P103": Code(
        "An address is a file and a directory at once",
        "One record writes a file where another needs a directory of that name.",
    ),
    "P104": Code(
        "An output path is not safe",
        "Paths are relative, with single forward slashes, and have no `.` or `..`, no "
        'backslash, no control character and none of `< > : " | ? *`.',
    ),
    "P105": Code(
        "An output path does not work on every system",
        "A name has at most 240 bytes in UTF-8, is none of the device names of Windows (`con`, "
        "`aux`, `nul`, `prn`, `com1`, `lpt1`, …, with any extension), and does not end with a "
        "dot or a space.",
    ),
}

CODES = (
    CONTENT_CODES
    | DATE_CODES
    | LOCAL_CODES
    | OVERLAY_CODES
    | OWNERSHIP_CODES
    | PUBLISHING_CODES
    | TRANSLATION_CODES
)
