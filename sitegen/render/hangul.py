"""Korean lines break between words, not inside them.

Browsers do so with ``word-break: keep-all``, which WeasyPrint does not know. It does heed
U+2060 WORD JOINER (Unicode line breaking class WJ), which has no width and, as a glyph of
its own, does not show in text copied from the PDF.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"(<[^>]*>)")
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|em|i|span|strong)(?:\s[^>]*)?>", re.IGNORECASE)
_UNTOUCHED = re.compile(r"<(/?)(?:title|style|script)\b", re.IGNORECASE)
_HANGUL = "\uac00-\ud7a3\u3131-\u3163"
_JOINER = "\u2060"

# Between two characters of a word of which at least one is Hangul. A character reference
# is left alone: only its last character, ";", could be taken for text.
_INSIDE_WORD = re.compile(rf"(?<=[{_HANGUL}])(?=[^\s<>&/])|(?<=[^\s<>&;/])(?=[{_HANGUL}])")


def keep_words_whole(html: str) -> str:
    """``html`` with joiners inside Korean words; tags, attributes and titles as they were.

    Inline elements do not end a word: a particle stays with the name it follows.
    """
    parts: list[str] = []
    before = ""
    asleep = False
    for part in _TAG.split(html):
        if part.startswith("<"):
            if change := _UNTOUCHED.match(part):
                asleep = not change[1]
            if not _INLINE.fullmatch(part):
                before = ""
            parts.append(part)
        elif part and not asleep:
            joined = _INSIDE_WORD.sub(_JOINER, before + part)
            parts.append(joined[len(before) :])
            before = part[-1]
        else:
            parts.append(part)
    return "".join(parts)
