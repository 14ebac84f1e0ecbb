"""What comes of an overlay: light, and only what differs from the shared handbook.

So 2,000 LEAs cost little more than their own words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sitegen.content.lea_models import LocalText
from sitegen.content.models import Role, Timeframe
from sitegen.content.overlay_models import (
    LocalDeadline,
    LocalLink,
    LocalSection,
    LocalStep,
    LocalTask,
    LocalTerm,
)


@dataclass(frozen=True, slots=True)
class Change:
    """What an overlay changes in one occurrence of a task.

    ``fields`` (by the name that ``set`` uses) and ``steps`` replace texts; ``notes`` stand
    beside. ``who``, ``due`` (deadline ids, the LEA's own among them), ``links`` (resource ids)
    and ``required`` are the LEA's where they are not ``None``. ``by`` is a date of its own, no
    later than the state's. ``step_order`` has the ids of all steps that are shown, where their
    order or number differs.
    """

    fields: Mapping[str, LocalText] = field(default_factory=dict)
    steps: Mapping[str, LocalText] = field(default_factory=dict)
    hidden_steps: frozenset[str] = frozenset()
    notes: tuple[LocalText, ...] = ()
    who: tuple[Role, ...] | None = None
    due: tuple[str, ...] | None = None
    by: dt.date | None = None
    links: tuple[str, ...] | None = None
    required: bool | None = None
    own_links: tuple[LocalLink, ...] = ()
    guides: tuple[str, ...] = ()
    added_steps: Mapping[str, LocalStep] = field(default_factory=dict)
    step_order: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class GuideChange:
    """What an overlay changes in one guide.

    ``texts`` replaces what stands below a section's heading (Markdown blocks); ``notes`` is
    keyed by the section behind whose text they stand, and by ``""`` for the guide's own.
    """

    title: LocalText | None = None
    lead: LocalText | None = None
    texts: Mapping[str, LocalText] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    order: tuple[str, ...] | None = None
    notes: Mapping[str, tuple[LocalText, ...]] = field(default_factory=dict)
    links: tuple[LocalLink, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalEdition:
    """An overlay applied.

    ``order`` has, for those timeframes whose list differs from the shared one, the ids of
    occurrences in the LEA's order, and among them those of its own sections, which are the
    keys of ``sections``; ``changes`` is keyed by occurrence id; ``added`` by the local task's
    id; ``hidden`` pairs an occurrence id with the LEA's reason; ``left_out`` names whole
    records: ``letter:annual-notice``.
    """

    order: Mapping[Timeframe, tuple[str, ...]] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    added: Mapping[str, LocalTask] = field(default_factory=dict)
    hidden: tuple[tuple[str, LocalText], ...] = ()
    sections: Mapping[str, LocalSection] = field(default_factory=dict)
    guides: Mapping[str, GuideChange] = field(default_factory=dict)
    terms: Mapping[str, LocalTerm] = field(default_factory=dict)
    term_notes: Mapping[str, tuple[LocalText, ...]] = field(default_factory=dict)
    deadlines: Mapping[str, LocalDeadline] = field(default_factory=dict)
    deadline_notes: Mapping[str, tuple[LocalText, ...]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    def tasks_of(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The occurrences among the ids of ``order``."""
        return tuple(id_ for id_ in ids if id_ not in self.sections)
