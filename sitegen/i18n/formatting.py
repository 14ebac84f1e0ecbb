"""Dates, numbers and lists by CLDR, in the language of a page.

Digits are those of the Latin script in every language, Arabic too, since forms, codes and
the state's own dates use them. Formatted dates are kept: a year has few, a site very many.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale as BabelLocale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from sitegen.i18n.locales import babel_name


@lru_cache(maxsize=16)
def _babel(tag: str) -> BabelLocale:
    # Spanish as it is written in the United States: 118.8 and not 118,8.
    return BabelLocale.parse("es_US" if tag == "es" else babel_name(tag))


@lru_cache(maxsize=8192)
def long_date(day: date, tag: str) -> str:
    """Weekday, day, month and year in words: “Tuesday, December 1, 2026”."""
    return format_date(day, "full", locale=_babel(tag))


@lru_cache(maxsize=8192)
def short_date(day: date, tag: str) -> str:
    """For lists and tables: “Tue, Dec 1, 2026”."""
    return format_skeleton("yMMMEd", day, locale=_babel(tag))


@lru_cache(maxsize=8192)
def day_month(day: date, tag: str) -> str:
    """For a margin: “Dec 1”."""
    return format_skeleton("MMMd", day, locale=_babel(tag))


@lru_cache(maxsize=8192)
def weekday(day: date, tag: str) -> str:
    """“Tuesday”."""
    return format_date(day, "EEEE", locale=_babel(tag))


@lru_cache(maxsize=512)
def month_year(day: date, tag: str) -> str:
    """“December 2026”."""
    return format_skeleton("yMMMM", day, locale=_babel(tag))


@lru_cache(maxsize=128)
def month_name(number: int, tag: str) -> str:
    """A month as a heading: “November”."""
    return _month(number, "MMMM", tag)


@lru_cache(maxsize=128)
def short_month_name(number: int, tag: str) -> str:
    """For the strip of months: “Nov”."""
    return _month(number, "MMM", tag)


@lru_cache(maxsize=16)
def weekday_initials(tag: str) -> tuple[str, ...]:
    """The weekdays from Sunday on, as short as they can be: “S”, “M”, “T”."""
    names = _babel(tag).days["stand-alone"]["narrow"]
    return tuple(str(names[(number + 6) % 7]) for number in range(7))


def _month(number: int, pattern: str, tag: str) -> str:
    # CLDR's stand-alone forms (LLLL) come out of Babel 2.18 in another language for Korean and
    # Arabic, so the form used within dates is taken, with a capital where the script has them.
    name = str(format_date(date(2026, number, 1), pattern, locale=_babel(tag)))
    return name[:1].upper() + name[1:]


def decimal(value: int | Decimal, tag: str) -> str:
    """With the language's separators: “1,234”."""
    return format_decimal(value, locale=_babel(tag), numbering_system="latn")


def joined(items: Sequence[str], tag: str) -> str:
    """“a, b, and c”."""
    return format_list(list(items), locale=_babel(tag)) if items else ""


def school_year(year: str) -> str:
    """``2026-27`` as it is read: with an en dash."""
    return year.replace("-", "–")
