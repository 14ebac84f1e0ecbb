"""Letters: those of the language's own script, written as everybody writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sitegen.i18n.checking.pairs import BLANK, Finding, Form, masked

_SCRIPTS = {"zh-Hant": "CJK", "ko": "HANGUL", "ar": "ARABIC"}
_OWN_NAMES = {"zh-Hant": "Chinese characters", "ko": "Hangul", "ar": "Arabic letters"}

_SPANISH = frozenset("áéíóúüñ")
_VIETNAMESE_BASES = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")
_ARABIC_LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")

_UNSEEN = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202f"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ue000-\uf8ff\ufffd]|[\U000e0000-\U000e0fff]"
)
"""Characters that cannot be seen or mean nothing: direction marks and isolates, joiners, soft
hyphens, fillers, variation selectors, private use. The page isolates directions itself."""

_LATIN_RUN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9’'&/–-]*(?: [A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9’'&/–-]*)*")
_GLOSS = re.compile(r"[（(][^（()）]*[)）]")
_QUOTED = re.compile(r"[「«“][^「」«»“”]*[」»”]")
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3000]")
_FOREIGN_DIGITS = re.compile(r"(?:(?![0-9])\d)+")
_JAMO = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\ud7b0-\ud7ff]")


def unseen_characters(form: Form) -> Iterator[Finding]:
    """L128: characters that nobody sees, and letters that are composed in another way."""
    for found in _UNSEEN.finditer(form.text):
        yield Finding(
            "L128",
            found.start(),
            f"the character U+{ord(found[0]):04X} stands here and cannot be seen",
            "delete it; it was most likely pasted in",
        )
    whole = unicodedata.normalize("NFC", form.text)
    if whole != form.text:
        offset = next(
            (
                index
                for index, (ours, theirs) in enumerate(zip(form.text, whole, strict=False))
                if ours != theirs
            ),
            0,
        )
        yield Finding(
            "L128",
            offset,
            "a letter here is put together from parts",
            "type it as one character (NFC), so that searching finds it",
        )


def foreign_letters(form: Form) -> Iterator[Finding]:
    """L123: letters of another script; L124: letters of the script that the language lacks."""
    for found in _FOREIGN_DIGITS.finditer(form.words):
        yield _digits(found.start(), found[0])
    for offset, character in enumerate(form.words):
        if character == BLANK or not character.isalpha():
            continue
        if not _belongs(character, form.tag) and not _is_joining(form.words, offset):
            yield _letter(offset, character, form.tag)
    for found in _WIDE.finditer(form.words):
        if found[0] == "\u3000":
            yield Finding("L123", found.start(), "a full-width space stands here", "delete it")


def _is_joining(text: str, offset: int) -> bool:
    """Whether Arabic’s lengthening mark joins a prefix to a name or number: الـ 24."""
    return text[offset] == "ـ" and not re.match(r"[\u0620-\u064a]", text[offset + 1 :])


def _digits(offset: int, digits: str) -> Finding:
    ours = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    return Finding(
        "L123",
        offset,
        f"“{digits}” is written in digits of another script",
        f"write {ours}: forms, codes and the state’s dates use these digits",
    )


def _belongs(character: str, tag: str) -> bool:
    """Whether a letter may stand in a language's text at all."""
    name = unicodedata.name(character, "").split(" ")[0]
    if character in "ªº" or _WIDE.match(character) or _JAMO.match(character):
        return False
    if tag in _SCRIPTS and name == _SCRIPTS[tag]:
        return _is_usual(character, tag)
    if name != "LATIN":
        return False
    if tag == "vi":
        return unicodedata.normalize("NFD", character.lower())[0] in "abcdefghijklmnopqrstuvwxyzđ"
    return character.isascii() or (tag == "es" and character.lower() in _SPANISH)


def _is_usual(character: str, tag: str) -> bool:
    if tag == "ar":
        return character in _ARABIC_LETTERS
    if tag == "zh-Hant":
        return _is_traditional(character)
    return True


def _is_traditional(character: str) -> bool:
    """Whether Big5, the character set of Taiwan and Hong Kong, has the character."""
    try:
        character.encode("big5hkscs")
        character.encode("cp950")
    except UnicodeEncodeError:
        return False
    return True


def _letter(offset: int, letter: str, tag: str) -> Finding:
    if unicodedata.name(letter, "").startswith(_SCRIPTS.get(tag, "-")) and not _JAMO.match(letter):
        what = {
            "zh-Hant": f"“{letter}” is no Traditional character",
            "ar": f"“{letter}” is no letter of Arabic; it looks like one",
        }.get(tag, f"“{letter}” is unusual")
        return Finding("L124", offset, what, "type it with the language’s own keyboard")
    name = unicodedata.name(letter, "a letter without a name").lower()
    return Finding(
        "L123",
        offset,
        f"“{letter}” ({name}) is no letter of this language",
        "type it anew; it may look like the right one",
    )


def english_words(form: Form) -> Iterator[Finding]:
    """L123: Latin words amid another script that are no names, and no gloss in brackets."""
    if form.tag not in _SCRIPTS:
        return
    glosses = _GLOSS.sub(lambda found: _without_gloss(found[0], form.english), form.words)
    if form.domain == "errata":  # the source is quoted as it stands
        glosses = _QUOTED.sub(lambda found: _without_gloss(found[0], form.english), glosses)
    for found in _LATIN_RUN.finditer(glosses):
        yield Finding(
            "L123",
            found.start(),
            f"“{found[0][:60]}” is neither in {_OWN_NAMES[form.tag]} nor a name that stays in "
            "English",
            "translate it, or list it in locales/keep.yaml if it is an official name",
        )


def _without_gloss(bracket: str, english: str) -> str:
    """Blank a gloss in brackets that gives the reader the English word, as the English has it."""
    return masked(
        bracket,
        re.compile(
            "|".join(
                sorted(
                    (
                        re.escape(word[0])
                        for word in _LATIN_RUN.finditer(bracket)
                        if word[0].casefold() in english.casefold()
                    ),
                    key=len,
                    reverse=True,
                )
            )
            or r"(?!)"
        ),
    )
