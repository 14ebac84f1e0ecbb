"""Edits of the shared tasks, task by task, as they were and as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from sitegen.content.located_yaml import read_yaml
from sitegen.content.scalars import Marked
from sitegen.ownership import operations
from sitegen.problems import Problem, Problems, Source

_TEXTS = ("title", "why", "note", "if-missed")
_LISTS = ("who", "due", "links")
_KNOWN = {*_TEXTS, *_LISTS, "id", "steps", "timeframes", "required", "@"}

UNSAID = "no operation does this: propose it upstream"


@dataclass(frozen=True, slots=True)
class _Task:
    """A task as it is written: its raw value, and the timeframes in which it stands."""

    value: Mapping[str, Any]
    file: str
    at: Source

    @property
    def timeframes(self) -> list[str]:
        own = self.value.get("timeframes")
        listed = [str(each) for each in own] if isinstance(own, list) else []
        return listed or [PurePosixPath(self.file).stem]

    @property
    def steps(self) -> dict[str, tuple[str, Source]]:
        steps = self.value.get("steps")
        return {
            str(step["id"]): (str(step.get("text", "")), _at(step.get("text"), self.at))
            for step in (steps if isinstance(steps, list) else ())
            if isinstance(step, dict) and isinstance(step.get("id"), Marked)
        }


def task_edits(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Problem]:
    """What differs between the task files of two trees, given by path."""
    old, new = _tasks(before), _tasks(now)
    for id_, task in old.items():
        if id_ in new:
            yield from _changed(id_, task, new[id_])
        else:
            yield Problem(
                "G103",
                Source(task.file),
                f"the task “{id_}” is taken away",
                operations.hide(id_),
            )
    for id_, task in new.items():
        if id_ not in old:
            yield Problem("G102", task.at, f"the task “{id_}” is added", _added(id_, task))


def same_tasks(path: str, before: str, now: str) -> bool:
    """Whether a file that differs has the same tasks, so that something else in it differs."""
    old, new = (
        [(id_, _bare(task.value)) for id_, task in _tasks({path: text}).items()]
        for text in (before, now)
    )
    return old == new


def _tasks(texts: Mapping[str, str]) -> dict[str, _Task]:
    found: dict[str, _Task] = {}
    for path, text in texts.items():
        value = read_yaml(text, path, Problems())
        tasks = value.get("tasks") if isinstance(value, dict) else None
        for task in tasks if isinstance(tasks, list) else ():
            if isinstance(task, dict) and isinstance(task.get("id"), Marked):
                found[str(task["id"])] = _Task(task, path, task["id"].at)
    return found


def _changed(id_: str, old: _Task, new: _Task) -> Iterator[Problem]:
    yield from _text_edits(id_, old, new)
    for key in (*_LISTS, "required"):
        yield from _list_edit(id_, key, old, new)
    yield from _step_edits(id_, old, new)
    yield from _moves(id_, old, new)
    for key in sorted({*old.value, *new.value} - _KNOWN):
        if not _same(old.value.get(key), new.value.get(key)):
            at = _at(new.value.get(key), new.at)
            yield Problem("G106", at, f"the “{key}” of “{id_}” is changed", UNSAID)


def _text_edits(id_: str, old: _Task, new: _Task) -> Iterator[Problem]:
    for key in _TEXTS:
        was, is_ = old.value.get(key), new.value.get(key)
        if _same(was, is_):
            continue
        at = _at(is_, new.at)
        if is_ is None:
            yield Problem("G106", at, f"the “{key}” of “{id_}” is taken away", UNSAID)
        elif was is None:
            hint = operations.note(id_, str(is_))
            yield Problem("G102", at, f"a “{key}” is added to “{id_}”", hint)
        else:
            hint = operations.set_text(id_, key, str(was), str(is_))
            yield Problem("G101", at, f"the “{key}” of “{id_}” is reworded", hint)


def _list_edit(id_: str, key: str, old: _Task, new: _Task) -> Iterator[Problem]:
    was, is_ = old.value.get(key), new.value.get(key)
    if _same(was, is_):
        return
    if isinstance(is_, list):
        hint = operations.set_list(id_, key, map(str, is_))
    elif key == "required":
        hint = f"- {{op: set, on: {id_}, required: {is_ or 'true'}}}"
    else:
        hint = operations.set_list(id_, key, ())
    yield Problem("G101", _at(is_, new.at), f"the “{key}” of “{id_}” is changed", hint)


def _step_edits(id_: str, old: _Task, new: _Task) -> Iterator[Problem]:
    before, now = old.steps, new.steps
    for step, (text, at) in now.items():
        if step not in before:
            hint = operations.add_step(id_, step, text)
            yield Problem("G102", at, f"the step “{step}” is added to “{id_}”", hint)
        elif not _same(before[step][0], text):
            hint = operations.set_text(f"{id_}#{step}", "text", before[step][0], text)
            yield Problem("G101", at, f"the step “{step}” of “{id_}” is reworded", hint)
    for step in before:
        if step not in now:
            hint = operations.hide(f"{id_}#{step}")
            yield Problem("G103", new.at, f"the step “{step}” of “{id_}” is taken away", hint)
    kept = [step for step in before if step in now]
    if kept != [step for step in now if step in before]:
        hint = "move each step with an operation: op: move, on: task#step, after: task#step"
        yield Problem("G104", new.at, f"the steps of “{id_}” stand in another order", hint)


def _moves(id_: str, old: _Task, new: _Task) -> Iterator[Problem]:
    was, is_ = old.timeframes, new.timeframes
    gone = [each for each in was if each not in is_]
    come = [each for each in is_ if each not in was]
    for left, reached in zip(gone, come, strict=False):
        hint = operations.move(f"{id_}@{left}", reached)
        yield Problem("G104", new.at, f"“{id_}” is moved from {left} to {reached}", hint)
    for left in gone[len(come) :]:
        hint = operations.hide(f"{id_}@{left}")
        yield Problem("G103", new.at, f"“{id_}” is taken away from {left}", hint)
    for reached in come[len(gone) :]:
        hint = f"add a task of your own to {reached}: op: add, timeframe: {reached}, task: …"
        yield Problem("G102", new.at, f"“{id_}” is put into {reached} as well", hint)


def _added(id_: str, task: _Task) -> str:
    value = task.value
    record: dict[str, object] = {"id": operations.local_id(id_)}
    record["title"] = operations.local_text(str(value.get("title") or id_))
    if value.get("why") is not None:
        record["why"] = operations.local_text(str(value["why"]))
    for key in ("who", "links"):
        if isinstance(value.get(key), list):
            record[key] = [str(each) for each in value[key]]
    record["topic"] = str(value.get("topic") or "communication")
    if task.steps:
        record["steps"] = [
            {"id": operations.local_id(step), "text": operations.local_text(words)}
            for step, (words, _) in task.steps.items()
        ]
    return operations.add_task(task.timeframes[0], record)


def _same(was: Any, is_: Any) -> bool:
    """Whether two raw values say the same, wherever they stand and however they are wrapped."""
    return bool(_bare(was) == _bare(is_))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _bare(item) for key, item in value.items() if key != "@"}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return None if value is None else " ".join(str(value).split())


def _at(value: Any, otherwise: Source) -> Source:
    return getattr(value, "at", otherwise)
