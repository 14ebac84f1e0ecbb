"""Every address outside the handbook stands in the registry of resources, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGISTRY = ROOT / "content" / "resources.yaml"

ADDRESS = re.compile(
    r"(?:https?:|ftp:)//\S+|(?<![:\w])//[\w-]+\.\w\S*|\bwww\.\w\S*|\bmailto:\w\S*"
    r"|\b[a-z][\w-]*\.(?:gov|org|net|com|edu|io|us)\b\S*"
)
NAMESPACE = "http://www.w3.org/2000/svg"
"""The name of a format, which nothing opens."""

LINK = re.compile(r"\[[^\]]*\]\(resource:[a-z0-9-]+\)")
"""A link to the registry may be called as the mailbox it names."""

OWN = {
    "lea.yaml": re.compile(r"(?:  )*(?:- )?(?:website|email): "),
    "overlay.yaml": re.compile(r"      url: https://(?:[\w-]+\.)*example\.org/\S*$"),
}
"""An LEA's own site and mailbox, which its profile publishes, and a link that its overlay adds; a
sample's leads nowhere."""

TEXT = {".yaml", ".md", ".html", ".css", ".js", ".svg", ".txt", ".json", ".xml", ".webmanifest"}


def addresses(text: str) -> list[str]:
    return ADDRESS.findall(LINK.sub("", text.replace(NAMESPACE, "")))


def files(folder: str) -> list[Path]:
    return [
        path
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in TEXT
        and path != REGISTRY
        and "vendor" not in path.parts
        and not path.name.startswith(("LICENSE", "OFL"))
    ]


def test_the_content_names_no_address_outside_the_registry() -> None:
    found = {}
    for path in files("content"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if own := OWN.get(path.name):
            lines = [line for line in lines if not own.match(line)]
        found[path.relative_to(ROOT).as_posix()] = addresses("\n".join(lines))
    assert {path: each for path, each in found.items() if each} == {}


def test_the_layouts_name_no_address() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): addresses(path.read_text(encoding="utf-8"))
        for path in files("layouts")
    }
    assert len(found) > 20
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/page.",
        '<script src="//cdn.example.test/x.js">',
        "Go to www.example and look.",
        '<a href="mailto:someone@example.org">',
        "It is on caaspp-elpac.org today.",
    ],
)
def test_an_address_is_seen_however_it_is_written(text: str) -> None:
    assert addresses(text)


def test_what_is_no_address_is_left_alone() -> None:
    assert (
        addresses(f'xmlns="{NAMESPACE}" and a//b, 1.0 percent, e.g. TOMS. {{{{ x.organize }}}}')
        == []
    )
