"""An edit of one LEA's folder costs one LEA; an edit of what all share costs all of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

from sitegen.pipeline import Report, Settings, build
from sitegen.publish.context import ContextRef
from sitegen.publish.executors import SerialExecutor
from sitegen.render.jobs import LeaJob

MINIMAL = Path(__file__).parents[1] / "minimal_site"
LAYOUTS = Path(__file__).parents[2] / "layouts"

Job = TypeVar("Job")
Context = TypeVar("Context")
Result = TypeVar("Result")


class Listening:
    """A serial executor that notes which LEAs were rendered."""

    def __init__(self) -> None:
        self.rendered: list[str] = []

    def run(
        self,
        function: Callable[[Job, Context], Result],
        jobs: Iterable[Job],
        context: ContextRef[Context],
    ) -> Iterator[Result]:
        every = list(jobs)
        self.rendered += [job.card.slug for job in every if isinstance(job, LeaJob)]
        return SerialExecutor().run(function, every, context)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The minimal site with three LEAs that differ by name."""
    root = tmp_path / "tree"
    shutil.copytree(MINIMAL, root)
    shutil.copytree(LAYOUTS, root / "layouts")
    grove = root / "content" / "leas" / "oak-grove"
    for slug in ("elm-hollow", "fir-ridge"):
        shutil.copytree(grove, grove.parent / slug)
        for file in (grove.parent / slug).rglob("*.yaml"):
            text = file.read_text(encoding="utf-8")
            name = slug.replace("-", " ").title()
            file.write_text(text.replace("oak-grove", slug).replace("Oak Grove", name), "utf-8")
    return root


def built(
    root: Path, cache: str = "cache", settings: Mapping[str, object] | None = None
) -> tuple[list[str], dict[str, bytes]]:
    """The LEAs that were rendered, and every file of the site."""
    listening, out = Listening(), root.parent / f"site of {cache}"
    asked = {"letters": False, "locales": ("en", "ar"), **(settings or {})}
    report: Report = build(
        Settings(root=root, out=out, cache=root.parent / cache, **asked),  # type: ignore[arg-type]
        executor=listening,
    )
    assert report.published, report.problems
    files = (path for path in out.rglob("*") if path.is_file() and path.suffix != ".lock")
    return sorted(listening.rendered), {
        str(path.relative_to(out)): path.read_bytes() for path in files
    }


def test_an_edited_lea_alone_is_rendered_again_and_the_site_is_as_if_made_anew(root: Path) -> None:
    assert built(root)[0] == ["elm-hollow", "fir-ridge", "oak-grove"]
    profile = root / "content" / "leas" / "fir-ridge" / "lea.yaml"
    profile.write_text(profile.read_text("utf-8").replace("Fir Ridge", "Fir Summit"), "utf-8")
    rendered, files = built(root)
    assert rendered == ["fir-ridge"]
    assert b"Fir Summit" in files["en/leas/fir-ridge/index.html"]
    assert files == built(root, cache="another cache")[1]


def test_nothing_is_remembered_across_an_edit_of_what_all_share(root: Path) -> None:
    built(root)
    july = root / "content" / "tasks" / "july.yaml"
    july.write_text(july.read_text("utf-8") + "# read again\n", "utf-8")
    assert built(root)[0] == ["elm-hollow", "fir-ridge", "oak-grove"]


@pytest.mark.parametrize(
    "other",
    [{"locales": ("en",)}, {"origin": "https://else.example.org"}, {"base_path": "/else/"}],
    ids=lambda other: next(iter(other)),
)
def test_nothing_is_remembered_under_other_settings(root: Path, other: dict[str, object]) -> None:
    built(root)
    assert built(root, settings=other)[0] == ["elm-hollow", "fir-ridge", "oak-grove"]


def test_the_problems_of_a_remembered_lea_are_told_again(root: Path) -> None:
    calendar = root / "content" / "leas" / "elm-hollow" / "calendars" / "2026-27.yaml"
    weekend = "non-school:\n      - {name: Founders Day, date: 2026-09-12}"
    calendar.write_text(calendar.read_text("utf-8").replace("non-school:", weekend), "utf-8")
    settings = Settings(
        root=root, out=root.parent / "site", cache=root.parent / "cache", letters=False
    )
    first, second = build(settings), build(settings)
    assert [each.code for each in first.problems if "elm-hollow" in each.at.path] == ["D108"]
    assert second.problems == first.problems


def test_a_remembered_file_that_was_lost_from_the_store_is_made_again(root: Path) -> None:
    _, before = built(root)
    for found in (root.parent / "cache" / "store" / "objects").rglob("*"):
        if found.is_file() and b"Elm Hollow" in found.read_bytes():
            found.unlink()
    rendered, after = built(root)
    assert "elm-hollow" in rendered
    assert after == before
