"""Loading an LEA's own documents: guides, letters, paragraphs in shared letters, home text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from sitegen.content import local_models
from sitegen.content.binding import bind
from sitegen.content.located_yaml import read_yaml
from sitegen.content.scalars import why_no_id
from sitegen.problems import Problems, Source, did_you_mean

TAGS = ("en", "ar", "zh-Hant", "fil", "ko", "es", "vi")


@dataclass(frozen=True, slots=True)
class LocalPart:
    """One language's file: its head, and its Markdown from ``body_line`` on."""

    head: Any
    body: str
    body_line: int
    path: str


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """A document in the languages that the LEA gives, ``lang`` being that of the original."""

    id: str
    lang: str
    parts: Mapping[str, LocalPart]

    @property
    def original(self) -> LocalPart:
        return self.parts[self.lang]

    def part(self, tag: str) -> tuple[str, LocalPart]:
        """The language in which it can be shown to readers of ``tag``, and the part."""
        lang = tag if tag in self.parts else self.lang
        return (lang, self.parts[lang])


@dataclass(frozen=True, slots=True)
class LocalDocuments:
    """What an LEA wrote itself. ``additions`` are keyed by the shared letter's id.

    ``ids`` has every guide's id that is written down, sound or not.
    """

    guides: Mapping[str, LocalDocument] = field(default_factory=dict)
    letters: Mapping[str, LocalDocument] = field(default_factory=dict)
    additions: Mapping[str, LocalDocument] = field(default_factory=dict)
    home: LocalDocument | None = None
    ids: frozenset[str] = frozenset()

    def all(self) -> Iterator[LocalDocument]:
        yield from self.guides.values()
        yield from self.letters.values()
        yield from self.additions.values()
        if self.home is not None:
            yield self.home


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of document: the head of its original and of a translation."""

    head: type[Any]
    translated: type[Any]


_GUIDE = _Kind(local_models.LocalGuideHead, local_models.TranslatedGuideHead)
_LETTER = _Kind(local_models.LocalLetterHead, local_models.TranslatedLetterHead)
_ADDITION = _Kind(local_models.AdditionHead, local_models.AdditionHead)
_HOME = _Kind(local_models.HomeHead, local_models.HomeHead)

HEADS: dict[str, type[Any]] = {
    "local-guide-head": _GUIDE.head,
    "local-guide-translation-head": _GUIDE.translated,
    "local-letter-head": _LETTER.head,
    "local-letter-translation-head": _LETTER.translated,
    "letter-addition-head": _ADDITION.head,
    "local-home-head": _HOME.head,
}


def load_documents(loader: Any, folder: str) -> LocalDocuments:
    """The documents in an LEA's folder; ``loader`` is the LEA's
    :class:`~sitegen.content.loading.Loader`, which is told what was read."""
    return _Shelf(loader, folder).read()


class _Shelf:
    """Sorts the Markdown files of one LEA by what they are, and reads them."""

    def __init__(self, loader: Any, folder: str) -> None:
        self.loader = loader
        self.problems: Problems = loader.problems
        self.folder = folder
        self.files: dict[tuple[str, str], dict[str, str]] = {}

    def read(self) -> LocalDocuments:
        for path in self.loader.tree.files(self.folder):
            if path.endswith(".md") and not PurePosixPath(path).name.startswith("README"):
                self.sort(path)
        found: dict[str, dict[str, LocalDocument]] = {}
        for (kind, name), parts in self.files.items():
            document = self.document(_KINDS[kind], kind, name, parts)
            if document is not None:
                found.setdefault(kind, {})[name] = document
        return LocalDocuments(
            found.get("guide", {}),
            found.get("letter", {}),
            found.get("addition", {}),
            found.get("home", {}).get("home"),
            frozenset(name for kind, name in self.files if kind == "guide"),
        )

    def sort(self, path: str) -> None:
        """Put a file down by its kind, id and language, told from where it stands."""
        parts = PurePosixPath(path.removeprefix(f"{self.folder}/")).parts
        name = parts[-1].removesuffix(".md")
        stem, _, tag = name.partition(".")
        kind = {("guides",): "guide", ("letters",): "letter", (): "home"}.get(parts[:-1])
        if kind is None or (kind == "home" and stem != "home"):
            return  # a stranger, which the loader reports
        self.loader.read.add(path)
        if kind == "letter" and (tag == "add" or tag.startswith("add.")):
            kind, tag = "addition", tag[4:]
        if self.well_named(path, kind, stem, tag):
            self.files.setdefault((kind, stem), {})[tag] = path

    def well_named(self, path: str, kind: str, stem: str, tag: str) -> bool:
        if tag and tag not in TAGS:
            self.problems.add(
                "B110",
                Source(path),
                f"“{tag}” is no language of the handbook",
                did_you_mean(tag, TAGS) or f"the languages are {', '.join(TAGS)}",
            )
        elif why := why_no_id(stem):
            self.problems.add("B110", Source(path), f"the file’s name is its id, and {why}")
        elif kind in ("guide", "letter") and not stem.startswith("local-"):
            self.problems.add(
                "B110",
                Source(path),
                f"the id of a {kind} of an LEA begins with local-, so that upstream never takes it",
                f"rename it local-{stem}{'.' + tag if tag else ''}.md",
            )
        else:
            return True
        return False

    def document(
        self, kind: _Kind, called: str, name: str, files: Mapping[str, str]
    ) -> LocalDocument | None:
        if "" not in files:
            for path in files.values():
                suffix = ".add" if called == "addition" else ""
                self.problems.add(
                    "B111",
                    Source(path),
                    "this is a translation, and its original is not there",
                    f"the original has no language in its name: {name}{suffix}.md",
                )
            return None
        original = self.part(kind.head, files[""])
        if original is None:
            return None
        lang = str(original.head.lang)
        parts = {lang: original}
        for tag, path in files.items():
            if not tag:
                continue
            part = self.part(kind.translated, path)
            if part is not None and self.fits(tag, lang, part):
                parts[tag] = part
        return LocalDocument(name, lang, {tag: parts[tag] for tag in TAGS if tag in parts})

    def fits(self, tag: str, original: str, part: LocalPart) -> bool:
        """Whether a translation is in the language of its name, and not that of the original."""
        if part.head.lang != tag:
            self.problems.add(
                "B111",
                part.head.lang.at,
                f"this file’s name says “{tag}”, and it says its language is “{part.head.lang}”",
                f"write lang: {tag}, or rename the file",
            )
        elif tag == original:
            self.problems.add(
                "B111",
                part.head.lang.at,
                f"the original is in “{tag}” already",
                "keep one of the two files",
            )
        else:
            return True
        return False

    def part(self, head: type[Any], path: str) -> LocalPart | None:
        text = self.loader.tree.read(path)
        parts = self.loader.parts(path, text) if text is not None else None
        value = read_yaml(parts[0], path, self.problems, first_line=2) if parts else None
        record = None if value is None else bind(head, value, path, self.problems)
        if record is None or parts is None:
            return None
        return LocalPart(record, parts[1], parts[0].count("\n") + 3, path)


_KINDS = {"guide": _GUIDE, "letter": _LETTER, "addition": _ADDITION, "home": _HOME}
