"""What a calendar file says, one entry at a time, before anybody decides what it means."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from sitegen.content.scalars import FORBIDDEN
from sitegen.problems import Source

LONGEST_NAME = 200
MOST_ENTRIES = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """A named day or range of a calendar file; both days are in it.

    ``timed`` says that it has hours of the day, so that it is no day off by itself.
    ``category`` is a column or property that names its kind, if there is one.
    """

    name: str
    first: dt.date
    last: dt.date
    at: Source
    category: str = ""
    timed: bool = False


def tidy(text: str) -> str:
    """A name as a reader may see it: NFC, no control characters, single spaces."""
    plain = FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", plain).strip()


def plain(text: str) -> str:
    """A text for comparing: small letters without accents, dashes as hyphens."""
    spread = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return re.sub(r"[‐-―−]", "-", bare)
