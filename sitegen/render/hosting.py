"""``_headers``: what Netlify, Cloudflare Pages and hosts like them shall send with each file.

Other servers need the same lines in their own words; ``docs/hosting.md`` has them. Paths have at
most one asterisk, and a placeholder for a folder, since that is what all of these hosts read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The pages' own policy (``layouts/base.html``). ``frame-ancestors`` works in a header alone."""

_EVERYWHERE = (
    f"Content-Security-Policy: {POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
)
_FEED = ("Content-Type: text/calendar; charset=utf-8", "Cache-Control: public, max-age=3600")
_ASSET = ("Cache-Control: public, max-age=31536000, immutable",)


def headers_file(base_path: str, tags: Sequence[str]) -> str:
    """The file, for a site below ``base_path`` in the languages ``tags``."""
    lines = ["# What hosts that read this file send. Other servers: docs/hosting.md"]
    for path, headers in _rules(tags):
        lines += [f"{base_path}{path}", *(f"  {header}" for header in headers)]
    return "\n".join(lines) + "\n"


def _rules(tags: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    yield ("*", _EVERYWHERE)
    yield ("assets/*", _ASSET)
    for tag in tags:
        yield (f"{tag}/calendars/*.ics", _FEED)
        yield (f"{tag}/leas/:lea/*.ics", _FEED)
