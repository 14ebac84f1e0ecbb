"""Whatever is done to a file of content, ``check`` tells what is wrong and never breaks down."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
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
WORDS = (
    *(
        "",
        " ",
        "  ",
        "\t",
        "\n",
        "- ",
        ": ",
        "#",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        "*",
        "&a ",
        "!x ",
        "|",
    ),
    *(">-", "---", "...", "%", "@", "`", "<<: ", "? ", "~", "null", "0", "-1", "99999999", "no"),
    *(
        "{x}",
        "::: ",
        "[a](b:c)",
        "](",
        "<b>",
        "http://x.org",
        "..",
        "/",
        "\\",
        "\x00",
        "\x1b",
        "\r",
    ),
    *(
        "\u202e",
        "\u2028",
        "\x85",
        "\ufeff",
        "\ufffe",
        "é",
        "學",
        "🏫",
        "@: 1",
        "id: x",
        "2026-02-30",
    ),
    *("local-x", "a" * 400, "window", "msgid ", "%s", "[key]: 1"),
)
KINDS = ("delete", "double", "exchange", "indent", "insert", "truncate", "replace", "shorten")


@dataclass(frozen=True)
class Edit:
    """One careless or hostile edit. Numbers are taken modulo what there is."""

    kind: str
    line: int
    other: int
    word: str

    def of(self, text: str) -> str:
        lines = text.split("\n")
        here, there = self.line % len(lines), self.other % len(lines)
        line = lines[here]
        place = self.other % (len(line) + 1)
        match self.kind:
            case "delete":
                del lines[here]
            case "double":
                lines.insert(there, line)
            case "exchange":
                lines[here], lines[there] = lines[there], line
            case "indent":
                lines[here] = " " * (self.other % 10) + line.lstrip()
            case "insert":
                lines[here] = line[:place] + self.word + line[place:]
            case "truncate":
                lines[here:] = [line[:place]]
            case "replace":
                lines[here] = f"{line.partition(':')[0]}: {self.word}"
            case _:
                lines[here] = line[:place]
        return "\n".join(lines)


EDITS = st.lists(
    st.builds(
        Edit,
        st.sampled_from(KINDS),
        st.integers(0, 10**5),
        st.integers(0, 10**5),
        st.sampled_from(WORDS) | st.text(max_size=3),
    ),
    min_size=1,
    max_size=3,
)


def edited(root: Path, path: str, edits: list[Edit]) -> str:
    text = (root / path).read_text(encoding="utf-8")
    for edit in edits:
        text = edit.of(text)
    return text


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
        for name in ("content", "locales/es"):  # one language: this is about content
            shutil.copytree(ROOT / name, Path(folder) / name)
        yield Path(folder)


HUNT = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(path=st.sampled_from(SMALL), edits=EDITS)
@settings(HUNT, max_examples=400)
def test_any_edit_of_a_small_site_is_reported_where_it_stands(
    path: str, edits: list[Edit], small: Path
) -> None:
    text = edited(small, path, edits)
    assert_in_place(small, problems_of(small, path, text), path, text)


@given(path=st.sampled_from(REAL), edits=EDITS)
@settings(HUNT, max_examples=12)
def test_any_edit_of_the_real_content_is_reported_where_it_stands(
    path: str, edits: list[Edit], real: Path
) -> None:
    text = edited(real, path, edits)
    assert_in_place(real, problems_of(real, path, text), path, text)
