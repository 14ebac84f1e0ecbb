"""Applying an LEA's overlay: operations on occurrences, never on copies of files.

What upstream does never makes an operation an error: one that fits no longer is a warning, the
shared text stands in its place, and the operation stays in the file. Errors are only what is
wrong in the overlay by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

from sitegen.content.handbook import Handbook
from sitegen.content.overlay_edition import Change, GuideChange, LocalEdition
from sitegen.content.overlay_lookup import LOCAL, Lookup, Written
from sitegen.content.overlay_models import (
    SCHEMA,
    AddOperation,
    HideOperation,
    MoveOperation,
    Operation,
    Overlay,
    SetOperation,
)
from sitegen.content.overlay_rules import refusal
from sitegen.content.overlay_shapes import shape_fault
from sitegen.content.overlay_targets import (
    TASK,
    Target,
    added_record,
    fingerprint,
    key_of,
    replaced_text,
    set_kinds,
)
from sitegen.content.overlay_work import Desk
from sitegen.content.scalars import Marked
from sitegen.problems import Problems

__all__ = ["Change", "GuideChange", "LocalEdition", "Written", "apply_overlay", "fingerprint"]

MOST_OPERATIONS = 500
_MOST_TOLD = 200
_NO_DATES: Mapping[str, dt.date] = {}


def apply_overlay(
    handbook: Handbook,
    overlay: Overlay | None,
    written: Written,
    problems: Problems,
    dates: Mapping[str, dt.date] = _NO_DATES,
) -> LocalEdition:
    """The LEA's edition. An operation that cannot be applied is recorded and left out.

    ``dates`` has the first date of each deadline that has one in this LEA.
    """
    if overlay is None:
        return LocalEdition()
    if overlay.schema_ != SCHEMA:
        problems.add(
            "O111",
            overlay.at,
            f"this overlay is of schema {overlay.schema_}, and this handbook reads schema {SCHEMA}",
            "bring the handbook’s program and the overlay to the same release",
        )
        return LocalEdition()
    if len(overlay.operations) > MOST_OPERATIONS:
        problems.add(
            "O106",
            overlay.operations[MOST_OPERATIONS].at,
            f"this overlay has {len(overlay.operations):,} operations; {MOST_OPERATIONS} are the "
            "most",
            "keep those that the LEA needs: everything else is upstream’s to say",
        )
        return LocalEdition()
    return _Application(handbook, overlay, written, problems, dates).edition()


class _Application:
    def __init__(
        self,
        handbook: Handbook,
        overlay: Overlay,
        written: Written,
        problems: Problems,
        dates: Mapping[str, dt.date],
    ) -> None:
        self.handbook = handbook
        self.problems = problems
        self.dates = dates
        self.operations = [each for each in overlay.operations if self.is_well_formed(each)]
        self.own: dict[str, AddOperation] = {}
        steps: dict[str, set[str]] = {}
        for each in self.operations:
            if isinstance(each, AddOperation):
                self.learn(each, steps)
        local = {
            id_: str(each.timeframe) for id_, each in self.own.items() if each.task or each.section
        }
        self.lookup = Lookup(handbook, written, problems, local, steps)
        self.desk = Desk(handbook, problems, self.lookup, local)
        self.seen: dict[str, Operation] = {}

    def edition(self) -> LocalEdition:
        """Phase by phase, so that it does not matter which operation is written first."""
        phases: tuple[tuple[type[Operation], Callable[..., None]], ...] = (
            (AddOperation, self.add),
            (HideOperation, self.hide),
            (SetOperation, self.set),
            (MoveOperation, self.move),
        )
        for kind, phase in phases:
            for operation in self.operations:
                if isinstance(operation, kind):
                    phase(operation)
        for name, operation in self.own.items():
            if operation.section is not None and operation.timeframe is not None:
                self.desk.gather(name, operation.section, operation.timeframe)
        return self.desk.edition()

    # --- before anything is applied ---------------------------------------------------------

    def is_well_formed(self, operation: Operation) -> bool:
        fault = shape_fault(operation)
        if fault is not None:
            self.problems.add("O116", operation.at, *fault)
        return fault is None

    def learn(self, operation: AddOperation, steps: dict[str, set[str]]) -> None:
        """Know an added record's id before any operation names it."""
        record = added_record(operation)
        if record is None:
            return
        name = str(record.id)
        if name in self.own:
            self.problems.add(
                "R102",
                record.id.at,
                f"the local id “{name}” is taken already",
                "an id belongs to one record for good: choose another",
            )
            return
        self.own[name] = operation
        if operation.step is not None and operation.on is not None:
            task = Target.parse(operation.on).id
            present = self.handbook.aliases.get(TASK, {}).get(task, task)
            steps.setdefault(present, set()).add(name)

    def is_second(self, operation: Operation, key: str, spelled: Marked, message: str) -> bool:
        """Whether another operation has done the same already, which is said."""
        first = self.seen.setdefault(key, operation)
        if first is operation:
            return False
        self.problems.add("O102", spelled.at, message, "keep one of the two operations")
        return True

    def refused(self, operation: Operation, target: Target, spelled: Marked) -> bool:
        """Whether a rule of the state's stands against it, which is said."""
        found = refusal(self.handbook, operation, target, self.dates)
        if found is not None:
            self.problems.add("O113", spelled.at, *found)
        return found is not None

    def misfit(self, spelled: Marked, message: str, hint: str) -> None:
        self.problems.add("O105", spelled.at, message, hint)

    def is_same(self, was: Marked | None, operation: Operation, target: Target) -> bool:
        """Whether the text at a target is the one that the operation was written for."""
        now = replaced_text(self.handbook, operation, target)
        return now is not None and (was is None or was == fingerprint(now))

    def compare(self, operation: HideOperation | SetOperation, target: Target) -> None:
        """Tell what the operation replaces now, where that is not what it was."""
        now = replaced_text(self.handbook, operation, target)
        if now is None:
            return
        name, present = key_of(operation), fingerprint(now)
        if operation.was is None:
            self.problems.add(
                "O110",
                operation.at,
                "this operation does not say which shared text it was written for, so a change "
                "of that text would go unnoticed",
                f'write was: "{present}", or run: python3 build.py overlay accept {name}',
            )
        elif operation.was != present:
            told = now if len(now) <= _MOST_TOLD else f"{now[:_MOST_TOLD]} …"
            deed = "replaces" if operation.op == "set" else "hides"
            self.problems.add(
                "O104",
                operation.was.at,
                f"what “{operation.on}” {deed} has changed; it now reads: {told}",
                f'read it, then write was: "{present}", or run: python3 build.py overlay accept '
                f"{name}",
            )

    # --- add --------------------------------------------------------------------------------

    def add(self, operation: AddOperation) -> None:
        record = added_record(operation)
        if record is not None and self.own[str(record.id)] is not operation:
            return
        if operation.timeframe is not None:
            self.desk.put_in(str(getattr(record, "id", "")), operation)
        elif operation.term is not None:
            self.desk.terms[str(operation.term.id)] = operation.term
        elif operation.deadline is not None:
            self.desk.deadlines[str(operation.deadline.id)] = operation.deadline
        elif operation.on is not None and (target := self.lookup.target(operation.on)):
            self.add_to(operation, target, operation.on)

    def add_to(self, operation: AddOperation, target: Target, on: Marked) -> None:
        if self.refused(operation, target, on):
            return
        if target.kind == TASK and target.id.startswith(LOCAL):
            self.misfit(
                on,
                f"“{target.id}” is a task that this overlay adds",
                "write it into the operation that adds the task",
            )
            return
        if target.part is not None and not (target.kind == "guide" and operation.note):
            self.misfit(
                on,
                f"nothing can be added to “{on}”",
                f"add it to {Target(target.kind, target.id)}",
            )
            return
        if target.kind == TASK:
            same = self.occurrences(target, on, lambda _: True)
            self.desk.add_to_task(operation, target.id, same)
        else:
            self.desk.add_to_record(operation, target)

    def occurrences(
        self, target: Target, spelled: Marked, is_same: Callable[[Target], bool]
    ) -> list[str]:
        return self.lookup.occurrences(target, spelled, self.desk.standing, is_same)

    def is_own(self, target: Target, spelled: Marked, hint: str) -> bool:
        """Whether the target is the LEA's own, which is reported: it changes where it is added."""
        own = target.id.startswith(LOCAL) or (target.part or "").startswith(LOCAL)
        if own:
            self.misfit(spelled, f"“{target.part or target.id}” is added by this overlay", hint)
        return own

    # --- hide -------------------------------------------------------------------------------

    def hide(self, operation: HideOperation) -> None:
        target = self.lookup.target(operation.on)
        if target is None or self.refused(operation, target, operation.on):
            return
        if self.is_own(target, operation.on, "take away the operation that adds it"):
            return
        if target.kind != TASK:
            key = f"hide {target}"
            if not self.is_second(operation, key, operation.on, _hidden_already(operation)):
                self.desk.hide_record(target)
                self.compare(operation, target)
            return
        same = partial(self.is_same, operation.was, operation)
        every = self.occurrences(target, operation.on, same)
        fresh = [each for each in every if self.desk.hide(each, target.part, operation)]
        if len(fresh) < len(every):
            message = _hidden_already(operation)
            hint = "keep one of the two operations"
            self.problems.add("O102", operation.on.at, message, hint)
        if every:
            self.compare(operation, target)

    # --- set --------------------------------------------------------------------------------

    def set(self, operation: SetOperation) -> None:
        target = self.lookup.target(operation.on)
        if target is None or self.refused(operation, target, operation.on):
            return
        if self.is_own(target, operation.on, "change it in the operation that adds it"):
            return
        if not self.fits(operation, target):
            return
        if target.kind == TASK:
            self.set_task(operation, target)
            return
        what = f"{operation.field} {target}"
        message = f"the “{operation.field}” of “{operation.on}” is set already"
        if not self.is_second(operation, what, operation.on, message):
            self.desk.set_guide(operation, target)
            self.compare(operation, target)

    def fits(self, operation: SetOperation, target: Target) -> bool:
        """Whether the target can have what is set; if not, it is said."""
        can: tuple[str, ...] = ()
        if target.kind == TASK:
            can = ("text",) if target.part else ("title", "why", "note", "if-missed")
            if target.part is None and set_kinds(operation) != ["field"]:
                return True
        elif target.kind == "guide":
            can = ("text",) if target.part else ("title", "lead")
        if operation.field in can:
            return True
        what = operation.field or set_kinds(operation)[0]
        hint = f"what can be set there: {', '.join(can)}" if can else "add a note to it, or hide it"
        self.misfit(operation.on, f"“{operation.on}” has no “{what}” to replace", hint)
        return False

    def set_task(self, operation: SetOperation, target: Target) -> None:
        same = partial(self.is_same, operation.was, operation)
        every = self.occurrences(target, operation.on, same)
        what = target.part or operation.field or set_kinds(operation)[0]
        for occurrence in every:
            said = operation.field or what
            message = f"the “{said}” of “{occurrence}” is set already"
            if self.is_second(operation, f"{what} {occurrence}", operation.on, message):
                return
            self.desk.set(operation, occurrence, target.part)
        if not every:
            return
        if target.timeframe is not None:
            target = Target(TASK, target.id, every[0].partition("@")[2], target.part)
        if operation.field and replaced_text(self.handbook, operation, target) is None:
            self.lookup.gone(
                operation.on,
                f"the shared handbook has no “{operation.field}” for “{operation.on}”; the local "
                "one is shown",
                "for a note beside the shared text: op: add, with note",
            )
        self.compare(operation, target)

    # --- move -------------------------------------------------------------------------------

    def move(self, operation: MoveOperation) -> None:
        target = self.lookup.target(operation.on)
        if target is None or self.refused(operation, target, operation.on):
            return
        if target.part is not None:
            self.move_part(operation, target)
            return
        if target.kind != TASK:
            self.misfit(
                operation.on,
                f"a {target.kind} has no place of its own",
                "what moves: tasks, own sections, steps, and sections of a guide",
            )
            return
        if target.id.startswith(LOCAL):
            occurrence = self.desk.own_id(target.id)
        else:
            every = self.occurrences(target, operation.on, lambda _: True)
            if len(every) > 1:
                self.problems.add(
                    "O114",
                    operation.on.at,
                    "this task stands in several timeframes",
                    f"name one of them: {', '.join(every)}",
                )
            if len(every) != 1:
                return
            occurrence = every[0]
        message = f"“{occurrence}” is moved already"
        if not self.is_second(operation, f"move {occurrence}", operation.on, message):
            self.desk.move(operation, occurrence)

    def move_part(self, operation: MoveOperation, target: Target) -> None:
        """Move a step in its task, or a section in its guide."""
        if operation.to is not None:
            self.misfit(operation.on, "a step or section stays where it belongs", "take “to” away")
            return
        message = f"“{operation.on}” is moved already"
        key = f"move {Target(target.kind, target.id, None, target.part)}"
        if self.is_second(operation, key, operation.on, message):
            return
        if target.kind == TASK:
            every = self.occurrences(target, operation.on, lambda _: True)
            self.desk.move_step(operation, target, every)
        else:
            self.desk.move_section(operation, target)


def _hidden_already(operation: HideOperation) -> str:
    return f"“{operation.on}” is hidden already"
