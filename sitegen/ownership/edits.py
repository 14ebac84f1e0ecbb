"""Edits outside of a district's own files, each with the operation that does the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from sitegen.content.files import Tree
from sitegen.ownership.history import History
from sitegen.ownership.operations import hide
from sitegen.ownership.task_edits import same_tasks, task_edits
from sitegen.ownership.text_edits import guide_edits
from sitegen.problems import Problem, Problems, Source

UPSTREAM = "no operation does this: propose it upstream, where every district gains by it"

_OWN = re.compile(r"content/(?:local\.yaml|leas/(?P<slug>[^/]+)/.+)")
_TASKS = "content/tasks/"


def foreign_edits(root: Path, ref: str) -> list[Problem]:
    """What this tree has changed since it left ``ref`` that is not a district's to change.

    Raises :class:`~sitegen.ownership.history.NoHistory` where git cannot answer.
    """
    history = History.since(root, ref)
    samples = {path.split("/")[2] for path in history.paths_before("content/leas/")}
    changed = {path: how for path, how in history.changed().items() if not is_own(path, samples)}
    problems = Problems()
    tree = Tree(root, Problems())
    if any(path.startswith(_TASKS) for path in changed):
        _tasks(history, tree, changed, problems)
    for path, how in changed.items():
        if not path.startswith(_TASKS):
            _file(history, tree, path, how, problems)
    return problems.sorted()


def is_own(path: str, samples: set[str]) -> bool:
    """Whether a file is a district's own; the folders of upstream's samples are upstream's."""
    found = _OWN.fullmatch(path)
    return found is not None and found["slug"] not in samples


def _tasks(history: History, tree: Tree, changed: Mapping[str, str], problems: Problems) -> None:
    """All task files together, so that a task that moved to another file is seen to have."""
    paths = [path for path in changed if path.startswith(_TASKS) and path.endswith(".yaml")]
    before = {path: history.before(path) for path in paths if changed[path] != "A"}
    now = {
        path: text
        for path in paths
        if changed[path] != "D" and (text := tree.read(path)) is not None
    }
    problems.extend(task_edits(before, now))
    for path in paths:
        if same_tasks(path, before.get(path, ""), now.get(path, "")):
            problems.extend(_others(history, path, changed[path], "G106"))


def _file(history: History, tree: Tree, path: str, how: str, problems: Problems) -> None:
    parts = PurePosixPath(path).parts
    match parts:
        case ("content", "leas", slug, *_):
            problems.add(
                "G108",
                _place(history, path, how),
                f"{_did(how)} in the folder of “{slug}”, one of upstream’s sample LEAs",
                f"copy content/leas/{slug}/ to a folder of your own, and set samples: false in "
                "content/local.yaml",
            )
        case ("content", "guides", name) if name.endswith(".md"):
            problems.extend(_guide(history, tree, path, how))
        case ("content", "letters", name) if name.endswith(".md"):
            id_ = name.removesuffix(".md")
            problems.add(
                "G105",
                _place(history, path, how),
                f"{_did(how)}, and the letter “{id_}” is upstream’s",
                f"add a section: content/leas/<your-slug>/letters/{id_}.add.md; or write a "
                "letter of your own: letters/local-….md",
            )
        case ("locales", *_):
            problems.extend(_others(history, path, how, "G109"))
        case ("content", *_):
            problems.extend(_others(history, path, how, "G106"))
        case _:
            problems.extend(_others(history, path, how, "G107"))


def _guide(history: History, tree: Tree, path: str, how: str) -> Iterator[Problem]:
    id_ = PurePosixPath(path).stem
    if how == "A":
        own = f"content/leas/<your-slug>/guides/local-{id_}.md"
        hint = f"rename it {own}, with lang: en in its head"
        yield Problem("G102", Source(path), f"the guide “{id_}” is added", hint)
    elif how == "D":
        yield Problem(
            "G103", Source(path), f"the guide “{id_}” is taken away", hide(f"guide:{id_}")
        )
    else:
        found = list(guide_edits(id_, path, history.before(path), tree.read(path) or ""))
        yield from found or _others(history, path, how, "G106")


def _others(history: History, path: str, how: str, code: str) -> Iterator[Problem]:
    yield Problem(code, _place(history, path, how), _did(how), UPSTREAM)


def _place(history: History, path: str, how: str) -> Source:
    line = history.first_line(path) if how == "M" else 0
    return Source(path, line, 1) if line else Source(path)


def _did(how: str) -> str:
    return {"A": "this file is added", "D": "this file is taken away"}.get(
        how, "this file is changed"
    )
