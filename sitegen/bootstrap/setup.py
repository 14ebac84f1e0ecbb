"""The set-up itself: system packages, ``.venv``, pip, and the stamp, last of all."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.bootstrap.environment import Environment
from sitegen.bootstrap.system import (
    ENVIRONMENTS,
    LETTERS,
    Command,
    Need,
    installing,
    may_install,
    needs_of,
)


class NotReady(Exception):
    """Something is missing that a person must see to; the text says what and how."""


def prepare(environment: Environment, command: str, *, yes: bool) -> bool:
    """Bring the machine and ``.venv`` to where ``command`` of ``build.py`` can run.

    Returns whether ``.venv`` was changed. May be interrupted at any point: the next run sees
    that the stamp is missing and makes ``.venv`` anew. Raises :class:`NotReady`.
    """
    needs = needs_of(command)
    if not environment.is_ready:
        needs = (ENVIRONMENTS, LETTERS, *needs)
    see_to([need for need in needs if not need.is_there()], yes=yes)
    if environment.is_ready:
        return False
    with one_at_a_time(Path(environment.root, ".cache")):
        if not environment.is_ready:
            set_up(environment)
    return True


def see_to(missing: list[Need], *, yes: bool) -> None:
    """Install what is missing of the system, or raise :class:`NotReady` with the line to run."""
    if not missing:
        return
    names = "; ".join(need.what for need in missing)
    commands = installing(missing)
    if not commands:
        raise NotReady(f"Missing on this machine: {names}. Install it, then run this again.")
    line = " && ".join(" ".join(command) for command in commands)
    if not may_install(f"Missing on this machine: {names}.\n  {line}\nRun this now?", yes=yes):
        raise NotReady(
            f"Missing on this machine: {names}. Run this line, then the same command again:\n"
            f"  {line}\n"
            "or add --yes, and it is run for you."
        )
    say(f"Installing {names}")
    for command in commands:
        # A source of packages that has nothing to do with us is often out of reach.
        must_succeed = command[-1] != "update"
        run(command, must_succeed=must_succeed)
    if left := "; ".join(need.what for need in missing if not need.is_there()):
        raise NotReady(f"Still missing: {left}. This was run:\n  {line}")


def set_up(environment: Environment) -> None:
    """Bring ``.venv`` to the lock: brought up to date where it was complete, else made anew.

    One that holds the packages of the tests goes on holding them.
    """
    site, dev = environment.of_kind("site"), environment.of_kind("dev")
    wanted = dev if environment.kind == "dev" or dev.was_complete else site
    if site.was_complete:
        environment.claim()
    else:
        make(environment)
    if not site.is_ready:
        site.remove_stamp()
    dev.remove_stamp()
    install_packages(wanted)
    site.write_stamp()
    wanted.write_stamp()


def make(environment: Environment) -> None:
    """Make ``.venv`` anew in place of an unfinished one of ours, and of no other."""
    folder = Path(environment.folder)
    if os.path.lexists(folder):
        if not environment.is_ours:
            raise NotReady(
                "There is a .venv here that build.py did not make. Move it away, and it makes "
                "its own:\n  mv .venv .venv.old"
            )
        shutil.rmtree(folder)
    folder.mkdir()
    environment.claim()
    # sys.executable may be the interpreter that was just deleted.
    base = getattr(sys, "_base_executable", sys.executable)
    run([base, "-m", "venv", str(folder)])


def install_packages(environment: Environment) -> None:
    """Install the packages of the lock with pip, every file against its hash."""
    lines = Path(environment.lock).read_text(encoding="utf-8").splitlines()
    total = sum(line[:1].isalnum() for line in lines)
    say(f"Setting up .venv: {total} packages, once")
    command = [environment.python, "-m", "pip", "install", "--require-hashes"]
    command += ["--progress-bar", "off", "--requirement", environment.lock]
    ours = {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    output: list[str] = []
    with subprocess.Popen(
        command,
        env={**os.environ, **ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            output.append(line)
            show_progress(output, total)
    if pip.returncode:
        raise NotReady(f"{tail(''.join(output))}\nThe packages could not be installed.")


def show_progress(output: list[str], total: int) -> None:
    """Show on a terminal how far pip is, by the lines that it has written."""
    if not sys.stderr.isatty():
        return
    met = ("Collecting ", "Ignoring ", "Requirement already ")
    if output[-1].startswith(met):
        seen = min(total, sum(line.startswith(met) for line in output))
        sys.stderr.write(f"\r\033[K  {seen} of {total} read")
    elif output[-1].startswith("Installing "):
        sys.stderr.write("\r\033[K  installing")
    elif output[-1].startswith("Successfully "):
        sys.stderr.write("\r\033[K")
    sys.stderr.flush()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Two builds that start at once set up one after the other."""
    folder.mkdir(exist_ok=True)
    with (folder / "set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(command: Command, *, must_succeed: bool = True) -> None:
    """Run a program and keep its output for the case that it fails: :class:`NotReady`."""
    ended = subprocess.run(
        command,
        env={"DEBIAN_FRONTEND": "noninteractive", **os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if ended.returncode and must_succeed:
        raise NotReady(f"{tail(ended.stdout)}\nThis failed: {' '.join(command)}")


def say(text: str) -> None:
    """Tell the person what is going on, apart from the output."""
    print(text, file=sys.stderr, flush=True)


def tail(text: str, lines: int = 15) -> str:
    """The last lines of a program's output."""
    return "\n".join(text.strip().splitlines()[-lines:])
