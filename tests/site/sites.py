"""The real site, built in the shapes that the tests look at; each once in a test run.

All is built from a copy of the tree, by a process of its own, with a cache of its own: a test
finds what a fresh machine would find, and a build that writes where it should not is noticed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCALES = ("en", "ar", "zh-Hant", "fil", "ko", "es", "vi")
RIGHT_TO_LEFT = {"ar"}
SAMPLES = ("alder-creek", "larkspur-charter", "manzanita-valley", "port-solano", "sierra-vista-coe")
TRACKS = {
    "manzanita-valley": ("traditional", "year-round"),
    "port-solano": ("elementary-and-middle", "high", "early-start"),
    "sierra-vista-coe": ("special-classes", "court-and-community", "nonpublic"),
}
"""The tracks of the samples that have several."""
ORIGIN = "https://handbook.example.org"
LETTER = "annual-testing-notification"

PAGE_TYPES = {
    "home": "",
    "month": "months/november/",
    "ongoing": "months/ongoing/",
    "during testing": "months/during-testing/",
    "task": "tasks/set-test-windows/",
    "topics": "topics/",
    "topic": "topics/accessibility-resources/",
    "guide": "guides/unlisted-resources/",
    "start": "start/",
    "help now": "help-now/",
    "roles": "roles/",
    "role": "roles/site-coordinator/",
    "how-to": "how-to/",
    "how-to topic": "how-to/test-windows/",
    "glossary": "glossary/",
    "term": "glossary/ssr/",
    "calendars": "calendars/",
    "letters": "letters/",
    "LEAs": "leas/",
    "counties": "counties/",
    "county": "counties/sierra-vista/",
    "LEA": "leas/manzanita-valley/",
    "dates": "leas/manzanita-valley/dates/",
    "checklist": "leas/manzanita-valley/checklist/",
    "search": "search/",
    "status": "status/",
    "about": "about/",
}
"""One page of each type, below a locale."""

_COPIED = ("content", "layouts", "locales", "sitegen", "requirements")
_COPIED_FILES = ("build.py", "pyproject.toml")
_COMMAND = "import sys; from sitegen.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class BuiltSite:
    """A site in a folder: what it is served below, and as which origin it was built."""

    folder: Path
    base: str = ""
    origin: str = ""

    @cached_property
    def paths(self) -> list[str]:
        """Every file's path below the folder, but for the builder's own marks."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        names = (path.relative_to(self.folder).as_posix() for path in found)
        return sorted(name for name in names if not name.startswith("."))

    def of_kind(self, *endings: str) -> list[str]:
        return [path for path in self.paths if path.endswith(endings)]

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def page(self, tag: str, address: str) -> str:
        """The HTML at an address below a locale, as ``tasks/set-test-windows/``."""
        return self.text(f"{tag}/{address}index.html")

    def has(self, path: str) -> bool:
        return (self.folder / path).is_file()


class Sites:
    """Makes trees and sites below ``folder``, which all processes of a test run share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(exist_ok=True)

    def tree(self, name: str, change: Callable[[Path], None] | None = None) -> Path:
        """A copy of the project as upstream ships it, ``change``\\ d once."""
        place = self.folder / "trees" / name
        with self._once(f"tree {name}") as is_first:
            if is_first:
                for folder in _COPIED:
                    shutil.copytree(
                        ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__")
                    )
                for file in _COPIED_FILES:
                    shutil.copy2(ROOT / file, place / file)
                (place / "content" / "local.yaml").unlink(missing_ok=True)
                if change is not None:
                    change(place)
                self._record(name).write_text(json.dumps(fingerprints(place)), encoding="utf-8")
        return place

    def as_copied(self, name: str) -> dict[str, str]:
        """What :func:`fingerprints` said of a tree before anything was done in it."""
        found: dict[str, str] = json.loads(self._record(name).read_text(encoding="utf-8"))
        return found

    def _record(self, name: str) -> Path:
        return self.folder / "trees" / f"{name}.json"

    def site(self, name: str, tree: Path, *arguments: str) -> Path:
        """The folder of the site that ``arguments`` ask for; an error fails the tests."""
        place = self.folder / "built" / name
        with self._once(f"site {name}") as is_first:
            if is_first:
                ended = run(tree, "--out", str(place), "--jobs", "2", *arguments)
                assert ended.returncode == 0, ended.stdout + ended.stderr
        return place

    @contextmanager
    def _once(self, name: str) -> Iterator[bool]:
        """Whether this process is the first to do what is named; the others wait for it."""
        done = self.folder / f"{name}.done"
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield not done.exists()
            done.touch()


def catalogs(tree: Path, tag: str) -> list[Path]:
    """The catalogs of a language's content; the interface's own is not among them."""
    folder = tree / "locales" / tag
    return sorted(file for file in folder.glob("*.po") if file.stem not in {"ui", "letters"})


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line, as it is in ``tree``, ended."""
    return subprocess.run(
        [sys.executable, "-c", _COMMAND, *arguments],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def fingerprints(tree: Path) -> dict[str, str]:
    """Every file of a tree but for its cache: path and SHA-256."""
    return {
        str(path.relative_to(tree)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(tree.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def replace_once(file: Path, old: str, new: str) -> None:
    """Change a passage of a file; one that is not there, or twice, is the test's own fault."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} has {text.count(old)} times: {old}"
    file.write_text(text.replace(old, new), encoding="utf-8")
