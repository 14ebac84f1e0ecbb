"""The public addresses of the site: promises that outlive a layout, so all of them are here.

An address is root-relative and begins with the base path; the file behind it is a path in
the site's tree. Archives will stand under ``/<locale>/<year>/…``; what has no year in its
address is the current year's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from sitegen.content.handbook import Handbook
from sitegen.content.models import Timeframe, Topic
from sitegen.editions import Shape

_PLACES = {
    "home": "",
    "topics": "topics/",
    "glossary": "glossary/",
    "calendars": "calendars/",
    "letters": "letters/",
    "leas": "leas/",
    "search": "search/",
    "status": "status/",
    "about": "about/",
    "timeframe": "months/{}/",
    "task": "tasks/{}/",
    "topic": "topics/{}/",
    "guide": "guides/{}/",
    "start": "start/",
    "help-now": "help-now/",
    "roles": "roles/",
    "role": "roles/{}/",
    "how-to": "how-to/",
    "how-to-topic": "how-to/{}/",
    "term": "glossary/{}/",
    "lea": "leas/{}/",
    "checklist": "leas/{}/checklist/",
    "dates": "leas/{}/dates/",
    "lea-guide": "leas/{}/guides/{}/",
    "counties": "counties/",
    "county": "counties/{}/",
    "county-table": "counties/{}/table.csv",
    "feed": "calendars/{}.ics",
    "lea-feed": "leas/{}.ics",
    "search-index": "search/index.json",
    "rules": "calendars/rules.json",
    "lea-index": "search/leas.json",
}

_FRAGMENTS = {
    "resource": ("status", "resource-{}"),
    "deadline": ("calendars", "deadline-{}"),
    "letter": ("letters", "letter-{}"),
    "case": ("help-now", "{}"),
}
"""Records that are a place on a page and no page of their own."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one language."""

    shape: Shape
    tag: str

    def url(self, kind: str, id_: str | tuple[str, ...] | None = None) -> str:
        """The address of a page, or of a record's place on one. Raises ``KeyError``."""
        if kind in _FRAGMENTS:
            page, fragment = _FRAGMENTS[kind]
            place = self.url(page)
            return f"{place}#{fragment.format(id_)}" if id_ else place
        return self.shape.base_path + quote(self._place(kind, id_))

    def lea_guide(self, slug: str, guide: str) -> str:
        """The page of a guide that an LEA wrote."""
        return self.url("lea-guide", (slug, guide))

    def lea_guide_file(self, slug: str, guide: str) -> str:
        return self.file("lea-guide", (slug, guide))

    def lea_letter(self, slug: str, letter: str, tag: str) -> str:
        """The PDF of a letter in a language; it stands under that language."""
        return self.shape.base_path + letter_file(slug, letter, tag)

    def file(self, kind: str, id_: str | tuple[str, ...] | None = None) -> str:
        """The path in the site's tree of what stands at an address."""
        place = self._place(kind, id_)
        return f"{place}index.html" if place.endswith("/") else place

    def absolute(self, url: str) -> str | None:
        """An address with scheme and host, or ``None`` while no origin is set."""
        return f"{self.shape.origin}{url}" if self.shape.origin else None

    def _place(self, kind: str, id_: str | tuple[str, ...] | None) -> str:
        ids = id_ if isinstance(id_, tuple) else (id_,)
        return f"{self.tag}/{_PLACES[kind].format(*ids)}"


def letter_file(slug: str, letter: str, tag: str) -> str:
    return f"{tag}/leas/{slug}/letters/{letter}.pdf"


def brand_file(slug: str, name: str) -> str:
    """An LEA's logo or style sheet, which all its languages share."""
    return f"leas/{slug}/{name}"


def data_file(name: str) -> str:
    return f"data/v1/{name}.json"


def shared_pages(handbook: Handbook, shape: Shape) -> Iterator[tuple[str, str | None]]:
    """``(kind, id)`` of every shared page of a language, from ids alone."""
    yield from (("home", None), ("topics", None), ("glossary", None), ("calendars", None))
    yield from (("letters", None), ("search", None), ("status", None), ("about", None))
    if shape.single_lea is None:
        yield from (("leas", None), ("counties", None))
    yield from (("timeframe", str(timeframe)) for timeframe in Timeframe)
    yield from (("topic", str(topic)) for topic in Topic)
    # An LEA's own task stands in its month, on the site that is the LEA's.
    yield from (("task", name) for name in handbook.tasks if not name.startswith("local-"))
    yield from (("guide", name) for name in handbook.guides)
    yield from (("term", name) for name in handbook.terms)
    yield from ways_in(handbook)


def ways_in(handbook: Handbook) -> Iterator[tuple[str, str | None]]:
    """The pages of the How-To Hub and of those in a hurry, as far as they are written."""
    if handbook.start:
        yield ("start", None)
    if handbook.help_now:
        yield ("help-now", None)
    if handbook.roles:
        yield ("roles", None)
        yield from (("role", str(role.id)) for role in handbook.roles)
    if handbook.how_to:
        yield ("how-to", None)
        yield from (
            ("how-to-topic", str(topic.id)) for file in handbook.how_to for topic in file.topics
        )


def redirects(handbook: Handbook) -> Iterator[tuple[str, str, str]]:
    """``(kind, alias, id)`` of every renamed record that has a page of its own."""
    for kind, records in (
        ("task", handbook.tasks),
        ("guide", handbook.guides),
        ("term", handbook.terms),
    ):
        for alias, name in handbook.aliases.get(kind, {}).items():
            if name in records:
                yield (kind, alias, name)
