"""Random operations on a random handbook: Problems at most, and no operations change no byte."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sitegen.cli import main
from sitegen.content.binding import bind
from sitegen.content.files import Tree
from sitegen.content.handbook import Handbook
from sitegen.content.loading import Loaded, Loader
from sitegen.content.located_yaml import read_yaml
from sitegen.content.models import Timeframe
from sitegen.content.overlay_editing import Renewal, renewed, without
from sitegen.content.overlay_lookup import Written
from sitegen.content.overlay_models import Overlay
from sitegen.content.overlay_status import standings
from sitegen.content.overlay_targets import keys_of
from sitegen.content.overlays import LocalEdition, apply_overlay
from sitegen.problems import Problems
from tests.content.trees import ROOT, lay_minimal
from tests.overlays.history_play import DEVICE_CARE, Task, write_tasks

PATH = "content/leas/oak-grove/overlay.yaml"
MONTHS = ("august", "september", "october", "november", "december")
TASKS = tuple(f"task-{each}" for each in range(6))
LOCALS = tuple(f"local-{each}" for each in range(5))
IDS = st.sampled_from((*TASKS, *LOCALS, "designate-coordinator", "set-test-windows", "gone"))
TEXT = st.builds(
    lambda text: {"lang": "en", "text": text or "a"},
    st.sampled_from(["a", "b *c*", "{window-opens}"]),
)
TIMEFRAMES = st.sampled_from([str(each) for each in Timeframe])


@st.composite
def targets(draw: st.DrawFn) -> str:
    kind = draw(
        st.sampled_from(["", "", "", "", "guide:", "letter:", "term:", "deadline:", "contact:"])
    )
    id_ = draw(
        IDS
        if not kind
        else st.sampled_from(["device-care", "annual-notice", "window", "designation", "gone"])
    )
    timeframe = draw(st.sampled_from(["", "", "", "@july", "@march", "@october", "@may"]))
    part = draw(
        st.sampled_from(
            ["", "", "", "#first", "#second", "#charging", "#storing", "#local-1", "#gone"]
        )
    )
    return f"{kind}{id_}{timeframe}{part}"


def optional(key: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(st.just({}), values.map(lambda value: {key: value}))


WAS = optional("was", st.sampled_from(["000000000000", "61c538197c53"]))


@st.composite
def operations(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["set", "hide", "move", "add"]))
    if kind == "hide":
        return {"op": kind, "on": draw(targets()), "why": draw(TEXT), **draw(WAS)}
    if kind == "move":
        after = optional("after", targets())
        return {
            "op": kind,
            "on": draw(targets()),
            **draw(optional("to", TIMEFRAMES)),
            **draw(after),
        }
    if kind == "set":
        what: dict[str, Any] = draw(
            st.one_of(
                st.fixed_dictionaries(
                    {
                        "field": st.sampled_from(
                            ["title", "why", "note", "if-missed", "text", "lead"]
                        ),
                        "to": TEXT,
                    }
                ),
                st.sampled_from(
                    [
                        {"who": ["technology"]},
                        {"due": ["designation"]},
                        {"due": []},
                        {"by": "2026-09-01"},
                        {"links": ["toms"]},
                        {"required": "false"},
                        {},
                    ]
                ),
            )
        )
        return {"op": kind, "on": draw(targets()), **what, **draw(WAS)}
    return draw(additions())


@st.composite
def additions(draw: st.DrawFn) -> dict[str, Any]:
    id_ = draw(st.sampled_from(LOCALS))
    on, after = {"on": draw(targets())}, draw(optional("after", targets()))
    place = {"timeframe": draw(TIMEFRAMES), **after}
    text = draw(TEXT)
    what = draw(
        st.sampled_from(["task", "section", "step", "link", "term", "deadline", "guide", "note"])
    )
    records: Mapping[str, dict[str, Any]] = {
        "task": {**place, "task": {"id": id_, "title": text, "topic": "communication"}},
        "section": {
            **place,
            "section": {"id": id_, "title": text, "tasks": draw(st.lists(IDS, max_size=3))},
        },
        "step": {**on, **after, "step": {"id": id_, "text": text}},
        "link": {**on, "link": {"id": id_, "name": text, "url": "https://a.example.org/"}},
        "term": {"term": {"id": id_, "term": text, "plain": text}},
        "deadline": {"deadline": {"id": id_, "title": text, "date": "2026-12-01"}},
        "guide": {**on, "guide": "device-care"},
        "note": {**on, "note": text},
    }
    return {"op": "add", **records[what]}


@st.composite
def handbooks(draw: st.DrawFn) -> tuple[Task, ...]:
    """Some of the tasks, each in some month, some with a former id, some required."""
    chosen = draw(st.lists(st.sampled_from(TASKS), unique=True))
    return tuple(
        Task(
            name,
            name.capitalize(),
            draw(st.sampled_from(MONTHS)),
            alias=draw(st.sampled_from(["", f"old-{name}"])),
            optional=draw(st.booleans()),
            due=draw(st.sampled_from(["", "designation", "window-opens"])),
        )
        for name in chosen
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("random")
    lay_minimal(root)
    (root / "content/guides/device-care.md").write_text(DEVICE_CARE, encoding="utf-8")
    return root


HUNT = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def loaded_with(tree: Path, tasks: tuple[Task, ...]) -> Loaded:
    write_tasks(tree, tasks)
    problems = Problems()
    loaded = Loader(Tree(tree, problems)).load()
    assert not problems.has_errors, problems.sorted()
    return loaded


class Plain(yaml.SafeDumper):
    """Writes a value that stands twice twice, as a person would."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def written(listed: list[dict[str, Any]]) -> str:
    return str(yaml.dump({"operations": listed}, Dumper=Plain, sort_keys=False))


def applied(handbook: Handbook, text: str) -> tuple[LocalEdition, Overlay, Problems]:
    problems = Problems()
    value = read_yaml(text, PATH, problems)
    overlay = bind(Overlay, value, PATH, problems, {"operations": []})
    assert overlay is not None
    assert not problems.sorted()
    return (apply_overlay(handbook, overlay, Written(), problems), overlay, problems)


@given(tasks=handbooks(), listed=st.lists(operations(), max_size=12))
@settings(HUNT, max_examples=150)
def test_random_operations_on_a_random_handbook(
    tree: Path, tasks: tuple[Task, ...], listed: list[dict[str, Any]]
) -> None:
    handbook = loaded_with(tree, tasks).handbook
    text = written(listed)
    edition, overlay, problems = applied(handbook, text)

    # Nothing stands twice, nothing that is hidden stands, and nothing is lost on the way.
    shared = [each.id for every in handbook.occurrences().values() for each in every]
    own = {
        timeframe: [each.id for each in every]
        for timeframe, every in handbook.occurrences().items()
    }
    own |= {timeframe: list(ids) for timeframe, ids in edition.order.items()}
    standing = [id_ for ids in own.values() for id_ in ids]
    hidden = {id_ for id_, _ in edition.hidden}
    assert len(standing) == len(set(standing))
    added = {id_ for id_ in standing if id_.startswith("local-")}
    assert set(standing) - added == set(shared) - hidden
    assert {id_.partition("@")[0] for id_ in added - set(edition.sections)} == set(edition.added)

    # Every problem stands in the overlay, at an operation.
    for problem in problems.sorted():
        assert (problem.at.path, problem.at.line > 1) == (PATH, True), problem

    # How each operation stands can be told, and the file can be changed and read again.
    found = standings(handbook, overlay, {}, problems.sorted())
    assert [each.key for each in found] == keys_of(overlay.operations)
    changed = renewed(
        text,
        [
            Renewal(each.at, "0123456789ab")
            for each in overlay.operations
            if each.op in ("set", "hide")
        ],
    )
    again = applied(handbook, changed)[1]
    assert [each.op for each in again.operations] == [each.op for each in overlay.operations]
    half = [each.at for each in overlay.operations[::2]]
    rest = applied(handbook, without(text, half))[1]
    assert [each.op for each in rest.operations] == [each.op for each in overlay.operations[1::2]]


UNRELATED: list[dict[str, Any]] = [
    {"op": "hide", "on": "task-0", "why": {"lang": "en", "text": "a"}},
    {"op": "move", "on": "task-1", "to": "may"},
    {"op": "move", "on": "task-2", "to": "may", "after": "task-1"},
    {"op": "set", "on": "task-3", "who": ["technology"]},
    {
        "op": "add",
        "timeframe": "june",
        "after": "task-4",
        "task": {
            "id": "local-1",
            "title": {"lang": "en", "text": "a"},
            "topic": "communication",
        },
    },
    {"op": "move", "on": "task-4", "to": "june"},
    {"op": "move", "on": "local-1", "to": "june"},
    {"op": "add", "on": "task-5", "step": {"id": "local-2", "text": {"lang": "en", "text": "b"}}},
]


@given(order=st.permutations(UNRELATED))
@settings(HUNT, max_examples=60)
def test_the_order_of_unrelated_operations_says_nothing(
    tree: Path, order: list[dict[str, Any]]
) -> None:
    handbook = loaded_with(tree, tuple(Task(name, name, "october") for name in TASKS)).handbook

    def edition(listed: list[dict[str, Any]]) -> LocalEdition:
        return applied(handbook, written(listed))[0]

    first, second = edition(UNRELATED), edition(order)
    assert first.order == second.order
    assert dict(first.hidden).keys() == dict(second.hidden).keys()
    assert first.changes.keys() == second.changes.keys()


def site(root: Path, out: Path) -> dict[str, str]:
    arguments = ["--only-locale", "en", "--without", "pdf", "--jobs", "1", "--out", str(out)]
    assert main(arguments, root) == 0
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.letters
def test_no_operations_give_the_same_bytes_as_no_overlay(tmp_path: Path) -> None:
    lay_minimal(tmp_path)
    (tmp_path / "layouts").symlink_to(ROOT / "layouts")
    (tmp_path / PATH).unlink()
    without_file = site(tmp_path, tmp_path / "without")
    for name, text in {
        "empty": "operations: []\n",
        "numbered": "schema: 1\noperations: []\n",
        "gone": "operations:\n  - {op: move, on: long-gone, to: may}\n",
    }.items():
        (tmp_path / PATH).write_text(text, encoding="utf-8")
        built = site(tmp_path, tmp_path / name)
        if name == "gone":  # offices see in the county's table that an operation wants a look
            changed = {path for path in built if built[path] != without_file[path]}
            assert changed == {"en/counties/alder/index.html", "en/counties/alder/table.csv"}
            built |= {path: without_file[path] for path in changed}
        assert built == without_file
