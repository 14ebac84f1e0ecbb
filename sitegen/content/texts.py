"""Every text of a record that a reader sees, with the name of its field.

One walk serves the checks (references in texts), the messages (one entry a text, reference
``record.field``) and the fingerprints of overlays.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from sitegen.content.scalars import Marked, is_reader_text

__all__ = ["texts_of"]


def texts_of(record: BaseModel, name: str) -> Iterator[tuple[str, str, Marked]]:
    """``(reference, field, text)`` for each text in ``record`` and in the records inside it.

    ``name`` is the record's own reference (``tasks/set-test-windows``); a text of a step is
    ``tasks/set-test-windows.steps.assign-sites`` with the field ``text``.
    """
    for field in type(record).model_fields:
        value = getattr(record, field)
        spelled = field.replace("_", "-")
        if _is_text(type(record), field):
            entries = value if isinstance(value, tuple) else (value,)
            for entry in entries:
                if entry is not None:
                    yield (f"{name}.{spelled}", spelled, entry)
        else:
            yield from _inner(value, f"{name}.{spelled}")


def _inner(value: Any, name: str) -> Iterator[tuple[str, str, Marked]]:
    if isinstance(value, BaseModel):
        yield from texts_of(value, name)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, BaseModel):
                yield from texts_of(item, f"{name}.{getattr(item, 'id', index)}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if isinstance(item, BaseModel):
                yield from texts_of(item, f"{name}.{key}")


@cache
def _is_text(model: type[BaseModel], field: str) -> bool:
    info = model.model_fields[field]
    return any(map(is_reader_text, info.metadata)) or _mentions_text(info.annotation)


def _mentions_text(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType, tuple):
        return any(_mentions_text(part) for part in get_args(annotation))
    return any(map(is_reader_text, getattr(annotation, "__metadata__", ())))
