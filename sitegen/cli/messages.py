"""The commands for translators' catalogs."""

from __future__ import annotations

import argparse
from pathlib import Path

from sitegen.cli.reports import DONE, PROBLEMS, Commands


def add_commands(commands: Commands) -> None:
    messages = commands.add_parser("messages", help="the catalogs of the interface")
    messages.add_argument("action", choices=("update", "status"))
    messages.set_defaults(run=_messages)


def _messages(options: argparse.Namespace, root: Path) -> int:
    from sitegen.i18n.extraction import missing_from
    from sitegen.i18n.locales import LOCALES, SOURCE
    from sitegen.recording import update_catalogs

    if options.action == "update":
        for tag, domain, translated, total in update_catalogs(root):
            print(f"{tag:8} {domain:10} {translated:5} of {total} translated")
        return DONE
    lacking = {tag: missing_from(root, tag) for tag in LOCALES if tag != SOURCE}
    for tag, messages in lacking.items():
        print(f"{tag}: {len(messages)} missing")
        for message in messages:
            print(f"  {message}")
    return PROBLEMS if any(lacking.values()) else DONE
