"""The command line: what is asked for, how it went, and an exit code.

0 done, 1 problems in the content (or nothing could be published), 2 wrong usage, 70 a bug
of ours. Each module here has the commands of one kind of work and adds them to the parser;
the heavy imports wait until it is known that there is something to do.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sitegen.cli import calendar, feeds, messages, overlay, reports, site, sources
from sitegen.publish.errors import PublishError

ROOT = Path(__file__).resolve().parents[2]

EPILOG = """\
exit codes: 0 done, 1 problems found, 2 wrong usage, 70 a bug of ours
also: test [pytest arguments], audit, lock (see build.py)
"""


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Run one command. Returns the exit code; raises only for a bug of ours."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options, root))
    except PublishError as error:
        print(f"Nothing was published: {error.reason}.", file=sys.stderr)
        return reports.PROBLEMS


def parser() -> argparse.ArgumentParser:
    """The parser of all commands but those of ``build.py`` itself."""
    whole = argparse.ArgumentParser(
        prog="build.py",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Build the Coordinator Handbook into dist/.",
        allow_abbrev=False,
    )
    site.add_build(whole)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND")
    for room in (site, calendar, feeds, messages, overlay, sources):
        room.add_commands(commands)
    return whole
