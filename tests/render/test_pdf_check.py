"""Every way in which a letter can be unfit is found: each spoils a sound PDF in one place."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from sitegen.render.pdf_check import check_pdf
from tests.render.letter_sample import letter_html, press_in, title

pytestmark = pytest.mark.letters


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    press = press_in(tmp_path_factory.mktemp("cache"))
    return press.press(letter_html("es"), lang="es", title=title("es"))


def check(pdf: bytes, *words: str) -> list[str]:
    return check_pdf(pdf, "es", title("es"), words=words)


def spoilt(pdf: bytes, spoil: Callable[[PdfWriter], Any]) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    spoil(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def each_font(writer: PdfWriter) -> list[Any]:
    resources: Any = writer.pages[0]["/Resources"]
    return [font.get_object() for font in resources["/Font"].values()]


def untouched(_: PdfWriter) -> None:
    return None


def unembed(writer: PdfWriter) -> None:
    for font in each_font(writer):
        child = font["/DescendantFonts"][0].get_object()
        descriptor = child["/FontDescriptor"].get_object()
        for key in ("/FontFile2", "/FontFile3"):
            descriptor.pop(key, None)


def unmap(writer: PdfWriter) -> None:
    for font in each_font(writer):
        font.pop("/ToUnicode", None)


def retitle(writer: PdfWriter) -> None:
    writer.add_metadata({"/Title": "untitled"})


def hide_title(writer: PdfWriter) -> None:
    preferences = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(False)})
    writer.root_object[NameObject("/ViewerPreferences")] = preferences


def mark_false(writer: PdfWriter) -> None:
    marked = DictionaryObject({NameObject("/Marked"): BooleanObject(False)})
    writer.root_object[NameObject("/MarkInfo")] = marked


def open_with_script(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )


def without(key: str) -> Callable[[PdfWriter], None]:
    return lambda writer: writer.root_object.pop(key) and None


def in_french(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/Lang")] = TextStringObject("fr")


def untag_heading(writer: PdfWriter) -> None:
    for thing in writer._objects:
        if isinstance(thing, DictionaryObject) and thing.get("/S") == "/H1":
            thing[NameObject("/S")] = NameObject("/P")


def empty_page(writer: PdfWriter) -> None:
    writer.add_blank_page()


def link_to_script(writer: PdfWriter) -> None:
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="javascript:app.alert(1)"))


FAULTS: dict[str, tuple[Callable[[PdfWriter], Any], str]] = {
    "language": (in_french, "language is 'fr'"),
    "no language": (without("/Lang"), "language is None"),
    "title": (retitle, "title is 'untitled'"),
    "title hidden": (hide_title, "the file's name"),
    "not marked": (without("/MarkInfo"), "not marked as tagged"),
    "no structure": (without("/StructTreeRoot"), "no structure tree"),
    "no declaration": (without("/Metadata"), "does not declare PDF/UA"),
    "no heading": (untag_heading, "0 main headings"),
    "font not embedded": (unembed, "is not embedded"),
    "text not mapped": (unmap, "cannot be read back"),
    "empty page": (empty_page, "page 3 holds no text"),
    "marked false": (mark_false, "not marked as tagged"),
    "script": (open_with_script, "/OpenAction"),
    "file inside": (lambda writer: writer.add_attachment("a.txt", b"x"), "/EmbeddedFiles"),
    "link to a script": (link_to_script, "leads to javascript:"),
    "encrypted": (lambda writer: writer.encrypt("", "owner"), "encrypted"),
}


def test_a_sound_letter_has_no_faults(sound: bytes) -> None:
    assert check(sound, "Rosa Ibáñez", "21 de mayo de 2027") == []


def test_a_copy_of_a_sound_letter_has_no_faults_of_ours(sound: bytes) -> None:
    """So that what the spoilt copies are blamed for is what was spoilt."""
    assert check(spoilt(sound, untouched)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(sound: bytes, fault: str) -> None:
    spoil, expected = FAULTS[fault]
    found = check(spoilt(sound, spoil))
    assert any(expected in reason for reason in found), found


def test_what_only_pdf_ua_forbids_is_found(sound: bytes) -> None:
    """A rule that our own checks do not know: no level of heading is skipped."""

    def skip_a_level(writer: PdfWriter) -> None:
        for thing in writer._objects:
            if isinstance(thing, DictionaryObject) and thing.get("/S") == "/H2":
                thing[NameObject("/S")] = NameObject("/H4")

    found = check(spoilt(sound, skip_a_level))
    assert found
    assert all(reason.startswith("PDF/UA-1 ") for reason in found)


def test_a_name_that_is_not_there_is_found(sound: bytes) -> None:
    assert check(sound, "Rosa Ibanez") == ["“Rosa Ibanez” cannot be read back from the document"]


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"<html></html>"])
def test_what_is_no_pdf_is_refused(pdf: bytes) -> None:
    assert check(pdf)


def test_a_torn_file_is_refused(sound: bytes) -> None:
    assert check(sound[: len(sound) // 2])
