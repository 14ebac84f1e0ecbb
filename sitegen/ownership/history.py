"""What git knows of a tree: which files differ from a commit, and what they were there."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)", re.MULTILINE)


class NoHistory(Exception):
    """Git cannot answer; the message says why, in plain words."""


@dataclass(frozen=True)
class History:
    """A tree and the commit that its ``ref`` and the present one have both grown from."""

    root: Path
    base: str

    @classmethod
    def since(cls, root: Path, ref: str) -> History:
        """Raises :class:`NoHistory` without git, outside of a repository, for an unknown ref."""
        top = _git(root, "rev-parse", "--show-toplevel", failing="this is not a git repository")
        if Path(top.strip()).resolve() != root.resolve():
            raise NoHistory("this is not the top of a git repository")
        _git(
            root,
            *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"),
            failing=f"git knows no commit “{ref}”: fetch it, or name another",
        )
        base = _git(
            root,
            *("merge-base", "--end-of-options", ref, "HEAD"),
            failing=f"“{ref}” and this branch have nothing in common",
        )
        return cls(root, base.strip())

    def changed(self) -> dict[str, str]:
        """The paths that differ from the base, and how: ``A`` added, ``D`` deleted, ``M``."""
        listed = _git(self.root, "diff", "--name-status", "--no-renames", "-z", self.base, "--")
        words = listed.split("\0")
        found = dict(zip(words[1::2], words[0::2], strict=False))
        new = _git(self.root, "ls-files", "--others", "--exclude-standard", "-z")
        found.update((path, "A") for path in new.split("\0") if path)
        return {path: found[path][:1] for path in sorted(found)}

    def before(self, path: str) -> str:
        """The text of a file at the base."""
        return _git(self.root, "show", f"{self.base}:{path}")

    def paths_before(self, folder: str) -> list[str]:
        """The files that stood in a folder at the base."""
        listed = _git(self.root, "ls-tree", "-r", "-z", "--name-only", self.base, "--", folder)
        return [path for path in listed.split("\0") if path]

    def first_line(self, path: str) -> int:
        """The first line of a file that differs from the base; 0 where it cannot be told."""
        diff = _git(self.root, "diff", "--unified=0", "--no-color", self.base, "--", path)
        found = _HUNK.search(diff)
        return max(1, int(found[1])) if found else 0


def _git(root: Path, *words: str, failing: str = "git could not answer") -> str:
    try:
        ended = subprocess.run(
            ["git", "-c", "core.quotePath=false", *words],
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError:
        raise NoHistory("git is not installed, and only git knows what was changed") from None
    if ended.returncode != 0:
        raise NoHistory(failing)
    return ended.stdout.decode("utf-8", "replace")
