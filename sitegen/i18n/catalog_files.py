"""The catalogs' files: where they lie, how a new one begins, and bringing all up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.content.files import Tree
from sitegen.i18n.catalogs import DOMAINS
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.i18n.plurals import plural_header
from sitegen.i18n.po_file import Entry, Key, Message, PoFile, quoted, read_po, written
from sitegen.i18n.updating import merged, updated

Templates = Mapping[str, Sequence[Message]]
"""Every text in English, by domain, in the order in which it is met."""

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

_MIME = (
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
)


def catalog_path(tag: str, domain: str) -> str:
    """Relative to the tree's root."""
    return f"locales/{LOCALES[tag].code}/{domain}.po"


def read_catalogs(tree: Tree, tag: str) -> dict[str, PoFile]:
    """The files of one language by domain, an empty one where there is none."""
    found = {}
    for domain in DOMAINS:
        path = catalog_path(tag, domain)
        found[domain] = read_po((tree.read(path) if tree.exists(path) else None) or "")
    return found


def brought_up_to_date(
    files: Mapping[str, PoFile], templates: Templates, tag: str
) -> dict[str, PoFile]:
    """One language's files as they are when they follow ``templates``."""
    every: dict[Key, Entry] = {}
    for file in files.values():
        every.update((entry.key, entry) for entry in file.entries if entry.usable)
    found = {}
    for domain, messages in templates.items():
        old = files[domain]
        old = PoFile(_head(old, tag, domain), old.entries)
        found[domain] = updated(old, messages, every)
    return found


def update_files(tree: Tree, templates: Templates, *, write: bool = True) -> list[str]:
    """Bring the catalogs of all languages up to date; gives the paths of those that changed,
    or would, where nothing is to be written.

    The files must be sound (:func:`sitegen.i18n.catalogs.load_catalogs` says so).
    """
    changed = []
    for tag in LOCALES:
        if tag == SOURCE:
            continue
        fresh = brought_up_to_date(read_catalogs(tree, tag), templates, tag)
        for domain, file in fresh.items():
            path = tree.root / catalog_path(tag, domain)
            raw = written(file).encode()
            if path.exists() and path.read_bytes() == raw:
                continue
            if write:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(raw)
            changed.append(catalog_path(tag, domain))
    return changed


def template_text(messages: Sequence[Message], domain: str) -> str:
    """A PO template: every text of a section, with nothing translated."""
    entries = []
    for (context, ids), text in merged(messages).items():
        strings = ("",) * len(ids)
        entries.append(Entry(context, ids, strings, text.references, text.flags))
    header = quoted("msgstr", "".join(f"{field}\n" for field in _MIME))
    head = (f"# Coordinator Handbook, {SECTIONS[domain]}.", 'msgid ""', *header)
    return written(PoFile(head, tuple(entries)))


def _head(old: PoFile, tag: str, domain: str) -> tuple[str, ...]:
    """The comments that stand above a file, and a header of what a reader of PO files needs.

    Editors add dates, their own name and the translator's address there; these would change
    with each saving, and are left out. Who has reviewed a section says ``locales/review.yaml``.
    """
    comments = tuple(line for line in old.head if line.startswith("# ") or line == "#")
    name = f"# Coordinator Handbook, {SECTIONS[domain]}, in {LOCALES[tag].english}."
    forms = old.header("Plural-Forms") or plural_header(tag)
    fields = (f"Language: {LOCALES[tag].code}", f"Plural-Forms: {forms}", *_MIME)
    header = tuple(quoted("msgstr", "".join(f"{field}\n" for field in fields)))
    return (*(comments or (name,)), 'msgid ""', *header)
