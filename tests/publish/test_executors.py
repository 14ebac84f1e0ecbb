"""Where jobs run changes nothing of what comes out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children
from typing import TYPE_CHECKING, TypeVar

import pytest

from sitegen.publish.context import ContextRef
from sitegen.publish.errors import PublishError
from sitegen.publish.executors import (
    Executor,
    JobError,
    ProcessExecutor,
    SerialExecutor,
    WorkerDied,
)
from sitegen.publish.store import Store
from tests.publish import publish_samples as samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

Job = TypeVar("Job")
Context = TypeVar("Context")
Result = TypeVar("Result")


class BackwardsExecutor:
    """A toy that keeps the port a port: threads, which begin with the last job."""

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


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessExecutor]:
    with ProcessExecutor(2) as executor:
        yield executor


def test_all_executors_make_the_same_in_the_order_of_the_jobs(
    tmp_path: Path, processes: ProcessExecutor
) -> None:
    made = []
    executors: list[Executor] = [SerialExecutor(), processes, BackwardsExecutor()]
    for number, executor in enumerate(executors):
        store = Store(tmp_path / str(number))
        with ContextRef(store, tmp_path) as context:
            rows = list(executor.run(samples.write_page, range(50), context))
        objects = sorted(name for _, _, names in os.walk(store.folder) for name in names)
        made.append(([(row.number, row.digest) for row in rows], objects))
    assert made[0] == made[1] == made[2]
    assert [number for number, _ in made[0][0]] == list(range(50))


def test_workers_are_other_processes_and_stay(tmp_path: Path, processes: ProcessExecutor) -> None:
    seen: set[int] = set()
    for _ in range(2):
        with ContextRef(Store(tmp_path), tmp_path) as context:
            rows = processes.run(samples.write_page, range(40), context)
            seen |= {row.process for row in rows}
    assert len(seen) <= 2
    assert os.getpid() not in seen


def test_a_worker_loads_the_context_once(tmp_path: Path, processes: ProcessExecutor) -> None:
    with ContextRef(list(range(1000)), tmp_path) as context:
        seen = set(processes.run(samples.big_context_identity, range(60), context))
    assert len(seen) == len({process for process, _ in seen})


def test_a_context_leaves_no_file(tmp_path: Path, processes: ProcessExecutor) -> None:
    with ContextRef(Store(tmp_path), tmp_path) as context:
        list(processes.run(samples.write_page, range(2), context))
        assert len(list((tmp_path / "contexts").iterdir())) == 1
    assert list((tmp_path / "contexts").iterdir()) == []


def test_jobs_are_drawn_as_they_can_be_worked_on(
    tmp_path: Path, processes: ProcessExecutor
) -> None:
    drawn = 0

    def jobs() -> Iterator[int]:
        nonlocal drawn
        for number in range(2000):
            drawn += 1
            yield number

    with ContextRef(Store(tmp_path), tmp_path) as context:
        most = max(drawn - row.number for row in processes.run(samples.write_page, jobs(), context))
    assert drawn == 2000
    assert most < 200


def test_no_jobs_no_results(tmp_path: Path, processes: ProcessExecutor) -> None:
    assert list(processes.run(samples.write_page, [], ContextRef(Store(tmp_path), tmp_path))) == []


@pytest.mark.parametrize("kind", ["serial", "processes"])
class TestAJobThatRaises:
    @pytest.fixture
    def executor(self, kind: str, processes: ProcessExecutor) -> Executor:
        return SerialExecutor() if kind == "serial" else processes

    def test_is_told_with_its_place(self, executor: Executor, tmp_path: Path) -> None:
        jobs = executor.run(samples.fail_at_seven, range(20), ContextRef(None, tmp_path))
        with pytest.raises(JobError, match=r"(?s)^7 failed:.*fail_at_seven.*seven is not liked"):
            list(jobs)

    def test_is_no_dead_parent(self, executor: Executor, tmp_path: Path) -> None:
        jobs = executor.run(samples.lose_the_parent_at_seven, range(20), ContextRef(None, tmp_path))
        with pytest.raises(JobError, match="of a file, not of the run"):
            list(jobs)


def test_a_result_that_cannot_be_sent_is_told(tmp_path: Path, processes: ProcessExecutor) -> None:
    jobs = processes.run(samples.answer_a_lambda, range(3), ContextRef(None, tmp_path))
    with pytest.raises(JobError, match="lambda"):
        list(jobs)


def test_a_full_disk_in_a_worker_is_a_publish_error(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with (
        ProcessExecutor(1) as executor,
        ContextRef(store, tmp_path) as context,
        pytest.raises(PublishError, match=r"cannot keep 5,001 bytes in .*File too large"),
    ):
        list(executor.run(samples.fill_the_disk, range(3), context))
    left = [name for _, _, names in os.walk(store.folder) for name in names]
    assert left == []


def test_a_worker_that_dies_is_told_and_the_next_run_works(tmp_path: Path) -> None:
    with ProcessExecutor(2) as executor:
        with pytest.raises(WorkerDied, match=r"ended by SIGKILL .* during .*7"):
            list(executor.run(samples.kill_itself_at_seven, range(20), ContextRef(None, tmp_path)))
        rows = executor.run(samples.write_page, range(20), ContextRef(Store(tmp_path), tmp_path))
        assert [row.number for row in rows] == list(range(20))


def test_a_consumer_that_stops_leaves_no_workers(tmp_path: Path) -> None:
    before = set(active_children())
    with ProcessExecutor(2) as executor:
        rows = executor.run(samples.sleep_long, range(20), ContextRef(None, tmp_path))
        next(rows)
        assert len(set(active_children()) - before) == 2
        del rows
        assert set(active_children()) == before
    assert set(active_children()) == before


INTERRUPTED = """
import sys
from pathlib import Path
from tests.publish import publish_samples
from sitegen.publish.context import ContextRef
from sitegen.publish.executors import ProcessExecutor
if __name__ == "__main__":
    with ProcessExecutor(2) as executor:
        try:
            context = ContextRef(None, Path(sys.argv[1]))
            for row in executor.run(publish_samples.sleep_long, [0, 1, 2], context):
                print("begun", *[w._process.pid for w in executor._workers], flush=True)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
"""


def test_an_interrupt_of_the_terminal_ends_all_in_silence(tmp_path: Path) -> None:
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED)
    build = subprocess.Popen(
        [sys.executable, script, tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert build.stdout is not None
    begun, *workers = build.stdout.readline().split()
    assert begun == "begun"
    os.killpg(build.pid, signal.SIGINT)
    out, err = build.communicate(timeout=10)
    assert (out, err, build.returncode) == ("interrupted\n", "", 0)
    for worker in workers:
        assert not alive(int(worker))


def alive(process: int) -> bool:
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.02)
    return True
