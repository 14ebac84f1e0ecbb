"""The agreed words (``locales/terms.yaml``), the names that stay in English
(``locales/keep.yaml``) and the allowances (``locales/allowances.yaml``).

How an entry is matched. English words are looked for without regard to case, between word
boundaries, the longest first, so that “selected testing period” is no “testing period”. A
translation follows a term if one of its ``forms`` (its ``word`` where there are none) stands
in it. In Latin script a form begins at the beginning of a word and ends at the end of one; a
``*`` at its end stands for any ending, one before a space for any ending of that word. Chinese,
Korean and Arabic join words to others, so a form may stand anywhere. A name is matched exactly,
with its case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, TypeVar

from pydantic import Field

from sitegen.content.binding import bind
from sitegen.content.files import Tree
from sitegen.content.located_yaml import read_yaml
from sitegen.content.models import Record
from sitegen.content.scalars import Flag, Line, Prose, RecordId
from sitegen.problems import Problems

TERMS = "locales/terms.yaml"
KEEP = "locales/keep.yaml"
ALLOWANCES = "locales/allowances.yaml"
TRANSLATED = ("es", "vi", "fil", "zh-Hant", "ko", "ar")
Model = TypeVar("Model", bound=Record)
_LATIN = ("es", "vi", "fil")


class Agreed(Record):
    """The agreed word of one language. ``avoid`` lists words that mislead; ``why`` the reason."""

    word: Line
    forms: tuple[Line, ...] = ()
    avoid: tuple[Line, ...] = ()
    why: Prose | None = None


class FieldWord(Record):
    """A word of the field. ``forms`` are its other English forms; ``unless`` are English phrases
    that hold it and mean something else. Where it is not ``demanded``, only ``avoid`` is looked
    for. ``glossary`` are the glossary's terms that it names."""

    id: RecordId
    english: Line
    forms: tuple[Line, ...] = ()
    unless: tuple[Line, ...] = ()
    demanded: Flag = True
    glossary: tuple[RecordId, ...] = ()
    es: Agreed
    vi: Agreed
    fil: Agreed
    zh: Annotated[Agreed, Field(alias="zh-Hant")]
    ko: Agreed
    ar: Agreed

    def agreed(self, tag: str) -> Agreed:
        found: Agreed = getattr(self, "zh" if tag == "zh-Hant" else tag)
        return found


class Rule(Record):
    """What holds for the wording of a language as a whole."""

    about: Line
    es: Prose | None = None
    vi: Prose | None = None
    fil: Prose | None = None
    zh: Annotated[Prose | None, Field(alias="zh-Hant")] = None
    ko: Prose | None = None
    ar: Prose | None = None


class TermBase(Record):
    """``locales/terms.yaml``."""

    terms: tuple[FieldWord, ...]
    rules: tuple[Rule, ...] = ()


class NameGroup(Record):
    """Names that stay in English for one reason. ``loose`` ones may also be left out, put into
    words or translated beside them: the check asks for the others wherever the English has them."""

    why: Prose
    names: tuple[Line, ...] = ()
    loose: tuple[Line, ...] = ()


class SharedWords(Record):
    """Words that a language has in common with English, so that a text of one may equal it."""

    es: tuple[Line, ...] = ()
    vi: tuple[Line, ...] = ()
    fil: tuple[Line, ...] = ()


class KeptNames(Record):
    """``locales/keep.yaml``. ``glossary`` are glossary terms whose headword stays in English."""

    glossary: tuple[RecordId, ...] = ()
    shared: SharedWords | None = None
    groups: tuple[NameGroup, ...]


class Allowance(Record):
    """A message that may break a check: the language, the code, its English and the reason.

    ``word`` narrows it to findings whose message holds that word.
    """

    language: Line
    code: Line
    english: Prose
    word: Line | None = None
    why: Prose


class Allowances(Record):
    """``locales/allowances.yaml``."""

    allow: tuple[Allowance, ...] = ()


@dataclass
class Rules:
    """All that the checks know. ``names`` matches what stays in English."""

    terms: TermBase | None = None
    keep: KeptNames | None = None
    allowances: tuple[Allowance, ...] = ()
    names: re.Pattern[str] = field(default_factory=lambda: any_of(()))
    demanded: re.Pattern[str] = field(default_factory=lambda: any_of(()))

    def shared(self, tag: str) -> tuple[str, ...]:
        """The words that a language has in common with English."""
        words = self.keep.shared if self.keep else None
        return getattr(words, tag, ())


def load_rules(tree: Tree, problems: Problems, known_names: Iterable[str]) -> Rules:
    """The rules of the tree; ``known_names`` are further names that stay in English.

    A file that is missing rules nothing; one that is faulty is reported.
    """
    terms = _read(tree, TERMS, TermBase, problems)
    keep = _read(tree, KEEP, KeptNames, problems)
    allowed = _read(tree, ALLOWANCES, Allowances, problems)
    groups = keep.groups if keep else ()
    names = [name for group in groups for name in group.names]
    loose = [name for group in groups for name in group.loose]
    return Rules(
        terms,
        keep,
        allowed.allow if allowed else (),
        any_of([*names, *loose, *known_names]),
        any_of(names),
    )


def _read(tree: Tree, path: str, model: type[Model], problems: Problems) -> Model | None:
    if not tree.exists(path):
        return None
    text = tree.read(path)
    value = read_yaml(text, path, problems) if text is not None else None
    return bind(model, value, path, problems) if value is not None else None


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the names, whole and with its case, the longest that fits."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    inner = "|".join(re.escape(name).replace("\\ ", r"\s+") for name in ordered)
    return re.compile(rf"(?<![A-Za-z0-9])(?:{inner})(?![A-Za-z0-9])" if inner else r"(?!)")


@lru_cache(maxsize=4096)
def english_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the English phrases, whatever its case."""
    ordered = sorted(phrases, key=lambda phrase: -len(phrase))
    inner = "|".join(re.escape(each).replace("\\ ", r"\s+") for each in ordered)
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def form_pattern(forms: tuple[str, ...], tag: str) -> re.Pattern[str]:
    """Matches any of the forms in a translation, prepared by :func:`folded`."""
    parts = []
    for form in forms:
        part = re.escape(folded(form, tag)).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")
        parts.append(rf"(?<!\w){part}(?!\w)" if tag in _LATIN else part)
    return re.compile("|".join(parts) or r"(?!)")


_ARABIC = str.maketrans(dict.fromkeys("أإآٱ", "ا") | {"ى": "ي", "ة": "ه"})


def folded(text: str, tag: str) -> str:
    """A text for comparing: lower case, and without Arabic's vowel marks and variants."""
    return "".join(character for character, _ in _folded(text, tag))


def offset_in(text: str, tag: str, offset: int) -> int:
    """Where in ``text`` the character stands that has ``offset`` in its :func:`folded` form."""
    return list(_folded(text, tag))[offset][1]


def _folded(text: str, tag: str) -> Iterator[tuple[str, int]]:
    for index, character in enumerate(text):
        if tag != "ar":
            yield (character.lower()[0], index)
        elif unicodedata.category(character) != "Mn":
            yield (character.translate(_ARABIC), index)
