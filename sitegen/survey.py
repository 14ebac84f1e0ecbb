"""The survey of one LEA, as a job: its files loaded, checked and resolved.

The LEA's year goes into the store, so that what comes back to the parent is small, and a
worker that renders the LEA takes it from there.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass

from sitegen.content.checks import Checker
from sitegen.content.files import Tree
from sitegen.content.loading import load_lea
from sitegen.editions import LeaCard, make_lea_year
from sitegen.problems import Problem, Problems
from sitegen.render.letter_approvals import check_approvals
from sitegen.render.remembered import Output, recall
from sitegen.render.workshop import Workshop


@dataclass(frozen=True, slots=True)
class LeaSource:
    """An LEA to be surveyed; ``key`` is what it is remembered by, empty for not at all."""

    slug: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a survey found: the LEA's card, its year in the store, the problems of its files.

    ``outputs`` are its files where an earlier build has made them of the same inputs; there
    is then no year.
    """

    source: LeaSource
    card: LeaCard
    digest: str
    problems: tuple[Problem, ...]
    outputs: tuple[Output, ...] = ()


def survey(source: LeaSource, shop: Workshop) -> Surveyed:
    """Recall what an earlier build made of the LEA; else load, check and resolve it."""
    known = recall(shop.memo, shop.store, source.key)
    if known is not None:
        return Surveyed(source, known.card, "", known.problems, known.outputs)
    problems = Problems()
    tree = Tree(shop.root, problems)
    content = load_lea(tree, source.slug)
    checker = Checker(shop.loaded, lambda path: tree.read(path) or "", problems)
    lea = make_lea_year(shop.editions, content, checker, problems)
    if shop.editions.sound:  # on faulty content it would only follow on
        check_approvals(lea.profile, shop.editions, problems)
    stored = shop.store.put(pickle.dumps(lea, protocol=pickle.HIGHEST_PROTOCOL))
    return Surveyed(source, lea.card, stored.digest, tuple(problems.sorted()))
