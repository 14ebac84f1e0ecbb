"""Names in lists: letters first, then accents, then case; hyphens as spaces; numbers by value."""

from __future__ import annotations

import pytest

from sitegen.i18n.collation import collation_key


@pytest.mark.parametrize(
    ("tag", "ordered"),
    [
        # An accent does not move a name away from its letters.
        ("en", ["Álamo", "Alder Creek", "Alvarado", "Zamora"]),
        ("en", ["cote", "coté", "côte", "côté", "coter"]),
        # Case decides last, the small letter first.
        ("en", ["caa", "CAA", "CAAs", "CAASPP"]),
        # A shorter word stands before a longer one, whatever mark follows it.
        ("en", ["San Ramon", "San-Ramon Valley", "Sanger"]),
        ("en", ["K–2", "K–12", "kind"]),
        # Numbers by their value.
        ("en", ["School 2", "School 10", "School 100"]),
        # ñ is a letter after n in Spanish and Filipino, an accented n elsewhere.
        ("en", ["Peña", "Penn", "Peñuelas"]),
        ("es", ["Penn", "Peña", "Peñuelas", "Peoria"]),
        ("fil", ["Penn", "Peña", "Peñuelas", "Peoria"]),
        ("ar", ["Peña", "Penn", "Peñuelas"]),
        # The form in which a letter is composed does not matter.
        ("en", ["Pena", "Pen\u0303a", "Penn"]),
    ],
)
def test_the_order(tag: str, ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=lambda name: collation_key(name, tag)) == ordered


def test_equal_names_alone_have_equal_keys() -> None:
    assert collation_key("Pe\u00f1a", "es")[:2] == collation_key("Pen\u0303a", "es")[:2]
    assert collation_key("Peña", "en") != collation_key("Pena", "en")
