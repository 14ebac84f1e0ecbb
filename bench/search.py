"""How big the search indexes are, and how long the browser takes to build one and to answer.

    python bench/search.py

Times are of this machine: read them against the calibration loop, which counts to ten million
in the same browser in the same round. Five rounds, medians.
"""

from __future__ import annotations

import functools
import gzip
import shutil
import statistics
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sitegen.content.files import Tree  # noqa: E402 - the tree's own package, found above
from sitegen.content.loading import Loader  # noqa: E402
from sitegen.editions import LeaCard, Shape, make_editions  # noqa: E402
from sitegen.i18n.catalogs import load_catalogs  # noqa: E402
from sitegen.i18n.locales import LOCALES  # noqa: E402
from sitegen.problems import Problems  # noqa: E402
from sitegen.render.addresses import Addresses  # noqa: E402
from sitegen.render.markdown import Renderer  # noqa: E402
from sitegen.render.search import lea_index, search_index  # noqa: E402
from sitegen.render.surroundings import SharedSurroundings  # noqa: E402
from sitegen.render.templates import Interface  # noqa: E402
from sitegen.render.views import Views  # noqa: E402

ROUNDS = 5
MEASURE = """async ([address, queries]) => {
  const { loadEngine } = await import("/assets/js/search-engine.js");
  const index = await (await fetch(address)).json();
  const timed = async (work) => {
    const from = performance.now();
    await work();
    return performance.now() - from;
  };
  const calibration = await timed(() => {
    let sum = 0;
    for (let i = 0; i < 1e7; i += 1) sum += i % 7;
    return sum;
  });
  let engine;
  const build = await timed(async () => { engine = await loadEngine(index); });
  const answers = [];
  for (const query of queries) answers.push(await timed(() => engine.search(query)));
  return { calibration, build, answers };
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def write_indexes(folder: Path) -> None:
    """Write each language's index and one of 2,000 LEAs, and print their sizes."""
    problems, shape = Problems(), Shape()
    tree = Tree(ROOT, problems)
    editions = make_editions(
        Loader(tree).load(), load_catalogs(tree, problems), shape, {}, problems
    )
    assert editions is not None
    files = {}
    for tag in LOCALES:
        book, addresses = editions.book(tag), Addresses(shape, tag)
        interface = Interface(book.catalog)
        surroundings = SharedSurroundings(book, addresses, interface)
        renderer = Renderer(tag, surroundings)
        files[tag] = search_index(Views(book, addresses, interface, renderer))
    cards = [
        LeaCard(f"lea-{n}", f"Name {n} Unified District", "small", "Yolo", False, ("en",), ())
        for n in range(2000)
    ]
    files["leas"] = lea_index(cards, Addresses(shape, "en"))
    for name, data in files.items():
        (folder / f"{name}.json").write_bytes(data)
        packed = len(gzip.compress(data))
        say(f"{name:8} {len(data) / 1000:7.0f} kB, {packed / 1000:5.0f} kB packed")


def measure(address: str) -> None:
    queries = [
        entry["query"]
        for entry in yaml.safe_load((ROOT / "tests/search/queries.yaml").read_text("utf-8"))
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name in ("en", "es", "zh-Hant", "leas"):
            rounds: list[dict[str, Any]] = []
            for _ in range(ROUNDS):
                page = chromium.new_page()
                page.goto(address)
                rounds.append(page.evaluate(MEASURE, [f"/{name}.json", queries]))
                page.close()
            calibration = statistics.median(each["calibration"] for each in rounds)
            build = statistics.median(each["build"] for each in rounds)
            answers = sorted(time for each in rounds for time in each["answers"])
            say(
                f"{name:8} build {build:5.0f} ms ({build / calibration:4.1f} x calibration), "
                f"answer {statistics.median(answers):4.1f} ms, "
                f"slowest of twenty {answers[len(answers) * 19 // 20]:4.1f} ms"
            )
        chromium.close()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(ROOT / "layouts/assets", folder / "assets")
        (folder / "index.html").write_text('<!DOCTYPE html><meta charset="utf-8">', "utf-8")
        write_indexes(folder)
        handler = functools.partial(Quiet, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        measure(f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


if __name__ == "__main__":
    main()
