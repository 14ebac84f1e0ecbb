"""Letters of an LEA, or of none, in the seven languages: from source and values to PDF.

A letter is all or nothing: where one text of it has no translation, it is withheld in that
language and the build says so. Pressed letters are kept by everything that went into them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from sitegen.content.handbook import Handbook, Letter
from sitegen.content.letter_source import (
    LetterField,
    around_local_place,
    choose_passages,
    every_passage,
)
from sitegen.content.local_files import LocalDocument
from sitegen.content.models import Role
from sitegen.content.scalars import Marked
from sitegen.editions import Book, LeaYear
from sitegen.i18n import formatting
from sitegen.i18n.catalogs import Catalog
from sitegen.i18n.locales import SOURCE
from sitegen.publish.memo import Memo, key_of
from sitegen.publish.store import Store
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
from sitegen.render.letter_review import needs_notice
from sitegen.render.markdown import Renderer, Text, messages
from sitegen.render.pdf import LetterPress, press_versions

DOMAIN = "letters"


@dataclass(frozen=True, slots=True)
class LetterFileView:
    """A letter in a language, for lists: ``url`` is ``None`` where it is withheld."""

    tag: str
    name: str
    url: str | None
    pages: int
    size: str


@dataclass(frozen=True, slots=True)
class LetterListing:
    id: str
    title: Text
    summary: Text | None
    files: list[LetterFileView]


@dataclass(frozen=True, slots=True)
class PressedLetter:
    """A PDF: its letter, language, bytes and number of pages."""

    letter: str
    tag: str
    pdf: bytes
    pages: int


def letter_messages(letter: Letter) -> Iterator[tuple[str, str]]:
    """``(context, English)`` of every text that a letter needs, its own and the layout's."""
    yield ("title", str(letter.head.title))
    yield ("subject", str(letter.head.subject))
    for english, _ in messages(every_passage(letter.body)):
        yield ("letter", english)
    for english in LABELS.values():
        yield (LABEL_CONTEXT, english)
    yield (LABEL_CONTEXT, REVIEW_NOTICE)
    for english in (PERIOD_OF_TRACK, PERIOD_SEPARATOR):
        yield (PERIOD_CONTEXT, english)


def missing_messages(letter: Letter, catalog: Catalog) -> list[str]:
    """The English texts of a letter that a catalog lacks; none in English itself."""
    if catalog.tag == SOURCE:
        return []
    return [
        english
        for context, english in letter_messages(letter)
        if catalog.find(DOMAIN, context, english) is None
    ]


def missing_labels(catalog: Catalog) -> list[str]:
    """The layout's own words that a catalog lacks, without which no letter is whole."""
    if catalog.tag == SOURCE:
        return []
    return [
        english
        for english in LABELS.values()
        if catalog.find(DOMAIN, LABEL_CONTEXT, english) is None
    ]


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands in a letter, in its language; ``unreviewed``: by a machine, not yet read."""

    title: str
    subject: str
    body: Markup
    unreviewed: bool = False


class LetterDesk:
    """Presses letters in one process. WeasyPrint is loaded with the first that is not kept."""

    def __init__(
        self, root: Path, cache: Path, environment: Environment, store: Store, memo: Memo
    ) -> None:
        self._fonts = root / "layouts" / "fonts"
        self._cache = cache
        self._css = (root / "layouts" / "letters" / "letter.css").read_text(encoding="utf-8")
        environment.filters.update(LETTER_FILTERS)
        self._template = environment.get_template("letters/letter.html")
        self._store = store
        self._memo = memo
        self._versions = press_versions(self._fonts)
        self._press: LetterPress | None = None

    def letter(self, letter: Letter, book: Book, lea: LeaYear | None) -> PressedLetter:
        """The PDF. Raises :class:`~sitegen.render.pdf.LetterFault` where it must not be."""
        fields = letter_fields(book, lea)
        return self._pressed(letter.id, _shared_words(letter, book, lea, fields), book, lea, fields)

    def local_letter(self, letter: LocalDocument, book: Book, lea: LeaYear) -> PressedLetter:
        """The PDF of a letter that the LEA wrote itself, in a language that it has."""
        tag = book.locale.tag
        part, fields = letter.parts[tag], letter_fields(book, lea)
        body = Renderer(tag, _LetterSurroundings(fields)).local_document(
            choose_passages(part.body, fields), tag
        )
        words = _Words(str(part.head.title), str(part.head.subject), body)
        return self._pressed(letter.id, words, book, lea, fields)

    def _pressed(
        self, id_: str, words: _Words, book: Book, lea: LeaYear | None, fields: Mapping[str, str]
    ) -> PressedLetter:
        tag, title = book.locale.tag, words.title
        html = self._html(words, book, lea, fields)
        key = key_of("letter", html, self._css, self._versions, tag, title)
        kept = self._memo.find(key)
        if kept is not None:
            (stored,) = kept.objects
            return PressedLetter(id_, tag, self._store.get(stored.digest), int(kept.note))
        if self._press is None:
            self._press = LetterPress(self._fonts, self._cache, self._css)
        pdf = self._press.press(html, lang=tag, title=title, words=_words(fields, lea))
        pages = pages_of(pdf)
        self._memo.link(key, [self._store.put(pdf)], pages)
        return PressedLetter(id_, tag, pdf, pages)

    def _html(
        self, words: _Words, book: Book, lea: LeaYear | None, fields: Mapping[str, str]
    ) -> str:
        def label(english: str) -> str:
            return book.translation(DOMAIN, LABEL_CONTEXT, english) or english

        tag = book.locale.tag
        profile = lea.profile if lea else None
        return self._template.render(
            lang=tag,
            dir=book.locale.direction,
            letter={
                "title": words.title,
                "body_html": words.body,
                "subject": words.subject,
            },
            lea={
                "name": profile and str(profile.name),
                "street": profile and profile.street,
                "city": profile and profile.city,
                "phone": profile and profile.phone,
                "email": profile and profile.email,
                "website": profile and profile.website,
                "superintendent": profile and profile.superintendent,
                "contact": fields.get(LetterField.CONTACT_NAME),
                "logo": _logo(lea, tag) if lea else None,
                "colour": lea.colours.light if lea and lea.colours else None,
            },
            school_year=fields[LetterField.SCHOOL_YEAR],
            sample=profile.sample if profile else False,
            review_notice=label(REVIEW_NOTICE) if words.unreviewed else None,
            labels={name: label(english) for name, english in LABELS.items()},
            language_name=book.locale.endonym,
        )


def _shared_words(
    letter: Letter, book: Book, lea: LeaYear | None, fields: Mapping[str, str]
) -> _Words:
    """A letter of the handbook in the Book's language, with the LEA's own section in it.

    An addition that the LEA has not written in this language is left out: the letter itself
    is the state's, and no family goes without it.
    """
    tag = book.locale.tag
    renderer = Renderer(tag, _LetterSurroundings(fields))

    def find(english: str) -> str | None:
        return book.translation(DOMAIN, "letter", english)

    before, after = around_local_place(letter.body) or (letter.body, "")
    addition = lea.documents.additions.get(letter.id) if lea else None
    own = Markup()
    if addition is not None and tag in addition.parts:
        part = addition.parts[tag]
        body = renderer.local_document(choose_passages(part.body, fields), tag)
        own = Markup("<h2>{}</h2>\n{}").format(str(part.head.title), body)
    return _Words(
        book.translation(DOMAIN, "title", str(letter.head.title)) or "",
        book.translation(DOMAIN, "subject", str(letter.head.subject)) or "",
        renderer.document(choose_passages(before, fields), find)
        + own
        + renderer.document(choose_passages(after, fields), find),
        needs_notice(
            letter.id, letter_messages(letter), book.catalog, lea.profile if lea else None
        ),
    )


def _logo(lea: LeaYear, tag: str) -> dict[str, str] | None:
    """The logo inside the letter's HTML, so that it is part of what a letter is kept by."""
    if lea.logo is None:
        return None
    alt = lea.profile.logo_alt
    said = (alt.translations.get(Marked(tag)) or alt.text) if alt else lea.profile.name
    lang = tag if alt and tag in alt.translations else str(alt.lang) if alt else SOURCE
    packed = b64encode(lea.logo.content).decode("ascii")
    return {"src": f"data:{lea.logo.media_type};base64,{packed}", "alt": str(said), "lang": lang}


class _LetterSurroundings:
    """In a letter a field is an LEA's value, and a link is its words: paper leads nowhere."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def link(self, _kind: str, _id: str, label: Markup, _lang: str, /) -> Markup:
        return label

    def field(self, name: str, _lang: str, /) -> Markup:
        value = self._fields[name]
        return escape(value) if name in _DATES else isolated(value)


_DATES = frozenset(
    {
        LetterField.PERIOD_OPENS,
        LetterField.PERIOD_CLOSES,
        LetterField.TESTING_PERIODS,
    }
)
"""Fields that are phrases of the letter's own language."""


def _words(fields: Mapping[str, str], lea: LeaYear | None) -> list[str]:
    """What must come back when the finished letter is read: whose it is, and its dates."""
    names = (LetterField.PERIOD_OPENS, LetterField.PERIOD_CLOSES, LetterField.CONTACT_PHONE)
    found = [fields[name] for name in names if name in fields]
    return [*found, str(lea.profile.name)] if lea else found


def letter_fields(book: Book, lea: LeaYear | None) -> dict[str, str]:
    """The fields that have a value, in the language of the Book."""
    tag = book.locale.tag
    fields = {str(LetterField.SCHOOL_YEAR): formatting.school_year(book.editions.handbook.year)}
    if lea is None:
        return fields
    profile = lea.profile
    contact = next((each for each in profile.contacts if each.role is Role.LEA_COORDINATOR), None)
    for name, value in {
        LetterField.LEA_NAME: profile.name,
        LetterField.SUPERINTENDENT: profile.superintendent,
        LetterField.CONTACT_NAME: contact and contact.name,
        LetterField.CONTACT_PHONE: contact and contact.phone,
        LetterField.CONTACT_EMAIL: contact and contact.email,
    }.items():
        if value is not None:
            fields[str(name)] = str(value)
    fields.update(_periods(book, lea, tag))
    return fields


def _periods(book: Book, lea: LeaYear, tag: str) -> dict[str, str]:
    """One selected testing period, or the sentence that names each track's."""
    known = [(track.id, track.period) for track in lea.tracks if track.period]
    if not known or len(known) < len(lea.tracks):
        return {}
    if len({period for _, period in known}) == 1:
        period = known[0][1]
        return {
            str(LetterField.PERIOD_OPENS): formatting.long_date(period.opens, tag),
            str(LetterField.PERIOD_CLOSES): formatting.long_date(period.closes, tag),
        }
    pattern = book.translation(DOMAIN, PERIOD_CONTEXT, PERIOD_OF_TRACK) or PERIOD_OF_TRACK
    separator = book.translation(DOMAIN, PERIOD_CONTEXT, PERIOD_SEPARATOR) or PERIOD_SEPARATOR
    sentences = []
    for track, period in known:
        names = lea.track_names[track]
        sentence = pattern.replace("{track}", names.get(tag) or next(iter(names.values())))
        sentence = sentence.replace("{period-opens}", formatting.long_date(period.opens, tag))
        sentences.append(
            sentence.replace("{period-closes}", formatting.long_date(period.closes, tag))
        )
    return {str(LetterField.TESTING_PERIODS): separator.join(sentences)}


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has, by its own count in the page tree."""
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def file_size(size: int, tag: str) -> str:
    """A file's size for readers: “38 kB”."""
    return f"{formatting.decimal(max(1, round(size / 1000)), tag)} kB"


def letters_in_order(handbook: Handbook) -> list[Letter]:
    return sorted(handbook.letters.values(), key=lambda letter: (letter.head.order, letter.id))
