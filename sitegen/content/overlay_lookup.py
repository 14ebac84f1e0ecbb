"""Finding what an operation names, in the handbook as it is now.

An operation outlives the text it was written for. What it names may have been renamed (its
alias is followed), moved to another timeframe (followed, with a word), or dropped. None of
these is an error: a merge of upstream's changes never stops a district's site, the operation
stays in the file, and ``build.py overlay status`` lists it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.content.guide_sections import guide_parts
from sitegen.content.handbook import Handbook
from sitegen.content.models import Task
from sitegen.content.overlay_targets import TASK, Target
from sitegen.content.scalars import Marked
from sitegen.problems import Problems, did_you_mean

LOCAL = "local-"

_ELSEWHERE = {
    "resource": (
        "resources are upstream’s: no operation changes one",
        "add an address of your own to the task: op: add, on: the-task, link: {id, name, url}",
    ),
    "contact": ("contacts are no part of an overlay", "write them into lea.yaml, under contacts"),
}


def _none_local(_kind: str) -> Collection[str] | None:
    return ()


@dataclass(frozen=True, slots=True)
class Written:
    """The ids that are written down, sound or not, by kind of record.

    An operation on a record that could not be read is no fault of the overlay's. ``shared``
    gives ``None`` where not all ids can be known; ``local`` are those that the overlay adds.
    """

    shared: Callable[[str], Collection[str] | None] = _none_local
    local: Collection[str] = ()


@dataclass
class Lookup:
    """Finds targets, and says what is not there. ``steps`` are those that the overlay adds to
    shared tasks, by task; ``local`` its own tasks and sections."""

    handbook: Handbook
    written: Written
    problems: Problems
    local: Collection[str]
    steps: Mapping[str, Collection[str]]

    def __post_init__(self) -> None:
        self.records: dict[str, Mapping[str, Any]] = {
            TASK: self.handbook.tasks,
            "guide": self.handbook.guides,
            "letter": self.handbook.letters,
            "term": self.handbook.terms,
            "deadline": self.handbook.deadlines(self.handbook.year),
        }

    def present(self, kind: str, id_: str) -> str:
        """The id that a record has now, from one that it has or had."""
        return self.handbook.aliases.get(kind, {}).get(id_, id_)

    def unread(self, kind: str, id_: str) -> bool:
        """Whether a record may be there, and could not be read."""
        written = self.written.shared(kind)
        return id_ not in self.records[kind] and (written is None or id_ in written)

    def target(self, spelled: Marked) -> Target | None:
        """The target with its present id. ``None`` where it is not there, which is said."""
        target = Target.parse(spelled)
        if target.kind in _ELSEWHERE:
            self.problems.add("O105", spelled.at, *_ELSEWHERE[target.kind])
            return None
        if target.kind == TASK and target.id.startswith(LOCAL):
            return target if self.is_own(target.id, spelled) else None
        name = self.present(target.kind, target.id)
        if name not in self.records[target.kind]:
            if not self.unread(target.kind, name):
                self.gone(
                    spelled,
                    f"there is no {target.kind} “{target.id}”",
                    did_you_mean(target.id, self.records[target.kind]),
                )
            return None
        found = Target(target.kind, name, target.timeframe, target.part)
        if target.kind != TASK and target.timeframe:
            self.problems.add(
                "O105",
                spelled.at,
                f"a {target.kind} stands in no timeframe",
                f"write {found.kind}:{found.id}",
            )
            return None
        return found if target.part is None or self.has_part(found, spelled) else None

    def is_own(self, id_: str, spelled: Marked) -> bool:
        """Whether the overlay adds the task or section ``id_``."""
        if id_ in self.local:
            return True
        if id_ not in self.written.local:
            self.problems.add(
                "O115",
                spelled.at,
                f"no operation of this overlay adds “{id_}”",
                did_you_mean(id_, self.local) or "add it, or take this operation away",
            )
        return False

    def has_part(self, target: Target, spelled: Marked) -> bool:
        """Whether a task has the step, or a guide the section, that is named."""
        part = str(target.part)
        parts: Collection[str] = ()
        if target.kind == TASK:
            task: Task = self.handbook.tasks[target.id]
            parts = [*(str(step.id) for step in task.steps), *self.steps.get(target.id, ())]
            kind = "step"
        elif target.kind == "guide":
            parts = list(guide_parts(self.handbook.guides[target.id].body).by_id)
            kind = "section"
        else:
            kind = "part"
        if part in parts:
            return True
        if part.startswith(LOCAL) and part in self.written.local:
            return False
        self.gone(
            spelled,
            f"the {target.kind} “{target.id}” has no {kind} “{part}”",
            did_you_mean(part, parts),
        )
        return False

    def gone(self, spelled: Marked, message: str, hint: str = "") -> None:
        self.problems.add("O101", spelled.at, message, hint)

    def occurrences(
        self,
        target: Target,
        spelled: Marked,
        standing: Mapping[str, list[str]],
        is_same: Callable[[Target], bool],
    ) -> list[str]:
        """The occurrences that a target means: one, or all of a task's.

        ``standing`` has every task's occurrences. A task that stands in one timeframe, another
        than the named one, was moved by upstream: it is followed there if ``is_same`` says
        that the text there is the one that the operation was written for.
        """
        every = standing.get(target.id, [])
        if target.timeframe is None:
            return every
        name = f"{target.id}@{target.timeframe}"
        if name in every:
            return [name]
        places = ", ".join(each.partition("@")[2] for each in every)
        if len(every) == 1 and is_same(moved_to(target, every[0])):
            self.problems.add(
                "O117",
                spelled.at,
                f"the task “{target.id}” stands in “{places}” now, and no longer in "
                f"“{target.timeframe}”",
                f"write {every[0]}; until then the operation is done there",
            )
            return every
        self.gone(
            spelled,
            f"the task “{target.id}” does not stand in “{target.timeframe}”",
            f"it stands in {places}",
        )
        return []


def moved_to(target: Target, occurrence: str) -> Target:
    """The target in the timeframe of another occurrence."""
    return Target(target.kind, target.id, occurrence.partition("@")[2], target.part)
