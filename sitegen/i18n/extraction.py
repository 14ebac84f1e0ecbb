"""The interface's messages, gathered from where they are written.

What is gathered: ``_()``, ``ngettext()`` and ``{% trans %}`` of the templates, and what is
marked with ``N_()`` in the generator. What the scripts say stands in templates as well
(``partials/strings.html``). A message's reference is the file that it stands in, without a
line number: a line that moves changes no catalog.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract

from sitegen.i18n.po_file import Message

PACKAGE = Path(__file__).resolve().parents[1]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_MARKS = (b"_(", b"gettext(", b"trans")
_JINJA = {"silent": "false", "newstyle_gettext": "true", "trimmed": "true"}


def interface_messages(root: Path) -> Iterator[Message]:
    """Every message of the interface, by file and in the file's order.

    ``root`` has the templates; the letters' own words are messages of the letters.
    """
    templates = sorted((root / "layouts").rglob("*.html"))
    for path in templates:
        if "letters" not in path.relative_to(root).parts[1:-1]:
            yield from _messages(path, path.relative_to(root).as_posix(), "jinja2")
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from _messages(path, path.relative_to(PACKAGE.parent).as_posix(), "python")


def _messages(path: Path, name: str, method: str) -> Iterator[Message]:
    options = _JINJA if method == "jinja2" else {}
    keywords = KEYWORDS if method == "jinja2" else {"N_": None}
    raw = path.read_bytes()
    if not any(mark in raw for mark in _MARKS):
        return
    with BytesIO(raw) as file:
        for _, said, _, context in extract(method, file, keywords, (), options):
            ids = (said,) if isinstance(said, str) else tuple(said)
            yield Message(name, context or "", ids)
