"""Catalogs: the translations of one language, by domain, read from PO files.

English is the source and has no catalog. A message is found by its context (the kind of
field) and its English text; a fuzzy or empty translation is never used, and neither is one
whose fields or links differ from the English.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from gettext import c2py

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.pofile import PoFileError, read_po

from sitegen.content.files import Tree
from sitegen.content.located_yaml import refuse_characters
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.i18n.review import Reviewed, read_reviews
from sitegen.problems import Problems, Source

DOMAINS = (
    "ui",
    "tasks",
    "deadlines",
    "guides",
    "glossary",
    "resources",
    "errata",
    "letters",
    "how-to",
)
"""One PO file each, ``locales/<babel name>/<domain>.po``."""

_PERCENT_FIELD = re.compile(r"%\(\w+\)[sd]|%%")
_BRACE_FIELD = re.compile(r"\{\w[\w-]*\}")

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PO_LINE = re.compile(
    rf"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s*)?{_QUOTED}\s*)?"
)
"""A line of a PO file (GNU gettext manual, "The Format of PO Files")."""

_LINK = re.compile(r"\]\(([^)\s]*)\)")
"""Where a link leads. What Markdown would take for a link besides these is no equal of one."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Catalog:
    """The usable translations of one language.

    ``messages[domain]`` maps ``(context, English)`` to the translation; a plural message is
    a tuple of its forms under its English singular. ``reviews`` says who has read what.
    """

    tag: str
    messages: Mapping[str, Mapping[Key, str | tuple[str, ...]]] = field(default_factory=dict)
    reviews: Reviewed = field(default_factory=Reviewed)
    plural: str = "(n != 1)"

    def find(self, domain: str, context: str, english: str) -> str | None:
        """The translation of one message, or ``None`` where the English must stand."""
        found = self.messages.get(domain, {}).get((context, english))
        return found if isinstance(found, str) else None

    def reviewed(self, domain: str, context: str, english: str) -> bool:
        """Whether a named person has read this translation as it stands."""
        found = self.messages.get(domain, {}).get((context, english))
        if found is None:
            return False
        forms = (found,) if isinstance(found, str) else found
        return self.reviews.covers(domain, context, english, forms)

    @cached_property
    def unreviewed(self) -> frozenset[str]:
        """The domains with a translation that no named person has read as it stands."""
        return frozenset(
            domain
            for domain, messages in self.messages.items()
            if not all(self.reviewed(domain, *key) for key in messages)
        )


def load_catalogs(
    tree: Tree, problems: Problems, tags: Iterable[str] = LOCALES
) -> dict[str, Catalog]:
    """The catalogs of all languages; English's is empty."""
    reviews = read_reviews(tree, DOMAINS, problems)
    return {
        tag: Catalog(tag) if tag == SOURCE else _load(tree, tag, reviews[tag], problems)
        for tag in tags
    }


def _load(tree: Tree, tag: str, reviews: Reviewed, problems: Problems) -> Catalog:
    messages: dict[str, dict[Key, str | tuple[str, ...]]] = {}
    plural = "(n != 1)"
    for domain in DOMAINS:
        path = f"locales/{LOCALES[tag].code}/{domain}.po"
        text = tree.read(path) if tree.exists(path) else None
        if text is None:
            continue
        if refuse_characters(text, path, problems):
            continue
        read = read_sound(text, path, tag, problems)
        if read is None:
            continue
        messages[domain] = _Reading(text, path, domain, problems).usable(read)
        if domain == "ui":
            plural = read.plural_expr
    return Catalog(tag, messages, reviews, plural)


def read_sound(text: str, path: str, tag: str, problems: Problems) -> BabelCatalog | None:
    """A PO file as Babel reads it, or ``None`` after reporting why it is none."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not _PO_LINE.fullmatch(line):
            column = len(line) - len(line.lstrip()) + 1
            problems.add("L101", Source(path, number, column), *_broken_line(line))
            return None
    try:
        read = read_po(io.StringIO(text), locale=LOCALES[tag].code, abort_invalid=True)
        c2py(read.plural_expr)
        return read
    except PoFileError as error:
        number = min((error.lineno or 0) + 1, text.rstrip("\n").count("\n") + 1)
        problems.add(
            "L101",
            Source(path, number, 1),
            "this is not a PO file from here on",
            "open it in a PO editor, which shows what is broken",
        )
    except (ValueError, LookupError):
        problems.add(
            "L101",
            Source(path, 1, 1),
            "the head of this catalog, above its first message, is wrong",
            "compare it with the head of another language’s catalog",
        )
    return None


def _broken_line(line: str) -> tuple[str, str]:
    """What is wrong with a line of a PO file, and a way out. Babel would read some as text."""
    if '"' not in line:
        return ("this is no line of a PO file", "put the text between quotes, after msgstr")
    if not line.rstrip().endswith('"'):
        return ("this line does not end with a quote", 'add the closing quote (")')
    return (
        "the quotes on this line do not pair",
        "write a quote inside a text with a backslash before it",
    )


class _Reading:
    """Sorts the messages of one PO file, whose ``text`` tells where a fault stands."""

    def __init__(self, text: str, path: str, domain: str, problems: Problems) -> None:
        self._lines = text.split("\n")
        self._path = path
        self._domain = domain
        self._problems = problems

    def usable(self, read: BabelCatalog) -> dict[Key, str | tuple[str, ...]]:
        found: dict[Key, str | tuple[str, ...]] = {}
        for message in read:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            said = message.string or ""
            forms = tuple(said) if isinstance(said, tuple | list) else (said,)
            if not ids[0] or message.fuzzy or not all(forms):
                continue
            fault = next(filter(None, (self._difference(ids, form) for form in forms)), None)
            if fault is not None:
                difference, word, hint = fault
                self._problems.add(
                    "L102",
                    self._place(message.lineno or 1, word),
                    f"the translation of “{ids[0][:60]}” {difference}",
                    hint,
                )
                continue
            key = (message.context or "", ids[0])
            found[key] = forms if len(ids) > 1 else forms[0]
        return found

    def _difference(self, ids: Sequence[str], translated: str) -> tuple[str, str, str] | None:
        """What differs between the fields and links of two texts, the word that shows it, and
        a way out."""
        copy = "copy the fields in braces and after % from the English as they stand"
        for pattern in (_PERCENT_FIELD, _BRACE_FIELD):
            ours = {found[0] for english in ids for found in pattern.finditer(english)}
            theirs = {found[0] for found in pattern.finditer(translated)}
            if extra := theirs - ours - {"%%"}:
                return (
                    f"has the field “{min(extra)}”, which the English has not",
                    min(extra),
                    copy,
                )
            if len(ids) == 1 and (missing := ours - theirs - {"%%"}):
                return (f"lacks the field “{min(missing)}”", "", copy)
        if self._domain == "ui" and "%" in _PERCENT_FIELD.sub("", translated):
            return ("has a single “%”", "%", "write %% for a percent sign")
        ours, theirs = _links(ids[0]), _links(translated)
        if ours != theirs:
            copy = "copy what stands in ( ) after each link’s words from the English"
            return ("has other links than the English", next(iter(sorted(theirs - ours)), ""), copy)
        return None

    def _place(self, line: int, word: str) -> Source:
        """Where ``word`` stands in the translation of the message that begins on ``line``."""
        translations = [
            number
            for number in range(line, self._end(line) + 1)
            if not self._lines[number - 1].startswith(("msgctxt", "msgid", "#"))
        ]
        said = next((n for n in translations if self._lines[n - 1].startswith("msgstr")), line)
        for number in translations:
            if word and number >= said and word in self._lines[number - 1]:
                return Source(self._path, number, self._lines[number - 1].index(word) + 1)
        return Source(self._path, said, 1)

    def _end(self, line: int) -> int:
        """The last line of the message that begins on ``line``."""
        last = line
        while last < len(self._lines) and self._lines[last].strip():
            last += 1
        return last


def _links(text: str) -> set[str]:
    return set(_LINK.findall(text))
