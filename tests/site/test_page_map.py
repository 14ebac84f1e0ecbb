"""Every page, feed, letter and data file that the page map promises, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content.files import Tree
from sitegen.content.handbook import Handbook
from sitegen.content.loading import Loader
from sitegen.problems import Problems
from tests.site.sites import LETTER, LOCALES, SAMPLES, BuiltSite

pytestmark = pytest.mark.xdist_group("site")

MONTHS = (
    *("july", "august", "september", "october", "november", "december"),
    *("january", "february", "march", "april", "may", "june"),
    *("ongoing", "during-testing"),
)
TOPICS = (
    "accessibility-resources",
    "communication",
    "lea-training-coordination",
    "results-and-reporting",
    "test-planning-and-scheduling",
    "test-security-procedures-and-forms",
    "toms-and-technology-support",
)
ROLES = (
    *("lea-coordinator", "site-coordinator", "test-administrators-and-examiners"),
    *("special-education", "technology", "one-person"),
)
PLAIN = (
    *(
        "",
        "start/",
        "help-now/",
        "roles/",
        "how-to/",
        "topics/",
        "glossary/",
        "calendars/",
        "letters/",
        "leas/",
        "counties/",
        "counties/sierra-vista/",
        "search/",
        "status/",
    ),
    "about/",
)
DATA = ("tasks", "deadlines", "resources", "glossary", "letters", "leas")


@pytest.fixture(scope="module")
def handbook(upstream: Path) -> Handbook:
    found = Loader(Tree(upstream, Problems())).load().handbook
    assert found is not None
    return found


def missing(site: BuiltSite, paths: list[str]) -> list[str]:
    return [path for path in paths if not site.has(path)]


def test_the_site_has_a_chooser_of_languages_and_a_page_for_what_is_not_there(
    statewide: BuiltSite,
) -> None:
    assert missing(statewide, ["index.html", "404.html"]) == []


@pytest.mark.parametrize("tag", LOCALES)
def test_every_shared_page_stands_in_every_language(
    tag: str, statewide: BuiltSite, handbook: Handbook
) -> None:
    assert len(handbook.tasks) > 90
    assert len(handbook.guides) > 25
    pages = [
        *PLAIN,
        *(f"months/{each}/" for each in MONTHS),
        *(f"topics/{each}/" for each in TOPICS),
        *(f"roles/{each}/" for each in ROLES),
        *(f"tasks/{each}/" for each in handbook.tasks),
        *(f"guides/{each}/" for each in handbook.guides),
        *(f"glossary/{each}/" for each in handbook.terms),
    ]
    assert missing(statewide, [f"{tag}/{page}index.html" for page in pages]) == []


@pytest.mark.parametrize("tag", LOCALES)
def test_every_sample_lea_has_its_pages_feed_and_letter_in_every_language(
    tag: str, statewide: BuiltSite
) -> None:
    files = (
        "index.html",
        "dates/index.html",
        "checklist/index.html",
        "calendar.ics",
        f"letters/{LETTER}.pdf",
    )
    wanted = [f"{tag}/leas/{slug}/{file}" for slug in SAMPLES for file in files]
    assert missing(statewide, wanted) == []


@pytest.mark.parametrize("tag", LOCALES)
def test_feeds_letters_and_search_stand_in_every_language(tag: str, statewide: BuiltSite) -> None:
    wanted = [
        "calendars/statewide.ics",
        "calendars/rules.json",
        f"letters/{LETTER}.pdf",
        "search/index.json",
    ]
    assert missing(statewide, [f"{tag}/{path}" for path in [*wanted, "search/leas.json"]]) == []


def test_data_files_stand_beside_their_schemas(statewide: BuiltSite) -> None:
    wanted = [f"{name}.json" for name in DATA]
    wanted += [f"schema/{name}.schema.json" for name in (*DATA, "lea")]
    wanted += [f"leas/{slug}.json" for slug in SAMPLES]
    assert missing(statewide, [f"data/v1/{path}" for path in wanted]) == []


def test_letters_are_pdfs(statewide: BuiltSite) -> None:
    letters = statewide.of_kind(".pdf")
    assert len(letters) == len(LOCALES) * (len(SAMPLES) + 1)
    for path in letters:
        assert (statewide.folder / path).read_bytes().startswith(b"%PDF-1.7"), path


def test_one_lea_s_own_handbook_has_no_list_of_leas(single: BuiltSite) -> None:
    for tag in LOCALES:
        assert not single.has(f"{tag}/leas/index.html")
        assert not single.has(f"{tag}/counties/index.html")
        assert single.has(f"{tag}/leas/manzanita-valley/index.html")
    assert not [path for path in single.paths if "alder-creek" in path or "/county-" in path]


def test_a_site_of_two_leas_has_these_and_no_other(hosted: BuiltSite) -> None:
    found = {path.split("/")[2] for path in hosted.paths if path.startswith("en/leas/")}
    assert found == {"index.html", "alder-creek", "manzanita-valley"}
