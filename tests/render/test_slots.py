"""What all LEAs share is rendered once, and no byte shows it; a slot that is misused is loud."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError

from sitegen.editions import LeaYear
from sitegen.i18n.locales import LOCALES
from sitegen.pipeline import Settings, prepare, quiet
from sitegen.problems import Problems
from sitegen.render.lea_forms import PAGES
from sitegen.render.lea_pages import LeaPages
from sitegen.render.letters import LetterFileView, LetterListing
from sitegen.render.slots import Form, LeaSlots, Slot, SlotMisuse
from sitegen.render.workshop import Workshop
from sitegen.survey import LeaSource, survey
from tests.render.plain_lea import PlainLea

ROOT = Path(__file__).parents[2]
SAMPLES = ("alder-creek", "manzanita-valley", "port-solano", "larkspur-charter", "sierra-vista-coe")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The real handbook in seven languages."""
    folder = tmp_path_factory.mktemp("shop")
    settings = Settings(
        root=ROOT,
        out=folder / "site",
        cache=folder / "cache",
        letters=False,
        origin="https://handbook.example.org",
    )
    problems = Problems()
    shop = prepare(settings, problems, quiet)
    assert shop is not None, problems.sorted()
    return shop


def year_of(slug: str, shop: Workshop) -> LeaYear:
    surveyed = survey(LeaSource(slug), shop)
    digest, problems = surveyed.digest, surveyed.problems
    assert not [each for each in problems if each.severity == "error"]
    lea = pickle.loads(shop.store.get(digest))  # noqa: S301
    assert isinstance(lea, LeaYear)
    return lea


def listings(shop: Workshop, tag: str) -> list[LetterListing]:
    """A letter that is there in one language and withheld in another."""
    title = shop.frame(tag).views.said("Search")
    files = [
        LetterFileView("en", "English", "/en/letter.pdf", 2, "40 kB"),
        LetterFileView("ko", "한국어", None, 0, ""),
    ]
    return [LetterListing("annual", title, None, files)]


@pytest.mark.parametrize("slug", SAMPLES)
@pytest.mark.parametrize("tag", LOCALES)
def test_filled_slots_and_plain_rendering_give_the_same_bytes(
    shop: Workshop, slug: str, tag: str
) -> None:
    lea, letters = year_of(slug, shop), listings(shop, tag)
    filled = LeaPages(shop.forms(tag), lea, letters)
    plain = PlainLea(shop.frame(tag), lea, letters)
    for kind in PAGES:
        assert filled.page(kind) == plain.page(kind)
    for guide in lea.card.guides:
        assert filled.guide(guide) == plain.page("lea-guide", guide)


def test_an_lea_leaves_nothing_behind_in_the_forms(shop: Workshop) -> None:
    def page(slug: str) -> str:
        return LeaPages(shop.forms("ar"), year_of(slug, shop), []).page("checklist")

    first = page("port-solano")
    page("larkspur-charter")
    assert page("port-solano") == first


# --- forms --------------------------------------------------------------------------------------


def test_a_form_is_filled_with_html_as_it_is_and_with_text_escaped() -> None:
    form = Form(f"<p>{Slot('a').__html__()}, {Slot('b').__html__()}, {Slot('a').__html__()}</p>")
    assert form.names == ("a", "b", "a")
    assert form.fill({"a": "A & B", "b": Slot("c"), "more": 1}) == (
        "<p>A &amp; B, " + Slot("c").__html__() + ", A &amp; B</p>"
    )


def test_a_form_without_slots_is_its_own_text() -> None:
    form = Form("<b>as it is</b>")
    assert form.names == ()
    assert form.fill({}) == "<b>as it is</b>"


def test_a_slot_that_nobody_fills_is_an_error() -> None:
    with pytest.raises(KeyError, match="note_html"):
        Form(Slot("note_html").__html__()).fill({"name": "Alder Creek"})


# --- misuse -------------------------------------------------------------------------------------

MISUSES: dict[str, tuple[Callable[[Any], object], str]] = {
    "test": (bool, "test"),
    "compare": (lambda slot: slot == "x", "compare"),
    "differ": (lambda slot: slot != "x", "compare"),
    "order": (lambda slot: slot < 3, "compare"),
    "filter": (str, "filter"),
    "iterate": (list, "loop over"),
    "contain": (lambda slot: "x" in slot, "search"),
    "count": (len, "count"),
    "format": (lambda slot: f"{slot:>10}", "format"),
    "add": (lambda slot: slot + 1, "calculate with"),
    "add to": (lambda slot: 1 + slot, "calculate with"),
    "multiply": (lambda slot: 2 * slot, "calculate with"),
    "divide": (lambda slot: slot / 2, "calculate with"),
    "negate": (lambda slot: -slot, "calculate with"),
    "number": (int, "calculate with"),
    "item": (lambda slot: slot[0], "take a part of"),
    "key": (lambda slot: {slot: 1}, "look up"),
    "call": (lambda slot: slot(), "call"),
}


@pytest.mark.parametrize(("misuse", "deed"), MISUSES.values(), ids=MISUSES)
def test_a_slot_can_only_be_put_out(misuse: Callable[[Any], object], deed: str) -> None:
    with pytest.raises(SlotMisuse) as raised:
        misuse(Slot("contacts_html"))
    assert str(raised.value) == (
        "the slot “contacts_html” stands for a value that differs from LEA to LEA: a template "
        f"can put it out and cannot {deed} it"
    )


def render(template: str) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    lea = LeaSlots(frozenset({"name", "note_html"}), frozenset({"count"}))
    return environment.from_string(template).render(lea=lea, month="may")


@pytest.mark.parametrize(
    "template",
    [
        "{% if lea.name %}x{% endif %}",
        "{{ 'x' if lea.note_html else 'y' }}",
        "{% if lea.name == 'Alder Creek' %}x{% endif %}",
        "{% if lea.count[month] > 3 %}x{% endif %}",
        "{% if 'x' in lea.name %}x{% endif %}",
        "{% for letter in lea.name %}x{% endfor %}",
        "{{ lea.name | upper }}",
        "{{ lea.name | length }}",
        "{{ lea.name | replace('a', 'b') }}",
        "{{ lea.name | default('x', true) }}",
        "{{ '%s' | format(lea.name) }}",
        "{{ lea.name + 'x' }}",
        "{{ 'x' ~ lea.name }}",
        "{{ lea.name() }}",
        "{{ lea.count }}",
        "{% for one in lea.count %}x{% endfor %}",
        "{% if lea.count %}x{% endif %}",
        "{{ lea }}",
    ],
)
def test_a_template_that_does_more_with_an_lea_fails(template: str) -> None:
    with pytest.raises(SlotMisuse, match=r"the slot|the LEA"):
        render(template)


@pytest.mark.parametrize(
    "template",
    ["{{ lea.name.plain }}", "{{ lea.name[0] }}", "{{ lea.nmae }}", "{{ lea.name.name }}"],
)
def test_a_template_that_asks_for_what_no_slot_has_fails(template: str) -> None:
    with pytest.raises(UndefinedError):
        render(template)


def test_what_a_template_may_do_with_an_lea_gives_a_form() -> None:
    form = Form(render('<a title="{{ lea.name }}">{{ lea.count[month] }} {{ lea.name | e }}</a>'))
    values = {"name": "A & “B”", "count:may": 3}
    assert form.fill(values) == '<a title="A &amp; “B”">3 A &amp; “B”</a>'
