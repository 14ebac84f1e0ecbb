"""Whether the handbook says what its sources say: citations, facts, and copied wording.

The sources are numbered statements, the rows of a ledger, which the project does not keep.
What it keeps of them (:mod:`sitegen.coverage.recorded`) are ids and hashes, so that every
test runs without their text; with the ledger at hand the same findings come with words.
"""

from __future__ import annotations

from sitegen.coverage.findings import Coverage, Exceptions, Finding
from sitegen.coverage.ledger import LedgerFault, Row, read_ledger
from sitegen.coverage.recorded import Recorded, read_recorded, record, write_recorded

__all__ = [
    "Coverage",
    "Exceptions",
    "Finding",
    "LedgerFault",
    "Recorded",
    "Row",
    "read_ledger",
    "read_recorded",
    "record",
    "write_recorded",
]
