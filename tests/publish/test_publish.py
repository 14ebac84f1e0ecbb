"""Publishing replaces a site all at once, keeps what is unchanged, and destroys nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.publish import publish as publishing
from sitegen.publish.errors import PublishError
from sitegen.publish.exchange import exchange
from sitegen.publish.places import MARKER
from sitegen.publish.publish import open_site
from sitegen.publish.store import Store
from tests.publish.publish_samples import Project, contents, site_a, site_b, without_exchange

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def pages_of(project: Project) -> dict[str, bytes]:
    return {path: data for path, data in contents(project.out).items() if path != MARKER}


@pytest.mark.parametrize("way", [exchange, without_exchange])
class TestASite:
    def test_is_exactly_the_outputs(
        self, project: Project, way: Callable[[str, str], bool]
    ) -> None:
        for pages in (site_a(), site_b(), site_a()):
            published = project.publish(pages, exchange=way)
            assert pages_of(project) == pages
            assert published.outputs.keys() == {*pages, MARKER}
            assert project.beside() == []

    def test_keeps_inode_and_time_of_what_is_unchanged(
        self, project: Project, way: Callable[[str, str], bool]
    ) -> None:
        project.publish(site_a(), exchange=way)
        before = {path: os.stat(project.out / path) for path in pages_of(project)}
        project.publish(site_b(), exchange=way)
        same = site_a().items() & site_b().items()
        assert len(same) == 12
        for path, _ in same:
            now = os.stat(project.out / path)
            assert (now.st_ino, now.st_mtime_ns) == (before[path].st_ino, before[path].st_mtime_ns)

    def test_tells_what_a_manifest_needs(
        self, project: Project, way: Callable[[str, str], bool]
    ) -> None:
        published = project.publish(site_a(), exchange=way)
        for path, output in published.outputs.items():
            status = os.stat(project.out / path)
            assert (output.size, output.mtime_ns) == (status.st_size, status.st_mtime_ns)
            assert output.digest == project.store.put((project.out / path).read_bytes()).digest


def test_this_system_exchanges_in_one_step(project: Project) -> None:
    project.publish(site_a())
    assert project.publish(site_b()).in_one_step
    assert not project.publish(site_a(), exchange=without_exchange).in_one_step


def test_the_same_outputs_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = Project(tmp_path / "one"), Project(tmp_path / "other")
    one.publish(site_b())
    other.publish(site_a())
    other.publish(dict(reversed(site_b().items())))
    assert contents(one.out) == contents(other.out)


def test_an_output_edited_in_place_is_repaired(project: Project) -> None:
    project.publish(site_a())
    page = project.out / "es/tasks/t1/index.html"
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().upper())
    project.publish(site_a())
    assert pages_of(project) == site_a()


def test_an_edit_that_keeps_size_and_time_is_repaired_after_verify(project: Project) -> None:
    project.publish(site_a())
    page = project.out / "es/tasks/t1/index.html"
    before = page.stat()
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().upper())
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    project.store.verify()
    project.publish(site_a())
    assert pages_of(project) == site_a()


def test_what_was_put_into_the_site_by_hand_goes(project: Project) -> None:
    project.publish(site_a())
    (project.out / "mine").mkdir()
    (project.out / "mine/page.html").write_text("by hand")
    project.publish(site_a())
    assert pages_of(project) == site_a()


def test_a_swept_store_holds_the_site_and_no_more(project: Project) -> None:
    project.publish(site_a())
    published = project.publish(site_b(), keep_spare=False)
    assert project.store.sweep(keep=published.copied) == 12 + 1
    kept = {output.digest for output in published.outputs.values()}
    objects = contents(project.store.folder / "objects")
    assert {path.replace("/", "") for path, data in objects.items() if data} == kept


class TestTheSpare:
    """The tree that was replaced becomes the next site, and is believed nothing."""

    @pytest.fixture
    def spare(self, project: Project) -> Path:
        project.publish(site_a())
        project.publish(site_b())
        return project.root / ".dist.spare"

    def test_is_the_site_before(self, spare: Path) -> None:
        assert {path: data for path, data in contents(spare).items() if path != MARKER} == site_a()

    def test_is_not_kept_where_it_is_not_wanted(self, project: Project, spare: Path) -> None:
        project.publish(site_a(), keep_spare=False)
        assert not spare.exists()
        assert pages_of(project) == site_a()

    @pytest.mark.parametrize(
        "tamper",
        [
            "echo more >> es/tasks/t1/index.html",
            "rm es/tasks/t1/index.html && mkdir es/tasks/t1/index.html",
            "rm -r es/tasks/t1 && echo file > es/tasks/t1",
            "rm -r es && ln -s /etc es",
            "ln -sf /etc/hostname es/tasks/t1/index.html",
            "mkdir -p mine/deep vi/empty && echo mine > mine/deep/page.html",
            "cp es/tasks/t1/index.html copy && mv copy es/tasks/t1/index.html",
            "rm -r ./* .handbook-site",
        ],
    )
    def test_becomes_exactly_the_next_site_whatever_was_done_to_it(
        self, project: Project, spare: Path, tamper: str
    ) -> None:
        subprocess.run(["sh", "-c", f"chmod -R u+w . && {tamper}"], cwd=spare, check=True)
        project.publish(site_a() | {"vi/leas/l1/index.html": b"new"})
        assert pages_of(project) == site_a() | {"vi/leas/l1/index.html": b"new"}
        assert project.store.verify() == []

    def test_that_became_a_site_keeps_inodes(self, project: Project, spare: Path) -> None:
        before = (spare / "ko/guides/g1/index.html").stat().st_ino
        project.publish(site_a())
        assert (project.out / "ko/guides/g1/index.html").stat().st_ino == before


class TestAnotherFileSystem:
    """The store is where no link to it can be made, as with ``--out`` on another disk."""

    @pytest.fixture(autouse=True)
    def _far_away(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        link = os.link

        def refuse(source: str, target: str) -> None:
            if source.startswith(str(project.store.folder)):
                raise OSError(18, "Invalid cross-device link")
            link(source, target)

        monkeypatch.setattr(os, "link", refuse)

    def test_copies_at_first_and_keeps_what_is_unchanged(self, project: Project) -> None:
        published = project.publish(site_a())
        assert pages_of(project) == site_a()
        assert len(published.copied) == 25
        page = project.out / "es/tasks/t1/index.html"
        before = page.stat()
        assert project.store.sweep(keep=published.copied) == 0
        project.publish(site_b())
        assert pages_of(project) == site_b()
        assert (page.stat().st_ino, page.stat().st_mtime_ns) == (
            before.st_ino,
            before.st_mtime_ns,
        )

    def test_a_hand_edit_is_not_kept(self, project: Project) -> None:
        project.publish(site_a())
        page = project.out / "es/tasks/t1/index.html"
        page.chmod(0o644)
        page.write_bytes(page.read_bytes().upper())
        project.publish(site_a())
        assert pages_of(project) == site_a()


class TestRefusals:
    def refused(self, project: Project, out: Path) -> str:
        with (
            pytest.raises(PublishError) as told,
            open_site(out, project.root),
        ):
            pass
        return told.value.reason

    def test_a_directory_that_no_build_made(self, project: Project) -> None:
        project.out.mkdir()
        (project.out / "thesis.odt").write_text("five years of work")
        assert "no build made it" in self.refused(project, project.out)
        assert contents(project.out) == {"thesis.odt": b"five years of work"}

    def test_an_empty_directory_is_taken(self, project: Project) -> None:
        project.out.mkdir()
        project.publish(site_a())
        assert pages_of(project) == site_a()

    @pytest.mark.parametrize("out", [".", "..", "/"])
    def test_the_project_and_what_it_lies_in(self, project: Project, out: str) -> None:
        assert "holds the project itself" in self.refused(project, project.root / out)

    @pytest.mark.parametrize("out", ["content", "content/dist", "layouts/x", ".git/x", "sitegen"])
    def test_what_the_build_reads(self, project: Project, out: str) -> None:
        assert "which the build reads" in self.refused(project, project.root / out)

    def test_a_git_working_tree(self, project: Project) -> None:
        project.publish(site_a())
        (project.out / ".git").mkdir()
        assert "git working tree" in self.refused(project, project.out)

    def test_a_file(self, project: Project) -> None:
        project.out.write_text("a file")
        assert "not a directory" in self.refused(project, project.out)

    def test_a_link_is_its_directory(self, project: Project) -> None:
        project.publish(site_a())
        link = project.root / "public"
        link.symlink_to(project.out)
        with open_site(link, project.root) as site:
            digest = project.store.put(b"new").digest
            site.publish([("index.html", digest)], project.store)
        assert link.is_symlink()
        assert pages_of(project) == {"index.html": b"new"}

    @pytest.mark.parametrize("path", ["../../evil.html", "a/../../evil.html", "/var/evil/x.html"])
    def test_a_path_that_leaves_the_site(self, project: Project, path: str) -> None:
        project.publish(site_a())
        with pytest.raises(PublishError, match="not a path within a site"):
            project.publish({path: b"evil"})
        assert pages_of(project) == site_a()
        assert project.beside() == []


HOLD = """
import sys
from pathlib import Path
from sitegen.publish.publish import open_site
root = Path(sys.argv[1])
with open_site(root / "dist", root):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_says_that_there_is_a_first(project: Project) -> None:
    project.publish(site_a())
    env = {**os.environ, "PYTHONPATH": str(Path(publishing.__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=env,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(PublishError, match=rf"another build \(process {first.pid}\)"):
            project.publish(site_b())
        with open_site(project.root / "dist-ar", project.root):
            pass
        first.kill()
    assert pages_of(project) == site_a()
    project.publish(site_b())
    assert pages_of(project) == site_b()
    assert project.beside() == []


class TestFailures:
    """Whatever fails, the old site stays and nothing is left beside it."""

    @pytest.fixture
    def built(self, project: Project) -> Project:
        project.publish(site_a(), keep_spare=False)
        return project

    @pytest.mark.parametrize("call", ["link", "mkdir", "rename"])
    @pytest.mark.parametrize("way", [exchange, without_exchange])
    def test_a_full_disk_at_any_call(
        self,
        built: Project,
        monkeypatch: pytest.MonkeyPatch,
        call: str,
        way: Callable[[str, str], bool],
    ) -> None:
        original = getattr(os, call)
        reasons: list[str] = []
        calls, nth = 0, -1

        def fail_at_nth(*args: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == nth + 1:
                raise OSError(28, "No space left on device")
            return original(*args, **options)

        while calls > nth:
            calls, nth = 0, nth + 1
            with monkeypatch.context() as patch:
                patch.setattr(os, call, fail_at_nth)
                try:
                    built.publish(site_b(), exchange=way, keep_spare=False)
                except PublishError as error:
                    reasons.append(error.reason)
                    assert pages_of(built) == site_a()
                    assert built.beside() == []
            if calls > nth:
                built.publish(site_a(), keep_spare=False)
        assert pages_of(built) == site_b()
        assert len(reasons) >= {"link": 25, "mkdir": 25, "rename": 1}[call]
        assert all(reason.endswith(": No space left on device") for reason in reasons)

    def test_an_interrupt(self, built: Project) -> None:
        def interrupt(_one: str, _other: str) -> bool:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            built.publish(site_b(), exchange=interrupt)
        assert pages_of(built) == site_a()
        assert built.beside() == []

    def test_an_object_that_vanished(self, built: Project) -> None:
        with (
            open_site(built.out, built.root) as site,
            pytest.raises(PublishError, match="changed or removed while the site was built"),
        ):
            site.publish([("index.html", "0" * 64)], built.store)
        assert pages_of(built) == site_a()
        assert built.beside() == []

    def test_two_outputs_of_one_path(self, built: Project) -> None:
        digest = built.store.put(b"x").digest
        with (
            open_site(built.out, built.root) as site,
            pytest.raises(PublishError, match="a would be written twice"),
        ):
            site.publish([("a", digest), ("a", digest)], built.store)
        assert pages_of(built) == site_a()
        assert built.beside() == []


def test_store_can_be_shared_by_several_sites(tmp_path: Path) -> None:
    project, other = Project(tmp_path), Project(tmp_path)
    other.out = tmp_path / "dist-ar"
    project.publish(site_a())
    other.publish(site_b())
    Store(project.store.folder).sweep()
    assert pages_of(project) == site_a()
    assert pages_of(other) == site_b()
    one, same = project.out / "es/tasks/t1/index.html", other.out / "es/tasks/t1/index.html"
    assert one.samefile(same)
