"""The sites that the tests share, a server for them, and a browser."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sitegen.recording import record_feeds
from tests.site.sites import ORIGIN, BuiltSite, Sites, catalogs, replace_once

LOCAL = f"""\
name: Test Handbook of Two Districts
origin: {ORIGIN}
base-path: /handbook/
leas: [alder-creek, manzanita-valley]
report-errors: handbook@example.org
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-addresses",
        action="store_true",
        help="add the site's new public addresses to tests/site/addresses.txt",
    )


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return Sites(shared / "sites")


@pytest.fixture(scope="session")
def upstream(sites: Sites) -> Path:
    """The tree as upstream ships it."""
    return sites.tree("upstream")


@pytest.fixture(scope="session")
def statewide(sites: Sites, upstream: Path) -> BuiltSite:
    """The whole site: seven languages, every LEA, the letters; no origin, at the root."""
    return BuiltSite(sites.site("statewide", upstream))


@pytest.fixture(scope="session")
def hosted(sites: Sites) -> BuiltSite:
    """Two LEAs below a base path with an origin, as ``content/local.yaml`` asks for it."""

    def localise(tree: Path) -> None:
        (tree / "content" / "local.yaml").write_text(LOCAL, encoding="utf-8")

    tree = sites.tree("hosted", localise)
    return BuiltSite(sites.site("hosted", tree), "/handbook", ORIGIN)


@pytest.fixture(scope="session")
def single(sites: Sites, upstream: Path) -> BuiltSite:
    """One LEA's own handbook."""
    return BuiltSite(sites.site("single", upstream, "--single-lea", "manzanita-valley"))


@pytest.fixture(scope="session")
def behind(sites: Sites) -> BuiltSite:
    """Spanish with none of its content translated; a task, a guide and a term were renamed."""

    def untranslate(tree: Path) -> None:
        for catalog in catalogs(tree, "es"):
            catalog.unlink()
        replace_once(
            tree / "content" / "tasks" / "november.yaml",
            "  - id: set-test-windows\n",
            "  - id: set-test-windows\n    aliases: [set-the-windows]\n",
        )
        replace_once(
            tree / "content" / "guides" / "unlisted-resources.md",
            "order: 50\n",
            "order: 50\naliases: [resources-not-listed]\n",
        )

        replace_once(
            tree / "content" / "glossary.yaml",
            "  - id: ssr\n",
            "  - id: ssr\n    aliases: [score-report]\n",
        )

    tree = sites.tree("behind", untranslate)
    partial_build = ("--only-locale", "en", "--only-locale", "es", "--without", "pdf")
    return BuiltSite(sites.site("behind", tree, *partial_build))


LATER = date(2026, 12, 24)
"""The day on which the dates of the moved site were recorded."""


@pytest.fixture(scope="session")
def moved(sites: Sites) -> BuiltSite:
    """The site after the state moved one date and dropped another, the ledger recorded."""

    def change(tree: Path) -> None:
        file = tree / "content" / "deadlines" / "2026-27.yaml"
        replace_once(file, "{kind: fixed, date: 2026-12-01}", "{kind: fixed, date: 2026-12-08}")
        _drop_a_deadline(file)
        problems, written = record_feeds(tree, LATER)
        assert [each for each in problems if each.code != "S104"] == []
        assert "content/feed-ledger.yaml" in written

    tree = sites.tree("moved", change)
    only = ("--only-locale", "en", "--only-lea", "larkspur-charter", "--without", "pdf")
    return BuiltSite(sites.site("moved", tree, *only))


def _drop_a_deadline(file: Path) -> None:
    """Make the opening of the CAA for Science a date that nobody knows."""
    text = file.read_text(encoding="utf-8")
    start = text.index("  - id: caa-science-opens\n")
    end = text.index("\n  - id:", start + 1)
    entry = text[start:end]
    undated = re.sub(r"rule: \{.*\}", "rule: {kind: event}", entry)
    undated = re.sub(r"status: \w+", "status: unknown", undated)
    assert undated != entry
    file.write_text(text.replace(entry, undated), encoding="utf-8")


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site below its base path, and its 404.html for what it has not."""

    site: BuiltSite

    def translate_path(self, path: str) -> str:
        below = path.partition("?")[0].removeprefix(self.site.base)
        return super().translate_path(below if path.startswith(self.site.base) else "/-/")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (self.site.folder / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' own output is what is read."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[BuiltSite], str]]:
    """Serves a site until the end of the session; gives its address, without a last slash."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def start(site: BuiltSite) -> str:
        if site.folder not in servers:
            handler = type("Handler", (_Handler,), {"site": site})
            server = ThreadingHTTPServer(
                ("127.0.0.1", 0), partial(handler, directory=str(site.folder))
            )
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers[site.folder] = server
        return f"http://127.0.0.1:{servers[site.folder].server_port}{site.base}"

    yield start
    for server in servers.values():
        server.shutdown()
        server.server_close()
