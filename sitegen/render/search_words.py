"""Words that search knows beside the handbook's own: pages by other names, everyday words.

Each message is a list between commas; a translation lists the words of its own language, as
many as it has.
"""

from __future__ import annotations

from sitegen.deadlines.reasons import N_

PAGES = (
    (
        "start",
        N_("Start here"),
        N_("For those who are new, or joined in the middle of the year."),
        N_("new coordinator, new here, first weeks, joined late, catch up, onboarding"),
    ),
    (
        "help-now",
        N_("Help now"),
        N_("Urgent cases: what to do, who does it, by when, and where in TOMS."),
        N_("urgent, emergency, problem, something went wrong"),
    ),
    (
        "how-to",
        N_("How others do it"),
        N_("The Coordinator How-To Hub by topic: official guides, and how other LEAs do it."),
        N_("How-To Hub, peers, examples, presentations"),
    ),
    (
        "topics",
        N_("Topics"),
        N_("Background that more than one task needs."),
        N_("guides, background"),
    ),
    (
        "glossary",
        N_("Glossary"),
        N_("What the abbreviations and words of California’s state tests mean."),
        N_("abbreviations, acronyms, terms, definitions"),
    ),
    (
        "calendars",
        N_("Calendars"),
        N_(
            "Subscribe once: the dates come into your own calendar, and change there when they "
            "change here."
        ),
        N_("subscribe, calendar feed, iCal, Outlook, Google Calendar, list of deadlines"),
    ),
    (
        "counties",
        N_("Counties"),
        N_("The test windows, periods and contacts of a county’s LEAs, in one table."),
        N_("county office, all districts, many LEAs, combined calendar, table, spreadsheet"),
    ),
    (
        "letters",
        N_("Parent letters"),
        N_(
            "Letters to parents about California’s state tests, in seven languages, as accessible "
            "PDFs."
        ),
        N_("letter templates, translated letters, PDF"),
    ),
    (
        "leas",
        N_("Districts and schools"),
        N_(
            "Each local educational agency (LEA) here has its own dates, checklist, calendar and "
            "letters."
        ),
        N_("my district, my LEA, my school, checklist"),
    ),
    (
        "status",
        N_("What is not settled"),
        N_("Where this handbook is unfinished, and where its sources contradict themselves."),
        N_("errata, mistakes, translation status, broken links"),
    ),
    (
        "about",
        N_("About this site"),
        N_("Whose site this is, its sources, privacy, accessibility and licence."),
        N_("accessibility statement, privacy, licence, contact, report an error"),
    ),
)
"""``(kind of page, title, what it holds, other names)``; titles are the pages' own."""

MONTHS_ALSO = {
    "zh-Hant": (
        "一月",
        "二月",
        "三月",
        "四月",
        "五月",
        "六月",
        "七月",
        "八月",
        "九月",
        "十月",
        "十一月",
        "十二月",
    ),
}
"""Further names of the months, January to December, which dates are not written with."""

EVERYDAY = (
    N_("child, student, pupil, kid"),
    N_("parent, guardian, family, mother, father"),
    N_("excused, exempt, exemption, opt out, refuse"),
    N_("phone, cell phone, smartphone, electronic device"),
    N_("laptop, Chromebook, computer, device"),
    N_("login, log in, sign in, password, account, user role"),
    N_("cheating, irregularity, breach, security incident"),
    N_("score, result"),
    N_("miss, late, forget, overdue"),
    N_("teacher, educator, staff"),
    N_("deadline, due date, last day"),
    N_("transfer student, new student, newly enrolled"),
    N_("special ed, special education, disability"),
    N_("training, workshop, webinar"),
    N_("duties, responsibilities, role, job"),
    N_("paper test, paper–pencil, paper exam"),
)
"""Groups of words that a reader may use for the same thing."""
