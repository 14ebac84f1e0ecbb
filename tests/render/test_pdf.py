"""Letters are pressed whole, alike every time, and from nothing but what we gave."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from sitegen.render.pdf import LetterFault, LetterPress, press_versions
from tests.render.letter_sample import (
    CLOSES,
    CSS,
    FONTS,
    LOCALES,
    OPENS,
    ROOT,
    District,
    letter_html,
    long_date,
    press_in,
    title,
)

pytestmark = pytest.mark.letters

PAGE = (
    '<!DOCTYPE html><html lang="{lang}"><head><title>T</title>{head}</head>'
    "<body>{body}</body></html>"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763"
    "60606000000004000127342706"
    "0000000049454e44ae426082"
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>'


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> LetterPress:
    return press_in(tmp_path_factory.mktemp("cache"))


def page(body: str, *, lang: str = "en", head: str = "") -> str:
    return PAGE.format(lang=lang, head=head, body=f"<h1>Heading</h1><p>Text.</p>{body}")


def reasons(press: LetterPress, html: str) -> str:
    with pytest.raises(LetterFault) as caught:
        press.press(html, lang="en", title="T")
    return " ".join(caught.value.reasons)


def text_of(pdf: bytes) -> str:
    return "".join("".join(leaf.extract_text().split()) for leaf in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("lang", LOCALES)
def test_the_yearly_notice_is_sound_in_every_language(press: LetterPress, lang: str) -> None:
    district = District()
    dates = [long_date(day, lang) for day in (OPENS, CLOSES)]
    words = [district.name, "Dr. Thu-Hà Nguyễn", "Rosa Ibáñez", "(555) 010-0100", *dates]
    pdf = press.press(letter_html(lang, district), lang=lang, title=title(lang), words=words)
    assert len(PdfReader(BytesIO(pdf)).pages) <= 2


@pytest.mark.parametrize("lang", LOCALES)
def test_a_letter_without_dates_or_contact_is_whole(press: LetterPress, lang: str) -> None:
    bare = District(
        street=None,
        city=None,
        phone=None,
        email=None,
        website=None,
        superintendent=None,
        contact=None,
        period=None,
    )
    html = letter_html(lang, bare)
    assert "2027" not in html
    assert "{" not in html
    press.press(html, lang=lang, title=title(lang), words=[bare.name])


@pytest.mark.parametrize("lang", LOCALES)
def test_calendars_with_different_periods_are_each_named(press: LetterPress, lang: str) -> None:
    tracks = {"Traditional": (OPENS, CLOSES), "Year-round B": (OPENS.replace(day=19), CLOSES)}
    html = letter_html(lang, District(period=None, tracks=tracks))
    words = ["Traditional", "Year-round B", long_date(OPENS.replace(day=19), lang)]
    press.press(html, lang=lang, title=title(lang), words=words)


def test_names_of_any_of_our_scripts_stand_in_any_letter(press: LetterPress) -> None:
    district = District(contact="陳堃 (Chen Kun)", superintendent="김하늘", name="مدرسة الأرز Peña")
    words = ["陳堃", "김하늘", "Peña"]
    for lang in LOCALES:
        press.press(letter_html(lang, district), lang=lang, title=title(lang), words=words)


def test_korean_lines_end_between_words(press: LetterPress) -> None:
    html = letter_html("ko")
    pdf = press.press(html, lang="ko", title=title("ko"))
    read = "\n".join(leaf.extract_text() for leaf in PdfReader(BytesIO(pdf)).pages)
    inline = re.sub(r"</?(?:bdi|strong|span)[^>]*>", "", html)
    words = set(unescape(re.sub(r"<[^>]*>", " ", inline)).split())
    hangul = {word for word in read.split() if re.search("[가-힣]", word) and "쪽" not in word}
    assert len(hangul) > 100
    assert hangul <= words
    assert "\u2060" not in read


def test_a_missing_glyph_stops_the_letter(press: LetterPress) -> None:
    assert "U+0E01" in reasons(press, page("<p>ก</p>"))


@pytest.mark.parametrize(
    "markup", ["<p style='colour: red'>x</p>", "<img src='data:image/png;base64,AAAA' alt='x'>"]
)
def test_a_warning_stops_the_letter(press: LetterPress, markup: str) -> None:
    assert reasons(press, page(markup))


def test_a_style_sheet_with_a_mistake_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LetterFault, match="colour"):
        LetterPress(FONTS, tmp_path, "p { colour: red }")


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='{url}' alt='x'>",
        "<link rel='stylesheet' href='{url}'>",
        "<link rel='attachment' href='{url}'>",
        "<a rel='attachment' href='{url}'>x</a>",
        "<style>@import '{url}';</style>",
        "<style>@font-face {{ font-family: X; src: url({url}) }} p {{ font-family: X }}</style>",
        "<p style='background: url({url})'>x</p>",
        "<object data='{url}'>x</object>",
        "<base href='{url}'><img src='y' alt='x'>",
    ],
)
def test_nothing_is_loaded_from_a_host_or_the_machine(
    press: LetterPress, listener: socket.socket, tmp_path: Path, markup: str
) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    host = f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
    for url in (host, secret.as_uri()):
        html = page(markup.format(url=url), head=markup.format(url=url))
        assert "loads nothing from" in reasons(press, html)
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_picture_may_not_load_another(press: LetterPress, listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
    drawing = SVG.format(inside=f'<image href="{url}" width="9" height="9"/>')
    source = f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"
    assert reasons(press, page(f"<img alt='x' src='{source}'>"))
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_logo_stands_in_the_letter_itself(press: LetterPress) -> None:
    drawing = SVG.format(inside='<circle cx="4" cy="4" r="4"/>').encode()
    for kind, content in (("png", PNG), ("svg+xml", drawing)):
        source = f"data:image/{kind};base64,{b64encode(content).decode()}"
        logo = {"src": source, "alt": "An alder", "lang": "en"}
        press.press(letter_html("en", District(logo=logo)), lang="en", title=title("en"))


@pytest.mark.parametrize("url", ["asset:logo.png", "file:///etc/hostname", "../logo.png"])
def test_a_picture_that_is_not_in_the_letter_stops_it(press: LetterPress, url: str) -> None:
    assert url.removeprefix("../") in reasons(press, page(f"<img src='{url}' alt='x'>"))


def test_a_link_that_is_a_script_is_refused(press: LetterPress) -> None:
    assert "javascript:" in reasons(press, page("<p><a href='javascript:app.alert(1)'>x</a></p>"))


def test_equal_input_gives_equal_bytes_here_and_in_another_process(
    press: LetterPress, tmp_path: Path
) -> None:
    sums = []
    for lang in ("ar", "zh-Hant"):
        html = letter_html(lang)
        pdfs = [press.press(html, lang=lang, title=title(lang)) for _ in range(2)]
        assert pdfs[0] == pdfs[1]
        sums.append(hashlib.sha256(pdfs[0]).hexdigest())
    script = (
        "import hashlib, sys; from pathlib import Path\n"
        "from tests.render.letter_sample import *\n"
        "press = press_in(Path(sys.argv[1]))\n"
        "for lang in ('ar', 'zh-Hant'):\n"
        "    pdf = press.press(letter_html(lang), lang=lang, title=title(lang))\n"
        "    print(hashlib.sha256(pdf).hexdigest())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"},
    )
    assert run.stdout.split() == sums


def test_loading_the_module_does_not_load_the_typesetter() -> None:
    script = "import sys, sitegen.render.pdf; print('weasyprint' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"


def test_versions_change_with_the_fonts(press: LetterPress, tmp_path: Path) -> None:
    assert press.versions() == press_versions(FONTS)
    (tmp_path / "NotoSans-Regular.ttf").write_bytes((FONTS / "NotoSans-Bold.ttf").read_bytes())
    assert press_versions(tmp_path) != press_versions(FONTS)


def test_a_folder_without_fonts_is_an_error_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        LetterPress(tmp_path, tmp_path, CSS)
