"""A guide's sections: what stands below each of its headings of the second level.

A section's id is the anchor of its heading, which is made from the English and the same in
every language. Where two headings have the same words, the second one's id ends with ``-2``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sitegen.content import prose

LEVEL = "h2"


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section: the source of its heading, and of what stands below it.

    ``line`` is the heading's, counted from 0 in the guide's body.
    """

    id: str
    heading: str
    text: str
    line: int

    @property
    def source(self) -> str:
        return f"{self.heading}\n\n{self.text}\n"


@dataclass(frozen=True, slots=True)
class GuideParts:
    """A guide's body: what stands before the first heading, and the sections."""

    opening: str
    sections: tuple[GuideSection, ...]

    @property
    def by_id(self) -> Mapping[str, GuideSection]:
        return {section.id: section for section in self.sections}


@lru_cache(maxsize=512)
def guide_parts(body: str) -> GuideParts:
    """The parts of a guide's Markdown."""
    tokens = prose.new_engine().parse(body)
    lines = body.split("\n")
    heads: list[tuple[int, int, str]] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == LEVEL and token.level == 0 and token.map:
            start, below = token.map
            heads.append((start, below, tokens[index + 1].content))
    ends = [*(head[0] for head in heads[1:]), len(lines)][: len(heads)]
    taken: dict[str, int] = {}
    sections = []
    for (start, below, words), end in zip(heads, ends, strict=True):
        id_ = prose.heading_id(words)
        taken[id_] = taken.get(id_, 0) + 1
        sections.append(
            GuideSection(
                id_ if taken[id_] == 1 else f"{id_}-{taken[id_]}",
                "\n".join(lines[start:below]).strip(),
                "\n".join(lines[below:end]).strip(),
                start,
            )
        )
    opening = "\n".join(lines[: heads[0][0]] if heads else lines).strip()
    return GuideParts(opening, tuple(sections))


def joined(opening: str, sections: Iterable[GuideSection]) -> str:
    """The Markdown of a guide with these sections."""
    return "\n".join([*([f"{opening}\n"] if opening else []), *(each.source for each in sections)])
