"""How a command ends, and that a failed build leaves the published site alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.cli import main
from tests.content.trees import ROOT, TESTS, Case, lay_minimal, run

BROKEN = Case(TESTS / "twenty_faults")
WARNED = Case(TESTS / "bad_content" / "F108-misspelled-name")
NOTICED = Case(TESTS / "bad_content" / "S104-no-origin")


@pytest.mark.parametrize(
    ("case", "arguments", "code"),
    [
        (BROKEN, ["check"], 1),
        (BROKEN, ["check", "--strict"], 1),
        (WARNED, ["check"], 0),
        (WARNED, ["check", "--strict"], 1),
        (NOTICED, ["check", "--strict"], 0),
    ],
)
def test_errors_end_with_1_and_so_do_warnings_that_count(
    case: Case,
    arguments: list[str],
    code: int,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    case.lay(tmp_path)
    assert run(tmp_path, arguments, capfd).code == code


@pytest.mark.parametrize(
    "arguments",
    [
        ["--only-lea", "../x"],
        ["--only-locale", "en"],
        ["--only-locale", "tlh", "--out", "elsewhere"],
        ["--single-lea", "oak-grove", "--only-lea", "oak-grove", "--out", "elsewhere"],
        ["--origin", "handbook.example.org"],
        ["--base-path", "/../"],
        ["explain", "X999"],
    ],
)
def test_wrong_usage_ends_with_2(
    arguments: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_minimal(tmp_path)
    assert main(arguments, tmp_path) == 2
    assert capfd.readouterr().err.startswith("build.py: ")
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("arguments", [["chekc"], ["--jobs", "0"], ["check", "--format", "xml"]])
def test_a_command_that_there_is_not_ends_with_2(
    arguments: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments, tmp_path)
    assert ended.value.code == 2
    assert "usage: build.py" in capfd.readouterr().err


def files_of(site: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file of a site: its inode, its time and its bytes."""
    return {
        str(path.relative_to(site)): (
            path.stat().st_ino,
            path.stat().st_mtime_ns,
            path.read_bytes(),
        )
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_a_failed_build_leaves_the_published_site_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_minimal(tmp_path)
    (tmp_path / "layouts").symlink_to(ROOT / "layouts")
    monkeypatch.chdir(tmp_path)
    arguments = ["--only-locale", "en", "--without", "pdf", "--out", "site"]
    assert run(tmp_path, arguments, capfd).code == 0
    site = tmp_path / "site"
    folder, before = site.stat().st_ino, files_of(site)
    assert len(before) > 50
    BROKEN.lay(tmp_path)
    said = run(tmp_path, arguments, capfd)
    assert said.code == 1
    assert said.output == "Nothing was published. What stands in site is as it was.\n"
    assert "Traceback" not in said.report
    assert (site.stat().st_ino, files_of(site)) == (folder, before)
