"""The scalar types of content: words that know where they stand, read strictly.

YAML's own guesses are never used, and neither are pydantic's lax conversions (they take
``0`` for 1970-01-01 and ``off`` for False). A scalar arrives as a :class:`Marked` string;
each type here accepts one spelling, and says in its error what that spelling is.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sitegen.problems import Source

_NOWHERE = Source("")


class Marked(str):
    """A string that was read from a file, with the place of its first character."""

    __slots__ = ("at",)
    at: Source

    def __new__(cls, text: str, at: Source = _NOWHERE) -> Marked:
        marked = super().__new__(cls, text)
        marked.at = at
        return marked

    def __getnewargs__(self) -> tuple[str, Source]:  # type: ignore[override]
        return (str(self), self.at)


def refuse(message: str, hint: str = "") -> PydanticCustomError:
    """An error of a scalar; ``hint`` becomes the Problem's hint."""
    return PydanticCustomError("scalar", "{message}", {"message": message, "hint": hint})


def _text(value: Any, what: str) -> Marked:
    if isinstance(value, Marked):
        return value
    if isinstance(value, str):
        return Marked(value)
    if value is None:
        raise refuse(f"nothing stands here; {what} belongs here", "write it after the key")
    raise refuse(f"{what} belongs here, not a {'list' if isinstance(value, list) else 'mapping'}")


FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ufeff\ufffe\uffff]"
)
"""Control and direction characters, the line ends of Unicode, and what is no character."""


def said_character(character: str) -> str:
    """How a report names a character that cannot be seen: ``U+202E``."""
    return f"U+{ord(character):04X}"


def _readable(text: Marked) -> Marked:
    """Text for readers: NFC, no control or direction characters (they are ours to set)."""
    if found := FORBIDDEN.search(text):
        raise refuse(
            f"the character {said_character(found[0])} is not allowed in text", "delete it"
        )
    return Marked(unicodedata.normalize("NFC", text).strip(), text.at)


def _line(value: Any) -> Marked:
    text = _readable(_text(value, "one line of text"))
    if not text:
        raise refuse("this text is empty", "write it, or take the key away")
    if "\n" in text:
        raise refuse(
            "this text must stand on one line", "write it after the key, without a | block"
        )
    if len(text) > 300:
        raise refuse(f"this line has {len(text):,} characters; 300 are the most", "shorten it")
    return text


def _prose(value: Any) -> Marked:
    text = _readable(_text(value, "text"))
    if not text:
        raise refuse("this text is empty", "write it, or take the key away")
    if len(text) > 4000:
        raise refuse(f"this text has {len(text):,} characters; 4,000 are the most", "shorten it")
    return text


def is_reader_text(marker: Any) -> bool:
    """Whether an annotation's ``marker`` is that of :data:`Line` or :data:`Prose`."""
    return isinstance(marker, PlainValidator) and marker.func in (_line, _prose)


_LONGEST_WORD = 500


def _pattern(what: str, pattern: str, hint: str) -> Callable[[Any], Marked]:
    compiled = re.compile(pattern)

    def check(value: Any) -> Marked:
        text = _text(value, what)
        if len(text) > _LONGEST_WORD or not compiled.fullmatch(text):
            raise refuse(f"“{text[:80]}” is not {what}", hint)
        return text

    return check


def _cds_code(value: Any) -> Marked:
    text = _text(value, "a CDS code")
    digits = text.replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        raise refuse(f"“{text[:40]}” is not a CDS code", "a CDS code has 14 digits")
    if len(digits) != 14:
        raise refuse(
            f"this CDS code has {len(digits)} digits; 14 belong there",
            "county (2), district (5) and school (7) digits; a spreadsheet may have dropped a zero",
        )
    return Marked(digits, text.at)


_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    text = _text(value, "a date")
    if not _DATE.fullmatch(text):
        raise refuse(f"“{text[:40]}” is not a date", "write it as year-month-day: 2026-12-01")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise refuse(f"there is no day {text}", "look at the calendar for that month") from None


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value, "true or false")
    if text not in ("true", "false"):
        raise refuse(f"“{text[:40]}” is neither true nor false", "write true or false")
    return text == "true"


def _whole_number(value: Any) -> int:
    if isinstance(value, int):
        return value
    text = _text(value, "a whole number")
    if not re.fullmatch(r"-?(0|[1-9]\d{0,6})", text):
        raise refuse(f"“{text[:40]}” is not a whole number", "digits only: 25 or -14")
    return int(text)


def _school_year(value: Any) -> Marked:
    text = _text(value, "a school year")
    found = re.fullmatch(r"(20\d\d)-(\d\d)", text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise refuse(f"“{text[:40]}” is not a school year", "write it as 2026-27")
    return text


def _address(value: Any) -> Marked:
    text = _text(value, "an address")
    if not re.fullmatch(
        r"(https?://[^\s/?#@\"'<>\\]+(/[^\s\"'<>\\]*)?|mailto:[^\s@\"'<>\\]+@[^\s@\"'<>\\]+)", text
    ):
        raise refuse(f"“{text[:80]}” is not an address", "https://…, http://… or mailto:…")
    return text


def _safe_address(value: Any) -> Marked:
    text = _text(value, "an address")
    if (
        not re.fullmatch(
            r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?(/[^\s\"'<>\\^`{|}]*)?", text
        )
        or len(text) > 500
    ):
        raise refuse(
            f"“{text[:80]}” is not an address that can be linked to",
            "https://, a host in small letters, and a path: https://www.example.org/forms",
        )
    return text


def _kind(check: Callable[[Any], Any], schema: dict[str, Any]) -> Any:
    return (PlainValidator(check), WithJsonSchema(schema))


_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_LONGEST_ID = 100
_STRING = {"type": "string"}
ID_HINT = "lower-case letters, digits and single hyphens"


def _string(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$"}


def why_no_id(text: str) -> str:
    """What keeps a word from being an id, which becomes an address; empty for an id."""
    if not re.fullmatch(_ID, text):
        return f"“{text[:80]}” is not an id"
    if len(text) > _LONGEST_ID:
        return f"this id has {len(text)} characters; {_LONGEST_ID} are the most"
    if _DEVICES.fullmatch(text):
        return f"“{text}” cannot be an id: Windows keeps that name for a device"
    return ""


def _record_id(value: Any) -> Marked:
    text = _text(value, "an id")
    if why := why_no_id(text):
        raise refuse(why, ID_HINT)
    return text


_local_id = _pattern("a local id", rf"local-{_ID}", "the id of a local record begins with local-")


def why_no_slug(text: str) -> str:
    """What keeps a word from being an LEA's slug; empty for a slug."""
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", text):
        return f"“{text[:80]}” is not an LEA’s slug"
    if _DEVICES.fullmatch(text):
        return f"“{text}” cannot be a slug: Windows keeps that name for a device"
    return ""


SLUG_HINT = "lower-case letters, digits and hyphens, at most 60: alder-creek"


def _slug(value: Any) -> Marked:
    text = _text(value, "a slug")
    if why := why_no_slug(text):
        raise refuse(why, SLUG_HINT)
    return text


_LEDGER = r"(?:checklist|how-to)/[a-z0-9-]+(?:/[a-z0-9-]+){0,3}"
_ledger_id = _pattern(
    "a ledger id", _LEDGER, "a row of the ledger, in full: checklist/2026-07/training/1"
)
TARGET_KINDS = ("task", "guide", "letter", "term", "deadline", "resource", "contact")
"""What an operation can name. The last two are refused with a word on what to do instead."""

_TARGET = rf"(?:(?:{'|'.join(TARGET_KINDS)}):)?{_ID}(?:@[a-z-]+)?(?:#{_ID})?"
_target = _pattern(
    "a target",
    _TARGET,
    "task-id, task-id@timeframe, task-id#step-id, guide:id#section, letter:id, term:id or "
    "deadline:id",
)
_language = _pattern(
    "a language", r"en|ar|zh-Hant|fil|ko|es|vi", "one of en, ar, zh-Hant, fil, ko, es, vi"
)
_GRADES = ("k", *map(str, range(1, 13)))
_grade = _pattern("a grade", "|".join(_GRADES), "k for kindergarten, or 1 to 12")
_EMAIL = r"[A-Za-z0-9.!#$%&*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_email = _pattern("an e-mail address", _EMAIL, "name@example.org")
_phone = _pattern(
    "a telephone number", r"\+?[0-9(][0-9 ().-]{5,24}(?: ext\. \d{1,6})?", "(555) 010-0100"
)
_FINGERPRINT = r"[0-9a-f]{12}"
_fingerprint = _pattern("a fingerprint", _FINGERPRINT, "twelve digits and letters a to f")
_colour = _pattern("a colour", r"#[0-9a-fA-F]{6}", "# and six hexadecimal digits: #0b4f6c")

Keyed = BeforeValidator(
    lambda value: (
        {key: item for key, item in value.items() if key != "@"}
        if isinstance(value, dict)
        else value
    )
)
"""For a mapping that is no record (its keys are words of a set): drops its place."""

Line = Annotated[Marked, *_kind(_line, {"type": "string", "maxLength": 300})]
Prose = Annotated[Marked, *_kind(_prose, {"type": "string", "maxLength": 4000})]
RecordId = Annotated[Marked, *_kind(_record_id, _string(_ID))]
DeadlineId = Annotated[Marked, *_kind(_record_id, _string(_ID))]
LocalId = Annotated[Marked, *_kind(_local_id, _string(rf"local-{_ID}"))]
Slug = Annotated[Marked, *_kind(_slug, _STRING)]
LedgerId = Annotated[Marked, *_kind(_ledger_id, _string(_LEDGER))]
TargetRef = Annotated[Marked, *_kind(_target, _string(_TARGET))]
Language = Annotated[
    Marked, *_kind(_language, {"enum": ["en", "ar", "zh-Hant", "fil", "ko", "es", "vi"]})
]
Grade = Annotated[Marked, *_kind(_grade, {"enum": list(_GRADES)})]
Email = Annotated[Marked, *_kind(_email, {"type": "string", "format": "email"})]
Phone = Annotated[Marked, *_kind(_phone, _STRING)]
Fingerprint = Annotated[Marked, *_kind(_fingerprint, _string(_FINGERPRINT))]
Colour = Annotated[Marked, *_kind(_colour, _string("#[0-9a-fA-F]{6}"))]
Address = Annotated[Marked, *_kind(_address, {"type": "string", "format": "uri"})]
SafeAddress = Annotated[
    Marked, *_kind(_safe_address, {"type": "string", "format": "uri", "pattern": "^https://"})
]
CdsCode = Annotated[Marked, *_kind(_cds_code, {"type": "string", "pattern": "^[0-9]{14}$"})]
SchoolYear = Annotated[Marked, *_kind(_school_year, _string(r"20\d\d-\d\d"))]
Flag = Annotated[bool, *_kind(_flag, {"type": "boolean"})]
WholeNumber = Annotated[int, *_kind(_whole_number, {"type": "integer"})]
Date = Annotated[
    dt.date,
    *_kind(_date, {"type": "string", "format": "date"}),
    PlainSerializer(lambda day: day.isoformat(), when_used="json"),
]
