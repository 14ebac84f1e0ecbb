"""``python3 build.py`` on a machine that has nothing: what it makes, mends, asks and says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from sitegen.bootstrap.environment import Environment
from sitegen.bootstrap.setup import NotReady, install_packages, see_to, set_up
from sitegen.bootstrap.system import Need

ROOT = Path(__file__).parents[1]
BASE_PYTHON = str(getattr(sys, "_base_executable", sys.executable))

CLI = """
import sys
def main(argv):
    print("handbook", *argv)
    return 1 if "check" in argv else 0
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project of nothing but the set-up, locks without packages, and a command line."""
    root = tmp_path / "Año escolar 手冊"
    (root / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "build.py", root)
    shutil.copytree(ROOT / "sitegen" / "bootstrap", root / "sitegen" / "bootstrap")
    (root / "sitegen" / "__init__.py").touch()
    (root / "sitegen" / "cli.py").write_text(CLI, encoding="utf-8")
    for kind in ("site", "dev"):
        (root / "requirements" / f"{kind}.txt").write_text("# nothing\n", encoding="utf-8")
    return root


@pytest.fixture
def ready(tree: Path) -> Path:
    """The same project with a complete ``.venv``."""
    environment = Environment(str(tree), "site")
    subprocess.run([BASE_PYTHON, "-m", "venv", "--without-pip", environment.folder], check=True)
    environment.write_stamp()
    return tree


def build(root: Path, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BASE_PYTHON, str(root / "build.py"), *words],
        cwd=root.parent,
        env={**os.environ, **changed},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


# --- the shim -----------------------------------------------------------------------------


def test_a_complete_environment_is_entered_at_once(ready: Path) -> None:
    ended = build(ready, "serve", "--port", "8000")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "handbook serve --port 8000\n", "")


def test_the_exit_code_is_that_of_the_command(ready: Path) -> None:
    assert build(ready, "check").returncode == 1


def test_yes_is_for_the_set_up_and_not_passed_on(ready: Path) -> None:
    assert build(ready, "--yes", "check").stdout == "handbook check\n"


def test_a_fault_of_ours_has_an_exit_code_of_its_own(ready: Path) -> None:
    (ready / "sitegen" / "cli.py").write_text("def main(argv):\n    raise KeyError('x')\n")
    ended = build(ready)
    assert ended.returncode == 70
    assert "KeyError" in ended.stderr


def test_an_old_python_is_told_which_one_is_needed(ready: Path) -> None:
    script = "import sys; sys.version_info = (3, 9); sys.argv = sys.argv[1:]; import runpy; "
    script += "runpy.run_path(sys.argv[0], run_name='__main__')"
    ended = subprocess.run(
        [BASE_PYTHON, "-c", script, str(ready / "build.py")],
        env={"PATH": str(ready)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert "needs Python 3.11 or newer" in ended.stderr


# --- when .venv is complete ------------------------------------------------------------------


def readiness(root: Path, kind: str = "site") -> bool:
    return Environment(str(root), kind).is_ready


def test_another_lock_another_interpreter_or_no_stamp_is_not_ready(ready: Path) -> None:
    environment = Environment(str(ready), "site")
    assert readiness(ready)
    assert not readiness(ready, "dev")

    Path(environment.lock).write_text("# something else\n", encoding="utf-8")
    assert not readiness(ready)
    environment.write_stamp()
    assert readiness(ready)

    Path(environment.python).unlink()
    assert not readiness(ready)
    Path(environment.python).symlink_to("/bin/sh")
    assert not readiness(ready)
    environment.write_stamp()
    environment.remove_stamp()
    assert not readiness(ready)


def test_a_set_up_cut_short_is_made_anew_and_then_kept_up_to_date(tree: Path) -> None:
    half = tree / ".venv" / "lib"
    half.mkdir(parents=True)
    (half / "left-over").touch()
    Environment(str(tree), "site").claim()

    first = build(tree)
    assert first.returncode == 0, first.stderr
    assert "Setting up" in first.stderr
    assert first.stdout == "handbook\n"
    assert not (half / "left-over").exists()

    (half / "kept").touch()
    assert build(tree).stderr == ""
    with (tree / "requirements" / "site.txt").open("a", encoding="utf-8") as lock:
        lock.write("# a newer lock\n")
    assert "Setting up" in build(tree).stderr
    assert build(tree).stderr == ""
    assert (half / "kept").exists()


def test_a_failed_update_is_begun_again(ready: Path) -> None:
    environment = Environment(str(ready), "site")
    Path(environment.lock).write_text("# the environment has no pip to read this\n")
    failed = build(ready)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert "could not be installed" in failed.stderr
    assert not readiness(ready)
    mended = build(ready)
    assert (mended.returncode, mended.stdout) == (0, "handbook\n")


def test_an_environment_for_tests_stays_one_when_a_build_brings_it_up_to_date(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, dev = (Environment(str(ready), kind) for kind in ("site", "dev"))
    dev.write_stamp()
    Path(site.lock).write_text("# a newer lock\n", encoding="utf-8")
    installed: list[str] = []
    monkeypatch.setattr(
        "sitegen.bootstrap.setup.install_packages", lambda one: installed.append(one.kind)
    )
    set_up(site)
    assert installed == ["dev"]
    assert readiness(ready, "site")
    assert readiness(ready, "dev")


@pytest.mark.parametrize("form", ["a folder", "a link"])
def test_a_venv_of_somebody_else_is_left_alone(tree: Path, form: str) -> None:
    theirs = tree / (".venv" if form == "a folder" else "theirs")
    theirs.mkdir()
    (theirs / "work").touch()
    if form == "a link":
        (tree / ".venv").symlink_to(theirs)
    ended = build(tree)
    assert ended.returncode == 2
    assert "build.py did not make" in ended.stderr
    assert [path.name for path in theirs.iterdir()] == ["work"]


def test_a_package_without_its_hash_is_refused(ready: Path) -> None:
    environment = Environment(str(ready), "site")
    subprocess.run([environment.python, "-m", "ensurepip", "--default-pip"], check=True)
    wheel = ready / "thing-1.0-py3-none-any.whl"
    wheel.write_bytes(b"not what was locked")
    lock = f"thing @ {wheel.as_uri()} --hash=sha256:{'0' * 64}\n"
    Path(environment.lock).write_text(lock, encoding="utf-8")
    with pytest.raises(NotReady, match=r"(?s)DO NOT MATCH.*could not be installed"):
        install_packages(environment)


# --- what only the system can give -----------------------------------------------------------


class Machine:
    """A machine whose apt-get is a script that notes what it was asked."""

    def __init__(self, folder: Path, *, brings: bool = True) -> None:
        self.asked, self.thing = folder / "asked", folder / "thing"
        script = folder / "apt-get"
        bring = f'case "$1" in install) : > "{self.thing}";; esac' if brings else ":"
        script.write_text(
            f'#!/bin/sh\necho "$@" >> "{self.asked}"\n[ "$1" != update ] || exit 100\n{bring}\n',
            encoding="utf-8",
        )
        script.chmod(0o755)
        self.need = Need("A thing", self.thing.exists, ("the-thing",), ("thing",))

    @property
    def calls(self) -> Sequence[str]:
        return self.asked.read_text(encoding="utf-8").splitlines() if self.asked.exists() else []


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr("sitegen.bootstrap.system.IS_MACOS", False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("sys.stdin", StringIO())
    monkeypatch.setattr("os.geteuid", lambda: 0)
    return Machine(tmp_path)


def test_root_without_a_terminal_installs_and_one_source_out_of_reach_does_not_stop_it(
    machine: Machine,
) -> None:
    see_to([machine.need], yes=False)
    assert machine.calls == ["update", "install -y --no-install-recommends the-thing"]


def test_without_leave_the_line_to_run_is_said_and_nothing_is_run(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(NotReady) as said:
        see_to([machine.need], yes=False)
    lines = str(said.value).splitlines()
    assert lines[1].strip() == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends the-thing"
    )
    assert "--yes" in lines[2]
    assert machine.calls == []


@pytest.mark.parametrize(("answer", "is_run"), [("", True), ("y", True), ("n", False)])
def test_on_a_terminal_the_person_decides(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, answer: str, is_run: bool
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    if is_run:
        see_to([machine.need], yes=False)
    else:
        with pytest.raises(NotReady):
            see_to([machine.need], yes=False)
    assert bool(machine.calls) is is_run


def test_what_is_there_is_not_asked_for(machine: Machine) -> None:
    see_to([], yes=True)
    assert machine.calls == []


@pytest.mark.usefixtures("machine")
def test_an_install_that_brings_nothing_is_noticed(tmp_path: Path) -> None:
    nothing = Machine(tmp_path, brings=False)
    with pytest.raises(NotReady, match="Still missing: A thing"):
        see_to([nothing.need], yes=True)


def test_without_a_package_manager_the_thing_itself_is_named(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotReady, match=r"A thing\. Install it"):
        see_to([machine.need], yes=True)


def test_homebrew_is_asked_on_macos(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.bootstrap.system.IS_MACOS", True)
    (tmp_path / "apt-get").rename(tmp_path / "brew")
    see_to([machine.need], yes=True)
    assert machine.calls == ["install thing"]
