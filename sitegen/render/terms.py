"""Terms in running text: where they stand, and which of them a page explains.

Finding is a matter of the words alone, so it is done once for a text, while it is rendered
(:class:`TermFinder`); it leaves marks that no reader sees. Explaining is a matter of the page:
an :class:`Explainer` goes through its texts in their order, turns the first mark of each term
into a link to the term's page, and takes the others away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from markupsafe import Markup, escape

from sitegen.content.models import Term

_OPEN, _WORD, _CLOSE = "\x0e", "\x1f", "\x0f"
_MARK = re.compile(f"{_OPEN}([^{_WORD}]*){_WORD}([^{_CLOSE}]*){_CLOSE}")

_IN_A_WORD = "0-9A-Za-z_@À-ɏḀ-ỿ"
"""What a term must not touch: Latin letters of our languages, figures, parts of addresses.
Chinese, Arabic and Korean letters may touch it: there no space need stand beside a term."""

_TARGETS = re.compile(r"\]\((?:([a-z-]+):([^)\s]*))?[^)]*\)|\{[a-z0-9-]*\}")


class TermFinder:
    """Finds the terms of a glossary in texts, by one pattern; the longest term wins.

    A term is found as it is written in the glossary (``term`` and ``forms``), in the singular
    or with an ``s``; one without a capital letter also at the beginning of a sentence.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._ids: dict[str, str] = {}
        patterns: dict[str, str] = {}
        for term in terms:
            for spelling in map(str, (term.term, *term.forms)):
                self._ids.setdefault(_key(spelling), str(term.id))
                patterns.setdefault(spelling, _pattern(spelling))
        longest = sorted(patterns, key=lambda spelling: (-len(spelling), spelling))
        every = "|".join(patterns[spelling] for spelling in longest)
        self._pattern = re.compile(f"(?<![{_IN_A_WORD}])(?:{every or '(?!)'})(?![{_IN_A_WORD}])")

    def mark(self, text: str) -> Markup:
        """``text`` as HTML, each term between marks that only an :class:`Explainer` reads."""
        parts: list[str] = []
        end = 0
        for found in self._pattern.finditer(text):
            parts += (
                escape(text[end : found.start()]),
                f"{_OPEN}{self._id(found[0])}{_WORD}{escape(found[0])}{_CLOSE}",
            )
            end = found.end()
        return Markup("".join((*parts, escape(text[end:]))))

    def found_in(self, source: str) -> Iterator[str]:
        """The ids of the terms in a text's Markdown, each as often as it stands there: as
        words, also in a link's words, and as links to terms."""
        for target in _TARGETS.finditer(source):
            if target[1] == "term":
                yield target[2]
        for found in self._pattern.finditer(_TARGETS.sub("]", source)):
            yield self._id(found[0])

    def without_terms(self, source: str) -> str:
        """A text's Markdown without its terms and without what its links lead to."""
        return self._pattern.sub(" ", _TARGETS.sub("]", source))

    def _id(self, word: str) -> str:
        key = _key(word)
        return self._ids.get(key) or self._ids[key.removesuffix("s")]


def unmarked(html: Markup) -> Markup:
    """HTML without the marks of terms."""
    return Markup(_MARK.sub(r"\2", html)) if _OPEN in html else html


class Marked(Protocol):
    """A rendered text: its HTML, and the same with marks where it has terms."""

    @property
    def html(self) -> Markup: ...

    @property
    def marked(self) -> Markup | None: ...


class Explained(Protocol):
    """What an explainer needs to know of a term; more of it is for the template."""

    @property
    def url(self) -> str: ...


class Explainer:
    """Explains terms on one page: each of them once, where it stands first.

    ``term`` gives a term by its id; ``own`` is the term that the page itself is about.
    """

    def __init__(self, term: Callable[[str], Explained], own: str | None = None) -> None:
        self._term = term
        self._own = own
        self._met: dict[str, Explained] = {}

    @property
    def met(self) -> list[Explained]:
        """The terms that were explained so far, in the page's order."""
        return list(self._met.values())

    def __call__(self, text: Marked) -> Markup:
        """The text's HTML, with those of its terms explained that the page has not yet met."""
        return text.html if text.marked is None else Markup(_MARK.sub(self._use, text.marked))

    def _use(self, mark: re.Match[str]) -> str:
        id_, word = mark[1], mark[2]
        if id_ == self._own or id_ in self._met:
            return word
        term = self._met[id_] = self._term(id_)
        return f'<a class="term" href="{escape(term.url)}" data-term="{id_}">{word}</a>'


def _pattern(spelling: str) -> str:
    first, rest = spelling[:1], spelling[1:]
    begins = re.escape(first)
    if not _has_capital(spelling):
        begins = f"[{begins}{re.escape(first.upper())}]"
    plural = "" if spelling.endswith("s") else "s?"
    return begins + re.escape(rest).replace(r"\ ", r"[ \n\u00a0]") + plural


def _key(word: str) -> str:
    """The words of a spelling, whatever space stands between them, to look a term up by."""
    joined = " ".join(word.split())
    head = joined[:1].lower() + joined[1:]
    return joined if _has_capital(head) else head


def _has_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)
