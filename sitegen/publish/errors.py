"""The one exception of publishing, light enough for the check before the heavy imports."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class PublishError(Exception):
    """Why nothing was published, in words for the person at the terminal.

    Whenever it is raised, the site that stood in the output directory still stands there.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Attempt:
    """``with Attempt("write the file x"):`` turns any OSError within into a PublishError."""

    __slots__ = ("what",)

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, OSError):
            why = os.strerror(error.errno) if error.errno else str(error)
            raise PublishError(f"cannot {self.what}: {why}") from error
