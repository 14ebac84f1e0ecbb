"""The last pass: outputs become the site, all at once or not at all.

A tree is staged beside the output directory, of hard links into the store, and trades places
with it. Killed at any moment, the directory is the old site or the new one, byte for byte.
(Killed, not unplugged: nothing waits for the disk.)

The tree that was replaced is kept as a *spare*: the next build turns it into the new site,
link by link. Making and removing 20,000 directories takes seconds, looking at them a moment.
Nothing is believed of a spare; every entry is compared with what is wanted.

Where directories cannot be exchanged in one step, a journal is kept: the old tree is set
aside, the new one moves in, and whoever opens the site next puts back what a kill left aside.
"""

# Strings and `os` throughout: with 100,000 files, pathlib is most of the time it takes.
# ruff: noqa: PTH103, PTH104, PTH108, PTH120, PTH123

from __future__ import annotations

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
from sitegen.publish.staging import Staging

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.publish.store import Store

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
    out: Path, root: Path, *, keep_spare: bool = True, exchange: Exchange = exchange_directories
) -> Iterator[Site]:
    """Take the output directory for a build: check it, lock it, mend what a killed run left.

    ``root`` is the project's directory. With ``keep_spare=False`` nothing stays beside
    ``out``, and the next build takes longer. Raises PublishError where ``out`` is not a
    directory that a build may replace, or where another build has it.
    """
    places = places_of(out)
    _refuse(places.site, os.path.realpath(root))
    with Attempt(f"make the directory for {places.site}"):
        os.makedirs(os.path.dirname(places.site), exist_ok=True)
    with _locked(places):
        with Attempt(f"clean up beside {places.site}"):
            _recover(places, keep_spare)
        yield Site(places, keep_spare, exchange)


class Site:
    """An output directory that this build has to itself, from :func:`open_site`."""

    def __init__(self, places: Places, keep_spare: bool, exchange: Exchange) -> None:
        self._places = places
        self._keep_spare = keep_spare
        self._exchange = exchange

    def publish(self, outputs: Iterable[tuple[str, str]], store: Store) -> Published:
        """Make the site consist of these (path, digest) pairs and of nothing else.

        The digests are of objects in ``store``. Raises PublishError where that fails; the
        site is then as it was, and nothing is left beside it.
        """
        places = self._places
        wanted = _by_path(outputs)
        total = hashlib.sha256()
        for path, digest in wanted.items():
            total.update(f"{path}\0{digest}\n".encode())
        marker = store.put(_MARKER_TEXT.format(digest=total.hexdigest()).encode())
        wanted[MARKER] = marker.digest
        try:
            with Attempt(f"write the new site to {places.staging}"):
                staging = Staging(places, store, wanted)
                staging.fill()
            with Attempt(f"put the new site in the place of {places.site}"):
                in_one_step = self._swap()
        except BaseException:
            with suppress(OSError):
                _recover(places, keep_spare=False)
            raise
        # The new site stands. What cannot be removed now is told by the next open_site.
        with suppress(OSError):
            _clear(places, self._keep_spare)
        return Published(staging.outputs, frozenset(staging.copied), in_one_step)

    def _swap(self) -> bool:
        site, staging, aside, journal, *_ = self._places
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


def _by_path(outputs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The outputs in order. The plan reports bad paths; this is the last door before the disk."""
    wanted: dict[str, str] = {}
    for path, digest in sorted(outputs):
        if path in wanted or path == MARKER:
            raise PublishError(f"{path} would be written twice")
        if path.startswith("/") or not {"", ".", ".."}.isdisjoint(path.split("/")):
            raise PublishError(f"{path!r} is not a path within a site")
        wanted[path] = digest
    return wanted


def _recover(places: Places, keep_spare: bool) -> None:
    """Take back a journalled exchange that did not come to its end; then clean up."""
    if os.path.lexists(places.journal):
        # Set aside, and nothing in its place yet. The journal goes before the tree set aside
        # is touched, so as long as there is a journal, that tree is whole.
        if not os.path.lexists(places.site):
            os.rename(places.aside, places.site)
        os.unlink(places.journal)
    _clear(places, keep_spare)


def _clear(places: Places, keep_spare: bool) -> None:
    for tree in (places.aside, places.staging):
        if keep_spare and os.path.lexists(tree) and not os.path.lexists(places.spare):
            os.rename(tree, places.spare)
        with suppress(FileNotFoundError):
            shutil.rmtree(tree)
    if not keep_spare:
        with suppress(FileNotFoundError):
            shutil.rmtree(places.spare)


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
