"""What no LEA may change, and what it can do instead.

The state's dates and rules are the state's. A task, step or letter that the sources name as a
duty by law or test security (``binding`` in the content) cannot be left out, and such a step
is not reworded. A refused operation is a warning and never applied: the state's own text
stands, so a duty that upstream marks later does not stop a district's site.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from sitegen.content.handbook import Handbook
from sitegen.content.models import Deadline, Task
from sitegen.content.overlay_models import HideOperation, MoveOperation, Operation, SetOperation
from sitegen.content.overlay_targets import TASK, Target, task_list

LAW = "law"


class Refusal(NamedTuple):
    """Why an operation is refused, and what can be done instead."""

    message: str
    hint: str


def refusal(
    handbook: Handbook, operation: Operation, target: Target, dates: Mapping[str, dt.date]
) -> Refusal | None:
    """Why the state's rules refuse an operation. ``dates`` has the first date that each
    deadline has in the LEA, where it has one."""
    if target.kind == "deadline" and not isinstance(operation, SetOperation | HideOperation):
        return None if not isinstance(operation, MoveOperation) else _state_date(target)
    match operation:
        case HideOperation():
            return _hiding(handbook, target)
        case SetOperation():
            return _setting(handbook, operation, target, dates)
    return None


def _state_date(target: Target) -> Refusal:
    return Refusal(
        f"the deadline “{target.id}” is the state’s: no LEA can change or hide it",
        "add a note to it, add an earlier date of your own, or write your selected testing "
        "period into calendars/",
    )


def _hiding(handbook: Handbook, target: Target) -> Refusal | None:
    if target.kind == "deadline":
        return _state_date(target)
    if target.kind == "letter":
        letter = handbook.letters.get(target.id)
        if letter and letter.head.binding:
            return Refusal(
                f"the law asks for the letter “{target.id}”: it cannot be left out",
                "keep it, and write a letter of your own beside it",
            )
    if target.kind != TASK or (task := handbook.tasks.get(target.id)) is None:
        return None
    if target.part is not None:
        if any(step.id == target.part and step.binding for step in task.steps):
            return Refusal(
                f"the step “{target}” is a duty by law or test security: it cannot be left out",
                "add a note to the task, or a step of your own before or after it",
            )
    elif task.binding or any(step.binding for step in task.steps):
        return Refusal(
            f"“{target}” is a duty by law or test security: it cannot be left out",
            "reword its title, add a note or steps, say who does it, or move it",
        )
    return None


def _setting(
    handbook: Handbook, operation: SetOperation, target: Target, dates: Mapping[str, dt.date]
) -> Refusal | None:
    if target.kind == "deadline":
        return _state_date(target)
    if target.kind != TASK or (task := handbook.tasks.get(target.id)) is None:
        return None
    if target.part is not None:
        if any(step.id == target.part and step.binding for step in task.steps):
            return Refusal(
                f"the step “{target}” is a duty by law or test security: its words stand",
                "add a note to the task, or a step of your own before or after it",
            )
        return None
    if operation.required is False and task_list(task, "required", target.timeframe) == "true":
        return Refusal(
            f"“{target}” is required: no LEA can make it optional",
            "hide it with a reason where it does not concern you, or add a note",
        )
    if operation.due is not None:
        return _dropping(handbook, task, operation, target)
    return _later(task, operation, target, dates)


def is_law(handbook: Handbook, deadline: Deadline) -> bool:
    """Whether a deadline cites a law or regulation."""
    cited = (handbook.resources.get(str(each.resource)) for each in deadline.citation)
    return any(resource is not None and resource.kind == LAW for resource in cited)


def _dropping(
    handbook: Handbook, task: Task, operation: SetOperation, target: Target
) -> Refusal | None:
    deadlines = handbook.deadlines(handbook.year)
    kept = {str(id_) for id_ in operation.due or ()}
    for id_ in task_list(task, "due", target.timeframe).split():
        deadline = deadlines.get(id_)
        if deadline is not None and id_ not in kept and is_law(handbook, deadline):
            return Refusal(
                f"the deadline “{id_}” of “{target}” is law: it stays with its task",
                f"keep {id_} in the list; a date of your own goes beside it, with “by”",
            )
    return None


def _later(
    task: Task, operation: SetOperation, target: Target, dates: Mapping[str, dt.date]
) -> Refusal | None:
    if operation.by is None:
        return None
    due = [dates[id_] for id_ in task_list(task, "due", target.timeframe).split() if id_ in dates]
    if due and operation.by > min(due):
        return Refusal(
            f"“{target}” is due by {min(due)}: a date of your own cannot be later",
            f"write {min(due)} or an earlier day",
        )
    return None
