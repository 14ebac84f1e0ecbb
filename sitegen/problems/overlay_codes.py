"""The codes of overlays: what an LEA's operations say, and what upstream made of their targets."""

from __future__ import annotations

from sitegen.problems.code import Code, Severity

OVERLAY_CODES: dict[str, Code] = {
    "O101": Code(
        "An operation on what is not there",
        "The shared handbook no longer has what the operation names, or never had it: a task, a "
        "step, a guide, a section of one. Upstream may have dropped it. Nothing of yours is "
        "lost: the operation stays in the file, and `python3 build.py overlay status` shows it "
        "with the text it was written for. Give it another target, or drop it with `python3 "
        "build.py overlay drop`. A warning, so that a merge of upstream's changes never stops "
        "your site.",
        Severity.WARNING,
    ),
    "O102": Code(
        "Two operations on one thing",
        "The same thing is hidden, set or moved twice, or moved after it was hidden; the first "
        "of the two is applied. It can come of a merge, where upstream made one task of two. "
        "Keep one of the operations.",
        Severity.WARNING,
    ),
    "O103": Code(
        "Nothing to come after",
        "What is named by “after” does not stand there, or no longer does, and what should "
        "follow it is put at the end. Name one that stands there, or leave “after” away.",
        Severity.WARNING,
    ),
    "O104": Code(
        "The text behind a local wording has changed",
        "The overlay replaces or hides a text of the shared handbook, and that text is not the "
        "one it was when the operation was written. The local wording stands. `python3 build.py "
        "overlay status` shows upstream's text then and now beside it; when you have read both, "
        "`python3 build.py overlay accept` renews the fingerprint.",
        Severity.WARNING,
    ),
    "O105": Code(
        "An operation that does not fit its target",
        "The target has no such field, cannot be hidden or moved, or is added by the overlay "
        "itself and changed where it is added.",
    ),
    "O106": Code(
        "Too many operations",
        "An overlay says what an LEA does in another way. One of this size is a second handbook, "
        "which nobody can keep up to date: drop the operations that are not needed.",
    ),
    "O110": Code(
        "An operation without its fingerprint",
        "The fingerprint (was) says which text of the shared handbook an operation was written "
        "for, so that a change of it is noticed. Nobody has to compute it: `python3 build.py "
        "overlay accept` writes it into the file.",
        Severity.WARNING,
    ),
    "O111": Code(
        "An overlay of another schema",
        "The number after “schema” says for which form of operations an overlay was written, and "
        "this handbook reads another. Nothing of the overlay is applied, since it could be "
        "read in a wrong sense. Update the handbook, or leave the key away for the present form.",
    ),
    "O112": Code(
        "Things that come after one another in a circle",
        "The first is put after the second and the second after the first, perhaps by way of "
        "others. They stay where they were.",
        Severity.WARNING,
    ),
    "O113": Code(
        "The state's to say",
        "The state's dates and rules hold for every LEA, and duties by law or test security "
        "cannot be left out. The operation is not applied; the hint says what can be done "
        "instead. A warning, since the state's own text stands, and since upstream may mark a "
        "duty after your operation was written.",
        Severity.WARNING,
    ),
    "O114": Code(
        "Which of several occurrences?",
        "A task that stands in several timeframes cannot be moved as a whole. Name one of them: "
        "task@timeframe. It can come of a merge, where upstream gave the task a second "
        "timeframe; the shared place stands meanwhile.",
        Severity.WARNING,
    ),
    "O115": Code(
        "A local record that nothing adds",
        "Ids that begin with local- are added by the overlay itself, and no operation in it adds "
        "this one. Look at its spelling.",
    ),
    "O116": Code(
        "An operation that does not say one thing",
        "Each operation adds one thing or sets one thing, and says where. Make two operations of "
        "one that does two things.",
    ),
    "O117": Code(
        "Upstream has moved what an operation names",
        "The task stands in another timeframe now, and in that one only, with the text that the "
        "operation was written for. The operation is done there. Write the new timeframe into it.",
        Severity.WARNING,
    ),
    "O118": Code(
        "A local text that leads to what is gone",
        "A link, a date or a reference of the LEA's own leads to a record that the shared "
        "handbook no longer has, or never had. The words are shown without it. A warning, so "
        "that a merge of upstream's changes never stops your site.",
        Severity.WARNING,
    ),
}
