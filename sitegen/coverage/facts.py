"""The facts of a row: what must stand in the handbook exactly, however it is worded.

Numbers, dates, codes (words with two capitals), addresses, labels of the screen (in brackets
or quotation marks), and names: those that the registry lists, and other capitalised words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.coverage.ledger import PERSPECTIVE, RESOURCE, TERM, Row
from sitegen.coverage.names import OfficialNames
from sitegen.coverage.wording import NUMBERS, Words, words

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_CODE = r"\w*[A-Z]\w*[A-Z]\w*"

ROLE_NAMES = re.compile(
    r"\b(?:primary |other |local |LEA |site |current )*(?:LEA|CAASPP|ELPAC|CALPADS|technology)"
    r" coordinators?\b|\b[Tt]est [Ss]ite [Cc]oordinators?\b"
)
"""People’s roles: the handbook says who does a thing with words of its own."""

_PATTERNS = (
    ("address", re.compile(r"[\w.-]+@[\w-]+(?:\.[\w-]+)+|@\w+")),
    ("name", None),  # the listed names
    ("label", re.compile(r"\[[^\]]+\]|“[^”]+”")),
    (
        "date",
        re.compile(
            rf"\b(?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?|\b(?:mid-|late |early )?(?:{_MONTHS})"
            r"(?: \d{4})?\b|\b\d{4}[–-]\d\d\b|\b(?:fall|spring|winter|summer)(?: \d{4})?\b"
            r"|\b20\d\d\b"
        ),
    ),
    ("code", re.compile(rf"\b{_CODE}\b")),
    ("name", re.compile(r"\b[A-Z][\w’]*(?:[ /–-]+[A-Z][\w’]*)*")),
    (
        "number",
        re.compile(
            rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(NUMBERS)})\b"
            r"|\b[Oo]ne (?:day|hour|month|week|year|minute)\b",
            re.IGNORECASE,
        ),
    ),
)
_SENTENCE_START = re.compile(r"(?:^|[.:;!?]\s+|^\W+)$")


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
        yield from (("name", part) for part in re.split(r"—", row.text))
    elif row.kind == PERSPECTIVE:
        yield from (("name", part) for part in row.text.split(" – "))
    elif row.kind == TERM:
        letters, _, meaning = row.text.partition(": ")
        yield from (("code", letters), ("name", meaning))
    else:
        yield from _in_statement(row.text, names)


def _in_statement(text: str, names: OfficialNames) -> Iterator[tuple[str, str]]:
    """What a pattern finds is taken out before the next one looks."""
    for meaning, _ in sorted(names.terms, key=lambda term: -len(term[0])):
        # Where the row spells the letters out, the letters beside it are the fact.
        text = re.sub(rf"(?<!\w){re.escape(meaning)}s?(?= \()", "~", text, flags=re.IGNORECASE)
    text = ROLE_NAMES.sub("~", text)
    for kind, pattern in _PATTERNS:
        finds = list((pattern or names.pattern).finditer(text))
        for found in finds:
            spelled = found[0]
            if pattern is not None and kind == "name":
                spelled = _proper(text, found)
            yield (kind, spelled)
        for found in reversed(finds):
            text = text[: found.start()] + "~" * len(found[0]) + text[found.end() :]


def _proper(text: str, found: re.Match[str]) -> str:
    """A capitalised run without the word that is capitalised as the first of its sentence."""
    if not _SENTENCE_START.search(text[: found.start()]):
        return found[0]
    _, _, rest = found[0].partition(" ")
    return rest
