"""Imports inside ``sitegen`` run one way, downwards, and never in a circle."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]

# From the bottom up. A room imports from rooms below its own row, and from itself.
ROWS = (
    {"problems"},
    {"content", "publish"},
    {"i18n", "deadlines", "feeds"},
    {"feed_events"},
    {"editions"},
    {"render"},
    {"survey", "messages"},
    {"pipeline"},
    {
        "overlay_upkeep",
        "preview",
        "recording",
        "translating",
        "schemas",
        "coverage",
        "calendar_import",
        "ownership",
    },
    {"cli"},
)
# These stand apart: they import nothing of ours but themselves.
APART = {"bootstrap", "audit"}
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}

Imports = Mapping[str, frozenset[str]]


def imports_of(root: Path) -> Imports:
    """Every module below ``root/sitegen`` and the modules of ours that it imports.

    Imports in functions and under ``TYPE_CHECKING`` count like all others.
    """
    paths = sorted((root / "sitegen").rglob("*.py"))
    modules = {module_name(path.relative_to(root)): path for path in paths}
    return {
        name: frozenset(imported_by(name, path, set(modules)) - {name})
        for name, path in modules.items()
    }


def module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported_by(name: str, path: Path, modules: set[str]) -> set[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            source = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                found.add(inner if inner in modules else source)
    return {one for one in found if one.split(".")[0] == "sitegen"}


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def upward(imports: Imports) -> Iterator[str]:
    """The imports that break the order of the rows."""
    rank = {room: row for row, rooms in enumerate(ROWS) for room in rooms}
    for module, imported in sorted(imports.items()):
        for other in sorted(imported):
            here, there = room_of(module), room_of(other)
            is_apart = here in APART or there in APART
            if here != there and (is_apart or rank.get(there, 99) >= rank.get(here, -1)):
                yield f"{module} imports {other}"


def circle(imports: Imports) -> list[str]:
    """One circle of imports, or nothing."""
    done: set[str] = set()

    def walk(module: str, trail: list[str]) -> list[str]:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module not in done:
            for other in sorted(imports.get(module, ())):
                if found := walk(other, [*trail, module]):
                    return found
            done.add(module)
        return []

    return next((found for module in sorted(imports) if (found := walk(module, []))), [])


def test_every_room_has_its_place_in_the_order() -> None:
    rooms = {room_of(module) for module in imports_of(ROOT)} - {"", "__main__"}
    assert rooms <= set().union(*ROWS, APART)


def test_imports_run_downwards() -> None:
    assert list(upward(imports_of(ROOT))) == []


def test_no_imports_in_a_circle() -> None:
    assert circle(imports_of(ROOT)) == []


def test_every_module_is_named_for_what_it_is() -> None:
    nameless = {module for module in imports_of(ROOT) if NAMELESS & set(module.split("."))}
    assert nameless == set()


def test_the_set_up_needs_the_standard_library_only() -> None:
    for path in [ROOT / "sitegen" / "__init__.py", *(ROOT / "sitegen" / "bootstrap").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.split(".")[0]
                assert top in sys.stdlib_module_names or name.startswith("sitegen.bootstrap")


# --- and these checks see what they are for ------------------------------------------------


def tree(root: Path, files: Mapping[str, str]) -> Imports:
    for name, text in files.items():
        path = root / "sitegen" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return imports_of(root)


def test_an_upward_import_is_seen_wherever_it_hides(tmp_path: Path) -> None:
    imports = tree(
        tmp_path,
        {
            "render/html.py": "",
            "content/a.py": "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from sitegen.render import html\n",
            "content/b.py": "def late() -> None:\n    import sitegen.render.html\n",
            "content/c.py": "from ..render import html\n",
        },
    )
    assert list(upward(imports)) == [
        "sitegen.content.a imports sitegen.render.html",
        "sitegen.content.b imports sitegen.render.html",
        "sitegen.content.c imports sitegen.render.html",
    ]


def test_neighbours_and_rooms_apart_do_not_import_each_other(tmp_path: Path) -> None:
    imports = tree(
        tmp_path,
        {
            "i18n/a.py": "import sitegen.deadlines.b",
            "deadlines/b.py": "",
            "audit/c.py": "import sitegen.deadlines.b",
        },
    )
    assert list(upward(imports)) == [
        "sitegen.audit.c imports sitegen.deadlines.b",
        "sitegen.i18n.a imports sitegen.deadlines.b",
    ]


def test_a_circle_is_shown_whole(tmp_path: Path) -> None:
    imports = tree(
        tmp_path,
        {
            "content/a.py": "from sitegen.content import b",
            "content/b.py": "from . import c",
            "content/c.py": "import sitegen.content.a",
        },
    )
    names = [module.rpartition(".")[2] for module in circle(imports)]
    assert names == ["a", "b", "c", "a"]
