"""What every page's HTML keeps to: well-formed, in its language, its policy, nothing left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from sitegen.translating import read_translations
from tests.site.sites import LOCALES, PAGE_TYPES, RIGHT_TO_LEFT, SAMPLES, BuiltSite

pytestmark = pytest.mark.xdist_group("markup")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
LEFT_OVER = re.compile(r"\{[a-z][a-z0-9_-]*\}|%\([a-z_]+\)[sd]|\{\{|\}\}|\{%|\bNone\b|\bnull\b")
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufff0-\uffff]")
SILENT = {"script", "style", "code"}
# What stays English in every language: official names in links or bold, LEAs' and tests' names.
NAMES = {"a", "strong", "bdi", "title"}
TESTS = "Smarter Balanced, CAST, CAA for ELA, CAA for Mathematics, CSA"
NAMED = {"alt", "aria-label", "title", "placeholder", "content"}


@cache
def parsed(folder: Path, path: str) -> Element:
    """The page's ``<html>``. Raises ``ParseError`` where a browser would have to guess."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse((folder / path).read_text(encoding="utf-8"))
    return root


def tree(site: BuiltSite, tag: str, address: str) -> Element:
    return parsed(site.folder, f"{tag}/{address}index.html")


def texts(element: Element, lang: str, near: str = "") -> Iterator[tuple[str, str, str]]:
    """``(language, class of the nearest element, text)`` of all that is read out in it."""
    lang = element.get("lang", lang)
    if element.tag in SILENT:
        return
    near = f"{element.tag} {element.get('class', '')}".strip()
    if element.text:
        yield (lang, near, element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from texts(child, lang, near)
        if child.tail:
            yield (lang, near, child.tail)


@pytest.mark.parametrize("tag", LOCALES)
def test_a_page_of_each_type_is_well_formed_and_says_its_language(
    tag: str, statewide: BuiltSite
) -> None:
    for address in PAGE_TYPES.values():
        html = tree(statewide, tag, address)
        assert html.get("lang") == tag
        assert html.get("dir") == ("rtl" if tag in RIGHT_TO_LEFT else "ltr")
        assert len(html.findall(".//h1")) == 1, address
        assert len(html.findall(".//main")) == 1, address


def test_the_pages_that_have_no_language_of_their_own_are_well_formed(
    statewide: BuiltSite, behind: BuiltSite
) -> None:
    for path in ("index.html", "404.html"):
        assert parsed(statewide.folder, path).get("lang") == "en"
    assert parsed(behind.folder, "es/tasks/set-the-windows/index.html").get("lang") == "es"


def test_headings_never_skip_a_level(statewide: BuiltSite) -> None:
    for address in PAGE_TYPES.values():
        levels = [
            int(each.tag[1])
            for each in tree(statewide, "en", address).iter()
            if re.fullmatch(r"h[1-6]", str(each.tag))
        ]
        jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        assert (levels[0], jumps) == (1, []), address


def test_every_page_has_the_content_security_policy(
    statewide: BuiltSite, behind: BuiltSite
) -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    for site in (statewide, behind):
        pages = site.of_kind(".html")
        assert len(pages) > 300
        lacking = [path for path in pages if meta not in site.text(path)]
        assert lacking == []


@pytest.mark.parametrize("tag", LOCALES)
def test_every_page_has_a_title_of_its_own_and_a_description(
    tag: str, statewide: BuiltSite
) -> None:
    titles: dict[str, str] = {}
    for path in statewide.of_kind(".html"):
        if not path.startswith(f"{tag}/"):
            continue
        head = statewide.text(path).partition("</head>")[0]
        title, description = (
            found[1].strip() if (found := re.search(pattern, head, re.DOTALL)) else ""
            for pattern in (r"<title>(.*?)</title>", r'<meta name="description" content="(.*?)">')
        )
        assert title, path
        assert description, path
        assert titles.setdefault(title, path) == path, title


# --- nothing left over --------------------------------------------------------------------------


def test_no_placeholder_is_left_in_what_a_reader_sees_or_hears(statewide: BuiltSite) -> None:
    found = []
    for tag in LOCALES:
        for address in PAGE_TYPES.values():
            html = tree(statewide, tag, address)
            read = [text for _, _, text in texts(html, tag)]
            read += [
                value
                for each in html.iter()
                for name, value in each.attrib.items()
                if name in NAMED
            ]
            found += [f"/{tag}/{address}: {text}" for text in read if LEFT_OVER.search(text)]
    assert found == []


def test_no_placeholder_is_left_in_any_page(statewide: BuiltSite) -> None:
    block = re.compile(r"<script.*?</script>", re.DOTALL)
    field = re.compile(r"\{[a-z][a-z0-9-]*\}|%\([a-z_]+\)[sd]")
    for path in statewide.of_kind(".html"):
        assert field.findall(block.sub("", statewide.text(path))) == [], path


def test_no_placeholder_is_left_in_feeds_or_data(statewide: BuiltSite) -> None:
    field = re.compile(r"\{[a-z][a-z0-9-]*\}|%\([a-z_]+\)[sd]")
    for path in statewide.of_kind(".ics", ".json"):
        if path.endswith("calendars/rules.json"):
            continue  # sentences that the browser fills: tests/site/test_dates_page.py
        assert field.findall(statewide.text(path)) == [], path


def test_no_file_has_a_control_character_or_one_of_private_use(statewide: BuiltSite) -> None:
    for path in statewide.of_kind(".html", ".ics", ".json"):
        text = (statewide.folder / path).read_bytes().decode()
        assert UNSPEAKABLE.findall(text.replace("\r\n", "\n")) == [], path


# --- English in a translated page ---------------------------------------------------------------


def words(text: str) -> str:
    return " ".join(text.split())


def is_a_sentence(text: str) -> bool:
    return len(re.findall(r"[A-Za-z’']{2,}", text)) >= 4


def unmarked_english(site: BuiltSite, tag: str, address: str) -> list[str]:
    """Passages that are the English page's, word for word, and are not marked as English."""
    english = {words(text) for _, _, text in texts(tree(site, "en", address), "en")}
    return [
        f"/{tag}/{address}: {words(text)}"
        for lang, near, text in texts(tree(site, tag, address), tag)
        if lang == tag
        and is_a_sentence(text)
        and words(text) in english
        and near.split()[0] not in NAMES
        and words(text) not in TESTS
    ]


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_what_is_not_translated_is_marked_as_english(kind: str, behind: BuiltSite) -> None:
    address = PAGE_TYPES[kind]
    if kind in {"month", "task", "guide", "glossary", "checklist"}:
        marked = [
            text
            for lang, _, text in texts(tree(behind, "es", address), "es")
            if lang == "en" and is_a_sentence(text)
        ]
        assert len(marked) > 3
    assert unmarked_english(behind, "es", address) == []


@pytest.mark.parametrize("tag", [tag for tag in LOCALES if tag != "en"])
def test_no_english_stands_unmarked_in_a_translated_page(
    tag: str, statewide: BuiltSite, upstream: Path
) -> None:
    """A word of the interface that is not translated yet is `build.py messages status`' to tell."""
    interface = read_translations(upstream).standings()[tag]["ui"]
    awaited = {words(each.english) for each in interface.lacking}
    found = [
        each
        for address in PAGE_TYPES.values()
        for each in unmarked_english(statewide, tag, address)
        if each.partition(": ")[2] not in awaited
    ]
    assert found == []


@pytest.mark.parametrize("tag", [tag for tag in LOCALES if tag != "en"])
def test_no_translation_is_marked_as_english(tag: str, statewide: BuiltSite) -> None:
    """What stands under ``lang="en"`` on a shared page is on the English page as well."""
    for kind, address in PAGE_TYPES.items():
        if kind in {"LEA", "checklist"}:
            continue  # an LEA's own words may be in English on one page only
        english = words("".join(text for _, _, text in texts(tree(statewide, "en", address), "en")))
        wrong = [
            words(text)
            for lang, _, text in texts(tree(statewide, tag, address), tag)
            if lang == "en" and is_a_sentence(text) and words(text) not in english
        ]
        assert wrong == [], address


def test_the_samples_are_marked_as_made_up_in_every_language(statewide: BuiltSite) -> None:
    for tag in LOCALES:
        for slug in SAMPLES:
            html = tree(statewide, tag, f"leas/{slug}/")
            notices = [each.get("class") for each in html.iter("div")]
            assert "notice" in notices, (tag, slug)
