"""The Jinja environment: one for a process, in all languages.

Templates are compiled once and find the catalog of the page they are rendered for in their
context (``catalog``), so seven languages do not cost seven compilations. Undefined names
raise; everything that is not marked safe is escaped.
"""

from __future__ import annotations

import gettext as standard_gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.runtime import Context

from sitegen.i18n.catalogs import Catalog


class Interface:
    """The interface's words in one language: domain ``ui`` of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._messages = catalog.messages.get("ui", {})
        self._plural: Callable[[int], int] = _plural_rule(catalog.plural)

    def say(self, english: str, context: str = "") -> str:
        """The translation, or the English where there is none."""
        found = self._messages.get((context, english), english)
        return found if isinstance(found, str) else found[0]

    def count(self, singular: str, plural: str, number: int) -> str:
        found = self._messages.get(("", singular))
        if isinstance(found, tuple):
            return found[min(self._plural(number), len(found) - 1)]
        return singular if number == 1 else plural

    def has(self, english: str) -> bool:
        return ("", english) in self._messages


@cache
def _plural_rule(expression: str) -> Callable[[int], int]:
    return standard_gettext.c2py(expression)


@pass_context
def _gettext(context: Context, message: str) -> str:
    interface: Interface = context["interface"]
    return interface.say(message)


@pass_context
def _ngettext(context: Context, singular: str, plural: str, number: int) -> str:
    interface: Interface = context["interface"]
    return interface.count(singular, plural, number)


@pass_context
def _pgettext(context: Context, kind: str, message: str) -> str:
    interface: Interface = context["interface"]
    return interface.say(message, kind)


def environment(root: Path, bytecode: Path | None = None) -> Environment:
    """The environment over ``layouts/``; ``bytecode`` is a folder that keeps compilations."""
    if bytecode is not None:
        bytecode.mkdir(parents=True, exist_ok=True)
    env = Environment(
        loader=FileSystemLoader(root / "layouts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(bytecode)) if bytecode else None,
        extensions=["jinja2.ext.i18n"],
    )
    installed: Any = env
    installed.install_gettext_callables(_gettext, _ngettext, newstyle=True, pgettext=_pgettext)
    return env
