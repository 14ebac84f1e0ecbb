"""An LEA's logo and colour on pages: its files, and what the pages put out of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.editions import LeaCard, LeaYear
from sitegen.render.addresses import brand_file

SHEET = "brand.css"
LOGO_HEIGHT = 64
"""CSS pixels of a logo's height on its LEA's home; what is wider than high is no wider than
three times that."""
_WIDEST = 3
HEADER_LOGO = 40
"""Its height in the header of its LEA's own site."""

_COLOURS = """\
:root {{ --brand: {light}; }}
@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ --brand: {dark}; }} }}
:root[data-theme="dark"] {{ --brand: {dark}; }}
.masthead {{ border-block-end: calc(var(--u) * 1) solid var(--brand); }}
"""
_LOGO = """\
img.logo { display: block; margin-block-end: calc(var(--u) * 4); }
.brand img.logo {
  display: inline-block;
  vertical-align: middle;
  margin-block: 0;
  margin-inline-end: calc(var(--u) * 2);
}
:root[data-theme="dark"] img.logo { background: #ffffff; padding: calc(var(--u) * 1); }
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) img.logo { background: #ffffff; padding: calc(var(--u) * 1); }
}
@media print { img.logo { background: none; padding: 0; } }
"""


@dataclass(frozen=True, slots=True)
class LogoView:
    """A logo as ``<img>`` shows it; ``alt`` is empty where its name stands beside it."""

    url: str
    width: int
    height: int
    alt: str


def brand_files(card: LeaCard) -> Iterator[str]:
    """The paths of an LEA's logo and style sheet, as far as it has them."""
    if card.logo is not None:
        yield brand_file(card.slug, card.logo)
    if card.branded:
        yield brand_file(card.slug, SHEET)


def brand_bytes(lea: LeaYear) -> Iterator[tuple[str, bytes]]:
    """The same paths with their bytes."""
    if lea.logo is not None:
        yield (brand_file(lea.slug, lea.logo.name), lea.logo.content)
    if lea.card.branded:
        colours = lea.colours
        sheet = _COLOURS.format(light=colours.light, dark=colours.dark) if colours else ""
        yield (brand_file(lea.slug, SHEET), (sheet + (_LOGO if lea.logo else "")).encode())


def sheet_url(lea: LeaYear, base_path: str) -> str | None:
    return base_path + brand_file(lea.slug, SHEET) if lea.card.branded else None


def logo_view(lea: LeaYear, base_path: str, tag: str, height: int = LOGO_HEIGHT) -> LogoView | None:
    """The logo at most ``height`` high and three times as wide."""
    logo, alt = lea.logo, lea.profile.logo_alt
    if logo is None:
        return None
    scale = min(height / logo.height, _WIDEST * height / logo.width)
    said = (
        ""
        if alt is None
        else next(
            (str(text) for lang, text in alt.translations.items() if lang == tag), str(alt.text)
        )
    )
    return LogoView(
        base_path + brand_file(lea.slug, logo.name),
        max(1, round(logo.width * scale)),
        max(1, round(logo.height * scale)),
        said,
    )


def logo_html(view: LogoView | None) -> Markup:
    if view is None:
        return Markup()
    html = '<img class="logo" src="{}" width="{}" height="{}" alt="{}">'
    return Markup(html).format(view.url, view.width, view.height, view.alt)
