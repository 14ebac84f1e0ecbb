"""The data output: true to its own schemas, at one with itself and with the pages."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.site.sites import LOCALES, ORIGIN, SAMPLES, BuiltSite

pytestmark = pytest.mark.xdist_group("feeds")

FILES = {name: name for name in ("tasks", "deadlines", "resources", "glossary", "letters", "leas")}
FILES |= {f"leas/{slug}": "lea" for slug in SAMPLES}


@cache
def data(site: BuiltSite, name: str) -> Any:
    return json.loads(site.text(f"data/v1/{name}.json"))


def ids(site: BuiltSite, name: str) -> set[str]:
    return {each["id"] for each in data(site, name)[name if name != "glossary" else "terms"]}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_true_to_its_schema(name: str, statewide: BuiltSite) -> None:
    schema = data(statewide, f"schema/{FILES[name]}.schema")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    faults = [
        f"{fault.json_path}: {fault.message}"
        for fault in validator.iter_errors(data(statewide, name))
    ]
    assert faults == []
    assert data(statewide, name)["version"] == 1


@pytest.mark.parametrize("name", sorted(set(FILES.values())))
def test_a_schema_refuses_what_it_does_not_know(name: str, statewide: BuiltSite) -> None:
    schema = data(statewide, f"schema/{name}.schema")
    validator = Draft202012Validator(schema)
    assert not validator.is_valid({"version": 1, "nonsense": True})
    assert not validator.is_valid({})


def test_ids_lead_to_records(statewide: BuiltSite) -> None:
    deadlines, resources = ids(statewide, "deadlines"), ids(statewide, "resources")
    tasks = data(statewide, "tasks")["tasks"]
    occurrences = {each["id"] for task in tasks for each in task["occurrences"]}
    assert len(occurrences) >= len(tasks)
    for task in tasks:
        assert set(task["resources"]) <= resources, task["id"]
        for each in task["occurrences"]:
            assert each["id"] == f"{task['id']}@{each['timeframe']}"
            assert set(each["due"]) <= deadlines
        if task["guide"]:
            assert statewide.has(f"en/guides/{task['guide']}/index.html")
    for deadline in data(statewide, "deadlines")["deadlines"]:
        assert {each["resource"] for each in deadline["citations"]} <= resources
        assert deadline["statewide"]["deadline"] == deadline["id"]
    for slug in SAMPLES:
        lea = data(statewide, f"leas/{slug}")
        assert {each["deadline"] for each in lea["dates"]} == deadlines
        assert {each["letter"] for each in lea["letters"]} <= ids(statewide, "letters")
        assert {each["track"] for each in lea["dates"]} <= {None, *(t["id"] for t in lea["tracks"])}


def test_what_differs_from_lea_to_lea_says_so(statewide: BuiltSite) -> None:
    local = {
        each["id"] for each in data(statewide, "deadlines")["deadlines"] if each["depends_on_lea"]
    }
    assert "window-opens" in local
    assert "test-windows-set" not in local
    for slug in SAMPLES:
        for each in data(statewide, f"leas/{slug}")["dates"]:
            assert each["track"] is None or each["deadline"] in local


def test_addresses_lead_to_files(statewide: BuiltSite, hosted: BuiltSite) -> None:
    for site in (statewide, hosted):
        urls = [task["url"] for task in data(site, "tasks")["tasks"]]
        for lea in data(site, "leas")["leas"]:
            urls.append(lea["url"])
            urls += [each["url"] for each in data(site, f"leas/{lea['slug']}")["letters"]]
        assert len(urls) > 90
        for url in urls:
            assert url.startswith(f"{site.origin}{site.base}/"), url
            path = urlsplit(url).path.removeprefix(site.base).removeprefix("/")
            assert site.has(f"{path}index.html" if path.endswith("/") else path), url
    assert data(hosted, "leas")["leas"][0]["url"].startswith(f"{ORIGIN}/handbook/en/leas/")


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_dates_of_an_lea_are_those_of_its_page(slug: str, statewide: BuiltSite) -> None:
    row = re.compile(r'<li id="deadline-([^"]+)"(?: data-date="([^"]+)")?>')
    shown = set(row.findall(statewide.page("en", f"leas/{slug}/dates/")))
    found = data(statewide, f"leas/{slug}")["dates"]
    dated = {
        ("-".join(filter(None, (each["deadline"], each["track"]))), each["date"])
        for each in found
        if each["date"]
    } | {(each["id"], each["date"]) for each in data(statewide, f"leas/{slug}")["own_dates"]}
    assert {each for each in shown if each[1]} == dated
    assert set(row.findall(statewide.page("en", f"leas/{slug}/"))) == dated
    undated = {each["deadline"] for each in found} - {
        each["deadline"] for each in found if each["date"]
    }
    without_date = {name for name, day in shown if not day}
    assert all(any(name.startswith(each) for name in without_date) for each in undated)


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_checklist_of_an_lea_is_that_of_its_page(slug: str, statewide: BuiltSite) -> None:
    order = data(statewide, f"leas/{slug}")["checklist"]
    for tag in LOCALES:
        page = statewide.page(tag, f"leas/{slug}/checklist/")
        for timeframe, wanted in order.items():
            section = page.partition(f'<section id="{timeframe}"')[2].partition("</section>")[0]
            assert re.findall(r'<li class="task" id="([^"]+)"', section) == wanted


def test_the_translations_of_a_task_are_those_of_its_page(statewide: BuiltSite) -> None:
    task = next(
        each for each in data(statewide, "tasks")["tasks"] if each["id"] == "set-test-windows"
    )
    for tag, texts in task["translations"].items():
        head = statewide.page(tag, "tasks/set-test-windows/").partition("</title>")[0]
        assert texts["title"].split()[0] in head
