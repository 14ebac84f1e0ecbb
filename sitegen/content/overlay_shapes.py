"""Whether an operation says one thing, as YAML alone cannot make sure."""

from __future__ import annotations

from sitegen.content.overlay_models import AddOperation, Operation, SetOperation
from sitegen.content.overlay_targets import added_kinds, set_kinds

Fault = tuple[str, str]
"""What is wrong, and what would mend it."""

_NEEDS = {
    "task": ("timeframe",),
    "section": ("timeframe",),
    "step": ("on",),
    "link": ("on",),
    "guide": ("on",),
    "note": ("on",),
    "term": (),
    "deadline": (),
}
_MAY = {"task": ("after",), "section": ("after",), "step": ("after",)}


def shape_fault(operation: Operation) -> Fault | None:
    """Why the operation's keys do not make one operation; ``None`` for one that is sound."""
    match operation:
        case AddOperation():
            return _adding(operation)
        case SetOperation():
            return _setting(operation)
    return None


def _adding(operation: AddOperation) -> Fault | None:
    kinds = added_kinds(operation)
    if len(kinds) != 1:
        said = " and ".join(kinds) if kinds else "nothing"
        return (
            f"an operation adds one thing, and this one adds {said}",
            f"one of: {', '.join(_NEEDS)}",
        )
    kind = kinds[0]
    needed, possible = _NEEDS[kind], (*_NEEDS[kind], *_MAY.get(kind, ()))
    for key in ("on", "timeframe", "after"):
        given = getattr(operation, key) is not None
        if key in needed and not given:
            where = "to which task it goes" if key == "on" else "in which timeframe it stands"
            return (f"an operation that adds a {kind} says {where}", f"add a line {key}:")
        if given and key not in possible:
            return (f"“{key}” says nothing of a {kind} that is added", f"take “{key}” away")
    return None


def _setting(operation: SetOperation) -> Fault | None:
    kinds = set_kinds(operation)
    if len(kinds) != 1:
        said = " and ".join(kinds) if kinds else "nothing"
        return (
            f"an operation sets one thing, and this one sets {said}",
            "field and to for a text; or one of: who, due, by, links, required",
        )
    if kinds == ["field"] and (operation.field is None or operation.to is None):
        lacking = "to" if operation.to is None else "field"
        return (
            f"a text is set with “field” and “to”, and “{lacking}” is missing",
            f"add a line {lacking}:",
        )
    return None
