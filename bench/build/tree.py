"""A copy of the real tree whose LEAs are synthetic.

``python -m bench.build.tree COUNT SEED``, run in the copy, writes the LEAs there: in a process
of its own, so that the one that measures stays small.
"""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from pathlib import Path

from sitegen.publish.manifest import INPUT_FILES, INPUT_FOLDERS

RECORDED = date(2026, 11, 1)
"""The day on which the synthetic ledgers say that they were recorded."""

LITTER = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


def copy_tree(root: Path, copy: Path) -> None:
    """All that a build reads, without the LEAs and without a district's own settings."""
    for folder in INPUT_FOLDERS:
        shutil.copytree(root / folder, copy / folder, ignore=LITTER)
    for name in INPUT_FILES:
        shutil.copy(root / name, copy / name)
    shutil.rmtree(copy / "content" / "leas")
    (copy / "content" / "local.yaml").unlink(missing_ok=True)


def write_leas(root: Path, count: int, seed: int) -> None:
    """Add LEAs to a tree and record the ledgers of their feeds, as ``feeds record`` does."""
    from bench.build.district import files_of, slug_of
    from sitegen.content.files import Tree
    from sitegen.content.loading import Loader
    from sitegen.problems import Problems
    from sitegen.recording import record_feeds

    handbook = Loader(Tree(root, Problems())).load().handbook
    assert handbook is not None
    tasks = list(handbook.tasks.values())
    for number in range(1, count + 1):
        folder = root / "content" / "leas" / slug_of(number)
        (folder / "calendars").mkdir(parents=True)
        for name, text in files_of(number, seed, tasks, handbook.year).items():
            (folder / name).write_text(text, encoding="utf-8")
    problems, written = record_feeds(root, RECORDED)
    faults = [each for each in problems if each.at.path.startswith("content/leas/")]
    if faults or len(written) < count:
        sys.exit(f"the synthetic LEAs are faulty: {(faults or problems)[0]}")


def edit_one_task(root: Path) -> None:
    """Change a sentence of one task, as somebody who corrects a word does."""
    path = root / "content" / "tasks" / "november.yaml"
    text = path.read_text(encoding="utf-8")
    text, changed = re.subn(r"(?m)^(    why: [A-Z].*)$", r"\1 (As ever.)", text, count=1)
    assert changed
    path.write_text(text, encoding="utf-8")


def edit_one_lea(root: Path) -> None:
    """Change a word of one LEA's profile, as its own web person does."""
    path = min((root / "content" / "leas").glob("*/lea.yaml"))
    text = path.read_text(encoding="utf-8")
    text, changed = re.subn(r"(?m)^(county: .*)$", r"\1 (North)", text, count=1)
    assert changed
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_leas(Path.cwd(), int(sys.argv[1]), int(sys.argv[2]))
