"""The content's messages: every text of the records, by the domain of its section.

The context of a message is the kind of field (``title``, ``why``, ``body``), its reference is
``record.field``; both are what the rendering asks for (:meth:`sitegen.editions.Book.
translation`), so a text is found exactly where it was gathered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from babel.messages.catalog import Catalog
from pydantic import BaseModel

from sitegen.content.handbook import Handbook
from sitegen.content.texts import texts_of

Message = tuple[str, str, str]
"""Reference, context, English."""

VERBATIM = {
    "deadlines": {"section"},
    "glossary": {"term"},
    "resources": {"name"},
    "how-to": {"presenter"},
}
"""Fields that stay in English: official names and sections of law."""

Runs = Callable[[str], Iterator[tuple[str, int]]]
"""A Markdown body to its runs, as :func:`sitegen.render.markdown.messages` gives them."""


def content_messages(handbook: Handbook, runs: Runs) -> Iterator[tuple[str, Message]]:
    """``(domain, message)`` of every text of the shared content, letters aside."""
    for timeframe, file in handbook.task_files.items():
        if file.intro:
            yield ("tasks", (f"tasks/{timeframe}.intro", "intro", str(file.intro)))
        for task in file.tasks:
            yield from _of("tasks", task, f"tasks/{task.id}")
    for deadline in handbook.deadlines(handbook.year).values():
        yield from _of("deadlines", deadline, f"deadlines/{deadline.id}")
    for term in handbook.terms.values():
        yield from _of("glossary", term, f"glossary/{term.id}")
    for erratum in handbook.errata.values():
        yield from _of("errata", erratum, f"errata/{erratum.id}")
    for resource in handbook.resources.values():
        yield from _of("resources", resource, f"resources/{resource.id}")
    for hub in handbook.how_to:
        yield from _of("how-to", hub, f"how-to/{hub.id}")
    for way, name in ((handbook.help_now, "help-now"), (handbook.start, "start")):
        if way is not None:
            yield from _of("how-to", way, name)
    for role in handbook.roles:
        yield from _of("how-to", role, f"roles/{role.id}")
    for guide in handbook.guides.values():
        yield from _of("guides", guide.head, f"guides/{guide.id}")
        for english, _ in runs(guide.body):
            yield ("guides", (f"guides/{guide.id}.body", "body", english))


def _of(domain: str, record: BaseModel, name: str) -> Iterator[tuple[str, Message]]:
    for reference, field, text in texts_of(record, name):
        if field not in VERBATIM.get(domain, ()):
            yield (domain, (reference, field, str(text)))


def content_templates(handbook: Handbook, runs: Runs) -> dict[str, Catalog]:
    """A catalog of English messages for each domain of the content."""
    templates: dict[str, Catalog] = {}
    for domain, (reference, context, english) in content_messages(handbook, runs):
        template = templates.setdefault(
            domain, Catalog(project="Coordinator Handbook", charset="utf-8")
        )
        template.add(english, locations=[(reference, 0)], context=context)
    return templates
