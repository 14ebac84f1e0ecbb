"""What pip cannot install: how to see whether it is there, and the packages that bring it."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

Command = list[str]

IS_MACOS: bool = sys.platform == "darwin"
BREW_LIBRARIES = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")
CHROME_ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


@dataclass(frozen=True)
class Need:
    """A thing of the system: what it is for, how to see it, its packages by manager."""

    what: str
    is_there: Callable[[], bool]
    apt: tuple[str, ...]
    brew: tuple[str, ...]


def has_venv() -> bool:
    """Whether this Python can make an environment (Debian ships that apart)."""
    invalidate_caches()
    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def has_pango() -> bool:
    """Whether the libraries that WeasyPrint calls can be loaded."""
    if IS_MACOS:
        return any(Path(path, "libpango-1.0.0.dylib").exists() for path in BREW_LIBRARIES)
    try:
        for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_atomic() -> bool:
    """Whether the library is there that Playwright's own program is linked against."""
    if IS_MACOS:
        return True
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def has_libical() -> bool:
    """Whether the tests can read calendar feeds as libical does."""
    return ctypes.util.find_library("ical") is not None


def has_browser() -> bool:
    """Whether there is a Chromium for the tests."""
    names = ("chromium", "chromium-browser", "google-chrome", CHROME_ON_MACOS)
    return any(shutil.which(name) for name in names)


def has_java() -> bool:
    """Whether Java runs (macOS has a ``java`` that only offers to install one)."""
    if shutil.which("java") is None:
        return False
    if not IS_MACOS:
        return True
    return subprocess.run(["java", "-version"], capture_output=True, check=False).returncode == 0


def has_npm() -> bool:
    """Whether npm is there, which brings the Nu HTML checker."""
    return shutil.which("npm") is not None


ENVIRONMENTS = Need(
    "Python environments",
    has_venv,
    (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",),
    ("python",),
)
LETTERS = Need(
    "Pango for the letters",
    has_pango,
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    ("weasyprint",),
)
BROWSER = Need("Chromium for the tests", has_browser, ("chromium",), ("--cask", "google-chrome"))
DRIVER = Need("a library of the browser tests", has_atomic, ("libatomic1",), ())
LIBICAL = Need("libical, a reader of the feeds", has_libical, ("libical-dev",), ("libical",))
JAVA = Need("Java for the audit", has_java, ("default-jre-headless",), ("openjdk",))
NPM = Need("npm for the audit", has_npm, ("nodejs", "npm"), ("node",))


def needs_of(command: str) -> tuple[Need, ...]:
    """What a command of ``build.py`` needs besides what every command does."""
    return {"test": (BROWSER, DRIVER, LIBICAL), "audit": (JAVA, NPM)}.get(command, ())


def installing(missing: Iterable[Need]) -> list[Command]:
    """The commands that install ``missing``, in order; none without a manager that we know."""
    if IS_MACOS:
        if shutil.which("brew") is None:
            return []
        return [["brew", "install", *need.brew] for need in missing]
    if shutil.which("apt-get") is None:
        return []
    packages = [package for need in missing for package in need.apt]
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    return [
        [*sudo, "apt-get", "update"],
        [*sudo, "apt-get", "install", "-y", "--no-install-recommends", *packages],
    ]


def may_install(question: str, *, yes: bool) -> bool:
    """Whether to install system packages now; asks ``question`` where there is a person."""
    if yes or os.environ.get("CI", "").lower() not in ("", "0", "false"):
        return True
    if not sys.stdin.isatty():
        return os.geteuid() == 0
    sys.stderr.write(question)
    return input(" [Y/n] ").strip().lower() in ("", "y", "yes")
