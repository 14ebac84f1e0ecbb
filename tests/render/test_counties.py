"""A county's name in addresses; what is one county and what is two."""

from __future__ import annotations

import pytest

from sitegen.editions import LeaCard
from sitegen.render.counties import counties_of, county_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Sierra Vista County", "sierra-vista"),
        ("Sierra Vista", "sierra-vista"),
        ("  SAN  LUIS OBISPO county", "san-luis-obispo"),
        ("Peña’s County", "penas"),
        ("../../etc", "etc"),
        ("County", "county"),
        ("مقاطعة", "abba3e76"),
        ("郡", "71acf738"),
    ],
)
def test_the_slug_of_a_county(name: str, slug: str) -> None:
    assert county_slug(name) == slug


def test_what_differs_in_spelling_alone_is_one_county() -> None:
    names = ("Yolo County", "Butte", "Yolo", "yolo county")
    cards = [
        LeaCard(f"lea-{index}", "A", "small", name, False, ("en",), ())
        for index, name in enumerate(names)
    ]
    found = [(each.slug, each.name, len(each.leas)) for each in counties_of(cards)]
    assert found == [("butte", "Butte", 1), ("yolo", "Yolo County", 3)]
