"""Each language finds its own words: forms, spellings without accents, typing errors, English."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page

LANGUAGES = Path(__file__).parent / "languages"
FIRST_HITS = """async ([address, queries]) => {
  const { loadEngine } = await import("/assets/js/search-engine.js");
  const engine = await loadEngine(await (await fetch(address)).json());
  return queries.map((query) => engine.search(query).slice(0, 3).map((hit) => hit.document.id));
}"""

pytestmark = pytest.mark.browser


def table(tag: str) -> dict[str, Any]:
    text = (LANGUAGES / f"{tag}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    return read


@pytest.mark.parametrize("tag", ["en", "es", "vi", "fil", "zh-Hant", "ko", "ar"])
def test_the_first_hit_is_the_expected_one(tag: str, page: Page, served: Any) -> None:
    read = table(tag)
    index = {
        "lang": tag,
        "synonyms": read["synonyms"],
        "documents": [
            {"id": name, "url": f"/{name}/", **fields} for name, fields in read["documents"].items()
        ],
    }
    (served.folder / f"{tag}.json").write_text(json.dumps(index), encoding="utf-8")
    page.goto(f"{served.address}/")
    queries = [query for query, _ in read["queries"]]
    found = page.evaluate(FIRST_HITS, [f"/{tag}.json", queries])
    wrong = [
        f"{query}: {hits}, not {expected}"
        for (query, expected), hits in zip(read["queries"], found, strict=True)
        if hits[:1] != [expected]
    ]
    assert wrong == []
