"""Punctuation and spaces as the language's own books have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.i18n.checking.pairs import Finding, Form

_HAN = "\u3400-\u9fff"
_ARABIC = "\u0620-\u064a\u064b-\u0652"

_LATIN_FAULTS: tuple[tuple[str, str, str], ...] = (
    (r"\s(?=[,.;:?!](?:\s|$))", "a space stands before a mark", "delete the space"),
    (
        r"[，。；：？！「」『』（）、／]",
        "“{}” is a mark of Chinese",
        "use the mark of Latin script",
    ),
    (r"[،؛؟]", "“{}” is a mark of Arabic", "use the mark of Latin script"),
    (r"[«»]", "“{}” is not the quotation mark of this handbook", "write “ and ”"),
)

FAULTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "es": _LATIN_FAULTS,
    "vi": _LATIN_FAULTS,
    "fil": _LATIN_FAULTS,
    "ko": (
        _LATIN_FAULTS[0],
        (r"[，。；：？！「」『』（）、／]", "“{}” is not Korean", "use that of Latin script"),
        *_LATIN_FAULTS[2:],
    ),
    "zh-Hant": (
        (
            rf"(?<=[{_HAN}])[,;:?!](?!\d)|[,;:?!](?=[{_HAN}])|(?<=[{_HAN}])\.(?=\s|$)",
            "“{}” is not the mark of Chinese",
            "write it full-width: ，。；：？！",
        ),
        (rf"(?<=[{_HAN}])\(|\)(?=[{_HAN}])", "“{}” is not the bracket of Chinese", "write （ ）"),
        (r"“[^”]*”|[“”‘’«»]", "{} are not the quotation marks of Chinese", "write 「 and 」"),
        (
            rf"(?<=[{_HAN}，。；：？！、（）「」]) +(?=[{_HAN}，。；：？！、（）「」])",
            "a space stands between Chinese characters",
            "delete it",
        ),
        (r"[،؛؟]", "“{}” is a mark of Arabic", "write it full-width: ，；？"),
    ),
    "ar": (
        (
            rf"(?<=[{_ARABIC}])[,;?]|[,;?](?=\s*[{_ARABIC}])",
            "“{}” is not the mark of Arabic",
            "write ، ؛ or ؟",
        ),
        (r"“[^”]*”|[“”‘’]", "{} are not the quotation marks of Arabic", "write « and »"),
        (r"\s(?=[،؛؟.:!](?:\s|$))", "a space stands before a mark", "delete the space"),
        (r"[，。；：？！「」（）、]", "“{}” is a mark of Chinese", "write ، . ؛ or ؟"),
    ),
}  # fmt: skip
"""By language: a pattern, what is wrong where it matches, and a way out."""

_NO_SPACE = re.compile(r"(?<=[^\W\d_])[,;،؛](?=[^\W\d_])")
_NO_SPACE_CHINESE = re.compile(rf"(?![年月日])[{_HAN}][A-Za-z0-9]|[A-Za-z0-9](?![年月日])[{_HAN}]")
"""Chinese has a space beside Latin letters and digits here, but in dates, which CLDR writes
without."""

_ENDS = {
    "．": ".", "。": ".", "；": ";", "؛": ";", "？": "?", "؟": "?", "！": "!", "：": ":", "，": ",",
    "،": ",", "、": ",",
}  # fmt: skip
_MARKS = ".?!:;,…—"
_CLOSERS = " *_”»」』）)]’"
_TARGET = re.compile(r"(?<=\])\([^)\s]*\)")
_PAIRS = (("(", ")"), ("（", "）"), ("[", "]"), ("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))


def marks(form: Form) -> Iterator[Finding]:
    """L132: marks that are not those of the language."""
    if form.keywords or form.text.strip(" ,;、；،؛") == "":
        return  # what stands between the parts of a list
    for found in re.finditer(r"\"[^\"]*\"|[\"']", form.prose):
        yield Finding(
            "L132",
            found.start(),
            f"straight quotation marks stand here: {found[0]}",
            "write those of your language",
        )
    for pattern, message, hint in FAULTS[form.tag]:
        for found in re.finditer(pattern, form.prose):
            yield Finding("L132", found.start(), message.format(found[0]), hint)
    for found in re.finditer(r"([,;:،؛。，；：、])\1|(?<!\.)\.\.(?!\.)", form.prose):
        yield Finding("L132", found.start(), f"“{found[0][0]}” stands twice", "delete one")


def pairs(form: Form) -> Iterator[Finding]:
    """L133: brackets, quotation marks and Spanish question marks that do not pair."""
    for opening, closing in _PAIRS:
        if form.prose.count(opening) != form.prose.count(closing):
            offset = max(form.prose.find(opening), form.prose.find(closing))
            yield Finding(
                "L133", offset, f"{opening} and {closing} do not pair", "write both, or neither"
            )
    if form.tag == "es":
        for opening, closing in (("¿", "?"), ("¡", "!")):
            if form.prose.count(opening) != form.prose.count(closing):
                offset = max(form.prose.find(closing), form.prose.find(opening))
                yield Finding(
                    "L133",
                    offset,
                    f"{opening} and {closing} do not pair",
                    f"begin each such sentence with {opening}",
                )


def last_mark(form: Form) -> Iterator[Finding]:
    """L134: the translation ends with another kind of mark than the English."""
    ours, theirs = _last(form.english), _last(form.text)
    if ours != theirs and not (ours == "," and form.domain == "letters"):  # a greeting’s own mark
        yield Finding(
            "L134",
            max(len(form.text) - 1, 0),
            f"the English ends with {_named(ours)}, and this with {_named(theirs)}",
            "end both in the same way",
        )


def _last(text: str) -> str:
    last = _TARGET.sub("", text).rstrip(_CLOSERS)[-1:]
    last = _ENDS.get(last, last)
    return last if last in _MARKS else ""


def _named(mark: str) -> str:
    return f"“{mark}”" if mark else "no mark"


def spaces(form: Form) -> Iterator[Finding]:
    """L135: spaces at the ends, doubled, inside brackets, or missing after a mark."""
    for end, offset in ((0, 0), (-1, max(len(form.text) - 1, 0))):
        if form.text[end:][:1].isspace() and not form.english[end:][:1].isspace():
            yield Finding("L135", offset, "a space stands at the end of the text", "delete it")
    inner = form.prose.strip()
    start = len(form.prose) - len(form.prose.lstrip())
    for found in re.finditer(r" {2,}|[(（“「«] | [)）”」»]|\t", inner):
        yield Finding("L135", start + found.start(), "a space too many stands here", "delete it")
    missing = _NO_SPACE_CHINESE if form.tag == "zh-Hant" else _NO_SPACE
    for found in missing.finditer(form.prose if form.tag == "zh-Hant" else form.words):
        yield Finding(
            "L135",
            found.start() + len(found[0]) - 1,
            f"a space is missing after “{found[0][0]}”",
            "put one in",
        )
