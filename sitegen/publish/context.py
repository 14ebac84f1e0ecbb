"""What all jobs of a run share, told to other processes by a path and a digest."""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from sitegen.publish.errors import Attempt, PublishError
from sitegen.publish.store import replace_file

if TYPE_CHECKING:
    from types import TracebackType

Context = TypeVar("Context")

_loaded: dict[str, Any] = {}
"""The one context that this process holds, by its digest."""


class ContextRef(Generic[Context]):
    """A reference to a picklable ``value`` that stays small wherever it is sent.

    In the process that made it, the value is at hand and is never pickled, so that a serial
    run pays nothing. The first time that the reference itself is pickled, the value goes
    into a file of ``folder/contexts``; what is sent is that file's path and SHA-256.
    Leaving the ``with`` removes the file.
    """

    def __init__(self, value: Context, folder: Path) -> None:
        self._value = value
        self._folder = f"{folder}/contexts"
        self._sent: tuple[str, str] | None = None

    def load(self) -> Context:
        """The value."""
        return self._value

    def __reduce__(self) -> tuple[type[_SentContext], tuple[str, str]]:
        if self._sent is None:
            data = pickle.dumps(self._value, protocol=pickle.HIGHEST_PROTOCOL)
            digest = hashlib.sha256(data).hexdigest()
            path = f"{self._folder}/{digest}-{os.getpid()}"
            with Attempt(f"write the context of the jobs to {self._folder}"):
                replace_file(path, data, f"{path}.part")
            self._sent = (path, digest)
        return (_SentContext, self._sent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._sent:
            Path(self._sent[0]).unlink(missing_ok=True)
            self._sent = None


class _SentContext:
    """What a ContextRef is at the other end."""

    def __init__(self, path: str, digest: str) -> None:
        self._path = path
        self._digest = digest

    def __reduce__(self) -> tuple[type[_SentContext], tuple[str, str]]:
        return (_SentContext, (self._path, self._digest))

    def load(self) -> Any:
        """The value: unpickled once a process, kept until another context comes."""
        if self._digest not in _loaded:
            gc.unfreeze()
            _loaded.clear()
            with Attempt(f"read the context of the jobs from {self._path}"):
                data = Path(self._path).read_bytes()
            if hashlib.sha256(data).hexdigest() != self._digest:
                raise PublishError(f"the context of the jobs in {self._path} was changed")
            # Our own file, and proven to be, byte for byte.
            _loaded[self._digest] = pickle.loads(data)  # noqa: S301
            # The collector would go through the whole context again and again: with 300,000
            # objects in it, jobs that make many objects took four times as long.
            gc.freeze()
        return _loaded[self._digest]
