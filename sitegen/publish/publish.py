"""The last pass: outputs become the site, all at once or not at all.

A tree is staged beside the output directory, of hard links into the store, and trades places
with it. Killed at any moment, the directory is the old site or the new one, byte for byte.
(Killed, not unplugged: nothing waits for the disk.)

Where directories cannot be exchanged in one step, a journal is kept: the old tree is set
aside, the new one moves in, and whoever opens the site next puts back what a kill left aside.
"""

# Strings and `os` throughout: with 100,000 files, pathlib is most of the time it takes.
# ruff: noqa: PTH102, PTH103, PTH104, PTH108, PTH116, PTH120, PTH123

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from sitegen.publish.errors import Attempt, PublishError
from sitegen.publish.exchange import exchange as exchange_directories
from sitegen.publish.manifest import INPUT_FOLDERS, Output
from sitegen.publish.places import MARKER, Places, places_of
from sitegen.publish.store import Store, write_all

if TYPE_CHECKING:
    from pathlib import Path

_NO_LINK = frozenset((errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP))
_MARKER_TEXT = """\
A build of the coordinator handbook made this directory and replaces it as a whole.
Put nothing here by hand: it would be gone after the next build.
site {digest}
"""

Exchange = Callable[[str, str], bool]


class Published(NamedTuple):
    """What stands in the output directory now.

    ``outputs`` is for the manifest, the marker among them. ``copied`` are the digests whose
    files could not be linked; keep them when the store is swept. ``in_one_step`` says
    whether the exchange was one.
    """

    outputs: dict[str, Output]
    copied: frozenset[str]
    in_one_step: bool


@contextmanager
def open_site(
    out: Path, root: Path, *, exchange: Exchange = exchange_directories
) -> Iterator[Site]:
    """Take the output directory for a build: check it, lock it, mend what a killed run left.

    ``root`` is the project's directory. Raises PublishError where ``out`` is not a directory
    that a build may replace, or where another build has it.
    """
    places = places_of(out)
    _refuse(places.site, os.path.realpath(root))
    with Attempt(f"make the directory for {places.site}"):
        os.makedirs(os.path.dirname(places.site), exist_ok=True)
    with _locked(places):
        with Attempt(f"clean up beside {places.site}"):
            _recover(places)
        yield Site(places, exchange)


class Site:
    """An output directory that this build has to itself, from :func:`open_site`."""

    def __init__(self, places: Places, exchange: Exchange) -> None:
        self._places = places
        self._exchange = exchange

    def publish(self, outputs: Iterable[tuple[str, str]], store: Store) -> Published:
        """Make the site consist of these (path, digest) pairs and of nothing else.

        The digests are of objects in ``store``. Raises PublishError where that fails; the
        site is then as it was, and nothing is left beside it.
        """
        places = self._places
        wanted = sorted(outputs)
        total = hashlib.sha256()
        for path, digest in wanted:
            total.update(f"{path}\0{digest}\n".encode())
        marker = store.put(_MARKER_TEXT.format(digest=total.hexdigest()).encode())
        try:
            with Attempt(f"write the new site to {places.staging}"):
                staging = _Staging(places, store)
                staging.fill([*wanted, (MARKER, marker.digest)])
            with Attempt(f"put the new site in the place of {places.site}"):
                in_one_step = self._swap()
        except BaseException:
            with suppress(OSError):
                _recover(places)
            raise
        # The new site stands. What cannot be removed now is told by the next open_site.
        with suppress(OSError):
            _clear(places)
        return Published(staging.outputs, frozenset(staging.copied), in_one_step)

    def _swap(self) -> bool:
        site, staging, aside, journal, _ = self._places
        if not os.path.lexists(site):
            os.rename(staging, site)
            return True
        if self._exchange(staging, site):
            return True
        with open(journal, "xb") as file:
            file.write(b"A new site moves in. If this file stays, the next build sets it right.\n")
        os.rename(site, aside)
        os.rename(staging, site)
        os.unlink(journal)
        return False


class _Staging:
    """The new tree, being filled."""

    def __init__(self, places: Places, store: Store) -> None:
        self.outputs: dict[str, Output] = {}
        self.copied: set[str] = set()
        self._places = places
        self._store = store
        self._far = False

    def fill(self, wanted: Iterable[tuple[str, str]]) -> None:
        top = self._places.staging
        os.mkdir(top)
        made = {""}
        for path, digest in wanted:
            folder = path.rpartition("/")[0]
            if folder not in made:
                _refuse_path(path)
                os.makedirs(f"{top}/{folder}", exist_ok=True)
                made.add(folder)
            status = self._store.status(digest)
            if status is None:
                raise PublishError(
                    f"the object of {path} was changed or removed while the site was built; "
                    "build again"
                )
            self._place(path, digest, status)
            self.outputs[path] = Output(digest, status.st_size, status.st_mtime_ns)

    def _place(self, path: str, digest: str, status: os.stat_result) -> None:
        target = f"{self._places.staging}/{path}"
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
        if not self._kept(f"{self._places.site}/{path}", target, status):
            _copy(self._store.path(digest), target, status)

    def _kept(self, before: str, target: str, status: os.stat_result) -> bool:
        """Link the old site's own copy, which bears the object's time under its seal."""
        with suppress(OSError):
            old = os.stat(before, follow_symlinks=False)
            if (old.st_size, old.st_mtime_ns) == (status.st_size, status.st_mtime_ns):
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


def _refuse_path(path: str) -> None:
    """The plan reports such paths; this is the last door before the disk."""
    if path.startswith("/") or ".." in path.split("/"):
        raise PublishError(f"{path!r} is not a path within a site")


def _recover(places: Places) -> None:
    """Take back a journalled exchange that did not come to its end; then clean up."""
    if os.path.lexists(places.journal):
        # Set aside, and nothing in its place yet. The journal goes before anything of the
        # tree set aside does, so as long as there is a journal, that tree is whole.
        if not os.path.lexists(places.site):
            os.rename(places.aside, places.site)
        os.unlink(places.journal)
    _clear(places)


def _clear(places: Places) -> None:
    for tree in (places.staging, places.aside):
        with suppress(FileNotFoundError):
            shutil.rmtree(tree)


def _refuse(site: str, root: str) -> None:
    """Raise where replacing the directory would destroy something that no build made."""
    if root == site or root.startswith(site.rstrip("/") + "/"):
        raise PublishError(f"{site} holds the project itself; name a directory of its own")
    for folder in (*INPUT_FOLDERS, ".git"):
        if f"{site}/".startswith(f"{root}/{folder}/"):
            raise PublishError(f"{site} lies in {folder}/, which the build reads")
    try:
        with os.scandir(site) as entries:
            names = {entry.name for entry in entries}
    except FileNotFoundError:
        return
    except OSError as error:
        raise PublishError(f"{site} is not a directory that can be read") from error
    if os.path.ismount(site):
        raise PublishError(f"{site} is a mount point; name a directory inside it")
    if ".git" in names:
        raise PublishError(f"{site} is a git working tree; publish beside it and copy")
    if names and MARKER not in names:
        raise PublishError(
            f"{site} is not empty and no build made it (there is no {MARKER}); "
            "empty it, or name another directory"
        )


@contextmanager
def _locked(places: Places) -> Iterator[None]:
    with Attempt(f"lock {places.site}"):
        handle = _lock(places)
    try:
        yield
    finally:
        with suppress(OSError):
            os.unlink(places.lock)
        os.close(handle)


def _lock(places: Places) -> int:
    while True:
        handle = os.open(places.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The one before us removes its lock when it is done: ours must be the file there.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), os.stat(places.lock)):
                    os.ftruncate(handle, 0)
                    os.pwrite(handle, b"%d" % os.getpid(), 0)
                    return handle
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode(errors="replace") or "unknown"
            os.close(handle)
            raise PublishError(
                f"another build (process {holder}) is writing {places.site}; "
                "wait for it, or name another directory with --out"
            ) from None
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
