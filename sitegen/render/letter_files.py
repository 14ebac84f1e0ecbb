"""The letters of a site as files and as lists: pressed, and named in a page's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.editions import LeaYear
from sitegen.i18n.locales import LOCALES
from sitegen.problems import Problems, Source
from sitegen.render.frame import Frame
from sitegen.render.letters import (
    LetterFileView,
    LetterListing,
    PressedLetter,
    file_size,
    letters_in_order,
)
from sitegen.render.pdf import LetterFault
from sitegen.render.workshop import Workshop


def press(
    shop: Workshop, tag: str, lea: LeaYear | None, problems: Problems
) -> Iterator[PressedLetter]:
    """The letters that are whole in a language; one that cannot be set is a Problem."""
    book = shop.editions.book(tag)
    for id_, of in shop.published_letters:
        if of != tag or (lea is not None and id_ in lea.without):
            continue
        letter = shop.editions.handbook.letters[id_]
        try:
            yield shop.desk.letter(letter, book, lea)
        except LetterFault as fault:
            whose = f" for {lea.slug}" if lea else ""
            for reason in fault.reasons:
                problems.add(
                    "L104",
                    Source(letter.path),
                    f"the letter cannot be set in “{tag}”{whose}: {reason}",
                )


def press_local(shop: Workshop, lea: LeaYear, problems: Problems) -> Iterator[PressedLetter]:
    """The LEA's own letters, in every language in which it wrote them."""
    for name, tag in shop.local_letters(lea.card):
        letter = lea.documents.letters[name]
        try:
            yield shop.desk.local_letter(letter, shop.editions.book(tag), lea)
        except LetterFault as fault:
            for reason in fault.reasons:
                problems.add(
                    "L104",
                    Source(letter.parts[tag].path),
                    f"the letter cannot be set in “{tag}”: {reason}",
                )


def local_listings(
    shop: Workshop,
    frame: Frame,
    lea: LeaYear,
    pressed: list[PressedLetter],
    url: Callable[[str, str], str],
) -> Iterator[LetterListing]:
    """The LEA's own letters, named in the page's language or in the one they were written in."""
    if not shop.editions.shape.letters:
        return
    documents = lea.documents.letters.values()
    for letter in sorted(documents, key=lambda each: (each.original.head.order, each.id)):
        lang, part = letter.part(frame.tag)
        yield LetterListing(
            letter.id,
            frame.views.renderer.written(str(part.head.title), lang),
            frame.views.renderer.written(str(part.head.summary), lang),
            _letter_files(shop, frame, letter.id, pressed, url),
        )


def _letter_files(
    shop: Workshop,
    frame: Frame,
    letter: str,
    pressed: list[PressedLetter],
    url: Callable[[str, str], str],
) -> list[LetterFileView]:
    by_tag = {each.tag: each for each in pressed if each.letter == letter}
    return [
        LetterFileView(
            tag,
            LOCALES[tag].endonym,
            url(letter, tag) if tag in by_tag else None,
            by_tag[tag].pages if tag in by_tag else 0,
            file_size(len(by_tag[tag].pdf), frame.tag) if tag in by_tag else "",
        )
        for tag in shop.tags
    ]


def listings(
    shop: Workshop,
    frame: Frame,
    pressed: list[PressedLetter],
    url: Callable[[str, str], str],
    without: frozenset[str] = frozenset(),
) -> list[LetterListing]:
    """The shared letters, but for those that an LEA leaves out."""
    if not shop.editions.shape.letters:
        return []
    return [
        LetterListing(
            letter.id,
            frame.views.text("letters", "title", str(letter.head.title)),
            frame.views.text("letters", "summary", str(letter.head.summary)),
            _letter_files(shop, frame, letter.id, pressed, url),
        )
        for letter in letters_in_order(shop.editions.handbook)
        if letter.id not in without
    ]
