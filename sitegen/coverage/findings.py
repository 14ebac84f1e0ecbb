"""What is missing, too much or copied: citations, facts and runs of words, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from sitegen.coverage.citing import COVERING, SAYING, Citing, citings, english_texts, read_editions
from sitegen.coverage.ledger import INTRO
from sitegen.coverage.names import OfficialNames, official_names
from sitegen.coverage.recorded import PLACE, RUN_LENGTH, Recorded, RecordedFact, RecordedRow
from sitegen.coverage.wording import digest, runs, words
from sitegen.problems import Source

MOST_ROWS = 8
"""So many rows may one record cite: a record that cites more says too much at once."""

COMMAND = "python3 build.py coverage LEDGER"
"""What tells a fact’s words, where a test has only its hash."""

EXCEPTIONS = f"{PLACE}/exceptions.yaml"


@dataclass(frozen=True, slots=True)
class Finding:
    """``about`` is the row or the record it is about, ``at`` where it stands, if anywhere."""

    about: str
    message: str
    at: Source | None = None

    def __str__(self) -> str:
        place = f"{self.at.path}:{self.at.line}: " if self.at else ""
        return f"{place}{self.about}: {self.message}"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExceptedFact(_Strict):
    """A fact of a row that the handbook leaves out or says otherwise, in a word of ours."""

    row: str
    fact: str
    reason: str = Field(min_length=20)


class ManyRows(_Strict):
    """A table or list of peers: it cites more than eight rows."""

    record: str
    reason: str = Field(min_length=20)


class Exceptions(_Strict):
    """``tests/sources/exceptions.yaml``."""

    facts: tuple[ExceptedFact, ...] = ()
    many_rows: tuple[ManyRows, ...] = Field(default=(), alias="many-rows")


def read_exceptions(root: Path) -> Exceptions:
    """The exceptions that are written down below ``root``; none where the file is missing."""
    path = root / EXCEPTIONS
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return Exceptions.model_validate(yaml.safe_load(text) or {})


@dataclass(frozen=True)
class Coverage:
    """The content below a root, as it is compared with the sources."""

    every: tuple[Citing, ...]
    texts: tuple[tuple[str, str], ...]
    names: OfficialNames
    exceptions: Exceptions

    @classmethod
    def of(cls, root: Path) -> Coverage:
        """Read the content, in English."""
        editions = read_editions(root)
        names = official_names(editions.handbook)
        texts = tuple(english_texts(root, editions))
        return cls(citings(editions, names), texts, names, read_exceptions(root))

    @property
    def citations(self) -> int:
        """How many citations there are."""
        return sum(len(each.sources) for each in self.every)

    def findings(self, recorded: Recorded) -> dict[str, list[Finding]]:
        """All findings, by what they are about."""
        every, exceptions = self.every, self.exceptions
        return {
            "rows that nothing cites": list(uncited(recorded, every)),
            "citations of no row": list(strays(recorded, every)),
            "citations that do not belong": list(misplaced(recorded, every)),
            "records that cite too much": list(crowded(every, exceptions)),
            "facts that no citing record says": list(missing(recorded, every, exceptions)),
            "exceptions that are none": list(needless(recorded, every, exceptions)),
            "words of the sources": list(copied(recorded, self.texts, self.names)),
        }


def uncited(recorded: Recorded, every: Sequence[Citing]) -> Iterator[Finding]:
    """The rows that no record cites of which one must."""
    cited = {str(id_) for each in every if each.kind in COVERING for id_ in each.sources}
    for id_, row in recorded.rows.items():
        if id_ not in cited:
            yield Finding(
                id_, f"no task, guide, topic, term, letter or erratum cites it ({row.kind})"
            )


def strays(recorded: Recorded, every: Sequence[Citing]) -> Iterator[Finding]:
    """The citations of rows that there are not."""
    for each in every:
        for id_ in each.sources:
            if id_ not in recorded.rows:
                yield Finding(each.name, f"there is no row {id_}", id_.at)


def misplaced(recorded: Recorded, every: Sequence[Citing]) -> Iterator[Finding]:
    """The editions cite what introduces them, and nothing else; no record cites a row twice."""
    for each in every:
        for index, id_ in enumerate(each.sources):
            row = recorded.rows.get(id_)
            if each.kind == "edition" and row is not None and row.kind != INTRO:
                yield Finding(each.name, f"{id_} is no row of kind {INTRO}", id_.at)
            if id_ in each.sources[:index]:
                yield Finding(each.name, f"it cites {id_} twice", id_.at)


def crowded(every: Sequence[Citing], exceptions: Exceptions) -> Iterator[Finding]:
    """The records that cite more than eight rows and are no table."""
    allowed = {each.record for each in exceptions.many_rows}
    for each in every:
        if len(each.sources) > MOST_ROWS and each.name not in allowed:
            message = f"it cites {len(each.sources)} rows; {MOST_ROWS} are the most"
            yield Finding(each.name, message, each.sources[0].at)


def missing(
    recorded: Recorded, every: Sequence[Citing], exceptions: Exceptions
) -> Iterator[Finding]:
    """The facts of rows that none of their citing records says."""
    excepted = {(each.row, digest(words(each.fact))) for each in exceptions.facts}
    for row, fact in _unsaid(recorded, every):
        if (row.id, fact.hash) not in excepted:
            known = recorded.known.get(fact.hash)
            told = f"“{' '.join(known)}”" if known else f"its words: {COMMAND}"
            same = sum(each.kind == fact.kind for each in row.facts)
            message = f"its {fact.kind} {fact.number} of {same} is not said; {told}"
            yield Finding(row.id, message)


def needless(
    recorded: Recorded, every: Sequence[Citing], exceptions: Exceptions
) -> Iterator[Finding]:
    """Exceptions for what is said after all, for no fact of the row, or for no record."""
    unsaid = {(row.id, fact.hash) for row, fact in _unsaid(recorded, every)}
    for each in exceptions.facts:
        if (each.row, digest(words(each.fact))) not in unsaid:
            yield Finding(each.row, f"“{each.fact}” is said, or is no fact of this row")
    crowds = {each.name for each in every if len(each.sources) > MOST_ROWS}
    for many in exceptions.many_rows:
        if many.record not in crowds:
            yield Finding(many.record, f"it cites no more than {MOST_ROWS} rows")


def _unsaid(
    recorded: Recorded, every: Sequence[Citing]
) -> Iterator[tuple[RecordedRow, RecordedFact]]:
    citing = _by_row(every)
    for row in recorded.rows.values():
        for fact in row.facts:
            if not any(fact.hash in each.says(fact.length) for each in citing.get(row.id, ())):
                yield (row, fact)


def _by_row(every: Sequence[Citing]) -> Mapping[str, list[Citing]]:
    found: dict[str, list[Citing]] = {}
    for each in every:
        for id_ in each.sources if each.kind in SAYING else ():
            found.setdefault(str(id_), []).append(each)
    return found


def copied(
    recorded: Recorded, texts: Iterable[tuple[str, str]], names: OfficialNames
) -> Iterator[Finding]:
    """The texts of ours with a run of twelve words that stands in the sources, names aside."""
    for name, english in texts:
        for run in runs(names.left_out(words(english)), RUN_LENGTH):
            if digest(run) in recorded.runs:
                yield Finding(name, f"twelve words of a source: “{' '.join(run)}”")
