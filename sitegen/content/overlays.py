"""Applying an LEA's overlay: operations in order, on occurrences, never on copies of files.

The result is light and holds only what differs from the shared handbook, so that 2,000 LEAs
cost little more than their own words.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sitegen.content.handbook import Handbook, Occurrence
from sitegen.content.lea_models import LocalText
from sitegen.content.models import Task, Timeframe
from sitegen.content.overlay_models import (
    AddOperation,
    HideOperation,
    LocalTask,
    MoveOperation,
    Overlay,
    SetOperation,
)
from sitegen.content.scalars import Marked
from sitegen.problems import Problems, did_you_mean

MOST_OPERATIONS = 500


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits that change when a text does, and not when it is only wrapped."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Target:
    """What ``task[@timeframe][#step]`` names."""

    task: str
    timeframe: str | None
    step: str | None

    @classmethod
    def parse(cls, spelled: str) -> Target:
        rest, _, step = spelled.partition("#")
        task, _, timeframe = rest.partition("@")
        return cls(task, timeframe or None, step or None)


@dataclass(frozen=True, slots=True)
class Change:
    """What an overlay changes in one occurrence: fields, steps' texts, steps left out."""

    fields: Mapping[str, LocalText] = field(default_factory=dict)
    steps: Mapping[str, LocalText] = field(default_factory=dict)
    hidden_steps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LocalEdition:
    """An overlay applied.

    ``order`` has the occurrence ids of those timeframes whose list differs from the shared
    one, in the LEA's order; ``changes`` is keyed by occurrence id; ``added`` by the local
    task's id; ``hidden`` pairs an occurrence id with the LEA's reason.
    """

    order: Mapping[Timeframe, tuple[str, ...]] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    added: Mapping[str, LocalTask] = field(default_factory=dict)
    hidden: tuple[tuple[str, LocalText], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The ids of tasks that are written down, sound or not.

    An operation on a task that could not be read is no fault of the overlay's. ``shared`` is
    ``None`` where not all can be known; ``local`` are those that the overlay itself adds.
    """

    shared: Collection[str] | None
    local: Collection[str] = ()

    def unread(self, task: str, handbook: Handbook) -> bool:
        """Whether it may be there, and could not be read."""
        return task not in handbook.tasks and (self.shared is None or task in self.shared)


def apply_overlay(
    handbook: Handbook, overlay: Overlay | None, written: Written, problems: Problems
) -> LocalEdition:
    """The LEA's edition. An operation that cannot be applied is recorded and left out."""
    if overlay is None:
        return LocalEdition()
    work = _Work(handbook, written, problems)
    if len(overlay.operations) > MOST_OPERATIONS:
        problems.add(
            "O106",
            overlay.operations[MOST_OPERATIONS].at,
            f"this overlay has {len(overlay.operations):,} operations; {MOST_OPERATIONS} are the "
            "most",
            "keep those that the LEA needs: everything else is upstream’s to say",
        )
        return LocalEdition()
    work.later = {
        str(each.task.id) for each in overlay.operations if isinstance(each, AddOperation)
    }
    for operation in overlay.operations:
        match operation:
            case AddOperation():
                work.add(operation)
            case HideOperation():
                work.hide(operation)
            case MoveOperation():
                work.move(operation)
            case SetOperation():
                work.set(operation)
    return work.edition()


class _Work:
    def __init__(self, handbook: Handbook, written: Written, problems: Problems) -> None:
        self.handbook = handbook
        self.written = written
        self.later: set[str] = set()
        self.problems = problems
        self.shared = {
            timeframe: tuple(each.id for each in occurrences)
            for timeframe, occurrences in handbook.occurrences().items()
        }
        self.order = {timeframe: list(ids) for timeframe, ids in self.shared.items()}
        self.by_task: dict[str, list[str]] = {}
        for ids in self.shared.values():
            for occurrence in ids:
                self.by_task.setdefault(occurrence.partition("@")[0], []).append(occurrence)
        self.fields: dict[str, dict[str, LocalText]] = {}
        self.steps: dict[str, dict[str, LocalText]] = {}
        self.hidden_steps: dict[str, set[str]] = {}
        self.added: dict[str, LocalTask] = {}
        self.hidden: list[tuple[str, LocalText]] = []

    def edition(self) -> LocalEdition:
        touched = [*self.fields, *self.steps, *self.hidden_steps]
        return LocalEdition(
            order={
                timeframe: tuple(ids)
                for timeframe, ids in self.order.items()
                if tuple(ids) != self.shared[timeframe]
            },
            changes={
                occurrence: Change(
                    self.fields.get(occurrence, {}),
                    self.steps.get(occurrence, {}),
                    frozenset(self.hidden_steps.get(occurrence, ())),
                )
                for occurrence in dict.fromkeys(touched)
            },
            added=self.added,
            hidden=tuple(self.hidden),
        )

    # --- finding what an operation is on ----------------------------------------------------

    def task(self, spelled: Marked) -> tuple[Task, Target] | None:
        target = Target.parse(spelled)
        name = self.present_id(target.task)
        task = self.handbook.tasks.get(name)
        if task is None:
            if self.local(name, spelled) or self.written.unread(name, self.handbook):
                return None
            hint = did_you_mean(target.task, self.handbook.tasks)
            self.problems.add("O101", spelled.at, f"there is no task “{target.task}”", hint)
            return None
        if target.step and all(step.id != target.step for step in task.steps):
            hint = did_you_mean(target.step, [str(step.id) for step in task.steps])
            self.problems.add(
                "O101", spelled.at, f"the task “{name}” has no step “{target.step}”", hint
            )
            return None
        return (task, Target(name, target.timeframe, target.step))

    def present_id(self, task: str) -> str:
        """The id that a task has now, from one that it has or had."""
        return self.handbook.aliases.get("task", {}).get(task, task)

    def local(self, name: str, spelled: Marked) -> bool:
        """Whether a task is the LEA's own, which is changed where it is added."""
        if name in self.later:
            self.problems.add(
                "O101",
                spelled.at,
                f"the task “{name}” is added further down",
                "put this operation after the one that adds it",
            )
        elif name in self.added:
            self.problems.add(
                "O105",
                spelled.at,
                f"“{name}” is a task that this overlay adds",
                "change it in the operation that adds it, or take that operation away",
            )
        return name in self.later or name in self.added or name in self.written.local

    def occurrences(self, target: Target, spelled: Marked) -> list[str]:
        """The shared occurrences that a target means: one, or all of a task's."""
        every = self.by_task[target.task]
        if target.timeframe is None:
            return every
        name = f"{target.task}@{target.timeframe}"
        if name not in every:
            self.problems.add(
                "O101",
                spelled.at,
                f"the task “{target.task}” does not stand in “{target.timeframe}”",
                f"it stands in {', '.join(each.partition('@')[2] for each in every)}",
            )
            return []
        return [name]

    def place_after(self, ids: list[str], after: Marked | None, timeframe: Timeframe) -> int | None:
        """The index behind ``after`` in a timeframe's list; its end where nothing is named."""
        if after is None:
            return len(ids)
        target = Target.parse(after)
        name = self.present_id(target.task)
        wanted = f"{name}@{target.timeframe or timeframe}"
        if wanted not in ids:
            local = name in self.written.local and name not in {*self.later, *self.added}
            if local or self.written.unread(name, self.handbook):
                return len(ids)
            self.problems.add(
                "O103",
                after.at,
                f"“{after}” does not stand in “{timeframe}”, so nothing can come after it",
                did_you_mean(wanted, ids) or "name one that stands there, or take “after” away",
            )
            return None
        return ids.index(wanted) + 1

    # --- the four operations ----------------------------------------------------------------

    def add(self, operation: AddOperation) -> None:
        name = str(operation.task.id)
        self.later.discard(name)
        if name in self.added:
            self.problems.add(
                "R102",
                operation.task.id.at,
                f"the local id “{name}” is taken already",
                "an id belongs to one record for good: choose another",
            )
            return
        ids = self.order[operation.timeframe]
        place = self.place_after(ids, operation.after, operation.timeframe)
        if place is not None:
            ids.insert(place, f"{name}@{operation.timeframe}")
            self.added[name] = operation.task

    def hide(self, operation: HideOperation) -> None:
        found = self.task(operation.on)
        if found is None:
            return
        _, target = found
        every = self.occurrences(target, operation.on)
        hideable = [each for each in every if self.hideable(each, target.step)]
        for occurrence in hideable:
            if target.step:
                self.hidden_steps.setdefault(occurrence, set()).add(target.step)
            elif (timeframe := self.standing(occurrence)) is not None:
                self.order[timeframe].remove(occurrence)
                self.hidden.append((occurrence, operation.why))
        if len(hideable) < len(every):
            self.problems.add(
                "O102",
                operation.on.at,
                f"“{operation.on}” is hidden already",
                "keep one of the two operations",
            )

    def hideable(self, occurrence: str, step: str | None) -> bool:
        """Whether an occurrence, or a step of it, is not hidden yet."""
        if step is not None:
            return step not in self.hidden_steps.get(occurrence, ())
        return self.standing(occurrence) is not None

    def standing(self, occurrence: str) -> Timeframe | None:
        """The timeframe in which an occurrence stands now; ``None`` once it is hidden."""
        return next((each for each, ids in self.order.items() if occurrence in ids), None)

    def move(self, operation: MoveOperation) -> None:
        target = Target.parse(operation.on)
        if target.task in self.added:
            occurrence = next(
                each
                for ids in self.order.values()
                for each in ids
                if each.partition("@")[0] == target.task
            )
        else:
            found = self.task(operation.on)
            occurrences = self.occurrences(found[1], operation.on) if found else []
            if len(occurrences) > 1:
                self.problems.add(
                    "O105",
                    operation.on.at,
                    "this task stands in several timeframes",
                    f"name one of them: {', '.join(occurrences)}",
                )
            if len(occurrences) != 1:
                return
            occurrence = occurrences[0]
        self.put(occurrence, operation)

    def put(self, occurrence: str, operation: MoveOperation) -> None:
        here = self.standing(occurrence)
        if here is None:
            self.problems.add(
                "O102",
                operation.on.at,
                f"“{occurrence}” is hidden and cannot move",
                "take away the hide operation, or this one",
            )
            return
        there = operation.to or here
        ids = [each for each in self.order[there] if each != occurrence]
        if operation.after is not None or operation.to is not None:
            place = self.place_after(ids, operation.after, there)
        else:
            place = 0
        if place is None:
            return
        self.order[here].remove(occurrence)
        self.order[there] = [*ids[:place], occurrence, *ids[place:]]

    def set(self, operation: SetOperation) -> None:
        found = self.task(operation.on)
        if found is None:
            return
        task, target = found
        for occurrence in self.occurrences(target, operation.on):
            timeframe = Timeframe(occurrence.partition("@")[2])
            upstream = upstream_text(Occurrence(task, timeframe), operation.field, target.step)
            if upstream is None:
                self.problems.add(
                    "O105",
                    operation.on.at,
                    f"“{operation.on}” has no “{operation.field}” to replace",
                    "“text” belongs to a step, every other field to a task",
                )
                return
            texts = self.steps if target.step else self.fields
            key = target.step or operation.field
            if key in texts.setdefault(occurrence, {}):
                self.problems.add(
                    "O102",
                    operation.on.at,
                    f"the “{operation.field}” of “{occurrence}” is set already",
                    "keep one of the two operations",
                )
                return
            texts[occurrence][key] = operation.to
            if target.timeframe or occurrence == self.by_task[target.task][0]:
                self.compare(operation, upstream)

    def compare(self, operation: SetOperation, upstream: str) -> None:
        if operation.was != fingerprint(upstream):
            self.problems.add(
                "O104",
                operation.was.at,
                f"the text that “{operation.on}” replaces has changed; it now reads: {upstream}",
                f"read it, then write was: {fingerprint(upstream)}",
            )


def upstream_text(occurrence: Occurrence, name: str, step: str | None) -> str | None:
    """The shared text of a field as it stands in an occurrence; ``None`` where it has none."""
    if step is not None:
        found = [each.text for each in occurrence.task.steps if each.id == step]
        return str(found[0]) if found and name == "text" else None
    if name == "text":
        return None
    attribute = name.replace("-", "_")
    own = getattr(occurrence.text, attribute, None) if occurrence.text else None
    text = own or getattr(occurrence.task, attribute)
    return None if text is None else str(text)
