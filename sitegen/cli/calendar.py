"""The command that makes a track out of somebody's school calendar."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cli.reports import DONE, PROBLEMS, Commands, tell, usage

if TYPE_CHECKING:
    from sitegen.calendar_import.track import Understood
    from sitegen.problems import Problems

DESCRIPTION = """\
Read a school calendar (.ics, or CSV from a spreadsheet) and print it as a track for
content/leas/<slug>/calendars/<year>.yaml. What is doubtful is reported with its line and left
out. With --lea and --write the track is written into that file; a track that stands there keeps
its names, schools, testing period and schedule, and gets the new days."""


def add_commands(commands: Commands) -> None:
    calendar = commands.add_parser("calendar", help="import a school calendar (.ics or CSV)")
    calendar.description = DESCRIPTION
    calendar.formatter_class = argparse.RawDescriptionHelpFormatter
    calendar.add_argument("action", choices=("import",))
    calendar.add_argument("file", type=Path, metavar="FILE", help="an .ics or CSV file")
    calendar.add_argument("--lea", metavar="SLUG", help="the LEA whose calendar it is")
    calendar.add_argument("--track", metavar="ID", default="all-schools", help="the track’s id")
    calendar.add_argument("--year", metavar="YEAR", help="the school year, as 2026-27")
    calendar.add_argument("--first-day", type=_day, metavar="DATE", help="the first day of school")
    calendar.add_argument("--last-day", type=_day, metavar="DATE", help="the last day of school")
    order = calendar.add_mutually_exclusive_group()
    order.add_argument("--month-first", action="store_true", help="8/10/2026 is August 10")
    order.add_argument("--day-first", action="store_true", help="8/10/2026 is October 8")
    calendar.add_argument("--write", action="store_true", help="write the LEA’s calendar file")
    calendar.add_argument("--format", choices=("human", "github"), default="human")
    calendar.set_defaults(run=_calendar)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day as 2026-08-17") from None


def _calendar(options: argparse.Namespace, root: Path) -> int:
    from sitegen.calendar_import.dates import Order
    from sitegen.calendar_import.reading import read_entries
    from sitegen.calendar_import.track import understand
    from sitegen.deadlines.calendars import SchoolYear
    from sitegen.problems import Problems, Source

    problems = Problems()
    name: str | None = options.year or _current_year(root)
    if why := _wrong(options, name or "", root):
        return usage(why)
    assert name is not None
    year = SchoolYear.named(name)
    order = Order.MONTH_FIRST if options.month_first else None
    order = Order.DAY_FIRST if options.day_first else order
    path = options.file.as_posix()
    entries = read_entries(options.file, path, year, order, problems)
    understood = None
    if entries:
        bounds = (options.first_day, options.last_day)
        understood = understand(entries, year, path, problems, *bounds)
    elif not problems.has_errors:
        problems.add("D145", Source(path), "there is no entry in this file", "name another file")
    done = understood is not None and _give(understood, options, name, root, problems)
    tell(problems.sorted(), options.format, root)
    if understood is not None:
        print(_summary(understood), file=sys.stderr)
    return DONE if done and not problems.has_errors else PROBLEMS


def _wrong(options: argparse.Namespace, year: str, root: Path) -> str:
    """What is wrong with how the command was called; empty when nothing is."""
    import re

    from sitegen.content.scalars import why_no_id, why_no_slug

    if not year:
        return "name the school year: --year 2026-27"
    found = re.fullmatch(r"(20\d\d)-(\d\d)", year)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return f"“{year}” is not a school year: --year 2026-27"
    if why := why_no_id(options.track):
        return f"--track: {why}"
    if options.write and not options.lea:
        return "--write needs --lea: whose calendar is it?"
    if options.lea and (why := why_no_slug(options.lea)):
        return f"--lea: {why}"
    if options.lea and not (root / "content" / "leas" / options.lea).is_dir():
        return f"there is no content/leas/{options.lea}"
    return ""


def _current_year(root: Path) -> str | None:
    """The handbook's school year, if it can be read."""
    from sitegen.content.files import Tree
    from sitegen.content.located_yaml import read_yaml
    from sitegen.problems import Problems

    path, unsaid = "content/site.yaml", Problems()
    settings = read_yaml(Tree(root, unsaid).read(path) or "", path, unsaid)
    year = settings.get("year") if isinstance(settings, dict) else None
    return str(year) if isinstance(year, str) else None


def _give(
    understood: Understood,
    options: argparse.Namespace,
    year: str,
    root: Path,
    problems: Problems,
) -> bool:
    """Print the track, or write it; tells whether that was done."""
    from sitegen.calendar_import.writing import calendar_text, merged
    from sitegen.content.files import Tree

    name = str(options.track).replace("-", " ").capitalize()
    text: str | None = calendar_text(understood, options.track, name, year, options.file.name)
    if not options.write:
        print(text, end="")
        return True
    if problems.has_errors:
        return False
    path = f"content/leas/{options.lea}/calendars/{year}.yaml"
    tree = Tree(root, problems)
    if tree.exists(path):
        old = tree.read(path)
        if old is None:
            return False
        text = merged(old, understood, options.track, name, path, problems)
    if text is None:
        return False
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    print(f"wrote {path}", file=sys.stderr)
    return True


def _summary(understood: Understood) -> str:
    """What was understood, for the eyes of whoever knows the calendar."""
    from sitegen.deadlines.calendar_checks import FEWEST_USUAL, MOST_USUAL

    kinds: dict[str, int] = {}
    for day in (*understood.off, *understood.minimum):
        kinds[day.kind] = kinds.get(day.kind, 0) + 1
    total = understood.calendar.total
    usual = FEWEST_USUAL <= total <= MOST_USUAL
    lines = [
        f"First day of school: {understood.first:%A, %Y-%m-%d}",
        f"Last day of school: {understood.last:%A, %Y-%m-%d}",
        f"Instructional days: {total}" + ("" if usual else " (unusual: 175 to 180 are usual)"),
    ]
    if kinds:
        parts = (f"{kind} {number}" for kind, number in sorted(kinds.items()))
        lines.append(f"Entries: {', '.join(parts)}")
    lines += [
        f"  {day.kind}: {day.first} to {day.last}, {day.name}"
        for day in understood.off
        if day.first != day.last
    ]
    if understood.doubtful:
        lines.append(f"In doubt, not taken: {len(understood.doubtful)}")
    for reason, number in sorted(understood.left_out.items()):
        lines.append(f"Left out, {reason}: {number}")
    return "\n".join(lines)
