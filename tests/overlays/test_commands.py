"""What ``build.py overlay`` says, writes and returns."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sitegen.cli import main
from tests.content.trees import Said, lay_minimal

OVERLAY = "content/leas/oak-grove/overlay.yaml"
KEPT = "content/leas/oak-grove/overlay-upstream.yaml"
TITLE = "set/set-test-windows/title"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    lay_minimal(tmp_path)
    return tmp_path


def overlay(tree: Path, capfd: pytest.CaptureFixture[str], *arguments: str) -> Said:
    capfd.readouterr()
    code = main(["overlay", *arguments], tree)
    said = capfd.readouterr()
    return Said(code, said.err, said.out)


def reworded(tree: Path) -> None:
    july = tree / "content/tasks/july.yaml"
    text = july.read_text(encoding="utf-8")
    assert text.count("title: Set the test windows") == 1
    july.write_text(text.replace("Set the test windows", "Set the windows"), encoding="utf-8")


def test_all_is_well(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert overlay(tree, capfd, "status") == Said(
        0, "", "oak-grove: 2 operations, all up to date\n"
    )


def test_a_changed_text_is_shown_then_and_now(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert overlay(tree, capfd, "accept", "--all") == Said(0, "", f"wrote {KEPT}\n")
    reworded(tree)
    said = overlay(tree, capfd, "status", "--lea", "oak-grove")
    assert said.output == (
        "oak-grove: 1 of 2 operations need a look\n"
        "\n"
        f"  {TITLE}  (changed)  {OVERLAY}:2:5\n"
        "    upstream then: Set the test windows\n"
        "    upstream now:  Set the windows\n"
        "    yours:         Agree on the test windows\n"
        '    hint:          read it, then write was: "bb3dba85bb23", or run: python3 build.py '
        "overlay\n"
        f"                   accept {TITLE}\n"
        "\n"
    )
    assert (said.code, said.report) == (1, "")
    assert overlay(tree, capfd, "accept", TITLE) == Said(0, "", f"wrote {OVERLAY}\nwrote {KEPT}\n")
    assert overlay(tree, capfd, "status").code == 0
    assert "text: Set the windows\n" in (tree / KEPT).read_text(encoding="utf-8")
    assert overlay(tree, capfd, "accept", "--all") == Said(
        0, "", "Nothing to write: all is up to date.\n"
    )


def test_a_text_that_was_never_kept_is_said_to_be_so(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    reworded(tree)
    assert "upstream then: (was not kept)\n" in overlay(tree, capfd, "status").output


def test_dropping_leaves_the_rest(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    overlay(tree, capfd, "accept", "--all")
    assert overlay(tree, capfd, "drop", TITLE).output == f"wrote {OVERLAY}\nwrote {KEPT}\n"
    text = (tree / OVERLAY).read_text(encoding="utf-8")
    assert text.startswith("operations:\n  - op: add\n    timeframe: july\n")
    assert (tree / KEPT).read_text(encoding="utf-8").endswith("texts: []\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "--lea", "oak"], "there is no LEA “oak”"),
        (["status", "--lea", "oak-grov"], "there is no LEA “oak-grov” did you mean “oak-grove”?"),
        (["accept"], "name the operations to accept, or --all"),
        (["accept", "--all", TITLE], "name the operations to accept, or --all"),
        (["drop"], "name the operations to drop"),
        (["drop", f"{TITLE}s"], f"there is no operation “{TITLE}s” did you mean “{TITLE}”?"),
    ],
)
def test_wrong_usage(
    arguments: list[str], said: str, tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (tree / OVERLAY).read_bytes()
    assert overlay(tree, capfd, *arguments) == Said(2, f"build.py: {said}\n", "")
    assert (tree / OVERLAY).read_bytes() == before


def test_an_operation_of_two_leas_needs_a_name(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(tree / "content/leas/oak-grove", tree / "content/leas/pine-hill")
    said = overlay(tree, capfd, "drop", TITLE)
    assert said.report == (
        f"build.py: “{TITLE}” is an operation of oak-grove, pine-hill: add --lea SLUG\n"
    )
    assert overlay(tree, capfd, "drop", "--lea", "pine-hill", TITLE).code == 0
    assert TITLE.split("/")[1] in (tree / OVERLAY).read_text(encoding="utf-8")


def test_a_broken_file_of_kept_texts_is_told(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tree / KEPT).write_text("texts:\n- was: no\n  text: [a]\n", encoding="utf-8")
    said = overlay(tree, capfd, "status")
    assert said.code == 1
    assert f"{KEPT}:2:8: error M103: “no” is not a fingerprint" in said.report
