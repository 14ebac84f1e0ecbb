"""The worked examples of ``worked_examples.yaml``, made into what the rules take."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.deadlines import LeaTrack, RuleBook, lea_tracks
from tests.deadlines.written import book_of, calendar_file

FILE = Path(__file__).with_name("worked_examples.yaml")
EXAMPLES: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))

Row = dict[str, Any]


def rows(table: str) -> list[Any]:
    """The rows of a table as parameters of a test, named by their ids."""
    return [pytest.param(row, id=row["id"]) for row in EXAMPLES[table]]


def cited(row: Row) -> str:
    """Where a row's rule or example was read."""
    return str(EXAMPLES["citations"].get(row["cite"], row["cite"]))


def book(row: Row) -> RuleBook:
    """The rule book of a row; ``beside`` is a key of the deadline, not of its rule."""
    rules = row["rules"]
    rules = EXAMPLES["rules"][rules] if isinstance(rules, str) else rules
    lines = []
    beside = {}
    for name, written in rules.items():
        rule = dict(written)
        if other := rule.pop("beside", None):
            beside[name] = other
        lines.append(f"{name}: {_flow(rule)}")
    return book_of("\n".join(lines), row["year"], beside=beside)


def track(row: Row, id_: str = "all", period: list[dt.date] | None = None) -> LeaTrack:
    """The track of a row, with the row's period or the one given."""
    written = row["track"]
    written = EXAMPLES["tracks"][written] if isinstance(written, str) else written
    chosen = period or row.get("period")
    lines = [
        f"- id: {id_}",
        "  name: {lang: en, text: All}",
        f"  first-day: {written['first-day']}",
        f"  last-day: {written['last-day']}",
        "  non-school:",
        *(
            f"    - {{name: Off, first: {first}, last: {last}}}"
            for first, last in written.get("non-school", ())
        ),
    ]
    if not written.get("non-school"):
        lines.pop()
    if chosen:
        lines.append(f"  period: {{opens: {min(chosen)}, closes: {max(chosen)}}}")
    (found,) = lea_tracks(calendar_file("\n".join(lines), row["year"]))
    return found


def _flow(rule: Row) -> str:
    parts = (
        f"{key}: {str(value).lower() if isinstance(value, bool) else value}"
        for key, value in rule.items()
    )
    return f"{{{', '.join(parts)}}}"
