"""Letters as PDF: HTML in, an accessible PDF out, or the reasons why not.

A letter goes to families, so it is pressed only whole: a missing character, a warning of the
typesetter, a resource from elsewhere or a fault of PDF/UA-1 stops it. The typesetter is
WeasyPrint. It is imported when the first :class:`LetterPress` is made and not before: the
import takes more than a second, and a build without letters must not pay it.

Equal input gives equal bytes, in any process: the PDF holds no date, and the fonts are the
files of one folder, never those of the machine.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.sax.saxutils import escape

from sitegen.render.hangul import keep_words_whole
from sitegen.render.pdf_check import check_pdf

# A collection after every letter is dear; with none at all, memory would grow.
_LETTERS_BETWEEN_COLLECTIONS = 16
_PACKAGES = ("weasyprint", "pydyf", "fonttools", "page-validation", "pypdf")


class LetterFault(Exception):
    """A letter that must not be published; ``reasons`` are sentences for its author."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = list(dict.fromkeys(reasons))

    def __reduce__(self) -> tuple[type[LetterFault], tuple[list[str]]]:
        return (LetterFault, (self.reasons,))


class LetterPress:
    """Sets letters, one after another, in one process.

    ``fonts_dir`` holds every font that a letter may use; ``cache_dir`` is ours to write to;
    ``css`` is the text of the letters' style sheet. Raises :class:`LetterFault` for a style
    sheet that WeasyPrint warns about, :class:`OSError` where Pango is not installed.

    Not for threads: fonts are found by way of a variable of the process.
    """

    def __init__(self, fonts_dir: Path, cache_dir: Path, css: str) -> None:
        self._fonts_dir = fonts_dir
        self._use_only(fonts_dir, cache_dir)
        # A missing configuration segfaults inside fontconfig: only now may it be loaded.
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self._weasyprint: Any = weasyprint
        self._font_config: Any = FontConfiguration()
        self._pressed = 0
        with _only_without_warnings():
            self._css: Any = weasyprint.CSS(
                string=css,
                font_config=self._font_config,
                url_fetcher=_fetcher(),
            )

    def press(
        self,
        html: str,
        *,
        lang: str,
        title: str,
        words: Sequence[str] = (),
    ) -> bytes:
        """The PDF of one letter.

        ``html`` is a whole document whose ``lang`` and ``<title>`` are ``lang`` (BCP 47) and
        ``title``. Pictures stand in it as ``data:``.
        ``words`` (names, dates) must come back when the text is read from the finished PDF.
        Raises :class:`LetterFault`.
        """
        text = normalize("NFC", html)
        if lang == "ko":
            text = keep_words_whole(text)
        with self._collector_at_rest():
            with _only_without_warnings():
                document = self._weasyprint.HTML(
                    string=text, base_url="asset:", url_fetcher=_fetcher()
                )
                pdf: bytes = document.write_pdf(
                    stylesheets=[self._css],
                    font_config=self._font_config,
                    pdf_variant="pdf/ua-1",
                )
            reasons = check_pdf(pdf, lang, normalize("NFC", title), words=words)
        if reasons:
            raise LetterFault(reasons)
        return pdf

    def versions(self) -> str:
        """All that shapes a letter beside its HTML and style sheet, for a memo's key."""
        return press_versions(self._fonts_dir)

    @staticmethod
    def _use_only(fonts_dir: Path, cache_dir: Path) -> None:
        """Point fontconfig at our folder alone, so that no font of the machine steps in."""
        if not any(fonts_dir.glob("*.ttf")):
            raise FileNotFoundError(f"no fonts for letters in {fonts_dir}")
        cache = cache_dir / "fontconfig"
        cache.mkdir(parents=True, exist_ok=True)
        configuration = (
            '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
            f"<fontconfig><dir>{escape(str(fonts_dir.resolve()))}</dir>"
            f"<cachedir>{escape(str(cache.resolve()))}</cachedir></fontconfig>\n"
        )
        # Named by its text: processes that share the cache never see half a file.
        digest = hashlib.sha256(configuration.encode()).hexdigest()[:16]
        path = cache / f"fonts-{digest}.conf"
        if not path.exists():
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_text(configuration, encoding="utf-8")
            draft.replace(path)
        os.environ["FONTCONFIG_FILE"] = str(path.resolve())

    @contextmanager
    def _collector_at_rest(self) -> Iterator[None]:
        """No garbage collection while one letter is set; now and then one between two."""
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            self._pressed += 1
            if self._pressed % _LETTERS_BETWEEN_COLLECTIONS == 0:
                gc.collect()
            if was_enabled:
                gc.enable()


def press_versions(fonts_dir: Path) -> str:
    """Like :meth:`LetterPress.versions`, without loading the typesetter.

    This module and the two that it uses are part of it: a letter kept from an earlier build
    was set, and found sound, by them as they were.
    """
    packages = " ".join(f"{name} {version(name)}" for name in _PACKAGES)
    here = Path(__file__).parent
    code = [here / name for name in ("hangul.py", "pdf.py", "pdf_check.py")]
    return f"{packages} fonts {_digest(fonts_dir.glob('*.ttf'))} code {_digest(code)}"


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(path.name.encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


class _Collected(logging.Handler):
    """Keeps what WeasyPrint warns about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _only_without_warnings() -> Iterator[None]:
    """Turn each warning of WeasyPrint, and each refused address, into a reason."""
    from weasyprint.urls import FatalURLFetchingError

    collected = _Collected()
    logger = logging.getLogger("weasyprint")
    propagate, level = logger.propagate, logger.level
    logger.addHandler(collected)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    refused: list[str] = []
    try:
        yield
    except FatalURLFetchingError as error:
        refused.append(f"{error}: {error.__cause__}" if error.__cause__ else str(error))
    finally:
        logger.removeHandler(collected)
        logger.propagate = propagate
        logger.setLevel(level)
    if reasons := refused + [_in_plain_words(message) for message in collected.messages]:
        raise LetterFault(reasons)


def _in_plain_words(warning: str) -> str:
    """A warning of WeasyPrint as an editor can use it."""
    missing = re.search(r"\.notdef glyph .*(\".*\" \(U\+[0-9A-F]+\))", warning)
    return f"no font of the letters has the character {missing[1]}" if missing else warning


def _fetcher() -> Any:
    """What may be loaded into a letter: ``data:``, which is how a logo stands in it.

    WeasyPrint's own fetcher opens files of the machine and calls hosts. Of that one, only
    the reading of ``data:`` is used here; everything else is refused, and stops the letter.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class LettersOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise FatalURLFetchingError(f"a letter loads nothing from {url}")

    return LettersOnly(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
