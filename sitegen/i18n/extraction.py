"""The interface's messages, gathered from where they are written, and their catalogs.

What is gathered: ``_()``, ``ngettext()`` and ``{% trans %}`` of the templates, and what is
marked with ``N_()`` in the generator. :func:`update` brings each language's ``ui.po`` up to
date: a translation stays as long as its English does not change.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from sitegen.i18n.locales import LOCALES, SOURCE

KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_JINJA = {"silent": "false", "newstyle_gettext": "true", "trimmed": "true"}
_HEADER = "# Coordinator Handbook, {section}, in {language}.\n"
SECTIONS = {
    "ui": "the interface",
    "tasks": "the tasks",
    "deadlines": "the deadlines",
    "guides": "the guides",
    "glossary": "the glossary",
    "resources": "where to look",
    "errata": "the errata",
    "how-to": "the how-to topics and the ways in",
    "letters": "the letters",
}


def interface_template(root: Path) -> Catalog:
    """Every message of the interface, in English, with the files that it stands in."""
    template = Catalog(project="Coordinator Handbook", charset="utf-8")
    for path, line, message, context in _messages(root):
        template.add(
            message,
            locations=[(path, line)],
            context=context,
            flags=("python-format",) if _has_fields(message) else (),
        )
    return template


def _has_fields(message: str | tuple[str, ...]) -> bool:
    return "%(" in (message if isinstance(message, str) else "".join(message))


def _messages(root: Path) -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    sources = [
        *(
            (path, "jinja2")
            for path in (root / "layouts").rglob("*.html")
            if "letters" not in path.relative_to(root).parts[1:-1]
        ),
        *((path, "python") for path in (root / "sitegen").rglob("*.py")),
    ]
    for path, kind in sorted(sources):
        name = path.relative_to(root).as_posix()
        options = _JINJA if kind == "jinja2" else {}
        method = "jinja2" if kind == "jinja2" else "python"
        keywords = KEYWORDS if kind == "jinja2" else {"N_": None}
        with path.open("rb") as file:
            for line, message, _, context in extract(method, file, keywords, (), options):
                yield (name, line, message, context)


def catalog_path(root: Path, tag: str, domain: str = "ui") -> Path:
    return root / "locales" / LOCALES[tag].code / f"{domain}.po"


def update(root: Path, templates: Mapping[str, Catalog]) -> list[tuple[str, str, int, int]]:
    """Bring every language's catalogs up to date with ``templates``, by domain.

    Gives ``(tag, domain, translated, all)`` of each catalog.
    """
    found = []
    for tag in LOCALES:
        if tag == SOURCE:
            continue
        for domain, template in templates.items():
            path = catalog_path(root, tag, domain)
            catalog = _read(path, tag, domain)
            catalog.fuzzy = False
            catalog.update(template, no_fuzzy_matching=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_written(catalog))
            found.append((tag, domain, *counts(catalog)))
    return found


def counts(catalog: Catalog) -> tuple[int, int]:
    """How many messages are translated, and how many there are."""
    every = [message for message in catalog if message.id]
    done = [
        message
        for message in every
        if not message.fuzzy
        and all(message.string if isinstance(message.string, tuple | list) else [message.string])
    ]
    return (len(done), len(every))


def missing_from(root: Path, tag: str) -> list[str]:
    """The English of every message of the interface that a language lacks."""
    catalog = _read(catalog_path(root, tag), tag)
    lacking = []
    for message in interface_template(root):
        if not message.id:
            continue
        known = catalog.get(message.id, message.context)
        forms = (
            known.string
            if known and isinstance(known.string, tuple | list)
            else (known.string if known else "",)
        )
        if known is None or known.fuzzy or not all(forms):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def _read(path: Path, tag: str, domain: str = "ui") -> Catalog:
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=LOCALES[tag].code)
    return Catalog(
        locale=LOCALES[tag].code,
        project="Coordinator Handbook",
        charset="utf-8",
        header_comment=_HEADER.format(section=SECTIONS[domain], language=LOCALES[tag].english),
    )


def _written(catalog: Catalog) -> bytes:
    """The file of a catalog: no dates, no line numbers, sorted, so that diffs are small."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=96, include_lineno=False, ignore_obsolete=True)
    kept = []
    for line in buffer.getvalue().decode().splitlines():
        if not line.startswith(
            (
                '"POT-Creation-Date',
                '"PO-Revision-Date',
                '"Generated-By',
                '"Report-Msgid',
                '"Last-Translator',
                '"Language-Team',
                '"Project-Id-Version',
            )
        ):
            kept.append(line)
        if line.startswith('"Language: ') and "X-Review" not in buffer.getvalue().decode():
            kept.append('"X-Review: unreviewed\\n"')
    return ("\n".join(kept) + "\n").encode()
