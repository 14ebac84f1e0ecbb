"""Contrast of colours by WCAG 2.2: may a line be drawn in an LEA's colour?

Colours are ``#rrggbb``; a ratio is that of WCAG's relative luminances, from 1 to 21.
"""

from __future__ import annotations

import colorsys

LIGHT_PAPER = "#fdfbf6"
DARK_PAPER = "#181715"
"""The papers of the two themes; a test holds them to the style sheet's tokens."""

LINE = 3.0
"""The least ratio of a line or control (success criterion 1.4.11); no text is set in it."""

_STEPS = 200


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def passing(colour: str, paper: str, least: float = LINE) -> str:
    """The colour itself where it passes on ``paper``; else its hue at the nearest lightness
    that does, away from the paper's."""
    if contrast(colour, paper) >= least:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    end = 0.0 if _luminance(paper) > 0.5 else 1.0
    for step in range(1, _STEPS):
        nearer = lightness + (end - lightness) * step / _STEPS
        found = _spelled(colorsys.hls_to_rgb(hue, nearer, saturation))
        if contrast(found, paper) >= least:
            return found
    return "#000000" if end == 0.0 else "#ffffff"


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return (red, green, blue)


def _spelled(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
