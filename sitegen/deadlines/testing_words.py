"""What the local schedule of an LEA is said with: levels, grades, subjects and assessments."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.content.models import Assessment
from sitegen.deadlines.reasons import N_
from sitegen.deadlines.tracks import Testing

LEVELS = {
    "elementary": N_("Elementary schools"),
    "middle": N_("Middle schools"),
    "high": N_("High schools"),
}
SUBJECTS = {
    "ela": N_("English language arts"),
    "mathematics": N_("Mathematics"),
    "science": N_("Science"),
    "spanish": N_("Spanish"),
    "english-language": N_("English as an additional language"),
}
ASSESSMENTS = {
    Assessment.SMARTER_BALANCED: "Smarter Balanced",
    Assessment.CAST: "CAST",
    Assessment.CAA_ELA: "CAA for ELA",
    Assessment.CAA_MATHEMATICS: "CAA for Mathematics",
    Assessment.CAA_SCIENCE: "CAA for Science",
    Assessment.CSA: "CSA",
    Assessment.ELPAC: "ELPAC",
    Assessment.INTERIM: N_("Interim assessments"),
}
"""Official names stay in English in every language."""

GRADE, KINDERGARTEN = N_("Grade %(grade)s"), N_("Kindergarten")
MAKE_UP_DAYS = N_("make-up days")
TESTING_OF = N_("Testing: %(parts)s")
"""A testing without a name, where what stands around it does not say that it is one."""


def parts_of_testing(testing: Testing, say: Callable[[str], str]) -> list[str]:
    """What is tested, and whom: level, grades, subjects, assessments, each as ``say`` puts it."""
    return [
        *([say(LEVELS[testing.level])] if testing.level else []),
        *(_grade(each, say) for each in testing.grades),
        *(say(SUBJECTS[each]) for each in testing.subjects),
        *(say(ASSESSMENTS[Assessment(each)]) for each in testing.assessments),
    ]


def _grade(grade: str, say: Callable[[str], str]) -> str:
    return say(GRADE) % {"grade": grade} if grade.isdigit() else say(KINDERGARTEN)
