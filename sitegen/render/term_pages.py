"""The glossary's list and the page of each term, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sitegen.content.handbook import Handbook
from sitegen.content.texts import texts_of
from sitegen.i18n.collation import collation_key
from sitegen.render.frame import Frame
from sitegen.render.markdown import Text
from sitegen.render.page_maker import PageMaker
from sitegen.render.terms import Explainer, TermFinder
from sitegen.render.views import Linked

FIRST = 8
"""How many pages of a kind are listed at once; the others are folded."""

MOST_RELATED = 6

Place = tuple[str, str]
"""Kind of address and id of a record that uses terms: ``("task", "set-test-windows")``."""


class TermPages(PageMaker):
    """Glossary and terms of one language."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.order = sorted(
            self.handbook.terms,
            key=lambda id_: collation_key(self.views.term_name(id_).plain, frame.tag),
        )

    @cached_property
    def uses(self) -> dict[str, dict[Place, int]]:
        return uses_of_terms(self.handbook, self.frame.site.terms)

    def glossary(self) -> str:
        return self.frame.render(
            "glossary.html",
            page=self.frame.page("glossary"),
            terms=[self.views.term(id_) for id_ in self.order],
        )

    def term(self, id_: str) -> str:
        place = self.order.index(id_)
        uses = self._uses(id_)
        return self.frame.render(
            "term.html",
            page=self.frame.page("term", id_),
            explain=Explainer(self.views.term, own=id_),
            term=self.views.term(id_),
            uses=[
                {"kind": kind, "first": found[:FIRST], "others": found[FIRST:]}
                for kind, found in uses.items()
                if found
            ],
            related=[self._link(other) for other in self._related(id_)],
            before=self._link(self.order[place - 1]) if place else None,
            after=self._link(self.order[place + 1]) if place + 1 < len(self.order) else None,
            sources=[str(row) for row in self.handbook.terms[id_].sources],
        )

    def _link(self, id_: str) -> Linked:
        return Linked(self.views.term_name(id_), self.url("term", id_))

    def _uses(self, id_: str) -> dict[str, list[Linked]]:
        """The pages that use a term, by kind; those that use it most come first."""
        found: dict[str, list[Linked]] = {"case": [], "task": [], "guide": [], "how-to-topic": []}
        uses = self.uses.get(id_, {})
        for kind, name in sorted(uses, key=lambda place: -uses[place]):
            found[kind].append(Linked(self._title(kind, name), self.url(kind, name)))
        return found

    def _title(self, kind: str, name: str) -> Text:
        domain = {"task": "tasks", "guide": "guides"}.get(kind, "how-to")
        return self.views.text(domain, "title", self._titles[kind, name])

    @cached_property
    def _titles(self) -> dict[Place, str]:
        return {place: record.title for place, record, _ in records_that_use_terms(self.handbook)}

    def _related(self, id_: str) -> list[str]:
        """The terms that its words name and those whose words name it, the rarest first: what
        every page names, as LEA, says little of a neighbourhood."""
        naming = [other for other in self.order if id_ in self._named[other]]
        every = dict.fromkeys((*self._named[id_], *naming))
        every.pop(id_, None)
        return sorted(every, key=lambda other: len(self.uses.get(other, ())))[:MOST_RELATED]

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """The terms that each term's meaning and plain words name."""
        finder, aliases = self.frame.site.terms, self.handbook.aliases.get("term", {})
        return {
            id_: list(
                dict.fromkeys(
                    other
                    for name in finder.found_in(f"{term.plain}\n{term.meaning}")
                    if (other := aliases.get(name, name)) in self.handbook.terms
                )
            )
            for id_, term in self.handbook.terms.items()
        }


def uses_of_terms(handbook: Handbook, finder: TermFinder) -> dict[str, dict[Place, int]]:
    """For each term, where the English handbook uses it, and how often, in its order.

    The English decides in every language: a translation may write a term out.
    """
    uses: dict[str, dict[Place, int]] = {}
    aliases = handbook.aliases.get("term", {})
    for place, record, body in records_that_use_terms(handbook):
        texts = "\n".join((*(text for _, _, text in texts_of(record, "")), body))
        for id_ in finder.found_in(texts):
            of_term = uses.setdefault(aliases.get(id_, id_), {})
            of_term[place] = of_term.get(place, 0) + 1
    return uses


def records_that_use_terms(handbook: Handbook) -> Iterator[tuple[Place, Any, str]]:
    """``(place, record, body)`` of every record whose page or passage may use terms; each of
    them has a title, and only guides have a body beside their fields."""
    for case in handbook.help_now.cases if handbook.help_now else ():
        yield (("case", str(case.id)), case, "")
    for id_, task in handbook.tasks.items():
        if not id_.startswith("local-"):  # an LEA's own task has no page of its own
            yield (("task", id_), task, "")
    yield from ((("guide", id_), each.head, each.body) for id_, each in handbook.guides.items())
    for file in handbook.how_to:
        yield from ((("how-to-topic", str(topic.id)), topic, "") for topic in file.topics)
