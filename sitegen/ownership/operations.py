"""Operations of an overlay, written on one line each, ready to be pasted under ``operations:``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from sitegen.content.overlays import fingerprint

_PLAIN = re.compile(r"[a-z0-9][a-z0-9@#:-]*[a-z0-9]|[a-z0-9]")
WHY = "Say why your LEA leaves this out."


def set_text(on: str, field: str, was: str, text: str) -> str:
    """Put the LEA's wording in place of the shared one, of which ``was`` is the fingerprint."""
    return _operation("set", on=on, field=field, was=f"!{fingerprint(was)}", to=_local(text))


def set_blocks(on: str, was: str, text: str) -> str:
    """The same for a section of a guide, whose text has paragraphs and lists."""
    to = {"lang": "en", "text": f"!{text}"}
    return _operation("set", on=on, field="text", was=f"!{fingerprint(was)}", to=to)


def set_list(on: str, key: str, words: Iterable[str]) -> str:
    """Put the LEA's own list in place of the shared one."""
    return _operation("set", on=on, **{key: list(words)})


def hide(on: str) -> str:
    return _operation("hide", on=on, why=_local(WHY))


def move(on: str, to: str) -> str:
    return _operation("move", on=on, to=to)


def add_task(timeframe: str, task: Mapping[str, object]) -> str:
    return _operation("add", timeframe=timeframe, task=dict(task))


def add_step(on: str, id_: str, text: str) -> str:
    return _operation("add", on=on, step={"id": local_id(id_), "text": _local(text)})


def note(on: str, text: str) -> str:
    return _operation("add", on=on, note=_local(text))


def local_id(id_: str) -> str:
    return id_ if id_.startswith("local-") else f"local-{id_}"


def local_text(text: str) -> dict[str, object]:
    """A text of the LEA's own: in English, since the shared handbook is."""
    return _local(text)


def _local(text: str) -> dict[str, object]:
    return {"lang": "en", "text": f"!{' '.join(text.split())}"}


def _operation(op: str, **keys: object) -> str:
    return f"- {_flow({'op': op, **keys})}"


def _flow(value: object) -> str:
    """YAML on one line. A word that begins with ``!`` is a text, and stands in quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    word = str(value)
    if word.startswith("!"):
        return json.dumps(word[1:], ensure_ascii=False)
    return word if _PLAIN.fullmatch(word) else json.dumps(word, ensure_ascii=False)
