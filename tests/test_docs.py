"""The examples of the documents are read by the loader, so that they stay true."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pydantic import BaseModel

from sitegen import schemas
from sitegen.cli import main
from sitegen.content import guidance, lea_models, models
from sitegen.content.binding import bind
from sitegen.content.letter_source import passage_faults
from sitegen.content.located_yaml import read_yaml
from sitegen.content.overlay_models import AddOperation, Overlay
from sitegen.content.overlay_targets import added_kinds
from sitegen.content.prose import references
from sitegen.deadlines.calendar_checks import check_track
from sitegen.deadlines.calendars import SchoolYear
from sitegen.i18n.review import ReviewFile
from sitegen.pipeline import Settings, check
from sitegen.problems import Problems

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "TRANSLATING.md", "ARCHITECTURE.md", "CHANGELOG.md")

EXAMPLES = [
    ("CONTRIBUTING.md", "timeframe: november", models.TaskFile),
]


SHARED: dict[str, type[BaseModel]] = {
    "deadlines.yaml": models.DeadlineFile,
    "guide.md": models.GuideHead,
    "letter.md": models.LetterHead,
    "how-to.yaml": guidance.HowToFile,
    "help-now.yaml": guidance.HelpNowFile,
    "start.yaml": guidance.StartFile,
    "roles.yaml": guidance.RolesFile,
    "resources.yaml": models.ResourceFile,
    "glossary.yaml": models.Glossary,
    "errata.yaml": models.ErrataFile,
    "site.yaml": models.SiteSettings,
    "review.yaml": ReviewFile,
}
ANNOTATED = ROOT / "docs" / "content"


@pytest.mark.parametrize("name", SHARED)
def test_an_annotated_file_of_the_shared_handbook_is_sound(name: str) -> None:
    text = (ANNOTATED / "shared" / name).read_text(encoding="utf-8")
    head, body = text, ""
    if name.endswith(".md"):
        _, head, body = text.split("---\n", 2)
    problems = Problems()
    assert bind(SHARED[name], read_yaml(head, name, problems), name, problems) is not None
    assert problems.sorted() == []
    if name == "letter.md":
        assert passage_faults(body) == []
    assert [each for each in references(body) if not each.kind] == []


def test_every_kind_of_file_has_an_annotated_one() -> None:
    """Those of ``schemas/``: each is in CONTRIBUTING, among the shared ones, or a district's."""
    kinds = {name.removesuffix("-head") for name in schemas.FILES} - {"tasks", "feed-ledger"}
    there = {path.stem for path in (ANNOTATED / "shared").iterdir()}
    there |= {"lea", "local", "overlay", "calendar", "local-home", "letter-addition"}
    there |= {"local-guide", "local-guide-translation", "local-letter", "local-letter-translation"}
    translators = {"terms", "keep", "allowances"}
    assert kinds - there == translators
    assert [name for name in translators if f"{name}.yaml" not in read("TRANSLATING.md")] == []
    listed = read("CONTRIBUTING.md")
    files = [path for path in ANNOTATED.rglob("*") if path.is_file()]
    unnamed = [each for each in files if each.relative_to(ROOT / "docs").as_posix() not in listed]
    assert unnamed == []


def test_the_annotated_folder_of_a_district_is_one(tmp_path: Path) -> None:
    """It is laid into the real handbook, and nothing in it is wrong."""
    for folder in ("content", "locales", "layouts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    own = tmp_path / "content" / "leas" / "new-haven"
    shutil.copytree(ANNOTATED / "district", own)
    (own / "local.yaml").rename(tmp_path / "content" / "local.yaml")
    shutil.copy(ROOT / "content/leas/port-solano/logo.svg", own / "logo.svg")
    found = check(Settings(tmp_path, tmp_path / "dist", tmp_path / "cache"))
    told = {(each.code, each.at.path.removeprefix("content/leas/new-haven/")) for each in found}
    letters = ("letters/local-testing-days.md", "letters/annual-testing-notification.add.md")
    # The letters are written in English alone; the overlay's fingerprints and the feed's ledger
    # are not recorded yet.
    not_yet = {("O110", "overlay.yaml"), ("C101", "feed-ledger.yaml")}
    assert told == {("B114", path) for path in letters} | not_yet


def test_the_annotated_overlay_has_every_operation() -> None:
    problems = Problems()
    text = (ANNOTATED / "district" / "overlay.yaml").read_text(encoding="utf-8")
    overlay = bind(Overlay, read_yaml(text, "", problems), "", problems)
    assert overlay is not None
    assert problems.sorted() == []
    assert {each.op for each in overlay.operations} == {"add", "hide", "move", "set"}
    added = {kind for each in overlay.operations if each.op == "add" for kind in added_kinds(each)}
    every = set(AddOperation.model_fields) - {"at", "op", "on", "timeframe", "after"}
    assert added == every


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
    text = (ANNOTATED / "district/calendars/2026-27.yaml").read_text(encoding="utf-8")
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
