"""Passages, fields and directions of a letter's source, and its translations."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from sitegen.content.letter_source import (
    choose_passages,
    every_passage,
    passage_faults,
)
from sitegen.render.hangul import keep_words_whole
from sitegen.render.isolation import isolated
from sitegen.render.letter_page import (
    LABEL_CONTEXT,
    LABELS,
    PERIOD_CONTEXT,
    PERIOD_OF_TRACK,
    PERIOD_SEPARATOR,
    REVIEW_NOTICE,
    numbered,
)
from tests.render.letter_sample import (
    LOCALES,
    front_and_body,
    translated,
)

BODY = """Before.

::: when period-opens period-closes
Dates.
::: when testing-periods
Calendars.
::: else
Later.
:::

After."""


@pytest.mark.parametrize(
    ("known", "kept"),
    [
        ({"period-opens", "period-closes"}, "Dates."),
        ({"period-opens", "period-closes", "testing-periods"}, "Dates."),
        ({"period-opens"}, "Later."),
        ({"testing-periods"}, "Calendars."),
        (set(), "Later."),
    ],
)
def test_the_first_passage_whose_fields_are_known_is_kept(known: set[str], kept: str) -> None:
    chosen = choose_passages(BODY, known)
    assert [line for line in chosen.split("\n") if line] == ["Before.", kept, "After."]


def test_every_line_keeps_its_number() -> None:
    for text in (choose_passages(BODY, {"testing-periods"}), every_passage(BODY)):
        assert text.count("\n") == BODY.count("\n")
    assert choose_passages(BODY, {"testing-periods"}).split("\n")[5] == "Calendars."


def test_two_chains_do_not_mix() -> None:
    two = f"{BODY}\n\n::: when contact-name\nName.\n:::\nEnd."
    assert "Name." in choose_passages(two, {"testing-periods", "contact-name"})
    assert "Name." not in choose_passages(two, {"testing-periods"})
    assert "End." in choose_passages(two, set())


def test_translators_see_every_passage_and_no_marker() -> None:
    text = every_passage(BODY)
    assert ":::" not in text
    assert all(word in text for word in ("Dates.", "Calendars.", "Later."))


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("a\n::: when period-opens\nb", 2, "not closed"),
        (":::", 1, "never opened"),
        ("::: else\n:::", 1, "no “when”"),
        ("::: when period-opens\n::: else\n::: else\n:::", 3, "no “when”"),
        ("::: when period-opens\n::: else\n::: when superintendent\n:::", 3, "after the “else”"),
        ("::: when\n:::", 1, "names no field"),
        ("::: when moon-phase\n:::", 1, "no field “moon-phase”"),
        ("::: unless period-opens\n:::", 1, "no marker"),
        ("Call {fax}.", 1, "no field “fax”"),
    ],
)
def test_a_faulty_marker_or_field_is_reported_at_its_line(
    body: str, line: int, message: str
) -> None:
    faults = passage_faults(body)
    assert (faults[0].line, message in faults[0].message) == (line, True), faults


def test_values_keep_their_direction_and_inject_nothing() -> None:
    assert isolated("(555) 010-0100") == '<bdi class="number" dir="ltr">(555) 010-0100</bdi>'
    assert isolated("مدرسة 5") == '<bdi dir="rtl">مدرسة 5</bdi>'
    assert isolated("<script>") == '<bdi dir="ltr">&lt;script&gt;</bdi>'


def test_page_numbers_go_where_the_language_puts_them() -> None:
    assert numbered("{pages} < {page}") == (
        '<span class="pages"></span> &lt; <span class="page"></span>'
    )


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("<p>주 시험</p>", "<p>주 시\u2060험</p>"),
        ("<p>5월 <bdi>21</bdi>까지</p>", "<p>5\u2060월 <bdi>21</bdi>\u2060까\u2060지</p>"),
        ("<p>가</p><p>나</p>", "<p>가</p><p>나</p>"),
        ("<title>가나</title><p title='가나'>x</p>", "<title>가나</title><p title='가나'>x</p>"),
        ("<p>&lt;가 &amp; 나&gt;</p>", "<p>&lt;가 &amp; 나&gt;</p>"),
        ("<p>(SSR)를</p>", "<p>(SSR)\u2060를</p>"),
    ],
)
def test_joiners_stand_inside_korean_words_only(html: str, joined: str) -> None:
    assert keep_words_whole(html) == joined


def messages() -> list[tuple[str, str]]:
    """Context and English of each message that a letter in another language needs."""
    front, body = front_and_body()
    tokens = MarkdownIt("commonmark", {"html": False}).parse(every_passage(body))
    found = [(field, front[field]) for field in ("title", "subject", "summary")]
    found += [("letter", token.content) for token in tokens if token.type == "inline"]
    found += [(LABEL_CONTEXT, text) for text in (*LABELS.values(), REVIEW_NOTICE)]
    return found + [(PERIOD_CONTEXT, text) for text in (PERIOD_OF_TRACK, PERIOD_SEPARATOR)]


def test_the_source_of_the_yearly_notice_is_sound() -> None:
    assert passage_faults(front_and_body()[1]) == []


@pytest.mark.parametrize("lang", [lang for lang in LOCALES if lang != "en"])
def test_every_message_is_translated_with_its_fields_and_bold(lang: str) -> None:
    for context, english in messages():
        local = translated(english, lang, context)
        fields = re.findall(r"\{[a-z-]+\}", english)
        assert sorted(re.findall(r"\{[a-z-]+\}", local)) == sorted(fields), english
        assert local.count("**") == english.count("**"), english
