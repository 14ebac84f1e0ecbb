"""Values that keep their own direction of writing inside a sentence of another."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from sitegen.i18n.locales import LOCALES

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_NUMBERED = re.compile(r"\d+(?:[–-]\d+)+|\d+(?:\.\d+)?(?: [A-Z][A-Za-z]*)+(?: \d+)?(?:\([\w.]+\))*")
"""Numbers that a mark or a Latin word joins: a range or school year, a telephone number, a field's
name, a section of the regulations. After Arabic letters their parts would change places: 27–2026,
Plan 504, CCR 855(a)(1) 5."""

_STRONG = re.compile(r"[^\W\d_]")


def isolated(value: str) -> Markup:
    """An LEA's value as HTML that keeps its own direction in any sentence.

    A value without letters (a telephone number) runs left to right, and stays on one line.
    The direction is said, not left to ``auto``, which WeasyPrint does not work out.
    """
    first = _STRONG.search(value)
    if first is None:
        return Markup('<bdi class="number" dir="ltr">{}</bdi>').format(value)
    way = "rtl" if _RIGHT_TO_LEFT.match(first[0]) else "ltr"
    return Markup('<bdi dir="{}">{}</bdi>').format(way, escape(value))


def in_order(text: str, lang: str, words: Callable[[str], Markup] = escape) -> Markup:
    """A text of a language as HTML, what would change places in it isolated.

    Only languages that run from right to left need it, and all others stay as they are.
    ``words`` makes HTML of what is not isolated.
    """
    if LOCALES[lang].direction == "ltr":
        return words(text)
    parts: list[Markup] = []
    end = 0
    for found in _NUMBERED.finditer(text):
        parts.append(words(text[end : found.start()]))
        parts.append(Markup('<bdi dir="ltr">{}</bdi>').format(found[0]))
        end = found.end()
    return Markup("").join([*parts, words(text[end:])])
