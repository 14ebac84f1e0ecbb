"""The store keeps each file once, and notices who writes to it."""

from __future__ import annotations

import os
import resource
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.publish.errors import PublishError
from sitegen.publish.memo import Memo, key_of
from sitegen.publish.store import Store, Stored, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def files_in(store: Store, folder: str) -> list[str]:
    return [name for _, _, names in os.walk(store.folder / folder) for name in names]


class TestPut:
    def test_gives_the_digest_and_size_of_what_it_keeps(self, store: Store) -> None:
        stored = store.put(b"a page")
        assert stored == Stored(digest_of(b"a page"), 6)
        assert store.get(stored.digest) == b"a page"
        assert store.has(stored)

    def test_writes_an_object_once(self, store: Store) -> None:
        path = store.path(store.put(b"a page").digest)
        before = os.stat(path)
        store.put(b"a page")
        after = os.stat(path)
        assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)

    def test_writes_an_object_again_when_it_is_not_to_trust_the_old(self, store: Store) -> None:
        path = store.path(store.put(b"a page").digest)
        before = os.stat(path).st_ino
        os.link(path, f"{path}.kept")
        store.put(b"a page", trust=False)
        assert os.stat(path).st_ino != before

    def test_objects_are_read_only(self, store: Store) -> None:
        mode = os.stat(store.path(store.put(b"a page").digest)).st_mode
        assert stat.S_IMODE(mode) == 0o444

    @pytest.mark.parametrize(
        "edit", [b"edited, longer", b"a pagf"], ids=["another size", "the same size"]
    )
    def test_an_object_edited_in_place_is_not_trusted(self, store: Store, edit: bytes) -> None:
        stored = store.put(b"a page")
        path = store.folder / "objects" / stored.digest[:2] / stored.digest[2:]
        path.chmod(0o644)
        path.write_bytes(edit)
        assert not store.has(stored)
        store.put(b"a page")
        assert store.get(stored.digest) == b"a page"

    def test_many_at_once_leave_one_sound_object(self, store: Store) -> None:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda n: store.put(b"page %d" % (n % 5)), range(400)))
        assert len(files_in(store, "objects")) == 5
        assert files_in(store, "incoming") == []
        assert store.verify() == []


class TestVerify:
    def test_finds_an_edit_that_restores_size_and_time(self, store: Store) -> None:
        stored = store.put(b"a page")
        sound = store.put(b"another")
        path = store.path(stored.digest)
        times = os.stat(path)
        os.chmod(path, 0o644)
        Path(path).write_bytes(b"A PAGE")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        assert store.has(stored)
        assert store.verify() == [stored.digest]
        assert not store.has(stored)
        assert store.has(sound)

    def test_get_never_gives_other_bytes(self, store: Store) -> None:
        stored = store.put(b"a page")
        os.chmod(store.path(stored.digest), 0o644)
        Path(store.path(stored.digest)).write_bytes(b"A PAGE")
        with pytest.raises(PublishError, match="changed by somebody"):
            store.get(stored.digest)


class TestSweep:
    def test_removes_what_no_site_and_no_memo_holds(self, store: Store, tmp_path: Path) -> None:
        linked, named, garbage = (store.put(data) for data in (b"linked", b"named", b"garbage"))
        os.link(store.path(linked.digest), tmp_path / "page.html")
        memo = Memo(store)
        memo.link(key_of("letter"), [named])
        assert store.sweep(keep=memo.sweep()) == 1
        assert (store.has(linked), store.has(named)) == (True, True)
        assert not store.has(garbage)

    def test_removes_what_a_killed_build_left_half_written(self, store: Store) -> None:
        store.put(b"a page")
        (store.folder / "incoming" / "123-0").write_bytes(b"half")
        store.sweep()
        assert files_in(store, "incoming") == []

    def test_waits_for_a_time_when_no_build_uses_the_store(self, store: Store) -> None:
        stored = store.put(b"not linked yet")
        with Store(store.folder).used():
            assert store.sweep() == 0
            assert store.has(stored)
        assert store.sweep() == 1


class TestFullDisk:
    @pytest.fixture
    def _small_files_only(self) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    @pytest.mark.usefixtures("_small_files_only")
    def test_leaves_no_part_of_an_object(self, store: Store) -> None:
        with pytest.raises(PublishError, match=r"cannot keep 10,000 bytes in .*: File too large"):
            store.put(b"x" * 10_000)
        assert files_in(store, "objects") == files_in(store, "incoming") == []

    @pytest.mark.usefixtures("_small_files_only")
    def test_leaves_no_part_of_a_memo(self, store: Store) -> None:
        memo = Memo(store)
        with pytest.raises(PublishError, match="File too large"):
            memo.put(key_of("fragment"), b"x" * 10_000)
        assert memo.get(key_of("fragment")) is None
        assert files_in(store, "incoming") == []
