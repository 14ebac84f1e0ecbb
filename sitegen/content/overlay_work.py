"""The desk at which an overlay is applied: what has been changed so far, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.content.guide_sections import guide_parts
from sitegen.content.handbook import Handbook
from sitegen.content.lea_models import LocalText
from sitegen.content.models import Timeframe
from sitegen.content.overlay_edition import Change, GuideChange, LocalEdition
from sitegen.content.overlay_lookup import Lookup
from sitegen.content.overlay_models import (
    AddOperation,
    HideOperation,
    LocalDeadline,
    LocalLink,
    LocalSection,
    LocalStep,
    LocalTask,
    LocalTerm,
    MoveOperation,
    SetOperation,
)
from sitegen.content.overlay_order import FIRST, LAST, Placement, arrange
from sitegen.content.overlay_targets import TASK, Target, set_kinds
from sitegen.content.scalars import Marked
from sitegen.problems import Problems, did_you_mean

_FEW = 12


@dataclass
class _Changing:
    """A :class:`Change` in the making."""

    fields: dict[str, LocalText] = field(default_factory=dict)
    steps: dict[str, LocalText] = field(default_factory=dict)
    hidden_steps: set[str] = field(default_factory=set)
    notes: list[LocalText] = field(default_factory=list)
    lists: dict[str, object] = field(default_factory=dict)
    own_links: list[LocalLink] = field(default_factory=list)
    guides: list[str] = field(default_factory=list)
    added_steps: dict[str, LocalStep] = field(default_factory=dict)
    placements: dict[str, Placement[Marked]] = field(default_factory=dict)


@dataclass
class _ChangingGuide:
    title: LocalText | None = None
    lead: LocalText | None = None
    texts: dict[str, LocalText] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    notes: dict[str, list[LocalText]] = field(default_factory=dict)
    links: list[LocalLink] = field(default_factory=list)
    placements: dict[str, Placement[Marked]] = field(default_factory=dict)


class Desk:
    """``local`` has the timeframe into which each of the overlay's own tasks and sections
    is put; ``standing`` every shared task's occurrences."""

    def __init__(
        self, handbook: Handbook, problems: Problems, lookup: Lookup, local: Mapping[str, str]
    ) -> None:
        self.handbook = handbook
        self.problems = problems
        self.lookup = lookup
        self.local = local
        self.shared = {
            timeframe: tuple(each.id for each in occurrences)
            for timeframe, occurrences in handbook.occurrences().items()
        }
        self.standing: dict[str, list[str]] = {}
        for ids in self.shared.values():
            for occurrence in ids:
                self.standing.setdefault(occurrence.partition("@")[0], []).append(occurrence)
        self.changes: dict[str, _Changing] = {}
        self.guides: dict[str, _ChangingGuide] = {}
        self.added: dict[str, LocalTask] = {}
        self.sections: dict[str, LocalSection] = {}
        self.terms: dict[str, LocalTerm] = {}
        self.term_notes: dict[str, list[LocalText]] = {}
        self.deadlines: dict[str, LocalDeadline] = {}
        self.deadline_notes: dict[str, list[LocalText]] = {}
        self.hidden: dict[str, LocalText] = {}
        self.left_out: set[str] = set()
        self.places: dict[str, tuple[Timeframe, Marked | str, Marked]] = {}
        """Of each placed occurrence: its timeframe, what it comes after, and where that is said."""

    def own_id(self, name: str) -> str:
        """The occurrence id of an own task or section: it keeps that of its first timeframe."""
        return f"{name}@{self.local[name]}"

    def change(self, occurrence: str) -> _Changing:
        return self.changes.setdefault(occurrence, _Changing())

    def guide(self, name: str) -> _ChangingGuide:
        return self.guides.setdefault(name, _ChangingGuide())

    # --- add --------------------------------------------------------------------------------

    def put_in(self, name: str, operation: AddOperation) -> None:
        """A task or section into its timeframe."""
        assert operation.timeframe is not None
        occurrence = f"{name}@{operation.timeframe}"
        if operation.task is not None:
            self.added[name] = operation.task
            at = operation.task.id
        else:
            assert operation.section is not None
            self.sections[occurrence] = operation.section
            at = operation.section.id
        self.places[occurrence] = (operation.timeframe, operation.after or LAST, at)

    def add_to_task(self, operation: AddOperation, task: str, occurrences: Sequence[str]) -> None:
        for occurrence in occurrences:
            change = self.change(occurrence)
            if operation.step is not None:
                step = operation.step
                change.added_steps[str(step.id)] = step
                place = operation.after and self.part_after(operation.after, TASK, task)
                change.placements[str(step.id)] = Placement(str(step.id), place or LAST, step.id)
            elif operation.link is not None:
                change.own_links.append(operation.link)
            elif operation.guide is not None:
                change.guides.append(self.lookup.present("guide", str(operation.guide)))
            elif operation.note is not None:
                change.notes.append(operation.note)

    def add_to_record(self, operation: AddOperation, target: Target) -> None:
        """A note to a guide, section, term or deadline; a link to a guide."""
        note = operation.note
        if note is not None and target.kind == "guide":
            self.guide(target.id).notes.setdefault(target.part or "", []).append(note)
        elif note is not None and target.kind == "term":
            self.term_notes.setdefault(target.id, []).append(note)
        elif note is not None and target.kind == "deadline":
            self.deadline_notes.setdefault(target.id, []).append(note)
        elif operation.link is not None and target.kind == "guide":
            self.guide(target.id).links.append(operation.link)
        else:
            self.problems.add(
                "O105",
                operation.on.at if operation.on else operation.at,
                f"this cannot be added to a {target.kind}",
                "steps, links, guides and notes go to tasks; links and notes to guides; notes to "
                "terms and deadlines",
            )

    # --- hide, set --------------------------------------------------------------------------

    def hide(self, occurrence: str, step: str | None, operation: HideOperation) -> bool:
        """Hide an occurrence, or a step of it. Whether it was not hidden yet."""
        if step is not None:
            hidden = self.change(occurrence).hidden_steps
            fresh = step not in hidden
            hidden.add(step)
            return fresh
        fresh = occurrence not in self.hidden
        self.hidden.setdefault(occurrence, operation.why)
        return fresh

    def hide_record(self, target: Target) -> None:
        if target.part is not None:
            self.guide(target.id).hidden.add(target.part)
        else:
            self.left_out.add(f"{target.kind}:{target.id}")

    def set(self, operation: SetOperation, occurrence: str, step: str | None) -> None:
        change = self.change(occurrence)
        if operation.to is not None and operation.field is not None:
            if step is not None:
                change.steps[step] = operation.to
            else:
                change.fields[operation.field] = operation.to
            return
        name = set_kinds(operation)[0]
        value = getattr(operation, name)
        if name == "due":
            value = tuple(self.lookup.present("deadline", str(each)) for each in value)
        elif name == "links":
            value = tuple(self.lookup.present("resource", str(each)) for each in value)
        change.lists[name] = value

    def set_guide(self, operation: SetOperation, target: Target) -> None:
        guide = self.guide(target.id)
        if operation.to is None:
            return
        if target.part is not None:
            guide.texts[target.part] = operation.to
        elif operation.field == "title":
            guide.title = operation.to
        else:
            guide.lead = operation.to

    # --- move -------------------------------------------------------------------------------

    def move(self, operation: MoveOperation, occurrence: str) -> None:
        if occurrence in self.hidden:
            self.problems.add(
                "O102",
                operation.on.at,
                f"“{occurrence}” is hidden and cannot move",
                "take away the hide operation, or this one",
            )
            return
        known = self.places.get(occurrence)
        here = known[0] if known else Timeframe(occurrence.partition("@")[2])
        elsewhere = LAST if operation.to is not None else FIRST
        self.places[occurrence] = (
            operation.to or here,
            operation.after or elsewhere,
            operation.on,
        )

    def gather(self, name: str, section: LocalSection, timeframe: Timeframe) -> None:
        """Put a section's tasks below its heading, in its order."""
        heading = f"{name}@{timeframe}"
        timeframe = self.places[heading][0]
        before = heading
        for spelled in section.tasks:
            target = self.lookup.target(spelled)
            if target is None:
                continue
            every = (
                [self.own_id(target.id)]
                if target.id in self.local
                else self.lookup.occurrences(target, spelled, self.standing, lambda _: True)
            )
            here = f"{target.id}@{timeframe}"
            occurrence = here if here in every else next(iter(every), None)
            if occurrence is None or occurrence in self.hidden:
                continue
            placed = occurrence in self.places and target.id not in self.local
            if placed or occurrence in self.sections or target.part is not None:
                self.problems.add(
                    "O102",
                    spelled.at,
                    f"“{spelled}” has its place already",
                    "take it out of the section, or take the other operation away",
                )
                continue
            self.places[occurrence] = (timeframe, before, spelled)
            before = occurrence

    def part_after(self, after: Marked, kind: str, record: str) -> str | None:
        """The step or section that something comes after: ``step`` or ``task#step``."""
        target = Target.parse(after)
        if target.part is None:
            target = Target(kind, record, None, target.id)
        present = self.lookup.present(kind, target.id)
        if (target.kind, present) != (kind, record):
            self.nothing_there(after, f"“{after}” is no part of “{record}”", "")
            return None
        spelled = Marked(str(target), after.at)
        return target.part if self.lookup.has_part(target, spelled) else None

    def move_step(
        self, operation: MoveOperation, target: Target, occurrences: Sequence[str]
    ) -> None:
        step = str(target.part)
        place: str | None = FIRST
        if operation.after is not None:
            place = self.part_after(operation.after, TASK, target.id)
        if place is not None:
            for occurrence in occurrences:
                self.change(occurrence).placements[step] = Placement(step, place, operation.on)

    def move_section(self, operation: MoveOperation, target: Target) -> None:
        section = str(target.part)
        place: str | None = FIRST
        if operation.after is not None:
            place = self.part_after(operation.after, "guide", target.id)
        if place is not None:
            placed = Placement(section, place, operation.on)
            self.guide(target.id).placements[section] = placed

    # --- what comes of it -------------------------------------------------------------------

    def edition(self) -> LocalEdition:
        return LocalEdition(
            order=self.order(),
            changes={id_: self.changed(id_, each) for id_, each in self.changes.items()},
            added=self.added,
            hidden=tuple(self.hidden.items()),
            sections=self.sections,
            guides={id_: self.changed_guide(id_, each) for id_, each in self.guides.items()},
            terms=self.terms,
            term_notes={id_: tuple(notes) for id_, notes in self.term_notes.items()},
            deadlines=self.deadlines,
            deadline_notes={id_: tuple(notes) for id_, notes in self.deadline_notes.items()},
            left_out=frozenset(self.left_out),
        )

    def order(self) -> dict[Timeframe, tuple[str, ...]]:
        found = {}
        placed: dict[Timeframe, list[str]] = {}
        for occurrence, (timeframe, _, _) in self.places.items():
            placed.setdefault(timeframe, []).append(occurrence)
        for timeframe, shared in self.shared.items():
            here = placed.get(timeframe, [])
            base = [id_ for id_ in shared if self.places.get(id_, (timeframe,))[0] is timeframe]
            if len(base) == len(shared) and not here and not self.hidden.keys() & set(shared):
                continue
            every = [*base, *(id_ for id_ in here if id_ not in shared)]
            placements = [self.placement(id_, every, timeframe) for id_ in here]
            items = self.arranged(base, placements)
            ids = tuple(id_ for id_ in items if id_ not in self.hidden)
            if ids != shared:
                found[timeframe] = ids
        return found

    def placement(
        self, occurrence: str, every: Sequence[str], timeframe: Timeframe
    ) -> Placement[Marked]:
        _, after, at = self.places[occurrence]
        if after in (FIRST, LAST) or after in every:
            return Placement(occurrence, str(after), at)
        assert isinstance(after, Marked)
        target = Target.parse(after)
        name = self.lookup.present(TASK, target.id)
        wanted = f"{name}@{target.timeframe or timeframe}"
        if wanted not in every:
            wanted = next((id_ for id_ in every if id_.partition("@")[0] == name), wanted)
        if wanted in every:
            return Placement(occurrence, wanted, at)
        unread = target.kind == TASK and self.lookup.unread(TASK, name)
        if name in self.local or not (unread or name in self.lookup.written.local):
            self.nothing_there(
                after,
                f"“{after}” does not stand in “{timeframe}”, so nothing can come after it; what "
                "should is put at the end",
                did_you_mean(wanted, every),
            )
        return Placement(occurrence, LAST, at)

    def nothing_there(self, after: Marked, message: str, hint: str) -> None:
        hint = hint or "name one that stands there, or take “after” away"
        self.problems.add("O103", after.at, message, hint)

    def arranged(
        self, base: Sequence[str], placements: Sequence[Placement[Marked]]
    ) -> tuple[str, ...]:
        found = arrange(base, placements)
        if found.circles:
            first = found.circles[0]
            names = ", ".join(f"“{each.item}”" for each in found.circles[:_FEW])
            if len(found.circles) > _FEW:
                names += f" and {len(found.circles) - _FEW} more"
            self.problems.add(
                "O112",
                first.origin.at,
                f"these come after one another in a circle, and stay where they were: {names}",
                "take away the “after” of one of them",
            )
        return found.items

    def changed(self, occurrence: str, change: _Changing) -> Change:
        order: tuple[str, ...] | None = None
        if change.hidden_steps or change.placements:
            task = self.handbook.tasks[occurrence.partition("@")[0]]
            steps = [str(step.id) for step in task.steps]
            items = self.arranged(steps, list(change.placements.values()))
            order = tuple(id_ for id_ in items if id_ not in change.hidden_steps)
        values: dict[str, object] = dict(change.lists)
        return Change(
            change.fields,
            change.steps,
            frozenset(change.hidden_steps),
            tuple(change.notes),
            own_links=tuple(change.own_links),
            guides=tuple(change.guides),
            added_steps=change.added_steps,
            step_order=order,
            **values,  # type: ignore[arg-type]
        )

    def changed_guide(self, name: str, guide: _ChangingGuide) -> GuideChange:
        order: tuple[str, ...] | None = None
        if guide.hidden or guide.placements:
            sections = list(guide_parts(self.handbook.guides[name].body).by_id)
            items = self.arranged(sections, list(guide.placements.values()))
            order = tuple(id_ for id_ in items if id_ not in guide.hidden)
        return GuideChange(
            guide.title,
            guide.lead,
            guide.texts,
            frozenset(guide.hidden),
            order,
            {part: tuple(notes) for part, notes in guide.notes.items()},
            tuple(guide.links),
        )
