"""Links that lead nowhere, and requests to other hosts, in a built site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern

from sitegen.audit.addresses import DeadLink, Site, Target
from sitegen.audit.findings import Finding, line_at
from sitegen.audit.markup import Page, Reference, read_css, read_page, read_script

_ALWAYS_THERE = {"", "top"}
_LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")


@dataclass(slots=True)
class Survey:
    """What one reading of a whole site found."""

    broken: list[Finding] = field(default_factory=list)
    foreign: list[Finding] = field(default_factory=list)
    in_place: list[Finding] = field(default_factory=list)
    pages: int = 0
    _ids: dict[str, set[str]] = field(default_factory=dict)
    _waiting: list[tuple[str, int, Target, str]] = field(default_factory=list)


def broken_links(dist: Path, base_path: str = "", origin: str = "") -> list[Finding]:
    """Every address in a built site, root-relative, relative or at ``origin``, that leads nowhere.

    ``dist`` is the folder, ``base_path`` the path that it is served below (``""`` or
    ``/handbook``), ``origin`` the scheme and host of its own absolute links. Looks at pages,
    SVG, style sheets, module imports, web manifests and site maps; at paths, letter by letter,
    and at fragments.
    """
    return survey(dist, base_path, origin).broken


def foreign_requests(dist: Path, base_path: str = "", origin: str = "") -> list[Finding]:
    """Every address at another host that a browser would ask for without a reader's click."""
    return survey(dist, base_path, origin).foreign


def survey(dist: Path, base_path: str = "", origin: str = "") -> Survey:
    """Read a site once for dead links, foreign requests, and scripts or styles in place."""
    site = Site(dist, base_path, origin)
    result = Survey()
    for name, path in site.files.items():
        references = _read(site, name, path, result)
        if references is not None:
            _follow(site, name, path, *references, result)
    _check_fragments(site, result)
    for found in (result.broken, result.foreign, result.in_place):
        found.sort()
    return result


def _read(site: Site, name: str, path: str, result: Survey) -> tuple[str, list[Reference]] | None:
    suffix = name.rpartition(".")[2].lower()
    if suffix not in {"html", "svg", "css", "js", "mjs", "webmanifest", "xml"}:
        return None
    text = (site.root / path).read_text(encoding="utf-8")
    if suffix in {"html", "svg"}:
        page = read_page(text)
        result._ids[name] = {intern(one) for one in page.ids}
        if suffix == "html":
            result.pages += 1
            result.in_place += _in_place(path, text, page)
        return text, page.references
    if suffix == "css":
        return text, read_css(text)
    if suffix in {"js", "mjs"}:
        return text, read_script(text)
    if suffix == "webmanifest":
        return text, list(_manifest(text))
    return text, [
        Reference(found[1].replace("&amp;", "&"), found.start(1), fetched=False)
        for found in _LOCATION.finditer(text)
    ]


def _manifest(text: str) -> Iterator[Reference]:
    manifest = json.loads(text)
    lists = [manifest.get("icons", ()), manifest.get("shortcuts", ())]
    values = [manifest.get("start_url"), manifest.get("scope")]
    values += [one.get("src", one.get("url")) for entries in lists for one in entries]
    for value in values:
        if value:
            yield Reference(value, max(text.find(f'"{value}"'), 0), fetched=True)


def _in_place(path: str, text: str, page: Page) -> Iterator[Finding]:
    for what, offset in page.in_place:
        message = f"{what}, which the page's content security policy blocks"
        yield Finding(path, line_at(text, offset), message)
    for one, offset in page.repeated_ids:
        yield Finding(path, line_at(text, offset), f"the id “{one}” stands here again")


def _follow(
    site: Site, name: str, path: str, text: str, references: list[Reference], result: Survey
) -> None:
    met: set[tuple[str, bool]] = set()
    for reference in references:
        address, offset = reference.address, reference.offset
        if (address, reference.fetched) in met:
            continue
        met.add((address, reference.fetched))
        try:
            target = site.target(address, name)
        except DeadLink as fault:
            line = line_at(text, offset)
            result.broken.append(Finding(path, line, f"the link {fault}", address))
            continue
        if target is None:
            if reference.fetched and not address.lower().startswith(("data:", "blob:")):
                line = line_at(text, offset)
                result.foreign.append(Finding(path, line, "asks another host", address))
        elif target.fragment not in _ALWAYS_THERE and not target.fragment.startswith(":~:"):
            result._waiting.append((path, offset, target, address))


def _check_fragments(site: Site, result: Survey) -> None:
    for path, offset, target, address in result._waiting:
        if target.fragment in result._ids.get(target.path, ()):
            continue
        text = (site.root / path).read_text(encoding="utf-8")
        message = f"nothing in {target.path} has the id “{target.fragment}”"
        result.broken.append(Finding(path, line_at(text, offset), message, address))
