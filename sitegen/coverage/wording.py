"""Words as they are compared: without case, markup, plural and the ways to write a dash.

Both sides, a row of the sources and a text of ours, pass through :func:`words`, so that
“SSRs” meets “SSR”, “2026–27” meets “2026-27”, and “two weeks” meets “2 weeks”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256

Words = tuple[str, ...]

HASH_LENGTH = 12
"""Hex digits that are kept of a hash: 48 bits. Of 100,000 runs of ours and 7,000 of the sources,
two meet by chance in one of 400,000 tries."""

_IN_WORDS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
NUMBERS = {word: str(number) for number, word in enumerate(_IN_WORDS.split(), start=2)}
"""Numbers in words. “One” is a number only before a unit: see :func:`words`."""

UNITS = frozenset({"day", "hour", "month", "week", "year", "minute"})

_DASHES = str.maketrans({"‐": "-", "‑": "-", "–": "-", "—": " ", "’": "'", "®": None, "™": None})
_PLURAL_CODE = re.compile(r"\b([A-Z]{2,})s\b")
_SPAN = r"\d+-\d+"
_WORD = re.compile(rf"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|{_SPAN}|\d+(?:[.,]\d+)*|\d*[^\W\d_]+\d*|\d+")


@cache
def words(text: str) -> Words:
    """The words of a plain text, each in the one spelling in which it is compared."""
    flat = unicodedata.normalize("NFKC", text).translate(_DASHES)
    flat = _PLURAL_CODE.sub(r"\1", flat).replace("'s", "s").replace("'", "")
    found = [
        word.lower() if word.isupper() else _singular(word.lower()) for word in _WORD.findall(flat)
    ]
    for index, word in enumerate(found):
        if word == "one" and found[index + 1 : index + 2] and found[index + 1] in UNITS:
            found[index] = "1"
    return tuple(NUMBERS.get(word, word) for word in found)


def _singular(word: str) -> str:
    long_enough = len(word) > 3 and word.isalpha()
    if long_enough and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=1 << 20)
def digest(run: Words) -> str:
    """The hash by which a run of words is known."""
    return sha256(" ".join(run).encode()).hexdigest()[:HASH_LENGTH]


def runs(text: Sequence[str], length: int) -> Iterator[Words]:
    """All runs of ``length`` neighbouring words."""
    for start in range(len(text) - length + 1):
        yield tuple(text[start : start + length])
