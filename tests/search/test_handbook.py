"""What coordinators type finds what they mean, in a small handbook and in the real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from sitegen.render.search import search_index
from sitegen.render.views import Views

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "handbook"
QUERIES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "queries.yaml").read_text(encoding="utf-8")
)
HITS = """async ([address, queries]) => {
  const { loadEngine } = await import("/assets/js/search-engine.js");
  const engine = await loadEngine(await (await fetch(address)).json());
  const name = ({ document }) => `${document.kind}/${document.id}`;
  return queries.map((query) => engine.search(query).slice(0, 3).map(name));
}"""

pytestmark = pytest.mark.browser


@pytest.fixture
def hits(
    page: Page, served: Any, views_of: Callable[[Path, str], Views]
) -> Callable[[Path, list[str]], list[list[str]]]:
    """The first three hits of each query in the English handbook of a tree."""

    def find(root: Path, queries: list[str]) -> list[list[str]]:
        name = f"{'small' if root == SMALL else 'real'}.json"
        (served.folder / name).write_bytes(search_index(views_of(root, "en")))
        page.goto(f"{served.address}/")
        found: list[list[str]] = page.evaluate(HITS, [f"/{name}", queries])
        return found

    return find


@pytest.mark.parametrize("root", [SMALL, ROOT], ids=["small handbook", "real handbook"])
def test_at_least_95_of_100_first_hits_are_right(
    root: Path, hits: Callable[[Path, list[str]], list[list[str]]]
) -> None:
    found = hits(root, [entry["query"] for entry in QUERIES])
    wrong = []
    for entry, three in zip(QUERIES, found, strict=True):
        good = {entry["first"], *entry.get("among", ())}
        if three[:1] and three[0] in good:
            continue
        wrong.append((entry["query"], three, entry["first"] in three))
    right = len(QUERIES) - len(wrong)
    assert right >= 0.95 * len(QUERIES), f"{right} of {len(QUERIES)}; not: {wrong}"
    assert [query for query, _, among_three in wrong if not among_three] == []


def test_the_order_is_the_same_every_time(
    hits: Callable[[Path, list[str]], list[list[str]]],
) -> None:
    queries = [entry["query"] for entry in QUERIES[:20]]
    assert hits(SMALL, queries) == hits(SMALL, queries)
