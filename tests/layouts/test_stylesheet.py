"""What the style sheet promises: contrast in both themes, logical properties, a small size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LAYOUTS = Path(__file__).resolve().parents[2] / "layouts"
SHEETS = sorted((LAYOUTS / "assets" / "css").rglob("*.css"))
SHARED = [sheet for sheet in SHEETS if sheet.parent.name == "css"]
SCREEN = (LAYOUTS / "assets" / "css" / "handbook.css").read_text(encoding="utf-8")

TEXT = ("ink", "quiet", "link", "due", "done", "caution", "wrong")
LINES = ("rule", "accent")

PHYSICAL = re.compile(
    r"(?:^|[;{\s])("
    r"(?:margin|padding|border)-(?:left|right|top|bottom)"
    r"|(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)"
    r")\s*:"
    r"|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
)


def tokens(block: str) -> dict[str, str]:
    """The colours that a block of the sheet declares, by role."""
    return dict(re.findall(r"--([a-z]+):\s*(#[0-9a-f]{6})", block))


def block_after(selector: str) -> str:
    start = SCREEN.index(selector)
    return SCREEN[start : SCREEN.index("}", start)]


THEMES = {
    "light": tokens(block_after(":root {")),
    "dark by the system": tokens(block_after(':root:not([data-theme="light"])')),
    "dark by choice": tokens(block_after(':root[data-theme="dark"]')),
}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of ``#rrggbb``."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "shade"])
@pytest.mark.parametrize("role", TEXT)
def test_text_stands_out_seven_to_one(theme: str, ground: str, role: str) -> None:
    assert contrast(THEMES[theme][role], THEMES[theme][ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "shade"])
@pytest.mark.parametrize("role", LINES)
def test_lines_and_controls_stand_out_three_to_one(theme: str, ground: str, role: str) -> None:
    assert contrast(THEMES[theme][role], THEMES[theme][ground]) >= 3


def test_both_ways_into_the_dark_theme_show_the_same_colours() -> None:
    assert THEMES["dark by the system"] == THEMES["dark by choice"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_rule_names_a_physical_side(sheet: Path) -> None:
    rules = re.sub(r"@media[^{]*\{", "{", sheet.read_text(encoding="utf-8"))
    assert not [found[0] for found in PHYSICAL.finditer(rules)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_is_loaded_letterspaced_or_put_in_capitals(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|letter-spacing|text-transform|font-style:\s*italic", text)


def test_what_every_page_loads_stays_under_25_kilobytes() -> None:
    assert sum(sheet.stat().st_size for sheet in SHARED) <= 25_000


def test_what_one_kind_of_page_adds_stays_under_6_kilobytes() -> None:
    added = {sheet.name: sheet.stat().st_size for sheet in SHEETS if sheet not in SHARED}
    assert {name: size for name, size in added.items() if size > 6_000} == {}
