"""The survey of one LEA, as a job: its files loaded, checked and resolved.

The LEA's year goes into the store, so that what comes back to the parent is small, and a
worker that renders the LEA takes it from there.
"""

from __future__ import annotations

import pickle

from sitegen.content.checks import Checker
from sitegen.content.files import Tree
from sitegen.content.loading import load_lea
from sitegen.editions import LeaCard, make_lea_year
from sitegen.problems import Problem, Problems
from sitegen.render.workshop import Workshop


def survey(slug: str, shop: Workshop) -> tuple[LeaCard, str, tuple[Problem, ...]]:
    """Load, check and resolve one LEA; its year goes into the store.

    Gives its card, the digest of the year, and the Problems of its files.
    """
    problems = Problems()
    tree = Tree(shop.root, problems)
    content = load_lea(tree, slug)
    checker = Checker(shop.loaded, lambda path: tree.read(path) or "", problems)
    lea = make_lea_year(shop.editions, content, checker, problems)
    stored = shop.store.put(pickle.dumps(lea, protocol=pickle.HIGHEST_PROTOCOL))
    return (lea.card, stored.digest, tuple(problems.sorted()))
