"""The ways to follow a feed: one address, as each calendar program wants it, and a QR code."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import segno
from markupsafe import Markup

from sitegen.editions import LeaYear
from sitegen.render.addresses import Addresses
from sitegen.render.feed_list import lea_feeds, lea_title, shared_name, shared_title
from sitegen.render.frame import Frame
from sitegen.render.markdown import Text
from sitegen.render.slots import Form, Slot

_MASK = 4
"""One of the eight patterns of ISO/IEC 18004; every reader takes each. To try them all for the
best contrast is most of the work of making a code."""

_SIZE = 148
"""CSS pixels: four and more for a module, which is enough across a table and on paper."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A drawing for a page, and the address that it leads to, which is its text."""

    svg: Markup
    address: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed for partials/subscribe.html; without an origin it can only be downloaded."""

    id: str
    title: Text
    about: Text | None
    path: str
    https: str | None
    webcal: str | None
    google: str | None
    outlook: str | None
    outlook_home: str | None
    qr: QrCode | None = None


def feed_view(
    id_: str,
    title: Text,
    about: Text | None,
    addresses: Addresses,
    path: str,
    name: str,
    qr: QrCode | None = None,
) -> FeedView:
    """``path`` is the feed's root-relative address, ``name`` what Outlook shall call it."""
    https = addresses.absolute(path)
    if https is None:
        return FeedView(id_, title, about, path, None, None, None, None, None)
    webcal = "webcal://" + https.partition("://")[2]
    query = f"url={quote(https, safe='')}&name={quote(name, safe='')}"
    return FeedView(
        id_,
        title,
        about,
        path,
        https,
        webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook=f"https://outlook.office.com/calendar/0/addfromweb?{query}",
        outlook_home=f"https://outlook.live.com/calendar/0/addfromweb?{query}",
        qr=qr,
    )


def shared_feed_view(frame: Frame, feed: str, *, with_qr: bool = False) -> FeedView:
    """A statewide feed, by its name in the address."""
    title, about = shared_title(frame, feed)
    addresses = frame.addresses
    qr = qr_code(addresses, f"{addresses.url('calendars')}#feed-{feed}") if with_qr else None
    path = addresses.url("feed", feed)
    return feed_view(feed, title, about, addresses, path, shared_name(frame, feed), qr)


def lea_feed_views(frame: Frame, lea: LeaYear, tracks: Mapping[str, Text]) -> list[FeedView]:
    """The feeds of an LEA, the one of all its dates first; ``tracks`` has their names.

    The code is of the first one alone, and leads to the LEA's page in its first language: it is
    for a wall, where nobody knows who will scan it.
    """
    views: list[FeedView] = []
    for feed in lea_feeds(tuple(lea.track_names)):
        title, about = lea_title(frame, feed, str(lea.profile.name), tracks)
        path = frame.addresses.url("lea-feed", f"{lea.slug}/{feed}")
        qr = None if views else lea_qr_code(frame, lea)
        views.append(feed_view(feed, title, about, frame.addresses, path, title.plain, qr))
    return views


class FeedForms:
    """The section of an LEA's feeds, rendered once in a language for each number of feeds."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._forms: dict[object, Form] = {}

    def fill(self, feeds: Sequence[FeedView]) -> Markup:
        """``partials/lea_feeds.html`` with an LEA's feeds."""
        key = tuple((feed.https is None, feed.title.lang, feed.about) for feed in feeds)
        form = self._forms.get(key)
        if form is None:
            opened = [_opened(feed, f"{index}:") for index, feed in enumerate(feeds)]
            html = self._frame.render("partials/lea_feeds.html", feeds=opened)
            form = self._forms[key] = Form(html)
        values: dict[str, object] = {}
        for index, feed in enumerate(feeds):
            values.update((f"{index}:{name}", getattr(feed, name)) for name in _OWN)
            values[f"{index}:title"] = feed.title.html
            if feed.qr:
                values[f"{index}:svg"] = feed.qr.svg
                values[f"{index}:address"] = feed.qr.address
        return form.fill(values)


_OWN = ("id", "path", "https", "webcal", "google", "outlook", "outlook_home")


def _opened(feed: FeedView, prefix: str) -> FeedView:
    """A feed whose values are slots, but for what it holds and which of them there are."""

    def slot(name: str) -> Markup:
        # As markup, since the template asks whether there is an address at all.
        return Markup(Slot(prefix + name).__html__())

    values: dict[str, Any] = {
        name: None if getattr(feed, name) is None else slot(name) for name in _OWN
    }
    qr = QrCode(slot("svg"), slot("address")) if feed.qr else None
    title = Text(slot("title"), "", feed.title.lang)
    return FeedView(title=title, about=feed.about, qr=qr, **values)


def lea_qr_code(frame: Frame, lea: LeaYear) -> QrCode | None:
    """The code of an LEA's section about calendars."""
    shape = frame.site.shape
    tags = [tag for tag in lea.languages if tag in shape.locales] or [frame.tag]
    addresses = Addresses(shape, tags[0])
    return qr_code(addresses, f"{addresses.url('lea', lea.slug)}#calendar")


def qr_code(addresses: Addresses, url: str) -> QrCode | None:
    """The code of a place on the site, where the site's own address is known.

    It leads to the page and not to the feed: a phone that opens a feed's address makes a copy of
    it once, or does not know what to do.
    """
    address = addresses.absolute(url)
    if address is None:
        return None
    found = _drawn.get(address)
    if found is None:
        if len(_drawn) >= _MOST_CODES:
            _drawn.clear()
        found = _drawn[address] = QrCode(_drawing(address), address)
    return found


def _drawing(address: str) -> Markup:
    made = segno.make(address, error="m", boost_error=False, micro=False, mask=_MASK)
    drawing = io.BytesIO()
    made.save(
        drawing,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        nl=False,
        svgclass=None,
        lineclass=None,
        light="#fff",
    )
    sized = f'<svg width="{_SIZE}" height="{_SIZE}" aria-hidden="true" '
    return Markup(drawing.getvalue().decode().replace("<svg ", sized, 1))


_MOST_CODES = 64
_drawn: dict[str, QrCode] = {}
"""The codes drawn last. All languages of an LEA have one."""
