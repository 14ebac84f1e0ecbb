"""The commands that make the site or look at its content: build, check, serve, explain."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cli.reports import (
    DONE,
    PROBLEMS,
    Commands,
    Progress,
    positive,
    say,
    shown,
    tell,
    usage,
)

if TYPE_CHECKING:
    from sitegen.pipeline import Settings


def add_commands(commands: Commands) -> None:
    check = commands.add_parser("check", help="report problems in the content, build nothing")
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    check.add_argument("--format", choices=("human", "github", "json"), default="human")
    check.add_argument("--jobs", type=positive, metavar="N")
    check.add_argument(
        "--ownership",
        metavar="REF",
        help="list edits of upstream's files since this git ref, with the operation for each",
    )
    check.set_defaults(run=_check)
    serve = commands.add_parser("serve", help="preview the site; rebuild and reload on changes")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--with-pdf", action="store_true", help="set the letters too")
    serve.add_argument("--only-locale", action="append", metavar="TAG")
    serve.set_defaults(run=_serve)
    explain = commands.add_parser("explain", help="what a problem code means and how to mend it")
    explain.add_argument("code", nargs="?", metavar="CODE")
    explain.set_defaults(run=_explain)


def add_build(parser: argparse.ArgumentParser) -> None:
    """The build itself, which is what is done where no command is given."""
    parser.set_defaults(run=_build)
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
    option("--jobs", type=positive, metavar="N", help="processes (default: one a processor)")
    option("--verify", action="store_true", help="compare contents, not sizes and times")
    option("--strict", action="store_true", help="warnings count as errors")
    option(
        "--format",
        choices=("human", "github", "json"),
        default="human",
        help="the form of the report",
    )


def _build(options: argparse.Namespace, root: Path) -> int:
    out = (options.out or root / "dist").resolve()
    cache = root / ".cache" / "build"
    if wrong := _wrong_options(options, root, out):
        return usage(wrong)
    from sitegen.publish.manifest import reason_to_build

    flags = _flags(options)
    if not reason_to_build(root, out, cache, flags, verify=options.verify):
        say(f"Nothing to do: {shown(out)} is up to date.")
        return DONE
    from sitegen.pipeline import build
    from sitegen.publish.executors import available_cpus

    progress = Progress(sys.stderr.isatty())
    settings = _settings(options, root, out, cache, available_cpus())
    report = build(settings, progress)
    progress.end()
    tell(report.problems, options.format, root)
    if not report.published:
        say(f"Nothing was published. What stands in {shown(out)} is as it was.")
        return PROBLEMS
    leas = "1 LEA" if report.leas == 1 else f"{report.leas:,} LEAs"
    say(f"Built {report.files:,} files ({report.size / 1e6:,.1f} MB), {leas}, in {shown(out)}.")
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


def _ownership(options: argparse.Namespace, root: Path) -> int:
    from sitegen.ownership.edits import foreign_edits
    from sitegen.ownership.history import NoHistory

    try:
        problems = foreign_edits(root, options.ownership)
    except NoHistory as reason:
        return usage(str(reason))
    tell(problems, options.format, root)
    if not problems and options.format == "human":
        say("Every change is in files of your own.")
    return PROBLEMS if problems else DONE


def _check(options: argparse.Namespace, root: Path) -> int:
    if options.ownership is not None:
        return _ownership(options, root)
    from sitegen.pipeline import Settings, blocked, check
    from sitegen.publish.executors import available_cpus

    progress = Progress(sys.stderr.isatty())
    settings = Settings(
        root=root,
        out=root / "dist",
        cache=root / ".cache" / "build",
        jobs=options.jobs or available_cpus(),
        strict=options.strict,
    )
    problems = check(settings, progress)
    progress.end()
    tell(problems, options.format, root)
    if not problems and options.format == "human":
        say("No problems.")
    return PROBLEMS if blocked(problems, options.strict) else DONE


def _explain(options: argparse.Namespace, _root: Path) -> int:
    from sitegen.problems import CODES, did_you_mean

    if options.code is None:
        for name, code in sorted(CODES.items()):
            print(f"{name}  {code.severity:<8} {code.title}")
        return DONE
    found = CODES.get(options.code.upper())
    if found is None:
        return usage(
            f"there is no problem code “{options.code}” "
            f"{did_you_mean(options.code.upper(), CODES)}".rstrip()
        )
    print(f"{options.code.upper()} ({found.severity}): {found.title}\n\n{found.explanation}")
    return DONE


def _serve(options: argparse.Namespace, root: Path) -> int:
    from sitegen.preview import serve

    return serve(root, options.port, options.only_locale, options.with_pdf)
