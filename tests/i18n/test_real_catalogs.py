"""The handbook's own catalogs, term base and names have no fault.

A text whose English is new stands untranslated until a translator comes by: that is no fault
(L120), and ``build.py messages status`` counts it.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.content.files import Tree
from sitegen.content.loading import Loader
from sitegen.i18n.checking.checker import check_translations
from sitegen.i18n.checking.term_base import TRANSLATED, load_rules
from sitegen.problems import Problems

ROOT = Path(__file__).parents[2]


def test_the_catalogs_have_no_fault() -> None:
    tree, problems = Tree(ROOT, Problems()), Problems()
    check_translations(tree, Loader(tree).load().handbook, problems)
    found = [f"{each.at}: {each.code} {each.message}" for each in problems.sorted()]
    assert [line for line in found if ": L120 " not in line] == []


def test_every_term_says_its_word_in_every_language() -> None:
    problems = Problems()
    rules = load_rules(Tree(ROOT, problems), problems, ())
    assert rules.terms is not None
    assert len(rules.terms.terms) > 80
    for word in rules.terms.terms:
        assert all(word.agreed(tag).word for tag in TRANSLATED)


def test_allowances_are_few() -> None:
    problems = Problems()
    assert len(load_rules(Tree(ROOT, problems), problems, ()).allowances) <= 12
