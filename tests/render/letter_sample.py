"""Letters of an invented district, set as the site sets them, for the tests beside this."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from sitegen.content.letter_source import choose_passages
from sitegen.render.isolation import isolated
from sitegen.render.letter_page import (
    LABEL_CONTEXT,
    LABELS,
    LETTER_FILTERS,
    PERIOD_CONTEXT,
    PERIOD_OF_TRACK,
    PERIOD_SEPARATOR,
    REVIEW_NOTICE,
)
from sitegen.render.pdf import LetterPress

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "layouts" / "fonts"
CSS = (ROOT / "layouts" / "letters" / "letter.css").read_text(encoding="utf-8")
LETTER = ROOT / "content" / "letters" / "annual-testing-notification.md"
LOCALES = {
    "en": "English",
    "ar": "العربية",
    "zh-Hant": "繁體中文",
    "fil": "Filipino",
    "ko": "한국어",
    "es": "Español",
    "vi": "Tiếng Việt",
}
OPENS, CLOSES = date(2027, 4, 12), date(2027, 5, 21)


def babel_name(lang: str) -> str:
    return lang.replace("-", "_")


@cache
def front_and_body() -> tuple[dict[str, str], str]:
    _, front, body = LETTER.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


@cache
def catalog(lang: str) -> Catalog:
    path = ROOT / "locales" / babel_name(lang) / "letters.po"
    with path.open("rb") as file:
        return read_po(file, locale=babel_name(lang))


def translated(text: str, lang: str, context: str) -> str:
    if lang == "en":
        return text
    message = catalog(lang).get(text, context)
    assert message is not None, f"{lang} has no message {text!r} in context {context}"
    assert message.string
    assert not message.fuzzy
    return str(message.string)


def long_date(day: date, lang: str) -> str:
    return format_date(day, "full", locale=babel_name(lang))


@dataclass
class District:
    """An LEA's letterhead and fields; missing ones are ``None``."""

    name: str = "Alder Creek Elementary School District"
    street: str | None = "1420 Peña Grade Road"
    city: str | None = "Alder Creek, CA 95000"
    phone: str | None = "(555) 010-0100"
    email: str | None = "office@aldercreek.example"
    website: str | None = "https://www.aldercreek.example/"
    superintendent: str | None = "Dr. Thu-Hà Nguyễn"
    contact: str | None = "Rosa Ibáñez"
    logo: dict[str, str] | None = None
    colour: str | None = "#3d5a40"
    period: tuple[date, date] | None = (OPENS, CLOSES)
    tracks: dict[str, tuple[date, date]] = field(default_factory=dict)

    def fields(self, lang: str) -> dict[str, str]:
        """The letter's fields that this district has, in a language."""
        found = {
            "lea-name": self.name,
            "school-year": "2026–27",
            "superintendent": self.superintendent,
            "contact-name": self.contact,
            "contact-phone": self.phone,
            "contact-email": self.email,
        }
        if self.period:
            found["period-opens"], found["period-closes"] = (
                long_date(day, lang) for day in self.period
            )
        if self.tracks:
            pattern = translated(PERIOD_OF_TRACK, lang, PERIOD_CONTEXT)
            found["testing-periods"] = translated(PERIOD_SEPARATOR, lang, PERIOD_CONTEXT).join(
                pattern.format_map(
                    {
                        "track": track,
                        "period-opens": long_date(opens, lang),
                        "period-closes": long_date(closes, lang),
                    }
                )
                for track, (opens, closes) in self.tracks.items()
            )
        return {name: value for name, value in found.items() if value}


def _filled(token: Token, fields: dict[str, str]) -> Markup:
    text = Markup.escape(token.content)
    for name, value in fields.items():
        own = {"lea-name", "school-year", "superintendent"} | {n for n in fields if "contact" in n}
        html = isolated(value) if name in own else Markup.escape(value)
        text = Markup(str(text).replace(f"{{{name}}}", str(html)))
    return text


def body_html(lang: str, fields: dict[str, str], body: str | None = None) -> Markup:
    """The letter's body as HTML: passages chosen, each run translated, fields filled."""
    markdown = MarkdownIt("commonmark", {"html": False})
    source = choose_passages(body if body is not None else front_and_body()[1], fields)
    markdown.core.ruler.disable("inline")
    tokens = markdown.parse(source)
    for token in tokens:
        if token.type == "inline":
            text = token.content if body is not None else translated(token.content, lang, "letter")
            token.content = text
            token.children = []
            markdown.inline.parse(text, markdown, {}, token.children)

    def text_rule(_: object, run: list[Token], index: int, *__: object) -> str:
        return str(_filled(run[index], fields))

    markdown.add_render_rule("text", text_rule)
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))


@cache
def environment() -> Environment:
    jinja = Environment(
        loader=FileSystemLoader(ROOT / "layouts" / "letters"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    jinja.filters.update(LETTER_FILTERS)
    return jinja


def title(lang: str) -> str:
    return translated(front_and_body()[0]["title"], lang, "title")


def letter_html(lang: str, district: District | None = None, body: str | None = None) -> str:
    """The whole letter as HTML."""
    lea = district or District()
    fields = lea.fields(lang)
    labels = {key: translated(text, lang, LABEL_CONTEXT) for key, text in LABELS.items()}
    return (
        environment()
        .get_template("letter.html")
        .render(
            lang=lang,
            language_name=LOCALES[lang],
            dir="rtl" if lang == "ar" else "ltr",
            letter={
                "title": title(lang),
                "subject": translated(front_and_body()[0]["subject"], lang, "subject"),
                "body_html": body_html(lang, fields, body),
            },
            lea=lea,
            school_year=fields["school-year"],
            sample=True,
            review_notice=None if lang == "en" else translated(REVIEW_NOTICE, lang, LABEL_CONTEXT),
            labels=labels,
        )
    )


def press_in(cache_dir: Path) -> LetterPress:
    return LetterPress(FONTS, cache_dir, CSS)
