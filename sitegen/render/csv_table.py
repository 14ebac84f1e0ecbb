"""Tables as CSV, for spreadsheets: UTF-8 with a mark, CRLF, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""OWASP, "CSV Injection"."""


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The file. The mark tells Excel that it is UTF-8, which else it takes for an old code page."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """The cell, an apostrophe before it where a spreadsheet would compute it."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
