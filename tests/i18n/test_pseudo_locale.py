"""Pages of every type with every text changed: plain English on them was never extracted.

The site is the real one, in Spanish, with a catalog in which each text is accented. What may
still be plain: names that stay in English in every language, an LEA's own words, and dates,
which Unicode's CLDR writes.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from babel.dates import get_day_names, get_month_names

from sitegen.content.files import Tree
from sitegen.content.handbook import Handbook
from sitegen.content.loading import Loader
from sitegen.content.texts import texts_of
from sitegen.deadlines.testing_words import ASSESSMENTS
from sitegen.i18n.content_messages import VERBATIM
from sitegen.i18n.locales import LOCALES
from sitegen.problems import Problems
from tests.i18n.built import ROOT, build_site, copy_tree, letter_html
from tests.i18n.pseudo import lay_catalogs, pseudo
from tests.site.sites import PAGE_TYPES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pseudo-locale")]

TAG, LEA = "es", "manzanita-valley"
SAID = {"alt", "aria-label", "title", "placeholder", "content", "data-label"}
MUTE = {"script", "style", "code"}
NO_WORDS = {"viewport", "color-scheme", "theme-color", "generator", None}
"""The names of ``<meta>`` whose content nobody reads; without a name it is no text either."""
DIGITAL = re.compile(r"\S+@\S+|https?://\S+|(?<!\w)/[\w/.-]+|%\(\w+\)[sd]|\b[a-z]+(?:\.[a-z]+)+\b")
WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The real site with one LEA, accented."""
    base = tmp_path_factory.mktemp("pseudo")
    tree = copy_tree(base / "tree")
    lay_catalogs(tree, TAG, pseudo)
    origin = "https://handbook.example.org"
    report = build_site(tree, base / "site", locales=(TAG,), leas=(LEA,), origin=origin)
    assert report.published, report.problems
    yield base / "site"
    shutil.rmtree(base)


@cache
def handbook() -> Handbook:
    return Loader(Tree(ROOT, Problems())).load().handbook


PROGRAMS = {"Google Calendar", "Outlook", "Outlook.com", "Apple Calendar", "Mac", "iPhone", "iPad"}
"""Calendar programs and devices (``locales/keep.yaml``)."""


@cache
def official() -> frozenset[str]:
    """What may stand in English, marked so: official names, terms, and sections of law."""
    records = {
        "deadlines": handbook().deadlines(handbook().year).values(),
        "glossary": handbook().terms.values(),
        "resources": handbook().resources.values(),
        "how-to": handbook().how_to,
    }
    return (
        frozenset(
            str(text)
            for domain, every in records.items()
            for record in every
            for _, field, text in texts_of(record, "")
            if field in VERBATIM[domain]
        )
        | {str(edition.name) for edition in handbook().settings.editions}
        | PROGRAMS
    )


@cache
def own_words() -> re.Pattern[str]:
    """What may be plain in a page's own language: dates, an LEA's words, a few proper names."""
    names = {"Coordinator Handbook", "CAASPP", "ELPAC", "kB", *CLDR_WORDS}
    names |= {locale.endonym for locale in LOCALES.values()}
    names |= {each for each in ASSESSMENTS.values() if each.isupper() or each[0:3] in TESTS}
    for file in (ROOT / "content" / "leas" / LEA).rglob("*.yaml"):
        names |= set(strings(yaml.safe_load(file.read_text(encoding="utf-8"))))
    every = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    return re.compile(rf"(?<![A-Za-z])(?:{every})(?![A-Za-z])")


TESTS = ("CAA", "Sma")
CLDR_WORDS = {
    spelled
    for names in (get_month_names, get_day_names)
    for width in ("wide", "abbreviated")
    for name in names(width, locale=TAG).values()
    for spelled in (name, name.capitalize(), name.rstrip("."))
} | {"de", "al", "y", "a"}


def strings(value: Any) -> Iterator[str]:
    """Every text in a value of YAML or JSON; what is under ``en`` is English on purpose."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "en":
                yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def plain(text: str) -> list[str]:
    """The English words of a text that ought to be in another language."""
    return WORD.findall(own_words().sub(" ", DIGITAL.sub(" ", " ".join(text.split()))))


def said(element: Any, lang: str) -> Iterator[tuple[str, str]]:
    """``(language, text)`` of all that is read out in an element, attributes among it."""
    if element.tag in MUTE:
        return
    lang = element.get("lang", lang)
    if element.tag != "meta" or element.get("name") not in NO_WORDS:
        yield from ((lang, element.get(name)) for name in sorted(SAID) if element.get(name))
    for child in element:
        if isinstance(child.tag, str):
            yield from said(child, lang)
    yield from ((lang, text) for text in (element.text, *(each.tail for each in element)) if text)


def english_of(html: str) -> list[str]:
    """The texts of a page that a translator should have met, and has not."""
    page = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    named = official_heading(page)
    return [
        text
        for lang, text in said(page, TAG)
        if plain(re.sub(rf"^{re.escape(named)}(?=[ :])", "", text) if named else text)
        and not (lang == "en" and " ".join(text.split()) in official())
    ]


def official_heading(page: Any) -> str:
    """The page's own name where it is an official one, marked so in its heading: a title and a
    description, which begin with it, have no way to mark it."""
    for heading in page.iter("h1"):
        for child in heading:
            if child.get("lang") == "en" and (child.text or "").strip() in official():
                return str(child.text).strip()
    return ""


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_a_page_of_each_type_holds_no_plain_english(kind: str, site: Path) -> None:
    page = site / TAG / PAGE_TYPES[kind] / "index.html"
    html = page.read_text(encoding="utf-8")
    assert pseudo("About this site") in html  # the catalog is in use
    assert english_of(html) == []


def test_no_other_page_holds_any_either(site: Path) -> None:
    """Redirects, the page that is not there, and every page of every record; but for the
    chooser at the root, which has no language of its own."""
    found = {
        page.relative_to(site).as_posix(): left
        for page in site.rglob("*/**/*.html")
        if (left := english_of(page.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_what_the_scripts_say_is_translated(site: Path) -> None:
    block = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
    for address in PAGE_TYPES.values():
        html = (site / TAG / address / "index.html").read_text(encoding="utf-8")
        for data in block.findall(html):
            assert [text for text in spoken(json.loads(data)) if plain(text)] == [], address


SPOKEN = re.compile(r"[ A-Z…]")


def spoken(value: Any) -> Iterator[str]:
    """The strings in a script's data that are words for a reader: no ids, no addresses."""
    yield from (each for each in strings(value) if SPOKEN.search(each) and "/" not in each)


def test_a_letter_holds_no_plain_english(site: Path) -> None:
    letters = sorted(site.rglob("*.pdf"))
    assert len(letters) >= 2  # the LEA's, and the one of no LEA
    for letter in letters:
        html = letter_html(letter)
        assert pseudo("Dear parent or guardian,") in html
        assert english_of(html) == []


def test_a_feed_holds_no_plain_english(site: Path) -> None:
    feeds = sorted((site / TAG).rglob("*.ics"))
    assert len(feeds) >= 2
    for feed in feeds:
        lines = feed.read_bytes().decode().replace("\r\n ", "").split("\r\n")
        texts = [
            line.partition(":")[2].replace("\\,", ",").replace("\\n", " ").replace("\\;", ";")
            for line in lines
            if line.startswith(("SUMMARY", "DESCRIPTION", "X-WR-CALNAME", "NAME", "X-WR-CALDESC"))
        ]
        assert len(texts) > 2 * lines.count("BEGIN:VEVENT") > 0
        assert [text for text in texts if plain(text)] == [], feed.name


def test_the_search_index_holds_no_plain_english(site: Path) -> None:
    folder = site / TAG / "search"
    found = [
        text
        for path in folder.glob("*.json")
        for text in strings(json.loads(path.read_text(encoding="utf-8")))
        if SPOKEN.search(text) and "/" not in text and plain(text) and text not in official()
    ]
    assert found == []


# --- what the scripts themselves must not say ---------------------------------------------------

LITERAL = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
SENTENCE = re.compile(r"[A-Z][a-z’']+,? [A-Za-z]|(?:[A-Za-z’']+[ ,]+){3}[A-Za-z]|[a-z]{2}[.!?…]$")
DATA = {"search-stopwords.js"}
"""What lists words of all languages, for the search to pass over."""
SCRIPTS = sorted(
    path for path in (ROOT / "layouts" / "assets" / "js").rglob("*.js") if path.name not in DATA
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_script_has_no_words_of_its_own(path: Path) -> None:
    """What scripts say comes from the page, in its language (``partials/strings.html``)."""
    code = COMMENT.sub(" ", path.read_text(encoding="utf-8"))
    code = re.sub(r"\bnew Error\([^)]*\)", "", code)  # for who reads the console
    literals = [found[0][1:-1] for found in LITERAL.finditer(code)]
    assert [each for each in literals if SENTENCE.search(each)] == []


def test_the_letters_layout_has_no_words_of_its_own() -> None:
    text = (ROOT / "layouts" / "letters" / "letter.html").read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " ", text, flags=re.DOTALL)
    assert WORD.findall(text) == []
