"""The ledger of the sources: one numbered statement a row. It is read, never kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

INTRO, PERSPECTIVE, RESOURCE, TERM = "intro", "perspective", "resource", "term"
"""Kinds of rows; ``item`` is the fifth."""


class LedgerFault(Exception):
    """The file is no ledger; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of the sources."""

    id: str
    kind: str
    text: str


def read_ledger(path: Path) -> tuple[Row, ...]:
    """The rows of a ``ledger.tsv`` (``id``, ``kind``, ``text``) in its order.

    Raises :class:`LedgerFault` where it cannot be read as one.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerFault(f"{path} cannot be read: {error}") from None
    if not lines or lines[0].split("\t") != ["id", "kind", "text"]:
        raise LedgerFault(f"{path}: the first line is not “id, kind, text” with tabs between")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 3:
            raise LedgerFault(f"{path}:{number}: {len(cells)} cells, not three")
        rows.append(Row(*cells))
    return tuple(rows)
