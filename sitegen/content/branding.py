"""What an LEA's pages and letters look like: its logo, and the colour of its lines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sitegen.content.contrast import DARK_PAPER, LIGHT_PAPER, LINE, contrast, passing
from sitegen.content.files import Tree
from sitegen.content.lea_models import LeaProfile
from sitegen.content.located_yaml import refuse_characters
from sitegen.content.png_logo import NoPicture, read_png
from sitegen.content.scalars import Marked
from sitegen.content.svg_logo import read_svg
from sitegen.problems import Problems, Source

LOGOS = ("logo.svg", "logo.png")
LARGEST_LOGO = 300_000
"""Bytes. Every page of the LEA loads it, and every letter holds it."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo that has been found harmless: its file's name, its bytes, its sides.

    ``width`` and ``height`` are pixels of a PNG and units of an SVG: only their ratio counts.
    """

    name: str
    content: bytes
    width: float
    height: float

    @property
    def media_type(self) -> str:
        return "image/svg+xml" if self.name.endswith(".svg") else "image/png"


def load_logo(tree: Tree, folder: str, files: Collection[str]) -> Logo | None:
    """The logo among an LEA's ``files``, or ``None``, its faults recorded."""
    found = [f"{folder}/{name}" for name in LOGOS if f"{folder}/{name}" in files]
    if len(found) > 1:
        tree.problems.add(
            "B105",
            Source(found[1]),
            "there is a logo.svg as well, and an LEA has one logo",
            "keep the SVG, which is sharp in every size, and take the PNG away",
        )
    if not found:
        return None
    path = found[0]
    raw = tree.read_bytes(path)
    if raw is None:
        return None
    if len(raw) > LARGEST_LOGO:
        tree.problems.add(
            "B103",
            Source(path),
            f"this logo has {len(raw):,} bytes; {LARGEST_LOGO:,} are the most",
            "save it smaller: 600 pixels are wide enough",
        )
        return None
    return _png(path, raw, tree.problems) if path.endswith(".png") else _svg(path, tree)


def _png(path: str, raw: bytes, problems: Problems) -> Logo | None:
    try:
        content, width, height = read_png(raw)
    except NoPicture as fault:
        hint = "open the logo in a program for pictures and save it as PNG, 16 to 2,000 pixels"
        problems.add("B101", Source(path), str(fault), hint)
        return None
    return Logo("logo.png", content, width, height)


def _svg(path: str, tree: Tree) -> Logo | None:
    text = tree.read(path)
    if text is None or refuse_characters(text, path, tree.problems):
        return None
    faults, (width, height) = read_svg(text)
    for fault in faults:
        at = Source(path, fault.line, fault.column)
        tree.problems.add("B102", at, fault.message, fault.hint)
    return None if faults else Logo("logo.svg", text.encode(), width, height)


# --- colours ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Colours:
    """The colour of an LEA's lines on the light and on the dark paper."""

    light: str
    dark: str


def colours(profile: LeaProfile) -> Colours | None:
    """Where only ``accent`` is given, the dark theme has its hue at a lightness that passes."""
    if profile.accent is None:
        return None
    return Colours(
        str(profile.accent).lower(),
        str(profile.accent_dark or passing(profile.accent, DARK_PAPER)).lower(),
    )


def check_colours(profile: LeaProfile, problems: Problems) -> None:
    """Report a colour whose lines could not be seen on its theme's paper."""
    for colour, paper, theme in (
        (profile.accent, LIGHT_PAPER, "light"),
        (profile.accent_dark, DARK_PAPER, "dark"),
    ):
        if colour is not None and contrast(colour, paper) < LINE:
            _pale(colour, paper, theme, problems)
    if profile.accent_dark is not None and profile.accent is None:
        problems.add(
            "B106",
            profile.accent_dark.at,
            "a colour for the dark theme stands here without one for the light theme",
            f"write accent: “{passing(profile.accent_dark, LIGHT_PAPER)}” as well",
        )


def _pale(colour: Marked, paper: str, theme: str, problems: Problems) -> None:
    problems.add(
        "B106",
        colour.at,
        f"lines of {colour} have a contrast of {contrast(colour, paper):.2f} : 1 on the paper of "
        f"the {theme} theme; {LINE:.0f} : 1 is the least",
        f"the nearest that passes is {passing(colour, paper)}",
    )
