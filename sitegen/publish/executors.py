"""Where jobs run: in this process, in several, or wherever else somebody puts a port.

An executor changes where the work is done, never what comes out. Jobs and results are
small and picklable; what all jobs share is the context, which each process loads once.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator, Sized
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, TypeVar, cast

from sitegen.publish.errors import PublishError

if TYPE_CHECKING:
    from types import TracebackType

    from sitegen.publish.context import ContextRef

Job = TypeVar("Job")
Context = TypeVar("Context")
Result = TypeVar("Result")

_LARGEST_CHUNK = 16
_CHUNK_OF_UNKNOWN = 4
_LONGEST_NAME = 200


class Executor(Protocol):
    """Runs a module-level function over jobs."""

    def run(
        self,
        function: Callable[[Job, Context], Result],
        jobs: Iterable[Job],
        context: ContextRef[Context],
    ) -> Iterator[Result]:
        """One result a job, **in the order of the jobs**, as they become ready.

        Jobs are drawn as they can be worked on, never all at once. The first exception of a
        job ends the run: a PublishError as it is, any other as a :class:`JobError`.
        """
        ...


class JobError(Exception):
    """A job raised: a fault of the generator, told with the job and where it happened."""

    def __init__(self, job: str, trace: str) -> None:
        super().__init__(f"{job} failed:\n{trace}")


class WorkerDied(PublishError):
    """A worker process ended in the middle of its jobs."""


class SerialExecutor:
    """All jobs in this process, one after another."""

    def run(
        self,
        function: Callable[[Job, Context], Result],
        jobs: Iterable[Job],
        context: ContextRef[Context],
    ) -> Iterator[Result]:
        shared = context.load()
        for job in jobs:
            try:
                result = function(job, shared)
            except (PublishError, KeyboardInterrupt):
                raise
            except BaseException as error:
                raise JobError(_named(job), traceback.format_exc()) from error
            yield result


class ProcessExecutor:
    """Jobs in ``workers`` fresh (spawned) processes, which stay from run to run.

    Use it in a ``with``: leaving it ends the workers. A worker gets its next few jobs when
    it has answered for the last, so that what is under way does not grow with their number.
    If a worker dies, or the consumer of the results stops or is interrupted, all workers are
    killed; the next run starts others.
    """

    def __init__(self, workers: int) -> None:
        if workers < 1:
            raise ValueError("an executor needs at least one worker")
        self._most = workers
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kill()

    def run(
        self,
        function: Callable[[Job, Context], Result],
        jobs: Iterable[Job],
        context: ContextRef[Context],
    ) -> Iterator[Result]:
        if any(worker.jobs for worker in self._workers):
            raise RuntimeError("the run before this one is still under way")
        chunks = enumerate(_chunks(jobs, self._most))
        free = list(self._workers)
        ready: dict[int, list[Result]] = {}
        due = 0
        try:
            for chunk in islice(chunks, self._most):
                worker = free.pop() if free else self._start()
                worker.begin(chunk, function, context)
            while busy := {w.connection: w for w in self._workers if w.jobs}:
                for connection in wait(list(busy)):
                    worker = busy[cast("Connection", connection)]
                    ready[worker.chunk] = worker.answer()
                    if following := next(chunks, None):
                        worker.begin(following, function, context)
                while due in ready:
                    yield from ready.pop(due)
                    due += 1
        except BaseException:
            self._kill()
            raise

    def _start(self) -> _Worker:
        worker = _Worker()
        self._workers.append(worker)
        return worker

    def _kill(self) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers.clear()


class _Failure(NamedTuple):
    """What a worker sends for a job that raised: its place in the chunk, and the words."""

    position: int
    reason: str
    expected: bool


class _Worker:
    """The parent's end of a worker process."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(theirs,), daemon=True)
        # An interrupt of the terminal reaches every process of its group; the parent is who
        # answers it. The mask is inherited, so that no moment of a worker's start is without.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self.chunk = 0
        self.jobs: list[Any] = []

    @property
    def connection(self) -> Connection:
        return self._connection

    def begin(
        self,
        chunk: tuple[int, list[Any]],
        function: Callable[[Any, Any], Any],
        context: ContextRef[Any],
    ) -> None:
        """Hand over a numbered chunk of jobs; the worker must have answered for its last."""
        self.chunk, self.jobs = chunk
        try:
            self._connection.send((function, context, self.jobs))
        except BrokenPipeError:
            raise self._died() from None

    def answer(self) -> list[Any]:
        """The results of the chunk; raises what its first failing job raised."""
        try:
            answer = self._connection.recv()
        except (EOFError, ConnectionResetError):
            raise self._died() from None
        if isinstance(answer, _Failure):
            if answer.expected:
                raise PublishError(answer.reason)
            raise JobError(_named(self.jobs[answer.position]), answer.reason)
        self.jobs = []
        return list(answer)

    def kill(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _died(self) -> WorkerDied:
        self._process.join()
        code = self._process.exitcode or 0
        how = f"with code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
        if code == -signal.SIGKILL:
            how += " (by hand, or by the system for want of memory: try fewer workers)"
        return WorkerDied(
            f"a worker process was ended {how} during {', '.join(map(_named, self.jobs))}"
        )


def _work(connection: Connection) -> None:
    """The life of a worker: chunks in, results out, until the parent is gone."""
    try:
        while True:
            try:
                message = connection.recv()
            except (EOFError, ConnectionResetError):
                return
            except Exception:  # noqa: BLE001
                # The function or a job does not unpickle here.
                answer: list[Any] | _Failure = _failure(0)
            else:
                answer = _do(*message)
            try:
                connection.send(answer)
            except (TypeError, AttributeError, pickle.PicklingError):
                connection.send(_failure(0))
    except BrokenPipeError:
        return


def _do(
    function: Callable[[Any, Any], Any], context: ContextRef[Any], jobs: list[Any]
) -> list[Any] | _Failure:
    results: list[Any] = []
    try:
        shared = context.load()
        results.extend(function(job, shared) for job in jobs)
    except PublishError as error:
        return _Failure(len(results), error.reason, expected=True)
    except BaseException:  # noqa: BLE001
        # Not only Exception: a library's fatal error must not look like a dead worker.
        return _failure(len(results))
    return results


def _failure(position: int) -> _Failure:
    return _Failure(position, traceback.format_exc(), expected=False)


def _named(job: object) -> str:
    name = repr(job)
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _chunks(jobs: Iterable[Job], workers: int) -> Iterator[list[Job]]:
    """Jobs by the handful: large ones first, single ones at the end, so that all end at once."""
    left = len(jobs) if isinstance(jobs, Sized) else None
    source = iter(jobs)
    while True:
        size = _CHUNK_OF_UNKNOWN if left is None else left // (workers * 8)
        chunk = list(islice(source, min(max(size, 1), _LARGEST_CHUNK)))
        if not chunk:
            return
        left = None if left is None else left - len(chunk)
        yield chunk


def available_cpus() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
