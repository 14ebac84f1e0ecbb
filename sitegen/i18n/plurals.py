"""The plural rule of each language, as the head of a PO file writes it.

The rules are CLDR's, in CLDR's order of forms (zero, one, two, few, many, other). Babel's own
table of gettext expressions has Arabic's last two forms in another order than PO editors and
CLDR, and an older rule for Filipino. Spanish leaves out CLDR's “many”, which is for whole
millions; nothing here is counted in millions.
"""

from __future__ import annotations

PLURALS: dict[str, tuple[int, str]] = {
    "es": (2, "(n != 1)"),
    "vi": (1, "0"),
    "fil": (2, "(n != 1 && n != 2 && n != 3 && (n%10==4 || n%10==6 || n%10==9))"),
    "zh-Hant": (1, "0"),
    "ko": (1, "0"),
    "ar": (
        6,
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    ),
}
"""By tag: how many forms a language has, and which of them a number takes."""


def plural_header(tag: str) -> str:
    """The value of ``Plural-Forms`` in the head of a language's catalogs."""
    count, rule = PLURALS[tag]
    return f"nplurals={count}; plural={rule};"
