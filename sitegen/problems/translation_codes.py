"""The codes of `build.py messages check`: how translations are worded and written.

What tells a reader something else than the English is an error: another number, month, code or
name, broken markup, plurals of another language. What is only clumsy is a warning. A build looks
for none of these: no translation that is clumsy keeps the handbook from being published.
"""

from __future__ import annotations

from sitegen.problems.code import Code, Severity

_WARNING = Severity.WARNING

TRANSLATION_CODES: dict[str, Code] = {
    "L120": Code(
        "A text is not translated",
        "Its English stands on the page, marked as English. `build.py messages status` counts "
        "such texts by section.",
        Severity.NOTICE,
    ),
    "L121": Code(
        "English stands in a translation",
        "The translation equals the English, or holds English words that are no official name. "
        "Translate them. Names that stay in English are listed in `locales/keep.yaml`.",
        _WARNING,
    ),
    "L122": Code(
        "A translation is far shorter or longer than usual",
        "Measured against what translations into this language take, this one leaves something "
        "out or adds something. Compare it with the English, sentence by sentence.",
        _WARNING,
    ),
    "L123": Code(
        "A letter, digit or word of another script",
        "A letter that only looks right is not found by a search and is misread by a screen "
        "reader. Digits are those of the Latin script in every language, as on the state's forms. "
        "Latin words stand amid Chinese, Korean or Arabic only as official names "
        "(`locales/keep.yaml`), or in brackets as the English of the word before.",
        _WARNING,
    ),
    "L124": Code(
        "A character that the language does not write",
        "Traditional Chinese with a Simplified character, Arabic with a Persian letter: such "
        "characters come from another keyboard or from a text of another place.",
        _WARNING,
    ),
    "L125": Code(
        "The agreed word is missing",
        "The English has a word of the field, and the translation has none of the forms that "
        "`locales/terms.yaml` gives for it. One word for one thing: readers look for it in TOMS, "
        "in letters and in the glossary.",
        _WARNING,
    ),
    "L126": Code(
        "A word that misleads",
        "`locales/terms.yaml` lists this word under `avoid`, most often since it means something "
        "else to a reader. Its `why` says what.",
        _WARNING,
    ),
    "L127": Code(
        "An official name is missing",
        "Names of tests, systems, forms and pages stay in English, since readers see them so on "
        "the screen (`locales/keep.yaml`). A translation may add its own words in brackets.",
    ),
    "L128": Code(
        "A character that cannot be seen",
        "Joiners, soft hyphens, fillers and direction marks come in by pasting, and letters may "
        "be put together from parts. All of them break searching. The page sets directions "
        "itself.",
        _WARNING,
    ),
    "L129": Code(
        "A number differs from the English",
        "A number that the English writes in digits stands in digits in the translation, and no "
        "other number is added. A number in words may become digits.",
    ),
    "L130": Code(
        "A month differs from the English",
        "The translation names another month, or none. The months' names are those of CLDR.",
    ),
    "L131": Code(
        "A code that the English has not",
        "A code or abbreviation in capitals stands here and not in the English. Most often two "
        "letters have changed places.",
    ),
    "L132": Code(
        "A mark of another language",
        "Each language has its own marks: 。，「」 in Chinese, ، ؛ ؟ « » in Arabic, “ ” in the "
        "others, no straight quotes in any.",
        _WARNING,
    ),
    "L133": Code(
        "Marks that do not pair",
        "A bracket or quotation mark opens and does not close, or a Spanish question has no ¿.",
        _WARNING,
    ),
    "L134": Code(
        "The last mark is of another kind",
        "A sentence ends as its English does: with a full stop, a question mark, a colon, or with "
        "none where it is a heading.",
        _WARNING,
    ),
    "L135": Code(
        "A space too many, or one missing",
        "Spaces at the ends of a text, two in a row, inside brackets; or none after a comma.",
        _WARNING,
    ),
    "L136": Code(
        "A word stands twice",
        "One of the two was left from an earlier wording. Read the sentence aloud and delete it.",
        _WARNING,
    ),
    "L137": Code(
        "The reader is spoken to in another way",
        "One way of address for a whole language: usted, quý vị, kayo, 您, -습니다, the plural "
        "imperative of Arabic (`rules` in `locales/terms.yaml`).",
        _WARNING,
    ),
    "L138": Code(
        "Markdown that differs from the English",
        "The same words are strong, emphasised or linked as in the English, and every mark that "
        "opens also closes.",
    ),
    "L139": Code(
        "The term base and the glossary disagree",
        "Every term of the glossary has an agreed word in `locales/terms.yaml`, or stands under "
        "`glossary` in `locales/keep.yaml` since it stays in English; and these name only terms "
        "that there are.",
        _WARNING,
    ),
    "L140": Code(
        "Plural forms are not those of the language",
        "A catalog's head has the rule of CLDR for its language, and each message with a number "
        "has every form of it: two in Spanish, six in Arabic, one in Chinese.",
    ),
    "L141": Code(
        "A catalog of another language",
        "The head of a PO file says its language, and the folder is named for it. PO editors go "
        "by the head.",
    ),
    "L142": Code(
        "An allowance that nothing needs",
        "`locales/allowances.yaml` lets a message break a check, for a reason. This one breaks "
        "none any more.",
        _WARNING,
    ),
}
