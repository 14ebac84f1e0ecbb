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
    def refuse(self: Slot | SlotGroup | LeaSlots, *_: Any, **__: Any) -> NoReturn:
        raise SlotMisuse(f"{self!r} {what}")

    return refuse


def _refuse(deed: str) -> Callable[..., NoReturn]:
    return _misuse(
        f"stands for a value that differs from LEA to LEA: a template can put it out and cannot "
        f"{deed} it"
    )


class Slot:
    """One open value. ``__html__`` is all that it can do."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __html__(self) -> str:
        return f"{_OPEN}{self._name}{_CLOSE}"

    def __repr__(self) -> str:
        return f"the slot “{self._name}”"

    __bool__ = _refuse("test")
    __eq__ = _refuse("compare")
    __ne__ = _refuse("compare")
    __lt__ = __gt__ = __le__ = __ge__ = _refuse("compare")
    __hash__ = _refuse("look up")
    __iter__ = _refuse("loop over")
    __len__ = _refuse("count")
    __contains__ = _refuse("search")
    __getitem__ = _refuse("take a part of")
    __str__ = _refuse("filter")
    __format__ = _refuse("format")
    __add__ = __radd__ = __sub__ = __rsub__ = _refuse("calculate with")
    __mod__ = __rmod__ = __mul__ = __rmul__ = _refuse("calculate with")
    __truediv__ = __floordiv__ = __neg__ = __pos__ = __pow__ = _refuse("calculate with")
    __int__ = __float__ = __index__ = _refuse("calculate with")
    __call__ = _refuse("call")


class SlotGroup:
    """Slots with a common first part of the name: ``lea.occurrences_html[timeframe]``."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getitem__(self, key: object) -> Slot:
        return Slot(f"{self._name}:{key}")

    def __repr__(self) -> str:
        return f"the slots “{self._name}”"

    __bool__ = __html__ = __str__ = __iter__ = __len__ = __contains__ = _misuse(
        "are put out one by one, each by its key, and in no other way"
    )


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

    def __repr__(self) -> str:
        return "the LEA"

    __bool__ = __html__ = __str__ = __iter__ = __len__ = __contains__ = _misuse(
        "is known by its slots alone while a page is rendered for all LEAs"
    )


class Form:
    """A rendered text cut at its slots. ``fill`` joins it with an LEA's values.

    Values are HTML already (:class:`~markupsafe.Markup`) or are escaped here.
    """

    __slots__ = ("_names", "_texts", "_whole")

    def __init__(self, rendered: str) -> None:
        pieces = _SLOT.split(rendered)
        self._texts: tuple[str, ...] = tuple(pieces[0::2])
        self._names: tuple[str, ...] = tuple(pieces[1::2])
        self._whole = None if self._names else Markup(rendered)

    @property
    def names(self) -> tuple[str, ...]:
        """The slots in the order in which they stand, repeats included."""
        return self._names

    def fill(self, values: Mapping[str, object]) -> Markup:
        """The text with every slot filled. A missing value raises ``KeyError``."""
        if self._whole is not None:
            return self._whole
        parts = [self._texts[0]]
        for name, text in zip(self._names, self._texts[1:], strict=True):
            value = values[name]
            parts += (value if type(value) is Markup else escape(value), text)
        return Markup("".join(parts))
