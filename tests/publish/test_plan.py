"""A plan knows every path before a byte is rendered, and what is wrong with it."""

from __future__ import annotations

import tracemalloc
import unicodedata

import pytest

from sitegen.problems import Source
from sitegen.publish.plan import Plan

HERE = Source("content/tasks/july.yaml", 3, 5)
THERE = Source("content/tasks/march.yaml", 9, 5)


def plan_of(*paths: str) -> Plan:
    plan = Plan()
    for path in paths:
        plan.add(path, f"job of {path}", HERE)
    return plan


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.problems()]


def test_good_paths_have_no_problems() -> None:
    plan = plan_of(
        "index.html", "zh-Hant/index.html", "zh-Hant/leas/alder-creek/ssr.ics", "assets/a.b.css",
        "es/tasks/a/index.html", "es/tasks/a-b/index.html", "es/guides/Año nuevo.pdf", ".nojekyll",
        "es/tasks/console/index.html", "es/tasks/com/index.html",
    )  # fmt: skip
    assert plan.problems() == []


def test_tells_who_writes_what() -> None:
    plan = plan_of("es/index.html")
    assert plan.has("es/index.html")
    assert not plan.has("es/")
    assert plan.owner("es/index.html") == "job of es/index.html"
    assert len(plan) == len(list(plan)) == 2


def test_the_marker_is_taken() -> None:
    assert codes(plan_of(".handbook-site")) == ["P101"]


def test_stale_paths_are_those_of_the_build_before_that_nobody_writes_now() -> None:
    assert plan_of("a", "b").stale(["c", "b", "aa"]) == ["aa", "c"]


def test_a_path_taken_twice_is_told_where_it_is_taken_again() -> None:
    plan = Plan()
    plan.add("es/tasks/a/index.html", "task a", HERE)
    plan.add("es/tasks/a/index.html", "alias a of task b", THERE)
    (problem,) = plan.problems()
    assert (problem.code, problem.at) == ("P101", THERE)
    assert problem.message == (
        "es/tasks/a/index.html would be written twice: by task a "
        "(content/tasks/july.yaml:3:5) and by alias a of task b"
    )
    assert plan.owner("es/tasks/a/index.html") == "task a"


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("es/A.html", "es/a.html", "upper and lower case"),
        ("es/straße", "es/STRASSE", "upper and lower case"),
        ("es/é.pdf", unicodedata.normalize("NFD", "es/é.pdf"), "how Unicode composes"),
        ("zh-Hant/a.html", "zh-hant/b.html", "upper and lower case"),
        ("es/x/한/a", unicodedata.normalize("NFD", "es/x/한/b"), "how Unicode composes"),
    ],
)
def test_paths_that_some_systems_take_for_one(one: str, other: str, how: str) -> None:
    (problem,) = plan_of(one, other).problems()
    assert problem.code == "P102"
    assert one in problem.message
    assert other in problem.message
    assert how in problem.message


def test_a_folder_spelt_in_two_ways_is_told_once() -> None:
    pages = [f"zh-{'hH'[n % 2]}ant/{n}.html" for n in range(10)]
    assert codes(plan_of(*pages)) == ["P102"]


@pytest.mark.parametrize("file", ["es/tasks", "ES/Tasks"])
def test_a_file_where_a_directory_must_be(file: str) -> None:
    plan = plan_of("es/tasks/b", "es/tasks!", file, "es/tasks/a/index.html", "es/tasks-2")
    found = [problem for problem in plan.problems() if problem.code == "P103"]
    assert len(found) == 2
    assert all(f"would lie in {file} (by job of {file})" in one.message for one in found)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../a", "a/../b", "a/..", "./a", "a//b", "a/", "a\\b", "a\nb", "a\x7f",
     "C:/a", "a?b", "a*b", "a\x00", "a\ud800"],
)  # fmt: skip
def test_unsafe_paths(path: str) -> None:
    assert codes(plan_of(path)) == ["P104"]


@pytest.mark.parametrize(
    "path",
    ["es/con/index.html", "es/NUL", "es/aux.html", "es/lpt1.tar.gz", "es/com¹", "es/a./b", "es/a ",
     "es/" + "a" * 241, "es/" + "한" * 81],
)  # fmt: skip
def test_paths_that_do_not_work_everywhere(path: str) -> None:
    assert codes(plan_of(path)) == ["P105"]


def test_names_may_have_240_bytes() -> None:
    assert codes(plan_of("es/" + "한" * 80, "es/" + "a" * 240)) == []


def test_100_000_paths_cost_less_than_40_megabytes() -> None:
    # A quarter of them, for a quarter of the megabytes: tracing takes its time.
    tracemalloc.start()
    try:
        plan = Plan()
        for number in range(25_000):
            page = f"zh-Hant/leas/lea-{number // 50}/some-longer-page-{number % 50}/index.html"
            owner = f"lea {number // 50}"
            plan.add(page, owner, Source(f"content/leas/lea-{number // 50}/profile.yaml"))
        assert plan.problems() == []
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
