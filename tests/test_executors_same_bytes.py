"""A site is the same bytes, wherever, whenever and in whatever surroundings it is built."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from sitegen.pipeline import Settings, build
from sitegen.publish.context import ContextRef
from sitegen.publish.executors import Executor, ProcessExecutor, SerialExecutor

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "ar")
LEAS = ("port-solano", "alder-creek")

Job = TypeVar("Job")
Context = TypeVar("Context")
Result = TypeVar("Result")
Site = dict[str, str]

ELSEWHERE = """
import sys
from pathlib import Path
from tests.test_executors_same_bytes import built
built(Path(sys.argv[1]))
"""


class LastFirst:
    """A toy executor: threads that begin with the last job."""

    def run(
        self,
        function: Callable[[Job, Context], Result],
        jobs: Iterable[Job],
        context: ContextRef[Context],
    ) -> Iterator[Result]:
        shared = context.load()
        with ThreadPoolExecutor(3) as threads:
            begun = [threads.submit(function, job, shared) for job in reversed(list(jobs))]
            yield from (one.result() for one in reversed(begun))


def built(folder: Path, executor: Executor | None = None) -> Site:
    """The real handbook in two languages with two LEAs, built from nothing: path, digest."""
    settings = Settings(
        root=ROOT,
        out=folder / "site",
        cache=folder / "cache",
        locales=LANGUAGES,
        leas=LEAS,
        letters=False,
        origin="https://handbook.example.org",
    )
    report = build(settings, executor=executor or SerialExecutor())
    assert report.published, report.problems
    return digests(folder / "site")


def digests(site: Path) -> Site:
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built(tmp_path_factory.mktemp("serial"))


def test_two_processes_make_the_same_site(serial: Site, tmp_path: Path) -> None:
    with ProcessExecutor(2) as processes:
        assert built(tmp_path, processes) == serial


def test_an_executor_of_somebody_else_makes_the_same_site(serial: Site, tmp_path: Path) -> None:
    assert built(tmp_path, LastFirst()) == serial


def test_a_second_run_in_the_same_process_makes_the_same_site(serial: Site, tmp_path: Path) -> None:
    assert built(tmp_path) == serial


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Pago_Pago", "LC_ALL": "C", "LANGUAGE": "ar"},
    ],
    ids=["east", "west"],
)
def test_hash_seed_time_zone_and_language_of_the_machine_do_not_matter(
    serial: Site, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("LANG", "LANGUAGE", "TZ") and not name.startswith("LC_")
    }
    subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(tmp_path)],
        cwd=ROOT,
        env={**kept, **surroundings},
        check=True,
    )
    assert digests(tmp_path / "site") == serial
