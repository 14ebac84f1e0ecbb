"""A build that has nothing to do knows it, fast; every change that matters is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sitegen.publish import manifest
from sitegen.publish.manifest import Output, reason_to_build, take_inputs, write_manifest
from tests.publish.publish_samples import Project

FILES = {
    "build.py": "import sitegen",
    "content/tasks/july.yaml": "- id: open-toms\n",
    "content/leas/alder-creek/profile.yaml": "name: Alder Creek\n",
    "layouts/page.html": "<p>",
    "locales/es/ui.po": "",
    "requirements/site.txt": "jinja2==3.1.6",
    "sitegen/cli.py": "",
}
FLAGS = "base-path=/"
PAGES = {"index.html": b"root", "es/index.html": b"es", "es/tasks/a/index.html": b"a task"}


class BuiltProject(Project):
    def reason(self, flags: str = FLAGS, *, verify: bool = False) -> str:
        return reason_to_build(self.root, self.out, self.cache, flags, verify=verify)

    def build(self) -> None:
        inputs = take_inputs(self.root, self.cache)
        published = self.publish(PAGES)
        write_manifest(self.out, self.cache, FLAGS, inputs, published.outputs)


@pytest.fixture
def project(tmp_path: Path) -> BuiltProject:
    project = BuiltProject(tmp_path)
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        age(file)
    project.build()
    return project


def age(file: Path) -> None:
    """Make a file look as if it were written a minute before."""
    then = file.stat().st_mtime_ns - 60_000_000_007
    os.utime(file, ns=(then, then))


def edit_unseen(file: Path) -> None:
    """Change a file's bytes, but neither its size nor its time."""
    before = file.stat()
    file.chmod(0o644)
    file.write_bytes(file.read_bytes().swapcase())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_after_a_build_there_is_nothing_to_do(project: BuiltProject) -> None:
    assert project.reason() == ""
    assert project.reason(verify=True) == ""


def test_before_the_first_build_there_is(tmp_path: Path) -> None:
    assert BuiltProject(tmp_path).reason() == "there is no record of an earlier build"


@pytest.mark.parametrize("path", FILES)
class TestInputs:
    def test_an_edit_is_noticed(self, project: BuiltProject, path: str) -> None:
        (project.root / path).write_text("changed")
        assert project.reason() == f"{path} was edited"

    def test_an_edit_of_the_same_size_is_noticed(self, project: BuiltProject, path: str) -> None:
        file = project.root / path
        file.write_text(file.read_text().swapcase() or " ")
        assert project.reason() == f"{path} was edited"

    def test_a_removal_is_noticed(self, project: BuiltProject, path: str) -> None:
        file = project.root / path
        file.rename(project.root / "elsewhere")
        an_empty_folder_is_left = f"{file.parent.relative_to(project.root)}/ is new"
        assert project.reason() in (f"{path} is gone", an_empty_folder_is_left)

    def test_a_file_that_is_written_anew_as_it_was_is_none(
        self, project: BuiltProject, path: str
    ) -> None:
        file = project.root / path
        file.write_text(file.read_text())
        assert project.reason() == ""


def test_an_edit_that_keeps_size_and_time_is_noticed_by_verify(project: BuiltProject) -> None:
    edit_unseen(project.root / "content/tasks/july.yaml")
    assert project.reason() == ""
    assert project.reason(verify=True) == "content/tasks/july.yaml was edited"


def test_an_edit_in_the_moment_of_the_build_is_noticed(project: BuiltProject) -> None:
    file = project.root / "content/tasks/july.yaml"
    file.write_text("- id: open-toms\n")
    project.build()
    edit_unseen(file)
    assert project.reason() == "content/tasks/july.yaml was edited"


@pytest.mark.parametrize("path", ["content/tasks/may.yaml", "content/leas/new/", "layouts/x/y/z"])
def test_a_new_input_is_noticed(project: BuiltProject, path: str) -> None:
    new = project.root / path
    if path.endswith("/"):
        new.mkdir()
    else:
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text("")
    assert project.reason() == f"{path} is new"


@pytest.mark.parametrize(
    "path",
    [
        "content/tasks/.july.yaml.swp",
        "content/tasks/july.yaml~",
        "content/tasks/.#july.yaml",
        "content/.DS_Store",
        "sitegen/__pycache__/cli.cpython-311.pyc",
        "content/.git/HEAD",
        "tests/test_x.py",
        "README.md",
    ],
)
def test_litter_and_what_no_build_reads_is_no_change(project: BuiltProject, path: str) -> None:
    litter = project.root / path
    litter.parent.mkdir(parents=True, exist_ok=True)
    litter.write_text("x")
    assert project.reason() == ""


def test_what_a_link_leads_to_is_an_input(project: BuiltProject) -> None:
    target = project.root / "elsewhere.html"
    target.write_text("one")
    age(target)
    (project.root / "layouts/link.html").symlink_to(target)
    (project.root / "layouts/broken.html").symlink_to("nowhere")
    project.build()
    assert project.reason(verify=True) == ""
    target.write_text("two")
    assert project.reason() == "layouts/link.html was edited"


class TestOutputs:
    def test_an_edit_is_noticed(self, project: BuiltProject) -> None:
        page = project.out / "es/index.html"
        page.chmod(0o644)
        page.write_bytes(b"ES")
        assert project.reason() == "es/index.html of the site was changed by somebody"

    def test_an_edit_that_keeps_size_and_time_is_noticed_by_verify(
        self, project: BuiltProject
    ) -> None:
        edit_unseen(project.out / "es/index.html")
        assert project.reason() == ""
        assert "es/index.html" in project.reason(verify=True)

    def test_a_removal_is_noticed(self, project: BuiltProject) -> None:
        (project.out / "es/index.html").unlink()
        assert project.reason() == "es/index.html of the site is gone"

    @pytest.mark.parametrize("path", ["es/mine.html", "mine/", "ko/index.html", ".DS_Store"])
    def test_an_addition_is_noticed(self, project: BuiltProject, path: str) -> None:
        new = project.out / path
        if path.endswith("/"):
            new.mkdir()
        else:
            new.parent.mkdir(exist_ok=True)
            new.write_text("")
        assert project.reason() == f"{path} was put into the site by somebody"

    def test_a_removed_site_is_noticed(self, project: BuiltProject) -> None:
        project.out.rename(project.root / "moved")
        assert "dist" in project.reason()


def test_other_settings_are_noticed(project: BuiltProject) -> None:
    assert project.reason("base-path=/handbook/") == "other settings than last time"


def test_another_python_is_noticed(project: BuiltProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert project.reason() == "another Python than last time"


def test_an_interrupted_run_is_noticed(project: BuiltProject) -> None:
    (project.root / ".dist.staging").mkdir()
    assert "interrupted" in project.reason()


def test_each_output_directory_has_its_own_record(project: BuiltProject) -> None:
    other = project.root / "dist-ar"
    assert reason_to_build(project.root, other, project.cache, FLAGS) != ""
    write_manifest(other, project.cache, "only-locale=ar", {}, {})
    assert project.reason() == ""


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"format": 1}', b"\xff"])
def test_a_damaged_record_counts_as_none(project: BuiltProject, damage: bytes) -> None:
    (record,) = (project.cache / "manifests").iterdir()
    record.write_bytes(damage)
    assert project.reason() == "there is no record of an earlier build"


def test_the_check_needs_no_heavy_imports() -> None:
    script = (
        "import sys; import sitegen.publish.manifest\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{script}"],
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"pydantic", "jinja2", "yaml", "babel", "weasyprint", "hashlib", "difflib", "asyncio"}
    assert heavy & set(ran.stdout.split()) == set()


ROOT = Path(manifest.__file__).parents[2]


def test_20_000_outputs_are_checked_in_a_moment(tmp_path: Path) -> None:
    outputs = {}
    for folder in range(400):
        (tmp_path / f"dist/es/leas/lea-{folder}").mkdir(parents=True)
        for page in range(50):
            path = f"es/leas/lea-{folder}/page-{page}.html"
            file = tmp_path / "dist" / path
            file.write_bytes(b"")
            outputs[path] = Output("0" * 64, 0, file.stat().st_mtime_ns)
    cache = tmp_path / ".cache"
    write_manifest(tmp_path / "dist", cache, FLAGS, {}, outputs)
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        assert reason_to_build(tmp_path, tmp_path / "dist", cache, FLAGS) == ""
        times.append(time.perf_counter() - begun)
    # Measured: about 0.1 s. The bound is for a machine that is busy with other tests.
    assert min(times) < 0.5
