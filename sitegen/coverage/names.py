"""The official names: of the registry's resources, and what the glossary's letters stand for.

They are no one's wording, so they may stand in our texts as they are; and a row that names
one asks that we name it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sitegen.content.handbook import Handbook
from sitegen.coverage.wording import Words, words
from sitegen.deadlines.testing_words import ASSESSMENTS

_KIND_OF_THING = re.compile(
    r"\s+(?:web pages?|websites?|web documents?|page|forms?|sections?|subsections?|chapters?"
    r"|emails?|reports?|documents?|quick reference guides?)$"
)
_PLACE = re.compile(r" (?:web pages?|websites?|web documents?)$")
_OWNER = re.compile(r"^(?:CDE|ETS|CAASPP and ELPAC|CAASPP & ELPAC|CAASPP|ELPAC|Monthly ETS)\s+")
_NAME = re.compile(r"[A-Z0-9@].*[A-Z][a-z]|[A-Z][a-z]")
_SMALL = re.compile(r"\b(?:A|About|And|For|In|Of|On|The|To|Via)\b", re.IGNORECASE)
"""Words that a title may write with a capital or without."""
_PARTS = re.compile(r"\s*(?:—|: )\s*")
_LETTERS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True)
class OfficialNames:
    """``resources`` are names as they may stand in a row, ``terms`` letters by what they stand
    for (both in their own spelling)."""

    resources: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the longest name at a place, spelled as it is."""
        longest_first = sorted(self.resources, key=lambda name: (-len(name), name))
        either = "|".join(_SMALL.sub(r"(?i:\g<0>)", re.escape(name)) for name in longest_first)
        return re.compile(rf"(?<!\w)(?:{either})(?!\w| [A-Z][a-z])")

    @cached_property
    def in_words(self) -> dict[str, tuple[Words, ...]]:
        """The names and the terms' meanings as words, longest first, by their first word."""
        found: dict[str, set[Words]] = {}
        for name in (*self.resources, *(meaning for meaning, _ in self.terms)):
            if len(words(name)) > 1:
                found.setdefault(words(name)[0], set()).add(words(name))
        return {
            first: tuple(sorted(every, key=lambda each: (-len(each), each)))
            for first, every in found.items()
        }

    def left_out(self, text: Words) -> Words:
        """``text`` without its official names, its other words moved together.

        So wording is told from names: twelve words of a row count as copied where they are
        the same in a row with every name taken out, whatever name stood among them.
        """
        kept: list[str] = []
        place = 0
        while place < len(text):
            every = self.in_words.get(text[place], ())
            name = next((each for each in every if text[place : place + len(each)] == each), ())
            if not name:
                kept.append(text[place])
            place += len(name) or 1
        return tuple(kept)


def official_names(handbook: Handbook) -> OfficialNames:
    """The names that the handbook's registry and glossary list."""
    terms = sorted(
        (
            (str(term.meaning), str(term.term))
            for term in handbook.terms.values()
            if len(str(term.meaning)) > len(str(term.term))
        ),
        key=lambda term: (-len(term[0]), term),
    )
    resources = set(filter(None, map(str, ASSESSMENTS.values())))
    for each in handbook.resources.values():
        for spelled in spellings(str(each.name)):
            resources |= {spelled, in_letters(spelled, terms)}
    return OfficialNames(tuple(sorted(resources)), tuple(terms))


def in_letters(text: str, terms: Iterable[tuple[str, str]]) -> str:
    """``text`` with the letters of terms in place of what they stand for."""
    for meaning, letters in terms:
        if meaning.lower() in text.lower():
            text = re.sub(rf"(?<!\w){re.escape(meaning)}", letters, text, flags=re.IGNORECASE)
    return text


def without_kind(name: str) -> str:
    """“Accessibility Resources web page” as “Accessibility Resources”."""
    return _PLACE.sub("", name)


def spellings(name: str) -> Iterator[str]:
    """The ways in which a text may call a resource of this name.

    “TOMS User Guide: Designate Users: Overview” is also “Designate Users: Overview”; what
    kind of thing it is (“web page”), whose it is (“CDE”) and its letters may be left out.
    """
    yield name
    bare = _LETTERS.sub("", name)
    parts = _PARTS.split(bare)
    wholes = [bare, *parts, ": ".join(parts[1:])]
    for whole in wholes:
        for start in (whole, _OWNER.sub("", whole)):
            for spelled in (start, _KIND_OF_THING.sub("", start)):
                if (" " in spelled or spelled == bare) and _NAME.match(spelled):
                    yield spelled
