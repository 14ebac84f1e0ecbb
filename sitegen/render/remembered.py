"""What an earlier build made of an LEA, by a key over everything that went in.

All that an LEA's files are made from is the shared inputs, the settings, and its own folder:
where none of them has changed, its files are known without reading or rendering anything, so
an edit of one LEA's folder costs one LEA.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.editions import LeaCard
from sitegen.problems import Problem
from sitegen.publish.memo import Memo, key_of
from sitegen.publish.store import Store, Stored

LEA_FOLDERS = "content/leas/"


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: its path, the SHA-256 of its bytes, and how many they are."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class RememberedLea:
    """An LEA's card, the problems of its files that stop nothing, and its files."""

    card: LeaCard
    problems: tuple[Problem, ...]
    outputs: tuple[Output, ...]


def lea_keys(inputs: Mapping[str, str], settings: str) -> Mapping[str, str]:
    """A key for each LEA by its slug, over all that its files are made from.

    ``inputs`` is the SHA-256 of each input by its path; ``settings`` all else that shapes
    the site, in one spelling.
    """
    shared: list[str] = []
    own: dict[str, list[str]] = {}
    for path, digest in sorted(inputs.items()):
        slug = path.removeprefix(LEA_FOLDERS).partition("/")[0]
        row = f"{path}\0{digest}"
        (own.setdefault(slug, []) if path.startswith(LEA_FOLDERS) else shared).append(row)
    common = key_of(settings, *shared)
    return {slug: key_of(common, slug, *rows) for slug, rows in own.items()}


def recall(memo: Memo, store: Store, key: str) -> RememberedLea | None:
    """What the LEA of ``key`` came to, if all of it is still in the store."""
    entry = memo.find(key) if key else None
    if entry is None:
        return None
    record, *objects = entry.objects
    # Our own object, and proven to be by its digest.
    card, problems, paths = pickle.loads(store.get(record.digest))  # noqa: S301
    outputs = (Output(path, *stored) for path, stored in zip(paths, objects, strict=True))
    return RememberedLea(card, problems, tuple(outputs))


def remember(
    memo: Memo,
    store: Store,
    key: str,
    card: LeaCard,
    problems: Iterable[Problem],
    outputs: Iterable[Output],
) -> None:
    """Keep what an LEA came to, for later builds."""
    files = tuple(outputs)
    record = (card, tuple(problems), tuple(each.path for each in files))
    stored = store.put(pickle.dumps(record, protocol=pickle.HIGHEST_PROTOCOL))
    memo.link(key, [stored, *(Stored(each.digest, each.size) for each in files)])
