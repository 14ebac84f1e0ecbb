"""Killed at any moment, the site is the old one or the new one, byte for byte."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.publish.errors import PublishError
from sitegen.publish.places import MARKER
from sitegen.publish.publish import open_site
from tests.publish import killed_child
from tests.publish.publish_samples import Project, contents, site_a, site_b

if TYPE_CHECKING:
    from collections.abc import Iterator

SITES = {"a": site_a(), "b": site_b()}
ROOT = Path(killed_child.__file__).parents[2]


class Children:
    """The other end of :mod:`killed_child`."""

    def __init__(self, root: Path) -> None:
        self._warm = subprocess.Popen(
            [sys.executable, killed_child.__file__, root],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def _answer(self) -> list[str]:
        assert self._warm.stdout is not None
        return self._warm.stdout.readline().split()

    def _begin(self, line: str) -> int:
        assert self._warm.stdin is not None
        self._warm.stdin.write(f"{line}\n")
        self._warm.stdin.flush()
        word, process = self._answer()
        assert word == "begun"
        return int(process)

    def killed_after(self, seconds: float, site: str, way: str, spare: str) -> None:
        process = self._begin(f"{site} {way} {spare} 0")
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
        assert self._answer() == ["ended", "-9"]

    def killed_at(self, nth: int, site: str, way: str, spare: str) -> bool:
        """False where the child came to its end before its nth event."""
        self._begin(f"{site} {way} {spare} {nth}")
        word, code = self._answer()
        assert (word, code in ("0", "-9")) == ("ended", True)
        return code == "-9"

    def close(self) -> None:
        self._warm.communicate()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.publish(SITES["a"])
    return project


@pytest.fixture
def children(project: Project) -> Iterator[Children]:
    children = Children(project.root)
    yield children
    children.close()


def standing(project: Project) -> str:
    """Which site stands in the output directory, whole: a or b."""
    pages = contents(project.out)
    del pages[MARKER]
    (name,) = [name for name, site in SITES.items() if site == pages]
    return name


def phase(project: Project, before: str) -> str:
    """How far a killed publishing had come, told by what it left."""
    left = set(project.beside()) - {".dist.lock"}
    if ".dist.journal" in left:
        return "exchanging"
    if not left:
        return "before" if standing(project) == before else "after"
    return "filling" if standing(project) == before else "cleaning"


@pytest.mark.parametrize("way", ["exchange", "journal"])
class TestKilled:
    def recovered(self, project: Project, way: str) -> str:
        """Which site stands after a kill, and by a journal, when the next build begins."""
        if way == "exchange":
            return standing(project)
        with open_site(project.out, project.root):
            return standing(project)

    def stand_as_before(self, project: Project, spare: str) -> None:
        """Site A, and for the spare site A as well: so the nth event is the same each time."""
        project.publish(SITES["a"], keep_spare=False)
        if spare == "spare":
            project.publish(SITES["a"])

    def test_at_200_random_moments(self, project: Project, children: Children, way: str) -> None:
        chance = random.Random(20261122)  # noqa: S311
        times = []
        for site in "baba":
            begun = time.perf_counter()
            project.publish(SITES[site], exchange=killed_child.WAYS[way], keep_spare=False)
            times.append(time.perf_counter() - begun)
        longest = 1.3 * min(times)
        phases: Counter[str] = Counter()
        before = "a"
        for _ in range(200):
            after = "b" if before == "a" else "a"
            spare = chance.choice(("spare", "bare"))
            children.killed_after(chance.uniform(0, longest), after, way, spare)
            found = phase(project, before)
            phases[found] += 1
            # However busy the machine is, the moments stay spread over the whole of it.
            longest *= {"before": 1.03, "filling": 1.03, "after": 0.9}.get(found, 1.0)
            assert self.recovered(project, way) in (before, after)
            project.publish(SITES[after], exchange=killed_child.WAYS[way])
            assert standing(project) == after
            assert project.beside() == []
            before = after
        assert phases["filling"] > 0
        assert phases["cleaning"] > 0

    @pytest.mark.parametrize("spare", ["spare", "bare"])
    def test_before_and_after_every_call_of_the_system(
        self, project: Project, children: Children, way: str, spare: str
    ) -> None:
        phases: Counter[str] = Counter()
        for data in SITES["b"].values():
            project.store.put(data)
        self.stand_as_before(project, spare)
        nth = 1
        while children.killed_at(nth, "b", way, spare):
            phases[phase(project, "a")] += 1
            assert self.recovered(project, way) in ("a", "b")
            self.stand_as_before(project, spare)
            assert standing(project) == "a"
            assert project.beside() == []
            nth += 1
        assert standing(project) == "b"
        assert min(phases["before"], phases["filling"], phases["cleaning"]) > 0
        assert (phases["cleaning"] > 20) == (spare == "bare")
        assert (phases["exchanging"] > 2) == (way == "journal")


def test_a_first_publishing_that_is_killed_leaves_no_site_or_a_whole_one(tmp_path: Path) -> None:
    project = Project(tmp_path)
    children = Children(tmp_path)
    nth = 1
    while children.killed_at(nth, "b", "exchange", "spare"):
        if project.out.exists():
            assert standing(project) == "b"
        nth += 7
    children.close()
    project.publish(SITES["a"])
    assert standing(project) == "a"
    assert project.beside() == []


ON_A_SMALL_DISK = """
import resource, sys
from pathlib import Path
from tests.publish import publish_samples as samples
from sitegen.publish.errors import PublishError
project = samples.Project(Path(sys.argv[1]))
limited = sys.argv[2] == "limited"
project.publish(samples.site_a())
before = samples.contents(project.out)
if limited:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
size, count = (1, 3000) if sys.argv[3] == "files" and not limited else (9000, 300)
try:
    project.publish({f"es/p{n}/index.html": b"%d" % n * size for n in range(count)})
except PublishError as error:
    print(error.reason.rpartition(": ")[2])
assert samples.contents(project.out) == before
assert project.beside() == [], project.beside()
project.store.sweep()
project.publish(samples.site_b())
assert samples.contents(project.out).keys() == {*samples.site_b(), ".handbook-site"}
"""


@pytest.mark.parametrize("what", ["bytes", "files"])
def test_a_disk_that_is_really_full(tmp_path: Path, what: str) -> None:
    """A small file system of memory, in a namespace of its own, where the system permits it;
    elsewhere a limit on the size of a file, which fails in the same place."""
    mount = 'mount -t tmpfs -o size=2m,nr_inodes=2000 tmpfs "$0" && exec "$@"'
    small = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    small += ["sh", "-c", mount, str(tmp_path)]
    try:
        permitted = subprocess.run([*small, "true"], capture_output=True, check=False)
        disk = small if permitted.returncode == 0 else []
    except FileNotFoundError:
        disk = []
    kind = "mounted" if disk else "limited"
    ran = subprocess.run(
        [*disk, sys.executable, "-c", ON_A_SMALL_DISK, str(tmp_path), kind, what],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout == ("No space left on device\n" if disk else "File too large\n")


def test_a_journal_is_no_reason_to_take_a_foreign_directory(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.out.mkdir()
    (project.out / "thesis.odt").write_text("five years of work")
    (tmp_path / ".dist.journal").write_text("")
    with pytest.raises(PublishError), open_site(project.out, tmp_path):
        pass
    assert contents(project.out) == {"thesis.odt": b"five years of work"}
