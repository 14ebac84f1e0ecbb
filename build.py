#!/usr/bin/env python3
"""Build the handbook; on the first run, set up all that this needs.

    python3 build.py                 build the site into dist/
    python3 build.py test [args]     run every test (args go to pytest)
    python3 build.py audit           check a built dist/ with the Nu HTML checker and our own
    python3 build.py lock [args]     pin pyproject.toml's packages anew (--upgrade: newer ones)
    python3 build.py --help          all commands

It needs Python 3.11 or newer and nothing else: see sitegen/bootstrap. Exit codes: 0 done,
1 problems found, 2 wrong usage or something is missing on this machine, 70 a bug of ours,
130 interrupted.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST_PYTHON = (3, 11)
DONE, PROBLEMS, NOT_READY, OUR_BUG, INTERRUPTED = 0, 1, 2, 70, 130


def main(arguments: list[str]) -> int:
    """Run ``arguments`` in ``.venv``, made first where it is not there. Returns an exit code."""
    if sys.version_info < OLDEST_PYTHON:
        return with_newer_python(arguments)
    from sitegen.bootstrap.environment import Environment

    words = [word for word in arguments if word != "--yes"]
    command = words[0] if words else ""
    environment = Environment(ROOT, "dev" if command in ("test", "lock") else "site")
    is_new = False
    if not environment.is_ready or command in ("test", "audit"):
        from sitegen.bootstrap.setup import NotReady, prepare

        try:
            is_new = prepare(environment, command, yes="--yes" in arguments)
        except NotReady as fault:
            print(fault, file=sys.stderr)
            return NOT_READY
    if is_new or not environment.is_current:
        become(environment.python, words)
    return run(command, words)


def become(python: str, arguments: list[str]) -> None:
    """Go on as ``python build.py arguments``, in this process. Never returns."""
    if sys.platform == "darwin":
        known = os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "").split(":")
        wanted = [*known, "/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib", "/usr/lib"]
        paths = dict.fromkeys(path for path in wanted if path)
        os.environ["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(paths)
        os.environ.pop("__PYVENV_LAUNCHER__", None)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(python, [python, os.path.join(ROOT, "build.py"), *arguments])


def with_newer_python(arguments: list[str]) -> int:
    """Go on with a newer Python of this machine; ``NOT_READY`` where it has none."""
    import shutil

    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        python = shutil.which("python3.%d" % minor)
        if python:
            become(python, arguments)
    this = sys.version.split()[0]
    print("The handbook needs Python 3.11 or newer; this is %s." % this, file=sys.stderr)
    return NOT_READY


def run(command: str, words: list[str]) -> int:
    """Do the work, inside ``.venv``. Returns an exit code."""
    if command == "test":
        return test(words[1:])
    if command == "lock":
        return lock(words[1:])
    if command == "audit":
        from sitegen.audit import main as audit

        return audit(words[1:])
    from sitegen.cli import main as handbook

    return handbook(words)


def test(arguments: list[str]) -> int:
    """Run pytest from the root, on all cores unless told what to run. Returns an exit code."""
    import pytest

    os.chdir(ROOT)
    ended = int(pytest.main(arguments or ["-n", "logical", "--dist", "loadgroup"]))
    return {0: DONE, 2: INTERRUPTED, 3: OUR_BUG, 4: NOT_READY}.get(ended, PROBLEMS)


def lock(arguments: list[str]) -> int:
    """Write both locks from pyproject.toml, for every system, naming no host or folder."""
    import subprocess

    compiling = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    compiling += ["--no-header", "--generate-hashes", "--python-version", "3.11", *arguments]
    shared = ["--constraint", "requirements/site.txt", "--extra", "dev"]
    for more, kind in (([], "site"), (shared, "dev")):
        files = ["pyproject.toml", "--output-file", "requirements/%s.txt" % kind]
        if subprocess.run([*compiling, *more, *files], cwd=ROOT, check=False).returncode:
            return NOT_READY
    return DONE


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("Interrupted. The next run mends what is unfinished.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except Exception:
        import traceback

        traceback.print_exc()
        sys.exit(OUR_BUG)
