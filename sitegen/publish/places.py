"""The names that publishing uses in and beside an output directory."""

# Strings and `os`: this is imported before the heavy imports.
# ruff: noqa: PTH118

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

MARKER = ".handbook-site"
"""The file in a site's root that says that the directory is ours to replace."""


class Places(NamedTuple):
    """Absolute paths, all in one directory and so on one file system."""

    site: str
    staging: str
    aside: str
    journal: str
    spare: str
    lock: str

    def left_over(self) -> list[str]:
        """What a killed run left (or a running one has just now)."""
        return [path for path in self[1:4] if os.path.lexists(path)]


def places_of(out: Path) -> Places:
    """The names for an output directory. A link to a directory stands for the directory."""
    site = os.path.realpath(out)
    folder, name = os.path.split(site)
    return Places(
        site,
        os.path.join(folder, f".{name}.staging"),
        os.path.join(folder, f".{name}.aside"),
        os.path.join(folder, f".{name}.journal"),
        os.path.join(folder, f".{name}.spare"),
        os.path.join(folder, f".{name}.lock"),
    )
