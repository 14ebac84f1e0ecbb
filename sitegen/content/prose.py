"""The Markdown of content: what it may hold, and the references inside it.

One engine parses every text, here for checking and in :mod:`sitegen.render.markdown` for
rendering. Raw HTML and images are switched off, and a link can lead only to a record of the
handbook (``resource:toms``): external addresses live in ``content/resources.yaml`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.content.scalars import Marked
from sitegen.problems import Source

LINK_KINDS = (
    "resource",
    "task",
    "guide",
    "term",
    "deadline",
    "letter",
    "timeframe",
    "topic",
    "how-to",
    "case",
    "role",
)
"""What a link in content can lead to: ``[text](kind:id)``."""

PLACEHOLDER = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")
"""``{test-windows-set}`` stands for a deadline's date; in a letter also for a field."""

_REFERENCE = re.compile(rf"({'|'.join(LINK_KINDS)}):([^\s]*)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")
_BARE_ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+\.\w|\bwww\.\w")


@cache
def engine() -> MarkdownIt:
    """The engine for single runs, shared by all of them."""
    return new_engine()


def new_engine() -> MarkdownIt:
    """CommonMark with tables, without raw HTML, images and autolinks.

    Every link passes the parser as it is spelled, so that the checks see it and can say what
    is wrong with it, and where.
    """
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    markdown.enable("table")
    markdown.disable(["html_block", "html_inline", "image", "autolink", "code", "reference"])
    taking_all: Any = markdown
    taking_all.validateLink = lambda _: True
    taking_all.normalizeLink = str
    return markdown


@dataclass(frozen=True, slots=True)
class Reference:
    """A link (``kind:id``) or a placeholder (kind ``placeholder``) met in a text."""

    kind: str
    id: str
    spelled: str


def references(text: str) -> Iterator[Reference]:
    """Every link and placeholder of a text; a link of no known kind has the kind ``""``."""
    if "](" in text:
        for token in _inline(engine().parseInline(text)):
            if token.type == "link_open":
                href = str(token.attrs.get("href", ""))
                known = _REFERENCE.fullmatch(href)
                yield Reference(known[1] if known else "", known[2] if known else href, href)
    for found in PLACEHOLDER.finditer(text):
        yield Reference("placeholder", found[1], found[0])


def bare_addresses(text: str) -> list[str]:
    """Web addresses that stand in the text itself, where no link may lead."""
    return [found[0] for found in _BARE_ADDRESS.finditer(text)]


def plain(source: str) -> str:
    """A run without its markup, for attributes, feeds and search; fields stay in braces."""
    tokens = engine().parseInline(source)[0].children or []
    return typographic(
        "".join(
            token.content if token.type in ("text", "code_inline") else " "
            for token in tokens
            if token.type in ("text", "code_inline", "softbreak", "hardbreak")
        )
    )


def typographic(text: str) -> str:
    """The apostrophes of words as they are set in print, however they were typed."""
    return _APOSTROPHE.sub("’", text) if "'" in text else text


def heading_id(english: str) -> str:
    """The anchor of a heading, the same in every language: made from the English."""
    return "-".join(re.findall(r"[a-z0-9]+", plain(english).lower())) or "section"


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def place_inside(needle: str, record: Source, raw: str) -> Source:
    """Where ``needle`` first stands in the record that begins at ``record``; else ``record``.

    A record reaches to the next line that is not indented as deep as it is, and no further
    than its own braces where it stands in braces on one line.
    """
    lines = raw.split("\n")
    if not 0 < record.line <= len(lines):
        return record
    whole = re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])")
    for number in range(record.line, len(lines) + 1):
        line = lines[number - 1]
        inside = number == record.line or not line.strip() or _indent(line) >= record.column - 1
        if not inside:
            break
        start = record.column - 1 if number == record.line else 0
        if found := whole.search(line, start):
            return Source(record.path, number, found.start() + 1)
        if number == record.line and line[start : start + 1] == "{" and "}" in line[start:]:
            break
    return record


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def place_of(needle: str, text: Marked, raw: str) -> Source:
    """Where ``needle`` stands in the file, for a ``text`` read from it (``raw``: the file).

    A folded text has lost its line ends, so the file itself is searched from the place
    where the text begins.
    """
    if not text.at.line:
        return text.at
    lines = raw.split("\n")
    start = sum(len(line) + 1 for line in lines[: text.at.line - 1]) + text.at.column - 1
    # As a whole word, so that task:set is not found inside task:set-test-windows.
    whole = re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])")
    found = whole.search(raw, start)
    place = found.start() if found else raw.find(needle, start)
    if place < 0:
        return text.at
    before = raw[:place]
    return Source(text.at.path, before.count("\n") + 1, place - before.rfind("\n"))
