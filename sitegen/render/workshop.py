"""What all jobs share, and what a process makes of it once: templates, frames, forms."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from sitegen.content.loading import Loaded
from sitegen.editions import Editions, LeaCard, LeaYear, own_editions
from sitegen.i18n.locales import SOURCE
from sitegen.publish.memo import Memo
from sitegen.publish.store import Store
from sitegen.render import data
from sitegen.render.assets import Assets, find_assets
from sitegen.render.deadline_feeds import DeadlineFeeds
from sitegen.render.frame import Frame, Site
from sitegen.render.lea_forms import LeaForms
from sitegen.render.lea_pages import LeaPages
from sitegen.render.letters import LetterDesk, letters_in_order, missing_labels, missing_messages
from sitegen.render.own_handbook import OwnHandbook
from sitegen.render.templates import environment


class Workshop:
    """What all jobs share, and what a process makes of it once: templates, frames, forms."""

    def __init__(
        self, root: Path, cache: Path, loaded: Loaded, editions: Editions, single: LeaYear | None
    ) -> None:
        self.root = root
        self.cache = cache
        self.loaded = loaded
        self.shown = own_editions(editions, single) if single is not None else editions
        self.editions = replace(editions, gone=self.shown.gone)
        self.single = single
        self.store = Store(cache / "store")
        self.memo = Memo(self.store)
        self._frames: dict[str, Frame] = {}
        self._lea_frames: dict[str, Frame] = {}
        self._forms: dict[str, LeaForms] = {}
        self._feeds: dict[str, DeadlineFeeds] = {}

    def __getstate__(self) -> dict[str, object]:
        kept = ("root", "cache", "loaded", "editions", "shown", "single", "store", "memo")
        made: dict[str, object] = {"_frames": {}, "_lea_frames": {}, "_forms": {}, "_feeds": {}}
        return {name: self.__dict__[name] for name in kept} | made

    @property
    def tags(self) -> tuple[str, ...]:
        return self.editions.shape.locales

    @cached_property
    def environment(self) -> Environment:
        return environment(self.root, self.cache / "templates")

    @cached_property
    def assets(self) -> Assets:
        return find_assets(self.root, self.editions.shape.base_path)

    @cached_property
    def site(self) -> Site:
        return Site(self.shown, self.environment, self.assets)

    def lea_frame(self, tag: str) -> Frame:
        """The frame of pages that are made of the shared records and an LEA's own values."""
        if self.single is None:
            return self.frame(tag)
        if tag not in self._lea_frames:
            site = Site(self.editions, self.environment, self.assets)
            self._lea_frames[tag] = Frame(site, tag, self.single)
        return self._lea_frames[tag]

    def own_handbook(self, tag: str) -> OwnHandbook | None:
        """What the handbook's pages take from the LEA whose site it is."""
        if self.single is None:
            return None
        return OwnHandbook(LeaPages(self.forms(tag), self.single, []))

    def frame(self, tag: str) -> Frame:
        """The frame of the handbook's pages, which are the LEA's own where the site is."""
        if tag not in self._frames:
            self._frames[tag] = Frame(self.site, tag, self.single)
        return self._frames[tag]

    def forms(self, tag: str) -> LeaForms:
        if tag not in self._forms:
            self._forms[tag] = LeaForms(self.lea_frame(tag))
        return self._forms[tag]

    def feeds(self, tag: str) -> DeadlineFeeds:
        if tag not in self._feeds:
            self._feeds[tag] = DeadlineFeeds(self.lea_frame(tag))
        return self._feeds[tag]

    @cached_property
    def lea_data(self) -> data.DataFiles:
        return data.DataFiles({}, self.lea_frame(SOURCE))

    @cached_property
    def desk(self) -> LetterDesk:
        return LetterDesk(self.root, self.cache, self.environment, self.store, self.memo)

    def shared_letters(self, without: frozenset[str]) -> list[tuple[str, str]]:
        """``(letter, tag)`` of the shared letters that an LEA has."""
        return [each for each in self.published_letters if each[0] not in without]

    def local_letters(self, card: LeaCard) -> list[tuple[str, str]]:
        """``(letter, tag)`` of an LEA's own letters, where the layout's words are translated."""
        if not self.editions.shape.letters:
            return []
        return [(letter, tag) for letter, tag in card.letters if tag in self._worded]

    @cached_property
    def _worded(self) -> frozenset[str]:
        catalogs = self.editions.catalogs
        return frozenset(tag for tag in self.tags if not missing_labels(catalogs[tag]))

    @cached_property
    def published_letters(self) -> tuple[tuple[str, str], ...]:
        """``(letter, tag)`` of every letter that is whole in a language."""
        if not self.editions.shape.letters:
            return ()
        return tuple(
            (letter.id, tag)
            for letter in letters_in_order(self.editions.handbook)
            for tag in self.tags
            if not missing_messages(letter, self.editions.catalogs[tag])
        )
