"""A file that comes back from a translator: what is taken over, and what is left as it was."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as read_with_babel
from babel.messages.pofile import write_po as write_with_babel

from sitegen.cli import main
from sitegen.i18n.po_file import read_po, written
from sitegen.i18n.receiving import received

OURS = """\
# Spanish.
msgid ""
msgstr ""
"Language: es\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: tasks/a.why
msgctxt "why"
msgid ""
"one "
"two"
msgstr "es: one two"

#: tasks/b.why
#, fuzzy, python-brace-format
#| msgctxt "why"
#| msgid "three"
msgctxt "why"
msgid "four {day}"
msgstr "es: three"

#: tasks/c.why
msgctxt "why"
msgid "five"
msgstr ""

#: layouts/a.html
#, python-format
msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "%(num)s día"
msgstr[1] "%(num)s días"
"""

THEIRS = """\
# Spanish.
msgid ""
msgstr ""
"Language: es_MX\\n"
"PO-Revision-Date: 2026-11-25 09:00-0800\\n"
"X-Generator: Poedit 3.4\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: tasks/a.why
msgctxt "why"
msgid "one two"
msgstr ""
"es: one "
"two"

#. Extracted.
#: tasks/b.why
#, python-brace-format
msgctxt "why"
msgid "four {day}"
msgstr "es: four {day}"

# I am not sure of this one.
#: tasks/c.why
#, fuzzy
msgctxt "why"
msgid "five"
msgstr "es: cinco?"

#: layouts/a.html
msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "%(num)s día"
msgstr[1] "%(num)s jornadas"

#: tasks/z.why
msgctxt "why"
msgid "no longer said"
msgstr "ya no se dice"
"""


def test_what_is_finished_is_taken_over_and_all_else_stays() -> None:
    result = received(read_po(OURS), read_po(THEIRS))
    assert written(result.file) == OURS.replace(
        "#, fuzzy, python-brace-format\n"
        '#| msgctxt "why"\n'
        '#| msgid "three"\n'
        'msgctxt "why"\n'
        'msgid "four {day}"\n'
        'msgstr "es: three"\n',
        '#, python-brace-format\nmsgctxt "why"\nmsgid "four {day}"\nmsgstr "es: four {day}"\n',
    ).replace("%(num)s días", "%(num)s jornadas").replace(
        "#: tasks/b.why", "#. Extracted.\n#: tasks/b.why"
    )
    assert result.taken == (("why", ("four {day}",)), ("", ("%(num)s day", "%(num)s days")))
    assert result.homeless == (("why", ("no longer said",)),)


def test_a_file_that_was_only_opened_and_saved_changes_nothing() -> None:
    ours = OURS.replace('#| msgctxt "why"\n#| msgid "three"\n', "")
    buffer = io.BytesIO()
    write_with_babel(buffer, read_with_babel(io.StringIO(ours)), width=40)
    assert buffer.getvalue().decode() != ours
    result = received(read_po(ours), read_po(buffer.getvalue().decode()))
    assert (written(result.file), result.taken, result.homeless) == (ours, (), ())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree of one catalog, and beside it the file that came back."""
    folder = tmp_path / "tree" / "locales" / "es"
    folder.mkdir(parents=True)
    (folder / "tasks.po").write_text(OURS, encoding="utf-8")
    (tmp_path / "back.po").write_text(THEIRS, encoding="utf-8")
    return tmp_path / "tree"


def receive(root: Path, tag: str = "es", section: str = "tasks", file: str = "back.po") -> int:
    return main(["messages", "receive", str(root.parent / file), tag, section], root)


def test_the_command_writes_the_catalog_and_says_what_it_did(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert receive(root) == 0
    said = capsys.readouterr().out
    assert said == "2 translations taken over.\nnot in the handbook any more: no longer said\n"
    text = (root / "locales/es/tasks.po").read_text(encoding="utf-8")
    assert "es: four {day}" in text
    assert receive(root) == 0
    assert capsys.readouterr().out.startswith("0 translations taken over.")
    assert (root / "locales/es/tasks.po").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("tag", "section", "file", "change", "code", "said"),
    [
        ("es", "tasks", "gone.po", ("", ""), 2, "cannot be read"),
        ("es", "tasks", "back.po", ("Language: es_MX", "Language: vi"), 2, "it is in “vi”"),
        ("es", "guides", "back.po", ("", ""), 2, "none of its sentences"),
        ("es", "task", "back.po", ("", ""), 2, "there is no section “task”"),
        ("de", "tasks", "back.po", ("", ""), 2, "there is no translation “de”"),
        ("es", "tasks", "back.po", ('{day}"\n\n#', "{day}\n\n#"), 1, "L101"),
        ("es", "tasks", "back.po", ("no se dice", "no \u202e se dice"), 1, "U+202E"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_written(
    root: Path,
    tag: str,
    section: str,
    file: str,
    change: tuple[str, str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    back = root.parent / "back.po"
    back.write_text(back.read_text("utf-8").replace(*change, 1), encoding="utf-8")
    assert receive(root, tag, section, file) == code
    assert said in capsys.readouterr().err
    assert (root / "locales/es/tasks.po").read_text(encoding="utf-8") == OURS
    assert not (root / "locales/es/guides.po").exists()


def test_what_is_not_utf_8_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root.parent / "back.po").write_bytes(THEIRS.encode("utf-16"))
    assert receive(root) == 2
    assert "is not UTF-8" in capsys.readouterr().err
