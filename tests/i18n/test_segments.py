"""The runs of a Markdown document: put together with what lies between, they are the document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from sitegen.content.letter_source import every_passage
from sitegen.render.markdown import Renderer, messages

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "content").rglob("*.md"))
MARKUP = re.compile(r"(?:[\s#>*+|:=_-]|\d{1,9}[.)]|\\(?=\|))*")
"""What may lie between two runs: the marks of headings, lists, quotes and tables."""


class Surroundings:
    """Links and fields as words, so that any text can be rendered."""

    def link(self, kind: str, id_: str, label: Markup, _lang: str, /) -> Markup:
        return Markup("<a href='{}:{}'>{}</a>").format(kind, id_, label)

    def field(self, name: str, _lang: str, /) -> Markup:
        return escape(f"<{name}>")


def body_of(path: Path) -> str:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    return every_passage(body) if "letters" in path.parts else body


def assert_joins_back(markdown: str) -> None:
    """Walk through the source from run to run: nothing but marks is passed over."""
    place = 0
    for run, line in messages(markdown):
        place = max(place, sum(len(each) + 1 for each in markdown.split("\n")[:line]))
        for piece in run.split("\n"):
            spelled = piece if piece in markdown[place:] else piece.replace("|", "\\|")
            found = markdown.find(spelled, place)
            assert found >= 0, (run, markdown[place:])
            assert MARKUP.fullmatch(markdown[place:found]), markdown[place:found]
            place = found + len(spelled)
    assert MARKUP.fullmatch(markdown[place:]), markdown[place:]


def assert_same_with_itself(markdown: str) -> None:
    """Each run replaced by itself is the same document, in English and as a translation."""
    english = Renderer("en", Surroundings()).document(markdown, lambda _: None)
    assert Renderer("en", Surroundings()).document(markdown, str) == english
    assert Renderer("es", Surroundings()).document(markdown, str) == english


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_runs_of_a_document_join_back_to_its_text(path: Path) -> None:
    assert_joins_back(body_of(path))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_whose_runs_are_replaced_by_themselves_is_the_same(path: Path) -> None:
    assert_same_with_itself(body_of(path))


WORD_KINDS = (
    r"one two **bold** *so* [link](task:x) {day} `code` 5. a|b it’s “so” é \* &amp; <b> 考試"
)
WORDS = st.lists(
    st.sampled_from(WORD_KINDS.split()),
    min_size=1,
    max_size=6,
).map(" ".join)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
BLOCKS = st.one_of(
    LINES,
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), WORDS),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda all_: "\n".join(f"- {x}" for x in all_)),
    st.lists(WORDS, min_size=1, max_size=4).map(
        lambda all_: "\n".join(f"{n}. {x}" for n, x in enumerate(all_, start=1))
    ),
    st.builds("- {}\n  - {}\n\n  {}".format, WORDS, WORDS, WORDS),
    LINES.map(lambda lines: "\n".join(f"> {line}" for line in lines.split("\n"))),
    st.builds("| {} | {} |\n|---|---|\n| {} | {} |".format, *[st.sampled_from(["x", "y z"])] * 4),
)


@given(st.lists(BLOCKS, min_size=1, max_size=6).map("\n\n".join))
def test_the_runs_of_made_documents_join_back(markdown: str) -> None:
    assert_joins_back(markdown)
    assert_same_with_itself(markdown)


@given(st.text(st.sampled_from("ab é *_#>-+1.|:\n[](){}"), max_size=80))
def test_the_runs_of_any_text_join_back(markdown: str) -> None:
    assert_joins_back(markdown)
    assert_same_with_itself(markdown)
