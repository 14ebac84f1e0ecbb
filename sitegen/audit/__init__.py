"""``build.py audit``: what can be said of a built site from outside, by its files alone.

Dead links and fragments, requests to other hosts, scripts and styles in place (which the
content security policy blocks), calendar feeds, and the Nu HTML checker over every page and
style sheet.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sitegen.audit.addresses import Site
from sitegen.audit.calendars import lint_calendars
from sitegen.audit.findings import Finding
from sitegen.audit.links import Survey, broken_links, foreign_requests, survey
from sitegen.audit.nu import CheckerMissing, check_with_nu, fetch_checker

__all__ = ["Finding", "Survey", "broken_links", "foreign_requests", "main", "survey"]

_ROOT = Path(__file__).parents[2]


def main(arguments: Sequence[str]) -> int:
    """Audit a built site. Returns 0 where nothing is wrong, 1 with findings, 2 if it cannot."""
    options = _options(arguments)
    dist: Path = options.dist
    if not any(dist.glob("*.html")):
        print(f"There is no site in {dist.name}/: run python3 build.py first.", file=sys.stderr)
        return 2
    started = time.monotonic()
    found = survey(dist, options.base_path, options.origin)
    _report("dead links and fragments", found.broken, found.pages, started)
    _report("requests to other hosts", found.foreign, found.pages, started)
    _report("scripts, styles and ids in place", found.in_place, found.pages, started)
    started = time.monotonic()
    calendars, feeds = lint_calendars(dist)
    _report("calendar feeds", calendars, feeds, started)
    findings = [*found.broken, *found.foreign, *found.in_place, *calendars]
    if not options.without_nu:
        started = time.monotonic()
        checked = [name for name in Site(dist).files.values() if name.endswith((".html", ".css"))]
        try:
            jar = fetch_checker(_ROOT / "tests" / "audit", _ROOT / ".cache" / "audit")
            said = sorted(check_with_nu(jar, dist, checked))
        except CheckerMissing as fault:
            print(fault, file=sys.stderr)
            return 2
        _report("Nu HTML checker", said, len(checked), started)
        findings += said
    print(f"audit: {len(findings)} found" if findings else "audit: nothing wrong")
    return 1 if findings else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.py audit", description=__doc__)
    parser.add_argument("--dist", type=Path, default=_ROOT / "dist", help="the built site")
    parser.add_argument("--base-path", default="", help="the path it is served below")
    parser.add_argument("--origin", default="", help="scheme and host of its own absolute links")
    parser.add_argument("--without-nu", action="store_true", help="our own checks only")
    return parser.parse_args(arguments)


def _report(what: str, findings: Sequence[Finding], files: int, started: float) -> None:
    for finding in findings:
        print(finding)
    seconds = time.monotonic() - started
    print(f"{what}: {len(findings)} in {files} files ({seconds:.0f} s)", flush=True)
