"""The translations as a whole: read, counted, brought up to date, reviewed.

What is written here are tracked files, which a build never writes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sitegen.content.files import Tree
from sitegen.content.loading import Loader
from sitegen.content.located_yaml import refuse_characters
from sitegen.i18n.catalog_files import (
    Templates,
    catalog_path,
    read_catalogs,
    template_text,
    update_files,
)
from sitegen.i18n.catalogs import Catalog, load_catalogs, read_sound
from sitegen.i18n.locales import LOCALES, SOURCE, babel_name
from sitegen.i18n.po_file import read_po, written
from sitegen.i18n.receiving import Received, received
from sitegen.i18n.review import REVIEWS, mark_of, marks_path, marks_text, with_review
from sitegen.i18n.standing import Standings, standings
from sitegen.messages import site_messages
from sitegen.problems import Problem, Problems, Severity
from sitegen.render.letter_review import letter_fingerprint
from sitegen.render.letters import letter_messages


@dataclass(frozen=True)
class Translations:
    """The tree's translations: every text in English, and the languages' catalogs.

    ``problems`` are the errors that keep a text or a catalog from being read.
    """

    tree: Tree
    templates: Templates
    catalogs: Mapping[str, Catalog]
    problems: Sequence[Problem]

    def standings(self) -> Standings:
        return {
            tag: standings(catalog, read_catalogs(self.tree, tag), self.templates)
            for tag, catalog in self.catalogs.items()
            if tag != SOURCE
        }


def read_translations(root: Path) -> Translations:
    problems = Problems()
    tree = Tree(root, problems)
    loaded = Loader(tree).load()
    catalogs = load_catalogs(tree, problems)
    errors = [each for each in problems.sorted() if each.severity is Severity.ERROR]
    return Translations(tree, site_messages(root, loaded.handbook), catalogs, errors)


def update_catalogs(root: Path, *, write: bool = True) -> tuple[Sequence[Problem], list[str]]:
    """Bring the catalogs of all languages up to date with the English.

    Gives the problems that stand in the way, if any, and the paths that were written, or would
    have been.
    """
    read = read_translations(root)
    if read.problems:
        return (read.problems, [])
    return ([], update_files(read.tree, read.templates, write=write))


def write_templates(root: Path, out: Path) -> tuple[Sequence[Problem], list[Path]]:
    """Write a PO template for each section into the folder ``out``."""
    read = read_translations(root)
    paths = []
    for domain, messages in () if read.problems else read.templates.items():
        path = out / f"{domain}.pot"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template_text(messages, domain), encoding="utf-8", newline="\n")
        paths.append(path)
    return (read.problems, paths)


def receive_file(
    root: Path, file: Path, tag: str, section: str
) -> tuple[Sequence[Problem], Received]:
    """Take over a translator's ``file`` into the catalog of a section, and write that.

    Gives the problems that stand in the way, if any. Raises ``OSError`` and
    ``UnicodeDecodeError`` where the file cannot be read, and ``ValueError``, with what is
    wrong, where it is of another language or section.
    """
    problems = Problems()
    tree = Tree(root, problems)
    path = catalog_path(tag, section)
    ours = read_catalogs(tree, tag)[section]
    text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    theirs = read_po(text)
    nothing = Received(ours, (), ())
    if not refuse_characters(text, str(file), problems):
        read_sound(text, str(file), tag, problems)
    if tree.exists(path):
        read_sound(tree.read(path) or "", path, tag, problems)
    if found := problems.sorted():
        return (found, nothing)
    language = theirs.header("Language") or LOCALES[tag].code
    if babel_name(language).split("_")[0] != LOCALES[tag].code.split("_")[0]:
        raise ValueError(f"its head says that it is in “{language}”")
    result = received(ours, theirs)
    if theirs.entries and len(result.homeless) == sum(each.usable for each in theirs.entries) > 0:
        raise ValueError(f"none of its sentences is one of {path}")
    if result.taken:
        (root / path).write_text(written(result.file), encoding="utf-8", newline="\n")
    return ([], result)


def record_review(
    root: Path, tag: str, section: str, who: str, note: str | None, today: date | None = None
) -> tuple[Sequence[Problem], list[str]]:
    """Say that ``who`` has read a section of a language as it stands now.

    Gives the problems that stand in the way, if any, and the paths that were written.
    """
    read = read_translations(root)
    if read.problems:
        return (read.problems, [])
    marks = [
        mark_of(*key, (said,) if isinstance(said, str) else said)
        for key, said in read.catalogs[tag].messages.get(section, {}).items()
    ]
    day = today or datetime.now().astimezone().date()
    files = {
        marks_path(tag, section): marks_text(marks),
        REVIEWS: with_review(read.tree, section, tag, who, day, note),
    }
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return ([], list(files))


def approval_lines(root: Path, letter: str, tag: str, who: str, today: date | None = None) -> str:
    """What an LEA writes into its ``lea.yaml`` when it has read a letter in a language.

    Raises ``KeyError`` where there is no such letter.
    """
    problems = Problems()
    tree = Tree(root, problems)
    source = Loader(tree).load().handbook.letters[letter]
    catalog = load_catalogs(tree, problems, (tag,))[tag]
    day = today or datetime.now().astimezone().date()
    return (
        f"approvals:\n  - letter: {letter}\n    language: {tag}\n"
        f"    who: {json.dumps(who, ensure_ascii=False)}\n    when: {day.isoformat()}\n"
        f"    text: {letter_fingerprint(letter_messages(source), catalog)}\n"
    )
