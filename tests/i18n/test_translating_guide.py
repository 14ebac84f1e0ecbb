"""What TRANSLATING.md shows is what the commands do."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sitegen.cli import parser
from sitegen.content.binding import bind
from sitegen.content.lea_models import LeaProfile
from sitegen.content.located_yaml import read_yaml
from sitegen.i18n.catalogs import DOMAINS
from sitegen.i18n.po_file import Message, entry_lines, read_po
from sitegen.i18n.review import ReviewFile
from sitegen.i18n.updating import updated
from sitegen.problems import Problems

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "TRANSLATING.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`python3 build\.py (messages [^`]*)`", GUIDE)


def block(language: str, beginning: str) -> str:
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return next(each for each in blocks if each.startswith(beginning))


def test_the_example_of_a_fuzzy_sentence_is_what_an_update_writes() -> None:
    """The old English and its translation, and then the change: the entry is the example."""
    example = block("po", "#: tasks/november")
    (fuzzy,) = read_po(example).entries
    assert fuzzy.previous is not None
    old = Message(fuzzy.references[0], *fuzzy.previous)
    new = Message(fuzzy.references[0], fuzzy.context, fuzzy.ids)
    catalog = updated(read_po(""), [old])
    text = "\n".join(entry_lines(catalog.entries[0])).replace(
        'msgstr ""', f'msgstr "{fuzzy.strings[0]}"'
    )
    (entry,) = updated(read_po(text), [new]).entries
    assert "\n".join(entry_lines(entry)) + "\n" == example


def test_the_examples_of_a_review_and_of_an_approval_are_sound() -> None:
    problems = Problems()
    review = read_yaml(block("yaml", "reviews:"), "review.yaml", problems)
    assert bind(ReviewFile, review, "review.yaml", problems) is not None
    profile = (ROOT / "tests/minimal_site/content/leas/oak-grove/lea.yaml").read_text("utf-8")
    lea = read_yaml(profile + block("yaml", "approvals:"), "lea.yaml", problems)
    assert bind(LeaProfile, lea, "lea.yaml", problems) is not None
    assert problems.sorted() == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_one(command: str) -> None:
    assert parser().parse_args(shlex.split(command)).run


def test_every_action_is_told_and_every_file() -> None:
    told = {command.split()[1] for command in COMMANDS}
    actions = {"extract", "update", "receive", "status", "check", "reviewed", "approval"}
    assert told == actions
    assert set(re.findall(r"`([a-z-]+)\.po`", GUIDE)) == set(DOMAINS)
