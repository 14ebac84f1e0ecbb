"""A content-addressed store of files, each named by the SHA-256 of its bytes.

A published site is made of hard links into the store, so an object and the pages that show
it are one file. Whoever edits such a page in place edits the object as well; the *seal*
tells: the nanoseconds of an object's modification time are computed from its digest, and a
write by anybody else sets others. An object without its seal, or of another size, is not
trusted and is written again. (An edit that restores size and time is found by
:meth:`Store.verify`, which reads every byte.)
"""

# Strings and `os` throughout: with 100,000 files, pathlib is most of the time it takes.
# ruff: noqa: PTH103, PTH104, PTH108, PTH120, PTH123

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from sitegen.publish.errors import Attempt, PublishError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

_SECOND = 1_000_000_000
_serial = count()


class Stored(NamedTuple):
    """An object of the store: SHA-256 as 64 hexadecimal digits, and bytes."""

    digest: str
    size: int


def digest_of(data: bytes) -> str:
    """The name that these bytes have in a store."""
    return hashlib.sha256(data).hexdigest()


def sealed(status: os.stat_result, digest: str) -> bool:
    """Whether a file was last written by the store, as the object ``digest``."""
    return status.st_mtime_ns % _SECOND == _seal(digest)


def _seal(digest: str) -> int:
    return int(digest[:12], 16) % _SECOND


def write_all(handle: int, data: bytes) -> None:
    """Write every byte; a system may take fewer at a time, and says so only by a number."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


class Store:
    """Objects in ``folder/objects``; may be opened by many processes at once.

    A Store is a path and no more: it is pickled to workers and opened again at no cost.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._objects = f"{folder}/objects"
        self._incoming = f"{folder}/incoming"

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        return (Store, (self.folder,))

    def path(self, digest: str) -> str:
        """Where the object is, or would be."""
        return f"{self._objects}/{digest[:2]}/{digest[2:]}"

    def status(self, digest: str) -> os.stat_result | None:
        """The stat of a trusted object; ``None`` where it is missing or was tampered with."""
        try:
            status = os.stat(self.path(digest))
        except FileNotFoundError:
            return None
        return status if sealed(status, digest) else None

    def has(self, stored: Stored) -> bool:
        """Whether the object is there, of this size and under its seal."""
        status = self.status(stored.digest)
        return status is not None and status.st_size == stored.size

    def put(self, data: bytes, *, trust: bool = True) -> Stored:
        """Keep these bytes; with ``trust=False`` they are written even if they are there.

        Raises PublishError where they cannot be written; no part of them stays behind.
        """
        stored = Stored(digest_of(data), len(data))
        with Attempt(f"keep {len(data):,} bytes in {self.folder}"):
            if not (trust and self.has(stored)):
                self._write(stored.digest, data)
        return stored

    def get(self, digest: str) -> bytes:
        """The bytes of an object; PublishError where there is none that is sound."""
        with (
            Attempt(f"read the object {digest} of {self.folder}"),
            open(self.path(digest), "rb") as file,
        ):
            data = file.read()
        if digest_of(data) != digest:
            self.forget(digest)
            raise PublishError(f"the object {digest} of {self.folder} was changed by somebody")
        return data

    def forget(self, digest: str) -> None:
        """Drop an object; the next ``put`` writes it anew. Files linked to it stay."""
        what = f"remove the object {digest} of {self.folder}"
        with Attempt(what), suppress(FileNotFoundError):
            os.unlink(self.path(digest))

    def verify(self) -> list[str]:
        """Read every object, forget those whose bytes are not their digest's; name them."""
        spoilt = []
        with Attempt(f"verify the objects of {self.folder}"):
            for digest, entry in self._entries():
                with open(entry.path, "rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                        spoilt.append(digest)
        for digest in spoilt:
            self.forget(digest)
        return sorted(spoilt)

    def sweep(self, keep: Container[str] = ()) -> int:
        """Remove objects that nothing is linked to and ``keep`` does not name; how many.

        Call it after publishing, outside of :meth:`used`: it does nothing while a build uses
        the store. What killed builds left half-written goes as well.
        """
        with Attempt(f"sweep {self.folder}"), self._locked(fcntl.LOCK_EX) as alone:
            if not alone:
                return 0
            for litter in (self._incoming, f"{self.folder}/contexts"):
                for entry in list_folder(litter):
                    os.unlink(entry.path)
            garbage = [
                entry.path
                for digest, entry in self._entries()
                if digest not in keep and entry.stat().st_nlink == 1
            ]
            for path in garbage:
                os.unlink(path)
            return len(garbage)

    @contextmanager
    def used(self) -> Iterator[None]:
        """For as long as a build puts and links objects: nobody else's sweep takes them."""
        with self._locked(fcntl.LOCK_SH) as entered:
            if not entered:
                raise PublishError(f"another build is sweeping {self.folder}; try again")
            yield

    @contextmanager
    def _locked(self, kind: int) -> Iterator[bool]:
        with Attempt(f"lock {self.folder}"):
            os.makedirs(self.folder, exist_ok=True)
            handle = os.open(f"{self.folder}/lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, kind | (fcntl.LOCK_NB if kind == fcntl.LOCK_EX else 0))
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)

    def _write(self, digest: str, data: bytes) -> None:
        passing = f"{self._incoming}/{os.getpid()}-{next(_serial)}"
        handle = _create(passing)
        try:
            try:
                write_all(handle, data)
                now = os.fstat(handle).st_mtime_ns
                os.utime(handle, ns=(now, now - now % _SECOND + _seal(digest)))
            finally:
                os.close(handle)
            _rename(passing, self.path(digest))
        except BaseException:
            os.unlink(passing)
            raise

    def _entries(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        for folder in list_folder(self._objects):
            for entry in list_folder(folder.path):
                yield folder.name + entry.name, entry


def replace_file(path: str, data: bytes, passing: str) -> None:
    """Write a whole file or none, by way of ``passing`` on the same file system."""
    handle = _create(passing, mode=0o644)
    try:
        try:
            write_all(handle, data)
        finally:
            os.close(handle)
        _rename(passing, path)
    except BaseException:
        os.unlink(passing)
        raise


def _create(path: str, mode: int = 0o444) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, mode)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except FileExistsError:
        # A killed process had the number that this one has now.
        os.unlink(path)
    return os.open(path, flags, mode)


def _rename(source: str, target: str) -> None:
    try:
        os.rename(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.rename(source, target)


def list_folder(folder: str) -> list[os.DirEntry[str]]:
    """The entries of a folder; none where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
