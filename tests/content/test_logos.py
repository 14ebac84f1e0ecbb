"""What a logo may be: PNG chunk by chunk, SVG by lists, colours by their contrast."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.contrast import DARK_PAPER, LIGHT_PAPER, LINE, contrast, passing
from sitegen.content.png_logo import SIGNATURE, NoPicture, read_png
from sitegen.content.svg_logo import read_svg

ROOT = Path(__file__).parents[2]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*between: bytes, side: int = 20, interlaced: int = 0, pixels: bytes | None = None) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, interlaced)
    raw = (b"\0" + b"\x55" * side) * side if pixels is None else pixels
    body = [chunk(b"IHDR", header), *between, chunk(b"IDAT", zlib.compress(raw))]
    return SIGNATURE + b"".join(body) + chunk(b"IEND", b"")


def test_a_picture_keeps_its_bytes() -> None:
    colours = chunk(b"gAMA", struct.pack(">I", 45455))
    assert read_png(png(colours)) == (png(colours), 20, 20)


@pytest.mark.parametrize("kind", [b"tEXt", b"iTXt", b"tIME", b"eXIf", b"iCCP", b"abCd"])
def test_what_is_no_part_of_the_picture_is_left_out(kind: bytes) -> None:
    assert read_png(png(chunk(kind, b"Author\0somebody")))[0] == png()


def test_an_interlaced_picture_has_the_rows_of_its_seven_passes() -> None:
    rows = [(3, 3), (3, 2), (2, 5), (5, 5), (5, 10), (10, 10), (10, 20)]  # of 20 by 20 pixels
    pixels = b"".join((b"\0" + b"\0" * columns) * lines for lines, columns in rows)
    assert read_png(png(interlaced=1, pixels=pixels))[1:] == (20, 20)
    with pytest.raises(NoPicture, match="promises"):
        read_png(png(interlaced=1, pixels=pixels + b"\0"))


@given(st.integers(0, 400), st.binary(min_size=1, max_size=6))
def test_a_damaged_picture_is_refused_or_the_same(place: int, junk: bytes) -> None:
    whole = png()
    broken = whole[:place] + junk + whole[place + len(junk) :]
    try:
        kept, _, _ = read_png(broken)
    except NoPicture:
        return
    assert kept == whole


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with pytest.raises(NoPicture):
        read_png(SIGNATURE + content)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="3" height="2" fill="#0b4f6c"/>',
        '<path d="M0 0L9 9" style="stroke: rgb(11, 79, 108); stroke-width: 2"/>',
        (
            '<linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient>'
            '<rect width="9" height="9" fill="url(#a)"/>'
        ),
        '<g id="leaf"><path d="M0 0"/></g><use href="#leaf" x="3"/><use href="#leaf" x="6"/>',
        "<title>An alder</title><desc>Its leaf</desc>",
    ],
)
def test_shapes_colours_and_own_parts_are_allowed(inside: str) -> None:
    assert read_svg(SVG.format(inside)) == ([], (30.0, 20.0))


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        "<SCRIPT/>",
        '<a href="#x"/>',
        '<set attributeName="href"/>',
        '<rect ONCLICK="x"/>',
        '<use href="javascript:alert(1)"/>',
        '<use href=" #a b"/>',
        '<use href="data:image/svg+xml,x#a"/>',
        '<rect fill="url(//host/a#b)"/>',
        '<rect fill="u\\72l(//host/a#b)"/>',
        '<rect style="fill: url(&quot;https://host/a&quot;)"/>',
        '<rect style="background: url(#a)"/>',
        '<rect style="fill: image-set(x)"/>',
        '<rect class="st0"/>',
        '<x:rect xmlns:x="http://www.w3.org/1999/xhtml"/>',
        '<linearGradient id="a" href="#a"/>',
        '<g id="a"><g clip-path="url(#a)"/></g>',
        "<!-- fine --> but text is not",
        "<svg/>",
    ],
)
def test_everything_else_is_a_fault_with_its_place(inside: str) -> None:
    faults, _ = read_svg(SVG.format(f"\n {inside}\n"))
    assert [fault.line for fault in faults] == [2] * len(faults)
    assert faults


@pytest.mark.parametrize(
    ("beginning", "message"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "size"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>', "empty"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 9"/>', "trim"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 9"/>', "size"),
        ("<svg/>", "no SVG"),
        ("", "XML"),
        ('<?xml version="1.0" encoding="utf-7"?><svg/>', "encoding"),
    ],
)
def test_a_drawing_that_cannot_stand(beginning: str, message: str) -> None:
    faults, _ = read_svg(beginning)
    assert message in f"{faults[0].message} {faults[0].hint}"


def test_a_deep_or_endless_drawing_is_not_read_to_its_end() -> None:
    for drawing in (SVG.format("<g>" * 9999 + "</g>" * 9999), SVG.format("<g/>" * 99999)):
        faults, _ = read_svg(drawing)
        assert len(faults) == 1


@given(st.text(alphabet="<>/&;'\" =:#()gusevrectfilhomxnland@!-[]", max_size=60))
def test_no_drawing_breaks_the_reader(inside: str) -> None:
    read_svg(SVG.format(inside))


# --- colours ------------------------------------------------------------------------------------


def test_the_papers_are_those_of_the_style_sheet() -> None:
    sheet = (ROOT / "layouts/assets/css/handbook.css").read_text(encoding="utf-8")
    assert set(re.findall(r"--paper: (#\w+);", sheet)) == {LIGHT_PAPER, DARK_PAPER}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(st.integers(0, 0xFFFFFF), st.sampled_from([LIGHT_PAPER, DARK_PAPER]))
def test_the_colour_of_the_hint_passes_and_is_the_nearest(number: int, paper: str) -> None:
    colour = f"#{number:06x}"
    found = passing(colour, paper)
    assert contrast(found, paper) >= LINE
    assert passing(found, paper) == found
    assert (found == colour) == (contrast(colour, paper) >= LINE)
