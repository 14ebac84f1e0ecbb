"""``check --ownership``: a fork's edits of upstream's files, each with the operation to use.

The reports themselves are in ``tests/bad_content/G*``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.content.binding import bind
from sitegen.content.located_yaml import read_yaml
from sitegen.content.overlay_models import Overlay
from sitegen.problems import Problems
from tests.content.trees import begin_history, cases, lay_minimal, run

OWN = {
    "content/local.yaml": "samples: false\n",
    "content/leas/new-haven/lea.yaml": "name: New Haven\n",
    "content/leas/new-haven/guides/local-cart.md": "not even sound\n",
}
HINT = re.compile(r"^  hint: (- \{.*\})$", re.MULTILINE)


@pytest.fixture
def fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The minimal site, whose commit is tagged “upstream”."""
    lay_minimal(tmp_path)
    begin_history(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=no")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


def test_a_district_s_own_files_are_its_own(fork: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for path, text in OWN.items():
        write(fork, path, text)
    git(fork, "add", "--all")
    git(fork, "commit", "--message", "ours")
    write(fork, "content/leas/new-haven/overlay.yaml", "operations: []\n")
    said = run(fork, ["check", "--ownership", "upstream"], capfd)
    assert (said.code, said.report) == (0, "")
    assert said.output == "Every change is in files of your own.\n"


def test_what_upstream_did_meanwhile_is_no_edit_of_ours(
    fork: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    git(fork, "checkout", "--quiet", "-b", "district")
    write(fork, "content/local.yaml", "samples: false\n")
    git(fork, "add", "--all")
    git(fork, "commit", "--message", "ours")
    git(fork, "checkout", "--quiet", "-b", "theirs", "upstream")
    write(fork, "layouts/new.html", "<p>\n")
    git(fork, "add", "--all")
    git(fork, "commit", "--message", "theirs")
    git(fork, "checkout", "--quiet", "district")
    assert run(fork, ["check", "--ownership", "theirs"], capfd).code == 0


@pytest.mark.parametrize(
    ("ref", "message"),
    [("no-such-ref", "no commit “no-such-ref”"), ("--output=x", "no commit “--output=x”")],
)
def test_an_unknown_ref_is_a_wrong_usage(
    fork: Path, capfd: pytest.CaptureFixture[str], ref: str, message: str
) -> None:
    said = run(fork, ["check", f"--ownership={ref}"], capfd)
    assert said.code == 2
    assert message in said.report
    assert not (fork / "x").exists()


def test_without_a_repository_it_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lay_minimal(tmp_path)
    said = run(tmp_path, ["check", "--ownership", "upstream"], capfd)
    assert (said.code, said.report) == (2, "build.py: this is not a git repository\n")


def test_without_git_it_says_so(
    fork: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "PATH", "")
    said = run(fork, ["check", "--ownership", "upstream"], capfd)
    assert said.code == 2
    assert "git is not installed" in said.report


def test_the_place_is_machine_readable(fork: Path, capfd: pytest.CaptureFixture[str]) -> None:
    july = fork / "content/tasks/july.yaml"
    july.write_text(july.read_text().replace("title: Set the test", "title: Agree on the test"))
    said = run(fork, ["check", "--ownership", "upstream", "--format", "github"], capfd)
    assert said.output.startswith("::error file=content/tasks/july.yaml,line=23,col=12,")
    said = run(fork, ["check", "--ownership", "upstream", "--format", "json"], capfd)
    assert [each["code"] for each in json.loads(said.output)] == ["G101"]


def hints() -> Iterator[tuple[str, str]]:
    for case in cases("bad_content"):
        if case.name.startswith("G10"):
            yield from ((case.name, hint) for hint in HINT.findall(case.report))


def test_every_operation_of_a_hint_is_one() -> None:
    found = list(hints())
    assert len(found) >= 10
    text = "operations:\n" + "".join(f"  {hint}\n" for _, hint in found)
    problems = Problems()
    overlay = bind(Overlay, read_yaml(text, "overlay.yaml", problems), "overlay.yaml", problems)
    assert problems.sorted() == []
    assert overlay is not None
    assert len(overlay.operations) == len(found)


def test_the_operation_does_what_the_edit_did(
    fork: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    texts = [hint for name, hint in hints() if name == "G101-wording-of-a-task" and "was:" in hint]
    assert len(texts) == 2
    overlay = "operations:\n" + "".join(f"  {hint}\n" for hint in texts)
    write(fork, "content/leas/oak-grove/overlay.yaml", overlay)
    said = run(fork, ["check"], capfd)  # no text behind an operation has changed
    assert (said.code, said.report) == (0, "")
