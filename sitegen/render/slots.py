"""Slots: an LEA's own values, left open while a page is rendered once for all LEAs.

A template of an LEA's page is plain Jinja. It is rendered once a language with
:class:`LeaSlots` in place of the LEA; what comes out is cut at the slots
(:class:`Form`), and an LEA's page is then a fill and a join. That holds only while the
template *outputs* an LEA's values: a template that tests, compares, filters or loops over
one would bake one LEA's structure into all pages, so a :class:`Slot` raises when it is used
for anything but output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from markupsafe import Markup, escape

_OPEN, _CLOSE = "\x02", "\x03"
_SLOT = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


class SlotMisuse(TypeError):
    """A template did more with an LEA's value than put it out."""


def _misuse(what: str) -> Callable[..., NoReturn]:
    def refuse(self: Slot, *_: Any, **__: Any) -> NoReturn:
        raise SlotMisuse(
            f"the slot “{self.name}” stands for a value that differs from LEA to LEA: a template "
            f"can put it out and cannot {what} it"
        )

    return refuse


class Slot:
    """One open value. ``__html__`` is all that it can do."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __html__(self) -> str:
        return f"{_OPEN}{self.name}{_CLOSE}"

    __bool__ = _misuse("test")
    __eq__ = _misuse("compare")  # type: ignore[assignment]
    __ne__ = _misuse("compare")  # type: ignore[assignment]
    __lt__ = __gt__ = __le__ = __ge__ = _misuse("compare")
    __hash__ = _misuse("look up")  # type: ignore[assignment]
    __iter__ = _misuse("loop over")
    __len__ = _misuse("count")
    __contains__ = _misuse("search")
    __getitem__ = _misuse("take a part of")
    __str__ = _misuse("filter")
    __format__ = _misuse("format")
    __add__ = __radd__ = __mod__ = __mul__ = _misuse("calculate with")
    __int__ = __float__ = __index__ = _misuse("calculate with")
    __call__ = _misuse("call")


class SlotGroup:
    """Slots with a common first part of the name: ``lea.occurrences_html[timeframe]``."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getitem__(self, key: object) -> Slot:
        return Slot(f"{self._name}:{key}")


class LeaSlots:
    """Stands in for an LEA: each attribute is a slot, each of ``groups`` a group of them."""

    def __init__(self, names: frozenset[str], groups: frozenset[str]) -> None:
        self._names = names
        self._groups = groups

    def __getattr__(self, name: str) -> Slot | SlotGroup:
        if name in self._groups:
            return SlotGroup(name)
        if name in self._names:
            return Slot(name)
        raise AttributeError(name)


class Form:
    """A rendered text cut at its slots. ``fill`` joins it with an LEA's values.

    Values are HTML already (:class:`~markupsafe.Markup`) or are escaped here.
    """

    __slots__ = ("_names", "_texts")

    def __init__(self, rendered: str) -> None:
        pieces = _SLOT.split(rendered)
        self._texts: tuple[str, ...] = tuple(pieces[0::2])
        self._names: tuple[str, ...] = tuple(pieces[1::2])

    @property
    def names(self) -> tuple[str, ...]:
        """The slots in the order in which they stand, repeats included."""
        return self._names

    def fill(self, values: Mapping[str, object]) -> Markup:
        """The text with every slot filled. A missing value raises ``KeyError``."""
        parts = [self._texts[0]]
        for name, text in zip(self._names, self._texts[1:], strict=True):
            parts.append(escape(values[name]))
            parts.append(text)
        return Markup("".join(parts))
