"""How far a language has a section: what is translated, and what stands in English instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sitegen.i18n.catalog_files import Templates, brought_up_to_date
from sitegen.i18n.catalogs import Catalog
from sitegen.i18n.po_file import Entry, PoFile
from sitegen.i18n.review import Review


class Lack(StrEnum):
    """Why a text stands in English."""

    CHANGED = "changed"
    """Its English has changed since it was translated; the catalog may say so or not yet."""
    MISSING = "missing"
    FAULTY = "faulty"
    """Its translation has other fields or links than the English."""


@dataclass(frozen=True, slots=True)
class LackingText:
    """A text that stands in English: where (``record.field``), and why."""

    english: str
    references: tuple[str, ...]
    lack: Lack


@dataclass(frozen=True, slots=True)
class Standing:
    """A section in a language: how many texts there are, which are not translated, and how
    many translations a named person has read as they stand (``review``: who last, and when)."""

    texts: int
    lacking: tuple[LackingText, ...] = ()
    reviewed: int = 0
    review: Review | None = None

    @property
    def translated(self) -> int:
        return self.texts - len(self.lacking)

    @property
    def changed(self) -> int:
        return sum(each.lack is Lack.CHANGED for each in self.lacking)

    @property
    def missing(self) -> int:
        """Those that never were translated, or in a way that cannot be used."""
        return len(self.lacking) - self.changed


Standings = Mapping[str, Mapping[str, Standing]]
"""By language and section."""


def standings(
    catalog: Catalog, files: Mapping[str, PoFile], templates: Templates
) -> dict[str, Standing]:
    """Every section of a language: ``files`` as they lie on disk, ``catalog`` as it is used."""
    found = {}
    for domain, fresh in brought_up_to_date(files, templates, catalog.tag).items():
        used = catalog.messages.get(domain, {})
        offered = {entry.key for entry in files[domain].entries if entry.usable}
        lacking = tuple(
            LackingText(entry.ids[0], entry.references, _lack(entry, entry.key in offered))
            for entry in fresh.entries
            if (entry.context, entry.ids[0]) not in used
        )
        reviewed = sum(
            catalog.reviewed(domain, entry.context, entry.ids[0]) for entry in fresh.entries
        )
        review = catalog.reviews.by_section.get(domain)
        found[domain] = Standing(len(fresh.entries), lacking, reviewed, review)
    return found


def _lack(entry: Entry, offered: bool) -> Lack:
    if offered:
        return Lack.FAULTY
    return Lack.CHANGED if entry.fuzzy and entry.translated else Lack.MISSING
