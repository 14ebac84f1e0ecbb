"""The register of problem codes: what each means, how grave it is, how it is mended.

A code is a letter for the room that finds it and three digits, and is never reused:
F files, Y YAML, M models, R references, D dates and calendars, O overlays, T text and
Markdown, L languages, S settings, P publishing.
"""

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


CODES: dict[str, Code] = {
    # F files
    "F101": Code(
        "A file is missing",
        "The handbook needs this file. Put it back from the repository's history, or take away "
        "what names it.",
    ),
    "F102": Code(
        "A file is not UTF-8",
        "All content is read as UTF-8. Open the file in its old encoding and save it as UTF-8; "
        "the report names the first byte that does not fit.",
    ),
    "F103": Code(
        "A file is too large",
        "No file of content comes near this size. Most often something was pasted into it, or "
        "a picture was saved under a text file's name.",
    ),
    "F104": Code(
        "A symbolic link stands in the content",
        "Content is read from plain files only, so that nothing outside the tree can be read by "
        "naming it. Copy the file to where the link stands.",
    ),
    "F105": Code("A file cannot be read", "The operating system refused: look at its permissions."),
    "F106": Code(
        "A name cannot be an id",
        "The names of files and folders become addresses. They are made of lower-case letters, "
        "digits and single hyphens.",
    ),
    "F107": Code(
        "A Markdown file has no head",
        "Guides and letters begin with a line ---, then keys and values in YAML, then a second "
        "line ---. The text follows.",
    ),
    "F108": Code(
        "A file that nothing reads",
        "It is most likely misspelled or stands in the wrong folder, and its content would be "
        "missing from the site without a word.",
        Severity.WARNING,
    ),
    # Y YAML
    "Y101": Code(
        "This is not YAML",
        "The parser could not go on at this place. The cause is often one line above: a missing "
        "quote, a colon inside a text, or indentation that does not fit.",
    ),
    "Y102": Code(
        "A key stands twice",
        "YAML would keep the last and lose the first without a word. Keep one.",
    ),
    "Y103": Code(
        "A part of YAML that content does not use",
        "Anchors, aliases, merge keys, tags and keys that are lists have no use here and can be "
        "used to hurt a reader. Write the value out.",
    ),
    "Y104": Code(
        "Too deep or too large",
        "No file of content is nested this deep or holds this many values.",
    ),
    "Y105": Code("Two documents in one file", "Keep one document a file: delete the line ---."),
    "Y106": Code("An empty file", "The file holds no value. Fill it or take it away."),
    # M models
    "M101": Code("A key is missing", "This kind of record cannot do without it. CONTRIBUTING.md "
                 "has an annotated example of each kind."),
    "M102": Code("An unknown key", "Keys that nobody reads are refused, since a misspelled key "
                 "would otherwise be dropped without a word."),
    "M103": Code("A value of the wrong form", "Dates, codes, ids and addresses have one spelling "
                 "each; the report says which. Nothing is guessed or rounded."),
    "M104": Code("Not one of the known words", "Here one word of a closed list belongs."),
    "M105": Code("A value of the wrong shape", "A list, a mapping or a text stands where another "
                 "of the three belongs."),
    "M106": Code("Too few or too many entries", "The list needs more entries, or has too many."),
    # R references
    "R101": Code(
        "A reference to nothing",
        "The id is not written down anywhere in the content. Check its spelling; the hint names "
        "the nearest one.",
    ),
    "R102": Code(
        "An id is used twice",
        "Ids are addresses, and people's ticks hang on them: each belongs to one record for good.",
    ),
    "R103": Code(
        "A timeframe in which the task does not stand",
        "A recurring task lists all its timeframes, its own file's among them; texts for single "
        "occurrences can be given for those only.",
    ),
    "R104": Code(
        "Address and confidence contradict each other",
        "A resource of high or medium confidence has an address; one of low confidence has none, "
        "and the handbook says where to look instead.",
    ),
    "R105": Code("A file's name and its content differ", "The name of the file says which "
                 "timeframe or school year it is about; the key inside must agree."),
    # T texts
    "T101": Code(
        "A link that leads outside the handbook's records",
        "Links in texts lead to records: [text](resource:toms). Web addresses stand in "
        "content/resources.yaml alone, where they are confirmed and dated.",
    ),
    "T102": Code("A web address in a text", "Addresses age. Put it into content/resources.yaml "
                 "with its confidence, and link to the record."),
    "T103": Code(
        "A field that nothing fills",
        "A word in braces stands for a deadline's date, or in a letter for one of its fields.",
    ),
    "T104": Code("HTML in a text", "Texts are Markdown without HTML; it would be shown as it "
                 "stands.", Severity.WARNING),
    "T105": Code("A character that no text may hold", "Control characters and the characters "
                 "that change the direction of writing are set by the handbook itself."),
    "T106": Code("A passage of a letter that is not well made", "A passage begins with a line "
                 "“::: when FIELD”, may have “::: else”, and ends with a line “:::”. It is kept "
                 "where the LEA has the fields that it names."),
    # S settings
    "S101": Code("A school year without deadlines", "Each school year that the handbook covers "
                 "has a file of deadlines."),
    "S102": Code("An address of the site that cannot be one", "The origin is scheme and host; the "
                 "base path begins and ends with a slash."),
    "S103": Code("An LEA that does not exist", "The settings or the command name an LEA that has "
                 "no folder under content/leas/."),
    "S104": Code(
        "No origin is set",
        "Feeds and pages cannot carry absolute addresses until content/local.yaml or --origin "
        "says where the site will stand. They are left out.",
        Severity.NOTICE,
    ),
    # O overlays
    "O101": Code("An operation on nothing", "The task, occurrence or step is not in the shared "
                 "handbook. It may have been renamed or dropped upstream."),
    "O102": Code("Two operations that exclude each other", "The same thing is hidden or set "
                 "twice, or moved after it was hidden."),
    "O103": Code("Nothing to come after", "The occurrence named by “after” does not stand in "
                 "that timeframe."),
    "O104": Code(
        "The text behind a local wording has changed",
        "The overlay replaces a text of the shared handbook, and that text is not the one it was "
        "when the local wording was written. Read both, then renew the fingerprint.",
        Severity.WARNING,
    ),
    "O105": Code("An operation that does not fit its target", "The target has no such field, or "
                 "names several occurrences where one is needed."),
    "O106": Code("Too many operations", "An overlay of this size is no longer an overlay."),
    # L languages
    "L101": Code("A catalog that cannot be read", "The PO file is broken at this place."),
    "L102": Code(
        "A translation whose fields differ",
        "The translation must have the same fields and the same links as the English; else it "
        "is not used.",
        Severity.WARNING,
    ),
    "L104": Code(
        "A letter cannot be set",
        "The typesetter met a character that no bundled font has, or the finished PDF broke a "
        "rule of accessibility (PDF/UA-1). Such a letter is not published.",
    ),
    # C calendars that people subscribe to
    "C101": Code(
        "The feed ledger is behind",
        "An event has changed since its version was recorded, and calendar programs may not "
        "notice the change. Run: python3 build.py feeds record",
        Severity.WARNING,
    ),
    "L103": Code(
        "A letter is withheld in a language",
        "A letter is published in a language only when every text of it is translated.",
        Severity.WARNING,
    ),
}

# D dates and calendars
CODES |= {
    "D101": Code(
        "A track's last day is before its first",
        "The calendar of a school or track runs backwards, so it has no instructional days. "
        "Most often a year is mistyped: a school year begins in one calendar year and ends in "
        "the next.",
    ),
    "D102": Code(
        "A range of non-school days runs backwards",
        "The last day of a break is before its first. Exchange the two, or correct a year. "
        "The entry takes no day away until it is mended.",
    ),
    "D103": Code(
        "A day lies outside the school year",
        "A school year runs from July 1 to June 30. A first or last day, a non-school day or a "
        "day of a selected testing period is outside the year that the file is for. Most often "
        "a year is mistyped, or last year's file was copied.",
    ),
    "D104": Code(
        "A non-school entry needs one date or one range",
        "Give a single day as `date`, or a break as `first` and `last`, both of them; never "
        "both forms in one entry.",
    ),
    "D105": Code(
        "The instructional days are not as many as expected",
        "`expect-days` is the LEA's own count, for instance the 180 of its adopted calendar. "
        "The weekdays from the first to the last day, less the non-school days, are another "
        "number. The dates that follow from the count would be wrong, so one of the two must "
        "be mended.",
    ),
    "D106": Code(
        "A track lists too many non-school entries",
        "More than 400 entries for a year cannot be days off. Write each break as one range.",
    ),
    "D107": Code(
        "Two non-school entries share a day",
        "A day is taken away once, however often it is listed, so the count stands. But one of "
        "the two entries may be misdated: look at both.",
        Severity.WARNING,
    ),
    "D108": Code(
        "A non-school entry takes no school day away",
        "It falls on a weekend, or before the track's first day, or after its last. Nothing is "
        "wrong with that; it may point to a mistyped date.",
        Severity.NOTICE,
    ),
    "D109": Code(
        "An unusual number of instructional days",
        "Fewer than 160 or more than 200 instructional days are unusual for a school year. "
        "Where the number is right, as for a court school with a longer year, confirm it with "
        "`expect-days`.",
        Severity.WARNING,
    ),
    "D110": Code(
        "A track's first or last day has no instruction",
        "The day is a weekend or is listed as a non-school day. The count is made without it; "
        "write the first and the last day that students come.",
        Severity.WARNING,
    ),
    "D112": Code(
        "Two tracks have one id",
        "Deadlines are resolved for each track by its id. Give each track of an LEA its own.",
    ),
    "D121": Code(
        "A selected testing period runs backwards",
        "It closes before it opens. Exchange the two days, or correct a year.",
    ),
    "D122": Code(
        "A selected testing period begins or ends on a day without school",
        "Testing is done on instructional days. A period may be written this way, but what is "
        "meant is probably the nearest instructional day.",
        Severity.WARNING,
    ),
    "D123": Code(
        "A selected testing period opens too early",
        "5 CCR 855(a)(1): a school or track may test from the day that completes 66 percent of "
        "its instructional days, but the second Tuesday in January is the earliest day for all. "
        "A selected period lies inside that available window.",
    ),
    "D124": Code(
        "A selected testing period closes too late",
        "5 CCR 855(a)(1): testing may go on up to and including the last instructional day, "
        "and never after June 30.",
    ),
    "D125": Code(
        "A selected testing period is too short",
        "A selected testing period has at least 25 consecutive instructional days. A break "
        "inside it does no harm: its days are not counted, and do not interrupt the others.",
    ),
    "D126": Code(
        "An LEA has more than six selected testing periods",
        "5 CCR 855(b): every school or track selects one period, and all of an LEA's together "
        "are at most six. Tracks with the same two dates share one.",
    ),
    "D127": Code(
        "A selected testing period opens in the first week of the available window",
        "The regulation allows it. In 2026, however, TOMS allowed no window in the week after "
        "the second Tuesday in January. See what TOMS allows this year.",
        Severity.WARNING,
    ),
    "D190": Code(
        "A local task is due outside the school years",
        "The due date of a task that an LEA added lies in no school year that the handbook has "
        "deadlines for. Most often a year is mistyped.",
    ),
    "D201": Code(
        "A deadline counts from an unknown deadline",
        "`of`, `not-before` and `not-after` name another deadline of the same file by its id.",
    ),
    "D202": Code(
        "Deadlines count from each other",
        "A deadline counts from another, that one from a third, and so on back to the first: "
        "none of them can have a date. Give one of them a rule of its own.",
    ),
    "D203": Code(
        "A rule does not hold in this school year",
        "`school-years` says in which years a rule was confirmed. In another year it must be "
        "read again: correct the date or the rule, then `school-years`.",
    ),
    "D204": Code(
        "The school years of a rule run backwards",
        "`school-years` is the first year in which the rule holds, and after it, where known, "
        "the last.",
    ),
    "D205": Code(
        "A number of a rule is impossible",
        "A percentage is 1 to 100, a month 1 to 12, an offset at most 366 days, and a weekday "
        "of a month is one that the month has.",
    ),
    "D206": Code(
        "A fixed date is outside its school year",
        "A fixed date lies between July 1 of the school year and the end of the July after it. "
        "Most often the year was not changed when last year's file was copied.",
    ),
    # P publishing
    "P101": Code(
        "Two files of the site have the same address",
        "Two records lead to the same output path, most often an alias that equals another "
        "record's id. Only one of them can be there: give one another id or drop the alias.",
    ),
    "P102": Code(
        "Two addresses differ only in case or in how Unicode composes a character",
        "On macOS and Windows the two are one file, and a person who types the address cannot "
        "tell them apart. Give one another id, or spell both in the same way.",
    ),
    "P103": Code(
        "An address is a file and a directory at once",
        "One record writes a file where another needs a directory of that name.",
    ),
    "P104": Code(
        "An output path is not safe",
        "Paths are relative, with single forward slashes, and have no `.` or `..`, no "
        "backslash, no control character and none of `< > : \" | ? *`.",
    ),
    "P105": Code(
        "An output path does not work on every system",
        "A name has at most 240 bytes in UTF-8, is none of the device names of Windows (`con`, "
        "`aux`, `nul`, `prn`, `com1`, `lpt1`, …, with any extension), and does not end with a "
        "dot or a space.",
    ),
}
