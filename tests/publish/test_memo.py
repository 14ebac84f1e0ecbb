"""A memo gives back what an earlier build made of the same things, or nothing."""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING

import pytest

from sitegen.publish.memo import Entry, Memo, key_of
from sitegen.publish.store import Store

if TYPE_CHECKING:
    from pathlib import Path

KEY = key_of("letter.html", "letter.css", b"font")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_keys_tell_apart_what_joins_to_the_same_bytes() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("ab", "c") == key_of(b"ab", b"c")


def test_only_a_key_is_a_key(store: Store) -> None:
    with pytest.raises(ValueError, match="make one with key_of"):
        Memo(store).get("../../etc/passwd")


def test_bytes_come_back_in_a_later_build(store: Store) -> None:
    assert Memo(store).get(KEY) is None
    Memo(store).put(KEY, b"<p>fragment")
    assert Memo(store).get(KEY) == b"<p>fragment"
    assert Memo(store).find(KEY) is None


def test_objects_come_back_with_their_note(store: Store) -> None:
    stored = store.put(b"%PDF")
    Memo(store).link(KEY, [stored], {"pages": 2})
    assert Memo(store).find(KEY) == Entry((stored,), {"pages": 2})


def test_an_entry_whose_object_is_gone_counts_as_none(store: Store) -> None:
    stored = store.put(b"%PDF")
    Memo(store).link(KEY, [stored])
    store.forget(stored.digest)
    assert Memo(store).find(KEY) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[1, 2]", b'{"objects": [["x"]], "note": 0}'])
def test_a_damaged_entry_counts_as_none(store: Store, damage: bytes) -> None:
    memo = Memo(store)
    memo.put(KEY, b"fragment")
    memo.link(KEY, [])
    for kind in ("bytes", "objects"):
        (store.folder / "memo" / kind / KEY[:2] / KEY[2:]).write_bytes(damage)
    assert memo.get(KEY) is None
    assert memo.find(KEY) is None


def test_a_worker_writes_into_the_same_build(store: Store) -> None:
    memo = Memo(store)
    copy = pickle.loads(pickle.dumps(memo))  # noqa: S301
    copy.put(KEY, b"fragment")
    memo.sweep(builds=1)
    assert memo.get(KEY) == b"fragment"


def test_entries_that_no_build_asks_for_are_dropped_after_some_builds(store: Store) -> None:
    asked, not_asked = key_of("asked"), key_of("not asked")
    first = Memo(store)
    first.put(asked, b"1")
    first.put(not_asked, b"2")
    first.sweep(builds=3)
    for _ in range(2):
        later = Memo(store)
        assert later.get(asked) == b"1"
        later.sweep(builds=3)
    left = os.listdir(store.folder / "memo" / "bytes" / not_asked[:2])
    assert left == [not_asked[2:]]
    last = Memo(store)
    assert last.get(asked) == b"1"
    last.sweep(builds=3)
    assert Memo(store).get(not_asked) is None
    assert Memo(store).get(asked) == b"1"


def test_a_lost_counter_makes_no_entry_young(store: Store) -> None:
    for number in range(5):
        memo = Memo(store)
        memo.put(key_of(str(number)), b"")
        memo.sweep()
    (store.folder / "memo" / "build").unlink()
    memo = Memo(store)
    memo.sweep(builds=2)
    assert [memo.get(key_of(str(number))) for number in range(5)] == [None] * 4 + [b""]
