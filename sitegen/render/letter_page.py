"""A letter's page: the words that the layout itself needs, and its Jinja filters.

The layout is ``layouts/letters/letter.html``; the messages of :data:`LABELS` are in the
catalogs of the domain ``letters``, with :data:`LABEL_CONTEXT` as their context.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from sitegen.render.isolation import isolated

LABEL_CONTEXT = "label"

# Key in the template's ``labels``, and the English message.
LABELS = {
    "page": "Page {page} of {pages}",
    "sample": "Sample letter. Its sender is invented.",
    "school_year": "School year",
    "phone": "Telephone",
    "email": "Email",
    "closing": "Sincerely,",
    "superintendent": "Superintendent",
    "coordinator": "Coordinator of state testing",
}

# In languages other than English, until a person has read the translation.
REVIEW_NOTICE = (
    "This letter was translated by a machine, and no person has checked it yet. If something "
    "is unclear, ask your school for the English letter, or for help in your language."
)

# One calendar among several, and what stands between two of them: the field testing-periods.
PERIOD_CONTEXT = "testing-periods"
PERIOD_OF_TRACK = "{track}: from {period-opens} to {period-closes}"
PERIOD_SEPARATOR = "; "


def numbered(label: str) -> Markup:
    """The page label with the places that the style sheet fills with page numbers."""
    html = str(escape(label))
    for name in ("page", "pages"):
        html = html.replace(f"{{{name}}}", f'<span class="{name}"></span>')
    return Markup(html)


LETTER_FILTERS = {"isolated": isolated, "numbered": numbered}
