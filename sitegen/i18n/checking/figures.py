"""Figures: numbers, dates and codes of the English are in the translation too.

Babel's CLDR knows the months' names. A number that the English writes in words may stand in
digits (Chinese and Korean do so); one that it writes in digits stays in digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from babel.dates import get_month_names

from sitegen.i18n.checking.pairs import Finding, Form, masked
from sitegen.i18n.checking.term_base import folded
from sitegen.i18n.locales import babel_name
from sitegen.problems import did_you_mean

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONTH_NAMES = tuple(get_month_names("wide", "format", "en")[month] for month in range(1, 13))
_MONTH = re.compile(rf"\b({'|'.join(_MONTH_NAMES)})\b(?!’)")
_QUOTED_MONTH = re.compile(rf"\b({'|'.join(_MONTH_NAMES)}) \d")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Z0-9/–-]*[A-Z][A-Z0-9/–-]*[A-Z0-9])[A-Z0-9/–-]{2,}"
    r"(?![A-Za-z0-9])"
)
_WORDS = {
    "a": 1, "one": 1, "once": 1, "first": 1, "two": 2, "twice": 2, "second": 2, "both": 2,
    "three": 3, "third": 3, "four": 4, "fourth": 4, "five": 5, "fifth": 5, "six": 6, "sixth": 6,
    "seven": 7, "seventh": 7, "eight": 8, "eighth": 8, "nine": 9, "ninth": 9, "ten": 10,
    "eleven": 11, "eleventh": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "twenty": 20, "thirty": 30, "sixty": 60, "hundred": 100, "half": 2, "weekday": 5, "weekly": 1,
}  # fmt: skip
_IN_WORDS = {
    ("es", "20"): r"vigésimo", ("es", "30"): r"trigésimo", ("ar", "1"): r"واحد",
    ("ar", "2"): r"يومين|يومان",
    ("ar", "10"): r"عشر", ("ar", "20"): r"العشرون|العشرين", ("ar", "30"): r"الثلاثون|الثلاثين",
}  # fmt: skip
"""Numbers that a language writes in words where English has digits: ordinals, Arabic’s dual."""

_HAN_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_VIETNAMESE_NUMBERS = (
    "giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip

_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def numbers(form: Form) -> Iterator[Finding]:
    """L129: a number of the English is missing, or the translation has another."""
    ours = {_plain(found) for found in _NUMBER.findall(form.english_prose)}
    prose = without_months(form)
    theirs = {_plain(found[0]): found for found in _NUMBER.finditer(prose)}
    missing = [
        number
        for number in sorted(ours - set(theirs))
        if not re.search(_IN_WORDS.get((form.tag, number), r"(?!)"), form.prose)
    ]
    said = {str(_WORDS[word]) for word in _WORD.findall(form.english.lower()) if word in _WORDS}
    added = [theirs[number] for number in theirs if number not in ours | said]
    if form.explains:  # the agreed word may hold a number, as Section 504 does
        added = []
    yield from _differences("L129", "the number ", missing, [(a.start(), a[0]) for a in added])


def without_months(form: Form) -> str:
    """The prose of a form with its months blanked, which three languages write in digits."""
    prose = form.prose
    if form.tag in ("zh-Hant", "ko", "vi"):
        for _, pattern in _month_patterns(form.tag):
            prose = masked(prose, pattern)
    return prose


def _differences(
    code: str, what: str, missing: Sequence[str], added: Sequence[tuple[int, str]]
) -> Iterator[Finding]:
    """What is missing and what is added, told once where the one stands for the other."""
    for index, (offset, found) in enumerate(added):
        yield Finding(
            code,
            offset,
            f"{what}{found} stands here; the English has "
            + (f"{missing[index]}" if index < len(missing) else "none such"),
            "compare it with the English",
        )
    for wanted in missing[len(added) :]:
        yield Finding(
            code,
            0,
            f"the English has {what}{wanted}, and this has not",
            "compare it with the English",
        )


def _plain(number: str) -> str:
    """A number in our digits, without its thousands separators, a point before its decimals."""
    number = "".join(str(unicodedata.decimal(each, each)) for each in number)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return re.sub(r"[.,]", "", number)
    return number.replace(",", ".")


def months(form: Form) -> Iterator[Finding]:
    """L130: a month of the English is missing, or the translation names another."""
    ours = {_MONTH_NAMES.index(name) + 1 for name in _MONTH.findall(_without_may(form))}
    theirs = {month: found.start() for month, found in _months_said(form)}
    yield from _differences(
        "L130",
        "",
        [_MONTH_NAMES[month - 1] for month in sorted(ours - set(theirs))],
        [
            (offset, _MONTH_NAMES[month - 1])
            for month, offset in sorted(theirs.items())
            if month not in ours and ("May" not in form.english or month != 5)
        ],
    )


def _without_may(form: Form) -> str:
    """The English without “May” where it may be the verb, at the beginning of a sentence."""
    return re.sub(r"(?:^|[.?!:] )May\b(?! \d)", "", form.english_prose)


def _months_said(form: Form) -> Iterator[tuple[int, re.Match[str]]]:
    taken: set[int] = set()
    text = folded(form.prose, form.tag) if form.tag != "ar" else form.prose
    for month, pattern in _month_patterns(form.tag):
        for found in pattern.finditer(text):
            if found.end() not in taken:
                taken.add(found.end())
                yield (month, found)
    for found in _QUOTED_MONTH.finditer(form.prose):  # in English that is quoted
        yield (_MONTH_NAMES.index(found[1]) + 1, found)


@lru_cache(maxsize=16)
def _month_patterns(tag: str) -> list[tuple[int, re.Pattern[str]]]:
    """How a language names each month, December first so that “tháng 12” is no “tháng 1”."""
    found = []
    for month in range(12, 0, -1):
        if tag in ("zh-Hant", "ko"):
            sign = "月" if tag == "zh-Hant" else "월"
            said = str(month) if tag == "ko" else f"(?:{month}|{_HAN_NUMBERS[month - 1]})"
            pattern = rf"(?<![\d–十前後每]){said} ?{sign}"
        else:
            name = get_month_names("wide", "format", babel_name(tag))[month]
            pattern = rf"(?<!\w){re.escape(name.lower())}(?!\w)"
            if tag == "ar":  # and, so, in, to, like are joined to the word
                pattern = rf"(?<!\w)[وفبلك]{{0,2}}{name}(?!\w)"
            elif tag == "vi":
                pattern += rf"|(?<!\w)tháng {_VIETNAMESE_NUMBERS[month - 1]}(?! \w*mười)(?!\w)"
        found.append((month, re.compile(pattern)))
    return found


def codes(form: Form) -> Iterator[Finding]:
    """L131: the translation has a code in capitals that the English has not."""
    for offset, code in unknown_codes(form):
        meant = did_you_mean(code, _CODE.findall(form.english))
        yield Finding(
            "L131", offset, f"the English has no “{code}”", meant or "compare it with the English"
        )


def unknown_codes(form: Form) -> list[tuple[int, str]]:
    """The codes of a translation that are neither in the English nor names, and where."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", form.english)).upper()
    found = [(each.start(), each[0].strip("–-/")) for each in _CODE.finditer(form.prose)]
    return [
        (offset, code)
        for offset, code in found
        if code not in form.english and code not in initials and not form.names.fullmatch(code)
    ]
