"""Sites built in this process, with a press that keeps a letter's HTML and makes no PDF of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from sitegen.pipeline import Report, Settings, build

ROOT = Path(__file__).parents[2]


def copy_tree(place: Path, *folders: str) -> Path:
    """The project's content, layouts and catalogs, or some of them, as upstream ships them."""
    for folder in folders or ("content", "layouts", "locales"):
        shutil.copytree(ROOT / folder, place / folder)
    (place / "content" / "local.yaml").unlink(missing_ok=True)
    return place


class Press:
    """In place of the press: each letter is a blank page that carries its HTML."""

    def __init__(self, *_: object) -> None:
        pass

    def press(self, html: str, *, title: str, **_: object) -> bytes:
        pdf = PdfWriter()
        pdf.add_blank_page(100, 100)
        pdf.add_metadata({"/Title": title, "/Subject": html})
        buffer = BytesIO()
        pdf.write(buffer)
        return buffer.getvalue()


def letter_html(pdf: Path) -> str:
    """The HTML that a blank page carries."""
    from pypdf import PdfReader

    metadata: Any = PdfReader(pdf).metadata
    return str(metadata["/Subject"])


def build_site(root: Path, out: Path, **settings: Any) -> Report:
    """Build the tree ``root`` into ``out``; what is wrong is in the report."""
    wanted = Settings(root=root, out=out, cache=root.parent / "cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.render.letters.LetterPress", Press)
        return build(replace(wanted, **settings))
