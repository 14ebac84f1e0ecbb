"""Trees to check: the minimal site, with what a case lays over it.

A case is a directory. Its files are copied over the minimal site's. What a directory of files
cannot hold is in ``make.yaml``::

    delete: [path, …]            files of the minimal site that are not there
    write: {path: [[text, times], …]}     a file of repeated texts
    encoding: latin-1            of the files under write; else UTF-8
    links: {path: target}        symbolic links
    arguments: [argument, …]     of build.py; else: check
    layouts: true                the case renders, and needs the templates
    history: true                the minimal site is a commit of git, tagged “upstream”

``report.txt`` is what build.py says on standard error. Only ``content`` and ``locales`` are laid.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.cli import main

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
MINIMAL = TESTS / "minimal_site"
MAKE, REPORT = "make.yaml", "report.txt"


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    report: str
    output: str


@dataclass
class Case:
    """A directory of ``tests/bad_content`` or ``tests/sound_content``."""

    folder: Path
    make: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.folder / MAKE).exists():
            self.make = yaml.safe_load((self.folder / MAKE).read_text(encoding="utf-8"))

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def arguments(self) -> list[str]:
        return list(self.make.get("arguments", ["check"]))

    @property
    def report(self) -> str:
        return (self.folder / REPORT).read_text(encoding="utf-8")

    def lay(self, root: Path) -> None:
        """Make the case's tree in the empty directory ``root``."""
        lay_minimal(root)
        if self.make.get("history"):
            begin_history(root)
        for path in self.make.get("delete", ()):
            (root / path).unlink()
        for source in sorted(self.folder.rglob("*")):
            path = source.relative_to(self.folder)
            if source.is_file() and path.parts[0] in ("content", "locales"):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, root / path)
        for path, pieces in self.make.get("write", {}).items():
            text = "".join(piece * times for piece, times in pieces)
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode(self.make.get("encoding", "utf-8")))
        for path, target in self.make.get("links", {}).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).unlink(missing_ok=True)
            (root / path).symlink_to(target)
        if self.make.get("layouts"):
            shutil.copytree(ROOT / "layouts", root / "layouts")


def lay_minimal(root: Path) -> None:
    """Copy the minimal site into the empty directory ``root``."""
    shutil.copytree(MINIMAL, root, dirs_exist_ok=True)


def begin_history(root: Path) -> None:
    """Make what stands in ``root`` the first commit of a repository, and tag it “upstream”."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=no")
    for words in (
        ("init", "--quiet"),
        ("add", "--all"),
        ("commit", "--quiet", "--message", "upstream"),
        ("tag", "upstream"),
    ):
        subprocess.run(["git", *who, *words], cwd=root, check=True)


def cases(folder: str) -> list[Case]:
    """The cases in a directory of the tests, by name."""
    return [Case(each) for each in sorted((TESTS / folder).iterdir()) if each.is_dir()]


def run(root: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]) -> Said:
    """Run build.py on the tree ``root`` in this process."""
    capfd.readouterr()
    jobs = [] if arguments[0] in ("messages", "calendar") else ["--jobs", "1"]
    code = main([*arguments, *jobs], root)
    said = capfd.readouterr()
    return Said(code, said.err, said.out)
