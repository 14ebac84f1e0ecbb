"""What an operation is on: its target, its name, and the shared text that it replaces."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.content.guide_sections import guide_parts
from sitegen.content.handbook import Handbook
from sitegen.content.models import Task
from sitegen.content.overlay_models import (
    AddOperation,
    HideOperation,
    LocalDeadline,
    LocalLink,
    LocalSection,
    LocalStep,
    LocalTask,
    LocalTerm,
    Operation,
    SetOperation,
)

TASK = "task"
LISTS = ("who", "due", "links", "required", "by")
"""What a ``set`` gives as a key of its own, in place of ``field`` and ``to``."""


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits that change when a text does, and not when it is only wrapped."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Target:
    """What ``[kind:]id[@timeframe][#part]`` names; ``part`` is a step or a guide's section."""

    kind: str
    id: str
    timeframe: str | None = None
    part: str | None = None

    @classmethod
    def parse(cls, spelled: str) -> Target:
        rest, _, part = spelled.partition("#")
        kind, colon, name = rest.rpartition(":")
        id_, _, timeframe = name.partition("@")
        return cls(kind if colon else TASK, id_, timeframe or None, part or None)

    def __str__(self) -> str:
        kind = "" if self.kind == TASK else f"{self.kind}:"
        timeframe = f"@{self.timeframe}" if self.timeframe else ""
        part = f"#{self.part}" if self.part else ""
        return f"{kind}{self.id}{timeframe}{part}"


LocalRecord = LocalTask | LocalSection | LocalStep | LocalLink | LocalTerm | LocalDeadline


def added_record(operation: AddOperation) -> LocalRecord | None:
    """The record with an id of its own that an ``add`` brings; none for a note or a guide."""
    every = (
        operation.task,
        operation.section,
        operation.step,
        operation.link,
        operation.term,
        operation.deadline,
    )
    return next((each for each in every if each is not None), None)


def added_kinds(operation: AddOperation) -> list[str]:
    """The keys of an ``add`` that say what is added: one, in an operation that is sound."""
    kinds = ("task", "section", "step", "link", "term", "deadline", "guide", "note")
    return [kind for kind in kinds if getattr(operation, kind) is not None]


def set_kinds(operation: SetOperation) -> list[str]:
    """What a ``set`` gives: ``field`` for a text, or the key of a list or date."""
    text = ["field"] if operation.field is not None or operation.to is not None else []
    return [*text, *(name for name in LISTS if getattr(operation, name) is not None)]


def key_of(operation: Operation) -> str:
    """The operation's name: what it does to which thing.

    ``set/share-test-window-dates/title``, ``hide/enter-condition-codes``,
    ``add/local-borrow-laptops``. Two operations of one name exclude each other, but for notes.
    """
    match operation:
        case AddOperation():
            record = added_record(operation)
            if record is not None:
                return f"add/{record.id}"
            name = f"/{operation.guide}" if operation.guide else ""
            return f"add/{'/'.join(added_kinds(operation)[:1])}/{operation.on}{name}"
        case SetOperation():
            kinds = set_kinds(operation)
            what = operation.field if kinds[:1] == ["field"] else "/".join(kinds[:1])
            return f"set/{operation.on}/{what}"
        case _:
            return f"{operation.op}/{operation.on}"


def keys_of(operations: Iterable[Operation]) -> list[str]:
    """The name of each, a second one of a name with ``~2`` after it."""
    seen: dict[str, int] = {}
    keys = []
    for operation in operations:
        key = key_of(operation)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}~{seen[key]}")
    return keys


# --- the shared text behind an operation ------------------------------------------------------


def replaced_text(handbook: Handbook, operation: Operation, target: Target) -> str | None:
    """What the operation replaces or hides of the shared handbook, as one text.

    ``target`` has the id that the record has now. ``None`` where there is no such thing.
    """
    match operation:
        case SetOperation():
            return _set_text(handbook, operation, target)
        case HideOperation():
            return _whole_text(handbook, target)
    return None


def _set_text(handbook: Handbook, operation: SetOperation, target: Target) -> str | None:
    if target.kind == TASK:
        task = handbook.tasks.get(target.id)
        if task is None:
            return None
        if operation.field is None:
            return task_list(task, set_kinds(operation)[0], target.timeframe)
        return task_text(task, operation.field, target)
    guide = handbook.guides.get(target.id)
    if target.kind != "guide" or guide is None:
        return None
    if target.part is not None:
        section = guide_parts(guide.body).by_id.get(target.part)
        return section.text if section and operation.field == "text" else None
    if operation.field in ("title", "lead"):
        return str(getattr(guide.head, operation.field))
    return None


def task_text(task: Task, name: str, target: Target) -> str | None:
    """A text of a task, an occurrence or a step.

    That of a task which stands in several timeframes with different words is all of them.
    """
    if target.part is not None:
        found = [str(step.text) for step in task.steps if step.id == target.part]
        return found[0] if found and name == "text" else None
    if name in ("text", "lead"):
        return None
    attribute = name.replace("-", "_")
    own = {
        timeframe: getattr(text, attribute, None) for timeframe, text in task.occurrences.items()
    }
    shared = getattr(task, attribute)
    if target.timeframe is not None:
        here = [text for timeframe, text in own.items() if timeframe == target.timeframe and text]
        every = here or [shared]
    else:
        every = [shared, *own.values()]
    texts = list(dict.fromkeys(str(text) for text in every if text is not None))
    return "\n".join(texts) if texts else None


def task_list(task: Task, name: str, timeframe: str | None) -> str:
    """Who, which deadlines, which links, whether required: as words, for a fingerprint."""
    own = next((text for each, text in task.occurrences.items() if each == timeframe), None)
    match name:
        case "due" | "by":
            due = own.due if own and own.due is not None else task.due
            return " ".join(due) or "–"
        case "required":
            required = own.required if own and own.required is not None else task.required
            return str(required).lower()
        case _:
            return " ".join(getattr(task, name)) or "–"


def _whole_text(handbook: Handbook, target: Target) -> str | None:
    """All that is hidden with a record."""
    match target.kind:
        case "task":
            task = handbook.tasks.get(target.id)
            if task is None or target.part is not None:
                return task_text(task, "text", target) if task else None
            texts = [task_text(task, name, target) for name in ("title", "why", "note")]
            steps = [str(step.text) for step in task.steps]
            return "\n".join([text for text in texts if text is not None] + steps)
        case "guide":
            guide = handbook.guides.get(target.id)
            if guide is None:
                return None
            if target.part is None:
                return f"{guide.head.title}\n{guide.head.lead}\n\n{guide.body.strip()}"
            section = guide_parts(guide.body).by_id.get(target.part)
            return section.source.strip() if section else None
        case "letter":
            letter = handbook.letters.get(target.id)
            return None if letter is None else f"{letter.head.subject}\n\n{letter.body.strip()}"
        case "term":
            term = handbook.terms.get(target.id)
            return None if term is None else f"{term.term}: {term.plain}"
    return None
