"""What the words of a school calendar mean, in English and in Spanish.

The first kind whose words stand in a name or category is the entry's: a minimum day for staff
development is a minimum day, and “no school, staff day” a staff day. An edge (first or last day
of school) may come with another kind.
"""

from __future__ import annotations

import re

from sitegen.calendar_import.entries import plain

_LESSONS = "(?:school|instruction|class|student)"

EDGES = {
    "first-day": (
        rf"first (?:student |instructional )?day (?:of|for) (?:all )?{_LESSONS}",
        r"(?:school|instruction|class(?:es)?) (?:begins?|starts?)\b(?! at)",
        r"\bstart of (?:the )?(?:school|instruction|classes)",
        r"\bprimer dia de (?:clases|escuela|instruccion)",
        r"\b(?:inicio|comienzo) de (?:las )?clases",
        r"\b(?:comienzan|empiezan|inician) las clases",
    ),
    "last-day": (
        rf"last (?:student |instructional )?day (?:of|for) (?:all )?{_LESSONS}",
        r"(?:school|instruction|class(?:es)?) ends?\b(?! at)",
        r"\bend of (?:the )?school year",
        r"\bultimo dia de (?:clases|escuela|instruccion)",
        r"\b(?:fin|final) de (?:las )?clases",
        r"\b(?:terminan|finalizan) las clases",
    ),
}
_GROWN_UPS = r"teacher|staff|employee|certificated|classified|maestr|personal|docente"

KINDS = {
    "minimum": (
        r"\bmin(?:imum|\.)? ?days?\b",
        r"\bearly (?:release|dismissal|out)\b",
        r"\bhalf[- ]?days?\b",
        r"\b(?:shortened|modified|short) days?\b",
        r"\bdias? (?:minimo|corto|reducido)s?\b",
        r"\bsalida temprana\b",
        r"\bmedio dia\b",
    ),
    "staff": (
        r"\bstaff\b",
        r"\bprofessional (?:development|learning|growth)\b",
        r"\bin-?service\b",
        r"\b(?:teachers?|faculty|certificated)\b.*\b(?:work|prep\w*|planning|institute|report|day)",
        r"\b(?:pupil|student)[- ]free\b",
        r"\bnon-?(?:student|instructional|pupil)\b",
        r"\binstitute day\b",
        r"\bbuy[- ]?back\b",
        r"\bplanning day\b",
        r"\bwork ?day\b",
        r"\bdesarrollo profesional\b",
        r"\bcapacitacion\b",
        r"\bdia (?:del|de) (?:personal|maestros|planeacion|trabajo docente)\b",
        r"\bsin (?:alumnos|estudiantes)\b",
    ),
    "break": (
        r"\bbreak\b",
        r"\brecess\b",
        r"\bvacations?\b",
        r"\bintersession\b",
        r"\bvacaciones\b",
        r"\breceso\b",
        r"\bdescanso\b",
    ),
    "holiday": (
        r"\bholidays?\b",
        r"\b(?:labor|veterans?|veteran's|veterans'|memorial|independence|admission) day\b",
        r"\b(?:columbus|indigenous peoples?'?) day\b",
        r"\bthanksgiving\b",
        r"\bchristmas\b",
        r"\bnew year",
        r"\b(?:martin luther )?king\b",
        r"\bmlk\b",
        r"\bpresident'?s?'? (?:day|birthday)",
        r"\b(?:lincoln|washington)",
        r"\bc(?:esar|\.)? ?chavez\b",
        r"\bjuneteenth\b",
        r"\bgood friday\b",
        r"\bdia (?:festivo|feriado|de (?:asueto|accion de gracias|navidad))",
        r"\b(?:festivo|feriado|navidad|ano nuevo)\b",
        r"\baccion de gracias\b",
        r"\bdia (?:del trabajo|de los (?:veteranos|presidentes|caidos)|de la independencia)\b",
    ),
    "other": (
        r"\bno (?:school|classes|students?)\b",
        r"\bschools? (?:is |are )?closed\b",
        r"\b(?:district|offices?) closed\b",
        r"\b(?:no hay|sin) (?:clases|escuela)\b",
        r"\bescuelas? cerradas?\b",
    ),
}
SCHOOL = (
    r"\b(?:school|classes|students?|instruction) (?:resumes?|returns?|back)\b",
    r"\bback to school night\b",
    r"\bopen house\b",
    r"\bboard meeting\b",
    r"\bgraduation\b",
    r"\bprogress reports?\b",
    r"\b(?:first|last) day of (?:the )?(?:quarter|trimester|semester)\b",
    r"\b(?:end|beginning|start) of (?:the )?(?:\w+ )?(?:quarter|trimester|semester)\b",
    r"\b(?:quarter|trimester|semester) (?:ends?|begins?|starts?)\b",
    r"\b(?:regresan|regreso) a (?:clases|la escuela)\b",
    r"\bgraduacion\b",
    r"\breunion de (?:la )?(?:mesa|junta)\b",
    r"\bfirst day (?:for|of) (?:teachers|staff|employees)\b",
)
"""Entries of days with school, which say nothing about days off."""

_HALF_OF_A_BREAK = r"\b(?:begins?|starts?|ends?|comienzan?|terminan?|inicia|empieza)\b"


def _any(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)


def edges(name: str) -> tuple[str, ...]:
    """``first-day`` and ``last-day``, as far as a name tells of them."""
    text = plain(name)
    if re.search(_GROWN_UPS, text) and "student" not in text and "estudiante" not in text:
        return ()
    return tuple(edge for edge, patterns in EDGES.items() if _any(patterns, text))


def kind(name: str, category: str = "") -> str | None:
    """The kind of an entry: a key of :data:`KINDS`, ``school`` for a day with school, or
    ``None`` where its words do not tell.
    """
    for text in (plain(name), plain(category)):
        for found, patterns in KINDS.items():
            if _any(patterns, text):
                return found
        if text and _any(SCHOOL, text):
            return "school"
    return None


def is_half_of_a_break(name: str, days: int) -> bool:
    """Whether a single day only says that a break begins or ends: its days are not known."""
    return days == 1 and bool(re.search(_HALF_OF_A_BREAK, plain(name))) and kind(name) == "break"
