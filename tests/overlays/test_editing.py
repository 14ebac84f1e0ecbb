"""What accept and drop write: letters at a place, and not one more."""

from __future__ import annotations

import pytest

from sitegen.content.located_yaml import PLACE, read_yaml
from sitegen.content.overlay_editing import Renewal, renewed, without
from sitegen.problems import Problems, Source

BLOCK = """\
# Ours.
operations:
  # The posters.
  - op: set   # by hand
    on: post-dates
    field: title
    to:
      lang: en
      text: >-
        Hang the poster
        # 3 at the gate

  # The second.

  - op: hide
    on: old-name@may
    was: 000000000000   # of last year
    why: {lang: en, text: It is done.}
  - {op: move, on: "old-name#step", after: other}
# The end.
"""
FLOW = (
    "operations: [{op: hide, on: a, why: {lang: en, text: b}}, {op: move, on: c},\n"
    "  {op: move, on: d}]\n"
)
BARE = "operations:\n- op: move\n  on: a\n-\n  op: move\n  on: b\nschema: 1\n"


def places(text: str) -> list[Source]:
    problems = Problems()
    value = read_yaml(text, "overlay.yaml", problems)
    assert not problems.sorted()
    return [operation[PLACE] for operation in value["operations"]]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_fingerprint_is_added_at_the_end_of_an_operation(newline: str, mark: str) -> None:
    first, second, third = places(BLOCK)
    wanted = BLOCK.replace("# 3 at the gate\n", '# 3 at the gate\n    was: "123456789abc"\n')
    wanted = wanted.replace("was: 000000000000 ", 'was: "123456789abc" ')
    wanted = wanted.replace("on: old-name@may", "on: new-name@may")
    wanted = wanted.replace(
        'on: "old-name#step", after: other}', 'on: "new-name#step", after: other}'
    )
    done = renewed(
        mark + BLOCK.replace("\n", newline),
        [
            Renewal(first, "123456789abc"),
            Renewal(second, "123456789abc", "new-name@may"),
            Renewal(third, None, "new-name#step"),
        ],
    )
    assert done == mark + wanted.replace("\n", newline)


def test_nothing_to_write_is_the_same_text() -> None:
    assert renewed(BLOCK, []) == BLOCK
    assert without(BLOCK, []) == BLOCK


def test_a_dropped_operation_takes_the_comment_right_above_it_along() -> None:
    first, second, third = places(BLOCK)
    head, rest = BLOCK.split("  # The posters.\n")
    _, rest = rest.split("\n  # The second.\n")
    assert without(BLOCK, [first]) == f"{head}\n  # The second.\n{rest}"
    assert (
        without(BLOCK, [second])
        == BLOCK[: BLOCK.index("  - op: hide")] + BLOCK[BLOCK.index("  - {op: move") :]
    )
    assert without(BLOCK, [third]).endswith("text: It is done.}\n# The end.\n")


def test_an_overlay_whose_operations_are_all_dropped_is_an_empty_list() -> None:
    left = without(BLOCK, places(BLOCK))
    assert "operations: []\n" in left
    assert left.startswith("# Ours.\n")
    assert left.endswith("# The end.\n")
    assert places(left) == []
    assert without(BARE, places(BARE)) == "operations: []\nschema: 1\n"


def test_operations_in_brackets() -> None:
    first, second, _ = places(FLOW)
    assert renewed(FLOW, [Renewal(first, "123456789abc")]) == FLOW.replace(
        "text: b}}", 'text: b}, was: "123456789abc"}'
    )
    assert without(FLOW, [second]) == (
        "operations: [{op: hide, on: a, why: {lang: en, text: b}}, {op: move, on: d}]\n"
    )
    assert without(FLOW, places(FLOW)) == "operations: []\n"


def test_a_dash_on_a_line_of_its_own() -> None:
    first, second = places(BARE)
    assert without(BARE, [second]) == "operations:\n- op: move\n  on: a\nschema: 1\n"
    assert without(BARE, [first]) == "operations:\n-\n  op: move\n  on: b\nschema: 1\n"
    assert renewed(BARE, [Renewal(second, "123456789abc")]) == BARE.replace(
        "  on: b\n", '  on: b\n  was: "123456789abc"\n'
    )
