"""The registry of the seven languages in which the handbook is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Locale:
    """A language of the site.

    ``tag`` is its BCP 47 tag (addresses, ``lang``), ``endonym`` its own name for itself,
    ``english`` its name in English, ``code`` Babel's name for it (catalogs, formatting).
    """

    tag: str
    endonym: str
    english: str
    direction: Literal["ltr", "rtl"] = "ltr"

    @property
    def code(self) -> str:
        return babel_name(self.tag)


def babel_name(tag: str) -> str:
    """Babel's name of a BCP 47 tag: ``zh-Hant`` is ``zh_Hant``."""
    return tag.replace("-", "_")


SOURCE = "en"
"""The language in which content is written."""

LOCALES: dict[str, Locale] = {
    locale.tag: locale
    for locale in (
        Locale("en", "English", "English"),
        Locale("es", "Español", "Spanish"),
        Locale("vi", "Tiếng Việt", "Vietnamese"),
        Locale("fil", "Filipino", "Filipino"),
        Locale("zh-Hant", "繁體中文", "Chinese (Traditional)"),
        Locale("ko", "한국어", "Korean"),
        Locale("ar", "العربية", "Arabic", "rtl"),
    )
}
"""English, then the languages of the Student Score Reports (ledger row
``checklist/additional/toms-and-technology-support/student-demographic-data/6``)."""
