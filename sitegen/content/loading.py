"""The load pass: files in, typed records out, every fault recorded.

A file that cannot be read costs one Problem; a faulty record costs its own faults and is
left out, and :attr:`Loaded.known` still knows its id, so that nothing which refers to it is
reported as well. Where an id itself cannot be read, its kind of record is blind: nobody
knows which references to that kind are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel

from sitegen.content import guidance, lea_models, models, overlay_models
from sitegen.content.binding import bind, stand_in
from sitegen.content.branding import LOGOS, load_logo
from sitegen.content.files import Tree
from sitegen.content.handbook import Guide, Handbook, LeaContent, Letter
from sitegen.content.local_files import load_documents
from sitegen.content.located_yaml import read_yaml, refuse_characters
from sitegen.content.scalars import ID_HINT, SLUG_HINT, Marked, why_no_id, why_no_slug
from sitegen.content.stand_ins import STAND_INS
from sitegen.problems import Source, did_you_mean

Model = TypeVar("Model", bound=BaseModel)

LONGEST_DOCUMENT = 100_000
"""Characters of a guide or letter; the longest real one has a twentieth of that."""

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n(.*))?", re.DOTALL)

KINDS = (
    "task",
    "deadline",
    "resource",
    "term",
    "erratum",
    "guide",
    "letter",
    "how-to",
    "case",
    "role",
)


@dataclass
class Loaded:
    """What the load pass found. ``known`` has every id that is written down, sound or not."""

    handbook: Handbook
    known: dict[str, dict[str, Source]] = field(default_factory=dict)
    blind: frozenset[str] = frozenset()
    """Kinds of records of which some id could not be read: nobody knows them all."""
    leas: tuple[str, ...] = ()
    deadlines: dict[str, dict[str, Source]] = field(default_factory=dict)
    """The deadline ids that are written down in each year's file."""


class Loader:
    """Reads one tree. Faults go to ``tree.problems``."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems = tree.problems
        self.known: dict[str, dict[str, Source]] = {kind: {} for kind in KINDS}
        self.aliases: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        self.spelled_aliases: dict[str, list[tuple[Marked, str]]] = {kind: [] for kind in KINDS}
        self.deadlines: dict[str, dict[str, Source]] = {}
        self.read: set[str] = set()
        self.blind: set[str] = set()
        self.doubles: set[Source] = set()

    def load(self) -> Loaded:
        deadline_files = self.deadline_files()
        year = max(deadline_files, default="2000-01")
        settings = self.record("content/site.yaml", models.SiteSettings, year=year)
        local = None
        if self.tree.exists("content/local.yaml"):
            local = self.record("content/local.yaml", models.LocalSettings)
        task_files = self.task_files()
        resources = self.record("content/resources.yaml", models.ResourceFile, "resource")
        glossary = self.record("content/glossary.yaml", models.Glossary, "term")
        errata = self.record("content/errata.yaml", models.ErrataFile, "erratum")
        guides = self.documents("guide", models.GuideHead, Guide)
        letters = self.documents("letter", models.LetterHead, Letter)
        how_to = self.how_to_files()
        help_now = self.optional("content/help-now.yaml", guidance.HelpNowFile, "case")
        start = self.optional("content/start.yaml", guidance.StartFile, "")
        roles = self.optional("content/roles.yaml", guidance.RolesFile, "role")
        leas = self.lea_slugs()
        self.strangers()
        for kind in KINDS:
            self.settle_aliases(kind)
        handbook = Handbook(
            settings=settings,
            local=local,
            task_files=task_files,
            tasks={str(t.id): t for file in task_files.values() for t in file.tasks},
            deadline_files=deadline_files,
            resources={str(r.id): r for r in resources.resources},
            resources_checked=resources.checked.isoformat(),
            terms={str(t.id): t for t in glossary.terms},
            errata={str(e.id): e for e in errata.errata},
            guides=guides,
            letters=letters,
            how_to=how_to,
            help_now=help_now,
            start=start,
            roles=roles.roles if roles else (),
            aliases=self.aliases,
        )
        return Loaded(handbook, self.known, frozenset(self.blind), leas, self.deadlines)

    # --- one file ---------------------------------------------------------------------------

    def value(self, path: str) -> Any:
        self.read.add(path)
        text = self.tree.read(path)
        return None if text is None else read_yaml(text, path, self.problems)

    def record(self, path: str, model: type[Model], kind: str = "", **stand_ins: Any) -> Model:
        """A file's record; what is faulty in it is reported and stood in for.

        ``kind`` is the kind of the records that its list holds.
        """
        found = self.readable(path, model, kind, **stand_ins)
        if found is None:
            found = stand_in(model, path, {**STAND_INS[model], **stand_ins})
            assert found is not None
        return found

    def optional(self, path: str, model: type[Model], kind: str) -> Model | None:
        """The record of a file that a handbook may do without."""
        return self.readable(path, model, kind) if self.tree.exists(path) else None

    def how_to_files(self) -> tuple[guidance.HowToFile, ...]:
        """The How-To Hub's timeframes that are written down, in its order."""
        found = []
        for name in guidance.HUB_TIMEFRAMES:
            path = f"content/how-to/{name}.yaml"
            if self.tree.exists(path):
                file = self.readable(path, guidance.HowToFile, "how-to", id=name)
                found += [file] if file is not None else []
                if file is not None and file.id != name:
                    self.misnamed(file.id, name, "id")
        return tuple(found)

    def readable(
        self, path: str, model: type[Model], kind: str = "", **stand_ins: Any
    ) -> Model | None:
        """As :meth:`record`; ``None`` where nothing of the file can be read."""
        value = self.value(path)
        self.index(value, kind)
        return self.bound(path, value, model, **stand_ins)

    def bound(self, path: str, value: Any, model: type[Model], **stand_ins: Any) -> Model | None:
        """The record of a value that was read; ``None`` where nothing was."""
        if value is None:
            return None
        return bind(model, value, path, self.problems, {**STAND_INS[model], **stand_ins})

    def index(self, value: Any, kind: str) -> None:
        """Learn the ids of a file's records from the raw values, before any is validated."""
        if not kind:
            return
        lists = (
            [entries for entries in value.values() if isinstance(entries, list)]
            if isinstance(value, dict)
            else []
        )
        if len(lists) != 1:
            self.blind.add(kind)
        for item in lists[0] if len(lists) == 1 else ():
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, Marked) and not why_no_id(name):
                self.learn(kind, name, item.get("aliases"))
            else:
                self.blind.add(kind)

    def learn(self, kind: str, name: Marked, aliases: Any) -> None:
        known = self.known[kind]
        if name in known:
            self.doubles.add(name.at)
            self.problems.add(
                "R102",
                name.at,
                f"the {kind} id “{name}” is taken already, at {known[name]}",
                "an id belongs to one record for good: choose another",
            )
            return
        known[str(name)] = name.at
        for alias in aliases if isinstance(aliases, list) else ():
            if isinstance(alias, Marked):
                self.spelled_aliases[kind].append((alias, str(name)))

    def settle_aliases(self, kind: str) -> None:
        """Let each alias lead to its record, once it is known which ids there are."""
        taken = dict(self.known[kind])
        for alias, name in self.spelled_aliases[kind]:
            if alias in taken:
                self.problems.add(
                    "R102",
                    alias.at,
                    f"the alias “{alias}” is taken already, at {taken[alias]}",
                    "an alias is an id that its record had before, and nobody else has",
                )
                continue
            taken[str(alias)] = alias.at
            self.aliases[kind][str(alias)] = name
        self.spelled_aliases[kind] = []

    # --- kinds of files ---------------------------------------------------------------------

    def task_files(self) -> dict[models.Timeframe, models.TaskFile]:
        found: dict[models.Timeframe, models.TaskFile] = {}
        for timeframe in models.Timeframe:
            path = f"content/tasks/{timeframe}.yaml"
            file = self.record(path, models.TaskFile, "task", timeframe=timeframe)
            if file.timeframe is not timeframe:
                said = Marked(file.timeframe, file.at)
                self.misnamed(said, timeframe, "timeframe")
            first = tuple(task for task in file.tasks if task.id.at not in self.doubles)
            found[timeframe] = file.model_copy(update={"tasks": first})
        return found

    def deadline_files(self) -> dict[str, models.DeadlineFile]:
        found: dict[str, models.DeadlineFile] = {}
        for path in self.yaml_files("content/deadlines"):
            self.known["deadline"] = {}  # an id stands once in each year's file
            year = PurePosixPath(path).stem
            file = self.readable(path, models.DeadlineFile, "deadline", year=year)
            self.settle_aliases("deadline")
            if file is not None:
                self.named_for_year(path, file.year)
                found[str(file.year)] = file
                self.deadlines[str(file.year)] = self.known["deadline"]
        return found

    def misnamed(self, said: Marked, name: str, key: str) -> None:
        self.problems.add(
            "R105",
            said.at,
            f"this file says it is “{said}”, and its name says “{name}”",
            f"write {key}: {name}, or rename the file",
        )

    def named_for_year(self, path: str, year: Marked) -> None:
        if PurePosixPath(path).stem != year:
            self.problems.add(
                "R105",
                year.at,
                f"this file is of {year}, and its name is {PurePosixPath(path).name}",
                f"rename it {year}.yaml, or correct the year here",
            )

    def yaml_files(self, folder: str) -> list[str]:
        return [path for path in self.tree.files(folder) if path.endswith(".yaml")]

    def documents(self, kind: str, head: type[Any], document: type[Any]) -> dict[str, Any]:
        """The Markdown files of a folder, each with a head between two lines ``---``."""
        found: dict[str, Any] = {}
        for path in self.tree.files(f"content/{kind}s"):
            if not path.endswith(".md"):
                continue
            self.read.add(path)
            name = Marked(PurePosixPath(path).stem, Source(path))
            if why := why_no_id(name):
                self.blind.add(kind)
                self.problems.add(
                    "F106",
                    name.at,
                    f"the file’s name is its id, and {why}",
                    f"rename it: {ID_HINT}",
                )
                continue
            text = self.tree.read(path)
            parts = self.parts(path, text) if text is not None else None
            value = read_yaml(parts[0], path, self.problems, first_line=2) if parts else None
            self.learn(kind, name, value.get("aliases") if isinstance(value, dict) else None)
            if parts is None:
                continue
            record = stand_in(head, path, STAND_INS[head])
            if value is not None:
                record = bind(head, value, path, self.problems, STAND_INS[head])
            line = parts[0].count("\n") + 3
            found[str(name)] = document(str(name), record, parts[1], line, path)
        return found

    def parts(self, path: str, text: str) -> tuple[str, str] | None:
        """Head and body of a document; ``None`` after reporting why it has none."""
        if len(text) > LONGEST_DOCUMENT:
            self.problems.add(
                "F103",
                Source(path),
                f"this file has {len(text):,} characters; {LONGEST_DOCUMENT:,} are the most",
                "split it, or look for what was pasted into it by mistake",
            )
            return None
        if refuse_characters(text, path, self.problems):
            return None
        found = _HEAD.fullmatch(text)
        if found is None:
            self.problems.add(
                "F107",
                Source(path, 1, 1),
                "this file does not begin with its title and other keys",
                "begin it with a line ---, the keys, and a second line ---",
            )
            return None
        return (found[1], found[2] or "")

    # --- LEAs -------------------------------------------------------------------------------

    def lea_slugs(self) -> tuple[str, ...]:
        """The folders of ``content/leas`` that can be an LEA's."""
        found = []
        for name in self.tree.folders("content/leas"):
            if why := why_no_slug(name):
                at = Source(f"content/leas/{name}")
                self.problems.add(
                    "F106", at, f"the folder’s name is a slug, and {why}", f"rename it: {SLUG_HINT}"
                )
            else:
                found.append(name)
        return tuple(found)

    def strangers(self) -> None:
        """Report files under ``content/`` that no rule reads: most are misspelled."""
        places = (
            "content/site.yaml",
            "content/local.yaml",
            "content/feed-ledger.yaml",
            *self.read,
        )
        for path in self.tree.files("content"):
            inside_lea = path.startswith("content/leas/") and path.count("/") > 2
            if path not in places and not inside_lea:
                self.stranger(path, places)

    def stranger(self, path: str, places: Iterable[str]) -> None:
        if PurePosixPath(path).name.upper().startswith(("README", "LICENSE")):
            return
        folder, name = str(PurePosixPath(path).parent), PurePosixPath(path).name
        names = [PurePosixPath(each).name for each in places if each.startswith(f"{folder}/")]
        hint = did_you_mean(name, names) or "rename it, or take it away"
        if name.endswith(".yml"):
            hint = f"rename it {name.removesuffix('.yml')}.yaml"
        message = "no part of the handbook reads this file"
        self.problems.add("F108", Source(path), message, hint)


def load_lea(tree: Tree, slug: str) -> LeaContent:
    """One LEA's folder; what is faulty in its profile is reported and stood in for."""
    loader = Loader(tree)
    folder = f"content/leas/{slug}"
    profile = loader.record(f"{folder}/lea.yaml", lea_models.LeaProfile)
    calendars: dict[str, lea_models.CalendarFile] = {}
    for path in loader.yaml_files(f"{folder}/calendars"):
        year = PurePosixPath(path).stem
        calendar = loader.readable(path, lea_models.CalendarFile, year=year)
        if calendar is not None:
            loader.named_for_year(path, calendar.year)
            calendars[str(calendar.year)] = calendar
    overlay = None
    local_ids: frozenset[str] = frozenset()
    if tree.exists(f"{folder}/overlay.yaml"):
        value = loader.value(f"{folder}/overlay.yaml")
        overlay = loader.bound(f"{folder}/overlay.yaml", value, overlay_models.Overlay)
        local_ids = _added_ids(value)
    ledger = f"{folder}/feed-ledger.yaml"
    ledger_text = tree.read(ledger) if tree.exists(ledger) else None
    files = tree.files(folder)
    documents = load_documents(loader, folder)
    logo = load_logo(tree, folder, files)
    logos = (f"{folder}/{name}" for name in LOGOS)
    known = {
        f"{folder}/overlay.yaml",
        f"{folder}/overlay-upstream.yaml",  # read by build.py overlay, never by a build
        ledger,
        *logos,
        *loader.read,
    }
    for path in files:
        if path not in known:
            loader.stranger(path, known)
    return LeaContent(slug, profile, calendars, overlay, ledger_text, local_ids, documents, logo)


def _added_ids(value: Any) -> frozenset[str]:
    """The ids of the records that an overlay adds, from the raw values."""
    operations = value.get("operations") if isinstance(value, dict) else None
    records = (
        record
        for operation in (operations if isinstance(operations, list) else ())
        if isinstance(operation, dict) and operation.get("op") == "add"
        for record in operation.values()
    )
    names = (record.get("id") for record in records if isinstance(record, dict))
    return frozenset(str(name) for name in names if isinstance(name, Marked))


def known_ids(loaded: Loaded) -> Mapping[str, set[str]]:
    """Every id that may be referred to."""
    year = loaded.handbook.year
    return {
        **{kind: set(ids) for kind, ids in loaded.known.items()},
        "deadline": set(loaded.deadlines.get(year, ())),
    }
