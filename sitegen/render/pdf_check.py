"""What a finished letter must be: PDF/UA-1, and readable by a person and by software.

Two witnesses: ``page-validation`` for the rules of PDF/UA-1 (ISO 14289-1), and checks of
our own, because that validator is young and because it cannot know the letter's language,
its title and its words. Both stand behind :func:`check_pdf`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from unicodedata import normalize

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, DictionaryObject

# Keys of the catalog, its names and pages by which a PDF acts, or carries other files.
_ACTIVE_CATALOG = ("/OpenAction", "/AA", "/AcroForm", "/Collection")
_ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
_SAFE_LINKS = ("https:", "http:", "mailto:", "tel:")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_HEX = re.compile(r"<([0-9a-fA-F]+)>")
_SHOWN = re.compile(r"/(\S+)\s+[\d.-]+\s+Tf\b|\[([^\]]*)\]\s*TJ\b|<([0-9a-fA-F]+)>\s*Tj\b")
_MAPPED = re.compile(r"<([0-9a-fA-F]{4})>\s*<((?:[0-9a-fA-F]{4})+)>\s*$", re.MULTILINE)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def check_pdf(pdf: bytes, lang: str, title: str, *, words: Sequence[str] = ()) -> list[str]:
    """The reasons why ``pdf`` may not be published; none for a sound letter.

    ``lang`` (BCP 47) and ``title`` are what the document must say of itself. Each of
    ``words`` must be found in the text read from it. Spaces and line ends are not compared,
    and of Arabic each word alone: there, readers differ in the order of words and numbers.
    """
    try:
        reader = PdfReader(BytesIO(pdf), strict=True)
        reasons = [
            *_about_itself(reader, lang, title),
            *_about_tags(reader),
            *_about_fonts(reader),
            *_about_actions(reader),
            *_about_words(reader, words),
        ]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return [f"the PDF cannot be read: {error}"]
    return reasons + _about_pdfua(pdf)


def _about_pdfua(pdf: bytes) -> list[str]:
    import page

    try:
        report = page.validate_pdf_bytes(pdf, profile="ua1")
    except page.PageError as error:
        return [f"the PDF cannot be validated: {error}"]
    return [f"PDF/UA-1 {failure.rule_id}: {failure.message}" for failure in report.failures]


def _about_itself(reader: PdfReader, lang: str, title: str) -> Iterator[str]:
    catalog = reader.root_object
    if (said := catalog.get("/Lang")) != lang:
        yield f"the document's language is {said!r}, not {lang!r}"
    named = reader.metadata.title if reader.metadata else None
    if named != title:
        yield f"the document's title is {named!r}, not {title!r}"
    preferences = _dictionary(catalog.get("/ViewerPreferences"))
    if not _is_true(preferences.get("/DisplayDocTitle")):
        yield "the window would show the file's name, not the letter's title"
    if reader.is_encrypted:
        yield "the document is encrypted"
    metadata = catalog.get("/Metadata")
    xmp = metadata.get_object().get_data() if metadata is not None else b""
    if b"pdfuaid" not in xmp:
        yield "the document does not declare PDF/UA"


def _about_tags(reader: PdfReader) -> Iterator[str]:
    catalog = reader.root_object
    if not _is_true(_dictionary(catalog.get("/MarkInfo")).get("/Marked")):
        yield "the document is not marked as tagged"
    if "/StructTreeRoot" not in catalog:
        yield "the document has no structure tree"
        return
    kinds = list(_kinds(catalog["/StructTreeRoot"], set()))
    if kinds.count("/H1") != 1:
        yield f"the document has {kinds.count('/H1')} main headings; one belongs there"
    if "/P" not in kinds:
        yield "the document's structure holds no paragraph"


def _kinds(node: Any, seen: set[int]) -> Iterator[str]:
    """The structure types of a tree, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _kinds(child, seen)
    elif isinstance(node, DictionaryObject) and id(node) not in seen:
        seen.add(id(node))
        if "/S" in node:
            yield str(node["/S"])
        yield from _kinds(node.get("/K"), seen)


def _about_fonts(reader: PdfReader) -> Iterator[str]:
    fonts: dict[str, DictionaryObject] = {}
    for leaf in reader.pages:
        resources = _dictionary(leaf.get("/Resources"))
        for font in _dictionary(resources.get("/Font")).values():
            described = _dictionary(font)
            fonts[str(described.get("/BaseFont"))] = described
    if not fonts:
        yield "the document has no fonts: its text cannot be text"
    for name, font in sorted(fonts.items()):
        carriers = [_dictionary(child) for child in font.get("/DescendantFonts", [])] or [font]
        descriptors = [_dictionary(carrier.get("/FontDescriptor")) for carrier in carriers]
        if not all(any(key in one for key in _EMBEDDED) for one in descriptors):
            yield f"the font {name} is not embedded"
        if "/ToUnicode" not in font:
            yield f"text in the font {name} cannot be read back"


def _about_actions(reader: PdfReader) -> Iterator[str]:
    catalog = reader.root_object
    names = _dictionary(catalog.get("/Names"))
    active = [key for key in _ACTIVE_CATALOG if key in catalog]
    for key in active + [key for key in _ACTIVE_NAMES if key in names]:
        yield f"the document has {key}, which a letter never needs"
    for number, leaf in enumerate(reader.pages, start=1):
        if "/AA" in leaf:
            yield f"page {number} acts when it is opened"
        for annotation in leaf.get("/Annots") or ():
            action = _dictionary(_dictionary(annotation).get("/A"))
            kind, address = action.get("/S"), str(action.get("/URI", ""))
            if kind not in (None, "/GoTo", "/URI"):
                yield f"a link on page {number} does {kind}"
            elif kind == "/URI" and not address.lower().startswith(_SAFE_LINKS):
                yield f"a link on page {number} leads to {address}"


def _about_words(reader: PdfReader, words: Sequence[str]) -> Iterator[str]:
    pages = [_quickly_read(leaf) for leaf in reader.pages]
    for number, text in enumerate(pages, start=1):
        if not text.strip():
            yield f"page {number} holds no text"
    missing = _missing(words, "".join(pages))
    if missing:
        missing = _missing(missing, "".join(leaf.extract_text() for leaf in reader.pages))
    for word in missing:
        yield f"“{word}” cannot be read back from the document"


def _missing(words: Sequence[str], text: str) -> list[str]:
    whole = _bare(text)
    return [word for word in words if not all(_bare(part) in whole for part in _parts(word))]


def _parts(word: str) -> list[str]:
    return re.findall(r"\w+", word) if _RIGHT_TO_LEFT.search(word) else [word]


def _quickly_read(leaf: PageObject) -> str:
    """The text of a page as its fonts map it, in the order in which it is drawn.

    What WeasyPrint writes needs no more; a full reader takes half as long as the setting of
    the letter, and is asked where a word is not found here.
    """
    fonts = _dictionary(_dictionary(leaf.get("/Resources")).get("/Font"))
    maps = {name[1:]: _characters(_dictionary(font)) for name, font in fonts.items()}
    contents = leaf.get_contents()
    drawn = contents.get_data().decode("latin-1") if contents is not None else ""
    characters: dict[str, str] = {}
    text: list[str] = []
    for font, array, single in _SHOWN.findall(drawn):
        if font:
            characters = maps.get(font, {})
            continue
        codes = "".join(_HEX.findall(array)) if array else single
        run = [characters.get(codes[at : at + 4].lower(), "") for at in range(0, len(codes), 4)]
        backwards = _RIGHT_TO_LEFT.search("".join(run))
        text.extend(reversed(run) if backwards else run)
    return "".join(text)


def _characters(font: DictionaryObject) -> dict[str, str]:
    """A font's map from a glyph's code, four hexadecimal digits, to characters."""
    stream = font.get("/ToUnicode")
    lines = stream.get_object().get_data().decode("latin-1") if stream is not None else ""
    return {
        code.lower(): bytes.fromhex(text).decode("utf-16-be", "replace")
        for code, text in _MAPPED.findall(lines)
    }


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", _INVISIBLE.sub("", normalize("NFKC", text)))


def _is_true(value: Any) -> bool:
    """Whether a PDF's value is ``true``: pypdf's own booleans are never false to Python."""
    return isinstance(value, BooleanObject) and value.value


def _dictionary(value: Any) -> DictionaryObject:
    """A dictionary of the PDF, followed through its reference; empty for anything else."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
