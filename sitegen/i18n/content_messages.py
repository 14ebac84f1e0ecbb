"""The content's messages: every text of the records, by the domain of its section.

The context of a message is the kind of field (``title``, ``why``, ``body``), its reference is
``record.field``; both are what the rendering asks for (:meth:`sitegen.editions.Book.
translation`), so a text is found exactly where it was gathered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pydantic import BaseModel

from sitegen.content.handbook import Handbook
from sitegen.content.prose import PLACEHOLDER
from sitegen.content.texts import texts_of
from sitegen.i18n.po_file import Message

VERBATIM = {
    "deadlines": {"section"},
    "glossary": {"term", "forms"},
    "resources": {"name"},
    "how-to": {"presenter"},
}
"""Fields that stay in English: official names and sections of law."""

Runs = Callable[[str], Iterator[tuple[str, int]]]
"""A Markdown body to its runs, as :func:`sitegen.render.markdown.messages` gives them."""


def content_messages(handbook: Handbook, runs: Runs) -> Iterator[tuple[str, Message]]:
    """``(domain, message)`` of every text of the shared content, letters aside.

    All runs of a guide have one reference, and are known by their order.
    """
    settings = handbook.settings
    yield ("ui", Message("site.description", "", (str(settings.description),)))
    for edition in settings.editions:
        if re.search(r"[A-Za-z]", edition.published):  # “July 2026”; “2026–27” has no words
            yield ("ui", Message("site.editions.published", "", (str(edition.published),)))
    for domain, name, record in _records(handbook):
        for reference, field, text in texts_of(record, name):
            if field not in VERBATIM.get(domain, ()) and not PLACEHOLDER.fullmatch(text):
                yield (domain, Message(reference, field, (str(text),)))
    for guide in handbook.guides.values():
        for english, _ in runs(guide.body):
            if PLACEHOLDER.fullmatch(english):
                continue  # a date alone has no words to translate
            yield ("guides", Message(f"guides/{guide.id}.body", "body", (english,)))


def _records(handbook: Handbook) -> Iterator[tuple[str, str, BaseModel]]:
    """``(domain, name, record)`` of every record whose texts are translated."""
    for timeframe, file in handbook.task_files.items():
        yield ("tasks", f"tasks/{timeframe}", file)
    for domain, records in (
        ("deadlines", handbook.deadlines(handbook.year)),
        ("glossary", handbook.terms),
        ("errata", handbook.errata),
        ("resources", handbook.resources),
    ):
        for id_, record in records.items():
            yield (domain, f"{domain}/{id_}", record)
    for guide in handbook.guides.values():
        yield ("guides", f"guides/{guide.id}", guide.head)
    yield from (("how-to", f"how-to/{hub.id}", hub) for hub in handbook.how_to)
    yield from (("how-to", f"roles/{role.id}", role) for role in handbook.roles)
    if handbook.help_now:
        yield ("how-to", "help-now", handbook.help_now)
    if handbook.start:
        yield ("how-to", "start", handbook.start)
