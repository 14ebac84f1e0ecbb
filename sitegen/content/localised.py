"""The handbook as one LEA has it: its overlay applied to the records themselves.

This is for the site that is one LEA's own. There every page says what the LEA says: hidden
tasks are gone, its own stand among the others, and its wording stands in place of the shared
one. On a site of many LEAs the shared records stay as they are, and only differences are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from sitegen.content.guide_sections import guide_parts, joined
from sitegen.content.handbook import Guide, Handbook, Occurrence
from sitegen.content.lea_models import LocalText
from sitegen.content.models import OccurrenceText, Step, Task, Term, Timeframe
from sitegen.content.overlay_edition import Change, LocalEdition
from sitegen.content.overlay_models import LocalStep, LocalTask, LocalTerm
from sitegen.content.scalars import Marked


class Worded(Marked):
    """A text that the LEA wrote, where the shared handbook has one of its own."""

    __slots__ = ("local",)
    local: LocalText

    @classmethod
    def of(cls, local: LocalText) -> Worded:
        worded: Any = cls(str(local.text), local.text.at)
        worded.local = local
        return cast("Worded", worded)

    def in_language(self, tag: str) -> str | None:
        """The text in a language, if the LEA wrote it in that one."""
        if self.local.lang == tag:
            return str(self.local.text)
        found = self.local.translations.get(Marked(tag))
        return None if found is None else str(found)


@dataclass(frozen=True, slots=True)
class OwnHandbook:
    """A handbook with an overlay applied.

    ``standing`` has the occurrences of each timeframe in the LEA's order; ``gone`` the records
    that are shown nowhere any more (``task:x``, ``guide:x``), and whose links are words alone.
    """

    handbook: Handbook
    standing: Mapping[Timeframe, tuple[Occurrence, ...]]
    gone: frozenset[str]


def own_handbook(shared: Handbook, edition: LocalEdition) -> OwnHandbook:
    """The handbook of the LEA whose edition this is."""
    order = {
        timeframe: edition.tasks_of(edition.order.get(timeframe, tuple(each.id for each in every)))
        for timeframe, every in shared.occurrences().items()
    }
    stands = {id_.partition("@")[0] for ids in order.values() for id_ in ids}
    tasks = {name: _changed(task, edition) for name, task in shared.tasks.items() if name in stands}
    tasks |= {name: _added(task) for name, task in edition.added.items()}
    standing = {
        timeframe: tuple(
            Occurrence(tasks[name], Timeframe(origin))
            for name, _, origin in (id_.partition("@") for id_ in ids)
            if name in tasks
        )
        for timeframe, ids in order.items()
    }
    out = edition.left_out
    handbook = replace(
        shared,
        tasks=tasks,
        guides={
            name: _guide(each, edition)
            for name, each in shared.guides.items()
            if f"guide:{name}" not in out
        },
        letters={
            name: each for name, each in shared.letters.items() if f"letter:{name}" not in out
        },
        terms={name: each for name, each in shared.terms.items() if f"term:{name}" not in out}
        | {name: _term(term) for name, term in edition.terms.items()},
    )
    gone = {f"task:{name}" for name in shared.tasks if name not in stands}
    return OwnHandbook(handbook, standing, frozenset(gone | out))


def _guide(guide: Guide, edition: LocalEdition) -> Guide:
    """A guide's head in the LEA's words, and its body without the sections that it hides."""
    change = edition.guides.get(guide.id)
    if change is None:
        return guide
    head = guide.head.model_copy(
        update={
            name: Worded.of(text)
            for name, text in (("title", change.title), ("lead", change.lead))
            if text is not None
        }
    )
    parts = guide_parts(guide.body)
    kept = [section for section in parts.sections if section.id not in change.hidden]
    body = joined(parts.opening, kept) if change.hidden else guide.body
    return replace(guide, head=head, body=body)


def _changed(task: Task, edition: LocalEdition) -> Task:
    """A shared task in the LEA's words; what it changes in one month stands there alone."""
    changes = dict(_changes_of(task, edition))
    if not changes:
        return task
    every, first = list(changes.values()), next(iter(changes.values()))
    fields: dict[str, Any] = {}
    occurrences = dict(task.occurrences)
    for name in {name for change in every for name in change.fields}:
        texts = [change.fields.get(name) for change in every]
        if _everywhere(task, changes) and all(text is texts[0] for text in texts):
            fields[name.replace("-", "_")] = Worded.of(texts[0]) if texts[0] else None
            continue
        for timeframe, change in changes.items():
            if (text := change.fields.get(name)) is not None:
                before = occurrences.get(timeframe) or OccurrenceText.model_construct(at=task.at)
                occurrences[timeframe] = before.model_copy(
                    update={name.replace("-", "_"): Worded.of(text)}
                )
    fields["steps"] = tuple(_steps(task, first))
    fields["occurrences"] = occurrences
    for name in ("who", "links", "required"):
        if (own := getattr(first, name)) is not None:
            fields[name] = own
    if first.due is not None:  # dates of the LEA's own are no deadlines of the records
        fields["due"] = tuple(id_ for id_ in first.due if id_ not in edition.deadlines)
    return task.model_copy(update=fields)


def _changes_of(task: Task, edition: LocalEdition) -> Iterator[tuple[Timeframe, Change]]:
    prefix = f"{task.id}@"
    for id_, change in edition.changes.items():
        if id_.startswith(prefix):
            yield (Timeframe(id_.removeprefix(prefix)), change)


def _everywhere(task: Task, changes: Mapping[Timeframe, Change]) -> bool:
    """Whether every occurrence of the task is changed."""
    return len(changes) >= max(1, len(task.timeframes))


def _steps(task: Task, change: Change) -> Iterator[Step]:
    by_id = {str(step.id): step for step in task.steps}
    for id_, text in change.steps.items():
        by_id[id_] = by_id[id_].model_copy(update={"text": Worded.of(text)})
    for id_, step in change.added_steps.items():
        by_id[id_] = _step(step)
    shown = [id_ for id_ in by_id if id_ not in change.hidden_steps]
    for id_ in change.step_order if change.step_order is not None else shown:
        yield by_id[id_]


def _step(step: LocalStep) -> Step:
    return Step.model_construct(at=step.at, id=step.id, text=Worded.of(step.text), sources=())


def _term(term: LocalTerm) -> Term:
    """A word of the LEA's own as a term like the others; it stands for no other words."""
    return Term.model_construct(
        at=term.at,
        id=term.id,
        term=Worded.of(term.term),
        meaning=Marked("", term.at),
        plain=Worded.of(term.plain),
    )


def _added(task: LocalTask) -> Task:
    """A task of the LEA's own as a record like the others. Its date is no shared deadline."""
    return Task.model_construct(
        at=task.at,
        id=task.id,
        title=Worded.of(task.title),
        why=Worded.of(task.why or task.title),
        who=task.who,
        topic=task.topic,
        note=Worded.of(task.note) if task.note else None,
        steps=tuple(map(_step, task.steps)),
        links=task.links,
        sources=(),
    )
