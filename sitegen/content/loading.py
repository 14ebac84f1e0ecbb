"""The load pass: files in, typed records out, every fault recorded.

A file that cannot be read costs one Problem; a faulty record costs its own faults and is
left out, and :attr:`Loaded.known` still knows its id, so that nothing which refers to it is
reported as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel

from sitegen.content import models
from sitegen.content.binding import bind
from sitegen.content.files import Tree
from sitegen.content.handbook import Guide, Handbook, LeaContent, Letter
from sitegen.content.located_yaml import read_yaml
from sitegen.content.scalars import FORBIDDEN, Marked
from sitegen.problems import Problems, Source, did_you_mean

Model = TypeVar("Model", bound=BaseModel)

_HEAD = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)

_LISTS = {
    "tasks": "task",
    "deadlines": "deadline",
    "resources": "resource",
    "terms": "term",
    "errata": "erratum",
}

_BLINDED = {"/tasks/": "task", "/deadlines/": "deadline", "/resources.": "resource",
            "/glossary.": "term", "/errata.": "erratum"}


@dataclass
class Loaded:
    """What the load pass found. ``known`` has every id that is written down, sound or not."""

    handbook: Handbook | None
    known: dict[str, dict[str, Source]] = field(default_factory=dict)
    blind: frozenset[str] = frozenset()
    """Kinds of records of which a whole file could not be read: nobody knows their ids."""
    leas: tuple[str, ...] = ()


class Loader:
    """Reads one tree. Faults go to ``tree.problems``."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems = tree.problems
        self.known: dict[str, dict[str, Source]] = {kind: {} for kind in (*_LISTS.values(),
                                                                       "guide", "letter")}
        self.aliases: dict[str, dict[str, str]] = {kind: {} for kind in self.known}
        self.read: set[str] = set()
        self.blind: set[str] = set()

    def load(self) -> Loaded:
        settings = self.record("content/site.yaml", models.SiteSettings)
        local = None
        if self.tree.exists("content/local.yaml"):
            local = self.record("content/local.yaml", models.LocalSettings)
        task_files = self.task_files()
        deadline_files = self.deadline_files()
        resources = self.record("content/resources.yaml", models.ResourceFile)
        glossary = self.record("content/glossary.yaml", models.Glossary)
        errata = self.record("content/errata.yaml", models.ErrataFile)
        guides = self.documents("guides", models.GuideHead, Guide)
        letters = self.documents("letters", models.LetterHead, Letter)
        leas = self.lea_slugs()
        self.strangers()
        if settings is None:
            return Loaded(None, self.known, frozenset(self.blind), leas)
        handbook = Handbook(
            settings=settings,
            local=local,
            task_files=task_files,
            tasks={str(t.id): t for file in task_files.values() for t in file.tasks},
            deadline_files=deadline_files,
            resources={str(r.id): r for r in resources.resources} if resources else {},
            resources_checked=resources.checked.isoformat() if resources else "",
            terms={str(t.id): t for t in glossary.terms} if glossary else {},
            errata={str(e.id): e for e in errata.errata} if errata else {},
            guides=guides,
            letters=letters,
            aliases=self.aliases,
        )
        return Loaded(handbook, self.known, frozenset(self.blind), leas)

    # --- one file ---------------------------------------------------------------------------

    def value(self, path: str) -> Any:
        self.read.add(path)
        text = self.tree.read(path)
        return None if text is None else read_yaml(text, path, self.problems)

    def record(self, path: str, model: type[Model]) -> Model | None:
        value = self.value(path)
        if value is None:
            self.blind.add(next((kind for part, kind in _BLINDED.items() if part in path), ""))
            return None
        self.index(value)
        return bind(model, value, path, self.problems)

    def index(self, value: Any) -> None:
        """Learn the ids of a file's records from the raw values, before any is validated."""
        if not isinstance(value, dict):
            return
        for key, kind in _LISTS.items():
            for item in value.get(key) or () if isinstance(value.get(key), list) else ():
                if isinstance(item, dict) and isinstance(item.get("id"), Marked):
                    self.learn(kind, item["id"], item.get("aliases"))

    def learn(self, kind: str, name: Marked, aliases: Any) -> None:
        known = self.known[kind]
        if name in known:
            self.problems.add(
                "R102",
                name.at,
                f"the {kind} id “{name}” is taken already, at {known[name]}",
                "ids are never used twice; choose another",
            )
            return
        known[str(name)] = name.at
        for alias in aliases if isinstance(aliases, list) else ():
            if isinstance(alias, Marked):
                self.aliases[kind][str(alias)] = str(name)

    # --- kinds of files ---------------------------------------------------------------------

    def task_files(self) -> dict[models.Timeframe, models.TaskFile]:
        found: dict[models.Timeframe, models.TaskFile] = {}
        for timeframe in models.Timeframe:
            path = f"content/tasks/{timeframe}.yaml"
            file = self.record(path, models.TaskFile)
            if file is None:
                continue
            if file.timeframe is not timeframe:
                self.problems.add(
                    "R105", file.at, f"this file says it is “{file.timeframe}” and is named {path}",
                    f"write timeframe: {timeframe}",
                )
            found[timeframe] = file
        return found

    def deadline_files(self) -> dict[str, models.DeadlineFile]:
        found: dict[str, models.DeadlineFile] = {}
        known: dict[str, Source] = {}
        for path in self.yaml_files("content/deadlines"):
            self.known["deadline"] = {}  # an id stands once in each year's file
            file = self.record(path, models.DeadlineFile)
            known.update(self.known["deadline"])
            if file is not None:
                self.named_for_year(path, file.year)
                found[str(file.year)] = file
        self.known["deadline"] = known
        return found

    def named_for_year(self, path: str, year: Marked) -> None:
        if PurePosixPath(path).stem != year:
            self.problems.add(
                "R105", year.at, f"this file is of {year} and is named {PurePosixPath(path).name}",
                f"name it {year}.yaml",
            )

    def yaml_files(self, folder: str) -> list[str]:
        return [path for path in self.tree.files(folder) if path.endswith(".yaml")]

    def documents(self, folder: str, head: type[Any], kind: type[Any]) -> dict[str, Any]:
        """The Markdown files of a folder, each with a head between two lines ``---``."""
        found: dict[str, Any] = {}
        for path in self.tree.files(f"content/{folder}"):
            if not path.endswith(".md"):
                continue
            self.read.add(path)
            name = Marked(PurePosixPath(path).stem, Source(path))
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
                self.problems.add("F106", Source(path), f"“{name}” cannot be an id",
                                  "lower-case letters, digits and single hyphens")
                continue
            text = self.tree.read(path)
            if text is None or self.unreadable(path, text):
                continue
            parts = _HEAD.fullmatch(text)
            self.learn(folder.removesuffix("s"), name, None)
            if not parts:
                self.problems.add("F107", Source(path, 1, 1), "this file has no head",
                                  "begin it with a line ---, the keys, and a second line ---")
                continue
            value = read_yaml(parts[1], path, self.problems, first_line=2)
            if value is None:
                continue
            for alias in value.get("aliases") or () if isinstance(value, dict) else ():
                self.aliases[folder.removesuffix("s")][str(alias)] = str(name)
            record = bind(head, value, path, self.problems)
            if record is not None:
                line = parts[1].count("\n") + 3
                found[str(name)] = kind(str(name), record, parts[2], line, path)
        return found

    def unreadable(self, path: str, text: str) -> bool:
        """Report a character that no text may hold (control and direction characters)."""
        found = FORBIDDEN.search(text)
        if found:
            before = text[: found.start()]
            at = Source(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
            self.problems.add("T105", at, f"the character U+{ord(found[0]):04X} is not allowed "
                              "in text", "delete it; it was most likely pasted in")
        return found is not None

    # --- LEAs -------------------------------------------------------------------------------

    def lea_slugs(self) -> tuple[str, ...]:
        """The folders of ``content/leas`` that can be an LEA's."""
        found = []
        for name in self.tree.folders("content/leas"):
            path = f"content/leas/{name}"
            if re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", name):
                found.append(name)
            else:
                self.problems.add("F106", Source(path), f"“{name}” cannot be an LEA's slug",
                                  "lower-case letters, digits and hyphens, at most 60")
        return tuple(found)

    def strangers(self) -> None:
        """Report files under ``content/`` that no rule reads: most are misspelled."""
        places = ("content/site.yaml", "content/local.yaml", "content/resources.yaml",
                  "content/glossary.yaml", "content/errata.yaml", "content/feed-ledger.yaml",
                  *(f"content/tasks/{timeframe}.yaml" for timeframe in models.Timeframe))
        for path in self.tree.files("content"):
            if path in self.read or path in places or path.startswith("content/leas/"):
                continue
            if PurePosixPath(path).name.upper().startswith(("README", "LICENSE")):
                continue
            self.problems.add("F108", Source(path), "no part of the handbook reads this file",
                              did_you_mean(path, places) or "rename it, or take it away")


def load_lea(tree: Tree, slug: str) -> LeaContent | None:
    """One LEA's folder; ``None`` where its profile cannot be read."""
    loader = Loader(tree)
    folder = f"content/leas/{slug}"
    profile = loader.record(f"{folder}/lea.yaml", models.LeaProfile)
    calendars: dict[str, models.CalendarFile] = {}
    for path in loader.yaml_files(f"{folder}/calendars"):
        calendar = loader.record(path, models.CalendarFile)
        if calendar is not None:
            loader.named_for_year(path, calendar.year)
            calendars[str(calendar.year)] = calendar
    overlay = None
    if tree.exists(f"{folder}/overlay.yaml"):
        overlay = loader.record(f"{folder}/overlay.yaml", models.Overlay)
    ledger = f"{folder}/feed-ledger.yaml"
    ledger_text = tree.read(ledger) if tree.exists(ledger) else None
    _lea_strangers(tree, folder, {*loader.read, ledger})
    if profile is None:
        return None
    return LeaContent(slug, profile, calendars, overlay, ledger_text)


def _lea_strangers(tree: Tree, folder: str, read: Iterable[str]) -> None:
    known = {f"{folder}/lea.yaml", f"{folder}/overlay.yaml", *read}
    for path in tree.files(folder):
        if path not in known:
            tree.problems.add("F108", Source(path), "no part of the handbook reads this file",
                              did_you_mean(path, known) or "rename it, or take it away")


def known_ids(loaded: Loaded) -> Mapping[str, set[str]]:
    """Every id that may be referred to, with the aliases that lead to one."""
    aliases = loaded.handbook.aliases if loaded.handbook else {}
    return {kind: {*ids, *aliases.get(kind, ())} for kind, ids in loaded.known.items()}
