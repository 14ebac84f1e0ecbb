"""The codes of what an LEA draws and writes itself: logo, colours, guides, letters, home text."""

from __future__ import annotations

from sitegen.problems.code import Code, Severity

LOCAL_CODES: dict[str, Code] = {
    "B101": Code(
        "A logo that is no PNG, or a damaged one",
        "The file named logo.png is read byte by byte before it is published: it must be one whole "
        "still picture, 16 to 2,000 pixels on each side, with nothing behind its end. Its texts, "
        "its time and a camera's data are left out; the picture itself is not changed.",
    ),
    "B102": Code(
        "An SVG with what a logo cannot have",
        "A logo is shown to everybody and set into letters, so it may hold shapes, colours, "
        "gradients and references inside the file, and nothing else: no script, no event, no link, "
        "no picture, no text with fonts, no style sheet, no animation, no document type. Most "
        "drawing programs can save a “plain” or “optimised” SVG, with texts turned into paths.",
    ),
    "B103": Code(
        "A logo is too large",
        "Every page of the LEA loads the logo and every letter holds it. Save it smaller: a PNG "
        "of 600 pixels' width is sharp on paper, and an SVG of a logo has a few kilobytes.",
    ),
    "B105": Code(
        "Two logos",
        "An LEA's folder has a logo.svg and a logo.png. Keep one of them.",
    ),
    "B106": Code(
        "A colour that cannot be seen",
        "An LEA's colour draws the line below its header and its letterhead. By WCAG 2.2 a line "
        "has a contrast of at least 3 : 1 to the paper around it, in the light theme (`accent`) "
        "and in the dark one (`accent-dark`; without it the generator takes the same hue, as "
        "light as it must be). The hint names the nearest colour that passes.",
    ),
    "B107": Code(
        "The LEA of the site counts as a sample",
        "The folder was most likely copied from one of upstream's fictional samples, with its line "
        "`sample: true`. An LEA that is real does not have that line.",
    ),
    "B110": Code(
        "A name that a local document cannot have",
        "An LEA's guides and letters are named local-<id>.md, and a translation of one "
        "local-<id>.<language>.md; an addition to a shared letter is named <letter>.add.md. Their "
        "ids begin with local-, so that upstream never takes one.",
    ),
    "B111": Code(
        "A translation that belongs to no original",
        "Each document has one original, in the language that it says, without a language in its "
        "name. A translation's name and its `lang` say the same language, which is another one.",
    ),
    "B112": Code(
        "A translated letter with other fields or passages",
        "A letter must say the same in every language: its fields in braces and its ::: markers "
        "stand in each translation, between the same markers.",
    ),
    "B113": Code(
        "An addition with no place to go",
        "The shared letter is not there, or does not mark a place with ::: local. The state's own "
        "wording is never replaced: an LEA's words stand at that place or in a letter of its own.",
    ),
    "B114": Code(
        "Words of an LEA are missing in some language",
        "A letter is published in a language only as a whole. A letter of the LEA's own is "
        "withheld where it has no text; a shared letter goes out without the LEA's addition.",
        Severity.WARNING,
    ),
    "B115": Code(
        "A heading inside an addition",
        "An addition stands in a letter as one section under its title. A heading of its own "
        "would look like one of the state's sections.",
    ),
}
