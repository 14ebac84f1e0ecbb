"""The new tree, filled beside the site with hard links into the store."""

# Strings and `os` throughout, as in publish.
# ruff: noqa: PTH102, PTH104, PTH108, PTH123

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from sitegen.publish.errors import PublishError
from sitegen.publish.manifest import Output
from sitegen.publish.store import Store, write_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.publish.places import Places

_NO_LINK = frozenset((errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP))


class Staging:
    """Makes the staging tree hold ``wanted`` (path to digest) and nothing else.

    ``outputs`` then tells of every file what the manifest records, and ``copied`` which
    objects could not be linked. Raises OSError, and PublishError for an object that is gone.
    """

    def __init__(self, places: Places, store: Store, wanted: Mapping[str, str]) -> None:
        self.outputs: dict[str, Output] = {}
        self.copied: set[str] = set()
        self._site = places.site
        self._top = places.staging
        self._spare = places.spare
        self._store = store
        self._wanted = wanted
        self._far = False

    def fill(self) -> None:
        folders = self._folders()
        made = {""}
        try:
            os.rename(self._spare, self._top)
        except FileNotFoundError:
            os.mkdir(self._top)
        else:
            made |= self._sift(folders)
        for folder in sorted(folders - made):
            os.mkdir(f"{self._top}/{folder}")
        for path, digest in self._wanted.items():
            if path not in self.outputs:
                status = self._status(path, digest)
                self._place(path, digest, status)
                self.outputs[path] = Output(digest, status.st_size, status.st_mtime_ns)

    def _folders(self) -> set[str]:
        folders: set[str] = set()
        for path in self._wanted:
            folder = path.rpartition("/")[0]
            while folder and folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        return folders

    def _sift(self, folders: set[str]) -> set[str]:
        """Remove from a spare all that is not wanted; give back the directories that it has."""
        found: set[str] = set()
        waiting = [("", self._top)]
        while waiting:
            prefix, folder = waiting.pop()
            with os.scandir(folder) as entries:
                for entry in list(entries):
                    path = prefix + entry.name
                    if not entry.is_dir(follow_symlinks=False):
                        self._keep_or_remove(path, entry)
                    elif path in folders:
                        found.add(path)
                        waiting.append((f"{path}/", entry.path))
                    else:
                        shutil.rmtree(entry.path)
        return found

    def _keep_or_remove(self, path: str, entry: os.DirEntry[str]) -> None:
        if digest := self._wanted.get(path):
            status = self._status(path, digest)
            there = entry.stat(follow_symlinks=False)
            if os.path.samestat(there, status):
                self.outputs[path] = Output(digest, status.st_size, status.st_mtime_ns)
                return
            if there.st_dev != status.st_dev and _alike(there, status):
                self.copied.add(digest)
                self.outputs[path] = Output(digest, status.st_size, status.st_mtime_ns)
                return
        os.unlink(entry.path)

    def _status(self, path: str, digest: str) -> os.stat_result:
        status = self._store.status(digest)
        if status is None:
            raise PublishError(
                f"the object of {path} was changed or removed while the site was built; build again"
            )
        return status

    def _place(self, path: str, digest: str, status: os.stat_result) -> None:
        target = f"{self._top}/{path}"
        if not self._far:
            try:
                os.link(self._store.path(digest), target)
            except OSError as error:
                if error.errno not in _NO_LINK:
                    raise
                self._far = error.errno != errno.EMLINK
            else:
                return
        self.copied.add(digest)
        if not _linked_to_own_copy(f"{self._site}/{path}", target, status):
            _copy(self._store.path(digest), target, status)


def _alike(copy: os.stat_result, original: os.stat_result) -> bool:
    """Whether a copy is unchanged: it bears the time of the object, and with it the seal."""
    return (copy.st_size, copy.st_mtime_ns) == (original.st_size, original.st_mtime_ns)


def _linked_to_own_copy(before: str, target: str, status: os.stat_result) -> bool:
    with suppress(OSError):
        if _alike(os.stat(before, follow_symlinks=False), status):
            os.link(before, target)
            return True
    return False


def _copy(source: str, target: str, status: os.stat_result) -> None:
    with open(source, "rb") as file:
        data = file.read()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
    try:
        write_all(handle, data)
        os.utime(handle, ns=(status.st_mtime_ns, status.st_mtime_ns))
    finally:
        os.close(handle)
