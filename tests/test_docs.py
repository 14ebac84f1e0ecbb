"""The examples of the documents are read by the loader, so that they stay true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from sitegen import schemas
from sitegen.cli import main
from sitegen.content import lea_models, models, overlay_models
from sitegen.content.binding import bind
from sitegen.content.located_yaml import read_yaml
from sitegen.content.prose import references
from sitegen.deadlines.calendar_checks import check_track
from sitegen.deadlines.calendars import SchoolYear
from sitegen.problems import Problems

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "TRANSLATING.md", "ARCHITECTURE.md", "CHANGELOG.md")

EXAMPLES = [
    ("CONTRIBUTING.md", "timeframe: november", models.TaskFile),
    ("CONTRIBUTING.md", "year: 2026-27", lea_models.CalendarFile),
    ("CONTRIBUTING.md", "operations:", overlay_models.Overlay),
    ("README.md", "origin: https://handbook.example.org", models.LocalSettings),
]


def example(document: str, beginning: str) -> str:
    blocks = re.findall(r"```yaml\n(.*?)```", read(document), re.DOTALL)
    dedented = [re.sub(r"^   (?=\S)", "", block, flags=re.MULTILINE).strip() for block in blocks]
    return next(block for block in dedented if block.startswith(beginning))


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize(("document", "beginning", "model"), EXAMPLES)
def test_an_example_is_a_sound_file(document: str, beginning: str, model: type[BaseModel]) -> None:
    problems = Problems()
    value = read_yaml(example(document, beginning), document, problems)
    assert bind(model, value, document, problems) is not None
    assert problems.sorted() == []


def test_the_example_of_a_calendar_counts_as_it_says() -> None:
    problems = Problems()
    text = example("CONTRIBUTING.md", "year: 2026-27")
    file = bind(lea_models.CalendarFile, read_yaml(text, "", problems), "", problems)
    assert file is not None
    assert check_track(file.tracks[0], SchoolYear.named("2026-27")) == []


def test_the_links_of_the_example_lead_to_kinds_that_exist() -> None:
    spelled = re.findall(r"`(\[[^`]*\]\([a-z]+:[^`]*\))`", read("CONTRIBUTING.md"))
    assert len(spelled) >= 3
    assert all(each.kind for text in spelled for each in references(text))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_to_files(document: str) -> None:
    targets = re.findall(r"\]\((?!https?://|resource:|guide:|term:)([^)#]+)\)", read(document))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_command_of_the_readme_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    known = capsys.readouterr().out
    named = set(re.findall(r"build\.py ([a-z]+)", read("README.md")))
    assert {"check", "serve", "explain", "feeds", "messages", "schemas"} <= named
    assert [word for word in sorted(named) if word not in known] == []


@pytest.mark.parametrize("name", sorted(schemas.FILES))
def test_the_committed_schemas_are_those_of_the_models(name: str) -> None:
    committed = read(f"schemas/{name}.schema.json")
    assert committed == schemas.schema_text(schemas.FILES[name]), "run build.py schemas"
