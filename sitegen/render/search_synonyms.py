"""What means the same to a search: terms and their meanings, months, everyday words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from sitegen.content.models import Term
from sitegen.i18n import formatting
from sitegen.i18n.locales import SOURCE
from sitegen.render.markdown import Text
from sitegen.render.search_words import EVERYDAY, MONTHS_ALSO
from sitegen.render.views import Views

Json = dict[str, Any]


def synonyms(views: Views) -> Iterator[Json]:
    """Groups of phrases, in the page's language and, beside a translation, in English."""
    yield from _term_synonyms(views)
    yield from _month_synonyms(views)
    yield from _everyday(views)


def words_of(text: Text) -> str:
    """The text as a reader sees it: fields filled in, no markup."""
    return Markup(text.html).striptags()


def is_name(term: Term) -> bool:
    """Whether the meaning is what the letters stand for, and no definition in a sentence."""
    return term.meaning.partition(" ")[0].lower() not in ("", "a", "an", "the")


def listed(views: Views, words: str) -> list[Text]:
    """A message that lists words between commas, in the language in which it stands."""
    text = views.said(words)
    return [
        Text(Markup.escape(part), part, text.lang)
        for part in map(str.strip, text.plain.replace("、", ",").replace("،", ",").split(","))
        if part
    ]


def _term_synonyms(views: Views) -> Iterator[Json]:
    """For each term: what is the ``same`` (the term, its meaning), and its looser names."""
    for term in views.book.editions.handbook.terms.values():
        own: dict[str, list[str]] = {}
        meaning = [str(term.meaning)] if is_name(term) else []
        english = {"same": [str(term.term), *meaning], "also": list(map(str, term.also))}
        own["same"] = [views.term_name(str(term.id)).plain, *_translated(views, "meaning", meaning)]
        own["also"] = _translated(views, "also", term.also)
        yield _group(views, own, english)


def _translated(views: Views, context: str, texts: Iterable[str]) -> list[str]:
    found = (views.text("glossary", context, text) for text in texts)
    return [words_of(text) for text in found if text.lang is None]


def _month_synonyms(views: Views) -> Iterator[Json]:
    for number in range(1, 13):
        own, english = (
            [formatting.month_name(number, tag), formatting.short_month_name(number, tag)]
            for tag in (views.tag, SOURCE)
        )
        if views.tag in MONTHS_ALSO:
            own.append(MONTHS_ALSO[views.tag][number - 1])
        yield _group(views, {"same": own}, {"same": english})


def _everyday(views: Views) -> Iterator[Json]:
    """Groups of everyday words for the same thing: all of them ``also``."""
    for words in EVERYDAY:
        spoken = listed(views, words)
        own = {"also": [each.plain for each in spoken if each.lang is None]}
        yield _group(views, own, {"also": [part.strip() for part in words.split(",")]})


def _group(
    views: Views, own: Mapping[str, Sequence[str]], english: Mapping[str, Sequence[str]]
) -> Json:
    group: Json = {name: list(dict.fromkeys(words)) for name, words in own.items() if words}
    if views.tag == SOURCE:
        return group
    return {
        **group,
        "en": {name: list(dict.fromkeys(words)) for name, words in english.items() if words},
    }
