"""The heads of an LEA's own documents: guides, letters, a paragraph in a letter, its home text.

Each file says its language. The file without a language in its name is the original; its
translations stand beside it as ``<name>.<language>.md``, with what a reader sees and no more.
"""

from __future__ import annotations

from sitegen.content.models import Record, Topic
from sitegen.content.scalars import Language, Line, Prose, RecordId, WholeNumber


class TranslatedGuideHead(Record):
    """``content/leas/<slug>/guides/local-<id>.<language>.md``."""

    lang: Language
    title: Line
    lead: Prose


class LocalGuideHead(TranslatedGuideHead):
    """``content/leas/<slug>/guides/local-<id>.md``."""

    topic: Topic
    order: WholeNumber = 100
    tasks: tuple[RecordId, ...] = ()
    links: tuple[RecordId, ...] = ()


class TranslatedLetterHead(Record):
    """``content/leas/<slug>/letters/local-<id>.<language>.md``."""

    lang: Language
    title: Line
    subject: Line
    summary: Prose


class LocalLetterHead(TranslatedLetterHead):
    """``content/leas/<slug>/letters/local-<id>.md``: a letter of the LEA's own."""

    order: WholeNumber = 200


class AdditionHead(Record):
    """``content/leas/<slug>/letters/<letter>.add.md``: an LEA's part of a shared letter."""

    lang: Language
    title: Line


class HomeHead(Record):
    """``content/leas/<slug>/home.md``: what the LEA says on its home page."""

    lang: Language
