"""Texts of the content as HTML, in the language of a Book.

A message is one inline run: a YAML text, or a block's run of a guide or letter. It is looked
up in the catalog before it is parsed; where there is no translation the English stands,
marked. Fields in braces are filled after parsing, inside text tokens, so that no value can
bring markup; links lead to records and are resolved by the site's own addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

from sitegen.content import prose
from sitegen.content.prose import heading_id, plain, typographic
from sitegen.i18n.locales import SOURCE
from sitegen.render.isolation import in_order
from sitegen.render.terms import TermFinder, unmarked

__all__ = [
    "Renderer",
    "Surroundings",
    "Text",
    "heading_id",
    "messages",
    "plain",
    "typographic",
]

Find = Callable[[str], str | None]
"""English run to its translation, or ``None`` where there is none."""


class Surroundings(Protocol):
    """What a text needs of the site around it."""

    def link(self, kind: str, id_: str, label: Markup, lang: str, /) -> Markup:
        """The HTML of a link to a record."""

    def field(self, name: str, lang: str, /) -> Markup:
        """The value of ``{name}``, formatted in the language ``lang``."""


@dataclass(frozen=True, slots=True)
class Text:
    """A rendered text. ``lang`` is set only where it is not the page's language.

    ``marked`` is the HTML with the marks of its terms, where it has any that a page in its
    language can explain; see :mod:`sitegen.render.terms`.
    """

    html: Markup
    plain: str
    lang: str | None = None
    marked: Markup | None = None

    def __html__(self) -> Markup:
        return self.html


class Renderer:
    """Renders texts in one language. ``tag`` is the language of the page.

    With ``terms``, those of them that stand in texts of that language are marked, outside of
    headings, links and code.
    """

    def __init__(
        self, tag: str, surroundings: Surroundings, terms: TermFinder | None = None
    ) -> None:
        self.tag = tag
        self.surroundings = surroundings
        self.terms = terms
        self._inline: dict[tuple[str, str], Text] = {}
        self._blocks = _block_engine()

    def inline(self, english: str, translation: str | None) -> Text:
        """One run of the shared content: the translation, or the English marked as such."""
        lang = self.tag if translation is not None else SOURCE
        source = english if translation is None else translation
        found = self._inline.get((source, lang))
        if found is None:
            found = self._inline[source, lang] = self.written(source, lang)
        return found

    def written(self, source: str, lang: str) -> Text:
        """One run in the language ``lang``, marked where it is not the page's. Not kept:
        an LEA's own texts would otherwise add up over all LEAs."""
        html = self._run(prose.engine().parseInline(source)[0].children or [], lang)
        return _text(html, plain(source), lang if lang != self.tag else None)

    def document(self, markdown: str, find: Find) -> Markup:
        """A guide's or letter's body, each block in the language in which it is found."""
        return self.body(markdown, find).html

    def body(self, markdown: str, find: Find) -> Text:
        """As :meth:`document`, with the marks of its terms; ``plain`` is the Markdown."""
        tokens = self._blocks.parse(markdown, {"find": find, "tag": self.tag})
        return _text(Markup("").join(self._tokens(tokens)), markdown, None)

    def local_document(self, markdown: str, lang: str) -> Markup:
        """A body that an LEA wrote, all of it in ``lang``; the page says so around it.

        Its headings are numbered, since not every script has letters for an anchor.
        """
        tokens = self._blocks.parse(markdown, {"lang": lang})
        return Markup("").join(self._tokens(tokens, lang))

    def _tokens(self, tokens: list[Token], around: str | None = None) -> Iterator[Markup]:
        """``around`` is the language of what stands around the document."""
        around = around or self.tag
        renderer: Any = self._blocks.renderer
        named = Markup()
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                # A table that scrolls is a region, and takes the name of its heading.
                heading = token.attrs.get("id", "")
                named = Markup(' role="region" aria-labelledby="{}"').format(heading)
            if token.type == "inline":
                lang = token.meta.get("lang", self.tag)
                html = self._run(token.children or [], lang)
                if index > 0 and tokens[index - 1].type in ("heading_open", "th_open"):
                    html = unmarked(html)
                hidden = index > 0 and tokens[index - 1].hidden
                if lang != around and hidden:
                    html = Markup('<span lang="{}" dir="ltr">{}</span>').format(lang, html)
                yield html
            elif token.type == "table_open":
                yield Markup('<div class="table" tabindex="0"{}><table>\n').format(named)
            elif token.type == "table_close":
                yield Markup("</table></div>\n")
            else:
                yield Markup(renderer.renderToken(tokens, index, self._blocks.options, {}))

    def _run(self, tokens: list[Token], lang: str) -> Markup:
        parts: list[Markup] = []
        links: list[tuple[Token, list[Markup]]] = []
        for token in _joined(tokens):
            if token.type == "link_open":
                links.append((token, parts))
                parts = []
            elif token.type == "link_close":
                opened, outer = links.pop()
                outer.append(self._link(opened, unmarked(Markup("").join(parts)), lang))
                parts = outer
            else:
                parts.append(self._piece(token, lang))
        return Markup("").join(parts)

    def _link(self, token: Token, label: Markup, lang: str) -> Markup:
        kind, _, id_ = str(token.attrs.get("href", "")).partition(":")
        if kind not in prose.LINK_KINDS:
            return label  # the check pass has refused it; it never becomes an address
        return self.surroundings.link(kind, id_, label, lang)

    def _piece(self, token: Token, lang: str) -> Markup:
        match token.type:
            case "text":
                return self._fields(token.content, lang)
            case "hardbreak":
                return Markup("<br>\n")
            case "code_inline":
                return Markup("<code>{}</code>").format(token.content)
            case "strong_open" | "em_open" | "strong_close" | "em_close":
                return Markup("<{}{}>").format("/" if token.nesting < 0 else "", token.tag)
            case _:
                return escape(token.content)

    def _fields(self, text: str, lang: str) -> Markup:
        text = typographic(text)
        words = self.terms.mark if self.terms and lang == self.tag else escape
        if "{" not in text:
            return in_order(text, lang, words)
        pieces = prose.PLACEHOLDER.split(text)
        parts: list[Markup] = []
        for index, piece in enumerate(pieces):
            is_field = index % 2
            parts.append(
                self.surroundings.field(piece, lang) if is_field else in_order(piece, lang, words)
            )
        return Markup("").join(parts)


def _text(html: Markup, source: str, lang: str | None) -> Text:
    clean = unmarked(html)
    return Text(clean, source, lang, html if html is not clean else None)


def _joined(tokens: list[Token]) -> Iterator[Token]:
    """The tokens of a run, its lines joined, so that a term of several words may be broken."""
    words = ""
    for token in tokens:
        if token.type in ("text", "softbreak"):
            words += "\n" if token.type == "softbreak" else token.content
            continue
        if words:
            yield Token("text", "", 0, content=words)
            words = ""
        yield token
    if words:
        yield Token("text", "", 0, content=words)


def messages(markdown: str, heading: int | None = None) -> Iterator[tuple[str, int]]:
    """The runs of a document: ``(English, line)``, lines counted from 0.

    With ``heading``, only those of headings of that level.
    """
    tokens = _block_engine().parse(markdown, {})
    for opening, token in pairwise(tokens):
        if token.type == "inline" and (heading is None or opening.tag == f"h{heading}"):
            yield (token.meta["english"], token.map[0] if token.map else 0)


def _block_engine() -> MarkdownIt:
    engine = prose.new_engine()
    engine.core.ruler.before("inline", "messages", _translate_runs)
    return engine


def _find_nothing(_english: str) -> str | None:
    return None


def _translate_runs(state: StateCore) -> None:
    """The rule between ``block`` and ``inline``: here a run still has its source text."""
    find: Find = state.env.get("find", _find_nothing)
    tag = state.env.get("tag", SOURCE)
    if "lang" in state.env:
        _local_runs(state, state.env["lang"])
        return
    for index, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        english = token.content
        opening = state.tokens[index - 1]
        if opening.type == "heading_open":
            opening.attrSet("id", heading_id(english))
        translation = find(english)
        token.meta = {"english": english, "lang": tag if translation is not None else SOURCE}
        if translation is not None:
            token.content = translation
        elif tag != SOURCE and not opening.hidden:
            opening.attrSet("lang", SOURCE)
            opening.attrSet("dir", "ltr")


def _local_runs(state: StateCore, lang: str) -> None:
    """The runs of a document in one language, its headings numbered: section-1, section-2."""
    headings = 0
    for opening, token in pairwise(state.tokens):
        if token.type != "inline":
            continue
        if opening.type == "heading_open":
            headings += 1
            opening.attrSet("id", f"section-{headings}")
        token.meta = {"english": token.content, "lang": lang}
