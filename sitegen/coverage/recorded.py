"""What the project keeps of the sources: ids and hashes, and no word of their text.

``rows.tsv`` has a line a row: its id, its kind, and its facts, each as ``kind:words:hash``,
``words`` being how many words it has. ``runs.txt`` has the hashes of all runs of twelve
words, official names left out, read through from row to row of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.coverage.facts import facts_of
from sitegen.coverage.ledger import Row
from sitegen.coverage.names import OfficialNames
from sitegen.coverage.wording import Words, digest, runs, words

RUN_LENGTH = 12
"""So many equal words in a row are copied; fewer can be chance."""

PLACE = "tests/sources"
ROWS, RUNS = f"{PLACE}/rows.tsv", f"{PLACE}/runs.txt"


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact by its hash. ``number`` is its place among the row's facts of its kind."""

    kind: str
    number: int
    length: int
    hash: str


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """A row by its id, with its facts."""

    id: str
    kind: str
    facts: tuple[RecordedFact, ...]


@dataclass(frozen=True)
class Recorded:
    """The sources as they are kept. ``known`` tells hashes' words, with the ledger at hand."""

    rows: Mapping[str, RecordedRow]
    runs: frozenset[str]
    known: Mapping[str, Words]


def record(ledger: Iterable[Row], names: OfficialNames) -> Recorded:
    """Hash the rows of a ledger."""
    rows: dict[str, RecordedRow] = {}
    known: dict[str, Words] = {}
    documents: dict[str, list[str]] = {}
    for row in ledger:
        facts = facts_of(row, names)
        known.update((digest(fact.words), fact.words) for fact in facts)
        rows[row.id] = RecordedRow(
            row.id,
            row.kind,
            tuple(
                RecordedFact(fact.kind, fact.number, len(fact.words), digest(fact.words))
                for fact in facts
            ),
        )
        documents.setdefault(row.id.partition("/")[0], []).extend(words(row.text))
    found = {
        digest(run): run
        for text in documents.values()
        for run in runs(names.left_out(tuple(text)), RUN_LENGTH)
    }
    return Recorded(rows, frozenset(found), known | found)


def write_recorded(recorded: Recorded, root: Path) -> list[str]:
    """Write both files below ``root``; gives their paths."""
    lines = [
        "\t".join(
            (
                row.id,
                row.kind,
                " ".join(f"{fact.kind}:{fact.length}:{fact.hash}" for fact in row.facts),
            )
        )
        for row in recorded.rows.values()
    ]
    (root / ROWS).write_text("\n".join(["id\tkind\tfacts", *lines]) + "\n", encoding="utf-8")
    (root / RUNS).write_text("\n".join(sorted(recorded.runs)) + "\n", encoding="utf-8")
    return [ROWS, RUNS]


def read_recorded(root: Path) -> Recorded:
    """Both files, as they were written."""
    rows: dict[str, RecordedRow] = {}
    for line in (root / ROWS).read_text(encoding="utf-8").splitlines()[1:]:
        id_, kind, spelled = line.split("\t")
        counts: dict[str, int] = {}
        facts = []
        for each in spelled.split():
            fact_kind, length, hash_ = each.split(":")
            counts[fact_kind] = counts.get(fact_kind, 0) + 1
            facts.append(RecordedFact(fact_kind, counts[fact_kind], int(length), hash_))
        rows[id_] = RecordedRow(id_, kind, tuple(facts))
    found = (root / RUNS).read_text(encoding="utf-8").split()
    return Recorded(rows, frozenset(found), {})
