"""The commands for translators' catalogs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cli.reports import DONE, PROBLEMS, Commands, say, shown, tell, usage

if TYPE_CHECKING:
    from sitegen.i18n.standing import Standings


def add_commands(commands: Commands) -> None:
    messages = commands.add_parser("messages", help="the catalogs of the translations")
    actions = messages.add_subparsers(title="actions", metavar="ACTION", required=True)
    extract = actions.add_parser("extract", help="write every English text as a PO template")
    extract.add_argument("--out", type=Path, required=True, help="the folder for the templates")
    extract.set_defaults(run=_extract)
    update = actions.add_parser("update", help="bring all catalogs up to date with the English")
    update.set_defaults(run=_update)
    status = actions.add_parser("status", help="how far each language is, by section")
    status.add_argument("--format", choices=("human", "json"), default="human")
    status.set_defaults(run=_status)


def _extract(options: argparse.Namespace, root: Path) -> int:
    from sitegen.recording import write_templates

    if options.out.exists() and not options.out.is_dir():
        return usage(f"--out “{options.out}” is a file; name a folder")
    problems, written = write_templates(root, options.out)
    tell(problems, "human", root)
    for path in written:
        say(f"wrote {shown(path)}")
    return PROBLEMS if problems else DONE


def _update(_options: argparse.Namespace, root: Path) -> int:
    from sitegen.recording import update_catalogs

    problems, written = update_catalogs(root)
    tell(problems, "human", root)
    if problems:
        return PROBLEMS
    for path in written:
        say(f"updated {path}")
    if not written:
        say("All catalogs are up to date.")
    return DONE


def _status(options: argparse.Namespace, root: Path) -> int:
    from sitegen.i18n.standing import Lack
    from sitegen.recording import read_translations

    read = read_translations(root)
    tell(read.problems, "human", root)
    if read.problems:
        return PROBLEMS
    found = read.standings()
    if options.format == "json":
        say(json.dumps(_status_data(found), ensure_ascii=False, indent=2))
        return DONE
    say(f"{'':8} {'section':10} {'texts':>6} {'translated':>10} {'changed':>8} {'missing':>8}")
    for tag, sections in found.items():
        for domain, standing in sections.items():
            missing = standing.count(Lack.MISSING) + standing.count(Lack.FAULTY)
            say(
                f"{tag:8} {domain:10} {standing.texts:6} {standing.translated:10} "
                f"{standing.count(Lack.CHANGED):8} {missing:8}"
            )
    for tag, sections in found.items():
        for domain, standing in sections.items():
            for text in standing.lacking:
                say(f"{tag} {domain} {text.lack}: {text.references[0]}: {text.english}")
    return DONE


def _status_data(found: Standings) -> list[dict[str, object]]:
    return [
        {
            "language": tag,
            "section": domain,
            "texts": standing.texts,
            "translated": standing.translated,
            "lacking": [
                {"why": each.lack, "english": each.english, "at": list(each.references)}
                for each in standing.lacking
            ],
        }
        for tag, sections in found.items()
        for domain, standing in sections.items()
    ]
