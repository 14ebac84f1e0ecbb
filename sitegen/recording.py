"""The commands that write tracked files, which a build never does: ledgers and catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sitegen.content.checks import Checker
from sitegen.content.files import Tree
from sitegen.content.loading import Loaded, Loader, load_lea
from sitegen.editions import Editions, Shape, make_editions, make_lea_year, statewide_events
from sitegen.feeds import STATEWIDE_LEDGER, FeedEvent, Ledger, ledger_text, read_ledger, record
from sitegen.i18n.catalog_files import Templates, read_catalogs, template_text, update_files
from sitegen.i18n.catalogs import Catalog, load_catalogs
from sitegen.i18n.locales import SOURCE
from sitegen.i18n.standing import Standings, standings
from sitegen.messages import site_messages
from sitegen.problems import Problem, Problems, Severity


def record_feeds(root: Path, today: date | None = None) -> tuple[list[Problem], list[str]]:
    """Bring every feed ledger up to date, ``today`` being the day of the changes.

    Gives the problems that stand in the way, if any, and the paths that were written.
    """
    problems = Problems()
    tree = Tree(root, problems)
    loaded = Loader(tree).load()
    editions = _editions(tree, loaded, problems)
    if editions is None or problems.has_errors:
        return (problems.sorted(), [])
    day = today or datetime.now().astimezone().date()
    written: list[str] = []
    ledger = read_ledger(_text(tree, STATEWIDE_LEDGER), STATEWIDE_LEDGER, problems)
    _write(root, STATEWIDE_LEDGER, editions, statewide_events(editions), ledger, day, written)
    for slug in loaded.leas:
        content = load_lea(tree, slug)
        own = Problems()
        checker = Checker(loaded, lambda path: tree.read(path) or "", own)
        lea = make_lea_year(editions, content, checker, own)
        if own.has_errors:
            problems.extend(each for each in own.sorted() if each.severity is Severity.ERROR)
            continue
        path = f"content/leas/{slug}/feed-ledger.yaml"
        _write(root, path, editions, lea.events, lea.ledger, day, written)
    return (problems.sorted(), written)


def _editions(tree: Tree, loaded: Loaded, problems: Problems) -> Editions | None:
    catalogs = load_catalogs(tree, Problems())
    return make_editions(loaded, catalogs, Shape(), {}, problems)


def _text(tree: Tree, path: str) -> str | None:
    return tree.read(path) if tree.exists(path) else None


def _write(
    root: Path,
    path: str,
    editions: Editions,
    events: Iterable[FeedEvent],
    ledger: Ledger,
    day: date,
    written: list[str],
) -> None:
    titles = {name: str(deadline.title) for name, deadline in editions.deadlines.items()}
    text = ledger_text(record(events, titles, ledger, day))
    place = root / path
    if not place.exists() or place.read_text(encoding="utf-8") != text:
        place.write_text(text, encoding="utf-8")
        written.append(path)


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


def update_catalogs(root: Path) -> tuple[Sequence[Problem], list[str]]:
    """Bring the catalogs of all languages up to date with the English.

    Gives the problems that stand in the way, if any, and the paths that were written.
    """
    read = read_translations(root)
    return (read.problems, [] if read.problems else update_files(read.tree, read.templates))


def write_templates(root: Path, out: Path) -> tuple[Sequence[Problem], list[Path]]:
    """Write a PO template for each section into the folder ``out``."""
    read = read_translations(root)
    written = []
    for domain, messages in () if read.problems else read.templates.items():
        path = out / f"{domain}.pot"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template_text(messages, domain), encoding="utf-8", newline="\n")
        written.append(path)
    return (read.problems, written)
