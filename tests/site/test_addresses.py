"""Public addresses are promises: the list of them may only grow.

An address that the site has and the list has not fails a test, so that a new one is a decision.
To add what is new: ``python3 build.py test tests/site/test_addresses.py --record-addresses``.
Nothing takes an address off the list; a renamed record keeps its old one as an alias.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.sites import LOCALES, TRACKS, BuiltSite

pytestmark = pytest.mark.xdist_group("site")

LIST = Path(__file__).parent / "addresses.txt"
HEAD = """\
# The public addresses of the site. {locale} is each of its languages; {lea} is each LEA, in the
# languages of its profile (letters: in all); {track} is each school calendar of an LEA that has
# several. The list may only grow; to add what is new:
# python3 build.py test tests/site/test_addresses.py --record-addresses
"""


def languages_of_leas(site: BuiltSite) -> dict[str, list[str]]:
    leas = json.loads(site.text("data/v1/leas.json"))["leas"]
    return {lea["slug"]: lea["languages"] for lea in leas}


OWN = re.compile(r"leas/[^/]+/(?:guides/|letters/local-|logo\.|brand\.css)")
"""What an LEA draws and writes itself is the LEA's to keep or to take away, and so are the shared
guides that it changes: they stand among its pages for as long as it does."""


def addresses(site: BuiltSite) -> dict[str, str]:
    """Each public address of a site, its file's path beside it; assets are named by content."""
    return {
        "/" + path.removesuffix("index.html"): path
        for path in site.paths
        if not path.startswith("assets/") and not OWN.search(path)
    }


def pattern(address: str, leas: dict[str, list[str]]) -> str:
    """An address as the list has it: ``/{locale}/leas/{lea}/``."""
    parts = address.split("/")
    if parts[1] in LOCALES:
        parts[1] = "{locale}"
    if "leas" in parts:
        at = parts.index("leas") + 1
        name, dot, kind = parts[at].partition(".") if at < len(parts) else ("", "", "")
        if name in leas:
            parts[at] = "{lea}" + dot + kind
    return re.sub(r"/track-[a-z0-9-]+\.ics$", "/track-{track}.ics", "/".join(parts))


def listed() -> list[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def expanded(pattern: str, leas: dict[str, list[str]]) -> Iterator[str]:
    """The addresses that a line of the list promises."""
    slugs: dict[str, list[str]] = leas if "{lea}" in pattern else {"": list(LOCALES)}
    for slug, languages in slugs.items():
        if "{track}" in pattern:
            for track in TRACKS.get(slug, ()):
                yield from expanded(pattern.replace("{track}", track), {slug: languages})
            continue
        with_lea = pattern.replace("{lea}", slug)
        if "{locale}" not in with_lea:
            yield with_lea
            continue
        for tag in LOCALES if with_lea.endswith(".pdf") else languages:
            yield with_lea.replace("{locale}", tag)


def test_every_address_that_was_ever_promised_is_there(statewide: BuiltSite) -> None:
    there, leas = addresses(statewide), languages_of_leas(statewide)
    promised = [each for line in listed() for each in expanded(line, leas)]
    assert len(promised) > 1000
    assert [each for each in promised if each not in there] == []


def test_every_address_of_the_site_is_promised(
    statewide: BuiltSite, request: pytest.FixtureRequest
) -> None:
    leas = languages_of_leas(statewide)
    known = listed()
    new = {pattern(each, leas) for each in addresses(statewide)} - set(known)
    if request.config.getoption("--record-addresses", default=False):
        LIST.write_text(HEAD + "\n".join(sorted({*known, *new})) + "\n", encoding="utf-8")
        return
    assert sorted(new) == [], "new addresses; the head of this file says how to add them"


def test_the_list_is_in_order_and_names_nothing_twice() -> None:
    assert listed() == sorted(set(listed()))
