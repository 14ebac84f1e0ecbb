"""``build.py serve``: the site on this machine, rebuilt and reloaded when a file changes.

The preview has its own output directory, so it never touches ``dist/``. Only addresses of
this machine are listened on. The script that reloads a page is put in by the server; the
files of the site do not have it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sitegen.publish.manifest import INPUT_FILES, INPUT_FOLDERS

_PAUSE = 0.4
"""Seconds between two looks at the files."""

_RELOAD_PATH = "/__preview/reload.js"
_VERSION_PATH = "/__preview/version"
_RELOAD = b"""let seen = null;
setInterval(async () => {
  try {
    const now = await (await fetch("/__preview/version", { cache: "no-store" })).text();
    if (seen !== null && now !== seen) location.reload();
    seen = now;
  } catch { /* the server is building or has ended */ }
}, 500);
"""


class Preview:
    """Builds into ``out`` whenever a file has changed; ``version`` counts the builds."""

    def __init__(self, root: Path, out: Path, options: Sequence[str]) -> None:
        self.root = root
        self.out = out
        self.options = options
        self.version = 0
        self._seen: dict[str, tuple[int, int]] = {}

    def build_if_changed(self) -> bool:
        """Build where a file has changed since the last look. Returns whether it did."""
        now = self._look()
        if now == self._seen:
            return False
        self._seen = now
        command = [sys.executable, str(self.root / "build.py"), "--out", str(self.out)]
        ended = subprocess.run([*command, *self.options], cwd=self.root, check=False)
        self.version += ended.returncode == 0
        return True

    def watch(self) -> None:
        """Look for changes until the process ends."""
        while True:
            time.sleep(_PAUSE)
            self.build_if_changed()

    def _look(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for name in (*INPUT_FOLDERS, *INPUT_FILES):
            top = self.root / name
            for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
                if path.is_file() and "__pycache__" not in path.parts:
                    status = path.stat()
                    found[str(path)] = (status.st_mtime_ns, status.st_size)
        return found


class _Handler(SimpleHTTPRequestHandler):
    """Files of the preview, and the two addresses by which pages learn of a new build."""

    extensions_map = {  # noqa: RUF012 - the base class's attribute, given anew
        **SimpleHTTPRequestHandler.extensions_map,
        ".ics": "text/calendar; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
    }

    def __init__(self, *arguments: Any, preview: Preview, **options: Any) -> None:
        self.preview = preview
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        if self.path == _VERSION_PATH:
            self._answer(str(self.preview.version).encode(), "text/plain")
        elif self.path == _RELOAD_PATH:
            self._answer(_RELOAD, "text/javascript")
        elif (page := self._page()) is not None:
            script = f'<script src="{_RELOAD_PATH}"></script>'.encode()
            self._answer(page.replace(b"</body>", script + b"</body>"), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path = path / "index.html"
        if path.suffix != ".html" or not path.is_file():
            return None
        return path.read_bytes()

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: what matters at the terminal is the report of the build."""


def make_server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server of the preview's files on this machine; port 0 takes a free one."""
    handler = partial(_Handler, preview=preview, directory=str(preview.out))
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def serve(root: Path, port: int, locales: Sequence[str] | None, with_pdf: bool) -> int:
    """Build, serve and watch until interrupted. Returns an exit code."""
    options = [part for tag in locales or () for part in ("--only-locale", tag)]
    if not with_pdf:
        options += ["--without", "pdf"]
    preview = Preview(root, root / ".cache" / "preview", options)
    preview.out.mkdir(parents=True, exist_ok=True)
    preview.build_if_changed()
    try:
        server = make_server(preview, port)
    except OSError as error:
        print(
            f"Port {port} cannot be used ({error.strerror}): choose another with --port.",
            file=sys.stderr,
        )
        return 2
    threading.Thread(target=preview.watch, daemon=True).start()
    print(f"The preview is at http://127.0.0.1:{server.server_port}/ (Ctrl+C ends it).", flush=True)
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0
