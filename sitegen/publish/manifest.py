"""Whether there is anything to do: a record of the last build against what lies on the disk.

This module answers before the heavy imports, so it imports little itself: ``hashlib`` (with
all of OpenSSL) only when contents must be read.
"""

# Strings and `os` throughout: with 20,000 outputs, pathlib is most of the time it takes.
# ruff: noqa: PTH103, PTH104, PTH108, PTH112, PTH113, PTH114, PTH115, PTH120, PTH123

from __future__ import annotations

import json
import os
import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sitegen.publish.errors import PublishError
from sitegen.publish.places import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

Row = TypeVar("Row")

FORMAT = 1

INPUT_FOLDERS = ("content", "layouts", "locales", "requirements", "sitegen")
INPUT_FILES = ("build.py", "pyproject.toml")
"""All that a build reads, and with it the code that does it and the lock of its packages."""

_LITTER = frozenset(("__pycache__", "Thumbs.db", "desktop.ini"))
_LITTER_ENDINGS = ("~", ".pyc", ".pyo", ".swp", ".swo")

_FINE_TICK = 20_000_000
_COARSE_TICK = 2_000_000_000
"""Nanoseconds within which two writes may bear the same time, by kind of file system."""


class Input(NamedTuple):
    """A file that was read: modification time in nanoseconds, bytes, SHA-256.

    ``mtime_ns`` is -1 where the file was so new that a later write could bear the same time:
    then only its contents tell.
    """

    mtime_ns: int
    size: int
    sha256: str


class Output(NamedTuple):
    """A file that was published: SHA-256, bytes, modification time in nanoseconds."""

    digest: str
    size: int
    mtime_ns: int


class Manifest(NamedTuple):
    """The record of one build into one directory."""

    flags: str
    python: str
    inputs: dict[str, Input]
    outputs: dict[str, Output]


def reason_to_build(root: Path, out: Path, cache: Path, flags: str, *, verify: bool = False) -> str:
    """Why ``out`` must be built again, in a few words; empty when there is nothing to do.

    ``flags`` is every setting of the command line that shapes the site, spelt in one way.
    With ``verify``, contents are compared instead of sizes and times.
    """
    manifest = read_manifest(out, cache)
    if manifest is None:
        return "there is no record of an earlier build"
    if manifest.flags != flags:
        return "other settings than last time"
    if manifest.python != _python():
        return "another Python than last time"
    places = places_of(out)
    if litter := places.left_over():
        return f"another run was interrupted, or is at work: there is {litter[0]}"
    try:
        return _changed_input(str(root), manifest.inputs, verify) or _changed_output(
            places.site, manifest.outputs, verify
        )
    except OSError as error:
        return f"{error.filename} cannot be read: {error.strerror}"


def take_inputs(root: Path, cache: Path) -> dict[str, Input]:
    """The inputs as they are now, by path relative to ``root``. Take them before loading.

    Raises PublishError where a file cannot be read.
    """
    try:
        now = _time_of_a_new_file(cache)
        taken = {}
        for path, mtime, size in _inputs(str(root)):
            tick = _FINE_TICK if mtime % 1_000_000_000 else _COARSE_TICK
            settled = mtime < now - tick
            taken[path] = Input(mtime if settled else -1, size, _sha256(f"{root}/{path}"))
    except OSError as error:
        raise PublishError(f"cannot read {error.filename}: {error.strerror}") from error
    return taken


def write_manifest(
    out: Path,
    cache: Path,
    flags: str,
    inputs: Mapping[str, Input],
    outputs: Mapping[str, Output],
) -> None:
    """Record a build, after it was published. Raises PublishError where that cannot be written."""
    record = {
        "format": FORMAT,
        "out": places_of(out).site,
        "flags": flags,
        "python": _python(),
        "inputs": _columns(inputs),
        "outputs": _columns(outputs),
    }
    path = _record(out, cache)
    passing = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(passing, "w", encoding="utf-8") as file:
                file.write(json.dumps(record))
            os.rename(passing, path)
        except BaseException:
            os.unlink(passing)
            raise
    except OSError as error:
        raise PublishError(f"cannot record the build in {cache}: {error.strerror}") from error


def read_manifest(out: Path, cache: Path) -> Manifest | None:
    """The record of the last build into ``out``, or ``None`` where none can be read."""
    try:
        with open(_record(out, cache), "rb") as file:
            record = json.loads(file.read())
        if (record["format"], record["out"]) != (FORMAT, places_of(out).site):
            return None
        return Manifest(
            str(record["flags"]),
            str(record["python"]),
            _rows(Input._make, *record["inputs"]),
            _rows(Output._make, *record["outputs"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _changed_input(root: str, known: dict[str, Input], verify: bool) -> str:
    present = set()
    for path, mtime, size in _inputs(root):
        before = known.get(path)
        if before is None:
            return f"{path} is new"
        present.add(path)
        if before.size != size:
            return f"{path} was edited"
        doubtful = verify or before.mtime_ns != mtime
        if doubtful and before.sha256 != _sha256(f"{root}/{path}"):
            return f"{path} was edited"
    gone = known.keys() - present
    return f"{min(gone)} is gone" if gone else ""


def _changed_output(site: str, known: dict[str, Output], verify: bool) -> str:
    present = set()
    for path, entry in _walk(site, lambda _: False):
        before = known.get(path)
        if before is None:
            return f"{path} was put into the site by somebody"
        present.add(path)
        status = entry.stat(follow_symlinks=False)
        if before.mtime_ns != status.st_mtime_ns or before.size != status.st_size:
            return f"{path} of the site was changed by somebody"
        if verify and before.digest != _sha256(entry.path):
            return f"{path} of the site was changed by somebody"
    gone = known.keys() - present
    return f"{min(gone)} of the site is gone" if gone else ""


def _inputs(root: str) -> Iterator[tuple[str, int, int]]:
    """Path, modification time in nanoseconds and bytes of all inputs; ``…/`` if empty."""
    for name in INPUT_FILES:
        with suppress(FileNotFoundError):
            status = os.stat(f"{root}/{name}")
            yield name, status.st_mtime_ns, status.st_size
    for folder in INPUT_FOLDERS:
        if not os.path.isdir(f"{root}/{folder}"):
            continue
        for path, entry in _walk(f"{root}/{folder}", _is_litter):
            if path.endswith("/"):
                # Its time changes with every swap file; that it is there is all there is to it.
                yield f"{folder}/{path}", 0, 0
            else:
                status = entry.stat(follow_symlinks=entry.is_file())
                yield f"{folder}/{path}", status.st_mtime_ns, status.st_size


def _is_litter(name: str) -> bool:
    """Whether a file of the inputs is an editor's, a system's or the interpreter's own."""
    return name[0] == "." or name in _LITTER or name.endswith(_LITTER_ENDINGS)


def _walk(top: str, ignored: Callable[[str], bool]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files below a directory, and with a ``/`` at the end those directories that are empty.

    Links are not followed.
    """
    waiting: list[tuple[str, str, os.DirEntry[str] | None]] = [("", top, None)]
    while waiting:
        prefix, folder, itself = waiting.pop()
        empty = True
        with os.scandir(folder) as entries:
            for entry in entries:
                if ignored(entry.name):
                    continue
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path, entry))
                else:
                    yield prefix + entry.name, entry
        if empty and itself:
            yield prefix, itself


def _sha256(path: str) -> str:
    """The digest of a file's contents; of anything else, of where it leads, if it is a link."""
    from hashlib import file_digest, sha256

    if os.path.isfile(path):
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    return sha256(os.fsencode(os.readlink(path))).hexdigest() if os.path.islink(path) else ""


def _time_of_a_new_file(folder: Path) -> int:
    """The present by the file system's own measure, in nanoseconds."""
    os.makedirs(folder, exist_ok=True)
    path = f"{folder}/tick-{os.getpid()}"
    try:
        with open(path, "wb") as file:
            return os.fstat(file.fileno()).st_mtime_ns
    finally:
        os.unlink(path)


def _python() -> str:
    return f"{sys.implementation.cache_tag} {sys.version} {sys.platform}"


def _record(out: Path, cache: Path) -> str:
    """The manifest's file: one for each output directory, so that `--out` disturbs nobody."""
    site = places_of(out).site
    return f"{cache}/manifests/{zlib.crc32(os.fsencode(site)):08x}.json"


def _columns(rows: Mapping[str, Input] | Mapping[str, Output]) -> list[list[Any]]:
    """A table by columns, which JSON reads twice as fast as by rows."""
    return [list(rows), *map(list, zip(*rows.values(), strict=True))]


def _rows(
    make: Callable[[Iterable[Any]], Row], names: list[str], *columns: list[Any]
) -> dict[str, Row]:
    return dict(zip(names, map(make, zip(*columns, strict=True)), strict=bool(columns)))
