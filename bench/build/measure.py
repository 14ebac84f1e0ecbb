"""One run of a command, measured; and a fixed piece of work to hold it against."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from subprocess import Popen, TimeoutExpired

import psutil

INTERVAL = 0.05


@dataclass(frozen=True)
class Run:
    """What a command took. CPU and wall are seconds, memory is bytes.

    ``cpu`` is user and system time of the process and of all that it waited for. ``peak`` is
    the largest resident memory that any one process of the tree had.
    """

    cpu: float
    wall: float
    peak: int


@dataclass(frozen=True)
class Size:
    """A directory: apparent bytes, bytes of its blocks, files."""

    bytes: int
    on_disk: int
    files: int


def run(command: Sequence[str], cwd: Path, log: Path, environment: dict[str, str]) -> Run:
    """Run a command to its end. Raises RuntimeError with its last words where it fails."""
    with log.open("wb") as output:
        begun = time.perf_counter()
        process = Popen(command, cwd=cwd, stdout=output, stderr=output, env=environment)
        sampled = 0
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            sampled = max(sampled, _peak_now(process.pid))
            time.sleep(INTERVAL)
        wall = time.perf_counter() - begun
    _, status, usage = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    with suppress(TimeoutExpired):
        process.wait(0)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}:\n{log.read_text()[-2000:]}")
    # A process that was forked from this one counts this one's memory as its own past.
    own = psutil.Process().memory_info().rss
    reported = usage.ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024)
    peak = max(sampled, reported if reported > own else 0)
    return Run(usage.ru_utime + usage.ru_stime, wall, peak)


def _peak_now(pid: int) -> int:
    """The largest resident memory so far (Linux) or now (elsewhere) of a process of the tree."""
    found = 0
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.Error, OSError):
                found = max(found, _high_water(process.pid) or process.memory_info().rss)
    return found


def _high_water(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return 0
    line = next((line for line in text.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024


def size_of(folder: Path) -> Size:
    """The files of a directory; a file with two names in it counts twice in the bytes."""
    apparent = blocks = files = 0
    for directory, _, names in os.walk(folder):
        for name in names:
            status = os.lstat(os.path.join(directory, name))  # noqa: PTH118 - 100,000 of them
            apparent += status.st_size
            blocks += status.st_blocks * 512
            files += 1
    return Size(apparent, blocks, files)


def calibrate() -> Run:
    """The fixed loop, three times over: the medians."""
    loops = [_loop() for _ in range(3)]
    return Run(median(each.cpu for each in loops), median(each.wall for each in loops), 0)


def _loop() -> Run:
    """The same work everywhere: strings and dicts in Python, SHA-256, and small files."""
    begun, cpu = time.perf_counter(), time.process_time()
    words: dict[str, int] = {}
    for number in range(600_000):
        word = f"word-{number % 5003}"
        words[word] = words.get(word, 0) + len(word)
    text = json.dumps(words).encode()
    for _ in range(600):
        hashlib.sha256(text).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(2_000):
            with open(f"{folder}/{number}", "wb") as file:  # noqa: PTH123 - as the store does
                file.write(text[:8192])
    return Run(time.process_time() - cpu, time.perf_counter() - begun, 0)


def as_json(value: object) -> str:
    """Dataclasses and plain values, for the record."""

    def plain(each: object) -> object:
        return asdict(each)  # type: ignore[call-overload]

    return json.dumps(value, default=plain, indent=1) + "\n"
