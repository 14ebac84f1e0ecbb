"""The pages that are lists, in one language, and the two that have none: root and redirects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sitegen.content.models import Confidence
from sitegen.editions import LeaCard
from sitegen.i18n.collation import collation_key
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.render.addresses import Addresses
from sitegen.render.county_feed import page_tag
from sitegen.render.feed_list import MAIN_FEEDS, shared_feeds
from sitegen.render.frame import Frame
from sitegen.render.letters import LetterListing, letters_in_order
from sitegen.render.page_maker import PageMaker, by_date
from sitegen.render.subscribe import shared_feed_view
from sitegen.render.translation_status import language_statuses
from sitegen.render.views import Named
from sitegen.render.words import CHOOSE, KINDS, LAYER_FEEDS, LICENCE, SEARCH_WORDS

_FEW_LEAS = 40
"""So many can be read as a list; where there are more, the page of LEAs finds them."""


class ListPages(PageMaker):
    """Calendars, letters, LEAs, search, status and about of one language."""

    def calendars(self, leas: Sequence[LeaCard]) -> str:
        single = self.frame.site.shape.single_lea is not None
        few = not single and len(leas) <= _FEW_LEAS
        feeds = [
            shared_feed_view(self.frame, name, with_qr=name in MAIN_FEEDS)
            for name in shared_feeds(self.editions)
        ]
        return self.frame.render(
            "calendars.html",
            page=self.frame.page("calendars"),
            calendars={
                "main": [feed for feed in feeds if feed.id in MAIN_FEEDS],
                "layers": [feed for feed in feeds if feed.id in LAYER_FEEDS],
                "topics": [feed for feed in feeds if feed.id.startswith("topic-")],
                "roles": [feed for feed in feeds if feed.id.startswith("role-")],
                "leas": [self._lea(card) for card in leas] if few else [],
                "deadlines": [
                    *by_date((*self.dated(self.editions.statewide), *self.own_dates())),
                    *self.undated(self.editions.statewide),
                ],
            },
        )

    def letters(self, listings: Sequence[LetterListing]) -> str:
        """``listings`` is empty where the site is built without the letters themselves."""
        views = self.views
        letters = listings or [
            LetterListing(
                letter.id,
                views.text("letters", "title", str(letter.head.title)),
                views.text("letters", "summary", str(letter.head.summary)),
                [],
            )
            for letter in letters_in_order(self.handbook)
        ]
        return self.frame.render("letters.html", page=self.frame.page("letters"), letters=letters)

    def _lea(self, card: LeaCard) -> dict[str, object]:
        kinds = {
            str(kind): Named(kind, self.frame.interface.say(word)) for kind, word in KINDS.items()
        }
        addresses = Addresses(self.frame.site.shape, page_tag(card, self.frame.tag))
        return {
            "slug": card.slug,
            "name": card.name,
            "lang": None,
            "kind": kinds[card.kind],
            "county": card.county,
            "url": addresses.url("lea", card.slug),
            "checklist_url": addresses.url("checklist", card.slug),
            "sample": card.sample,
        }

    def leas(self, cards: Sequence[LeaCard]) -> str:
        ordered = sorted(
            cards, key=lambda card: (collation_key(card.name, self.frame.tag), card.slug)
        )
        return self.frame.render(
            "leas.html",
            page=self.frame.page("leas"),
            leas=[self._lea(card) for card in ordered],
            kinds=[Named(kind, self.frame.interface.say(word)) for kind, word in KINDS.items()],
        )

    def search(self) -> str:
        every = [each for occurrences in self.editions.occurrences.values() for each in occurrences]
        assets = self.frame.site.assets
        return self.frame.render(
            "search.html",
            page=self.frame.page("search"),
            search={
                "scripts": [assets.url("js/search.js")],
                "index_url": self.url("search-index"),
                "lea_index_url": self.url("lea-index"),
                "kinds": [
                    Named(kind, self.frame.interface.say(SEARCH_WORDS[kind]))
                    for kind in SEARCH_WORDS
                ],
                "months": [self.views.timeframe(each) for each in self.frame.timeframes()],
                "topics": self.topics_of(every),
                "roles": self.roles(every),
            },
        )

    def status(self, leas: Iterable[LeaCard]) -> str:
        views = self.views
        resources = [
            views.resource(resource)
            for resource in self.handbook.resources.values()
            if resource.confidence is not Confidence.HIGH
        ]
        open_dates = [
            {"title": deadline.title, "words": deadline.reason.words, "status": deadline.status}
            for deadline in map(views.deadline, self.editions.statewide.values())
            if deadline.reason
            and deadline.status != "confirmed"
            and deadline.id not in self.editions.rules.local
        ]
        return self.frame.render(
            "status.html",
            page=self.frame.page("status"),
            status={
                "languages": language_statuses(self.frame),
                "leas": [
                    {"name": lea.name, "url": self.url("lea", lea.slug), "lacking": number}
                    for lea in leas
                    for tag, number in lea.awaiting
                    if tag == self.frame.tag
                ],
                "unconfirmed": resources,
                "open_dates": open_dates,
                "errata": [
                    {
                        "id": each.id,
                        "says": each.says,
                        "means": each.means,
                        "why": each.why,
                        "pages": self._pages_of(each.id),
                    }
                    for each in map(views.erratum, self.handbook.errata.values())
                ],
            },
        )

    def _pages_of(self, erratum: str) -> list[object]:
        record = self.handbook.errata[erratum]
        tasks = [self.handbook.tasks[id_] for id_ in record.tasks if id_ in self.handbook.tasks]
        guides = [self.handbook.guides[id_] for id_ in record.guides if id_ in self.handbook.guides]
        return [
            *map(self.views.task_link, tasks),
            *(
                {
                    "title": self.views.text("guides", "title", guide.head.title),
                    "url": self.url("guide", guide.id),
                }
                for guide in guides
            ),
        ]

    def about(self) -> str:
        settings = self.handbook.settings
        checked = date.fromisoformat(self.handbook.resources_checked)
        return self.frame.render(
            "about.html",
            page=self.frame.page("about"),
            about={
                "editions": [
                    {
                        "name": self.views.verbatim(str(edition.name), SOURCE),
                        "published": self.views.said(str(edition.published)),
                        "resource": next(iter(self.views.resources([edition.resource])), None)
                        if edition.resource
                        else None,
                    }
                    for edition in settings.editions
                ],
                "checked": self.views.date(checked),
                "licence": self.views.said(LICENCE),
            },
        )

    def missing(self) -> str:
        return self.frame.render("404.html", page=self.frame.page("home"))


def chooser(frames: Mapping[str, Frame]) -> str:
    """The page at the root of the site, which leads to the languages."""
    first = next(iter(frames.values()))
    return first.render(
        "root.html",
        alternates=first.page("home")["alternates"],
        languages=[
            {
                "tag": tag,
                "name": LOCALES[tag].endonym,
                "dir": LOCALES[tag].direction,
                "url": frame.addresses.url("home"),
                "choose": frame.interface.say(CHOOSE),
            }
            for tag, frame in frames.items()
        ],
    )


def redirect(frame: Frame, kind: str, id_: str) -> str:
    """The page at an address that a renamed record once had."""
    return frame.render("redirect.html", target=frame.addresses.url(kind, id_))
