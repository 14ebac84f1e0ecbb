"""Whether the handbook says what its sources say: citations, facts, and copied wording.

The sources are numbered statements, the rows of a ledger, which the project does not keep.
What it keeps of them (:mod:`sitegen.coverage.recorded`) are ids and hashes, so that every
test runs without their text; with the ledger at hand the same findings come with words.
"""

from __future__ import annotations

from sitegen.coverage.citing import Citing, citings, read_editions
from sitegen.coverage.facts import Fact, facts_of
from sitegen.coverage.findings import Exceptions, Finding, findings, read_exceptions
from sitegen.coverage.ledger import LedgerFault, Row, read_ledger
from sitegen.coverage.names import OfficialNames, official_names
from sitegen.coverage.recorded import Recorded, read_recorded, record

__all__ = [
    "Citing",
    "Exceptions",
    "Fact",
    "Finding",
    "LedgerFault",
    "OfficialNames",
    "Recorded",
    "Row",
    "citings",
    "facts_of",
    "findings",
    "official_names",
    "read_editions",
    "read_exceptions",
    "read_ledger",
    "read_recorded",
    "record",
]
