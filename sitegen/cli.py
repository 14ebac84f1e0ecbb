"""The command line: what is asked for, how it went, and an exit code.

0 done, 1 problems in the content (or nothing could be published), 2 wrong usage, 70 a bug
of ours. The heavy imports wait until it is known that there is something to do.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.publish.errors import PublishError

if TYPE_CHECKING:
    from sitegen.pipeline import Settings
    from sitegen.problems import Problem

ROOT = Path(__file__).resolve().parents[1]
DONE, PROBLEMS, USAGE = 0, 1, 2

EPILOG = """\
exit codes: 0 done, 1 problems found, 2 wrong usage, 70 a bug of ours
also: test [pytest arguments], audit, lock (see build.py)
"""


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Run one command. Returns the exit code; raises only for a bug of ours."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options, root))
    except PublishError as error:
        print(f"Nothing was published: {error.reason}.", file=sys.stderr)
        return PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Build the Coordinator Handbook into dist/.",
        allow_abbrev=False,
    )
    _site_options(parser)
    parser.set_defaults(run=_build)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    check = commands.add_parser("check", help="report problems in the content, build nothing")
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    check.add_argument("--format", choices=("human", "github", "json"), default="human")
    check.add_argument("--jobs", type=_positive, metavar="N")
    check.set_defaults(run=_check)
    serve = commands.add_parser("serve", help="preview the site; rebuild and reload on changes")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--with-pdf", action="store_true", help="set the letters too")
    serve.add_argument("--only-locale", action="append", metavar="TAG")
    serve.set_defaults(run=_serve)
    explain = commands.add_parser("explain", help="what a problem code means and how to mend it")
    explain.add_argument("code", nargs="?", metavar="CODE")
    explain.set_defaults(run=_explain)
    feeds = commands.add_parser("feeds", help="the feeds' ledger")
    feeds.add_argument("action", choices=("record",))
    feeds.set_defaults(run=_feeds)
    messages = commands.add_parser("messages", help="the catalogs of the interface")
    messages.add_argument("action", choices=("update", "status"))
    messages.set_defaults(run=_messages)
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
    return parser


def _site_options(parser: argparse.ArgumentParser) -> None:
    option = parser.add_argument
    option("--out", type=Path, metavar="DIR", help="where the site goes (default: dist)")
    option(
        "--only-locale", action="append", metavar="TAG", help="build this language (needs --out)"
    )
    option("--only-lea", action="append", metavar="SLUG", help="build this LEA (needs --out)")
    option("--single-lea", metavar="SLUG", help="the site is this LEA's handbook")
    option(
        "--without", action="append", choices=("pdf",), help="leave out the letters (needs --out)"
    )
    option("--origin", metavar="URL", help="scheme and host of the site")
    option("--base-path", metavar="PATH", help="where the site stands on its host: /handbook/")
    option("--jobs", type=_positive, metavar="N", help="processes (default: one a processor)")
    option("--verify", action="store_true", help="compare contents, not sizes and times")
    option("--strict", action="store_true", help="warnings count as errors")
    option(
        "--format",
        choices=("human", "github", "json"),
        default="human",
        help="the form of the report",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return number


def _usage(message: str) -> int:
    print(f"build.py: {message}", file=sys.stderr)
    return USAGE


# --- build --------------------------------------------------------------------------------------


def _build(options: argparse.Namespace, root: Path) -> int:
    out = (options.out or root / "dist").resolve()
    cache = root / ".cache" / "build"
    if wrong := _wrong_options(options, root, out):
        return _usage(wrong)
    from sitegen.publish.manifest import reason_to_build

    flags = _flags(options)
    if not reason_to_build(root, out, cache, flags, verify=options.verify):
        _say(f"Nothing to do: {_shown(out)} is up to date.")
        return DONE
    from sitegen.pipeline import build
    from sitegen.publish.executors import available_cpus

    progress = _Progress(sys.stderr.isatty())
    settings = _settings(options, root, out, cache, available_cpus())
    report = build(settings, progress)
    progress.end()
    _tell(report.problems, options.format, root)
    if not report.published:
        _say(f"Nothing was published. What stands in {_shown(out)} is as it was.")
        return PROBLEMS
    _say(
        f"Built {report.files:,} files ({report.size / 1e6:,.1f} MB), {report.leas} LEAs, "
        f"in {_shown(out)}."
    )
    return DONE


def _wrong_options(options: argparse.Namespace, root: Path, out: Path) -> str:
    from sitegen.i18n.locales import LOCALES

    for tag in options.only_locale or ():
        if tag not in LOCALES:
            return f"there is no language “{tag}”: {', '.join(LOCALES)}"
    partial = [
        name
        for name, value in (
            ("--only-locale", options.only_locale),
            ("--only-lea", options.only_lea),
            ("--without", options.without),
        )
        if value
    ]
    if partial and options.out is None:
        return (
            f"{partial[0]} builds a part of the site, which must not replace dist/: add --out DIR"
        )
    if partial and out == (root / "dist").resolve():
        return f"{partial[0]} builds a part of the site: give another --out than dist/"
    if options.single_lea and options.only_lea:
        return "--single-lea and --only-lea exclude each other"
    for name, value, pattern, example in (
        ("--origin", options.origin, r"https?://[^/\s]+", "https://handbook.example.org"),
        ("--base-path", options.base_path, r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*", "/handbook/"),
    ):
        import re

        if value is not None and not re.fullmatch(pattern, value):
            return f"{name} “{value}” is none: write it as {example}"
    return ""


def _flags(options: argparse.Namespace) -> str:
    """Every option that shapes the site, spelt in one way, for the manifest."""
    return repr(
        [
            sorted(options.only_locale or ()),
            sorted(options.only_lea or ()),
            options.single_lea,
            sorted(options.without or ()),
            options.origin,
            options.base_path,
            options.strict,
        ]
    )


def _settings(
    options: argparse.Namespace, root: Path, out: Path, cache: Path, jobs: int
) -> Settings:
    from sitegen.pipeline import Settings

    return Settings(
        root=root,
        out=out,
        cache=cache,
        flags=_flags(options),
        locales=tuple(options.only_locale) if options.only_locale else None,
        leas=tuple(options.only_lea) if options.only_lea else None,
        single_lea=options.single_lea,
        letters="pdf" not in (options.without or ()),
        origin=options.origin,
        base_path=options.base_path,
        jobs=options.jobs or jobs,
        verify=options.verify,
        strict=options.strict,
        keep_spare=options.out is None,
    )


def _shown(path: Path) -> str:
    """A path as the person at the terminal would write it."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)


# --- other commands -----------------------------------------------------------------------------


def _check(options: argparse.Namespace, root: Path) -> int:
    from sitegen.pipeline import Settings, blocked, check
    from sitegen.publish.executors import available_cpus

    progress = _Progress(sys.stderr.isatty())
    settings = Settings(
        root=root,
        out=root / "dist",
        cache=root / ".cache" / "build",
        jobs=options.jobs or available_cpus(),
        strict=options.strict,
    )
    problems = check(settings, progress)
    progress.end()
    _tell(problems, options.format, root)
    if not problems and options.format == "human":
        _say("No problems.")
    return PROBLEMS if blocked(problems, options.strict) else DONE


def _explain(options: argparse.Namespace, _root: Path) -> int:
    from sitegen.problems import CODES, did_you_mean

    if options.code is None:
        for name, code in sorted(CODES.items()):
            print(f"{name}  {code.severity:<8} {code.title}")
        return DONE
    found = CODES.get(options.code.upper())
    if found is None:
        return _usage(
            f"there is no problem code “{options.code}” "
            f"{did_you_mean(options.code.upper(), CODES)}".rstrip()
        )
    print(f"{options.code.upper()} ({found.severity}): {found.title}\n\n{found.explanation}")
    return DONE


def _feeds(_options: argparse.Namespace, root: Path) -> int:
    from sitegen.recording import record_feeds

    problems, written = record_feeds(root)
    _tell(problems, "human", root)
    for path in written:
        print(f"recorded {path}")
    return PROBLEMS if not written and problems else DONE


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


def _coverage(options: argparse.Namespace, root: Path) -> int:
    from sitegen.coverage import Coverage, LedgerFault, read_ledger, record, write_recorded

    try:
        ledger = read_ledger(options.ledger)
    except LedgerFault as fault:
        return _usage(str(fault))
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


def _serve(options: argparse.Namespace, root: Path) -> int:
    from sitegen.preview import serve

    return serve(root, options.port, options.only_locale, options.with_pdf)


# --- telling ------------------------------------------------------------------------------------


def _say(text: str) -> None:
    print(text, flush=True)


def _tell(problems: Sequence[Problem], layout: str, root: Path) -> None:
    from sitegen.problems import Layout
    from sitegen.problems.report import report, summary

    def line_of(path: str, line: int) -> str:
        try:
            with (root / path).open(encoding="utf-8-sig", errors="replace") as file:
                return next(
                    (
                        text.rstrip("\n")
                        for number, text in enumerate(file, start=1)
                        if number == line
                    ),
                    "",
                )
        except OSError:
            return ""

    text = report(problems, Layout(layout), line_of)
    if layout == "human":
        sys.stderr.write(text)
        if problems:
            print(summary(problems), file=sys.stderr, flush=True)
    else:
        sys.stdout.write(text)


class _Progress:
    """One line that says where a long build is; silent where nobody watches."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._last = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        line = f"{stage} {done}/{total}" if total else stage
        if self._shown and line != self._last:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            self._last = line

    def end(self) -> None:
        if self._shown and self._last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
