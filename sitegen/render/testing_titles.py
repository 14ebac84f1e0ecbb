"""What a testing of an LEA's local schedule is called in a language, on pages and in feeds."""

from __future__ import annotations

from markupsafe import escape

from sitegen.deadlines.testing_words import parts_of_testing
from sitegen.deadlines.tracks import Testing
from sitegen.i18n import formatting
from sitegen.render.frame import Frame
from sitegen.render.markdown import Text


def title_of_testing(frame: Frame, testing: Testing) -> tuple[Text, list[str]]:
    """Its title, in the LEA's words where it has some, else said by its parts; and what else is
    known of it: the parts that the title does not say, and its schools."""
    parts = parts_of_testing(testing, frame.interface.say)
    names = dict(testing.names)
    if not names:
        title = formatting.joined(parts, frame.tag) or testing.id
        return Text(escape(title), title), [*testing.schools]
    lang = frame.tag if frame.tag in names else next(iter(names))
    name = names[lang]
    text = Text(escape(name), name, lang if lang != frame.tag else None)
    return text, [*parts, *testing.schools]


def anchor_of_testing(testing: Testing, track: str, number: int) -> str:
    """Where the page of dates has it; ``number`` counts its make-ups, and is 0 for itself."""
    return f"testing-{track}-{testing.id}" + f"-make-up-{number}" * (number > 0)
