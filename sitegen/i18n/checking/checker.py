"""All checks on all catalogs: what ``build.py messages check`` says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sitegen.content.files import Tree
from sitegen.content.handbook import Handbook
from sitegen.content.texts import texts_of
from sitegen.i18n.catalogs import DOMAINS, load_catalogs
from sitegen.i18n.checking import figures, markup, punctuation, script, wording
from sitegen.i18n.checking.pairs import Entry, Finding, Form, entries
from sitegen.i18n.checking.term_base import (
    ALLOWANCES,
    KEEP,
    TERMS,
    TRANSLATED,
    Allowance,
    Rules,
    load_rules,
)
from sitegen.i18n.checking.terminology import Terminology
from sitegen.i18n.locales import LOCALES
from sitegen.i18n.plurals import PLURALS, plural_header
from sitegen.problems import Problems

_CHECKS: tuple[Callable[[Form], Iterator[Finding]], ...] = (
    script.unseen_characters,
    script.foreign_letters,
    script.english_words,
    figures.numbers,
    figures.months,
    figures.codes,
    punctuation.marks,
    punctuation.pairs,
    punctuation.last_mark,
    punctuation.spaces,
    wording.identical,
    wording.length,
    wording.doubled,
    wording.address,
    markup.markdown,
)


_KIND_OF_PLACE = re.compile(
    r" (?:web page|website|web document|account|quick reference guides?)\b.*$|\([^()]*\)$"
)
"""What the name of a resource says of its kind; texts name it without."""


_KEYWORDS = "search_words.py"


def check_translations(tree: Tree, handbook: Handbook, problems: Problems) -> None:
    """Record every fault of the catalogs, the term base and their companions in ``problems``.

    A catalog that cannot be read costs its one Problem (L101, T105), and its texts are not
    looked at.
    """
    unreadable = Problems()
    load_catalogs(tree, unreadable)
    problems.extend(unreadable.sorted())
    rules = load_rules(tree, problems, _known_names(handbook))
    _check_term_base(rules, handbook, problems)
    broken = {each.at.path for each in unreadable.sorted() if each.code != "L102"}
    checker = _Checker(rules, problems)
    for tag in TRANSLATED:
        for domain in DOMAINS:
            path = f"locales/{LOCALES[tag].code}/{domain}.po"
            if path not in broken and tree.exists(path) and (text := tree.read(path)) is not None:
                checker.catalog(tag, domain, text, path)
    checker.unused_allowances()


def _known_names(handbook: Handbook) -> Iterator[str]:
    """Names that the content itself declares: the site's, of resources, of those who present."""
    yield str(handbook.settings.name)
    for resource in handbook.resources.values():
        for part in re.split(r"—|: ", str(resource.name)):
            whole = _KIND_OF_PLACE.sub("", part).strip()
            yield from (
                part,
                whole,
                re.sub(r"^(?:CDE|ETS|Monthly ETS|CAASPP and ELPAC) ", "", whole),
            )
    for hub in handbook.how_to:
        for _, field, text in texts_of(hub, ""):
            if field == "presenter":
                yield str(text)


def _check_term_base(rules: Rules, handbook: Handbook, problems: Problems) -> None:
    """L139: glossary terms without an agreed word, and entries that name no glossary term."""
    terms = rules.terms.terms if rules.terms else ()
    kept = rules.keep.glossary if rules.keep else ()
    named = {*(id_ for word in terms for id_ in word.glossary), *kept}
    for id_ in (*(id_ for word in terms for id_ in word.glossary), *kept):
        if str(id_) not in handbook.terms:
            problems.add("L139", id_.at, f"the glossary has no term “{id_}”", "correct the id")
    if rules.terms is None and rules.keep is None:
        return
    for name, term in handbook.terms.items():
        if name not in named:
            problems.add(
                "L139",
                term.id.at,
                f"“{term.term}” has no agreed word, and is not among those that stay in English",
                f"add it to {TERMS} or to “glossary” in {KEEP}",
            )


class _Checker:
    """Runs the checks, and keeps count of the allowances that are used."""

    def __init__(self, rules: Rules, problems: Problems) -> None:
        self._rules = rules
        self._problems = problems
        self._terminology = Terminology(rules)
        self._used: set[int] = set()

    def catalog(self, tag: str, domain: str, text: str, path: str) -> None:
        every = list(entries(text, path))
        count = PLURALS[tag][0]
        for entry in every:
            if not entry.english or not entry.english[0]:
                self._head(entry, tag, any(len(each.english) > 1 for each in every))
            elif not entry.fuzzy:
                self._message(entry, tag, domain, count)

    def _head(self, entry: Entry, tag: str, plurals: bool) -> None:
        """The language and, where there are plurals, their rule are those of the folder."""
        head, locale = entry.forms[0], LOCALES[tag]
        wanted = [("L141", "Language", locale.code)]
        if plurals or "Plural-Forms:" in head.text:
            wanted.append(("L140", "Plural-Forms", plural_header(tag)))
        for code, name, value in wanted:
            if f"{name}: {value}\n".replace(" ", "") not in head.text.replace(" ", ""):
                self._problems.add(
                    code,
                    head.at(max(head.text.find(f"{name}:"), 0)),
                    f"{name} in the head of this catalog is not that of {locale.english}",
                    f"write {name}: {value}",
                )

    def _message(self, entry: Entry, tag: str, domain: str, count: int) -> None:
        said = [form for form in entry.forms if form.text]
        if not said:
            self._problems.add(
                "L120",
                entry.forms[0].at(0),
                f"“{entry.english[0][:60]}” is not translated",
                "its English stands on the page, marked as English",
            )
            return
        plural = len(entry.english) > 1
        if len(said) != (count if plural else 1):
            self._problems.add(
                "L140",
                entry.forms[0].at(0),
                f"{len(said)} forms are translated; {LOCALES[tag].english} has {count}",
                "write every form: a number for each is shown by PO editors",
            )
        for index, form in enumerate(entry.forms):
            if form.text:
                english = entry.english[min(index, len(entry.english) - 1)]
                made = Form(
                    tag,
                    domain,
                    entry.context,
                    english,
                    form,
                    self._rules.names,
                    is_keywords(entry),
                    english in self._rules.shared(tag),
                    explained(entry),
                )
                self._form(made, entry)

    def _form(self, form: Form, entry: Entry) -> None:
        found: list[Finding] = [each for check in _CHECKS for each in check(form)]
        found += self._terminology.agreed_words(form)
        found += self._terminology.headwords(form)
        found += self._terminology.names(form)
        for each in found:
            if not self._is_allowed(form.tag, entry, each):
                self._problems.add(each.code, form.said.at(each.offset), each.message, each.hint)

    def _is_allowed(self, tag: str, entry: Entry, finding: Finding) -> bool:
        for index, allowed in enumerate(self._rules.allowances):
            if _covers(allowed, tag, entry, finding):
                self._used.add(index)
                return True
        return False

    def unused_allowances(self) -> None:
        for index, allowed in enumerate(self._rules.allowances):
            if index not in self._used:
                self._problems.add(
                    "L142",
                    allowed.at,
                    f"nothing of this language needs this allowance ({allowed.code})",
                    f"take it out of {ALLOWANCES}",
                )


def is_keywords(entry: Entry) -> bool:
    """Whether a message is a list of words to search by."""
    return (bool(entry.references) and all(_KEYWORDS in each for each in entry.references)) or (
        entry.context == "also"
    )


def explained(entry: Entry) -> str:
    """The glossary term whose meaning a message is, if it is one."""
    found = (re.fullmatch(r"glossary/(.+)\.meaning", each) for each in entry.references)
    return next((each[1] for each in found if each), "")


def _covers(allowed: Allowance, tag: str, entry: Entry, finding: Finding) -> bool:
    return (
        (allowed.language, allowed.code) == (tag, finding.code)
        and str(allowed.english) in entry.english
        and (allowed.word is None or str(allowed.word) in finding.message)
    )
