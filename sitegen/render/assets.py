"""Style sheets, scripts and pictures, in one folder that is named after their content.

The folder's name changes when any file in it does, so browsers may keep what they have for
good, while the modules inside go on finding each other by relative paths.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

FOLDER = "layouts/assets"


@dataclass(frozen=True, slots=True)
class Assets:
    """``files`` maps a path below ``layouts/assets`` to its path in the site."""

    folder: str
    files: dict[str, str]
    base_path: str

    def url(self, path: str) -> str:
        """The address of an asset. Raises ``KeyError`` for one that does not exist."""
        return self.base_path + self.files[path]


def find_assets(root: Path, base_path: str) -> Assets:
    """All assets of the tree; dot files are none."""
    top = root / FOLDER
    found = sorted(
        path.relative_to(top).as_posix()
        for path in top.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )
    total = hashlib.sha256()
    for name in found:
        total.update(f"{name}\0".encode())
        total.update(hashlib.sha256((top / name).read_bytes()).digest())
    folder = f"assets/{total.hexdigest()[:10]}"
    return Assets(folder, {name: f"{folder}/{name}" for name in found}, base_path)


def asset_bytes(root: Path, name: str) -> bytes:
    return (root / FOLDER / name).read_bytes()
