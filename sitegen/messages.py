"""Every text of the site that is translated, by the section whose catalogs hold it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.content.handbook import Handbook, Letter
from sitegen.i18n.catalog_files import Templates
from sitegen.i18n.catalogs import DOMAINS
from sitegen.i18n.content_messages import content_messages
from sitegen.i18n.extraction import interface_messages
from sitegen.i18n.po_file import Message
from sitegen.render.letter_page import (
    LABEL_CONTEXT,
    LABELS,
    PERIOD_CONTEXT,
    PERIOD_OF_TRACK,
    PERIOD_SEPARATOR,
    REVIEW_NOTICE,
)
from sitegen.render.letters import letter_messages, letters_in_order
from sitegen.render.markdown import messages


def site_messages(root: Path, handbook: Handbook) -> Templates:
    """All texts of the interface, the content and the letters; ``root`` has the templates."""
    found: dict[str, list[Message]] = {domain: [] for domain in DOMAINS}
    found["ui"].extend(interface_messages(root))
    for domain, message in content_messages(handbook, messages):
        found[domain].append(message)
    for letter in letters_in_order(handbook):
        found["letters"].extend(_messages_of_letter(letter))
    return found


LAYOUT = "letter-page"
_WORDS = {
    **{(LABEL_CONTEXT, english): name for name, english in LABELS.items()},
    (LABEL_CONTEXT, REVIEW_NOTICE): "review-notice",
    (PERIOD_CONTEXT, PERIOD_OF_TRACK): "period-of-track",
    (PERIOD_CONTEXT, PERIOD_SEPARATOR): "period-separator",
}
"""The names of the layout's own words, for the references ``letter-page.closing``."""


def _messages_of_letter(letter: Letter) -> Iterator[Message]:
    """A letter's own texts, what lists say of it, and the words of the layout."""
    name = f"letters/{letter.id}"
    for context, english in letter_messages(letter):
        word = _WORDS.get((context, english))
        field = "body" if context == "letter" else context
        yield Message(f"{LAYOUT}.{word}" if word else f"{name}.{field}", context, (english,))
        if context == "subject" and letter.head.summary:
            yield Message(f"{name}.summary", "summary", (str(letter.head.summary),))
