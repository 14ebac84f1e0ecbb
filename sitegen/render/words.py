"""The interface's own words for the sets of the models, marked for translation."""

from __future__ import annotations

from sitegen.content.models import LeaKind, Role, Timeframe, Topic
from sitegen.deadlines.reasons import N_

ROLES = {
    Role.LEA_COORDINATOR: N_("LEA coordinator"),
    Role.SITE_COORDINATOR: N_("Site coordinator"),
    Role.TEST_ADMINISTRATOR: N_("Test administrator"),
    Role.TEST_EXAMINER: N_("Test examiner"),
    Role.SPECIAL_EDUCATION: N_("Special education staff"),
    Role.TECHNOLOGY: N_("Technology staff"),
    Role.CALPADS: N_("CALPADS staff"),
    Role.SUPERINTENDENT: N_("Superintendent"),
}

TOPICS = {
    Topic.ACCESSIBILITY_RESOURCES: N_("Accessibility resources"),
    Topic.COMMUNICATION: N_("Communication"),
    Topic.LEA_TRAINING_COORDINATION: N_("Training"),
    Topic.RESULTS_AND_REPORTING: N_("Results and reporting"),
    Topic.TEST_PLANNING_AND_SCHEDULING: N_("Test planning and scheduling"),
    Topic.TEST_SECURITY: N_("Test security, procedures, and forms"),
    Topic.TOMS_AND_TECHNOLOGY: N_("TOMS and technology"),
}

TIMEFRAMES = {
    Timeframe.ONGOING: N_("All year"),
    Timeframe.DURING_TESTING: N_("During testing"),
}
"""The two timeframes that are no month; months have CLDR's names."""

KINDS = {
    LeaKind.SMALL: N_("Small district"),
    LeaKind.MEDIUM: N_("Medium district"),
    LeaKind.LARGE: N_("Large district"),
    LeaKind.CHARTER: N_("Charter school"),
    LeaKind.COUNTY_OFFICE: N_("County office of education"),
}

SEARCH_WORDS = {
    "task": N_("Tasks"),
    "guide": N_("Guides"),
    "case": N_("Help now"),
    "how-to": N_("How others do it"),
    "role": N_("By role"),
    "term": N_("Glossary"),
    "deadline": N_("Dates"),
    "resource": N_("Official pages and tools"),
    "letter": N_("Letters"),
    "timeframe": N_("Months"),
    "topic": N_("Topics"),
    "page": N_("Other pages"),
    "lea": N_("Districts and schools"),
}
"""The kinds of search results."""

SECTION_WORDS = {
    "ui": N_("Buttons, headings and notices"),
    "tasks": N_("Tasks"),
    "deadlines": N_("Dates"),
    "guides": N_("Guides"),
    "glossary": N_("Glossary"),
    "resources": N_("Official pages and tools"),
    "errata": N_("Errors in the source"),
    "letters": N_("Letters"),
    "how-to": N_("Help now, roles, and how others do it"),
}
"""The sections of the translations, one catalog each."""

STATEWIDE_FEED = N_("Dates of California’s state tests")
STATEWIDE_FEED_ABOUT = N_("The dates that hold for every LEA in the state.")
OTHER_FEED = N_("State tests: %(name)s")
"""What a calendar program calls a feed whose own name says too little there."""
MONTHS_FEED = N_("Tasks of each month")
MONTHS_FEED_ABOUT = N_(
    "One entry on the first of each month: what to do in it, with a link to every task."
)
REMINDER_FEED = N_("A week before each date")
REMINDER_FEED_ABOUT = N_(
    "One entry seven days before each date. Google and Outlook leave out the alarms of calendars "
    "that you subscribe to; these entries stand in for them."
)
LAYER_FEEDS = {
    "caaspp": (
        N_("CAASPP dates only"),
        N_("The state’s dates without those of the ELPAC and the interim assessments."),
    ),
    "elpac": (N_("ELPAC dates only"), N_("The state’s dates of the ELPAC.")),
    "interim": (
        N_("Interim assessment dates only"),
        N_("When the interim assessments open and close."),
    ),
}
TOPIC_FEED_ABOUT = N_(
    "The state’s dates on this topic, and on the first of each month the topic’s tasks."
)
ROLE_FEED_ABOUT = N_(
    "The state’s dates for this role, and on the first of each month the role’s tasks."
)
LEA_FEED = N_("State test dates of %(name)s")
LEA_FEED_ABOUT = N_(
    "The state’s dates, those counted from this LEA’s own school calendar, and its testing days."
)
TRACK_FEED_ABOUT = N_(
    "The state’s dates, and those of this school calendar alone, with its testing days."
)
LEA_MONTHS_FEED = N_("Tasks of each month: %(name)s")
LEA_REMINDER_FEED = N_("A week before each date: %(name)s")
COUNTY_FEED = N_("Test windows: %(name)s")
COUNTY_FEED_ABOUT = N_(
    "When the available windows and the testing periods of all its LEAs open and close."
)
COUNTY_ENTRY = N_("%(name)s: %(title)s")
COUNTY_PERIODS = {
    "period-opens": N_("Testing period opens"),
    "period-closes": N_("Testing period closes"),
}
"""What these are called where they are not the reader’s own."""
COUNTY_COLUMNS = (
    N_("LEA"),
    N_("Kind"),
    N_("County"),
    N_("School calendar"),
    N_("Window opens"),
    N_("Window closes"),
    N_("Period opens"),
    N_("Period closes"),
    N_("LEA coordinator"),
    N_("Email"),
    N_("Phone"),
    N_("Local changes to check"),
    N_("Address"),
)
NO_CALENDAR = N_("none yet")
THE_CALENDAR = N_("entered")
MONTH_ENTRY = N_("Tasks of %(month)s")
NO_TASKS = N_("There are no tasks in this month.")
REMINDER_ENTRY = N_("In 7 days: %(title)s")
REMINDER_DAY = N_("%(title)s: %(date)s")
OF_THIS_LEA = N_("Of this LEA itself")
"""The layer of dates that is the LEA's own."""
CHOOSE = N_("Choose this language")
LICENCE = N_(
    "The texts are published under Creative Commons Attribution 4.0 (CC BY 4.0), the software "
    "under the MIT licence. Names of tests and systems belong to their owners."
)
UNCONFIRMED = N_("This date is not confirmed: it follows last year’s pattern.")
PROGRAMS = {
    "caaspp": "CAASPP",
    "elpac": "ELPAC",
    "both": N_("CAASPP and ELPAC"),
}
