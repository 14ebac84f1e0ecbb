"""QR codes can be scanned, and lead to the place on the site that they stand in."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from tests.site.sites import ORIGIN, BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

CODE = re.compile(r'<div role="img" aria-label="[^"]*?(https://[^"]+)">(<svg.*?</svg>)</div>')


@pytest.mark.parametrize(
    ("page", "places"),
    [
        (
            "calendars/",
            [f"ar/calendars/#feed-{name}" for name in ("statewide", "months", "due-in-7-days")],
        ),
        ("leas/manzanita-valley/", ["en/leas/manzanita-valley/#calendar"]),
    ],
)
def test_a_code_leads_to_its_place(
    page: str, places: list[str], hosted: BuiltSite, browser: Browser
) -> None:
    html = hosted.page("ar", page)
    codes = CODE.findall(html)
    assert [address for address, _ in codes] == [f"{ORIGIN}/handbook/{place}" for place in places]
    opened = browser.new_page()
    for address, drawing in codes:
        opened.set_content(f"<title>x</title>{drawing}")
        picture = Image.open(io.BytesIO(opened.locator("svg").screenshot()))
        assert [found.text for found in zxingcpp.read_barcodes(picture)] == [address]
        path, _, fragment = address.removeprefix(f"{ORIGIN}/handbook/").partition("#")
        assert f'id="{fragment}"' in hosted.text(f"{path}index.html")
    opened.close()


def test_without_an_origin_there_is_no_code(statewide: BuiltSite) -> None:
    assert 'role="img" aria-label="QR' not in statewide.page("en", "calendars/")
    assert "<svg width=" not in statewide.page("en", "leas/manzanita-valley/")
