"""The commands that keep overlays up with upstream: status, accept, drop."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cli.reports import DONE, PROBLEMS, Commands, say, tell, usage

if TYPE_CHECKING:
    from sitegen.overlay_upkeep import LeaOverlay, Upkeep

_MOST_SHOWN = 600


def add_commands(commands: Commands) -> None:
    overlay = commands.add_parser(
        "overlay", help="what upstream's changes mean for LEAs' operations"
    )
    actions = overlay.add_subparsers(
        title="actions", metavar="ACTION", dest="action", required=True
    )
    status = actions.add_parser("status", help="operations that need a look; changes nothing")
    status.add_argument("--format", choices=("human", "json"), default="human")
    accept = actions.add_parser("accept", help="take upstream's present texts as known")
    accept.add_argument("--all", action="store_true", help="every operation")
    drop = actions.add_parser("drop", help="take operations out of overlay.yaml")
    for action in (status, accept, drop):
        action.add_argument("--lea", metavar="SLUG", help="only this LEA's overlay")
    for action in (accept, drop):
        action.add_argument(
            "operation", nargs="*", metavar="OPERATION", help="its name, as status gives it"
        )
    overlay.set_defaults(run=_overlay)


def _overlay(options: argparse.Namespace, root: Path) -> int:
    from sitegen.overlay_upkeep import Upkeep
    from sitegen.problems import did_you_mean

    upkeep = Upkeep(root)
    if options.lea is not None and options.lea not in upkeep.loaded.leas:
        hint = did_you_mean(options.lea, upkeep.loaded.leas)
        return usage(f"there is no LEA “{options.lea}” {hint}".rstrip())
    if options.action == "status":
        return _status(options, root, upkeep)
    wants_all = options.action == "accept" and options.all
    if wants_all == bool(options.operation):
        either = ", or --all" if options.action == "accept" else ""
        return usage(f"name the operations to {options.action}{either}")
    return _change(options, root, upkeep)


# --- status ---------------------------------------------------------------------------------


def _status(options: argparse.Namespace, root: Path, upkeep: Upkeep) -> int:
    overlays = upkeep.overlays(options.lea)
    if options.format == "json":
        records = [_record(overlay) for overlay in overlays]
        print(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        for overlay in overlays:
            _tell(overlay)
    tell(upkeep.problems, "human", root)
    stale = any(overlay.stale for overlay in overlays)
    return PROBLEMS if stale or upkeep.problems else DONE


def _tell(overlay: LeaOverlay) -> None:
    stale, every = overlay.stale, len(overlay.operations)
    if not stale:
        say(f"{overlay.slug}: {every} operations, all up to date")
    else:
        say(f"{overlay.slug}: {len(stale)} of {every} operations need a look")
    for each in stale:
        say(f"\n  {each.key}  ({', '.join(each.states)})  {_plain(str(each.at))}")
        _show("upstream then", each.then or "(was not kept)")
        if each.now != each.then:
            _show("upstream now", each.now or "(is not there)")
        _show("yours", each.local)
        for hint in each.hints:
            _show("hint", hint)
    if overlay.untranslated:
        say(f"\n  {_count(len(overlay.untranslated), 'text')} without a translation:")
        for lacking in overlay.untranslated:
            say(f"    {', '.join(lacking.missing)}: {lacking.key} ({lacking.field})")
    if stale or overlay.untranslated:
        say("")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _show(label: str, text: str) -> None:
    told = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]} …"
    lines = [
        line
        for paragraph in told.split("\n")
        for line in textwrap.wrap(_plain(paragraph), 76) or [""]
    ]
    say(f"    {label + ':':<15}{lines[0] if lines else ''}")
    for line in lines[1:]:
        say(f"{' ' * 19}{line}")


def _plain(text: str) -> str:
    """Nothing in it that a terminal would act on."""
    return "".join(each if each.isprintable() else " " for each in text)


def _record(overlay: LeaOverlay) -> dict[str, object]:
    return {
        "lea": overlay.slug,
        "path": overlay.path,
        "operations": len(overlay.operations),
        "stale": [
            {
                "operation": each.key,
                "line": each.at.line,
                "column": each.at.column,
                "states": list(each.states),
                "upstream-then": each.then,
                "upstream-now": each.now,
                "local": each.local,
                "present-target": each.present,
                "hints": list(each.hints),
            }
            for each in overlay.stale
        ],
        "untranslated": [
            {
                "operation": each.key,
                "field": each.field,
                "line": each.at.line,
                "lang": each.lang,
                "missing": list(each.missing),
            }
            for each in overlay.untranslated
        ],
    }


# --- accept, drop ---------------------------------------------------------------------------


def _change(options: argparse.Namespace, root: Path, upkeep: Upkeep) -> int:
    overlays = upkeep.overlays(options.lea)
    unknown = _unknown(options.operation, overlays)
    if unknown:
        return usage("\n".join(unknown))
    deed = upkeep.accept if options.action == "accept" else upkeep.drop
    written = []
    for overlay in overlays:
        keys = [each.key for each in overlay.operations]
        wants_all = options.action == "accept" and options.all
        chosen = keys if wants_all else [key for key in keys if key in options.operation]
        if chosen:
            written += deed(overlay, chosen)
    tell(upkeep.problems, "human", root)
    for path in written:
        say(f"wrote {path}")
    if not written and not upkeep.problems:
        say("Nothing to write: all is up to date.")
    return PROBLEMS if upkeep.problems else DONE


def _unknown(names: Sequence[str], overlays: Iterable[LeaOverlay]) -> list[str]:
    """What is wrong with the operations that were named: not there, or of several LEAs."""
    from sitegen.problems import did_you_mean

    owners: dict[str, list[str]] = {}
    for overlay in overlays:
        for each in overlay.operations:
            owners.setdefault(each.key, []).append(overlay.slug)
    faults = []
    for name in names:
        whose = owners.get(name, [])
        if not whose:
            faults.append(f"there is no operation “{name}” {did_you_mean(name, owners)}".rstrip())
        elif len(whose) > 1:
            faults.append(f"“{name}” is an operation of {', '.join(whose)}: add --lea SLUG")
    return faults
