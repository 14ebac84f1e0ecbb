"""The example of docs/overlays.md is an overlay of the real handbook."""

from __future__ import annotations

import re

import yaml

from sitegen.content.binding import bind
from sitegen.content.files import Tree
from sitegen.content.loading import Loader
from sitegen.content.located_yaml import read_yaml
from sitegen.content.overlay_lookup import Written
from sitegen.content.overlay_models import Overlay
from sitegen.content.overlays import apply_overlay
from sitegen.problems import CODES, Problems
from tests.content.trees import ROOT

PAGE = (ROOT / "docs" / "overlays.md").read_text(encoding="utf-8")


def test_the_example_is_sound() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    problems = Problems()
    value = read_yaml(example, "docs/overlays.md", problems)
    overlay = bind(Overlay, value, "docs/overlays.md", problems)
    assert overlay is not None
    assert not problems.sorted()
    handbook = Loader(Tree(ROOT, Problems())).load().handbook
    edition = apply_overlay(handbook, overlay, Written(), problems)
    assert {each.code for each in problems.sorted()} <= {"O110"}
    assert edition.added.keys() == {"local-borrow-laptops"}
    shown = {each["op"] for each in yaml.safe_load(example)["operations"]}
    assert shown == {"set", "add", "hide", "move"}


def test_every_code_that_is_named_is_there() -> None:
    assert set(re.findall(r"\bO\d{3}\b", PAGE)) <= set(CODES)
