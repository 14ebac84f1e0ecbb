"""Which words of a page are explained: a table of texts, and the rules about pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup, escape

from sitegen.content.files import Tree
from sitegen.content.loading import Loader
from sitegen.content.models import Term
from sitegen.content.texts import texts_of
from sitegen.problems import Problems, Source
from sitegen.render.markdown import Renderer, Text
from sitegen.render.term_pages import records_that_use_terms, uses_of_terms
from sitegen.render.terms import Explainer, TermFinder

ROOT = Path(__file__).parents[2]


def term(name: str, *forms: str) -> Term:
    id_ = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    place = Source("content/glossary.yaml")
    written = {"id": id_, "term": name, "meaning": "what it means", "plain": "In plain words."}
    return Term.model_validate({"@": place, **written, "forms": list(forms)})


TERMS = (
    *(term("SSR", "score report"), term("LEA"), term("LEA CAASPP coordinator", "LEA coordinator")),
    *(term("CAA"), term("CAA for Science"), term("CAASPP"), term("CAST"), term("CAT")),
    *(term("PT", "performance task"), term("non-PT"), term("embedded PT"), term("TA")),
    *(term("accommodation"), term("UDAs"), term("IDEA"), term("Matrix"), term("EC"), term("EL")),
)
FINDER = TermFinder(TERMS)


class Surroundings:
    """Links lead to ``#kind-id``; a field is its own name in capitals."""

    def link(self, kind: str, id_: str, label: Markup, _lang: str, /) -> Markup:
        return Markup('<a href="#{}-{}">{}</a>').format(kind, id_, label)

    def field(self, name: str, _lang: str, /) -> Markup:
        return escape(name.upper())


class Address:
    def __init__(self, id_: str) -> None:
        self.url = f"/{id_}"


def renderer(tag: str = "en") -> Renderer:
    return Renderer(tag, Surroundings(), FINDER)


def explained(*texts: Text, own: str | None = None) -> list[str]:
    """The texts of one page, in brackets what it explains: ``[SSR: ssr]``."""
    explain = Explainer(Address, own)
    use = re.compile(r'<a class="term" href="/([^"]*)" data-term="\1">([^<]*)</a>')
    return [use.sub(r"[\2: \1]", explain(text)) for text in texts]


def page(*texts: str, tag: str = "en", own: str | None = None) -> list[str]:
    made = renderer(tag)
    return explained(*(made.inline(text, text) for text in texts), own=own)


EXPLAINED = [
    # the first use on the page, and no other
    ("The SSR is the SSR.", "The [SSR: ssr] is the SSR."),
    ("Each SSR, then each score report.", "Each [SSR: ssr], then each score report."),
    # whole words
    ("CASTING, BROADCAST, XCAST2 and CAST_Report", "CASTING, BROADCAST, XCAST2 and CAST_Report"),
    ("ask@CAST.example", "ask@CAST.example"),
    ("(CAST)", "([CAST: cast])"),
    ("the LEA’s own plan", "the [LEA: lea]’s own plan"),
    ("an LEA-level report", "an [LEA: lea]-level report"),
    ("IDEA/EC", "[IDEA: idea]/[EC: ec]"),
    # the case of letters tells an abbreviation from a word
    ("a cast, an idea, a cat", "a cast, an idea, a cat"),
    ("the Matrix, not a matrix", "the [Matrix: matrix], not a matrix"),
    (
        "Accommodations need an accommodation.",
        "[Accommodations: accommodation] need an accommodation.",
    ),
    # plural forms
    ("SSRs for all LEAs", "[SSRs: ssr] for all [LEAs: lea]"),
    ("score reports", "[score reports: ssr]"),
    ("UDAs, never UDAss", "[UDAs: udas], never UDAss"),
    # the longest term wins, and leaves nothing of itself to shorter ones
    (
        "the CAA for Science and the CAAs",
        "the [CAA for Science: caa-for-science] and the [CAAs: caa]",
    ),
    (
        "the LEA CAASPP coordinator of the LEA",
        "the [LEA CAASPP coordinator: lea-caaspp-coordinator] of the [LEA: lea]",
    ),
    (
        "LEA coordinators of CAASPP",
        "[LEA coordinators: lea-caaspp-coordinator] of [CAASPP: caaspp]",
    ),
    (
        "non-PT, embedded PTs, PT",
        "[non-PT: non-pt], [embedded PTs: embedded-pt], [PT: pt]",
    ),
    # a term may be broken where a line ends
    ("a performance\ntask", "a [performance\ntask: pt]"),
    # not in links, code and the values of fields
    ("[the SSR](task:x) and an SSR", '<a href="#task-x">the SSR</a> and an [SSR: ssr]'),
    ("[**SSR** now](task:x)", '<a href="#task-x"><strong>SSR</strong> now</a>'),
    ("`SSR` is code", "<code>SSR</code> is code"),
    ("by {lea}, each LEA", "by LEA, each [LEA: lea]"),
    ("**SSR**, in strong words", "<strong>[SSR: ssr]</strong>, in strong words"),
    # what could be markup stays what it was
    ("SSR & <LEA>", "[SSR: ssr] &amp; &lt;[LEA: lea]&gt;"),
]


@pytest.mark.parametrize(("text", "shown"), EXPLAINED, ids=[text for text, _ in EXPLAINED])
def test_what_is_explained_in_a_text(text: str, shown: str) -> None:
    assert page(text) == [shown]


OTHER_LANGUAGES = [
    ("zh-Hant", "在TOMS中查看SSR。每個LEA的SSR", "在TOMS中查看[SSR: ssr]。每個[LEA: lea]的SSR"),
    ("ko", "LEA는 SSR을 보냅니다.", "[LEA: lea]는 [SSR: ssr]을 보냅니다."),
    ("ar", "ترسل الـLEA تقرير SSR.", "ترسل الـ[LEA: lea] تقرير [SSR: ssr]."),
    ("es", "Los SSR de la LEA, y los ELÁN", "Los [SSR: ssr] de la [LEA: lea], y los ELÁN"),
    ("vi", "Báo cáo SSR của LEA, ẤEL", "Báo cáo [SSR: ssr] của [LEA: lea], ẤEL"),
    ("fil", "Ang mga SSR ng LEA", "Ang mga [SSR: ssr] ng [LEA: lea]"),
]


@pytest.mark.parametrize(
    ("tag", "text", "shown"), OTHER_LANGUAGES, ids=[tag for tag, *_ in OTHER_LANGUAGES]
)
def test_letters_are_found_in_every_language_with_or_without_spaces(
    tag: str, text: str, shown: str
) -> None:
    assert page(text, tag=tag) == [shown]


def test_a_text_that_is_not_in_the_page_s_language_explains_nothing() -> None:
    """It would be explained in the page's language, amid another."""
    english = renderer("es").inline("The SSR", None)
    assert (english.lang, explained(english)) == ("en", ["The SSR"])


def test_a_page_explains_a_term_once_and_never_the_term_it_is_about() -> None:
    assert page("An SSR", "SSRs of an LEA", "LEAs") == [
        "An [SSR: ssr]",
        "SSRs of an [LEA: lea]",
        "LEAs",
    ]
    assert page("An SSR of an LEA", own="ssr") == ["An SSR of an [LEA: lea]"]


def test_a_guide_explains_nothing_in_headings_and_heads_of_tables() -> None:
    body = "## The SSR\n\nThe *SSR*\n\n| LEA | what |\n| --- | --- |\n| an LEA | one CAT |\n"
    found = explained(renderer().body(body, lambda english: english))[0]
    assert '<h2 id="the-ssr">The SSR</h2>' in found
    assert "<em>[SSR: ssr]</em>" in found
    assert "<th>LEA</th>" in found
    assert "<td>an [LEA: lea]</td>\n<td>one [CAT: cat]</td>" in found


def test_a_guide_explains_nothing_in_paragraphs_that_have_fallen_back_to_english() -> None:
    body = "The SSR is here.\n\nThe LEA sends it.\n\n- an SSR\n"
    spanish = {"The LEA sends it.": "La LEA lo envía."}
    found = explained(renderer("es").body(body, spanish.get))[0]
    assert found == (
        '<p lang="en" dir="ltr">The SSR is here.</p>\n<p>La [LEA: lea] lo envía.</p>\n'
        '<ul>\n<li><span lang="en" dir="ltr">an SSR</span></li>\n</ul>\n'
    )


def test_what_is_not_explained_is_as_if_there_were_no_terms() -> None:
    """Titles, feeds, search and LEAs' pages read ``html`` and ``plain``: no mark is in them."""
    for text, _ in EXPLAINED:
        with_terms = renderer().inline(text, text)
        without = Renderer("en", Surroundings()).inline(text, text)
        assert (with_terms.html, with_terms.plain) == (without.html, without.plain)
        assert without.marked is None


# --- the shipped glossary -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def handbook() -> Any:
    return Loader(Tree(ROOT, Problems())).load().handbook


def test_no_two_terms_are_written_the_same(handbook: Any) -> None:
    written: dict[str, str] = {}
    for each in handbook.terms.values():
        for spelling in (each.term, *each.forms):
            assert written.setdefault(str(spelling).lower(), each.id) == each.id, spelling


def test_terms_that_the_source_s_list_leaves_out_are_there_and_marked_as_ours(
    handbook: Any,
) -> None:
    """``errata.md``, row 14, names the first five; the others stand on our pages."""
    ours = ("cars", "saas", "ltel", "ar-ltel", "hat", "nel", "eo", "ets", "lea-coordinator")
    for id_ in ours:
        assert handbook.terms[id_].added, id_
    for id_, each in handbook.terms.items():
        is_listed = any(row.startswith("checklist/acronyms/") for row in each.sources)
        assert each.added is not is_listed, id_


def test_what_is_written_in_capitals_on_a_page_is_a_term_or_a_known_name(handbook: Any) -> None:
    """An abbreviation that nobody explains is found here: give it an entry in the glossary."""
    names = {"US", "CDS", "MyTOMS", "MIDs", "CDEassessments", "API", "RSVP"}
    finder = TermFinder(handbook.terms.values())
    used = set(uses_of_terms(handbook, finder))
    assert {"toms", "ssr", "calpads", "elas", "cars"} <= used
    stray = set()
    for _, record, body in records_that_use_terms(handbook):
        texts = [str(text) for _, field, text in texts_of(record, "") if field != "presenter"]
        for text in (*texts, body):
            words = finder.without_terms(text)
            stray |= set(re.findall(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b", words)) - names
    assert stray == set()
