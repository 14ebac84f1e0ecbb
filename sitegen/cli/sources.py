"""The commands that compare the content with its sources and its shapes: coverage, schemas."""

from __future__ import annotations

import argparse
from pathlib import Path

from sitegen.cli.reports import DONE, PROBLEMS, Commands, usage


def add_commands(commands: Commands) -> None:
    coverage = commands.add_parser(
        "coverage", help="compare the content with the ledger of its sources"
    )
    coverage.add_argument("ledger", type=Path, metavar="LEDGER", help="ledger.tsv: id, kind, text")
    coverage.add_argument(
        "--record", action="store_true", help="keep the ledger's ids and hashes for the tests"
    )
    coverage.set_defaults(run=_coverage)
    schemas = commands.add_parser("schemas", help="write the JSON Schemas for editors")
    schemas.set_defaults(run=_schemas)


def _coverage(options: argparse.Namespace, root: Path) -> int:
    from sitegen.coverage import Coverage, LedgerFault, read_ledger, record, write_recorded

    try:
        ledger = read_ledger(options.ledger)
    except LedgerFault as fault:
        return usage(str(fault))
    coverage = Coverage.of(root)
    recorded = record(ledger, coverage.names)
    if options.record:
        for path in write_recorded(recorded, root):
            print(f"wrote {path}")
    found = coverage.findings(recorded)
    for about, each in found.items():
        print(f"{about}: {len(each)}")
        for finding in each:
            print(f"  {finding}")
    facts = sum(len(row.facts) for row in recorded.rows.values())
    print(f"{len(ledger):,} rows with {facts:,} facts, cited {coverage.citations:,} times.")
    return PROBLEMS if any(found.values()) else DONE


def _schemas(_options: argparse.Namespace, root: Path) -> int:
    from sitegen.schemas import write_schemas

    for path in write_schemas(root):
        print(f"wrote {path}")
    return DONE
