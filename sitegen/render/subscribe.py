"""The ways to follow a feed: one address, as each calendar program wants it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from sitegen.render.addresses import Addresses
from sitegen.render.markdown import Text


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


def feed_view(
    id_: str, title: Text, about: Text | None, addresses: Addresses, path: str, name: str
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
    )
