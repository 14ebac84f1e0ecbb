"""Terms: the agreed word for each word of the field, and the names that stay in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.i18n.checking.figures import unknown_codes
from sitegen.i18n.checking.pairs import Finding, Form, masked
from sitegen.i18n.checking.term_base import (
    TERMS,
    FieldWord,
    Rules,
    english_pattern,
    folded,
    form_pattern,
    offset_in,
)
from sitegen.problems import did_you_mean

_QUOTED = re.compile(r"“[^“”]*”")


class Terminology:
    """Looks for the terms of ``rules`` in a form."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._words = words = rules.terms.terms if rules.terms else ()
        pairs = [(phrase, word) for word in words for phrase in (word.english, *word.forms)]
        self._by_phrase = {phrase.casefold(): word for phrase, word in pairs}
        beside = [phrase for word in words for phrase in word.unless]
        self._any = english_pattern(tuple([phrase for phrase, _ in pairs] + beside))

    def agreed_words(self, form: Form) -> Iterator[Finding]:
        """L125: the agreed word is missing; L126: a word stands that the term base advises
        against."""
        if form.keywords:
            return
        said = folded(form.prose, form.tag)
        for word in self._words_in(form):
            if form.explains in word.glossary:
                continue
            agreed = word.agreed(form.tag)
            if word.demanded and not form_pattern(agreed.forms or (agreed.word,), form.tag).search(
                said
            ):
                yield Finding(
                    "L125",
                    0,
                    f"the English says “{word.english}”; its agreed word “{agreed.word}” is "
                    "not here",
                    f"why: {agreed.why}" if agreed.why else f"use it, or add its form to {TERMS}",
                )
            for found in form_pattern(agreed.avoid, form.tag).finditer(said):
                yield Finding(
                    "L126",
                    offset_in(form.prose, form.tag, found.start()),
                    f"“{found[0]}” is not the agreed word for “{word.english}”",
                    f"write “{agreed.word}”" + (f": {agreed.why}" if agreed.why else ""),
                )

    def headwords(self, form: Form) -> Iterator[Finding]:
        """L125: a glossary term's meaning does not say what the term is in this language.

        The headword stands in English, so the meaning is where a reader learns the word.
        """
        said = folded(form.prose, form.tag)
        for word in self._words if form.explains else ():
            agreed = word.agreed(form.tag)
            if form.explains in word.glossary and not form_pattern(
                agreed.forms or (agreed.word,), form.tag
            ).search(said):
                yield Finding(
                    "L125",
                    0,
                    f"this does not say that “{word.english}” is “{agreed.word}” here",
                    "begin with the agreed word, or put it in brackets at the end",
                )

    def _words_in(self, form: Form) -> list[FieldWord]:
        found = {}
        english = form.english_words
        if form.domain == "errata":  # what is quoted there stays in English
            english = masked(english, _QUOTED)
        for match in self._any.finditer(english):
            word = self._by_phrase.get(re.sub(r"\s+", " ", match[0]).casefold())
            if word is not None:
                found[str(word.id)] = word
        return list(found.values())

    def names(self, form: Form) -> Iterator[Finding]:
        """L127: an official name of the English is not in the translation."""
        if form.keywords:
            return
        near = [code for _, code in unknown_codes(form)]  # told as such (L131)
        for name in sorted(
            {found[0] for found in self._rules.demanded.finditer(form.english_prose)}
        ):
            if did_you_mean(name, near):
                continue
            if not re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", form.prose):
                yield Finding(
                    "L127",
                    0,
                    f"the name “{name}” is not here",
                    "official names stay in English (locales/keep.yaml)",
                )
