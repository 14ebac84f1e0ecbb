"""The checks of an LEA's own documents: their texts, their languages, their place in a letter."""

from __future__ import annotations

from itertools import zip_longest

from sitegen.content.branding import check_colours
from sitegen.content.checks import LETTER_FIELDS, Checker
from sitegen.content.handbook import LeaContent, Letter
from sitegen.content.letter_source import around_local_place, structure
from sitegen.content.local_files import TAGS, LocalDocument, LocalPart
from sitegen.content.prose import new_engine
from sitegen.content.scalars import Marked
from sitegen.content.texts import texts_of
from sitegen.problems import Source, did_you_mean


def check_own(checker: Checker, lea: LeaContent) -> None:
    """Check what an LEA wrote and drew itself, before its overlay, whose texts may link to it."""
    documents = lea.documents
    checker.known["guide"] = {*checker.known["guide"], *documents.ids}
    check_colours(lea.profile, checker.problems)
    checker.is_local = True  # what upstream drops is no fault of theirs
    for guide in documents.guides.values():
        checker.refer("task", guide.original.head.tasks)
        checker.refer("resource", guide.original.head.links)
        for part in guide.parts.values():
            _texts(checker, part, None)
    for letter in documents.letters.values():
        _letter(checker, letter)
        _languages(checker, letter, f"“{letter.id}” is withheld")
    for addition in documents.additions.values():
        _addition(checker, addition)
    if documents.home is not None:
        for part in documents.home.parts.values():
            _texts(checker, part, None)
    checker.is_local = False


def _texts(checker: Checker, part: LocalPart, fields: frozenset[str] | None) -> None:
    for _, name, text in texts_of(part.head, part.path):
        plain = fields is not None and name in ("title", "subject")
        checker.text(text, () if plain else None)
    checker.text(Marked(part.body, Source(part.path, part.body_line, 1)), fields)


def _letter(checker: Checker, document: LocalDocument) -> None:
    """The texts and passages of a letter; a translation has those of its original."""
    wanted = structure(document.original.body)
    for part in document.parts.values():
        _texts(checker, part, LETTER_FIELDS)
        checker.passages(part)
        found = structure(part.body)
        if found != wanted:
            pairs = zip_longest(found, wanted, fillvalue="nothing more")
            has, lacks = next(pair for pair in pairs if pair[0] != pair[1])
            checker.problems.add(
                "B112",
                Source(part.path, part.body_line, 1),
                f"this translation has not the fields and passages of its original: “{has}” "
                f"stands where the original has “{lacks}”",
                "every field and every ::: of the original stands in each translation, in order",
            )


def _addition(checker: Checker, document: LocalDocument) -> None:
    _letter(checker, document)
    at = Source(document.original.path, 1, 1)
    letters = checker.handbook.letters
    letter: Letter | None = letters.get(document.id)
    written = checker.written("letter")
    if letter is None and written is not None and document.id not in written:
        checker.problems.add(
            "B113",
            at,
            f"there is no letter “{document.id}” to add to",
            did_you_mean(document.id, letters) or f"the letters are: {', '.join(letters)}",
        )
    elif letter is not None and around_local_place(letter.body) is None:
        checker.problems.add(
            "B113",
            at,
            f"the letter “{document.id}” has no place for an LEA’s own words",
            "write a letter of your own, letters/local-….md",
        )
    for part in document.parts.values():
        for token in new_engine().parse(part.body):
            if token.type == "heading_open":
                line = part.body_line + (token.map[0] if token.map else 0)
                checker.problems.add(
                    "B115",
                    Source(part.path, line, 1),
                    "an addition has one heading, its title",
                    "take this heading away, or write a letter of your own, letters/local-….md",
                )
    _languages(checker, document, f"“{document.id}” is sent without your addition")


def _languages(checker: Checker, document: LocalDocument, what: str) -> None:
    missing = [tag for tag in TAGS if tag not in document.parts]
    if missing:
        name = document.original.path.rpartition("/")[2].removesuffix(".md")
        checker.problems.add(
            "B114",
            Source(document.original.path),
            f"{what} in {len(missing)} of the {len(TAGS)} languages: {', '.join(missing)}",
            f"write {name}.{missing[0]}.md and so on beside it",
        )
