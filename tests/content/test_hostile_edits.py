"""Whatever is done to a file of content, ``check`` tells what is wrong and never breaks down."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.pipeline import Settings, check
from sitegen.problems import Problem
from tests.content.trees import ROOT, lay_minimal

REAL = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("content/**/*.yaml", "content/**/*.md", "locales/es/*.po")
    for path in ROOT.glob(pattern)
)
SMALL = [
    "content/site.yaml",
    "content/tasks/july.yaml",
    "content/deadlines/2026-27.yaml",
    "content/resources.yaml",
    "content/glossary.yaml",
    "content/errata.yaml",
    "content/guides/first-steps.md",
    "content/letters/annual-notice.md",
    "content/feed-ledger.yaml",
    "content/leas/oak-grove/lea.yaml",
    "content/leas/oak-grove/overlay.yaml",
    "content/leas/oak-grove/calendars/2026-27.yaml",
    "content/leas/oak-grove/feed-ledger.yaml",
    "locales/es/letters.po",
]
WORDS = [
    "", " ", "  ", "\t", "\n", "- ", ": ", "#", "'", '"', "{", "}", "[", "]", "*", "&a ", "!x ", "|",
    ">-", "---", "...", "%", "@", "`", "<<: ", "? ", "~", "null", "0", "-1", "99999999", "no", "::: ",
    "{x}", "[a](b:c)", "](", "<b>", "http://x.org", "..", "/", "\\", "\x00", "\x1b", "\u202e", "\u2028",
    "\x85", "\ufeff", "\ud7ff", "é", "學", "🏫", "@: 1", "id: x", "2026-02-30", "local-x", "a" * 400,
]  # fmt: skip


def edited(text: str, draw: st.DrawFn) -> str:
    """``text`` after a few careless or hostile edits."""
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        here = draw(st.integers(0, len(lines) - 1))
        there = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 7)):
            case 0:
                del lines[here]
            case 1:
                lines.insert(there, lines[here])
            case 2:
                lines[here], lines[there] = lines[there], lines[here]
            case 3:
                lines[here] = " " * draw(st.integers(0, 9)) + lines[here].lstrip()
            case 4:
                place = draw(st.integers(0, len(lines[here])))
                word = draw(st.sampled_from(WORDS) | st.text(max_size=3))
                lines[here] = lines[here][:place] + word + lines[here][place:]
            case 5:
                lines = lines[: here + 1]
                lines[-1] = lines[-1][: draw(st.integers(0, len(lines[-1])))]
            case 6:
                key, colon, _ = lines[here].partition(":")
                lines[here] = key + colon + " " + draw(st.sampled_from(WORDS))
            case _:
                lines[here] = lines[here][: draw(st.integers(0, len(lines[here])))]
        text = "\n".join(lines)
    return text


@st.composite
def edits(draw: st.DrawFn, root: Path, files: list[str]) -> tuple[str, str]:
    """A file of a tree and its text after some edits."""
    path = draw(st.sampled_from(files))
    return (path, edited((root / path).read_text(encoding="utf-8"), draw))


def problems_of(root: Path, path: str, text: str) -> list[Problem]:
    """What ``check`` finds in a tree of which one file has another text, for a while."""
    place = root / path
    before = place.read_bytes()
    place.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        return check(Settings(root=root, out=root / "dist", cache=root / ".cache"))
    finally:
        place.write_bytes(before)


def assert_in_place(root: Path, problems: list[Problem], path: str, text: str) -> None:
    for problem in problems:
        at = problem.at
        assert problem.message
        assert (root / at.path).exists(), problem
        if at.line:
            told = text if at.path == path else (root / at.path).read_text(encoding="utf-8")
            lines = told.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert at.line <= len(lines), problem
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1, problem


@pytest.fixture(scope="module")
def small() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        lay_minimal(Path(folder))
        yield Path(folder)


@pytest.fixture(scope="module")
def real() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("content", "locales"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        yield Path(folder)


HUNT = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(data=st.data())
@settings(HUNT, max_examples=300)
def test_any_edit_of_a_small_site_is_reported_where_it_stands(
    data: st.DataObject, small: Path
) -> None:
    path, text = data.draw(edits(small, SMALL))
    assert_in_place(small, problems_of(small, path, text), path, text)


@given(data=st.data())
@settings(HUNT, max_examples=20)
def test_any_edit_of_the_real_content_is_reported_where_it_stands(
    data: st.DataObject, real: Path
) -> None:
    path, text = data.draw(edits(real, REAL))
    assert_in_place(real, problems_of(real, path, text), path, text)
