"""The code is linted, formatted and typed as pyproject.toml says."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 600


@pytest.mark.parametrize(
    "tool",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["lint", "format", "types"],
)
def test_a_tool_has_nothing_to_say(tool: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    modules = [ROOT / "build.py", *(ROOT / "sitegen").rglob("*.py")]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {path.name: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def pins(kind: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site, dev = pins("site"), pins("dev")
    for asked, pinned in (
        (project["dependencies"], site),
        (project["dependencies"] + project["optional-dependencies"]["dev"], dev),
    ):
        for text in asked:
            requirement = Requirement(text)
            assert pinned[canonicalize_name(requirement.name)] in requirement.specifier


def test_tests_run_with_the_very_packages_that_a_build_has() -> None:
    site, dev = pins("site"), pins("dev")
    assert {name: dev.get(name) for name in site} == site


@pytest.mark.parametrize("kind", ["site", "dev"])
def test_a_lock_is_hashed_and_names_no_host_or_folder(kind: str) -> None:
    text = (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert not re.search(r"^--|^\s*#.*/(?!site\.txt)", text, re.MULTILINE)
