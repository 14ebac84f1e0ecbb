"""Which file of a built site an address leads to."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit

_ELSEWHERE = {"mailto", "tel", "sms", "data", "blob", "about"}


@dataclass(frozen=True, slots=True)
class Target:
    """A place inside the site: a path below its root, and the part of the file after ``#``."""

    path: str
    fragment: str = ""


class DeadLink(Exception):
    """An address of the site that leads nowhere; the text says why."""


class Site:
    """A folder as it is served: at ``origin`` (``https://host`` or nothing), below ``base``.

    ``base`` is the path that the folder's root has on the server: ``""`` or ``/handbook``.
    """

    def __init__(self, root: Path, base: str = "", origin: str = "") -> None:
        self.root = root
        self.base = "/" + base.strip("/") + "/" if base.strip("/") else "/"
        self.host = urlsplit(origin).netloc.lower()

    @cached_property
    def files(self) -> dict[str, str]:
        """Each file's address below the base (NFC, as a reader would type it) and its path."""
        found = {}
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = Path(folder, name).relative_to(self.root).as_posix()
                found[normalize("NFC", path)] = path
        return dict(sorted(found.items()))

    @cached_property
    def folders(self) -> set[str]:
        """Every folder's path, with a slash at its end."""
        return {
            path[: place + 1]
            for path in self.files
            for place, letter in enumerate(path)
            if letter == "/"
        }

    def is_elsewhere(self, address: str) -> bool:
        """Whether an address leaves the site, so that no file answers it."""
        parts = urlsplit(address)
        if parts.scheme.lower() in _ELSEWHERE:
            return True
        return bool(parts.netloc) and parts.netloc.lower() != self.host

    def target(self, address: str, page: str) -> Target | None:
        """Where ``address`` in the file ``page`` leads to; nothing for another site.

        Raises :class:`DeadLink`; the fragment is not looked at here.
        """
        document, _, fragment = address.strip().partition("#")
        if not document:
            return Target(page, unquote(fragment))
        asked = document if document.startswith("/") else (page.rpartition("/")[0], document)
        if asked not in self._answers:
            self._answers[asked] = self._resolve(document, page)
        answer = self._answers[asked]
        if isinstance(answer, str):
            return Target(answer, unquote(fragment) if "%" in fragment else fragment)
        if isinstance(answer, DeadLink):
            raise answer
        return None

    @cached_property
    def _answers(self) -> dict[str | tuple[str, str], str | DeadLink | None]:
        return {}

    def _resolve(self, document: str, page: str) -> str | DeadLink | None:
        try:
            if self.is_elsewhere(document):
                return None
        except ValueError as fault:
            return DeadLink(f"is no address ({fault})")
        place = urlsplit(urljoin(self.base + page, document))
        if place.scheme and not place.netloc:
            return DeadLink(f"has the scheme {place.scheme}:")
        path = normalize("NFC", unquote(place.path)) or "/"
        if not path.startswith(self.base):
            return DeadLink(f"is outside {self.base}")
        path = path.removeprefix(self.base)
        name = f"{path}index.html" if not path or path.endswith("/") else path
        if name in self.files:
            return name
        if f"{name}/" in self.folders:
            return DeadLink("is a folder: a slash is missing at its end")
        return DeadLink("does not exist")
