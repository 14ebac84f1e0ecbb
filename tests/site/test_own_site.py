"""The site that is one LEA's own: its dates, its words and its tasks on every page."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from sitegen.audit import survey
from tests.site.sites import BuiltSite, Sites

pytestmark = pytest.mark.xdist_group("site")

PARTIAL = ("--only-locale", "en", "--only-locale", "es", "--without", "pdf")
OVERLAY = """
  - op: hide
    on: check-system-downtimes
    why: {lang: en, text: The county office tells us.}
  - op: add
    on: verify-devices-are-ready
    note: {lang: en, text: "Our laptops are in the gym until {window-opens}."}
  - op: add
    on: verify-devices-are-ready
    step: {id: local-count, text: {lang: en, text: Count the chargers.}}
  - op: add
    on: verify-devices-are-ready
    link: {id: local-form, name: {lang: en, text: Our form}, url: "https://forms.example.org/a"}
  - op: add
    deadline:
      id: local-practice-week
      title: {lang: en, text: Practice week begins}
      date: 2027-02-08
  - op: add
    on: deadline:window-opens
    note: {lang: en, text: The bus company wants to know.}
  - op: set
    on: guide:system-downtimes
    field: title
    to: {lang: en, text: When systems are closed}
  - op: hide
    on: guide:system-downtimes#what-to-expect
    why: {lang: en, text: The county office tells us.}
  - op: add
    on: guide:system-downtimes
    note: {lang: en, text: Ask the county first.}
  - op: hide
    on: guide:clocks-of-testing
    why: {lang: en, text: We have a poster.}
  - op: set
    on: guide:unlisted-resources#two-limits
    field: text
    to: {lang: en, text: "The bell rings twice; see [](guide:local-laptop-cart)."}
  - op: add
    term:
      id: local-cart
      term: {lang: en, text: laptop cart, translations: {es: carrito}}
      plain: {lang: en, text: "Thirty-four laptops on wheels; see [](guide:local-laptop-cart)."}
  - op: add
    on: term:toms
    note: {lang: en, text: Rosa has our administrator account.}
  - op: hide
    on: term:nte
    why: {lang: en, text: We say not tested.}
"""


def own(sites: Sites, slug: str, overlay: str = "") -> BuiltSite:
    def change(tree: Path) -> None:
        with (tree / f"content/leas/{slug}/overlay.yaml").open("a", encoding="utf-8") as file:
            file.write(overlay)

    tree = sites.tree(f"own {slug}", change)
    return BuiltSite(sites.site(f"own {slug}", tree, "--single-lea", slug, *PARTIAL))


@pytest.fixture(scope="module")
def alder(sites: Sites) -> BuiltSite:
    """A logo, a guide, home words, a footer; a task reworded, one added, two hidden."""
    return own(sites, "alder-creek", OVERLAY)


@pytest.fixture(scope="module")
def valley(sites: Sites) -> BuiltSite:
    """Two school calendars, whose dates differ."""
    return own(sites, "manzanita-valley")


def pages(site: BuiltSite, tag: str = "en") -> dict[str, str]:
    found = [path for path in site.of_kind("index.html") if path.startswith(f"{tag}/")]
    return {
        path: site.text(path) for path in found if 'http-equiv="refresh"' not in site.text(path)
    }


def documents(site: BuiltSite, tag: str = "en") -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(site.text(f"{tag}/search/index.json"))["documents"]
    return found


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_every_page_is_the_lea_s(alder: BuiltSite) -> None:
    for path, html in pages(alder).items():
        assert '<img class="logo" src="/leas/alder-creek/logo.svg"' in html, path
        assert '<link rel="stylesheet" href="/leas/alder-creek/brand.css">' in html, path
        assert "A made-up district, here to show" in html, path
        assert "Alder Creek Union School District" in html, path
        assert "Find yours" not in html, path
        assert '/en/leas/"' not in html, path


def test_every_link_leads_somewhere(alder: BuiltSite, valley: BuiltSite) -> None:
    for site in (alder, valley):
        found = survey(site.folder, "", "")
        assert [str(each) for each in (*found.broken, *found.foreign, *found.in_place)] == []


def test_a_hidden_task_is_gone_and_its_name_leads_nowhere(alder: BuiltSite) -> None:
    for hidden in ("check-system-downtimes", "prepare-second-scorers"):
        assert not alder.has(f"en/tasks/{hidden}/index.html")
        for path, html in pages(alder).items():
            assert f"tasks/{hidden}/" not in html, path
            assert f'data-occurrence="{hidden}@' not in html, path
        assert hidden not in {each["id"] for each in documents(alder)}
        assert f'"{hidden}"' not in alder.text("data/v1/tasks.json")


def test_a_month_lists_what_the_checklist_does(alder: BuiltSite) -> None:
    checklist = alder.page("en", "leas/alder-creek/checklist/")
    for month in ("november", "january"):
        section = re.split(r'<section id="', checklist)
        (of_month,) = [each for each in section if each.startswith(f'{month}"')]
        listed = re.findall(r'data-occurrence="([^"]+)"', of_month)
        page = alder.page("en", f"months/{month}/")
        assert re.findall(r'data-occurrence="([^"]+)"', page) == listed
        assert re.search(rf"\b{len(listed)} tasks?\b", words(page))


def test_a_reworded_task_has_its_words_everywhere(alder: BuiltSite) -> None:
    wording = "Post the test window dates in both school offices"
    assert f"<h1>{wording}</h1>" in alder.page("en", "tasks/share-test-window-dates/")
    (task,) = [each for each in documents(alder) if each["id"] == "share-test-window-dates"]
    assert task["title"] == wording
    linking = re.compile(r'<a href="/en/tasks/share-test-window-dates/">(.*?)</a>')
    lists = [alder.page("en", f"topics/{topic}/") for topic in ("communication",)]
    found = {name for html in lists for name in linking.findall(html)}
    assert found <= {wording}
    spanish = alder.page("es", "tasks/share-test-window-dates/")
    assert (
        "<h1>Publicar las fechas de las pruebas en las oficinas de las dos escuelas</h1>" in spanish
    )


def test_an_own_task_stands_in_its_month_and_is_led_to(alder: BuiltSite) -> None:
    place = "/en/months/january/#local-borrow-laptops@january"
    assert 'id="local-borrow-laptops@january"' in alder.page("en", "months/january/")
    for address in ("topics/toms-and-technology-support/", "roles/technology/"):
        assert f'<a href="{place}">Reserve the county’s laptop cart</a>' in alder.page(
            "en", address
        )
    (task,) = [each for each in documents(alder) if each["id"] == "local-borrow-laptops"]
    assert task["url"] == place
    (data,) = [
        each
        for each in json.loads(alder.text("data/v1/tasks.json"))["tasks"]
        if each["id"] == "local-borrow-laptops"
    ]
    assert data["url"] == place
    assert data["title"] == "Reserve the county’s laptop cart"


def test_what_the_overlay_adds_to_a_task_is_on_its_page(alder: BuiltSite) -> None:
    page = alder.page("en", "tasks/verify-devices-are-ready/")
    said = words(page)
    assert "Our laptops are in the gym until Wednesday, March 3, 2027" in said
    assert '<li id="local-count">Count the chargers. <span class="local">' in page
    assert 'href="https://forms.example.org/a"' in page
    assert "Count the chargers." in words(alder.page("en", "months/january/"))
    (task,) = [each for each in documents(alder) if each["id"] == "verify-devices-are-ready"]
    assert "Count the chargers." in str(task["text"])


def test_an_own_date_stands_among_the_dates(alder: BuiltSite) -> None:
    row = '<li id="deadline-local-practice-week" data-date="2027-02-08">'
    for address in ("", "months/february/", "calendars/"):
        page = alder.page("en", address)
        assert row in page
        dates = re.findall(r'<li id="deadline-[^"]+" data-date="([^"]+)"', page)
        assert dates == sorted(dates)
    assert row not in alder.page("en", "months/march/")
    assert "The bus company wants to know." in words(alder.page("en", "calendars/"))


def test_a_shared_guide_is_as_the_lea_has_it(alder: BuiltSite) -> None:
    page = alder.page("en", "guides/system-downtimes/")
    assert "<h1>When systems are closed</h1>" in page
    assert "Ask the county first." in words(page)
    assert 'id="what-to-expect"' not in page
    assert "#what-to-expect" not in page
    (found,) = [each for each in documents(alder) if each["id"] == "system-downtimes"]
    assert found["title"] == "When systems are closed"
    assert "what-to-expect" not in str(found)
    assert not alder.has("en/guides/clocks-of-testing/index.html")
    assert all("guides/clocks-of-testing/" not in html for html in pages(alder).values())
    assert "clocks-of-testing" not in {each["id"] for each in documents(alder)}


def test_the_text_of_a_changed_section_is_found(alder: BuiltSite) -> None:
    (found,) = [
        each
        for each in documents(alder)
        if each["id"] == "unlisted-resources" and each["kind"] == "guide"
    ]
    sections = {each["id"]: each for each in found["sections"]}  # type: ignore[attr-defined]
    assert sections["two-limits"]["text"] == "The bell rings twice; see The county’s laptop cart."
    (other,) = [
        each
        for each in documents(alder)
        if each["id"] == "system-downtimes" and each["kind"] == "guide"
    ]
    assert "Ask the county first." in str(other["text"])
    (spanish,) = [
        each
        for each in documents(alder, "es")
        if each["id"] == "unlisted-resources" and each["kind"] == "guide"
    ]
    (section,) = [each for each in spanish["sections"] if each["id"] == "two-limits"]  # type: ignore[attr-defined]
    assert section["en"]["text"].startswith("The bell rings twice")


def test_own_dates_and_notes_are_found(alder: BuiltSite) -> None:
    found = {(each["kind"], each["id"]): each for each in documents(alder)}
    week = found["deadline", "local-practice-week"]
    assert week["title"] == "Practice week begins"
    assert week["url"] == "/en/calendars/#deadline-local-practice-week"
    assert week["when"] == "Monday, February 8, 2027"
    assert "Our laptops are in the gym" in str(found["task", "verify-devices-are-ready"]["text"])
    assert "Rosa has our administrator account." in str(found["term", "toms"]["text"])


def test_an_own_term_stands_in_the_glossary(alder: BuiltSite) -> None:
    page, glossary = alder.page("en", "glossary/local-cart/"), alder.page("en", "glossary/")
    assert "<h1>laptop cart</h1>" in page
    assert "Thirty-four laptops on wheels; see The county’s laptop cart . added locally" in words(
        page
    )
    assert 'href="/en/leas/alder-creek/guides/local-laptop-cart/">The county' in page
    listed = re.findall(r'<dt><a href="/en/glossary/([^/]+)/">', glossary)
    assert listed.index("k-2") < listed.index("local-cart") < listed.index("lea")
    assert '<a href="/en/glossary/local-cart/">laptop cart</a>' in glossary
    (term,) = [each for each in documents(alder) if each["id"] == "local-cart"]
    assert (term["kind"], term["title"], term["url"]) == (
        "term",
        "laptop cart",
        "/en/glossary/local-cart/",
    )
    assert "<h1>carrito</h1>" in alder.page("es", "glossary/local-cart/")
    home = alder.page("en", "leas/alder-creek/")
    assert '<dt id="word-local-cart"><a href="/en/glossary/local-cart/">' in home


def test_a_note_stands_beside_the_states_term(alder: BuiltSite) -> None:
    for address in ("glossary/", "glossary/toms/"):
        assert "Rosa has our administrator account. added locally" in words(
            alder.page("en", address)
        )


def test_a_left_out_term_is_gone(alder: BuiltSite) -> None:
    assert not alder.has("en/glossary/nte/index.html")
    assert "nte" not in {each["id"] for each in documents(alder)}
    for path, html in pages(alder).items():
        assert "glossary/nte/" not in html, path
        assert 'data-term="nte"' not in html, path


def test_an_own_guide_is_found(alder: BuiltSite) -> None:
    url = "/en/leas/alder-creek/guides/local-laptop-cart/"
    assert f'href="{url}"' in alder.page("en", "topics/toms-and-technology-support/")
    assert f'href="{url}"' in alder.page("en", "months/january/")
    (guide,) = [each for each in documents(alder) if each["id"] == "local-laptop-cart"]
    assert guide["url"] == url
    assert "34 laptops" in str(guide["text"])
    assert "El carrito de computadoras" in alder.page(
        "es", "leas/alder-creek/guides/local-laptop-cart/"
    )


def test_home_says_what_the_lea_says(alder: BuiltSite) -> None:
    said = words(alder.page("en", ""))
    assert "Both schools test in the same weeks." in said
    assert "before the windows are set on Tuesday, December 1, 2026" in said


def test_dates_are_the_lea_s_in_lists_and_in_sentences(alder: BuiltSite) -> None:
    dates = json.loads(alder.text("data/v1/leas/alder-creek.json"))["dates"]
    known = {each["deadline"]: each["date"] for each in dates if each["date"]}
    assert {"window-opens", "period-opens", "period-closes"} <= set(known)
    for address in ("", "calendars/"):
        rows = dict(
            re.findall(
                r'<li id="deadline-([\w-]+)" data-date="([\d-]+)"', alder.page("en", address)
            )
        )
        assert known.items() <= rows.items()
    for path, html in pages(alder).items():
        for name in known:
            open_row = rf'<li id="deadline-{name}"[^>]*>\s*<p class="when open-date">'
            assert not re.search(open_row, html), path


def test_where_calendars_differ_each_date_names_its_own(valley: BuiltSite) -> None:
    page = valley.page("en", "calendars/")
    assert 'id="deadline-window-opens"' in page
    assert "Mar 1" in page
    assert "Mar 2" in page
    sentence = re.compile(
        r'<time datetime="2027-03-01">[^<]*</time> \(Traditional calendar\) and '
        r'<time datetime="2027-03-02">[^<]*</time> \(Year-round calendar'
    )
    assert any(sentence.search(html) for html in pages(valley).values())
