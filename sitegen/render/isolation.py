"""Values that keep their own direction of writing inside a sentence of another."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
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
