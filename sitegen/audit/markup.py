"""A reading of finished HTML, SVG, CSS and JavaScript for the addresses in them.

It reads 2,000 pages of 100 KB in seconds, which a full parser does not; that the markup is
well-formed, so that this reading is right, is the Nu HTML checker's part of the audit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|textarea|title)(?P<raw_attributes>(?:\s(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)?)>"
    r"(?P<text>.*?)</(?P=raw)\s*>"
    r"|<(?P<tag>[a-zA-Z][^\s/>]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_OF_INTEREST = re.compile(
    r"\b(?:id|href|src|srcset|imagesrcset|style|poster|data|action|formaction|ping"
    r"|name|http-equiv|on\w+)\s*=",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?(?P<url>[^'\"]+)", re.IGNORECASE)

_ANY = frozenset[str]()
_FETCHING = {
    "src": _ANY,
    "poster": _ANY,
    "data": frozenset({"object"}),
    "action": frozenset({"form"}),
    "formaction": frozenset({"button", "input"}),
    "ping": frozenset({"a", "area"}),
}
_DRAWN = {"use", "image", "feimage"}
_DATA_BLOCKS = {"application/json", "application/ld+json", "text/plain"}
# A link of these kinds tells of another page; every other kind is fetched by the browser.
_TELLING = {"alternate", "author", "canonical", "help", "license", "next", "prev", "search", "up"}


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a file, at an offset in characters.

    ``fetched``: the browser asks for it by itself; else it is where a reader can go.
    """

    address: str
    offset: int
    fetched: bool


@dataclass(slots=True)
class Page:
    """What a page refers to, what in it can be referred to, and what runs or styles in place."""

    references: list[Reference] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    repeated_ids: list[tuple[str, int]] = field(default_factory=list)
    in_place: list[tuple[str, int]] = field(default_factory=list)


def read_page(text: str) -> Page:
    """Read an HTML or SVG file."""
    page = Page()
    for token in _TOKEN.finditer(text):
        tag, attributes = token["tag"], token["attributes"]
        if tag is None:
            tag, attributes = token["raw"], token["raw_attributes"]
            if tag is None:
                continue
        if _OF_INTEREST.search(attributes):
            _read_element(page, tag.lower(), _attributes(attributes), token.start())
        if token["raw"]:
            named = _attributes(attributes)
            _read_raw_text(page, tag.lower(), named, token["text"], token.start("text"))
    return page


def _attributes(text: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        bare = value[1:-1] if value[:1] in "\"'" else value
        named.setdefault(name.lower(), unescape(bare) if "&" in bare else bare)
    return named


def _read_element(page: Page, tag: str, named: dict[str, str], offset: int) -> None:
    for address, fetched in _addresses(tag, named):
        page.references.append(Reference(address, offset, fetched))
    for name in named:
        if name == "style":
            page.in_place.append(("a style attribute", offset))
        elif name.startswith("on"):
            page.in_place.append((f"an {name} handler", offset))
    if one := named.get("id"):
        if one in page.ids:
            page.repeated_ids.append((one, offset))
        page.ids.add(one)
    if tag == "a" and "name" in named:
        page.ids.add(named["name"])


def _addresses(tag: str, named: dict[str, str]) -> Iterator[tuple[str, bool]]:
    for name, value in named.items():
        if name in {"href", "xlink:href"}:
            yield value, _is_fetched(tag, named)
        elif name in {"srcset", "imagesrcset"}:
            yield from ((one.split()[0], True) for one in value.split(",") if one.strip())
        elif name in _FETCHING and (not _FETCHING[name] or tag in _FETCHING[name]):
            yield value, True
    if tag == "meta" and named.get("http-equiv", "").lower() == "refresh":
        found = _REFRESH.match(named.get("content", ""))
        if found:
            yield found["url"], True


def _is_fetched(tag: str, named: dict[str, str]) -> bool:
    if tag == "link":
        kinds = set(named.get("rel", "").lower().split())
        return "stylesheet" in kinds or not kinds <= _TELLING
    return tag in _DRAWN


def _read_raw_text(page: Page, tag: str, named: dict[str, str], text: str, offset: int) -> None:
    if tag == "style":
        page.in_place.append(("a style element", offset))
        page.references += read_css(text, offset)
    is_code = tag == "script" and named.get("type", "").lower() not in _DATA_BLOCKS
    if is_code and text.strip():
        page.in_place.append(("a script in the page", offset))


_CSS = re.compile(
    r"/\*.*?\*/"
    r"|url\(\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\"')\s]+))\s*\)"
    r"|@import\s+(?:\"(?P<double_import>[^\"]*)\"|'(?P<single_import>[^']*)')",
    re.DOTALL | re.IGNORECASE,
)


def read_css(text: str, offset: int = 0) -> list[Reference]:
    """The addresses in a style sheet that stands ``offset`` characters into its file."""
    return list(_references(_CSS, text, offset))


_SCRIPT = re.compile(
    r"\b(?:from|import)\s*\(?\s*[\"'](?P<module>(?:\.{0,2}/|https?:)[^\"'\n]*)[\"']"
    r"|\b(?:fetch|importScripts|sendBeacon|Worker|SharedWorker|EventSource|WebSocket)"
    r"\(\s*[\"'`](?P<call>(?:(?:https?|wss?):)?//[^\"'`\n]*)[\"'`]"
    r"|\.(?:src|href|action)\s*=\s*[\"'`](?P<set>(?:https?:)?//[^\"'`\n]*)[\"'`]"
)


def read_script(text: str) -> list[Reference]:
    """The modules that a script imports, and the hosts that it plainly calls."""
    return list(_references(_SCRIPT, text, 0))


def _references(pattern: re.Pattern[str], text: str, offset: int) -> Iterator[Reference]:
    for found in pattern.finditer(text):
        if found.lastgroup:
            address = found[found.lastgroup]
            yield Reference(address, offset + found.start(found.lastgroup), fetched=True)
