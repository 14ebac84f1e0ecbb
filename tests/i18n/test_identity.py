"""A catalog that says of every text what the English says gives the English site, byte for byte.

English has no catalog. Here it gets one, so that every text goes the way of a translation, and
dates, addresses and names are still those of English.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.content.files import Tree
from sitegen.content.loading import Loader
from sitegen.i18n.catalogs import Catalog, load_catalogs
from sitegen.i18n.locales import SOURCE
from sitegen.messages import site_messages
from sitegen.pipeline import Settings, build
from sitegen.problems import Problems
from tests.i18n.built import copy_tree
from tests.i18n.pseudo import pseudo

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("identity")]

SAME: Callable[[str], str] = str
CHOOSER = "index.html"
"""The page that leads to the languages, in their own words."""


def files(root: Path, out: Path, say: Callable[[str], str] | None) -> dict[str, str]:
    """The English site of one LEA, with a catalog of English by ``say``: path to SHA-256."""

    def with_english(tree: Tree, problems: Problems) -> dict[str, Catalog]:
        catalogs = load_catalogs(tree, problems)
        handbook = Loader(Tree(root, Problems())).load().handbook
        if say is not None:
            said = {
                domain: {
                    (each.context, each.ids[0]): tuple(map(say, each.ids))
                    if len(each.ids) > 1
                    else say(each.ids[0])
                    for each in messages
                }
                for domain, messages in site_messages(root, handbook).items()
            }
            catalogs[SOURCE] = Catalog(SOURCE, said)
        return catalogs

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.pipeline.load_catalogs", with_english)
        report = build(
            Settings(
                root=root,
                out=out,
                cache=out.parent / f"{out.name}-cache",
                locales=(SOURCE,),
                leas=("manzanita-valley",),
                letters=False,
                origin="https://handbook.example.org",
            )
        )
    assert report.published, report.problems
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.suffix in {".html", ".ics", ".json"}
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    base = tmp_path_factory.mktemp("identity")
    yield copy_tree(base / "tree")
    shutil.rmtree(base)


@pytest.fixture(scope="module")
def english(root: Path) -> dict[str, str]:
    return files(root, root.parent / "english", None)


def test_an_identity_catalog_gives_the_same_bytes(root: Path, english: dict[str, str]) -> None:
    assert len(english) > 150
    assert files(root, root.parent / "identity", SAME) == english


def test_the_catalog_takes_part_in_every_page(root: Path, english: dict[str, str]) -> None:
    """What makes the test above one that can fail: another catalog changes every page."""
    other = files(root, root.parent / "pseudo", pseudo)
    pages = {path for path in english if path.endswith(".html") and path != CHOOSER}
    assert {path for path in pages if other[path] == english[path]} == set()
