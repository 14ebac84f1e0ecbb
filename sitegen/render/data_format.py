"""Version 1 of the data output: the models are the format.

It stands under ``data/v1/`` and only grows: a field is never renamed, retyped or taken away.
The JSON Schemas beside the data are made from these models.
"""

from __future__ import annotations

import json
from datetime import date

from pydantic import BaseModel, ConfigDict

VERSION = 1


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StepData(_Data):
    id: str
    text: str
    sources: list[str]


class OccurrenceData(_Data):
    """A task in a timeframe; ``title`` is set where it differs from the task's."""

    id: str
    timeframe: str
    title: str | None
    due: list[str]


class TaskData(_Data):
    id: str
    url: str
    title: str
    why: str
    note: str | None
    if_missed: str | None
    required: bool
    who: list[str]
    topic: str
    assessments: list[str]
    steps: list[StepData]
    occurrences: list[OccurrenceData]
    resources: list[str]
    guide: str | None
    sources: list[str]
    translations: dict[str, dict[str, str]]


class CitationData(_Data):
    resource: str
    section: str | None
    checked: date | None


class ReasonData(_Data):
    """A step of the reasoning: its kind, its values, and the sentence in English."""

    kind: str
    values: dict[str, str | int]
    sentence: str


class DateData(_Data):
    """A deadline resolved: for one track of an LEA, or for all (``track`` is null)."""

    deadline: str
    track: str | None
    date: date | None
    status: str
    reasons: list[ReasonData]


class DeadlineData(_Data):
    id: str
    title: str
    rule: str
    rule_in_words: str
    layer: str
    topic: str
    assessments: list[str]
    depends_on_lea: bool
    statewide: DateData
    citations: list[CitationData]
    caution: str | None
    sources: list[str]


class ResourceData(_Data):
    id: str
    name: str
    kind: str
    url: str | None
    confidence: str
    where_to_look: str | None


class TermData(_Data):
    id: str
    url: str
    term: str
    meaning: str
    plain: str
    also: list[str]
    added: bool
    sources: list[str]


class LetterData(_Data):
    id: str
    title: str
    languages: list[str]


class LetterFileData(_Data):
    letter: str
    language: str
    url: str


class TrackData(_Data):
    id: str
    name: str
    instructional_days: int | None
    first_day: date | None
    last_day: date | None
    period_opens: date | None
    period_closes: date | None


class LeaData(_Data):
    slug: str
    name: str
    kind: str
    county: str
    sample: bool
    languages: list[str]
    url: str


class TasksFile(_Data):
    version: int
    year: str
    tasks: list[TaskData]


class DeadlinesFile(_Data):
    version: int
    year: str
    deadlines: list[DeadlineData]


class ResourcesFile(_Data):
    version: int
    checked: date
    resources: list[ResourceData]


class GlossaryFile(_Data):
    version: int
    terms: list[TermData]


class LettersFile(_Data):
    version: int
    letters: list[LetterData]


class LeasFile(_Data):
    version: int
    leas: list[LeaData]


class OwnDateData(_Data):
    """A date that an LEA added: its title in each language that the LEA gives, the first being
    that in which it was written."""

    id: str
    track: str | None
    date: date
    titles: dict[str, str]


class LeaFile(_Data):
    """``data/v1/leas/<slug>.json``: one LEA, its dates with the reasons."""

    version: int
    year: str
    lea: LeaData
    cds_code: str
    tracks: list[TrackData]
    dates: list[DateData]
    own_dates: list[OwnDateData]
    checklist: dict[str, list[str]]
    letters: list[LetterFileData]


SCHEMAS: dict[str, type[_Data]] = {
    "tasks": TasksFile,
    "deadlines": DeadlinesFile,
    "resources": ResourcesFile,
    "glossary": GlossaryFile,
    "letters": LettersFile,
    "leas": LeasFile,
    "lea": LeaFile,
}


def to_json(data: BaseModel) -> bytes:
    """The bytes of a data file: UTF-8, indented by one, ending in a line end."""
    return f"{data.model_dump_json(indent=1)}\n".encode()


def schema_json(model: type[BaseModel]) -> bytes:
    """The JSON Schema of a data file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= model.model_json_schema(mode="serialization")
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
