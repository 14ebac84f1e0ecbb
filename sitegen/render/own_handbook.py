"""What the handbook's own pages take from the LEA whose site it is, beyond its records.

:mod:`sitegen.content.localised` puts the LEA's words into the records; here are the things
that the shared records have no place for: notes, links, steps and dates of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from sitegen.content.guide_sections import guide_parts
from sitegen.content.handbook import Guide, Occurrence
from sitegen.content.models import Timeframe, Topic
from sitegen.render.changed_guide import ChangedGuide
from sitegen.render.lea_pages import LeaPages
from sitegen.render.markdown import Text
from sitegen.render.slots import Form


class OwnHandbook:
    """The LEA's own things in one language; ``pages`` are its own pages."""

    def __init__(self, pages: LeaPages) -> None:
        self.pages = pages
        self.views = pages.frame.views
        self.edition = pages.lea.edition

    def filled(self, html: str) -> str:
        """A page whose texts of the LEA's still have open dates and links."""
        return str(Form(html).fill(self.pages.own.values))

    def home(self) -> Markup:
        return self.pages.own.home()

    def timeframe(self, timeframe: Timeframe) -> Markup:
        return self.pages.timeframe(timeframe)

    def guides(self, topic: Topic) -> list[dict[str, object]]:
        return self.pages.own.entries(topic)

    def task(self, standing: Sequence[Occurrence]) -> dict[str, object]:
        """What the task's page shows in another way, by the first of its occurrences."""
        first = next(iter(standing), None)
        change = self.edition.changes.get(first.id) if first else None
        if first is None or change is None:
            return {}
        shared = self.pages.forms.occurrence_view(self.pages.editions.occurrence[first.id])
        view = self.pages.local.changed(shared, change)
        return {
            "steps": view.steps,
            "links": view.links,
            "own_notes": view.own_notes,
            "own_due": [due.html for due in view.due if due.id == "own"],
        }

    # --- shared guides ----------------------------------------------------------------------

    def guide(self, guide: Guide) -> dict[str, Any] | None:
        """The guide as the LEA has it: ``body``, ``sections`` (the headings that are left, as
        source), ``links`` of its own; ``None`` where it changes nothing in it."""
        change = self.edition.guides.get(guide.id)
        if change is None:
            return None
        shared = self.pages.editions.handbook.guides[guide.id]
        kept = guide_parts(guide.body).sections  # what is hidden is gone from the body
        own = {section.id: section.heading for section in kept}
        order = [id_ for id_ in (change.order or tuple(own)) if id_ in own]
        return {
            "body": Text(ChangedGuide(self.pages.forms, shared, change).html, guide.body),
            "sections": [own[id_].lstrip("# ").strip() for id_ in order],
            "links": [self.pages.local.link(link) for link in change.links],
        }
