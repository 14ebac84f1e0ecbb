"""What became of each operation: which texts it was written for, and what stands there now.

The Problems of applying the overlay are the one account of what is stale; here they are put
beside the operation they are of, with upstream's text then and now and the local one. The text
of then is kept in the LEA's folder (``overlay-upstream.yaml``), not taken from git's history: a
district's copy may be a download or a shallow clone, and the commit may be long gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml
from pydantic import BaseModel

from sitegen.content.handbook import Handbook, LeaContent
from sitegen.content.lea_models import LocalText
from sitegen.content.overlay_models import (
    HideOperation,
    MoveOperation,
    Operation,
    Overlay,
    SetOperation,
)
from sitegen.content.overlay_targets import (
    Target,
    fingerprint,
    keys_of,
    replaced_text,
    set_kinds,
)
from sitegen.problems import Problem, Source

STATES = {
    "O104": "changed",
    "O110": "new",
    "O101": "gone",
    "O117": "moved",
    "O113": "refused",
    "O114": "ambiguous",
    "O102": "doubled",
    "O103": "after nothing",
    "O112": "in a circle",
    "O118": "leads nowhere",
}
"""What a code says of the operation in which it is reported."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one operation stands. ``states`` is empty where there is nothing to do.

    ``then`` and ``now`` are upstream's text when the operation was written and today (``None``
    where it is not known, or gone); ``local`` is the LEA's; ``present`` is the target's present
    spelling, where upstream has renamed or moved it; ``hints`` say what to do.
    """

    key: str
    at: Source
    states: tuple[str, ...]
    then: str | None
    now: str | None
    local: str
    present: str | None
    hints: tuple[str, ...]


def standings(
    handbook: Handbook,
    overlay: Overlay,
    kept: Mapping[str, str],
    problems: Iterable[Problem],
) -> list[Standing]:
    """How every operation stands, in the file's order.

    ``kept`` has upstream's texts of then by fingerprint; ``problems`` are those of the overlay.
    """
    found = [each for each in problems if each.at.path == overlay.at.path]
    told = _by_operation(overlay.operations, found)
    keys = keys_of(overlay.operations)
    return [
        _standing(handbook, operation, key, kept, told.get(index, []))
        for index, (operation, key) in enumerate(zip(overlay.operations, keys, strict=True))
    ]


def _by_operation(
    operations: Sequence[Operation], problems: Iterable[Problem]
) -> dict[int, list[Problem]]:
    """The problems by the operation in whose lines they stand."""
    starts = [(each.at.line, each.at.column) for each in operations]
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        place = (problem.at.line, problem.at.column)
        index = sum(start <= place for start in starts) - 1
        if index >= 0:
            found.setdefault(index, []).append(problem)
    return found


def _standing(
    handbook: Handbook,
    operation: Operation,
    key: str,
    kept: Mapping[str, str],
    problems: Sequence[Problem],
) -> Standing:
    states = [STATES[each.code] for each in problems if each.code in STATES]
    hints = [each.hint for each in problems if each.code in STATES and each.hint]
    target = present_target(handbook, operation)
    now = None if target is None else replaced_text(handbook, operation, target)
    was = str(getattr(operation, "was", None) or "")
    present = None
    if target is not None and str(target) != str(operation.on):
        present = str(target)
        if "moved" not in states:
            states.append("renamed")
            hints.append(f"write {present}")
    if now is not None and _says_the_same(operation, now):
        states.append("same as upstream")
        hints.append(f"upstream says the same now: overlay drop {key}")
    return Standing(
        key,
        operation.at,
        tuple(dict.fromkeys(states)),
        kept.get(was, now if now is not None and fingerprint(now) == was else None),
        now,
        local_text(operation),
        present,
        tuple(dict.fromkeys(hints)),
    )


def present_target(handbook: Handbook, operation: Operation) -> Target | None:
    """What an operation names, spelled as it is today; ``None`` where it names no shared record.

    A task that stands in one timeframe only, and no longer in the named one, is where it
    stands, if its text is the one that the operation was written for.
    """
    if operation.on is None:
        return None
    target = Target.parse(operation.on)
    id_ = handbook.aliases.get(target.kind, {}).get(target.id, target.id)
    target = Target(target.kind, id_, target.timeframe, target.part)
    task = handbook.tasks.get(id_) if target.kind == "task" else None
    if task is None or target.timeframe is None:
        return target
    standing = [
        str(each.timeframe)
        for every in handbook.occurrences().values()
        for each in every
        if each.task.id == id_
    ]
    if target.timeframe in standing or len(standing) != 1:
        return target
    moved = Target(target.kind, id_, standing[0], target.part)
    now, was = replaced_text(handbook, operation, moved), getattr(operation, "was", None)
    if isinstance(operation, MoveOperation) or was is None or now is None:
        return moved
    return moved if fingerprint(now) == was else target


def _says_the_same(operation: Operation, now: str) -> bool:
    if not isinstance(operation, SetOperation):
        return False
    if operation.to is not None:
        return operation.to.lang == "en" and fingerprint(operation.to.text) == fingerprint(now)
    return set_kinds(operation) != ["by"] and local_text(operation) == now


def local_text(operation: Operation) -> str:
    """What the LEA says with an operation, in its own language: the text it sets or adds, the
    reason for which it hides."""
    match operation:
        case HideOperation():
            return str(operation.why.text)
        case SetOperation() if operation.to is not None:
            return str(operation.to.text)
        case SetOperation():
            value = getattr(operation, set_kinds(operation)[0]) if set_kinds(operation) else None
            if isinstance(value, bool):
                return str(value).lower()
            return " ".join(map(str, value)) or "–" if isinstance(value, tuple) else str(value)
        case MoveOperation():
            to = f"to {operation.to}" if operation.to else ""
            after = f"after {operation.after}" if operation.after else ""
            return " ".join(filter(None, (to, after))) or "first"
    texts = [text for _, text in local_texts(operation)]
    return str(texts[0].text) if texts else str(operation.guide or "")


# --- translations that are missing -------------------------------------------------------------


def local_texts(record: BaseModel, name: str = "") -> Iterator[tuple[str, LocalText]]:
    """Every text of the LEA's own in a record, with the path of its key."""
    for field in type(record).model_fields:
        value = getattr(record, field)
        path = f"{name}.{field.replace('_', '-')}" if name else field.replace("_", "-")
        items = value if isinstance(value, tuple) else (value,)
        for item in items:
            if isinstance(item, LocalText):
                yield (path, item)
            elif isinstance(item, BaseModel):
                yield from local_texts(item, path)


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A text of the LEA's own that has no translation into some of its languages."""

    key: str
    field: str
    at: Source
    lang: str
    missing: tuple[str, ...]


def untranslated(record: BaseModel, key: str, languages: Sequence[str]) -> Iterator[Untranslated]:
    """The texts of a record that lack a translation; ``languages`` are those of the LEA's pages."""
    for path, text in local_texts(record):
        missing = tuple(
            tag for tag in languages if tag != text.lang and tag not in text.translations
        )
        if missing:
            yield Untranslated(key, path, text.at, str(text.lang), missing)


def awaiting(content: LeaContent, year: str) -> Mapping[str, int]:
    """How many of an LEA's own texts each language of its pages does without: tag, number.

    ``year`` is the school year whose calendar is shown. Languages that lack nothing are left out.
    """
    languages = [str(tag) for tag in content.profile.languages]
    records: list[BaseModel] = [content.profile]
    records += content.overlay.operations if content.overlay else ()
    if year in content.calendars:
        records.append(content.calendars[year])
    lacking = Counter(
        tag
        for record in records
        for text in untranslated(record, "", languages)
        for tag in text.missing
    )
    lacking.update(
        tag
        for document in content.documents.all()
        for tag in languages
        if tag not in document.parts
    )
    return {tag: lacking[tag] for tag in languages if lacking[tag]}


# --- upstream's texts of then ------------------------------------------------------------------


def upstream_file(texts: Mapping[str, str]) -> str:
    """The file that keeps them."""
    head = (
        "# Texts of the shared handbook that overlay.yaml replaces or hides, as they were when\n"
        "# its operations were written, so that `overlay status` can show what has changed.\n"
        "# Written by: python3 build.py overlay accept\n"
    )
    records = [{"was": was, "text": text} for was, text in sorted(texts.items())]
    dumped = yaml.safe_dump({"texts": records}, allow_unicode=True, sort_keys=False, width=100)
    return f"{head}{dumped}"
