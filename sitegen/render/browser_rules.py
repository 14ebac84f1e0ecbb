"""What the what-if, the clocks and home's “now” need of the handbook, in one language.

One file a language, fetched when a page needs it: the rules without words
(:mod:`sitegen.deadlines.browser_data`), the names and pages of the deadlines, and the sentences
of reasons and verdicts with their ``{fields}`` open. A sentence or a name that is not in the
page's language says which it is in.
"""

from __future__ import annotations

import json
from typing import Any

from sitegen.deadlines.browser_data import rules_data
from sitegen.deadlines.choices import CHOICE_SENTENCES
from sitegen.deadlines.reasons import SENTENCES
from sitegen.render.frame import Frame
from sitegen.render.markdown import Text

FORMAT = 1


def browser_rules(frame: Frame) -> bytes:
    """The file of a language, as JSON."""
    views, editions = frame.views, frame.book.editions
    sentences = {**SENTENCES, **CHOICE_SENTENCES}
    content = {
        "format": FORMAT,
        "rules": rules_data(editions.rules, editions.statewide),
        "deadlines": {
            name: {
                **_said(views.text("deadlines", "title", deadline.title)),
                "layer": deadline.layer,
                "url": frame.addresses.url("deadline", name),
            }
            for name, deadline in editions.deadlines.items()
        },
        "sentences": {kind: _said(views.said(english)) for kind, english in sentences.items()},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _said(text: Text) -> dict[str, Any]:
    return {"text": text.plain, **({"lang": text.lang} if text.lang else {})}
