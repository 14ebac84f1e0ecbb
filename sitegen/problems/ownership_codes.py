"""The codes of ``check --ownership``: edits of what is upstream's."""

from __future__ import annotations

from sitegen.problems.code import Code

OWNERSHIP_CODES: dict[str, Code] = {
    "G101": Code(
        "Upstream’s wording is changed in its own file",
        "The next merge from upstream will conflict here. Put the file back and paste the "
        "operation of the hint under `operations:` in your LEA's overlay.yaml: it says the same, "
        "and tells you when upstream's text changes.",
    ),
    "G102": Code(
        "Something is added to upstream’s files",
        "Add it in your LEA's folder instead, by the operation of the hint or as a file of your "
        "own, with an id that begins with local-.",
    ),
    "G103": Code(
        "Something of upstream’s is taken away",
        "Put it back and hide it with the operation of the hint, which also says why.",
    ),
    "G104": Code(
        "Something of upstream’s is moved",
        "Put it back and move it with an operation: ticks and dates stay with it.",
    ),
    "G105": Code(
        "Upstream’s letter is changed",
        "The shared letter carries the state's wording of families' rights. Add a section of "
        "your own where the letter has a place for it, or write a letter of your own.",
    ),
    "G106": Code(
        "Upstream’s content is changed where no operation can",
        "What is wrong or missing there is so for every district: propose the change upstream.",
    ),
    "G107": Code(
        "The program, its layouts or its tests are changed",
        "A district needs none of them changed; each such edit has to be merged by hand for good. "
        "Propose it upstream.",
    ),
    "G108": Code(
        "A sample LEA of upstream’s is changed",
        "The sample folders are upstream's, and change with it. Copy one to a folder of your own "
        "slug and work there; `samples: false` in content/local.yaml leaves the samples out.",
    ),
    "G109": Code(
        "Upstream’s translations are changed",
        "A better translation serves every district: propose it upstream. Your own texts carry "
        "their translations beside them, in your LEA's folder.",
    ),
}
