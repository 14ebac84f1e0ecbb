"""A logo in SVG, let through by lists of what is allowed; everything else is a fault.

The picture is shown as ``<img>``, where no browser runs scripts or calls hosts, and it is set
into letters. It must be harmless by itself all the same, since anybody can open its address:
shapes, colours and gradients, and references inside the file. Nothing is stripped in silence.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MOST_ELEMENTS = 2000
DEEPEST = 32
WIDEST = 12
"""The longer side of a logo in lengths of the shorter one."""

ELEMENTS = frozenset({
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "use", "symbol", "clipPath", "linearGradient", "radialGradient",
    "stop",
})  # fmt: skip
_PAINT = frozenset({
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray",
    "stroke-dashoffset", "opacity", "color", "stop-color", "stop-opacity", "clip-path",
    "clip-rule",
})  # fmt: skip
ATTRIBUTES = _PAINT | frozenset({
    "id", "version", "viewBox", "preserveAspectRatio", "width", "height", "x", "y", "x1",
    "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d", "points", "transform",
    "gradientUnits", "gradientTransform", "spreadMethod", "offset", "clipPathUnits", "href",
    "style", "role", "aria-label", "aria-hidden",
})  # fmt: skip
_WORDS = frozenset({"title", "desc"})
_URL = re.compile(r"url\s*\(\s*(['\"]?)(#[\w.-]+)\1\s*\)", re.ASCII)
_FRAGMENT = re.compile(r"#[\w.-]+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:px)?")
_COLOURS = re.compile(r"[\w#.,%()\s+-]*", re.ASCII)
_CALL = re.compile(r"([a-zA-Z-]+)\s*\(")
_CALLS = {"rgb", "rgba", "hsl", "hsla", "url"}


class SvgFault(NamedTuple):
    """What is not allowed, and where: ``line`` and ``column`` count from 1."""

    line: int
    column: int
    message: str
    hint: str = ""


@dataclass
class _Element:
    """An open element: what it is called, and whether it or something in it refers."""

    name: str
    id: str | None
    refers: bool = False
    refused: bool = False
    """Whether it, or what it stands in, is not allowed: nothing inside is told as well."""


class _Stop(Exception):
    """Enough is known; nothing more of the file is read."""


@dataclass
class _Reading:
    parser: Any
    faults: list[SvgFault] = field(default_factory=list)
    open: list[_Element] = field(default_factory=list)
    count: int = 0
    refers: dict[str, bool] = field(default_factory=dict)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    size: tuple[float, float] | None = None

    def fault(self, message: str, hint: str = "") -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.faults.append(SvgFault(line, column, message, hint))

    def stop(self, message: str, hint: str = "") -> None:
        self.fault(message, hint)
        raise _Stop

    # --- what expat tells -------------------------------------------------------------------

    def declaration(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8"):
            self.stop(f"this SVG says its encoding is “{encoding[:40]}”", "save it as UTF-8")

    def doctype(self, *_: object) -> None:
        self.stop(
            "this SVG has a document type, where entities hide that grow or that name files",
            "take the line <!DOCTYPE …> away",
        )

    def instruction(self, target: str, _data: str) -> None:
        self.fault(f"a logo has no instruction “<?{target[:40]} …?>”", "take it away")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            self.stop(
                f"this SVG has more than {MOST_ELEMENTS:,} elements, or more than {DEEPEST} "
                "inside each other",
                "simplify the drawing: a logo is small",
            )
        if not self.open and (space, local) != (SVG, "svg"):
            self.stop(f"this is no SVG: it begins with <{local[:40]}>", "save the logo as SVG")
        element = _Element(local, attributes.get("id"))
        element.refused = bool(self.open) and self.open[-1].refused
        if element.refused:
            pass
        elif space != SVG or local not in ELEMENTS:
            element.refused = True
            self.fault(f"<{local[:40]}> is not allowed in a logo", _instead(space, local))
        elif self.open and local == "svg":
            self.fault("one <svg> stands inside another", "flatten the drawing")
        self.open.append(element)
        for spelled, value in attributes.items() if not element.refused else ():
            self.attribute(element, spelled, value)
        if len(self.open) == 1:
            self.size = self.measured(attributes)

    def end(self, _name: str) -> None:
        element = self.open.pop()
        if element.id is not None:
            self.refers[element.id] = element.refers
        if self.open and element.refers:
            self.open[-1].refers = True

    def text(self, text: str) -> None:
        element = self.open[-1]
        if text.strip() and not element.refused and element.name not in _WORDS:
            self.fault("a logo has no text outside of <title> and <desc>", "turn it into paths")
            element.refused = True

    # --- attributes -------------------------------------------------------------------------

    def attribute(self, element: _Element, spelled: str, value: str) -> None:
        space, _, name = spelled.rpartition(" ")
        if space == XLINK and name == "href":
            space = ""
        if space == "http://www.w3.org/XML/1998/namespace" and name in ("space", "lang"):
            return
        if space or name not in ATTRIBUTES:
            self.fault(f"the attribute “{name[:40]}” is not allowed in a logo", _why_not(name))
        elif name == "href":
            self.reference(element, value.strip())
        elif name == "style":
            self.style(element, value)
        elif name in _PAINT:
            self.paint(element, name, value)

    def style(self, element: _Element, value: str) -> None:
        for declaration in filter(str.strip, value.split(";")):
            name, colon, worth = declaration.partition(":")
            if not colon or name.strip() not in _PAINT:
                self.fault(
                    f"“{declaration.strip()[:60]}” is not allowed in a style",
                    "colours, lines and opacity can stand there",
                )
            else:
                self.paint(element, name.strip(), worth)

    def paint(self, element: _Element, name: str, value: str) -> None:
        for found in _URL.finditer(value):
            self.reference(element, found[2])
        rest = _URL.sub("", value)
        calls = {call.lower() for call in _CALL.findall(rest)}
        if not _COLOURS.fullmatch(rest) or calls - (_CALLS - {"url"}):
            self.fault(
                f"“{value.strip()[:60]}” is not allowed for “{name}”",
                "a colour, a number, or url(#…) of this file",
            )

    def reference(self, element: _Element, target: str) -> None:
        if not _FRAGMENT.fullmatch(target):
            self.fault(
                f"this leads out of the file, to “{target[:60]}”",
                "a logo refers to its own parts only: #…",
            )
            return
        element.refers = True
        place = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.links.append((target[1:], *place))

    def settle(self) -> None:
        """References lead to parts that there are, and that do not refer on: no circles, and
        no part that is drawn a thousand times over."""
        for target, line, column in self.links:
            if target not in self.refers:
                message, hint = f"there is no part “#{target[:40]}” in this file", ""
            elif self.refers[target]:
                message = f"the part “#{target[:40]}” refers to other parts"
                hint = "a part that is referred to holds shapes and colours alone"
            else:
                continue
            self.faults.append(SvgFault(line, column, message, hint))

    def measured(self, attributes: dict[str, str]) -> tuple[float, float] | None:
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        sides = [*box[2:], *box[:2]] if len(box) == 4 else []
        if not sides:
            sides = [attributes.get("width", ""), attributes.get("height", "")]
        if not all(map(_NUMBER.fullmatch, sides)):
            self.fault("this SVG does not say its size", 'give it a viewBox="0 0 width height"')
            return None
        width, height = (float(side.removesuffix("px")) for side in sides[:2])
        if not (0 < width < math.inf and 0 < height < math.inf):
            self.fault("this SVG is empty: a side of its viewBox is 0", "correct the viewBox")
            return None
        if max(width, height) > WIDEST * min(width, height):
            self.fault(
                f"this logo is more than {WIDEST} times as long as it is high, or as high as long",
                "trim it",
            )
        return (width, height)


def read_svg(text: str) -> tuple[list[SvgFault], tuple[float, float]]:
    """Everything that is not allowed in a logo, and its size in its own units."""
    parser: Any = expat.ParserCreate("utf-8", namespace_separator=" ")
    reading = _Reading(parser)
    parser.XmlDeclHandler = reading.declaration
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.ProcessingInstructionHandler = reading.instruction
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(text.encode(), True)
        reading.settle()
    except _Stop:
        pass
    except expat.ExpatError as error:
        said = expat.errors.messages[error.code]
        reading.faults.append(
            SvgFault(
                error.lineno,
                error.offset + 1,
                f"this is not XML that can be read: {said}",
                "save it again from the program that drew it",
            )
        )
    return (reading.faults, reading.size or (1.0, 1.0))


def _instead(space: str, name: str) -> str:
    if space != SVG:
        return "save it as plain SVG, without what the drawing program keeps for itself"
    if name in ("text", "tspan", "textPath"):
        return "turn it into paths: a letter has fonts of its own"
    if name == "style":
        return "save it with colours as attributes of the shapes"
    if name == "image":
        return "a picture inside the logo cannot be checked: draw it, or use logo.png"
    return "take it away: shapes, colours and gradients are allowed"


def _why_not(name: str) -> str:
    if name.lower().startswith("on"):
        return "a logo runs no script: take it away"
    if name == "class":
        return "save it with colours as attributes of the shapes"
    return "take it away, or save the logo as plain SVG"
