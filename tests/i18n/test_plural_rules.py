"""The plural rules of PO files are CLDR's, in CLDR's order of forms."""

from __future__ import annotations

from gettext import c2py

import pytest
from babel import Locale as BabelLocale

from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.i18n.plurals import PLURALS, plural_header

ORDER = ("zero", "one", "two", "few", "many", "other")


def test_every_translated_language_has_a_rule() -> None:
    assert set(PLURALS) == set(LOCALES) - {SOURCE}


@pytest.mark.parametrize("tag", sorted(PLURALS))
def test_each_number_takes_the_form_of_cldr(tag: str) -> None:
    form_of = BabelLocale.parse(LOCALES[tag].code).plural_form
    count, rule = PLURALS[tag]
    chosen = c2py(rule)
    forms = [form for form in ORDER if form in {*form_of.rules, "other"}]
    if tag == "es":
        forms.remove("many")  # for whole millions only
    assert len(forms) == count
    for number in [*range(1100), 12_345, 99_999]:
        assert forms[chosen(number)] == form_of(number), number


@pytest.mark.parametrize(
    ("tag", "header"),
    [
        ("es", "nplurals=2; plural=(n != 1);"),
        ("ko", "nplurals=1; plural=0;"),
    ],
)
def test_the_head_of_a_catalog_says_it(tag: str, header: str) -> None:
    assert plural_header(tag) == header
