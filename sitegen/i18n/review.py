"""Who has read which translations: ``locales/review.yaml``, and what exactly was read.

A person reviews a section of a language. What they read is kept beside the catalog, in
``locales/<code>/<section>.reviewed``: a line for each text, made of its English and its
translation. A translation that changes afterwards, or comes new, is not among them: nobody
has read it, and a review never covers it silently. Pages carry the notice of a machine's
translation until every text that they could show is covered, a letter until all of its own
texts are. ``build.py messages reviewed`` writes both files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sitegen.content.binding import bind
from sitegen.content.files import Tree, digest
from sitegen.content.located_yaml import read_yaml
from sitegen.content.models import Record
from sitegen.content.scalars import Date, Language, Line
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.problems import Problems, Source, did_you_mean

REVIEWS = "locales/review.yaml"
_HEAD = """\
# Who has read which section of which language. What was read stands in <section>.reviewed
# beside each catalog. Written by: python3 build.py messages reviewed
"""
_MARK = re.compile(r"[0-9a-f]{12}")


class Review(Record):
    """A section of a language that a person has read, and when."""

    section: Line
    language: Language
    who: Line
    when: Date
    note: Line | None = None


class ReviewFile(Record):
    """``locales/review.yaml``."""

    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The reviews of one language: the last one of each section, and the marks of what was
    read (:func:`mark_of`)."""

    by_section: Mapping[str, Review] = field(default_factory=dict)
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def covers(self, section: str, context: str, english: str, strings: Iterable[str]) -> bool:
        """Whether a person has read this translation as it stands."""
        return mark_of(context, english, strings) in self.marks.get(section, frozenset())


def mark_of(context: str, english: str, strings: Iterable[str]) -> str:
    """What a text and its translation come to: twelve hexadecimal digits."""
    return digest(context, english, *strings)[:12]


def marks_path(tag: str, section: str) -> str:
    return f"locales/{LOCALES[tag].code}/{section}.reviewed"


def read_reviews(tree: Tree, sections: Iterable[str], problems: Problems) -> dict[str, Reviewed]:
    """The reviews of each language but English. What is faulty covers nothing."""
    known = tuple(sections)
    file: ReviewFile | None = None
    text = tree.read(REVIEWS) if tree.exists(REVIEWS) else None
    if text is not None:
        value: Any = read_yaml(text, REVIEWS, problems)
        file = bind(ReviewFile, value, REVIEWS, problems) if value is not None else None
    found: dict[str, dict[str, Review]] = {tag: {} for tag in LOCALES if tag != SOURCE}
    for review in file.reviews if file else ():
        if _is_sound(review, known, problems):
            sections_of = found[review.language]
            earlier = sections_of.get(str(review.section))
            if earlier is None or earlier.when <= review.when:
                sections_of[str(review.section)] = review
    return {
        tag: Reviewed(
            reviews,
            {name: _marks(tree, tag, each, problems) for name, each in reviews.items()},
        )
        for tag, reviews in found.items()
    }


def _is_sound(review: Review, sections: tuple[str, ...], problems: Problems) -> bool:
    if review.section not in sections:
        hint = did_you_mean(review.section, sections) or "the sections are " + ", ".join(sections)
        problems.add(
            "L110", review.section.at, f"there is no section “{review.section[:60]}”", hint
        )
        return False
    if review.language == SOURCE:
        problems.add(
            "L110",
            review.language.at,
            "English is the source, and is no translation to review",
            "name the language of the translation, or take this review away",
        )
        return False
    return True


def _marks(tree: Tree, tag: str, review: Review, problems: Problems) -> frozenset[str]:
    path = marks_path(tag, str(review.section))
    command = f"python3 build.py messages reviewed {tag} {review.section} --by …"
    if not tree.exists(path):
        problems.add(
            "L111",
            review.at,
            f"what was read in this review is not kept: there is no {path}",
            f"run: {command}",
        )
        return frozenset()
    marks = []
    for number, line in enumerate((tree.read(path) or "").splitlines(), start=1):
        if _MARK.fullmatch(line):
            marks.append(line)
        elif line and not line.startswith("#"):
            problems.add("L111", Source(path, number, 1), "this line is no mark", f"run: {command}")
    return frozenset(marks)


# --- writing ---------------------------------------------------------------------------------


def marks_text(marks: Iterable[str]) -> str:
    """A file of marks. They are sorted, so that a new review changes few lines."""
    return "".join(f"{mark}\n" for mark in sorted(set(marks)))


def reviews_text(reviews: Iterable[Mapping[str, str]]) -> str:
    """``locales/review.yaml``, in the order of languages and sections."""
    tags = list(LOCALES)
    lines = [_HEAD, "reviews:\n"]
    for each in sorted(reviews, key=lambda one: (tags.index(one["language"]), one["section"])):
        lines.append(f"  - section: {each['section']}\n    language: {each['language']}\n")
        lines.append(f"    who: {_quoted(each['who'])}\n    when: {each['when']}\n")
        if each.get("note"):
            lines.append(f"    note: {_quoted(each['note'])}\n")
    return "".join(lines)


def with_review(tree: Tree, section: str, tag: str, who: str, when: date, note: str | None) -> str:
    """The text of ``locales/review.yaml`` with one more review, in place of the section's."""
    text = tree.read(REVIEWS) if tree.exists(REVIEWS) else None
    value: Any = read_yaml(text, REVIEWS, Problems()) if text else None
    file = bind(ReviewFile, value, REVIEWS, Problems()) if value is not None else None
    kept = [
        {
            "section": str(each.section),
            "language": str(each.language),
            "who": str(each.who),
            "when": each.when.isoformat(),
            "note": str(each.note or ""),
        }
        for each in (file.reviews if file else ())
        if (each.section, each.language) != (section, tag)
    ]
    fresh = {"section": section, "language": tag, "who": who, "when": when.isoformat()}
    return reviews_text([*kept, {**fresh, "note": note or ""}])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
