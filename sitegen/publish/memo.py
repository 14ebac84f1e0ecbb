"""What earlier builds made, by a key over everything that went in.

An entry's age is counted in builds, never in days: its file's modification time *is* the
number of the build that last asked for it, so that asking costs one system call and
sweeping reads no clock.
"""

# Strings and `os` throughout, as in the store.
# ruff: noqa: PTH108, PTH123

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.publish.errors import Attempt
from sitegen.publish.store import Store, Stored, list_folder, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KEY = re.compile("[0-9a-f]{64}")
_CHECK = 32
_serial = count()


class Entry(NamedTuple):
    """Objects that are in the store, and the JSON value that was kept with them."""

    objects: tuple[Stored, ...]
    note: Any


def key_of(*parts: bytes | str) -> str:
    """A key over all the parts, each with its length: 64 hexadecimal digits."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big"))
        total.update(raw)
    return total.hexdigest()


class Memo:
    """Entries in the store's folder. Safe for many processes; pickled to workers.

    Bytes that only the build itself needs (a fragment) lie in the entry: :meth:`put`,
    :meth:`get`. A file that is published (a letter's PDF) lies in the store, and its entry
    names it: :meth:`link`, :meth:`find`. A damaged entry counts as none.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = f"{store.folder}/memo"
        self._build = self._last_build() + 1

    def __getstate__(self) -> tuple[Store, int]:
        return (self._store, self._build)

    def __setstate__(self, state: tuple[Store, int]) -> None:
        self._store, self._build = state
        self._folder = f"{self._store.folder}/memo"

    def get(self, key: str) -> bytes | None:
        """The bytes of an entry, or ``None``."""
        path = self._path("bytes", key)
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            return None
        if hashlib.sha256(data[_CHECK:]).digest() != data[:_CHECK]:
            return None
        self._mark(path)
        return data[_CHECK:]

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes in the entry itself. Raises PublishError where the disk takes no more."""
        self._write(self._path("bytes", key), hashlib.sha256(data).digest() + data)

    def find(self, key: str) -> Entry | None:
        """The objects of an entry, or ``None`` if one of them is no longer sound."""
        path = self._path("objects", key)
        entry = _read(path)
        if entry is None or not all(self._store.has(stored) for stored in entry.objects):
            return None
        self._mark(path)
        return entry

    def link(self, key: str, objects: Sequence[Stored], note: Any = None) -> None:
        """Name objects that are in the store, with a small JSON value of the caller's."""
        record = {"objects": objects, "note": note}
        self._write(self._path("objects", key), json.dumps(record, ensure_ascii=False).encode())

    def sweep(self, builds: int = 10) -> frozenset[str]:
        """End this build: drop entries that the last ``builds`` builds did not ask for.

        Returns the digests that the others name; give them to :meth:`Store.sweep`.
        """
        named: set[str] = set()
        with Attempt(f"sweep {self._folder}"):
            for kind, path, used in list(self._entries()):
                if used <= self._build - builds:
                    os.unlink(path)
                elif kind == "objects" and (entry := _read(path)):
                    named.update(stored.digest for stored in entry.objects)
            self._write(f"{self._folder}/build", str(self._build).encode())
        return frozenset(named)

    def _last_build(self) -> int:
        try:
            with open(f"{self._folder}/build", "rb") as file:
                return int(file.read())
        except (OSError, ValueError):
            # The counter is lost: go on after the newest entry, so that none looks young.
            return max((used for _, _, used in self._entries()), default=0)

    def _entries(self) -> Iterator[tuple[str, str, int]]:
        for kind in ("bytes", "objects"):
            for folder in list_folder(f"{self._folder}/{kind}"):
                for entry in list_folder(folder.path):
                    yield kind, entry.path, int(entry.stat().st_mtime)

    def _path(self, kind: str, key: str) -> str:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a key; make one with key_of()")
        return f"{self._folder}/{kind}/{key[:2]}/{key[2:]}"

    def _mark(self, path: str) -> None:
        # Swept by another build just now: then the next build makes it again.
        with suppress(OSError):
            os.utime(path, (self._build, self._build))

    def _write(self, path: str, data: bytes) -> None:
        passing = f"{self._store.folder}/incoming/memo-{os.getpid()}-{next(_serial)}"
        with Attempt(f"keep {len(data):,} bytes in {self._folder}"):
            replace_file(path, data, passing)
            self._mark(path)


def _read(path: str) -> Entry | None:
    try:
        with open(path, "rb") as file:
            record = json.loads(file.read())
        objects = tuple(Stored(str(digest), int(size)) for digest, size in record["objects"])
        return Entry(objects, record["note"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
