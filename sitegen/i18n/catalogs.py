"""Catalogs: the translations of one language, by domain, read from PO files.

English is the source and has no catalog. A message is found by its context (the kind of
field) and its English text; a fuzzy or empty translation is never used, and neither is one
whose fields or links differ from the English.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.pofile import PoFileError, read_po

from sitegen.content.files import Tree
from sitegen.content.prose import references
from sitegen.i18n.locales import LOCALES, SOURCE
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

_PERCENT_FIELD = re.compile(r"%\((\w+)\)[sd]|%%")
_BRACE_FIELD = re.compile(r"\{(\w[\w-]*)\}")

_REVIEWED = re.compile(r'^"X-Review: reviewed\\n"$', re.MULTILINE)
"""The header by which a catalog says that a named person has reviewed it; read from the text,
since Babel drops headers that it does not know."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Catalog:
    """The usable translations of one language.

    ``messages[domain]`` maps ``(context, English)`` to the translation; a plural message is
    a tuple of its forms under its English singular. ``unreviewed`` lists the domains that
    no named person has reviewed.
    """

    tag: str
    messages: Mapping[str, Mapping[Key, str | tuple[str, ...]]] = field(default_factory=dict)
    unreviewed: frozenset[str] = frozenset()
    plural: str = "(n != 1)"

    def find(self, domain: str, context: str, english: str) -> str | None:
        """The translation of one message, or ``None`` where the English must stand."""
        found = self.messages.get(domain, {}).get((context, english))
        return found if isinstance(found, str) else None

    def count(self, domain: str) -> int:
        return len(self.messages.get(domain, {}))


def load_catalogs(
    tree: Tree, problems: Problems, tags: Iterable[str] = LOCALES
) -> dict[str, Catalog]:
    """The catalogs of all languages; English's is empty."""
    return {tag: _load(tree, tag, problems) for tag in tags}


def _load(tree: Tree, tag: str, problems: Problems) -> Catalog:
    if tag == SOURCE:
        return Catalog(tag)
    messages: dict[str, dict[Key, str | tuple[str, ...]]] = {}
    unreviewed = set()
    plural = "(n != 1)"
    for domain in DOMAINS:
        path = f"locales/{LOCALES[tag].code}/{domain}.po"
        text = tree.read(path) if tree.exists(path) else None
        if text is None:
            continue
        read = _read(text, path, tag, problems)
        if read is None:
            continue
        messages[domain] = _usable(read, path, problems)
        if domain == "ui":
            plural = read.plural_expr
        if not _REVIEWED.search(text):
            unreviewed.add(domain)
    return Catalog(tag, messages, frozenset(unreviewed), plural)


def _read(text: str, path: str, tag: str, problems: Problems) -> BabelCatalog | None:
    try:
        return read_po(io.StringIO(text), locale=LOCALES[tag].code, abort_invalid=True)
    except PoFileError as error:
        line = (error.lineno or 0) + 1
        problems.add(
            "L101",
            Source(path, line, 1),
            "this is not a PO file from here on",
            "open it in a PO editor, which shows what is broken",
        )
    except (ValueError, LookupError) as error:
        problems.add("L101", Source(path, 1, 1), f"this catalog cannot be used: {error}")
    return None


def _usable(read: BabelCatalog, path: str, problems: Problems) -> dict[Key, str | tuple[str, ...]]:
    found: dict[Key, str | tuple[str, ...]] = {}
    for message in read:
        english = message.id[0] if isinstance(message.id, tuple | list) else message.id
        said = message.string or ""
        forms = tuple(said) if isinstance(said, tuple | list) else (said,)
        if not english or message.fuzzy or not all(forms):
            continue
        faults = [_difference(english, message.id, form) for form in forms]
        if any(faults):
            problems.add(
                "L102",
                Source(path, message.lineno or 0, 1),
                f"{next(filter(None, faults))} in the translation of “{english[:60]}”",
                "copy the fields and links of the English as they stand",
            )
            continue
        key = (message.context or "", english)
        found[key] = forms if isinstance(message.id, tuple | list) else forms[0]
    return found


def _difference(english: str, ids: object, translated: str) -> str:
    """What differs between the fields and links of two texts; empty where nothing does."""
    plural = isinstance(ids, tuple | list)
    for pattern in (_PERCENT_FIELD, _BRACE_FIELD):
        ours, theirs = set(pattern.findall(english)), set(pattern.findall(translated))
        missing, extra = ours - theirs, theirs - ours
        if extra:
            return f"the field “{min(extra)}” is not in the English and stands"
        if missing and not plural:
            return f"the field “{min(missing)}” is missing"
    links = sorted(each.spelled for each in references(english) if each.kind != "placeholder")
    if links != sorted(
        each.spelled for each in references(translated) if each.kind != "placeholder"
    ):
        return "other links stand"
    return ""
