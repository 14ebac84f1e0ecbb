"""The clocks of the handbook for a page that counts them in the browser.

A clock is an event's rule that counts days (:mod:`sitegen.deadlines.clocks`): a test that a
student started, score reports that arrived. Counts of hours and minutes need no form.
"""

from __future__ import annotations

from typing import Any

from sitegen.content.models import EventRule
from sitegen.deadlines.browser_data import rules_data
from sitegen.render.views import Views

UNITS = ("calendar", "working")


def clock_form(views: Views) -> dict[str, Any]:
    """What ``partials/clock.html`` needs: the clocks by name, and their rules for the browser."""
    editions = views.book.editions
    listed, rules = [], []
    for name, deadline in editions.deadlines.items():
        rule = deadline.rule
        if not isinstance(rule, EventRule) or rule.unit not in UNITS or not rule.count:
            continue
        cap = str(rule.not_after) if rule.not_after else None
        closes = editions.statewide[cap].date if cap else None
        listed.append({"id": name, "title": views.text("deadlines", "title", deadline.title)})
        rules.append(
            {
                "id": name,
                "rule": rule.model_dump(mode="json", by_alias=True, exclude_none=True),
                "cap": cap,
                "closes": closes.isoformat() if closes else None,
            }
        )
    holidays = rules_data(editions.rules, editions.statewide)["holidays"]
    return {"list": listed, "rules": {"clocks": rules, "holidays": holidays}}
