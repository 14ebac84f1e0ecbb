"""The check pass over shared content and over one LEA: what spans records.

Each check looks only at records that were read soundly, and refers to every id that is
written down, so that one fault is reported once, where it was made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from pydantic import BaseModel

from sitegen.content import prose
from sitegen.content.handbook import Guide, Handbook, LeaContent, Letter
from sitegen.content.letter_source import LetterField, passage_faults, unguarded_fields
from sitegen.content.loading import Loaded, known_ids
from sitegen.content.local_files import LocalPart
from sitegen.content.models import Confidence, DeadlineFile, Resource, Task, Timeframe, Topic
from sitegen.content.overlay_models import AddOperation, SetOperation
from sitegen.content.scalars import Marked
from sitegen.content.texts import texts_of
from sitegen.problems import Problem, Problems, Source, did_you_mean

LETTER_FIELDS = frozenset(map(str, LetterField))
"""What a letter may name in braces, in place of deadlines."""

_FEW = 12
_JULY = 7
_DATE = re.compile(r"\d{4}-\d\d-\d\d")

_TAG = re.compile(r"<(?!https?:)[a-zA-Z/!][^>]*>?")
_NO_FIELD = re.compile(r"\{(?![a-z0-9]+(?:-[a-z0-9]+)*\})[^}\n]*\}?|(?<![a-z0-9])\}")


class Checker:
    """Checks texts and references against the ids that are written down.

    ``raw`` gives a file's text, to find the exact place of a fault inside a folded text.
    """

    def __init__(self, loaded: Loaded, raw: Callable[[str], str], problems: Problems) -> None:
        self.loaded = loaded
        self.handbook: Handbook = loaded.handbook
        self.raw = cache(raw)
        self.problems = problems
        self.blind = loaded.blind
        self.is_local = False
        """Whether the texts at hand are an LEA's, whose references outlive upstream's records."""
        if loaded.handbook.year not in loaded.deadlines:
            self.blind |= {"deadline"}  # said once, where the year is set
        self.known: dict[str, Collection[str]] = {
            **known_ids(loaded),
            "timeframe": {str(timeframe) for timeframe in Timeframe},
            "topic": {str(topic) for topic in Topic},
        }

    def written(self, kind: str) -> Collection[str] | None:
        """The ids of a kind that are written down; ``None`` where not all can be known."""
        return None if kind in self.blind else self.known[kind]

    # --- references -------------------------------------------------------------------------

    def refer(self, kind: str, ids: Iterable[Marked | None]) -> None:
        if kind in self.blind:
            return
        renamed = self.handbook.aliases.get(kind, {})
        for name in ids:
            if name is None or not name.at.path or name in self.known[kind]:
                continue
            if self.is_local:
                if name not in renamed:
                    self.gone(kind, name, name.at)
            elif name in renamed:
                self.problems.add(
                    "R101",
                    name.at,
                    f"the {kind} “{name}” has another id now",
                    f"write {renamed[name]}",
                )
            else:
                self.problems.add(
                    "R101",
                    name.at,
                    f"there is no {kind} “{name}”",
                    did_you_mean(name, self.known[kind]) or _listed(self.known[kind]),
                )

    def gone(self, kind: str, id_: str, at: Source) -> None:
        """Warn of an LEA's own reference to what the shared handbook does not have."""
        known = self.known[kind]
        self.problems.add(
            "O118",
            at,
            f"there is no {kind} “{id_}”; the words are shown without it",
            did_you_mean(id_, known) or _listed(known),
        )

    def text(self, text: Marked, fields: Collection[str] | None = None) -> None:
        """The references, addresses and markup of one text.

        ``fields`` are what may stand in braces; deadlines, where it is not given.
        """

        def at(needle: str) -> Source:
            return prose.place_of(needle, text, self.raw(text.at.path))

        for reference in prose.references(text):
            if reference.kind == "placeholder":
                self.field(reference, at(reference.spelled), fields)
            elif not reference.kind:
                self.problems.add(
                    "T101",
                    at(reference.spelled),
                    f"a link in a text cannot lead to “{reference.spelled[:80]}”",
                    "link to a record: [text](resource:toms), [text](task:set-test-windows)",
                )
            elif reference.kind in self.blind:
                continue
            elif not self.leads_somewhere(reference):
                known = self.known[reference.kind]
                place = at(reference.spelled).moved(len(reference.kind) + 1)
                if self.is_local:
                    self.gone(reference.kind, reference.id, place)
                    continue
                self.problems.add(
                    "R101",
                    place,
                    f"there is no {reference.kind} “{reference.id}”",
                    did_you_mean(reference.id, known) or _listed(known),
                )
        for address in prose.bare_addresses(re.sub(r"\]\([^)]*\)", "]", text)):
            self.problems.add(
                "T102",
                at(address),
                "a web address stands in this text",
                "name it in content/resources.yaml and link to resource:<id>",
            )
        if found := _TAG.search(text):
            self.problems.add(
                "T104",
                at(found[0]),
                f"“{found[0][:40]}” looks like HTML, which texts cannot hold",
                "use Markdown: *emphasis*, **strong**, lists",
            )
        if found := _NO_FIELD.search(text):
            self.problems.add(
                "T103",
                at(found[0]),
                f"“{found[0][:40]}” is no field",
                "a field is written {its-name}: small letters, digits, hyphens",
            )

    def place(self, needle: str, near: Source) -> Source:
        """Where ``needle`` first stands in a record that begins at ``near``; else ``near``."""
        return prose.place_inside(needle, near, self.raw(near.path))

    def leads_somewhere(self, reference: prose.Reference) -> bool:
        """Whether a link in a text leads to a record, by its id or by one it had before."""
        known = self.known[reference.kind]
        return reference.id in known or reference.id in self.handbook.aliases.get(
            reference.kind, {}
        )

    def field(self, reference: prose.Reference, at: Source, fields: Collection[str] | None) -> None:
        known = fields
        if known is None:
            if "deadline" in self.blind:
                return
            known = {*self.known["deadline"], *self.handbook.aliases.get("deadline", ())}
        if reference.id not in known and self.is_local and fields is None:
            self.gone("deadline", reference.id, at)
        elif reference.id not in known:
            self.problems.add(
                "T103",
                at,
                f"nothing fills “{reference.spelled}”",
                did_you_mean(reference.id, known) or _listed(known) or "no field is filled here",
            )

    def texts(self, record: BaseModel, name: str) -> None:
        for _, _, text in texts_of(record, name):
            self.text(text)

    # --- shared content ---------------------------------------------------------------------

    def shared(self) -> None:
        book = self.handbook
        for timeframe, file in book.task_files.items():
            if file.intro:
                self.text(file.intro)
            for task in file.tasks:
                self.task(task, timeframe)
        for year, deadlines in book.deadline_files.items():
            self.deadlines(deadlines, year)
        for resource in book.resources.values():
            self.resource(resource)
        for term in book.terms.values():
            self.texts(term, f"glossary/{term.id}")
            self.refer("resource", [term.resource])
        for erratum in book.errata.values():
            self.texts(erratum, f"errata/{erratum.id}")
            self.refer("task", erratum.tasks)
            self.refer("guide", erratum.guides)
            self.refer("deadline", erratum.deadlines)
        for guide in book.guides.values():
            self.refer("task", guide.head.tasks)
            self.refer("resource", guide.head.links)
            self.document(guide)
        self.guidance()
        for letter in book.letters.values():
            self.refer("resource", [citation.resource for citation in letter.head.citation])
            self.document(letter, LETTER_FIELDS)
            self.passages(letter)
        self.settings()

    def guidance(self) -> None:
        """The How-To Hub's topics and the ways in."""
        book = self.handbook
        for file in book.how_to:
            self.texts(file, f"how-to/{file.id}")
            for topic in file.topics:
                self.refer("task", topic.tasks)
                self.refer("guide", topic.guides)
                self.refer("resource", topic.resources)
                self.refer("resource", [each.resource for each in topic.practice])
        for case in book.help_now.cases if book.help_now else ():
            self.refer("deadline", case.due)
            self.refer("resource", case.links)
            self.refer("task", case.tasks)
            self.refer("guide", case.guides)
        for section in book.start.sections if book.start else ():
            self.refer("task", section.tasks)
            self.refer("guide", section.guides)
        for role in book.roles:
            self.texts(role, f"roles/{role.id}")
            self.refer("guide", role.guides)
        for record, name in ((book.help_now, "help-now"), (book.start, "start")):
            if record is not None:
                self.texts(record, name)

    def task(self, task: Task, timeframe: Timeframe) -> None:
        self.texts(task, f"tasks/{task.id}")
        if task.id.startswith("local-"):
            self.problems.add(
                "R102",
                task.id.at,
                f"“{task.id}” begins with local-, as the ids of LEAs’ own tasks do",
                "choose another id for a task of the shared handbook",
            )
        self.refer("deadline", task.due)
        self.refer("resource", task.links)
        self.refer("guide", [task.guide])
        standing = task.timeframes or (timeframe,)
        if timeframe not in standing:
            self.problems.add(
                "R103",
                task.id.at,
                f"“{task.id}” does not list “{timeframe}”, the timeframe of its own file",
                f"add {timeframe} to its timeframes",
            )
        for other, text in task.occurrences.items():
            self.refer("deadline", text.due or ())
            if other not in standing:
                self.problems.add(
                    "R103",
                    self.place(f"{other}:", task.at),
                    f"“{task.id}” does not stand in “{other}”",
                    f"add {other} to its timeframes",
                )
        if len(set(task.timeframes)) < len(task.timeframes):
            self.problems.add(
                "R103",
                task.id.at,
                f"“{task.id}” lists one of its timeframes twice",
                "name each timeframe once",
            )
        seen: set[str] = set()
        for step in task.steps:
            if step.id in seen:
                self.problems.add(
                    "R102",
                    step.id.at,
                    f"“{task.id}” has two steps “{step.id}”",
                    "each step has an id of its own: choose another",
                )
            seen.add(step.id)

    def deadlines(self, file: DeadlineFile, year: str) -> None:
        current = self.known["deadline"]
        self.known["deadline"] = self.loaded.deadlines.get(year, {})
        for deadline in file.deadlines:
            self.texts(deadline, f"deadlines/{deadline.id}")
            self.refer("task", deadline.tasks)
            self.refer("resource", [citation.resource for citation in deadline.citation])
        self.known["deadline"] = current

    def resource(self, resource: Resource) -> None:
        self.texts(resource, f"resources/{resource.id}")
        linked = resource.confidence is not Confidence.LOW
        if linked and resource.url is None:
            self.problems.add(
                "R104",
                resource.id.at,
                f"“{resource.id}” counts as {resource.confidence} and has no url",
                "give its url, or write confidence: low",
            )
        if not linked and resource.url is not None:
            self.problems.add(
                "R104",
                resource.url.at,
                "an address of low confidence is never linked to",
                "take the url away, or confirm it",
            )

    def passages(self, letter: Letter | LocalPart) -> None:
        """The markers of a letter's passages, and fields that stand outside their passage.

        Fields that there are not are told with the text.
        """
        lines = letter.body.split("\n")
        for fault in (*passage_faults(letter.body), *unguarded_fields(letter.body)):
            line = lines[fault.line - 1]
            word = re.search(r"“(.*?)”", fault.message)
            column = max(line.find(word[1]), 0) if word else 0
            if line.startswith(":::") or not fault.message.startswith("there is no field"):
                at = Source(letter.path, letter.body_line + fault.line - 1, column + 1)
                self.problems.add("T106", at, fault.message, fault.hint)

    def document(self, document: Guide | Letter, fields: Collection[str] | None = None) -> None:
        for _, name, text in texts_of(document.head, document.path):
            plain = isinstance(document, Letter) and name in ("title", "subject")
            self.text(text, () if plain else None)
        self.text(Marked(document.body, Source(document.path, document.body_line, 1)), fields)

    # --- settings ---------------------------------------------------------------------------

    def settings(self) -> None:
        book = self.handbook
        if (
            book.year not in book.deadline_files
            and "deadline" not in self.loaded.blind
            and book.settings.year.at.path
        ):
            self.problems.add(
                "S101",
                book.settings.year.at,
                f"there is no content/deadlines/{book.year}.yaml",
                f"the school years with deadlines: {', '.join(sorted(book.deadline_files)) or '–'}",
            )
        for edition in book.settings.editions:
            self.refer("resource", [edition.resource])
        for settings in (book.settings, book.local):
            if settings and settings.base_path is not None:
                self.base_path(settings.base_path)
            if settings and settings.origin is not None:
                self.origin(settings.origin)

    def base_path(self, path: Marked) -> None:
        if not re.fullmatch(r"/(?:[A-Za-z0-9._~-]+/)*", path) or "/." in path:
            self.problems.add(
                "S102",
                path.at,
                f"“{path}” is not a base path",
                "it begins and ends with a slash: / or /handbook/",
            )

    def origin(self, origin: Marked) -> None:
        if not re.fullmatch(r"https?://[^/]+", origin):
            self.problems.add(
                "S102",
                origin.at,
                f"“{origin}” is not an origin",
                "scheme and host alone: https://handbook.example.org",
            )

    # --- one LEA ----------------------------------------------------------------------------

    def lea(self, lea: LeaContent) -> None:
        """The texts and references of one LEA's files; its dates and overlay have their own."""
        self.is_local = True
        self.texts(lea.profile, f"leas/{lea.slug}")
        for calendar in lea.calendars.values():
            for track in calendar.tracks:
                self.texts(track, f"leas/{lea.slug}.tracks.{track.id}")
        for operation in lea.overlay.operations if lea.overlay else ():
            self.texts(operation, f"leas/{lea.slug}.overlay")
            match operation:
                case AddOperation():
                    self.added(operation, lea)
                case SetOperation():
                    shared = (each for each in operation.due or () if each not in lea.local_ids)
                    self.refer("deadline", shared)
                    self.refer("resource", operation.links or ())
                    self.due_date(operation.by, operation.at)
        self.is_local = False

    def added(self, operation: AddOperation, lea: LeaContent) -> None:
        """The references and dates of what an LEA adds."""
        self.refer("guide", [operation.guide])
        if operation.task is not None:
            self.refer("resource", operation.task.links)
            self.due_date(operation.task.due, operation.task.at)
        deadline = operation.deadline
        if deadline is None:
            return
        self.due_date(deadline.date, deadline.at)
        calendar = lea.calendars.get(self.handbook.year)
        tracks = [str(track.id) for track in calendar.tracks] if calendar else []
        if deadline.track is not None and calendar and deadline.track not in tracks:
            self.problems.add(
                "R101",
                deadline.track.at,
                f"there is no track “{deadline.track}” in the school calendar",
                did_you_mean(deadline.track, tracks) or _listed(tracks),
            )

    def due_date(self, due: date | None, record: Source) -> None:
        """An LEA's own date must lie in a school year that the handbook covers."""
        years = self.handbook.deadline_files if due else ()
        # The year of a name begins in its July, so two dates' years are told from the name.
        if (
            due
            and years
            and f"{due.year - (due.month < _JULY)}" not in {year[:4] for year in years}
        ):
            self.problems.add(
                "D190",
                self.place(due.isoformat(), record),
                f"{due} lies outside the school years that the handbook covers",
                f"{', '.join(sorted(years))}: a school year runs from July 1 to June 30",
            )

    def pointed(self, problem: Problem) -> Problem:
        """A Problem of a calendar or rule, moved to the date in its record that it names."""
        for day in _DATE.findall(problem.message):
            at = self.place(day, problem.at)
            if at != problem.at:
                return replace(problem, at=at)
        return problem


def _listed(known: Iterable[str]) -> str:
    """A hint that names the words there are, where they are few."""
    words = sorted(known)
    return f"there are: {', '.join(words)}" if 0 < len(words) <= _FEW else ""
