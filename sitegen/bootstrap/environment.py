"""Where ``.venv`` is, and whether it is complete: two files are read and compared.

Every start of ``build.py`` passes here, so nothing is imported but ``os`` and ``sys``.
"""

from __future__ import annotations

import os
import sys


class Environment:
    """The ``.venv`` of a tree, for one of its locks.

    ``kind`` is ``site`` (what a build needs) or ``dev`` (the same and what tests need).
    """

    def __init__(self, root: str, kind: str) -> None:
        self.root = root
        self.kind = kind
        self.folder = os.path.join(root, ".venv")
        self.python = os.path.join(self.folder, "bin", "python")
        self.lock = os.path.join(root, "requirements", f"{kind}.txt")
        self.stamp = os.path.join(self.folder, f"handbook-{kind}.stamp")
        self.claimed = os.path.join(self.folder, "made-by-build.py")

    def of_kind(self, kind: str) -> Environment:
        """The same ``.venv`` for another lock."""
        return Environment(self.root, kind)

    @property
    def is_ready(self) -> bool:
        """Whether it was completed from this lock, with an interpreter that is still there."""
        try:
            with open(self.stamp, "rb") as stamp:
                return stamp.read() == self.expected_stamp() and os.access(self.python, os.X_OK)
        except OSError:
            return False

    @property
    def was_complete(self) -> bool:
        """Whether it was completed from this lock or an older one, with this interpreter."""
        try:
            with open(self.stamp, "rb") as stamp:
                return stamp.readline() == self.interpreter() and os.access(self.python, os.X_OK)
        except OSError:
            return False

    @property
    def is_ours(self) -> bool:
        """Whether ``.venv`` may be deleted: ``build.py`` made it, or nothing is in it."""
        if os.path.islink(self.folder) or not os.path.isdir(self.folder):
            return False
        mark = (self.claimed, self.stamp, self.of_kind("site").stamp)
        return not os.listdir(self.folder) or any(os.path.exists(path) for path in mark)

    def claim(self) -> None:
        """Mark ``.venv`` as made by ``build.py``, for the case that what follows is cut short."""
        with open(self.claimed, "wb"):
            pass

    @property
    def is_current(self) -> bool:
        """Whether this process is one that ``.venv`` started."""
        return os.path.realpath(sys.prefix) == os.path.realpath(self.folder)

    def expected_stamp(self) -> bytes:
        """What the stamp must hold: the interpreter linked to, and the lock, byte for byte.

        The system's ``python3`` may become another version under the same name; its packages
        would then be looked for in another folder.
        """
        with open(self.lock, "rb") as lock:
            return self.interpreter() + lock.read()

    def interpreter(self) -> bytes:
        """The first line of a stamp: the path of the interpreter behind all links."""
        return os.fsencode(os.path.realpath(self.python)) + b"\n"

    def write_stamp(self) -> None:
        """Record, in one step, that the packages of the lock are complete."""
        unfinished = f"{self.stamp}.part"
        with open(unfinished, "wb") as stamp:
            stamp.write(self.expected_stamp())
        os.replace(unfinished, self.stamp)

    def remove_stamp(self) -> None:
        """From now on, until the stamp is written again, the next run starts over."""
        if os.path.exists(self.stamp):
            os.unlink(self.stamp)
