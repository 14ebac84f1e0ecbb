"""What the status page says of the translations: by language and section, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.i18n.standing import Lack, LackingText, Standing
from sitegen.render.frame import Frame
from sitegen.render.letters import letters_in_order, missing_messages
from sitegen.render.markdown import plain
from sitegen.render.words import SECTION_WORDS

_FIELD = re.compile(r"\{[\w-]+\}|%\(\w+\)[sd]")
MOST_NAMED = 100
"""Sentences of a section that the page names; ``build.py messages status`` names them all."""


def language_statuses(frame: Frame) -> list[dict[str, object]]:
    """Each language of the site but English, in its order, with its sections."""
    return [
        _language(frame, tag, frame.site.editions.standings.get(tag, {}))
        for tag in frame.site.shape.locales
        if tag != SOURCE
    ]


def _language(frame: Frame, tag: str, standings: Mapping[str, Standing]) -> dict[str, object]:
    texts = sum(standing.texts for standing in standings.values())
    translated = sum(standing.translated for standing in standings.values())
    return {
        "tag": tag,
        "name": LOCALES[tag].endonym,
        "messages": texts,
        "translated": translated,
        "lacking": texts - translated,
        "reviewed": sum(standing.reviewed for standing in standings.values()),
        "percent": 100 * translated // texts if texts else 0,
        "sections": [_section(frame, name, each) for name, each in standings.items()],
        "withheld": list(_withheld(frame, tag)),
    }


def _section(frame: Frame, name: str, standing: Standing) -> dict[str, object]:
    in_order = sorted(standing.lacking, key=lambda each: each.lack is not Lack.CHANGED)
    return {
        "name": frame.interface.say(SECTION_WORDS[name]),
        "messages": standing.texts,
        "translated": standing.translated,
        "reviewed": standing.reviewed,
        "review": {
            "who": standing.review.who,
            "when": frame.views.date(standing.review.when),
            "since": standing.translated - standing.reviewed,
        }
        if standing.review
        else None,
        "lacking": [_sentence(each) for each in in_order[:MOST_NAMED]],
        "more": max(0, len(in_order) - MOST_NAMED),
    }


def _sentence(text: LackingText) -> dict[str, object]:
    """The sentence as a reader of the English page knows it, its fields left open."""
    return {
        "english": _FIELD.sub("…", plain(text.english)),
        "changed": text.lack is Lack.CHANGED,
        "at": text.references[0],
    }


def _withheld(frame: Frame, tag: str) -> Iterator[object]:
    """The titles of the letters that this language does without."""
    for letter in letters_in_order(frame.site.editions.handbook):
        if missing_messages(letter, frame.site.editions.catalogs[tag]):
            yield frame.views.text("letters", "title", str(letter.head.title))
