"""The feeds' ledgers brought up to date: tracked files, which a build never writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from sitegen.content.checks import Checker
from sitegen.content.files import Tree
from sitegen.content.loading import Loaded, Loader, load_lea
from sitegen.editions import Editions, Shape, make_editions, make_lea_year, statewide_events
from sitegen.feeds import (
    NO_EVENTS,
    NO_LEDGER,
    STATEWIDE_LEDGER,
    FeedEvent,
    Ledger,
    ledger_text,
    read_ledger,
    record,
)
from sitegen.i18n.catalogs import load_catalogs
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
    writer = _LedgerWriter(root, editions, day)
    ledger = read_ledger(_text(tree, STATEWIDE_LEDGER), STATEWIDE_LEDGER, problems)
    writer.write(STATEWIDE_LEDGER, statewide_events(editions), ledger)
    for slug in loaded.leas:
        content = load_lea(tree, slug)
        own = Problems()
        checker = Checker(loaded, lambda path: tree.read(path) or "", own)
        lea = make_lea_year(editions, content, checker, own)
        if own.has_errors:
            problems.extend(each for each in own.sorted() if each.severity is Severity.ERROR)
            continue
        writer.write(f"content/leas/{slug}/feed-ledger.yaml", lea.events, lea.ledger, ledger)
    return (problems.sorted(), writer.written)


def _editions(tree: Tree, loaded: Loaded, problems: Problems) -> Editions | None:
    catalogs = load_catalogs(tree, Problems())
    return make_editions(loaded, catalogs, Shape(), {}, problems)


def _text(tree: Tree, path: str) -> str | None:
    return tree.read(path) if tree.exists(path) else None


class _LedgerWriter:
    """Writes the ledgers of a tree that have changed, ``day`` being the day of the changes."""

    def __init__(self, root: Path, editions: Editions, day: date) -> None:
        self.root = root
        self.editions = editions
        self.day = day
        self.written: list[str] = []

    def write(
        self,
        path: str,
        events: Iterable[FeedEvent],
        ledger: Ledger,
        state_ledger: Ledger | None = None,
    ) -> None:
        """``state_ledger`` is the statewide one as it was, where ``ledger`` is an LEA's."""
        text = ledger_text(
            record(
                events,
                ledger,
                self.day,
                year=self.editions.handbook.year,
                state=NO_EVENTS if state_ledger is None else self.editions.events,
                state_ledger=state_ledger or NO_LEDGER,
            )
        )
        place = self.root / path
        if not place.exists() or place.read_text(encoding="utf-8") != text:
            place.write_text(text, encoding="utf-8")
            self.written.append(path)
