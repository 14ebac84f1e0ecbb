"""Overlays that were written to hurt: located Problems and nothing else, at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.pipeline import Settings, check
from sitegen.problems import CODES, Problem
from tests.content.trees import lay_minimal

OVERLAY = "content/leas/oak-grove/overlay.yaml"
TEXT = "to: {lang: en, text: Agree}"
TEXT_OF_MARKUP = "{lang: en, text: '<img src=x onerror=y>'}"
LEVELS = "operations:\n" + "".join(f"{' ' * each}- \n" for each in range(200))
SET = f"  - {{op: set, on: set-test-windows, field: title, {TEXT}}}\n"


def task(title: str, more: str = "") -> str:
    return (
        "operations:\n  - op: add\n    timeframe: july\n    task:\n      id: local-a\n"
        f"      title: {{lang: en, text: {title}}}\n      topic: communication\n{more}"
    )


def link(url: str) -> str:
    return (
        "operations:\n  - op: add\n    on: set-test-windows\n    link:\n      id: local-a\n"
        f"      name: {{lang: en, text: A}}\n      url: {url}\n"
    )


def move(words: str) -> str:
    return f"operations:\n  - {{op: move, on: {words}}}\n"


def circle(size: int) -> str:
    adds = "".join(
        f"  - {{op: add, timeframe: may, after: local-{(each + 1) % size}, task: {{"
        f"id: local-{each}, title: {{lang: en, text: A}}, topic: communication}}}}\n"
        for each in range(size)
    )
    return f"operations:\n{adds}"


HOSTILE = {
    "markup": (task('"<script>alert(1)</script>"'), {"T104"}),
    "markup in a step": (
        task("A", f"      steps: [{{id: local-b, text: {TEXT_OF_MARKUP}}}]\n"),
        {"T104"},
    ),
    "script in a text's link": (task('"[a](javascript:alert(1))"'), {"T101"}),
    "data in a text's link": (task('"[a](data:text/html;base64,PHN)"'), {"T101"}),
    "script as an address": (link("javascript:alert(1)"), {"M103"}),
    "script after a line's end": (link('"java\\nscript:alert(1)"'), {"M103"}),
    "address with a quote": (link('https://a.example/"onclick="x'), {"M103"}),
    "address with a name and word": (link("https://user:word@a.example/"), {"M103"}),
    "address of a file": (link("file:///etc/passwd"), {"M103"}),
    "address without a scheme": (link("//a.example/x"), {"M103"}),
    "path that leaves the tree": (link("../../../etc/passwd"), {"M103"}),
    "path as an id": (task("A").replace("local-a", "local-../../x"), {"M103"}),
    "path as a target": ("operations:\n  - {op: move, on: ../../x}\n", {"M103"}),
    "path as a guide": ("operations:\n  - {op: move, on: 'guide:../../x#y'}\n", {"M103"}),
    "device as an id": (task("A", "      links: [con]\n"), {"M103"}),
    "ten thousand operations": ("operations:\n" + SET * 10_000, {"O106"}),
    "circle of five hundred": (circle(500), {"O112"}),
    "moves in a circle": (
        move("set-test-windows, after: designate-coordinator")
        + move("designate-coordinator@july, after: set-test-windows").removeprefix("operations:\n"),
        {"O112"},
    ),
    "after itself": (move("set-test-windows, after: set-test-windows"), {"O112"}),
    "a million characters": (task("x" * 1_000_000), {"M103"}),
    "a million characters as a target": (move("a" * 1_000_000), {"M103"}),
    "a million brackets": ("operations: " + "[" * 1_000_000, {"Y104"}),
    "two hundred levels": (LEVELS, {"Y104"}),
    "turned direction": (task('"\u202etfel"'), {"T105"}),
    "isolate": (task('"\u2066a"'), {"T105"}),
    "null": (task('"a\\0b"'), {"M103"}),
    "bell": (task('"a\x07b"'), {"T105"}),
    "line separator": (task('"a\u2028b"'), {"T105"}),
    "alias bomb": ("operations: &a [*a, *a, *a]\n", {"Y103"}),
    "tag": ("operations: !!python/object/apply:os.system ['true']\n", {"Y103"}),
    "merge key": ("operations:\n  - {<<: {op: move}, on: a}\n", {"Y103"}),
    "field of another program": (task('"{{ lea.__class__ }}"'), {"T103"}),
    "template": (task("\"{% include '/etc/passwd' %}\""), {"T103"}),
    "schema of words": ("schema: latest\noperations: []\n", {"M103"}),
    "schema of a million": ("schema: 1000000\noperations: []\n", {"O111"}),
    "no list": ("operations: yes\n", {"M105"}),
    "operations of nothing": ("operations: [~, ~]\n", {"M105"}),
    "two operations in one": (
        "operations:\n  - {op: hide, op: move, on: gone}\n",
        {"Y102", "M101"},
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    lay_minimal(folder)
    return folder


def problems_of(root: Path, overlay: str) -> list[Problem]:
    (root / OVERLAY).write_text(overlay, encoding="utf-8")
    return check(Settings(root=root, out=root / "dist", cache=root / ".cache"))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_overlay_is_refused_where_it_stands(root: Path, name: str) -> None:
    overlay, codes = HOSTILE[name]
    began = time.process_time()
    found = problems_of(root, overlay)
    seconds = time.process_time() - began
    told = {each.code for each in found}
    assert told >= codes, [f"{each.at} {each.code} {each.message[:200]}" for each in found]
    assert told <= codes | {"O110", "C101"}
    lines = overlay.replace("\u2028", " ").split("\n")
    for each in found:
        if each.code in codes:
            assert (each.at.path, each.at.line > 0, each.at.column > 0) == (OVERLAY, True, True)
            assert each.at.line <= len(lines)
            assert len(each.message) + len(each.hint) < 2_000
    assert seconds < 20  # a bound against blow-up, far above what any of these takes
    # The commands that change the file neither break down nor make it worse.
    if any(CODES[each.code].severity == "error" for each in found):
        before = (root / OVERLAY).read_bytes()
        assert main(["overlay", "status", "--lea", "oak-grove"], root) == 1
        assert main(["overlay", "accept", "--all", "--lea", "oak-grove"], root) == 1
        assert (root / OVERLAY).read_bytes() == before
