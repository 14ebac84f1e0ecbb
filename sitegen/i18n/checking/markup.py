"""Markdown: what is strong, emphasised or code in the English is so in the translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sitegen.i18n.checking.pairs import Finding, Form

_MARK = re.compile(r"\*\*|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]*)\)")
_SAID = {"**": "strong words (**)", "*": "emphasis (*)", "`": "code (`)"}


def markdown(form: Form) -> Iterator[Finding]:
    """L138: marks of Markdown that do not pair, and links that stand less often."""
    if form.domain == "ui":
        return
    ours = Counter(_MARK.findall(form.english))
    theirs = Counter(_MARK.findall(form.text))
    for mark in sorted(ours | theirs):
        if ours[mark] != theirs[mark]:
            yield Finding(
                "L138",
                max(form.text.find(mark), 0),
                f"the marks of {_SAID[mark]} are {theirs[mark]}; the English has {ours[mark]}",
                "put the marks around the same words",
            )
    targets = Counter(_LINK.findall(form.text))
    for target, times in sorted(Counter(_LINK.findall(form.english)).items()):
        if target in targets and targets[target] < times:
            yield Finding(
                "L138",
                0,
                f"the link to {target} stands {targets[target]} times; in the English {times}",
                "link the same words as the English",
            )
