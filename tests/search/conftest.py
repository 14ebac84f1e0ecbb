"""Search in a real Chromium: a site in a temporary folder, served on localhost."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen.content.files import Tree
from sitegen.content.loading import Loader
from sitegen.editions import Shape, make_editions
from sitegen.i18n.catalogs import load_catalogs
from sitegen.problems import Problems
from sitegen.render.addresses import Addresses
from sitegen.render.markdown import Renderer
from sitegen.render.surroundings import SharedSurroundings
from sitegen.render.templates import Interface
from sitegen.render.views import Views

ROOT = Path(__file__).parents[2]
FRAME = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Search</title>'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'\">"
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' own output is what is read."""


@dataclass(frozen=True)
class Served:
    """A folder and the address under which it is served."""

    folder: Path
    address: str


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site that has the real scripts in ``assets/`` and an empty page with the site's policy."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "layouts" / "assets", folder / "assets")
    (folder / "favicon.ico").touch()  # browsers ask for it unasked
    (folder / "index.html").write_text(FRAME, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(folder, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when any script of it fails or the policy blocks something."""
    errors: list[str] = []
    opened = browser.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield opened
    opened.close()
    assert errors == []


@pytest.fixture(scope="session")
def views_of() -> Callable[[Path, str], Views]:
    """The views of the handbook in a tree, in a language."""

    def make(root: Path, tag: str, **shape: Any) -> Views:
        problems = Problems()
        tree = Tree(root, problems)
        site = Shape(**shape)
        editions = make_editions(
            Loader(tree).load(), load_catalogs(tree, problems), site, {}, problems
        )
        assert editions is not None
        book = editions.book(tag)
        addresses, interface = Addresses(site, tag), Interface(book.catalog)
        surroundings = SharedSurroundings(book, addresses, interface)
        return Views(book, addresses, interface, Renderer(tag, surroundings))

    return make
