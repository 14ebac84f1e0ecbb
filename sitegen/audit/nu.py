"""The Nu HTML checker (vnu) over every page and style sheet. Needs Java, and npm to fetch it.

Its version and hash are pinned in ``tests/audit/package-lock.json``; it is unpacked into
``.cache/audit/``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.audit.findings import Finding

_LARGEST_BATCH = 250
_PINNED = ("package.json", "package-lock.json")

# Messages that are passed over, each with the reason.
PASSED_OVER: dict[str, str] = {
    r"Trailing slash on void elements has no effect": "SVG and HTML are written by one template",
    r"(Resource|Inline script) violates Content Security Policy": (
        "read from a file, a page has no 'self', and a data block is not a script; foreign "
        "requests and scripts in place are found by our own checks"
    ),
    r"This document appears to be written in English": (
        "what is not translated stands in English, each passage marked with its language"
    ),
    r"This document appears to be written in Tagalog": (
        "Filipino (fil) is the standard form of Tagalog, and the name that the state uses"
    ),
}
_PASSED_OVER = re.compile("|".join(PASSED_OVER))


class CheckerMissing(Exception):
    """The checker could not be fetched or started; the text is what npm or Java said."""


def fetch_checker(pinned: Path, cache: Path) -> Path:
    """Install the pinned checker into ``cache`` where it is not there yet; its jar's path."""
    jar = cache / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    held = cache / "complete"
    wanted = b"".join((pinned / name).read_bytes() for name in _PINNED)
    if jar.exists() and held.exists() and held.read_bytes() == wanted:
        return jar
    held.unlink(missing_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    for name in _PINNED:
        shutil.copyfile(pinned / name, cache / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    ended = subprocess.run(
        command, cwd=cache, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if ended.returncode or not jar.exists():
        raise CheckerMissing(f"{ended.stdout}{ended.stderr}\nnpm ci failed in {cache.name}")
    held.write_bytes(wanted)
    return jar


def check_with_nu(jar: Path, dist: Path, files: Sequence[str]) -> Iterator[Finding]:
    """What the checker says of ``files`` (paths below ``dist``), errors and warnings alike.

    One checker a core, each over a batch. Raises :class:`CheckerMissing`.
    """
    workers = os.cpu_count() or 1
    # Told to read style sheets too, it counts the lines of pages from 0: so, apart.
    sheets = [name for name in files if name.endswith(".css")]
    pages = [name for name in files if not name.endswith(".css")]
    runs = [("--css", batch) for batch in _batches(sheets, 1)]
    runs += [("--html", batch) for batch in _batches(pages, workers)]
    with ThreadPoolExecutor(workers) as pool:
        for report in pool.map(lambda one: _run(jar, dist, *one), runs):
            yield from _findings(report, dist)


def _batches(files: Sequence[str], workers: int) -> Iterator[Sequence[str]]:
    size = min(_LARGEST_BATCH, -(-len(files) // workers)) or 1
    for start in range(0, len(files), size):
        yield files[start : start + size]


def _run(jar: Path, dist: Path, kind: str, files: Iterable[str]) -> str:
    command = ["java", "-Xss2m", "-XX:+UseSerialGC", "-jar", str(jar), "--stdout"]
    command += ["--exit-zero-always", "--format", "json", kind]
    ended = subprocess.run(
        [*command, *(str(dist / name) for name in files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode or not ended.stdout.strip():
        raise CheckerMissing(f"{ended.stdout[-2000:]}{ended.stderr[-2000:]}\nThe checker failed.")
    return ended.stdout


def _findings(report: str, dist: Path) -> Iterator[Finding]:
    root = dist.resolve()
    for message in json.loads(report)["messages"]:
        text = " ".join(message.get("message", "").split())
        if _PASSED_OVER.search(text):
            continue
        url = urlsplit(message.get("url", ""))
        path = Path(unquote(url.path))
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        kind = message.get("subType") or message["type"]
        yield Finding(shown, message.get("lastLine", 1), f"{text} ({kind}, Nu HTML checker)")
