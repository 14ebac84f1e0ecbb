"""Catalogs that no person wrote: every text changed, or every text repeated as it is.

A pseudo catalog shows what was never marked for translation: on its pages, plain English is a
text that a translator would not have met. Fields, links and code stay, as they must.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sitegen.content.files import Tree
from sitegen.content.loading import Loader
from sitegen.i18n.catalog_files import catalog_path
from sitegen.i18n.po_file import PoFile, read_po, written
from sitegen.i18n.updating import updated
from sitegen.messages import site_messages
from sitegen.problems import Problems

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTED = "ÀƁÇÐÉƑĞĤÎĴĶĻḾŃÖƤɊŘŞŢÛṼŴẊÝŽàƀçđéƒğĥîĵķļḿńöƥɋřşţûṽŵẋýž"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|\{\w[\w-]*\}|\]\([^)\s]*\)|`[^`]*`|&\w+;)")

HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def pseudo(english: str) -> str:
    """``Set {day}`` becomes ``⟦Şéţ {day}⟧``."""
    pieces = _KEPT.split(english)
    changed = (piece if at % 2 else piece.translate(_ACCENTS) for at, piece in enumerate(pieces))
    return f"⟦{''.join(changed)}⟧"


def lay_catalogs(root: Path, tag: str, say: Callable[[str], str]) -> None:
    """Catalogs of the language ``tag`` for the tree ``root``, every text said by ``say``."""
    tree = Tree(root, Problems())
    for domain, messages in site_messages(root, Loader(tree).load().handbook).items():
        empty = updated(read_po(HEAD), messages)
        entries = tuple(
            replace(entry, strings=tuple(map(say, (entry.ids[0], entry.ids[-1])[: len(entry.ids)])))
            for entry in empty.entries
        )
        path = root / catalog_path(tag, domain)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(PoFile(empty.head, entries)), encoding="utf-8")
