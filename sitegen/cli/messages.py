"""The commands for the translations: files for translators, how far they are, who read them."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cli.reports import DONE, PROBLEMS, Commands, say, shown, tell, usage

if TYPE_CHECKING:
    from sitegen.i18n.standing import Standing, Standings


def add_commands(commands: Commands) -> None:
    messages = commands.add_parser("messages", help="the translations and their catalogs")
    actions = messages.add_subparsers(title="actions", metavar="ACTION", required=True)
    extract = actions.add_parser("extract", help="write every English text as a PO template")
    extract.add_argument("--out", type=Path, required=True, help="the folder for the templates")
    extract.set_defaults(run=_extract)
    update = actions.add_parser("update", help="bring all catalogs up to date with the English")
    update.add_argument(
        "--dry-run",
        action="store_true",
        help="write nothing; exit code 1 if one is behind",
    )
    update.set_defaults(run=_update)
    receive = actions.add_parser("receive", help="take over a file that a translator sent back")
    receive.add_argument("file", type=Path, metavar="FILE")
    receive.add_argument("language", metavar="LANGUAGE")
    receive.add_argument("section", metavar="SECTION")
    receive.set_defaults(run=_receive)
    status = actions.add_parser("status", help="how far each language is, and who has read it")
    status.add_argument("--format", choices=("human", "json"), default="human")
    status.set_defaults(run=_status)
    reviewed = actions.add_parser("reviewed", help="say who has read a section of a language")
    reviewed.add_argument("language", metavar="LANGUAGE")
    reviewed.add_argument("section", metavar="SECTION")
    reviewed.add_argument("--by", required=True, metavar="NAME", help="who has read it")
    reviewed.add_argument("--note", help="what is worth knowing about the review")
    reviewed.set_defaults(run=_reviewed)
    approval = actions.add_parser(
        "approval", help="what an LEA writes into lea.yaml when it has read a letter"
    )
    approval.add_argument("letter", metavar="LETTER")
    approval.add_argument("language", metavar="LANGUAGE")
    approval.add_argument("--by", required=True, metavar="NAME", help="who has read it")
    approval.set_defaults(run=_approval)
    check = actions.add_parser("check", help="how the translations are worded and written")
    check.add_argument("--format", choices=("human", "github", "json"), default="human")
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    check.set_defaults(run=_check)


def _extract(options: argparse.Namespace, root: Path) -> int:
    from sitegen.translating import write_templates

    if options.out.exists() and not options.out.is_dir():
        return usage(f"--out “{options.out}” is a file; name a folder")
    problems, written = write_templates(root, options.out)
    tell(problems, "human", root)
    for path in written:
        say(f"wrote {shown(path)}")
    return PROBLEMS if problems else DONE


def _update(options: argparse.Namespace, root: Path) -> int:
    from sitegen.translating import update_catalogs

    problems, changed = update_catalogs(root, write=not options.dry_run)
    tell(problems, "human", root)
    if problems:
        return PROBLEMS
    for path in changed:
        say(f"{'behind the English:' if options.dry_run else 'updated'} {path}")
    if not changed:
        say("All catalogs are up to date.")
    return PROBLEMS if changed and options.dry_run else DONE


def _status(options: argparse.Namespace, root: Path) -> int:
    from sitegen.translating import read_translations

    read = read_translations(root)
    tell(read.problems, "human", root)
    if read.problems:
        return PROBLEMS
    found = read.standings()
    if options.format == "json":
        say(json.dumps(_status_data(found), ensure_ascii=False, indent=2))
        return DONE
    columns = "{:8} {:10} {:>6} {:>10} {:>8} {:>8}  {}"
    say(columns.format("", "section", "texts", "translated", "changed", "missing", "reviewed"))
    for tag, sections in found.items():
        for section, each in sections.items():
            row = (each.texts, each.translated, each.changed, each.missing, _review(each))
            say(columns.format(tag, section, *row))
    for tag, sections in found.items():
        for section, each in sections.items():
            for text in each.lacking:
                say(f"{tag} {section} {text.lack}: {text.references[0]}: {text.english}")
    return DONE


def _review(standing: Standing) -> str:
    if standing.review is None:
        return "by nobody"
    since = standing.translated - standing.reviewed
    more = f", {since} changed since" if since else ""
    return f"{standing.review.who}, {standing.review.when.isoformat()}{more}"


def _status_data(found: Standings) -> list[dict[str, object]]:
    return [
        {
            "language": tag,
            "section": section,
            "texts": each.texts,
            "translated": each.translated,
            "reviewed": each.reviewed,
            "review": each.review and {"who": each.review.who, "when": str(each.review.when)},
            "lacking": [
                {"why": text.lack, "english": text.english, "at": list(text.references)}
                for text in each.lacking
            ],
        }
        for tag, sections in found.items()
        for section, each in sections.items()
    ]


def _receive(options: argparse.Namespace, root: Path) -> int:
    from sitegen.translating import receive_file

    if wrong := _no_language(options.language) or _no_section(options.section):
        return usage(wrong)
    try:
        problems, received = receive_file(root, options.file, options.language, options.section)
    except UnicodeDecodeError:
        return usage(f"{shown(options.file)} is not UTF-8: save it again with that encoding")
    except OSError as error:
        return usage(f"{shown(options.file)} cannot be read: {os.strerror(error.errno or 0)}")
    except ValueError as error:
        return usage(f"{shown(options.file)} was not taken over: {error}")
    tell(problems, "human", root)
    if problems:
        return PROBLEMS
    say(f"{len(received.taken)} translations taken over.")
    for _, ids in received.homeless:
        say(f"not in the handbook any more: {ids[0]}")
    return DONE


def _reviewed(options: argparse.Namespace, root: Path) -> int:
    from sitegen.translating import record_review

    if wrong := _no_language(options.language) or _no_section(options.section):
        return usage(wrong)
    problems, written = record_review(
        root, options.language, options.section, options.by, options.note
    )
    tell(problems, "human", root)
    for path in written:
        say(f"wrote {path}")
    return PROBLEMS if problems else DONE


def _approval(options: argparse.Namespace, root: Path) -> int:
    from sitegen.translating import approval_lines

    if wrong := _no_language(options.language):
        return usage(wrong)
    try:
        say(approval_lines(root, options.letter, options.language, options.by).rstrip())
    except KeyError:
        return usage(f"there is no letter “{options.letter}”")
    return DONE


def _no_section(name: str) -> str:
    from sitegen.i18n.catalogs import DOMAINS

    return "" if name in DOMAINS else f"there is no section “{name}”: {', '.join(DOMAINS)}"


def _no_language(tag: str) -> str:
    from sitegen.i18n.locales import LOCALES, SOURCE

    tags = [each for each in LOCALES if each != SOURCE]
    return "" if tag in tags else f"there is no translation “{tag}”: {', '.join(tags)}"


def _check(options: argparse.Namespace, root: Path) -> int:
    from sitegen.content.files import Tree
    from sitegen.content.loading import Loader
    from sitegen.i18n.checking.checker import check_translations
    from sitegen.problems import Problems, Severity

    tree, problems = Tree(root, Problems()), Problems()
    check_translations(tree, Loader(tree).load().handbook, problems)
    found = problems.sorted()
    tell(found, options.format, root)
    if not found and options.format == "human":
        say("No problems.")
    grave = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return PROBLEMS if any(each.severity in grave for each in found) else DONE
