"""An LEA's texts that are not translated are counted on the status page of each language."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sitegen.pipeline import Settings, build
from tests.content.trees import lay_minimal

ROOT = Path(__file__).parents[2]

OVERLAY = """\
schema: 1
operations:
  - op: add
    timeframe: july
    task:
      id: local-cart
      title: {lang: en, text: Book the cart, translations: {es: Reserve el carrito}}
      why: {lang: en, text: It is shared.}
      topic: toms-and-technology-support
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("untranslated")
    lay_minimal(root)
    shutil.copytree(ROOT / "layouts", root / "layouts")
    folder = root / "content" / "leas" / "oak-grove"
    (folder / "overlay.yaml").write_text(OVERLAY, encoding="utf-8")
    profile = folder / "lea.yaml"
    text = re.sub(r"(?m)^languages: .*$", "languages: [en, es]", profile.read_text("utf-8"))
    profile.write_text(text, encoding="utf-8")
    report = build(Settings(root=root, out=root / "site", cache=root / "cache", letters=False))
    assert report.published, report.problems
    return root / "site"


@pytest.mark.parametrize(
    ("tag", "counted"),
    [
        ("en", None),  # all of it was written in English
        ("es", "2 texts are not in this language"),  # the reason, and the calendar's name
        ("ko", None),  # the LEA has no Korean pages
    ],
)
def test_a_status_page_counts_what_an_lea_has_not_in_its_language(
    site: Path, tag: str, counted: str | None
) -> None:
    page = (site / tag / "status" / "index.html").read_text(encoding="utf-8")
    assert ('id="own-texts"' in page) == (counted is not None)
    if counted:
        row = re.search(r'<li><a href="/es/leas/oak-grove/">.*?</li>', page)
        assert row
        assert row[0].endswith(f": {counted}</li>")
