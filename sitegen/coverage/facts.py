"""The facts of a row: what must stand in the handbook exactly, however it is worded.

Numbers, dates, codes (words with two capitals), addresses, labels of the screen (in brackets
or quotation marks), and names: those that the registry lists, and other capitalised words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.coverage.ledger import INTRO, PERSPECTIVE, RESOURCE, TERM, Row
from sitegen.coverage.names import OfficialNames, in_letters, without_kind
from sitegen.coverage.wording import NUMBERS, Words, words

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_CODE = r"\w*[A-Z]\w*[A-Z]\w*"

ROLE_NAMES = re.compile(
    r"\b(?:primary |other |local |LEA |site |current )*(?:LEA|CAASPP|ELPAC|CALPADS|technology)"
    r" coordinators?\b|\b[Tt]est [Ss]ite [Cc]oordinators?\b"
)
"""People’s roles: the handbook says who does a thing with words of its own."""

_UNIT = (
    r"(?: (?:working|business|calendar|instructional|consecutive))*"
    r"[ -](?:percent|digit|hour|day|week|month|year)s?"
)
_NUMBER = rf"\d+(?:[.,]\d+)*|\b(?i:{'|'.join(NUMBERS)})\b"

_PATTERNS = (
    ("address", re.compile(r"[\w.-]+@[\w-]+(?:\.[\w-]+)+|@\w+")),
    ("label", re.compile(r"^\*?[A-Z0-9]\w*(?: [A-Z0-9]\w*)*(?=: )")),
    ("name", None),  # the listed names
    ("label", re.compile(r"\[[^\]]+\]|“[^”]+”")),
    (
        "date",
        re.compile(
            rf"\b(?:{_MONTHS}) \d{{1,2}}(?!\d)(?:, \d{{4}})?"
            rf"|\b(?:mid-|late |early )?(?:{_MONTHS})(?: \d{{4}})?\b"
            r"|\b\d{4}[–-]\d\d\b|\b(?:fall|spring|winter|summer)(?: \d{4})?\b|\b20\d\d\b"
        ),
    ),
    ("number", re.compile(rf"(?:{_NUMBER}|\b[Oo]ne(?={_UNIT}))(?:{_UNIT})?")),
    ("code", re.compile(rf"\b{_CODE}\b")),
    ("name", re.compile(r"\b[A-Z][\w’]*(?:[ /–-]+[A-Z][\w’]*)*")),
)
_SENTENCE_START = re.compile(r"(?:^|[.:;!?]\s+)[*(“\[]*$")
_SMALL_WORDS = frozenset({"A", "For", "If", "The", "This", "To"})
"""They are capitalised in brackets, where a sentence begins inside another."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a row: its kind, its place among the row's facts of that kind (from 1), and
    its words as they are compared."""

    kind: str
    number: int
    words: Words


def facts_of(row: Row, names: OfficialNames) -> tuple[Fact, ...]:
    """All facts of a row, each once, kind by kind in the row’s order."""
    found: list[tuple[str, Words]] = []
    for kind, spelled in _spelled(row, names):
        fact = (kind, words(spelled))
        if fact[1] and fact[1] not in [known for _, known in found]:
            found.append(fact)
    counts: dict[str, int] = {}
    facts = []
    for kind, value in found:
        counts[kind] = counts.get(kind, 0) + 1
        facts.append(Fact(kind, counts[kind], value))
    return tuple(facts)


def _spelled(row: Row, names: OfficialNames) -> Iterator[tuple[str, str]]:
    if row.kind == RESOURCE:
        yield from (("name", in_letters(part, names.terms)) for part in row.text.split("—"))
    elif row.kind == PERSPECTIVE:
        yield from (("name", part) for part in row.text.split(" – "))
    elif row.kind == TERM:
        letters, _, meaning = row.text.partition(": ")
        yield from (("code", letters), ("name", meaning))
    else:
        yield from _in_statement(row.text, names, is_heading=row.kind == INTRO)


def _in_statement(
    text: str, names: OfficialNames, *, is_heading: bool
) -> Iterator[tuple[str, str]]:
    """What a pattern finds is taken out before the next one looks.

    A heading has capitals of its own: only names that are listed count in it.
    """
    for meaning, _ in names.terms:
        # Where the row spells the letters out, the letters beside it are the fact.
        text = re.sub(rf"(?<!\w){re.escape(meaning)}s?(?= [(\[])", "~", text, flags=re.IGNORECASE)
    text = ROLE_NAMES.sub("~", text)
    for kind, pattern in _PATTERNS:
        finds = list((pattern or names.pattern).finditer(text))
        for found in finds:
            if pattern is None:
                yield (kind, without_kind(found[0]))
            elif kind == "name":
                yield (kind, "" if is_heading else _proper(text, found))
            else:
                yield (kind, found[0])
        for found in reversed(finds):
            text = text[: found.start()] + "~" * len(found[0]) + text[found.end() :]


def _proper(text: str, found: re.Match[str]) -> str:
    """A capitalised run without the word that is capitalised as the first of its sentence."""
    first, _, rest = found[0].partition(" ")
    begins = _SENTENCE_START.search(text[: found.start()]) or first in _SMALL_WORDS
    return rest if begins else found[0]
