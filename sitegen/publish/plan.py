"""Every output path of a build, known before a byte is rendered."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sitegen.problems import Problem, Source
from sitegen.publish.places import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_NAME = 240
"""Bytes of a file or directory name. File systems take 255; some tools append to names."""

_UNSAFE = re.compile(
    r"""^/ | //+ | /$ | (?:^|/)\.\.?(?:/|$) | [\\\x00-\x1f\x7f-\x9f\ud800-\udfff<>:"|?*]""",
    re.VERBOSE,
)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that Windows reserves, with any extension ("Naming Files, Paths, and Namespaces")."""

Claim = tuple[str, Source]


class Plan:
    """Who writes which path, relative to the site's root, with ``/``.

    ``owner`` is the id of a job, and ``source`` the place in the content that makes the path
    needed; a problem is reported there. The first to claim a path has it.
    """

    def __init__(self) -> None:
        # With 100,000 paths, a number for each claim is what keeps a plan small.
        self._numbers: dict[Claim, int] = {}
        self._claims: list[Claim] = []
        self._paths: dict[str, int] = {}
        self._doubles: list[tuple[str, Claim]] = []
        self.add(MARKER, "publish", Source("sitegen/publish/plan.py"))

    def add(self, path: str, owner: str, source: Source) -> None:
        """Claim a path. Nothing is raised; :meth:`problems` tells what is wrong with it."""
        claim = (owner, source)
        if path in self._paths:
            self._doubles.append((path, claim))
            return
        number = self._numbers.setdefault(claim, len(self._claims))
        if number == len(self._claims):
            self._claims.append(claim)
        self._paths[path] = number

    def has(self, path: str) -> bool:
        """Whether somebody writes exactly this path."""
        return path in self._paths

    def owner(self, path: str) -> str:
        """The id of the job that writes the path; KeyError where none does."""
        return self._claims[self._paths[path]][0]

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[str]:
        """All paths in the order in which they were claimed."""
        return iter(self._paths)

    def stale(self, previous: Iterable[str]) -> list[str]:
        """Those paths of an earlier build that this one does not write, sorted."""
        return sorted(path for path in previous if path not in self._paths)

    def problems(self) -> list[Problem]:
        """All that is wrong with the paths, sorted."""
        found = [*self._taken_twice(), *self._unfit(), *self._too_alike()]
        return sorted(found, key=lambda problem: problem.sort_key)

    def _taken_twice(self) -> Iterator[Problem]:
        for path, (owner, source) in self._doubles:
            first, first_source = self._claims[self._paths[path]]
            yield Problem(
                "P101",
                source,
                f"{path} would be written twice: by {first} ({first_source}) and by {owner}",
                "give one of the two another id",
            )

    def _unfit(self) -> Iterator[Problem]:
        for path, number in self._paths.items():
            source = self._claims[number][1]
            if not path or _UNSAFE.search(path):
                yield Problem(
                    "P104",
                    source,
                    f"{path!r} is no safe path for a file of the site",
                    "use letters, digits, hyphens and single dots",
                )
            elif why := _not_portable(path):
                yield Problem("P105", source, f"{path}: {why}", "choose another id")

    def _too_alike(self) -> Iterator[Problem]:
        """Paths that some file systems take for one.

        Sorted by their folded form, with the separator below every character, paths that
        collide are neighbours, and so are a file and what would lie in a directory of its name.
        """
        told = {""}
        before = ""
        before_folded: str | None = None
        for folded, path in _by_folded_form(self._paths):
            folder = _folder_spelt_twice(before, path)
            if before_folded is not None and folded.startswith(f"{before_folded}\0"):
                # The file may have more below it: go on comparing with the file.
                yield self._clash("P103", path, "would lie in", before, "which is a file")
                continue
            if folded == before_folded or folder not in told:
                told.add(folder)
                how = f"the same but for {_difference(before, path)}"
                yield self._clash("P102", path, "is taken for", before, how)
            before, before_folded = path, folded

    def _clash(self, code: str, path: str, verb: str, other: str, how: str) -> Problem:
        owner, source = self._claims[self._paths[path]]
        return Problem(
            code,
            source,
            f"{path} (by {owner}) {verb} {other} (by {self.owner(other)}), {how}",
            "give one of the two another id",
        )


def _by_folded_form(paths: Iterable[str]) -> list[tuple[str, str]]:
    return sorted((_folded(path), path) for path in paths)


def _folded(path: str) -> str:
    """Equal for paths that a case-insensitive or normalising file system takes for one."""
    if path.isascii():
        return path.lower().replace("/", "\0")
    composed = unicodedata.normalize("NFC", path).casefold()
    return unicodedata.normalize("NFC", composed).replace("/", "\0")


def _folder_spelt_twice(one: str, other: str) -> str:
    """The folded directory that both paths lie in and spell differently, or nothing."""
    names = zip(one.split("/")[:-1], other.split("/")[:-1], strict=False)
    for depth, (here, there) in enumerate(names, 1):
        if here != there:
            folder = _folded("/".join(one.split("/")[:depth]))
            return folder if _folded(here) == _folded(there) else ""
    return ""


def _difference(one: str, other: str) -> str:
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    here, there = next(pair for pair in pairs if pair[0] != pair[1])
    if unicodedata.normalize("NFC", here) == unicodedata.normalize("NFC", there):
        return "how Unicode composes its characters"
    return "upper and lower case"


def _not_portable(path: str) -> str:
    for name in path.split("/"):
        if len(name) > LONGEST_NAME // 4 and len(name.encode()) > LONGEST_NAME:
            return f"a name of {len(name.encode())} bytes; {LONGEST_NAME} are the most"
        if _DEVICE.fullmatch(name):
            return f"“{name}” is the name of a device on Windows"
        if name[-1] in ". ":
            return f"“{name}” ends with a dot or a space, which Windows drops"
    return ""
