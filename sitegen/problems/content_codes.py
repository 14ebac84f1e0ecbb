"""The codes of content: its files, records, texts, settings, overlays and translations."""

from __future__ import annotations

from sitegen.problems.code import Code, Severity

CONTENT_CODES: dict[str, Code] = {
    # F files
    "F101": Code(
        "A file is missing",
        "The handbook needs this file: each of the fourteen timeframes has its own, even where "
        "it lists no task. Put it back from the repository's history. If another file stands "
        "there with a misspelled name, rename that one.",
    ),
    "F102": Code(
        "A file is not UTF-8",
        "All content is read as UTF-8. Open the file in its old encoding (often Windows-1252) "
        "and save it as UTF-8; most editors ask for the encoding under “Save as”. The report "
        "names the first byte that does not fit.",
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
    "F105": Code(
        "A file cannot be read",
        "Something other than a file stands there, or the operating system refused: look at the "
        "permissions of the file and of its folder.",
    ),
    "F106": Code(
        "A name cannot be an id",
        "The names of files and folders become addresses. They are made of lower-case letters, "
        "digits and single hyphens: first-steps.md, alder-creek.",
    ),
    "F107": Code(
        "A Markdown file has no head",
        "Guides and letters begin with a line ---, then keys and values in YAML, then a second "
        "line ---. The text follows. Look at another guide or letter to see how.",
    ),
    "F108": Code(
        "A file that nothing reads",
        "It is most likely misspelled or stands in the wrong folder, and its content would be "
        "missing from the site without a word. Files end in .yaml or .md; notes to yourselves "
        "can stand in a file whose name begins with README.",
        Severity.WARNING,
    ),
    # Y YAML
    "Y101": Code(
        "This is not YAML",
        "The file cannot be read on from this place. The cause is often one line above: a "
        "missing quote, a colon inside a text, or indentation that does not fit. A text that "
        "has a colon followed by a space, or begins with a sign such as % or [, needs quotes "
        "around it.",
    ),
    "Y102": Code(
        "A key stands twice",
        "In one record each key stands once; YAML itself would drop one of the two without a "
        "word. Keep the one that is right.",
    ),
    "Y103": Code(
        "A part of YAML that content does not use",
        "Anchors (&), aliases (*), merge keys (<<), tags (!) and keys that are lists have no use "
        "here and can be used to hurt a reader. Write the value out, or put quotes around a "
        "text that begins with one of these signs.",
    ),
    "Y104": Code(
        "A file is nested too deep or holds too much",
        "No file of content is nested this deep or holds this many values. Most often brackets "
        "or lines were pasted in by mistake.",
    ),
    "Y105": Code(
        "Two documents in one file",
        "In YAML a line --- begins a new document, and a file of content is one. Delete the "
        "line, or make a second file of what follows it.",
    ),
    "Y106": Code(
        "An empty file",
        "The file or the head of the document holds no key and no value. Fill it in, or take "
        "it away.",
    ),
    # M models
    "M101": Code(
        "A key is missing",
        "This kind of record cannot do without it. CONTRIBUTING.md has an annotated example of "
        "each kind.",
    ),
    "M102": Code(
        "An unknown key",
        "Keys that nobody reads are refused, since a misspelled key would otherwise be dropped "
        "without a word. The hint names the nearest key, or all that there are.",
    ),
    "M103": Code(
        "A value of the wrong form",
        "Dates, codes, ids and addresses have one spelling each; the report says which. Nothing "
        "is guessed or rounded: a date is written 2026-12-01, a CDS code has all its 14 digits.",
    ),
    "M104": Code(
        "Not one of the known words",
        "One word of a closed list belongs here, spelled as the list has it. The hint names the "
        "nearest word, or all that there are.",
    ),
    "M105": Code(
        "A value of the wrong shape",
        "A list, a record with keys, or a single text stands where another of the three "
        "belongs, or nothing stands where a value is needed.",
    ),
    "M106": Code(
        "Too few or too many entries",
        "The list needs more entries, or has too many. The report says how many it takes.",
    ),
    # R references
    "R101": Code(
        "A reference to nothing",
        "No record of the content has this id. Check its spelling; the hint names the nearest "
        "id. Where a record was given another id, the old one still works in links and "
        "overlays, and is replaced by the new one everywhere else.",
    ),
    "R102": Code(
        "An id is used twice",
        "Ids are addresses, and people's ticks hang on them: each belongs to one record for "
        "good, also as the alias of a record that had it before. Ids that begin with local- "
        "belong to LEAs' own tasks.",
    ),
    "R103": Code(
        "A timeframe in which the task does not stand",
        "A recurring task lists all its timeframes once, its own file's among them; texts for "
        "single occurrences can be given for those only.",
    ),
    "R104": Code(
        "Address and confidence contradict each other",
        "A resource of high or medium confidence has an address; one of low confidence has none, "
        "and the handbook says where to look instead.",
    ),
    "R105": Code(
        "A file's name and its content differ",
        "The name of the file says which timeframe or school year it is about; the key inside "
        "must agree. Most often a file was copied and one of the two was not changed.",
    ),
    # T texts
    "T101": Code(
        "A link that leads outside the handbook's records",
        "Links in texts lead to records: [text](resource:toms). Web addresses stand in "
        "content/resources.yaml alone, where they are confirmed and dated.",
    ),
    "T102": Code(
        "A web address in a text",
        "Addresses age. Put it into content/resources.yaml with its confidence, and link to the "
        "record: [text](resource:its-id).",
    ),
    "T103": Code(
        "A field that nothing fills",
        "A word in braces stands for a deadline's date, or in a letter for one of its fields. "
        "It is spelled as the id is, in small letters: {designation}.",
    ),
    "T104": Code(
        "HTML in a text",
        "Texts are Markdown without HTML; it would be shown as it stands. Write *emphasis*, "
        "**strong** and lists as Markdown has them.",
        Severity.WARNING,
    ),
    "T105": Code(
        "A character that no text may hold",
        "Control characters and those that change the direction of writing cannot be seen, and "
        "are never needed: the handbook sets the direction itself. They come in with text that "
        "is pasted from other programs. Delete the character at the place that is named.",
    ),
    "T106": Code(
        "A passage of a letter that is not well made",
        "A passage begins with a line “::: when FIELD”, may have “::: else”, and ends with a line "
        "“:::”. It is kept where the LEA has the fields that it names; so a field that not every "
        "LEA has stands only inside a passage that names it.",
    ),
    # S settings
    "S101": Code(
        "A school year without deadlines",
        "Each school year that the handbook covers has a file of deadlines, "
        "content/deadlines/2026-27.yaml for 2026–27.",
    ),
    "S102": Code(
        "An address of the site that cannot be one",
        "The origin is scheme and host, as in https://handbook.example.org; the base path begins "
        "and ends with a slash, as in /handbook/.",
    ),
    "S103": Code(
        "An LEA that does not exist",
        "The settings or the command name an LEA that has no folder under content/leas/.",
    ),
    "S104": Code(
        "No origin is set",
        "Feeds and pages cannot carry absolute addresses until content/local.yaml or --origin "
        "says where the site will stand. They are left out.",
        Severity.NOTICE,
    ),
    # L languages
    "L101": Code(
        "A catalog that cannot be read",
        "The PO file is broken at this place, and none of its translations is used. Each text "
        "stands between quotes on its line; a quote inside a text has a backslash before it.",
    ),
    "L102": Code(
        "A translation whose fields differ",
        "The translation must have the same fields and the same links as the English; else it "
        "is not used.",
        Severity.WARNING,
    ),
    "L103": Code(
        "A letter is withheld in a language",
        "A letter is published in a language only when every text of it is translated.",
        Severity.WARNING,
    ),
    "L104": Code(
        "A letter cannot be set",
        "The typesetter met a character that no bundled font has, or the finished PDF broke a "
        "rule of accessibility (PDF/UA-1). Such a letter is not published.",
    ),
    "L110": Code(
        "A review of no such section or language",
        "`locales/review.yaml` says who has read which section (the name of a catalog, such as "
        "`letters`) of which language. English is the source and is not reviewed there.",
    ),
    "L111": Code(
        "What was read in a review is not known",
        "Beside the catalog, `<section>.reviewed` has a mark for each text that was read, so that "
        "no review covers what changed later. `python3 build.py messages reviewed` writes it. "
        "Without it the translations count as read by nobody.",
        Severity.WARNING,
    ),
    "L112": Code(
        "An approval of no such letter or language",
        "Under `approvals` an LEA names a letter of the handbook and a language into which it was "
        "translated. English, and the LEA’s own letters, need no approval.",
    ),
    "L113": Code(
        "An approved letter has changed",
        "An LEA’s approval takes the notice of a machine’s translation from the letter to its "
        "families. It holds for the text that was read, which it names by its fingerprint, and "
        "ends with the first change of a word. Read the letter again and write the new "
        "fingerprint.",
        Severity.WARNING,
    ),
    # C calendars that people subscribe to
    "C101": Code(
        "The feed ledger is behind",
        "A date or its text has changed since its version was recorded, and calendar programs may "
        "not notice the change. When the content is as you want it, run "
        "`python3 build.py feeds record` and commit the ledgers.",
        Severity.WARNING,
    ),
}
