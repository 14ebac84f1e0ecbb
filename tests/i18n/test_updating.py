"""What an update of a catalog does: a table of changes to the English, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.i18n.po_file import Message, PoFile, read_po, written
from sitegen.i18n.updating import updated

HEAD = """\
# Spanish.
msgid ""
msgstr ""
"Language: es\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def of_record(reference: str, english: str, context: str = "why") -> Message:
    return Message(reference, context, (english,))


def of_body(*runs: str, guide: str = "guides/one") -> list[Message]:
    return [Message(f"{guide}.body", "body", (run,)) for run in runs]


def translated(messages: Iterable[Message]) -> PoFile:
    """A catalog of the messages in which everything is translated: “one” by “es: one”."""
    empty = updated(read_po(HEAD), list(messages))
    entries = [
        replace(entry, strings=tuple(f"es: {entry.ids[0]}" for _ in entry.strings))
        for entry in empty.entries
    ]
    return read_po(written(PoFile(empty.head, tuple(entries))))


def said(file: PoFile) -> dict[str, str]:
    """English to its translation, as ``es: …``, ``fuzzy (old English) es: …`` or empty."""
    found = {}
    for entry in file.entries:
        mark = f"fuzzy ({entry.previous[1][0]}) " if entry.fuzzy and entry.previous else ""
        assert entry.fuzzy == bool(mark), entry
        found[entry.ids[0]] = mark + entry.strings[0]
    return found


A, B = of_record("tasks/a.why", "one"), of_record("tasks/b.why", "two")

CHANGES = {
    "a sentence changes": (
        [A, B],
        [of_record("tasks/a.why", "uno"), B],
        {"uno": "fuzzy (one) es: one", "two": "es: two"},
    ),
    "a sentence moves to another record": (
        [A, B],
        [of_record("tasks/c.why", "one"), B],
        {"one": "es: one", "two": "es: two"},
    ),
    "two records change places": (
        [A, B],
        [of_record("tasks/a.why", "two"), of_record("tasks/b.why", "one")],
        {"two": "es: two", "one": "es: one"},
    ),
    "a sentence goes": ([A, B], [B], {"two": "es: two"}),
    "a sentence comes": (
        [A],
        [A, of_record("tasks/b.why", "one more")],
        {"one": "es: one", "one more": ""},
    ),
    "a like sentence comes elsewhere, and none is guessed from it": (
        [of_record("tasks/a.why", "Print the rosters by Friday.")],
        [of_record("tasks/b.why", "Print the rosters by Monday.")],
        {"Print the rosters by Monday.": ""},
    ),
    "one of the records that share a sentence changes it": (
        [A, of_record("tasks/b.why", "one"), of_record("tasks/c.why", "one")],
        [A, of_record("tasks/b.why", "changed"), of_record("tasks/c.why", "one")],
        {"one": "es: one", "changed": "fuzzy (one) es: one"},
    ),
    "the first of the records that share a sentence changes it": (
        [A, of_record("tasks/b.why", "one")],
        [of_record("tasks/a.why", "changed"), of_record("tasks/b.why", "one")],
        {"changed": "fuzzy (one) es: one", "one": "es: one"},
    ),
    "a record takes over another's sentence": (
        [A, B],
        [of_record("tasks/a.why", "two"), B],
        {"two": "es: two"},
    ),
    "a field of another kind at the same record": (
        [of_record("tasks/a.title", "one", "title")],
        [of_record("tasks/a.title", "one", "why")],
        {"one": ""},
    ),
    "a paragraph is put before the others": (
        of_body("one", "two", "three"),
        of_body("zero", "one", "two", "three"),
        {"zero": "", "one": "es: one", "two": "es: two", "three": "es: three"},
    ),
    "a paragraph changes, and one is put before the others": (
        of_body("one", "two", "three"),
        of_body("zero", "one", "2", "three"),
        {"zero": "", "one": "es: one", "2": "fuzzy (two) es: two", "three": "es: three"},
    ),
    "all paragraphs between two change": (
        of_body("one", "two", "three", "four"),
        of_body("one", "2", "3", "four"),
        {"one": "es: one", "2": "fuzzy (two) es: two", "3": "fuzzy (three) es: three"}
        | {"four": "es: four"},
    ),
    "a paragraph is split in two": (
        of_body("one", "two", "three"),
        of_body("one", "tw", "o", "three"),
        {"one": "es: one", "tw": "fuzzy (two) es: two", "o": "", "three": "es: three"},
    ),
    "a paragraph is taken away and its neighbour stays": (
        of_body("one", "two", "three"),
        of_body("one", "three"),
        {"one": "es: one", "three": "es: three"},
    ),
    "two paragraphs change places": (
        of_body("one", "two", "three"),
        of_body("two", "one", "three"),
        {"two": "es: two", "one": "es: one", "three": "es: three"},
    ),
    "a run moves to another guide": (
        [*of_body("one", "two"), *of_body("three", guide="guides/other")],
        [*of_body("one"), *of_body("three", "two", guide="guides/other")],
        {"one": "es: one", "three": "es: three", "two": "es: two"},
    ),
    "a run that two guides share changes in the second": (
        [*of_body("one", "two"), *of_body("first", "two", "last", guide="guides/other")],
        [*of_body("one", "two"), *of_body("first", "zwei", "last", guide="guides/other")],
        {"one": "es: one", "two": "es: two", "first": "es: first", "last": "es: last"}
        | {"zwei": "fuzzy (two) es: two"},
    ),
    "words of a template change": (
        [Message("layouts/a.html", "", ("one",)), Message("layouts/a.html", "", ("two",))],
        [Message("layouts/a.html", "", ("one",)), Message("layouts/a.html", "", ("2",))],
        {"one": "es: one", "2": "fuzzy (two) es: two"},
    ),
    "a plural changes": (
        [Message("layouts/a.html", "", ("%(num)s day", "%(num)s days"))],
        [Message("layouts/a.html", "", ("%(num)s date", "%(num)s dates"))],
        {"%(num)s date": "fuzzy (%(num)s day) es: %(num)s day"},
    ),
    "a text gets a plural": (
        [Message("layouts/a.html", "", ("one",))],
        [Message("layouts/a.html", "", ("%(num)s day", "%(num)s days"))],
        {"%(num)s day": ""},
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_of_the_english_turns_exactly_its_translation_fuzzy(
    before: list[Message], after: list[Message], expected: dict[str, str]
) -> None:
    assert said(updated(translated(before), after)) == expected


@pytest.mark.parametrize(("before", "after"), [case[:2] for case in CHANGES.values()], ids=CHANGES)
def test_a_second_update_changes_nothing(before: list[Message], after: list[Message]) -> None:
    once = written(updated(translated(before), after))
    assert written(updated(read_po(once), after)) == once


@pytest.mark.parametrize(("before", "after"), [case[:2] for case in CHANGES.values()], ids=CHANGES)
def test_what_did_not_change_keeps_its_bytes(before: list[Message], after: list[Message]) -> None:
    old, new = translated(before), updated(translated(before), after)
    lines = {entry.key: entry.raw for entry in old.entries}
    untouched = {message.key: message for message in before if message in after}
    for entry in new.entries:
        if entry.key in untouched and lines[entry.key][0] == entry.raw[0]:
            assert entry.raw == lines[entry.key]


def test_a_sentence_that_changes_twice_remembers_the_one_that_was_translated() -> None:
    once = updated(translated([A]), [of_record("tasks/a.why", "two")])
    twice = updated(read_po(written(once)), [of_record("tasks/a.why", "three")])
    assert said(twice) == {"three": "fuzzy (one) es: one"}


def test_a_change_that_is_taken_back_gives_the_translation_back() -> None:
    file = translated([A, B])
    there = updated(file, [of_record("tasks/a.why", "changed"), B])
    assert written(updated(read_po(written(there)), [A, B])) == written(file)


def test_an_untranslated_sentence_that_changes_has_nothing_to_be_fuzzy_about() -> None:
    file = updated(read_po(HEAD), [A])
    assert said(updated(file, [of_record("tasks/a.why", "two")])) == {"two": ""}


def test_a_sentence_that_moves_to_another_section_keeps_its_translation() -> None:
    tasks = translated([A])
    every = {entry.key: entry for entry in tasks.entries}
    moved = Message("how-to/x.why", "why", ("one",))
    assert said(updated(read_po(HEAD), [moved], every)) == {"one": "es: one"}


def test_the_notes_of_a_translator_stay_with_the_sentence() -> None:
    text = written(translated([A])).replace("#: tasks/a", "# Not “primero”.\n#: tasks/a")
    changed = written(updated(read_po(text), [of_record("tasks/a.why", "two")]))
    assert changed.endswith(
        "# Not “primero”.\n"
        "#: tasks/a.why\n"
        "#, fuzzy\n"
        '#| msgctxt "why"\n'
        '#| msgid "one"\n'
        'msgctxt "why"\n'
        'msgid "two"\n'
        'msgstr "es: one"\n'
    )


def test_the_lines_of_a_translation_stay_as_its_editor_broke_them() -> None:
    text = written(translated([A])).replace('"es: one"', '""\n"es: "\n"one"')
    changed = written(updated(read_po(text), [of_record("tasks/a.why", "two")]))
    assert changed.endswith('msgid "two"\nmsgstr ""\n"es: "\n"one"\n')


RUNS = st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1, max_size=8)


@given(RUNS, st.data())
def test_any_one_changed_run_of_a_document_turns_exactly_itself_fuzzy(
    runs: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(runs) - 1))
    after = [*runs[:at], "new", *runs[at + 1 :]]
    expected = {run: f"es: {run}" for run in after} | {"new": f"fuzzy ({runs[at]}) es: {runs[at]}"}
    assert said(updated(translated(of_body(*runs)), of_body(*after))) == expected
