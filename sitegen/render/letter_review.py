"""Whether a letter in a language says that a machine translated it.

The notice goes when a person has reviewed every text of the letter as it stands. For one
LEA's families it goes as well where the LEA itself has approved the letter in that language:
the approval names what was read by its fingerprint, and holds until a word of it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitegen.content.files import digest
from sitegen.content.lea_models import LeaProfile
from sitegen.i18n.catalogs import Catalog
from sitegen.i18n.locales import SOURCE
from sitegen.render.letter_page import REVIEW_NOTICE

DOMAIN = "letters"
Texts = Iterable[tuple[str, str]]
"""``(context, English)`` of all that a letter says, the layout's words among it."""


def letter_fingerprint(texts: Texts, catalog: Catalog) -> str:
    """What a letter says in a language: twelve hexadecimal digits over all its texts."""
    said = [
        text
        for context, english in _without_notice(texts)
        for text in (context, english, catalog.find(DOMAIN, context, english) or "")
    ]
    return digest(*said)[:12]


def needs_notice(id_: str, texts: Texts, catalog: Catalog, profile: LeaProfile | None) -> bool:
    """Whether the letter, for this LEA or for none, carries the notice of a translation that
    nobody has checked."""
    if catalog.tag == SOURCE:
        return False
    said = _without_notice(texts)
    if all(catalog.reviewed(DOMAIN, *text) for text in said):
        return False
    approvals = profile.approvals if profile else ()
    fingerprint = letter_fingerprint(said, catalog) if approvals else ""
    return not any(
        (approval.letter, approval.language, approval.text) == (id_, catalog.tag, fingerprint)
        for approval in approvals
    )


def _without_notice(texts: Texts) -> Sequence[tuple[str, str]]:
    return [text for text in texts if text[1] != REVIEW_NOTICE]
