"""What the tests of publishing share: two small sites, and how to look at a directory.

Jobs are module-level here, as the executors' port wants them.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.publish.publish import Published, open_site
from sitegen.publish.store import Store, Stored

if TYPE_CHECKING:
    from collections.abc import Mapping

Pages = dict[str, bytes]


def site_a() -> Pages:
    """Twenty-four pages; half of them stand in :func:`site_b` as well."""
    same = {f"es/tasks/t{n}/index.html": b"the same %d" % n for n in range(12)}
    return same | {f"ko/guides/g{n}/index.html": b"A %d" % n for n in range(12)}


def site_b() -> Pages:
    same = {f"es/tasks/t{n}/index.html": b"the same %d" % n for n in range(12)}
    changed = {f"ko/guides/g{n}/index.html": b"B %d" % n for n in range(6)}
    return same | changed | {f"vi/leas/l{n}/index.html": b"B %d" % n for n in range(6)}


class Project:
    """A project directory with an output directory and a store."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.out = root / "dist"
        self.cache = root / ".cache"
        self.store = Store(self.cache / "store")

    def publish(self, pages: Mapping[str, bytes], **options: object) -> Published:
        with open_site(self.out, self.root, **options) as site:  # type: ignore[arg-type]
            outputs = [(path, self.store.put(data).digest) for path, data in pages.items()]
            return site.publish(outputs, self.store)

    def beside(self) -> list[str]:
        """All that stands in the project besides the site, its spare and the cache."""
        return sorted(set(os.listdir(self.root)) - {"dist", ".dist.spare", ".cache"})


def contents(folder: Path) -> Pages:
    """Every file below, by relative path; empty directories as ``…/``."""
    found: Pages = {}
    for place, folders, names in os.walk(folder):
        relative = Path(place).relative_to(folder).as_posix()
        if not folders and not names:
            found[f"{relative}/"] = b""
        for name in names:
            path = name if relative == "." else f"{relative}/{name}"
            found[path] = Path(place, name).read_bytes()
    return found


def without_exchange(_one: str, _other: str) -> bool:
    """A system that cannot exchange two directories."""
    return False


class Row(NamedTuple):
    number: int
    digest: str
    process: int


def write_page(job: int, store: Store) -> Row:
    return Row(job, store.put(b"page %d" % job).digest, os.getpid())


def kill_itself_at_seven(job: int, _: object) -> int:
    if job == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return job


def fail_at_seven(job: int, _: object) -> int:
    if job == 7:
        raise ValueError("seven is not liked here")
    return job


def lose_the_parent_at_seven(job: int, _: object) -> int:
    if job == 7:
        raise EOFError("of a file, not of the run")
    return job


def answer_a_lambda(job: int, _: object) -> object:
    return lambda: job


def fill_the_disk(job: int, store: Store) -> Stored:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
    return store.put(b"x" * 5000 + b"%d" % job)


def big_context_identity(_: int, context: list[int]) -> tuple[int, int]:
    return (os.getpid(), id(context))


def sleep_long(job: int, _: object) -> int:
    import time

    time.sleep(60 if job else 0)
    return job
