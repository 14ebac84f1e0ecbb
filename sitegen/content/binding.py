"""From a located value to a record, and from pydantic's errors to Problems in our words."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from sitegen.content.located_yaml import PLACE, MarkedList
from sitegen.content.scalars import Marked
from sitegen.problems import Problems, Source, did_you_mean

Model = TypeVar("Model", bound=BaseModel)

_NONE: Mapping[str, Any] = {}


def bind(
    model: type[Model],
    value: Any,
    path: str,
    problems: Problems,
    stand_ins: Mapping[str, Any] = _NONE,
) -> Model | None:
    """The record that ``value`` describes.

    Every fault is recorded. What is faulty is left out, an item of a list by itself, and the
    rest is kept, so that its neighbours are still checked; ``stand_ins`` has a value for each
    key that the record cannot do without. ``None`` comes back only where even so the record
    cannot stand. A record with faults is never published: it only carries on the checks.
    """
    if not isinstance(value, dict):
        at = value.at if isinstance(value, Marked | MarkedList) else Source(path, 1, 1)
        problems.add(
            "M105",
            at,
            "this file must hold keys with their values",
            "write each as a line of its own: key: value",
        )
        return stand_in(model, path, stand_ins)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults: Sequence[Any] = error.errors(include_url=False)
    for fault in _independent(model, faults):
        _report(model, value, fault, problems)
    sound = _sound(value, faults)
    short = _faulty_keys(model, {**stand_ins, **sound})  # lists that have lost too many items
    kept = {key: entry for key, entry in sound.items() if key not in short}
    return stand_in(model, path, {**stand_ins, **kept})


def stand_in(model: type[Model], path: str, values: Mapping[str, Any]) -> Model | None:
    """A record of sound values in place of one that cannot be read; faults are not told."""
    try:
        return model.model_validate({PLACE: Source(path, 1, 1), **values})
    except ValidationError:
        return None


def _faulty_keys(model: type[BaseModel], values: Mapping[str, Any]) -> set[Any]:
    try:
        model.model_validate(values)
    except ValidationError as error:
        return {fault["loc"][0] for fault in error.errors(include_url=False)}
    return set()


def _sound(value: Mapping[str, Any], faults: Sequence[Any]) -> dict[str, Any]:
    """``value`` without the faulty items of its lists, and without its other faulty keys."""
    items: dict[str, set[int]] = {}
    keys: set[str] = set()
    for loc in (fault["loc"] for fault in faults):
        if len(loc) > 1 and isinstance(value.get(loc[0]), list) and isinstance(loc[1], int):
            items.setdefault(loc[0], set()).add(loc[1])
        else:
            keys.add(loc[0])
    return {
        key: _without(entry, items[key]) if key in items else entry
        for key, entry in value.items()
        if key not in keys
    }


def _without(items: MarkedList, indexes: set[int]) -> MarkedList:
    kept = MarkedList(items.at)
    kept.extend(item for index, item in enumerate(items) if index not in indexes)
    return kept


def _independent(model: type[BaseModel], faults: Sequence[Any]) -> list[Any]:
    """The faults without those that only follow.

    A key may be missing since it is misspelled, a list too short since an entry is faulty.
    """
    meant = {
        (*fault["loc"][:-1], key)
        for fault in faults
        if fault["type"] == "extra_forbidden"
        for key in _keys_at(model, fault["loc"][:-1])
        if did_you_mean(str(fault["loc"][-1]), [key])
    }
    faulty = {fault["loc"][:end] for fault in faults for end in range(len(fault["loc"]))}
    return [
        fault
        for fault in faults
        if not (fault["type"] == "missing" and fault["loc"] in meant)
        and not (fault["type"] == "too_short" and fault["loc"] in faulty)
    ]


def _report(model: type[BaseModel], value: Any, fault: Any, problems: Problems) -> None:
    kind, loc, context = fault["type"], fault["loc"], fault.get("ctx", {})
    at, found = _locate(value, loc)
    key = str(loc[-1]) if loc else ""
    if kind == "missing":
        parent, _ = _locate(value, loc[:-1])
        problems.add(
            "M101", parent, f"the key “{key}” is missing here", f"add a line {key}: with its value"
        )
    elif kind == "extra_forbidden":
        _report_unknown(model, value, loc, problems)
    elif kind == "scalar":
        problems.add("M103", at, context["message"], context["hint"])
    elif kind in ("enum", "literal_error"):
        allowed = _allowed_at(model, loc)
        said = (
            f"“{str(found)[:60]}” is not one of the words known here"
            if isinstance(found, str)
            else "one word belongs here"
        )
        hint = did_you_mean(str(found), allowed) if isinstance(found, str) else ""
        problems.add("M104", at, said, hint or f"one of: {', '.join(allowed)}")
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        _report_tag(model, value, loc, context, problems)
    elif kind in ("too_short", "too_long"):
        problems.add("M106", at, _length_message(kind, key, context))
    else:
        problems.add("M105", at, _shape_message(kind, found), _keys_hint(_keys_at(model, loc)))


def _report_unknown(
    model: type[BaseModel], value: Any, loc: Sequence[Any], problems: Problems
) -> None:
    key = str(loc[-1])
    at, parent = _locate(value, loc[:-1])
    spelled = next((each for each in parent if each == key), None)
    known = _keys_at(model, loc[:-1])
    problems.add(
        "M102",
        spelled.at if isinstance(spelled, Marked) else at,
        f"the key “{key[:60]}” is not known here",
        did_you_mean(key, known) or _keys_hint(known),
    )


def _keys_hint(known: Sequence[str]) -> str:
    return f"the keys known here: {', '.join(sorted(known))}" if known else ""


def _report_tag(
    model: type[BaseModel], value: Any, loc: Sequence[Any], context: Any, problems: Problems
) -> None:
    at, found = _locate(value, loc)
    tag = str(context.get("discriminator", "")).strip("'")
    allowed = [word for kind in _types_at(model, loc) for word in _words_of(kind, tag)]
    if isinstance(found, dict) and tag in found:
        said = found[tag]
        place = said.at if isinstance(said, Marked) else at
        problems.add(
            "M104",
            place,
            f"“{str(said)[:60]}” is no “{tag}” known here",
            did_you_mean(str(said), allowed) or f"one of: {', '.join(allowed)}",
        )
    else:
        problems.add(
            "M101",
            at,
            f"the key “{tag}” is missing here",
            f"add a line {tag}: with one of: {', '.join(allowed)}",
        )


def _length_message(kind: str, key: str, context: Any) -> str:
    if kind == "too_short":
        least = context["min_length"]
        return f"“{key}” needs at least {least} {'entry' if least == 1 else 'entries'}"
    return f"“{key}” may have at most {context['max_length']} entries"


def _shape_message(kind: str, found: Any) -> str:
    if found is None:
        return "nothing stands after this key, and it needs a value"
    if kind in ("tuple_type", "list_type"):
        return "a list belongs here: each entry on a line of its own, after “- ”"
    return "keys with their values belong here, each on a line of its own"


def _locate(value: Any, loc: Sequence[Any]) -> tuple[Source, Any]:
    """Where ``loc`` points to in ``value``, and what stands there.

    Steps that pydantic inserts for a discriminated union, and for a dict's key, lead
    nowhere in the value and are passed over.
    """
    at: Source = value[PLACE]
    if len(loc) > 1 and loc[-1] == "[key]":
        _, parent = _locate(value, loc[:-2])
        for key in parent if isinstance(parent, dict) else ():
            if key == loc[-2] and isinstance(key, Marked):
                return (key.at, key)
    for step in loc:
        if isinstance(value, dict) and step in value and step != PLACE:
            key = next(key for key in value if key == step)
            at = key.at if isinstance(key, Marked) else at
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            continue
        at = _place(value) or at
    return (at, value)


def _place(value: Any) -> Source | None:
    """The place of a scalar or of an item; a mapping or list under a key keeps the key's."""
    if isinstance(value, Marked):
        return value.at
    return value[PLACE] if isinstance(value, dict) else None


def _alternatives(annotation: Any) -> list[Any]:
    """The types that an annotation stands for, without wrappers and without ``None``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _alternatives(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [kind for part in get_args(annotation) for kind in _alternatives(part)]
    return [] if annotation is type(None) else [annotation]


def _types_at(model: type[BaseModel], loc: Sequence[Any]) -> list[Any]:
    """The types that may stand at ``loc``."""
    found: list[Any] = [model]
    for step in loc:
        inner: list[Any] = []
        for kind in found:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                for name, field in kind.model_fields.items():
                    if step in (name, field.alias):
                        inner += _alternatives(field.annotation)
            elif get_origin(kind) in (tuple, list) and isinstance(step, int):
                inner += _alternatives(get_args(kind)[0])
            elif get_origin(kind) is dict:
                inner += _alternatives(get_args(kind)[1])
        tagged = [kind for kind in found if _carries_tag(kind, step)]
        found = inner or tagged or found
    return found


def _carries_tag(kind: Any, tag: Any) -> bool:
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return False
    return any(tag in _words_of(kind, name) for name in kind.model_fields)


def _words_of(kind: Any, field: str) -> tuple[str, ...]:
    """The words that may stand in a model's field; none where it is open."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)) or (
        field not in kind.model_fields
    ):
        return ()
    annotation = kind.model_fields[field].annotation
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _keys_at(model: type[BaseModel], loc: Sequence[Any]) -> list[str]:
    return [
        field.alias or name
        for kind in _types_at(model, loc)
        if isinstance(kind, type) and issubclass(kind, BaseModel)
        for name, field in kind.model_fields.items()
        if field.alias != PLACE
    ]


def _allowed_at(model: type[BaseModel], loc: Sequence[Any]) -> list[str]:
    allowed: list[str] = []
    for kind in _types_at(model, loc[:-2] if loc[-1] == "[key]" else loc):
        if isinstance(kind, type) and issubclass(kind, Enum):
            allowed += [member.value for member in kind]
        elif get_origin(kind) is Literal:
            allowed += get_args(kind)
        elif get_origin(kind) is dict and isinstance(get_args(kind)[0], type):
            allowed += [member.value for member in get_args(kind)[0]]
    return allowed
