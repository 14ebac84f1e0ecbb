"""Keeping overlays up with upstream: how each operation stands, accepted, or dropped.

``status`` only reads. ``accept`` writes fingerprints and renamed targets into ``overlay.yaml``
and upstream's texts into ``overlay-upstream.yaml`` beside it; ``drop`` takes operations out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.content.binding import bind
from sitegen.content.checks import Checker
from sitegen.content.files import Tree
from sitegen.content.loading import Loaded, Loader, load_lea
from sitegen.content.located_yaml import read_yaml
from sitegen.content.overlay_editing import Renewal, renewed, without
from sitegen.content.overlay_models import UpstreamFile
from sitegen.content.overlay_status import (
    Standing,
    Untranslated,
    present_target,
    standings,
    untranslated,
    upstream_file,
)
from sitegen.content.overlay_targets import fingerprint, keys_of, replaced_text
from sitegen.editions import Editions, Shape, make_editions, make_lea_year
from sitegen.problems import Problem, Problems, Severity


@dataclass(frozen=True, slots=True)
class LeaOverlay:
    """One LEA's overlay: its file, how each operation stands, and what is not translated.

    ``texts`` are upstream's texts that its fingerprints are of; ``renewals`` is what accepting
    an operation writes into it.
    """

    slug: str
    path: str
    operations: tuple[Standing, ...]
    untranslated: tuple[Untranslated, ...]
    texts: Mapping[str, str]
    renewals: Mapping[str, Renewal]
    is_faulty: bool
    """Whether something in it is an error, so that nothing of it can be accepted."""
    present: Mapping[str, tuple[str, str]]
    """By the operation's name: the present fingerprint and text of what it replaces."""

    @property
    def stale(self) -> tuple[Standing, ...]:
        return tuple(each for each in self.operations if each.states)


class Upkeep:
    """The overlays of one tree. Faults that keep one from being read are in ``problems``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        tree = Tree(root, Problems())
        self.loaded: Loaded = Loader(tree).load()
        self.editions: Editions = make_editions(self.loaded, {}, Shape(), {}, Problems())

    def overlays(self, only: str | None = None) -> list[LeaOverlay]:
        """Those LEAs' overlays that have one, or that of one LEA."""
        slugs = [slug for slug in self.loaded.leas if only in (None, slug)]
        return [found for slug in slugs if (found := self.overlay(slug)) is not None]

    def overlay(self, slug: str) -> LeaOverlay | None:
        """One LEA's overlay; ``None`` where it has none that can be read."""
        problems = Problems()
        tree = Tree(self.root, problems)
        content = load_lea(tree, slug)
        path = f"content/leas/{slug}/overlay.yaml"
        broken = [each for each in problems.sorted() if each.at.path == path]
        if content.overlay is None or broken:
            self.problems += broken
            return None
        checker = Checker(self.loaded, lambda name: tree.read(name) or "", problems)
        make_lea_year(self.editions, content, checker, problems)
        errors = [
            each
            for each in problems.sorted()
            if each.at.path == path and each.severity is Severity.ERROR
        ]
        self.problems += errors
        kept = self.kept(slug, tree)
        handbook, overlay = self.loaded.handbook, content.overlay
        found = standings(handbook, overlay, kept, problems.sorted())
        keys = keys_of(overlay.operations)
        languages = [str(tag) for tag in content.profile.languages]
        lacking = [
            each
            for key, operation in zip(keys, overlay.operations, strict=True)
            for each in untranslated(operation, key, languages)
        ]
        lacking += untranslated(content.profile, "lea.yaml", languages)
        renewals: dict[str, Renewal] = {}
        present: dict[str, tuple[str, str]] = {}
        for standing, operation in zip(found, overlay.operations, strict=True):
            target = present_target(handbook, operation)
            now = None if target is None else replaced_text(handbook, operation, target)
            was = None
            if now is not None:
                present[standing.key] = (fingerprint(now), now)
                was = None if getattr(operation, "was", None) == fingerprint(now) else now
            if was is not None or standing.present is not None:
                print_of = fingerprint(was) if was is not None else None
                renewals[standing.key] = Renewal(operation.at, print_of, standing.present)
        return LeaOverlay(
            slug, path, tuple(found), tuple(lacking), kept, renewals, bool(errors), present
        )

    def kept(self, slug: str, tree: Tree) -> Mapping[str, str]:
        """Upstream's texts of then, by fingerprint, as they were kept."""
        path = f"content/leas/{slug}/overlay-upstream.yaml"
        if not tree.exists(path):
            return {}
        problems = Problems()
        text = Tree(self.root, problems).read(path)
        value = None if text is None else read_yaml(text, path, problems)
        file = None if value is None else bind(UpstreamFile, value, path, problems, {"texts": []})
        self.problems += problems.sorted()
        return {str(each.was): str(each.text) for each in (file.texts if file else ())}

    # --- what writes ------------------------------------------------------------------------

    def accept(self, overlay: LeaOverlay, keys: Iterable[str]) -> list[str]:
        """Take upstream's present texts as those that the operations are written for.

        Gives the paths that were written. The texts of all other operations that are up to
        date are kept as well, so that a later change can be shown beside them. An overlay with
        an error in it is left as it is.
        """
        if overlay.is_faulty:
            return []
        chosen = set(keys)
        renewals = [each for key, each in overlay.renewals.items() if key in chosen]
        path = self.root / overlay.path
        text = _raw(path)
        written = [overlay.path] if _write(path, renewed(text, renewals)) else []
        texts = dict(overlay.texts)
        for key, (was, now) in overlay.present.items():
            renewal = overlay.renewals.get(key)
            if key in chosen or renewal is None or renewal.was is None:
                texts[was] = now
        return [*written, *self._keep(overlay.slug, texts)]

    def drop(self, overlay: LeaOverlay, keys: Iterable[str]) -> list[str]:
        """Take operations out of the file. Gives the paths that were written."""
        chosen = set(keys)
        places = [each.at for each in overlay.operations if each.key in chosen]
        path = self.root / overlay.path
        written = [overlay.path] if _write(path, without(_raw(path), places)) else []
        return [*written, *self._keep(overlay.slug, overlay.texts)]

    def _keep(self, slug: str, texts: Mapping[str, str]) -> list[str]:
        """Write the texts of those fingerprints that the overlay still has."""
        content = load_lea(Tree(self.root, Problems()), slug)
        operations: Sequence[object] = content.overlay.operations if content.overlay else ()
        used = {str(getattr(each, "was", None) or "") for each in operations}
        kept = {was: text for was, text in texts.items() if was in used}
        path = f"content/leas/{slug}/overlay-upstream.yaml"
        if not kept and not (self.root / path).exists():
            return []
        return [path] if _write(self.root / path, upstream_file(kept)) else []


def _raw(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _write(path: Path, text: str) -> bool:
    """Write a file whose text has changed; whether it has."""
    if path.exists() and _raw(path) == text:
        return False
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
    return True
