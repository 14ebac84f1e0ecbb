"""The order of names in a list.

What is sorted by name here is written in Latin letters in every language: the names of LEAs,
which are official, and the glossary's headwords, which stay in English. So no table of the
world's scripts is needed, but the three levels of the Unicode Collation Algorithm for Latin:
letters first, then accents, then case, with spaces and hyphens before letters and numbers by
their value. Topics, months, roles and letters have an order of their own and are not sorted.
"""

from __future__ import annotations

import re
import unicodedata

_TAILORED = {"es": ("n\u0303",), "fil": ("n\u0303",)}
"""Letters of their own after the plain one, by CLDR's rules for a language: ñ after n."""

_AFTER = "\U0010ffff"
_PARTS = re.compile(r"\d+|\w|\W", re.DOTALL)


def collation_key(name: str, tag: str) -> tuple[str, str, str]:
    """Sorts ``name`` among others on a page in the language ``tag``."""
    written = unicodedata.normalize("NFKD", name)
    folded = written.casefold()
    for letter in _TAILORED.get(tag, ()):
        folded = folded.replace(letter, letter[0] + _AFTER)
    letters = "".join(
        _level(part)
        for part in _PARTS.findall("".join(c for c in folded if not unicodedata.combining(c)))
    )
    accents = "".join(each if unicodedata.combining(each) else "." for each in folded)
    return (letters, accents, name.swapcase())


def _level(part: str) -> str:
    if part.isdecimal():
        return f"1{int(part):020}"
    return part if part.isalpha() or part == _AFTER else " "
