"""What a problem code is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops publishing; a warning does not, save with ``--strict``; a notice never."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Code:
    """What ``explain CODE`` says: a title, and a paragraph on cause and cure."""

    title: str
    explanation: str
    severity: Severity = Severity.ERROR
