"""No link leads nowhere and no page asks another host, in each shape that a site can have."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from sitegen.audit import Survey, survey
from tests.site.sites import LOCALES, ORIGIN, PAGE_TYPES, BuiltSite, Sites, fingerprints, run

pytestmark = pytest.mark.xdist_group("site")

SHAPES = ("statewide", "hosted", "single", "behind")
HREFLANG = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
SWITCHER = re.compile(r'<li><a href="([^"]+)" lang="[^"]+" hreflang="([^"]+)"')


@cache
def read(site: BuiltSite) -> Survey:
    return survey(site.folder, site.base, site.origin)


@pytest.fixture(params=SHAPES)
def surveyed(request: pytest.FixtureRequest) -> Survey:
    return read(request.getfixturevalue(request.param))


def test_every_link_and_every_fragment_leads_somewhere(surveyed: Survey) -> None:
    assert surveyed.pages > 300
    assert [str(each) for each in surveyed.broken] == []


def test_no_page_asks_another_host(surveyed: Survey) -> None:
    assert [str(each) for each in surveyed.foreign] == []


def test_nothing_runs_or_styles_in_place_and_no_id_stands_twice(surveyed: Survey) -> None:
    assert [str(each) for each in surveyed.in_place] == []


def test_a_renamed_record_s_old_address_leads_to_the_new_one(behind: BuiltSite) -> None:
    for tag in ("en", "es"):
        for old, new in (
            ("tasks/set-the-windows/", "tasks/set-test-windows/"),
            ("guides/resources-not-listed/", "guides/unlisted-resources/"),
            ("glossary/score-report/", "glossary/ssr/"),
        ):
            page = behind.page(tag, old)
            assert f'http-equiv="refresh" content="0; url=/{tag}/{new}"' in page
            assert f'<a href="/{tag}/{new}">' in page


# --- languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGE_TYPES.values(), ids=PAGE_TYPES)
def test_with_an_origin_a_page_names_itself_and_its_other_languages(
    address: str, hosted: BuiltSite
) -> None:
    place = f"{ORIGIN}/handbook"
    for tag in LOCALES:
        page = hosted.page(tag, address)
        assert CANONICAL.findall(page) == [f"{place}/{tag}/{address}"]
        wanted = {each: f"{place}/{each}/{address}" for each in LOCALES}
        wanted["x-default"] = wanted["en"] if address else f"{place}/"
        assert dict(HREFLANG.findall(page)) == wanted


def test_without_an_origin_no_page_has_an_absolute_address_of_its_own(
    statewide: BuiltSite,
) -> None:
    for tag in LOCALES:
        for address in PAGE_TYPES.values():
            page = statewide.page(tag, address)
            assert "hreflang" not in page.partition("</head>")[0]
            assert CANONICAL.findall(page) == []


def test_the_chooser_names_the_languages_and_itself_for_all_others(hosted: BuiltSite) -> None:
    place = f"{ORIGIN}/handbook"
    wanted = {each: f"{place}/{each}/" for each in LOCALES} | {"x-default": f"{place}/"}
    assert dict(HREFLANG.findall(hosted.text("index.html"))) == wanted


@pytest.mark.parametrize("name", ["statewide", "hosted", "single"])
def test_the_language_switcher_stays_on_the_page(name: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    for tag in LOCALES:
        for kind, address in PAGE_TYPES.items():
            if kind in {"LEAs", "counties", "county"} and name == "single":
                continue
            found = {to: url for url, to in SWITCHER.findall(site.page(tag, address))}
            assert found == {each: f"{site.base}/{each}/{address}" for each in LOCALES}


# --- partial builds -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "option",
    [("--only-locale", "en"), ("--only-lea", "alder-creek"), ("--without", "pdf")],
    ids=lambda option: option[0],
)
def test_a_part_of_the_site_is_never_built_into_dist(
    option: tuple[str, str], upstream: Path
) -> None:
    for out in ((), ("--out", "dist"), ("--out", "content/../dist/")):
        ended = run(upstream, *option, *out)
        assert ended.returncode == 2
        assert option[0] in ended.stderr
        assert "--out" in ended.stderr
    assert not (upstream / "dist").exists()


def test_options_that_cannot_be_meant_are_refused(upstream: Path, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "site"))
    for wrong in (
        ("--only-locale", "de"),
        ("--single-lea", "alder-creek", "--only-lea", "alder-creek"),
        ("--origin", "handbook.example.org"),
        ("--base-path", "handbook"),
        ("--nonsense",),
    ):
        assert run(upstream, *wrong, *out).returncode == 2, wrong
    assert not (tmp_path / "site").exists()


def test_an_lea_that_is_not_there_is_a_problem_and_nothing_is_published(
    upstream: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    for option in ("--only-lea", "--single-lea"):
        ended = run(upstream, option, "alder-crek", "--out", str(out))
        assert ended.returncode == 1
        assert "alder-creek" in ended.stderr
        assert not (out / "index.html").exists()


# --- what a build leaves alone ------------------------------------------------------------------


def test_a_build_writes_nothing_but_its_output_and_its_cache(
    sites: Sites, upstream: Path, statewide: BuiltSite, single: BuiltSite
) -> None:
    assert statewide.paths
    assert single.paths
    assert fingerprints(upstream) == sites.as_copied("upstream")
    assert (upstream / ".cache").is_dir()
