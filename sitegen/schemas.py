"""JSON Schemas of the content's files, made from the models, for editors that know them.

They stand in ``schemas/`` and are committed, so that an editor helps before anything is
installed; a test holds them to the models.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sitegen.content import guidance, lea_models, models, overlay_models
from sitegen.content.local_files import HEADS
from sitegen.content.located_yaml import PLACE
from sitegen.feeds import LedgerFile
from sitegen.i18n.checking import term_base
from sitegen.i18n.review import ReviewFile

FILES: dict[str, type[BaseModel]] = {
    "tasks": models.TaskFile,
    "deadlines": models.DeadlineFile,
    "resources": models.ResourceFile,
    "glossary": models.Glossary,
    "errata": models.ErrataFile,
    "guide-head": models.GuideHead,
    "letter-head": models.LetterHead,
    "how-to": guidance.HowToFile,
    "help-now": guidance.HelpNowFile,
    "start": guidance.StartFile,
    "roles": guidance.RolesFile,
    "site": models.SiteSettings,
    "local": models.LocalSettings,
    "lea": lea_models.LeaProfile,
    "calendar": lea_models.CalendarFile,
    "overlay": overlay_models.Overlay,
    "feed-ledger": LedgerFile,
    **HEADS,
    "review": ReviewFile,
    "terms": term_base.TermBase,
    "keep": term_base.KeptNames,
    "allowances": term_base.Allowances,
}


def schema_text(model: type[BaseModel]) -> str:
    """The schema of one kind of file, without the places that the loader puts in."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= _without_places(model.model_json_schema(by_alias=True))
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _without_places(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_places(item) for item in value if item != PLACE]
    if not isinstance(value, dict):
        return value
    return {
        key: _without_places(item) for key, item in value.items() if key not in (PLACE, "Source")
    }


def write_schemas(root: Path) -> list[str]:
    """Write all schemas; gives the paths of those that have changed."""
    written = []
    for name, model in FILES.items():
        path = root / "schemas" / f"{name}.schema.json"
        text = schema_text(model)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path.relative_to(root).as_posix())
    return written
