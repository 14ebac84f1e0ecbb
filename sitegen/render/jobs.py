"""What is rendered in one go, and which files come of it.

A job is small and says only what it is about; what all jobs share is the :class:`Workshop`,
which every process loads once. :func:`files_of` tells a job's files from ids alone, before
anything is rendered; :func:`render` makes them and puts their bytes into the store.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sitegen.content.models import Timeframe, Topic
from sitegen.editions import LeaCard, LeaYear
from sitegen.i18n.locales import SOURCE
from sitegen.problems import Problem, Problems
from sitegen.render import data, list_pages, search
from sitegen.render.addresses import data_file, letter_file, redirects, shared_pages
from sitegen.render.assets import asset_bytes
from sitegen.render.branding import brand_bytes, brand_files
from sitegen.render.browser_rules import browser_rules
from sitegen.render.counties import CountyPages, county_files
from sitegen.render.data_format import SCHEMAS, schema_json, to_json
from sitegen.render.feed_list import shared_feeds
from sitegen.render.frame import Frame
from sitegen.render.guidance_pages import GuidancePages
from sitegen.render.hosting import headers_file
from sitegen.render.html import Pages
from sitegen.render.lea_forms import PAGES
from sitegen.render.lea_pages import LeaPages, lea_files
from sitegen.render.letter_files import listings, local_listings, press, press_local
from sitegen.render.letters import LetterListing, PressedLetter
from sitegen.render.list_pages import ListPages
from sitegen.render.remembered import Output, remember
from sitegen.render.term_pages import TermPages
from sitegen.render.workshop import Workshop

Made = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class SharedJob:
    """What has no language: assets, data, schemas, the chooser, the page that is not there."""

    leas: tuple[LeaCard, ...]

    @property
    def id(self) -> str:
        return "shared"


@dataclass(frozen=True, slots=True)
class SectionJob:
    """A section of the handbook in one language."""

    tag: str
    section: str
    leas: tuple[LeaCard, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.section} {self.tag}"


@dataclass(frozen=True, slots=True)
class LeaJob:
    """One LEA in all its languages; ``digest`` is its :class:`LeaYear` in the store.

    ``key`` is what it is remembered by, and ``found`` the problems of its files, which are
    remembered with it; nothing is where ``key`` is empty.
    """

    card: LeaCard
    digest: str
    key: str = ""
    found: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        return f"LEA {self.card.slug}"


Job = SharedJob | SectionJob | LeaJob

SECTIONS: dict[str, tuple[str, ...]] = {
    "year": ("home", "timeframe"),
    "tasks": ("task",),
    "guides": ("topics", "topic", "guide"),
    "ways": ("start", "help-now", "roles", "role", "how-to", "how-to-topic"),
    "glossary": ("glossary", "term"),
    "lists": ("calendars", "letters", "leas", "search", "status", "about"),
    "counties": ("counties", "county"),
}
"""The sections of a language and the kinds of pages in each."""
OF_LEAS = ("lists", "counties")
"""The sections that say something of every LEA."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a job gives back: where its files' bytes are, and what went wrong."""

    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...] = ()


# --- files, from ids alone ---------------------------------------------------------------------


def files_of(job: Job, shop: Workshop) -> Iterator[str]:
    """The paths that a job will write."""
    match job:
        case SharedJob():
            yield from shop.assets.files.values()
            yield "404.html"
            yield "_headers"
            yield "index.html"
            yield from (data_file(name) for name in SCHEMAS if name != "lea")
            yield from (data_file(f"schema/{name}.schema") for name in SCHEMAS)
        case SectionJob():
            yield from _section_files(job, shop)
        case LeaJob():
            slug = job.card.slug
            for tag in shop.tags:
                if tag in job.card.languages:
                    yield from lea_files(shop.frame(tag).addresses, job.card)
                    yield from (
                        shop.frame(tag).addresses.lea_guide_file(slug, guide)
                        for guide in job.card.guides
                    )
            yield from (letter_file(slug, *each) for each in shop.shared_letters(job.card.without))
            yield from (letter_file(slug, *each) for each in shop.local_letters(job.card))
            yield from brand_files(job.card)
            yield data_file(f"leas/{slug}")


def _section_files(job: SectionJob, shop: Workshop) -> Iterator[str]:
    addresses = shop.frame(job.tag).addresses
    handbook, shape = shop.shown.handbook, shop.shown.shape
    for kind, id_ in shared_pages(handbook, shape):
        if kind in SECTIONS[job.section]:
            yield addresses.file(kind, id_)
    for kind, alias, _ in redirects(handbook):
        if kind in SECTIONS[job.section]:
            yield addresses.file(kind, alias)
    if job.section == "counties" and shape.single_lea is None:
        yield from county_files(addresses, job.leas, shop.editions)
    if job.section == "lists":
        yield from (addresses.file("feed", name) for name in shared_feeds(shop.editions))
        yield addresses.file("search-index")
        yield addresses.file("rules")
        if shape.single_lea is None:
            yield addresses.file("lea-index")
        yield from (
            blank_letter_file(letter, tag)
            for letter, tag in shop.published_letters
            if tag == job.tag and shop.single is None
        )


def blank_letter_file(letter: str, tag: str) -> str:
    """The letter without an LEA's letterhead."""
    return f"{tag}/letters/{letter}.pdf"


# --- rendering ----------------------------------------------------------------------------------


def render(job: Job, shop: Workshop) -> Rendered:
    """Make a job's files. Raises only for faults of the generator."""
    problems = Problems()
    makers: dict[type[Job], Callable[..., Iterator[Made]]] = {
        SharedJob: _shared,
        SectionJob: _section,
        LeaJob: _lea,
    }
    outputs = []
    for path, content in makers[type(job)](job, shop, problems):
        stored = shop.store.put(content)
        outputs.append(Output(path, stored.digest, stored.size))
    faults = tuple(problems.sorted())
    if isinstance(job, LeaJob) and job.key and not faults:
        remember(shop.memo, shop.store, job.key, job.card, job.found, outputs)
    return Rendered(tuple(outputs), faults)


def _shared(job: SharedJob, shop: Workshop, _problems: Problems) -> Iterator[Made]:
    for name, path in shop.assets.files.items():
        yield (path, asset_bytes(shop.root, name))
    frames = {tag: shop.frame(tag) for tag in shop.tags}
    first = frames.get(SOURCE) or next(iter(frames.values()))
    yield ("index.html", list_pages.chooser(frames).encode())
    shape = shop.editions.shape
    yield ("_headers", headers_file(shape.base_path, shape.locales).encode())
    yield ("404.html", ListPages(first).missing().encode())
    files = data.DataFiles(frames, _english(shop))
    languages: dict[str, list[str]] = {}
    for letter, tag in shop.published_letters:
        languages.setdefault(letter, []).append(tag)
    for name, content in {
        "tasks": files.tasks(),
        "deadlines": files.deadlines(),
        "resources": files.resources(),
        "glossary": files.glossary(),
        "letters": files.letters(languages),
        "leas": files.leas(job.leas),
    }.items():
        yield (data_file(name), to_json(content))
    for name, model in SCHEMAS.items():
        yield (data_file(f"schema/{name}.schema"), schema_json(model))


def _english(shop: Workshop) -> Frame:
    """English texts, also where the site has no English pages."""
    return shop.frame(SOURCE)


def _section(job: SectionJob, shop: Workshop, problems: Problems) -> Iterator[Made]:
    frame = shop.frame(job.tag)
    handbook = shop.shown.handbook
    if job.section == "lists":
        yield from _lists(job, shop, problems)
        return
    if job.section == "counties":
        if shop.single is None:
            yield from CountyPages(frame, job.leas).files()
        return
    page_of = _pages_of(job, shop, frame)
    for kind, id_ in shared_pages(handbook, shop.editions.shape):
        if kind in SECTIONS[job.section]:
            page = page_of(kind, id_)
            yield (frame.addresses.file(kind, id_), page.encode())
    for kind, alias, name in redirects(handbook):
        if kind in SECTIONS[job.section]:
            yield (
                frame.addresses.file(kind, alias),
                list_pages.redirect(frame, kind, name).encode(),
            )


def _pages_of(job: SectionJob, shop: Workshop, frame: Frame) -> Callable[[str, str | None], str]:
    """What makes a section's pages: a kind of page and a record's id to HTML."""
    if job.section == "ways":
        return partial(_way_in, GuidancePages(frame))
    if job.section == "glossary":
        terms = TermPages(frame)
        return lambda _, id_: terms.glossary() if id_ is None else terms.term(id_)
    return partial(_page, Pages(frame, shop.own_handbook(job.tag)))


def _page(pages: Pages, kind: str, id_: str | None) -> str:
    match kind:
        case "timeframe":
            return pages.timeframe(Timeframe(str(id_)))
        case "topic":
            return pages.topic(Topic(str(id_)))
        case "task":
            return pages.task(pages.handbook.tasks[str(id_)])
        case "guide":
            return pages.guide(str(id_))
        case "topics":
            return pages.topics()
        case _:
            return pages.home()


def _way_in(ways: GuidancePages, kind: str, id_: str | None) -> str:
    match kind:
        case "start":
            return ways.start()
        case "help-now":
            return ways.help_now()
        case "roles":
            return ways.roles_index()
        case "role":
            return ways.role(str(id_))
        case "how-to":
            return ways.how_to()
        case _:
            return ways.how_to_topic(str(id_))


def _lists(job: SectionJob, shop: Workshop, problems: Problems) -> Iterator[Made]:
    frame = shop.frame(job.tag)
    file = frame.addresses.file
    pages = ListPages(frame)
    for kind, page in (
        ("search", pages.search),
        ("about", pages.about),
    ):
        yield (file(kind), page().encode())
    yield (file("calendars"), pages.calendars(job.leas).encode())
    for name, content in shop.feeds(job.tag).statewide():
        yield (file("feed", name), content)
    yield (file("status"), pages.status(job.leas).encode())
    yield (file("search-index"), search.search_index(frame.views, shop.single))
    yield (file("rules"), browser_rules(frame))
    if shop.editions.shape.single_lea is None:
        yield (file("leas"), pages.leas(job.leas).encode())
        yield (file("lea-index"), search.lea_index(job.leas, frame.addresses))
    lea = shop.single
    pressed = [each for tag in shop.tags for each in press(shop, tag, lea, problems)]
    if lea is not None:  # the letters of the LEA's own site have its letterhead
        pressed += press_local(shop, lea, problems)
        listed = _all_listings(shop, frame, lea, pressed)
    else:
        for letter in pressed:
            if letter.tag == job.tag:
                yield (blank_letter_file(letter.letter, letter.tag), letter.pdf)
        base = shop.editions.shape.base_path
        listed = listings(
            shop, frame, pressed, lambda letter, tag: base + blank_letter_file(letter, tag)
        )
    yield (file("letters"), pages.letters(listed).encode())


def _all_listings(
    shop: Workshop, frame: Frame, lea: LeaYear, pressed: list[PressedLetter]
) -> list[LetterListing]:
    """The shared letters with the LEA's letterhead, and its own."""
    url = partial(frame.addresses.lea_letter, lea.slug)
    return [
        *listings(shop, frame, pressed, url, lea.without),
        *local_listings(shop, frame, lea, pressed, url),
    ]


def _lea(job: LeaJob, shop: Workshop, problems: Problems) -> Iterator[Made]:
    lea: LeaYear = pickle.loads(shop.store.get(job.digest))  # noqa: S301 - made by this build
    pressed = [each for tag in shop.tags for each in press(shop, tag, lea, problems)]
    pressed += press_local(shop, lea, problems)
    for letter in pressed:
        yield (letter_file(lea.slug, letter.letter, letter.tag), letter.pdf)
    yield from brand_bytes(lea)
    for tag in shop.tags:
        if tag not in lea.languages:
            continue
        frame = shop.frame(tag)
        listed = _all_listings(shop, frame, lea, pressed)
        pages = LeaPages(shop.forms(tag), lea, listed)
        for kind in PAGES:
            yield (frame.addresses.file(kind, lea.slug), pages.page(kind).encode())
        for guide in job.card.guides:
            path = frame.addresses.lea_guide_file(lea.slug, guide)
            yield (path, pages.guide(guide).encode())
        for name, content in shop.feeds(tag).lea(lea):
            yield (frame.addresses.file("lea-feed", f"{lea.slug}/{name}"), content)
    letters = (*shop.shared_letters(lea.without), *shop.local_letters(lea.card))
    yield (data_file(f"leas/{lea.slug}"), to_json(shop.lea_data.lea(lea, letters)))
