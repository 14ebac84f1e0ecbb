"""The searchable fields of a document: what is in the page's language, and what in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sitegen.content import prose
from sitegen.content.lea_models import LocalText
from sitegen.i18n.locales import SOURCE
from sitegen.render.markdown import Text
from sitegen.render.search_synonyms import words_of
from sitegen.render.views import Views

Json = dict[str, Any]


@dataclass
class Fields:
    """The searchable fields of a document or section: the page's language, and English."""

    own: dict[str, list[str]] = field(default_factory=dict)
    english: dict[str, list[str]] = field(default_factory=dict)

    def put(self, name: str, text: Text | None) -> None:
        if text is not None:
            side = self.own if text.lang is None else self.english
            written = words_of(text)
            if written and written not in side.setdefault(name, []):
                side[name].append(written)

    def put_local(self, name: str, text: LocalText, views: Views) -> None:
        """A text that an LEA wrote; what is in a third language is not searched."""
        written = views.local(text)
        if written.lang in (None, SOURCE):
            self.put(name, written)

    def put_blocks(self, source: str, lang: str, views: Views) -> None:
        """Markdown that an LEA wrote in the page's language or in English."""
        for token in prose.new_engine().parse(source):
            if token.type == "inline":
                self.put("text", views.renderer.written(token.content, lang))

    def as_json(self) -> Json:
        found = _written(self.own)
        english = _written(self.english)
        return {**found, "en": english} if english else found


def _written(side: Mapping[str, Sequence[str]]) -> Json:
    """``names`` is a list; of the others each is one text."""
    return {
        name: list(parts) if name == "names" else " ".join(parts)
        for name, parts in side.items()
        if parts
    }
