"""Reading and writing PO files: nothing is lost, and what is untouched keeps its bytes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as read_with_babel
from hypothesis import given
from hypothesis import strategies as st

from sitegen.i18n.po_file import Entry, PoFile, read_po, written

ROOT = Path(__file__).parents[2]
CATALOGS = sorted((ROOT / "locales").glob("*/*.po"))

# As Poedit, Lokalize and Weblate write them: each wraps in its own way, and adds lines of its own.
OTHERS = """\
# A translator's note.
msgid ""
msgstr ""
"Language: es\\n"
"X-Generator: Poedit 3.4\\n"
"Plural-Forms: nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? "
"1 : 2);\\n"

# Said to me by Ana.
#. What the template says.
#: tasks/a.why
#: tasks/b.why
#, fuzzy, python-format
#| msgctxt "why"
#| msgid ""
#| "Print "
#| "them."
msgctxt "why"
msgid   "Print all of “them”, 100 %%."
msgstr "Imprima"
" todo.\\n\\"Ya\\"\\tC:\\\\"
#: layouts/x.html
msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "%(num)s día"
msgstr[1] "%(num)s de días"
msgstr[2] "%(num)s días"

#~ msgid "gone"
#~ msgstr "ido"
"""


def test_an_entry_says_all_that_stands_in_the_file() -> None:
    first, second = read_po(OTHERS).entries
    assert first == Entry(
        context="why",
        ids=("Print all of “them”, 100 %%.",),
        strings=('Imprima todo.\n"Ya"\tC:\\',),
        references=("tasks/a.why", "tasks/b.why"),
        flags=("fuzzy", "python-format"),
        comments=("# Said to me by Ana.", "#. What the template says."),
        previous=("why", ("Print them.",)),
    )
    assert OTHERS.split("\n")[first.line - 1].startswith("msgid   ")
    assert second.ids == ("%(num)s day", "%(num)s days")
    assert len(second.strings) == 3
    assert second.line == first.line + 4


def test_the_header_is_read_however_it_is_broken() -> None:
    file = read_po(OTHERS)
    assert file.forms == 3
    assert file.header("Plural-Forms") == (
        "nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"
    )


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert read_po("\ufeff" + OTHERS.replace("\n", "\r\n")) == read_po(OTHERS)


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_catalog_of_ours_comes_back_byte_for_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert written(read_po(text)) == text


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_babel_reads_the_same_from_it(path: Path) -> None:
    with path.open("rb") as file:
        theirs = {
            (each.context or "", each.id if isinstance(each.id, tuple) else (each.id,)): each
            for each in read_with_babel(file)
            if each.id
        }
    ours = read_po(path.read_text(encoding="utf-8")).entries
    assert [entry.key for entry in ours] == list(theirs)
    for entry in ours:
        string = theirs[entry.key].string
        assert entry.strings == (string if isinstance(string, tuple) else (string,))


TEXTS = st.text(st.sampled_from('abc é文ع "\\\n\t%{}#|'), min_size=1, max_size=200)


@given(TEXTS, TEXTS, st.one_of(st.none(), TEXTS))
def test_any_text_that_is_written_is_read_again(
    english: str, translation: str, previous: str | None
) -> None:
    flags = ("fuzzy",) if previous else ()
    before = ("why", (previous,)) if previous else None
    entry = Entry("why", (english,), (translation,), ("tasks/a.why",), flags, previous=before)
    text = written(PoFile(read_po(OTHERS).head, (entry,)))
    (again,) = read_po(text).entries
    assert again == entry
    assert max(map(len, text.split("\n"))) <= 96 or " " not in max(text.split("\n"), key=len)
    theirs = read_with_babel(io.StringIO(text)).get(english, "why")
    assert theirs is not None
    assert theirs.string == translation
