"""An LEA's approvals of letters, against the letters and languages that there are."""

from __future__ import annotations

from sitegen.content.handbook import Letter
from sitegen.content.lea_models import Approval, LeaProfile
from sitegen.editions import Editions
from sitegen.i18n.catalogs import Catalog
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.problems import Problems, did_you_mean
from sitegen.render.letter_review import letter_fingerprint
from sitegen.render.letters import letter_messages, missing_messages

LOCAL = "local-"
"""How the ids of an LEA's own letters begin; these are its own words, and need no approval."""


def check_approvals(profile: LeaProfile, editions: Editions, problems: Problems) -> None:
    """Report approvals of what is not there, and of what has changed since."""
    letters = editions.handbook.letters
    for approval in profile.approvals:
        letter = letters.get(str(approval.letter))
        if approval.language == SOURCE:
            problems.add(
                "L112",
                approval.language.at,
                "English is the source, and is no translation to approve",
                "name the language of the translation, or take this approval away",
            )
        elif letter is not None:
            _check_text(approval, letter, editions.catalogs[approval.language], problems)
        elif approval.letter.startswith(LOCAL):
            problems.add(
                "L112",
                approval.letter.at,
                f"“{approval.letter}” is a letter of your own, which carries no notice",
                "take this approval away",
            )
        else:
            problems.add(
                "L112",
                approval.letter.at,
                f"there is no letter “{approval.letter}”",
                did_you_mean(approval.letter, letters) or f"the letters are {', '.join(letters)}",
            )


def _check_text(approval: Approval, letter: Letter, catalog: Catalog, problems: Problems) -> None:
    language = LOCALES[catalog.tag].english
    if missing_messages(letter, catalog):
        problems.add(
            "L113",
            approval.letter.at,
            f"“{letter.id}” is withheld in {language}, and its approval waits with it",
            "it counts again when the letter is whole and says what was approved",
        )
        return
    fingerprint = letter_fingerprint(letter_messages(letter), catalog)
    hint = f"read the letter in {language}; if it is right, write text: {fingerprint}"
    if approval.text is None:
        problems.add(
            "L113", approval.letter.at, "this approval does not say which text was read", hint
        )
    elif approval.text != fingerprint:
        problems.add(
            "L113",
            approval.text.at,
            f"“{letter.id}” in {language} has changed since {approval.when.isoformat()}, "
            "when it was approved, and carries the notice again",
            hint,
        )
