"""Measure how building grows with the number of LEAs.

    .venv/bin/python -m bench.build                    1, 20, 200 and 2,000 LEAs
    .venv/bin/python -m bench.build --sizes 1 20 200   fewer, in a minute or two
    .venv/bin/python -m bench.build --json FILE        the figures as JSON, too

The real tree is copied to a temporary directory; its LEAs give way to synthetic ones (two
tracks, a selected period each, ten operations, a recorded feed ledger; see district.py) and
it is built in English, without letters. Every figure of time stands beside a fixed loop that
ran right before and after it (``calibrate`` in measure.py): compare ratios, not seconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from bench.build.measure import Run, Size, as_json, calibrate, run, size_of
from bench.build.tree import copy_tree, edit_one_lea, edit_one_task

ROOT = Path(__file__).parents[2]
SIZES = (1, 20, 200, 2000)
ROUNDS = {1: 5, 20: 5, 200: 3}
START = "import sys; from sitegen.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Figure:
    """One kind of build at one size: medians of its rounds; ratios are to the fixed loop."""

    leas: int
    what: str
    rounds: int
    cpu: float
    cpu_ratio: float
    wall: float
    wall_ratio: float
    peak: int
    site: Size


def main() -> int:
    options = _options()
    figures: list[Figure] = []
    for count in options.sizes:
        for figure in measure_size(options, count):
            figures.append(figure)
            print(f"{figure.leas} LEAs, {figure.what}: {figure.cpu:.2f} s", file=sys.stderr)
    print(table(figures))
    print(growth(figures))
    if options.json:
        options.json.write_text(as_json(figures), encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.build",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    option = parser.add_argument
    option("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of LEAs")
    option("--rounds", type=int, metavar="R", help="rounds of each (else 5, 5, 3 and 1)")
    option("--jobs", type=int, default=2, metavar="N", help="processes of a build")
    option("--seed", type=int, default=1, metavar="N", help="other synthetic LEAs")
    option("--tree", type=Path, default=ROOT, metavar="DIR", help="measure another checkout")
    option("--json", type=Path, metavar="FILE", help="where the figures go")
    return parser.parse_args()


def measure_size(options: argparse.Namespace, count: int) -> Iterator[Figure]:
    """The first build, the one with nothing to do and those after an edit, of one size."""
    rounds = options.rounds or ROUNDS.get(count, 1)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = _Bench(Path(folder), options.jobs)
        bench.prepare(options.tree, count, options.seed)
        yield bench.figure(count, "first build", rounds, before=bench.clean)
        yield bench.figure(count, "nothing to do", rounds, before=lambda: None)
        yield bench.figure(count, "one task edited", rounds, before=bench.edit)
        yield bench.figure(count, "one LEA edited", rounds, before=bench.edit_lea)


class _Bench:
    def __init__(self, folder: Path, jobs: int) -> None:
        self.tree = folder / "tree"
        self.out = folder / "site"
        self.log = folder / "log"
        self.command = [sys.executable, "-c", START, "--out", str(self.out)]
        self.command += ["--only-locale", "en", "--without", "pdf", "--jobs", str(jobs)]

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}

    def prepare(self, root: Path, count: int, seed: int) -> None:
        copy_tree(root, self.tree)
        writing = [sys.executable, "-m", "bench.build.tree", str(count), str(seed)]
        subprocess.run(writing, cwd=self.tree, env=self.environment(), check=True)

    def clean(self) -> None:
        """As on a machine that has never built the site; Python's own caches stay."""
        leftover = [self.tree / ".cache", self.out, *self.out.parent.glob(".*")]
        subprocess.run(["rm", "-rf", *map(str, leftover)], check=True)

    def edit(self) -> None:
        edit_one_task(self.tree)

    def edit_lea(self) -> None:
        edit_one_lea(self.tree)

    def figure(self, count: int, what: str, rounds: int, before: Callable[[], None]) -> Figure:
        runs: list[Run] = []
        loops: list[Run] = []
        for _ in range(rounds):
            before()
            loops.append(calibrate())
            runs.append(run(self.command, self.tree, self.log, self.environment()))
            loops.append(calibrate())
        beside = [
            ((one.cpu + two.cpu) / 2, (one.wall + two.wall) / 2)
            for one, two in zip(loops[0::2], loops[1::2], strict=True)
        ]
        return Figure(
            leas=count,
            what=what,
            rounds=rounds,
            cpu=median(each.cpu for each in runs),
            cpu_ratio=median(each.cpu / cpu for each, (cpu, _) in zip(runs, beside, strict=True)),
            wall=median(each.wall for each in runs),
            wall_ratio=median(
                each.wall / wall for each, (_, wall) in zip(runs, beside, strict=True)
            ),
            peak=max(each.peak for each in runs),
            site=size_of(self.out),
        )


def table(figures: list[Figure]) -> str:
    """All figures as Markdown."""
    lines = [
        "| LEAs | build | rounds | CPU s | in loops | wall s | in loops | peak MB | files | MB |",
        "|--:|:--|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {each.leas:,} | {each.what} | {each.rounds} | {each.cpu:.2f} | {each.cpu_ratio:.2f} "
        f"| {each.wall:.2f} | {each.wall_ratio:.2f} | {each.peak / 1e6:.0f} "
        f"| {each.site.files:,} | {each.site.bytes / 1e6:.1f} |"
        for each in figures
    ]
    return "\n".join(lines) + "\n"


def growth(figures: list[Figure]) -> str:
    """What each added LEA costs a first build, and how its memory grows."""
    first = [each for each in figures if each.what == "first build"]
    lines = ["| from | to | CPU ms an added LEA | loops an added LEA | memory |", "|--:" * 5 + "|"]
    for small, large in pairwise(first):
        added = large.leas - small.leas
        lines.append(
            f"| {small.leas:,} | {large.leas:,} | {(large.cpu - small.cpu) / added * 1000:.1f} "
            f"| {(large.cpu_ratio - small.cpu_ratio) / added:.4f} "
            f"| {large.peak / small.peak:.2f} × |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
