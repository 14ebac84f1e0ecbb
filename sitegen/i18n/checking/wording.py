"""Words: what was left in English, left out, doubled, or said to the wrong person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.i18n.checking.pairs import BLANK, Finding, Form, masked

_GLOSS = re.compile(r"[(“]([^()“”]*)[)”]")
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH = re.compile(
    r"(?<![\w’-])(?:the|and|with|your|for|from|this|that|which|when|before|each|are|their|not|of)"
    r"(?![\w’-])",
    re.IGNORECASE,
)
_OWN = {"vi": frozenset({"the"}), "es": frozenset(), "fil": frozenset()}

SHORTEST_MEASURED = 40
LONG = 60
LENGTHS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "es": ((0.68, 2.5), (0.68, 1.95)),
    "vi": ((0.45, 2.0), (0.6, 2.3)),
    "fil": ((0.62, 2.45), (0.76, 2.2)),
    "zh-Hant": ((0.16, 1.05), (0.18, 0.8)),
    "ko": ((0.2, 1.25), (0.24, 1.0)),
    "ar": ((0.41, 2.35), (0.46, 1.75)),
}
"""By language: the least and the most of a translation's characters for one of its English, for
texts of up to 60 characters and for longer ones, names and fields left out.

Measured on the 2,500 messages of the handbook in November 2026, a tenth beyond the extremes."""

_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]{2,}) \1(?![\w-])", re.IGNORECASE)
_DOUBLED_HAN = re.compile(r"([\u3400-\u9fff]{2,})\1|([的了在是和與或於及])\2")

REDUPLICATED = {"ar": frozenset({"واحدة", "خطوة"})}
"""By language: words that are said twice to say “each by itself”."""

ADDRESS: dict[str, tuple[str, str, str]] = {
    "es": (
        r"(?<!\w)(?:tú|tus?|te|ti|contigo|haz|tienes|puedes|debes|necesitas|quieres|eres|estás)(?!\w)",
        "“{}” says tú to the reader", "this handbook says usted",
    ),
    "vi": (
        r"(?<!người )(?<!cùng các )(?<!\w)(?:bạn(?! bè| học)|mày|tụi mình)(?!\w)",
        "“{}” is too familiar", "this handbook says quý vị",
    ),
    "fil": (
        r"(?<!\w)(?:ikaw|iyong|iyo|mo|ka)(?!\w)", "“{}” speaks to one person, familiarly",
        "this handbook says kayo, ninyo, inyo",
    ),
    "zh-Hant": (r"[你妳]", "“{}” is too familiar", "this handbook says 您"),
    "ko": (
        r"(?:해라|하라|한다|된다|이다|했다|해요|돼요|이에요|예요|너희|당신)(?=[.?!]|$|\s)",
        "“{}” is not the polite form of this handbook", "end the sentence in -습니다 or -십시오",
    ),
    "ar": (
        r"(?:^|(?<=[.؟!:] ))(?:اكتب|راجع|أدخل|أرسل|اطلب|اختر|افتح|تأكد|اسأل)(?![\w\u064b-\u0652])",
        "“{}” speaks to one man", "this handbook uses the plural imperative (اكتبوا)",
    ),
}  # fmt: skip
"""By language: what is not said to a reader here, why, and what is said."""


def identical(form: Form) -> Iterator[Finding]:
    """L121: the translation is the English, or holds English words between its own."""
    if form.text == form.english:
        if form.is_shared:
            return
        if _LETTER.search(form.english_words.replace(BLANK, "")):
            yield Finding(
                "L121",
                0,
                "this is the English, word for word",
                "translate it, or list it in locales/keep.yaml if it is an official name",
            )
        return
    if form.tag in _OWN:
        for found in _ENGLISH.finditer(beside_english(form)):
            if found[0].lower() not in _OWN[form.tag]:
                yield Finding(
                    "L121",
                    found.start(),
                    f"the English word “{found[0]}” stands here",
                    "translate it, or list the name that it belongs to in locales/keep.yaml",
                )
                return


def beside_english(form: Form) -> str:
    """The words of a form without the English that it gives in brackets or between quotes, and
    without an abbreviation's meaning, which the glossary gives in English too."""
    words = form.words
    if form.context == "meaning":
        words = masked(words, re.compile(re.escape(form.english_words)))
    return _GLOSS.sub(
        lambda found: (
            BLANK * len(found[0])
            if found[1].casefold() in form.english_words.casefold()
            else found[0]
        ),
        words,
    )


def length(form: Form) -> Iterator[Finding]:
    """L122: far shorter or longer than translations into the language are."""
    ours = len(form.english_words.replace(BLANK, "").strip())
    theirs = len(form.words.replace(BLANK, "").strip())
    least, most = LENGTHS[form.tag][ours >= LONG]
    if ours < SHORTEST_MEASURED or form.keywords or form.context == "meaning":
        return
    if theirs < ours * least:
        yield Finding(
            "L122",
            0,
            f"{theirs} characters for {ours} of English: something may be missing",
            "compare it with the English, sentence by sentence",
        )
    if theirs > ours * most:
        yield Finding(
            "L122",
            0,
            f"{theirs} characters for {ours} of English: something may be added",
            "compare it with the English, sentence by sentence",
        )


def doubled(form: Form) -> Iterator[Finding]:
    """L136: a word stands twice."""
    pattern = _DOUBLED_HAN if form.tag == "zh-Hant" else _DOUBLED
    for found in pattern.finditer(form.words):
        word = next(filter(None, found.groups()))
        if word.lower() not in REDUPLICATED.get(form.tag, ()):
            yield Finding("L136", found.start(), f"“{word}” stands twice", "delete one")


def address(form: Form) -> Iterator[Finding]:
    """L137: the reader is spoken to in another way than in the rest of the language."""
    if form.tag not in ADDRESS:
        return
    pattern, message, hint = ADDRESS[form.tag]
    for found in re.finditer(pattern, form.words, re.IGNORECASE):
        yield Finding("L137", found.start(), message.format(found[0].strip()), hint)
