"""What stands in for the faulty parts of a file while the rest of it is checked.

Nothing of this is ever published: a stand-in is used only after an error was recorded. It
carries no place, and what carries no place is not reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from sitegen.content import guidance, lea_models, models, overlay_models
from sitegen.problems import Source

STAND_INS: Mapping[type[BaseModel], Mapping[str, Any]] = {
    models.SiteSettings: {
        "name": "–", "description": "–", "version": "0", "official": "false", "editions": [],
    },
    models.LocalSettings: {},
    models.TaskFile: {"tasks": []},
    models.DeadlineFile: {"last-modified": "2000-01-01", "deadlines": []},
    models.ResourceFile: {"checked": "2000-01-01", "resources": []},
    models.Glossary: {"terms": []},
    models.ErrataFile: {"errata": []},
    models.GuideHead: {
        "title": "–", "category": models.Topic.COMMUNICATION, "lead": "–", "sources": ["how-to/0"],
    },
    models.LetterHead: {
        "title": "–", "subject": "–", "summary": "–", "sources": ["how-to/0"],
        "citation": [{"@": Source(""), "resource": "none"}],
    },
    lea_models.LeaProfile: {
        "name": "–", "cds": "0" * 14, "kind": models.LeaKind.SMALL, "county": "–",
        "languages": ["en"],
    },
    lea_models.CalendarFile: {},
    overlay_models.Overlay: {"operations": []},
    guidance.HowToFile: {"title": "–", "order": "0", "topics": []},
    guidance.HelpNowFile: {"lead": "–", "cases": []},
    guidance.StartFile: {"lead": "–", "sections": []},
    guidance.RolesFile: {"roles": []},
}  # fmt: skip
"""What takes the place of a file's faulty parts, so that all else in it is still checked."""
