"""The command of the feeds' ledger."""

from __future__ import annotations

import argparse
from pathlib import Path

from sitegen.cli.reports import DONE, PROBLEMS, Commands, tell


def add_commands(commands: Commands) -> None:
    feeds = commands.add_parser("feeds", help="the feeds' ledger")
    feeds.add_argument("action", choices=("record",))
    feeds.set_defaults(run=_feeds)


def _feeds(_options: argparse.Namespace, root: Path) -> int:
    from sitegen.recording import record_feeds

    problems, written = record_feeds(root)
    tell(problems, "human", root)
    for path in written:
        print(f"recorded {path}")
    return PROBLEMS if not written and problems else DONE
