"""A logo in PNG, read chunk by chunk: is it a still picture, whole, and of a logo's size?

Nothing is decoded into pixels and nothing is encoded anew: the picture's chunks are kept byte
for byte, and those that carry no picture (texts, the time, a camera's data) are dropped, so
that nothing is published that nobody sees. Source: the PNG specification, third edition.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LEAST_SIDE, LARGEST_SIDE = 16, 2000
"""Pixels of a side."""

_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"bKGD", b"pHYs"}
_MOVING = {b"acTL", b"fcTL", b"fdAT"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_ADAM7 = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2),
          (0, 1, 1, 2))  # fmt: skip
"""First column, step, first row, step of the passes of an interlaced picture."""


class NoPicture(ValueError):
    """What a picture must not be, as a sentence for whoever saved it."""


def read_png(content: bytes) -> tuple[bytes, int, int]:
    """The picture without what is no part of it, its width and its height in pixels.

    Raises :class:`NoPicture`.
    """
    if not content.startswith(SIGNATURE):
        raise NoPicture("this is not a PNG: its first bytes are not those of one")
    kept = [SIGNATURE]
    size: tuple[int, int, int] | None = None
    packed: list[bytes] = []
    for kind, data, raw in _chunks(content):
        if kind in _MOVING:
            raise NoPicture("this PNG moves, and a logo stands still")
        if kind == b"IHDR":
            size = _header(data, first=size is None and len(kept) == 1)
        elif size is None:
            raise NoPicture("this PNG does not begin with its size (IHDR)")
        elif kind == b"IDAT":
            packed.append(data)
        elif kind not in _KEPT and not kind[0] & 0x20:
            raise NoPicture(f"this PNG has a part “{_said(kind)}” that no reader knows")
        if kind in _KEPT:
            kept.append(raw)
    if size is None or not packed:
        raise NoPicture("this PNG holds no picture")
    _unpack(b"".join(packed), size[2])
    return (b"".join(kept), size[0], size[1])


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, data, and the whole chunk; the last is IEND, and nothing stands behind it."""
    place, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        if len(content) < place + 12:
            raise NoPicture("this PNG breaks off before its end")
        (length,) = struct.unpack_from(">I", content, place)
        kind = content[place + 4 : place + 8]
        end = place + 12 + length
        if len(content) < end:
            raise NoPicture("this PNG breaks off before its end")
        data = content[place + 8 : end - 4]
        if zlib.crc32(kind + data) != struct.unpack_from(">I", content, end - 4)[0]:
            raise NoPicture(f"this PNG is damaged: the checksum of its part “{_said(kind)}” fails")
        yield (kind, data, content[place:end])
        place = end
    if place != len(content):
        raise NoPicture(f"{len(content) - place:,} bytes stand behind the end of this PNG")


def _header(data: bytes, *, first: bool) -> tuple[int, int, int]:
    """Width, height, and how many bytes the unpacked picture has."""
    if not first or len(data) != 13:
        raise NoPicture("this PNG does not begin with its size (IHDR)")
    width, height, depth, colour, packing, filters, interlaced = struct.unpack(">IIBBBBB", data)
    for side in (width, height):
        if not LEAST_SIDE <= side <= LARGEST_SIDE:
            raise NoPicture(
                f"this PNG is {width:,} × {height:,} pixels; a side has "
                f"{LEAST_SIDE} to {LARGEST_SIDE:,}"
            )
    if depth not in _DEPTHS.get(colour, ()) or packing or filters or interlaced > 1:
        raise NoPicture("this PNG is of a kind that there is not")
    bits = depth * _CHANNELS[colour]
    if not interlaced:
        return (width, height, height * _row(width, bits))
    total = 0
    for left, across, top, down in _ADAM7:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        total += rows * _row(columns, bits) if columns > 0 and rows > 0 else 0
    return (width, height, total)


def _row(columns: int, bits: int) -> int:
    return 1 + (columns * bits + 7) // 8


def _unpack(packed: bytes, expected: int) -> None:
    """Unpack no more than the picture's size allows, so that no bomb goes off."""
    unpacking = zlib.decompressobj()
    try:
        found = len(unpacking.decompress(packed, expected + 1))
    except zlib.error:
        raise NoPicture("this PNG is damaged: its pixels cannot be unpacked") from None
    if found != expected or not unpacking.eof:
        raise NoPicture("this PNG is damaged: it has not the pixels that its size promises")


def _said(kind: bytes) -> str:
    return kind.decode("ascii", "replace") if kind.isalpha() else kind.hex()
