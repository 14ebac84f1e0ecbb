"""Reading the files of a tree, and nothing outside it."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path, PurePosixPath

from sitegen.problems import Problems, Source

LARGEST_FILE = 2_000_000
"""Bytes; the real content's largest file is a tenth of this."""

_IGNORED = (".DS_Store", "Thumbs.db", "desktop.ini", "__pycache__")


class Tree:
    """The directory that a build reads. Paths go in and come out relative, with ``/``.

    Symbolic links are refused wherever they point, so that content which somebody else
    wrote (a district's overlay, a pull request) can name no file outside the tree.
    """

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root
        self.problems = problems

    def exists(self, path: str) -> bool:
        """Whether something stands there that :meth:`read` would read or report."""
        return os.path.lexists(self.root / path)

    def files(self, folder: str) -> list[str]:
        """All files below ``folder``, sorted; links are reported, editors' litter is not."""
        found: list[str] = []
        top = self.root / folder
        if top.is_symlink():
            self._refuse_link(folder)
            return found
        for directory, folders, names in os.walk(top, followlinks=False):
            relative = PurePosixPath(Path(directory).relative_to(self.root).as_posix())
            for name in sorted(folders):
                if Path(directory, name).is_symlink():
                    self._refuse_link(str(relative / name))
            folders[:] = sorted(n for n in folders if n not in _IGNORED and not n.startswith("."))
            found.extend(
                str(relative / name)
                for name in names
                if name not in _IGNORED and not name.startswith(".") and not name.endswith("~")
            )
        return sorted(path for path in found if not self._unspeakable(path))

    def _unspeakable(self, path: str) -> bool:
        """Report a name that cannot be written into a report as it stands."""
        if path.isprintable():
            return False
        shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        shown = "".join(
            each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in shown
        )
        self.problems.add(
            "F106",
            Source(str(PurePosixPath(shown).parent)),
            f"a file here is named “{PurePosixPath(shown).name}”, with a character that cannot be "
            "shown",
            "rename it: letters, digits and hyphens",
        )
        return True

    def folders(self, folder: str) -> list[str]:
        """The names of the directories right in ``folder``, sorted."""
        top = self.root / folder
        if not top.is_dir():
            return []
        return sorted(
            entry.name
            for entry in os.scandir(top)
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
        )

    def read(self, path: str) -> str | None:
        """The text of a file, or ``None`` after reporting why there is none."""
        raw = self.read_bytes(path)
        if raw is None:
            return None
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            start = raw.rfind(b"\n", 0, error.start) + 1
            column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
            self.problems.add(
                "F102",
                Source(path, line, column),
                f"this file is not UTF-8: byte 0x{raw[error.start]:02x} stands here",
                "save the file again with the encoding UTF-8",
            )
            return None
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    def read_bytes(self, path: str) -> bytes | None:
        """The bytes of a file, or ``None`` after reporting why there are none."""
        place = self.root / path
        if any(
            step.is_symlink()
            for step in (place, *place.parents)
            if step != self.root and self.root in step.parents
        ):
            self._refuse_link(path)
            return None
        try:
            status = place.stat()
            if not stat.S_ISREG(status.st_mode):
                self.problems.add(
                    "F105",
                    Source(path),
                    "a folder or a device stands here in place of the file",
                    "take it away and put the file here",
                )
                return None
            if (size := status.st_size) > LARGEST_FILE:
                self.problems.add(
                    "F103",
                    Source(path),
                    f"this file has {size:,} bytes; {LARGEST_FILE:,} are the most",
                    "split it, or look for what was pasted into it by mistake",
                )
                return None
            return place.read_bytes()
        except FileNotFoundError:
            self.problems.add(
                "F101",
                Source(path),
                "this file is missing",
                "put it back, or look whether another file has its name misspelled",
            )
        except OSError as error:
            self.problems.add(
                "F105",
                Source(path),
                f"this file cannot be read: {os.strerror(error.errno or 0)}",
                "look at the permissions of the file and of its folder",
            )
        return None

    def _refuse_link(self, path: str) -> None:
        self.problems.add(
            "F104",
            Source(path),
            "this is a symbolic link; content is read from plain files only",
            "put the file itself here",
        )


def digest(*parts: bytes | str) -> str:
    """A SHA-256 over all the parts, each with its length, as hexadecimal digits."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big"))
        total.update(raw)
    return total.hexdigest()
