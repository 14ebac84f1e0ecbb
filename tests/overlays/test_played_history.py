"""A fork with forty operations of every kind, and a year of upstream's changes merged into it.

Upstream changes half of the texts that the fork replaces or hides, drops three tasks, renames
two and moves five. The merge has no conflict, what is stale is told exactly, nothing of the
district's is lost, and its site is right in all three shapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.cli import main
from tests.overlays.history_play import BESIDE, DROPPED, FORK, HERE, MOVED, RENAMED, History

OVERLAY = f"content/leas/{FORK}/overlay.yaml"
STALE = {
    "set/order-devices/title": ["changed"],
    "set/check-rosters/why": ["changed"],
    "set/train-sites/note": ["changed"],
    "set/set-calendar/if-missed": ["changed"],
    "set/post-dates#first/text": ["changed"],
    "set/invite-families/who": ["changed"],
    "set/test-network/links": ["changed"],
    "set/send-results@october/title": ["gone"],
    "set/meet-board/title": ["renamed"],
    "set/collect-agreements#first/text": ["renamed"],
    "hide/plan-makeups": ["gone"],
    "hide/check-headsets": ["changed"],
    "hide/guide:device-care#cleaning": ["changed"],
    "hide/term:proctor": ["changed"],
    "set/guide:device-care/title": ["changed"],
    "set/guide:device-care#charging/text": ["changed"],
    "move/share-schedule@november": ["moved"],
    "set/hold-rehearsal@november/title": ["moved"],
    "hide/verify-browsers@december": ["moved"],
    "add/local-thank-helpers": ["after nothing"],
    "add/local-before-the-break": ["gone"],
}
SEVERAL = f"""\
name: Handbook of two districts
origin: https://pine-hill.example.org
base-path: /handbook/
leas: [{FORK}, {BESIDE}]
"""
SHAPES = {
    "statewide": ("", "/"),
    "several": (SEVERAL, "/handbook/"),
    "single": (f"single-lea: {FORK}\n", "/"),
}
"""What ``content/local.yaml`` says of each shape, and where its pages then stand."""

Built = Callable[[str], Path]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    played = History(tmp_path_factory.mktemp("history"))
    played.play()
    return played


def status(root: Path, capfd: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    capfd.readouterr()
    code = main(["overlay", "status", "--lea", FORK, "--format", "json"], root)
    (found,) = json.loads(capfd.readouterr().out)
    return (code, found["stale"])


def test_the_overlay_has_forty_operations_of_every_kind() -> None:
    operations = yaml.safe_load((HERE / "overlay.yaml").read_text(encoding="utf-8"))["operations"]
    assert len(operations) == 40
    assert {each["op"] for each in operations} == {"set", "add", "hide", "move"}
    added = {key for each in operations if each["op"] == "add" for key in each}
    assert added >= {"task", "section", "step", "link", "guide", "note", "term", "deadline"}
    replaced = {key for each in operations if each["op"] == "set" for key in each}
    assert replaced >= {"field", "who", "due", "by", "links", "required"}


def test_accepting_writes_fingerprints_and_nothing_else(history: History) -> None:
    bare = re.sub(r'\n +was: "[0-9a-f]{12}"|, was: "[0-9a-f]{12}"', "", history.accepted)
    assert bare == (HERE / "overlay.yaml").read_text(encoding="utf-8")
    assert history.accepted.count("was: ") == 24


def test_the_merge_leaves_the_overlay_as_it_was(history: History) -> None:
    assert (history.fork / OVERLAY).read_text(encoding="utf-8") == history.accepted
    assert history.git(history.fork, "status", "--porcelain") == ""
    tasks = "".join(
        path.read_text(encoding="utf-8") for path in (history.fork / "content/tasks").iterdir()
    )
    assert not any(f"id: {name}\n" in tasks for name in (*DROPPED, *RENAMED))
    assert len(MOVED) == 5


def test_the_stale_list_is_exact(history: History, capfd: pytest.CaptureFixture[str]) -> None:
    code, stale = status(history.fork, capfd)
    assert {each["operation"]: each["states"] for each in stale} == STALE
    assert code == 1


def test_half_of_the_touched_texts_have_changed(history: History) -> None:
    changed = [name for name, states in STALE.items() if states == ["changed"]]
    assert 2 * len(changed) == history.accepted.count("was: ") == 24


def test_status_shows_upstream_then_and_now_beside_the_local_text(
    history: History, capfd: pytest.CaptureFixture[str]
) -> None:
    _, stale = status(history.fork, capfd)
    by_name = {each["operation"]: each for each in stale}
    shown = ("upstream-then", "upstream-now", "local")
    assert [by_name["set/order-devices/title"][key] for key in shown] == [
        "Order the devices",
        "Order devices for every school",
        "Order the carts from the county",
    ]
    gone = by_name["set/send-results@october/title"]
    assert [gone[key] for key in shown] == [
        "Send the results",
        None,
        "Mail the results with the newsletter",
    ]
    assert by_name["set/meet-board/title"]["present-target"] == "board-meeting"
    moved = by_name["set/hold-rehearsal@november/title"]
    assert moved["present-target"] == "hold-rehearsal@december"


def test_nothing_stale_is_an_error(history: History, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert main(["check", "--jobs", "1"], history.fork) == 0
    report = capfd.readouterr().err
    told = re.findall(rf"^{OVERLAY}:\d+:\d+: (\w+) (O\d+)", report, re.MULTILINE)
    assert {severity for severity, _ in told} == {"warning"}
    assert main(["check", "--strict", "--jobs", "1"], history.fork) == 1


@pytest.fixture(scope="module")
def built(history: History) -> Built:
    """Builds the fork's site in a shape, once."""

    @cache
    def build(shape: str) -> Path:
        settings, out = history.fork / "content/local.yaml", history.fork / f"site-{shape}"
        settings.write_text(SHAPES[shape][0] or "{}\n", encoding="utf-8")
        partial = ["--only-locale", "en", "--only-locale", "es", "--without", "pdf", "--jobs", "1"]
        assert main([*partial, "--out", str(out)], history.fork) == 0
        settings.unlink()
        return out

    return build


@pytest.fixture(scope="module", params=SHAPES)
def site(request: pytest.FixtureRequest, built: Built) -> tuple[str, Path]:
    return (request.param, built(request.param))


def page(folder: Path, address: str) -> str:
    return (folder / address / "index.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def occurrences(page: str, month: str) -> list[str]:
    """The titles of a month's tasks and sections, in order, without their markup."""
    part = page.split(f'<section id="{month}"', 1)[1].split("</section>", 1)[0]
    found = re.findall(r'<p class="name"[^>]*>(.*?)</p>|<h3 id="local-[^>]*>(.*?)</h3>', part)
    return [re.sub(r"<[^>]+>", "", name or head) for name, head in found]


def test_the_checklist_is_the_districts(site: tuple[str, Path]) -> None:
    shape, folder = site
    page = (folder / f"en/leas/{FORK}/checklist/index.html").read_text(encoding="utf-8")
    assert occurrences(page, "october") == [
        "Show the board our results",
        "Collect the agreements",
        "Confirm the windows",
        "Share the schedule",
    ]
    assert occurrences(page, "november") == [
        "Assign the windows",
        "Order braille",
        "Print the tickets",
        "Thank the helpers",
    ]
    assert occurrences(page, "december") == [
        "Hold the rehearsal in the gym",
        "Before the break",
        "Brief the proctors",
        "Close the fall",
    ]
    guide = "guides" if shape == "single" else f"leas/{FORK}/guides"
    link = f'<a href="{SHAPES[shape][1]}en/{guide}/device-care/">'
    assert f"{link}Looking after our carts</a>" in page
    for local in (
        "Order the carts from the county",
        "Our rosters come from two systems.",
        "Ask Rosa for the second list.",
        "The hall is booked for the last Friday.",
        "Call the superintendent’s office.",
        "Hang the poster at the gate.",
        "Collect the agreements at the staff meeting.",
        "Count the carts that we have.",
        "https://pine-hill.example.org/hall",
    ):
        assert local in page, local
    for hidden in ("Check the headsets", "Verify the browsers", "Plan the make-ups"):
        assert hidden not in page


def test_the_home_has_the_districts_dates_and_words(site: tuple[str, Path]) -> None:
    _, folder = site
    home = (folder / f"en/leas/{FORK}/index.html").read_text(encoding="utf-8")
    assert "Test plan to the principals" in home
    page = home + (folder / f"en/leas/{FORK}/dates/index.html").read_text(encoding="utf-8")
    for local in (
        "Test plan to the principals",
        "One page a school.",
        "The board meets a week before.",
        "A locked box with thirty laptops.",
        "We call it test season.",
    ):
        assert local in page, local


def test_the_feed_has_the_districts_dates(site: tuple[str, Path]) -> None:
    _, folder = site
    feed = (folder / f"en/leas/{FORK}/calendar.ics").read_text(encoding="utf-8")
    assert "SUMMARY:Test plan to the principals" in feed
    assert re.search(r"^UID:.*local-plan-day.*pine-hill", feed, re.MULTILINE)
    assert "SUMMARY:Thank the helpers" in feed


def test_the_guide_is_the_districts(site: tuple[str, Path]) -> None:
    _, folder = site
    page = (folder / f"en/leas/{FORK}/guides/device-care/index.html").read_text(encoding="utf-8")
    assert "Looking after our carts" in page
    heads = re.findall(r'<h2 id="([a-z-]+)"', page)
    assert heads[:2] == ["storing", "charging"]
    assert "Cleaning" not in page
    assert "Hang the key in the office." in page
    assert "Charge and update every device" not in page
    assert "Two outlets are broken." in page
    assert "https://pine-hill.example.org/carts" in page
    spanish = (folder / f"es/leas/{FORK}/guides/device-care/index.html").read_text(encoding="utf-8")
    assert '<div lang="en" dir="ltr">\n<p>Plug the cart in at three.</p>' in spanish


def test_a_text_without_a_translation_is_marked(site: tuple[str, Path]) -> None:
    _, folder = site
    page = (folder / f"es/leas/{FORK}/checklist/index.html").read_text(encoding="utf-8")
    assert "Pida los carritos al condado" in page
    assert '<span lang="en" dir="ltr">Hang the poster at the gate.</span>' in page


def test_on_the_sites_of_many_the_shared_pages_stay_upstreams(built: Built) -> None:
    for shape in ("statewide", "several"):
        task = words(page(built(shape), "en/tasks/order-devices"))
        assert "Order devices for every school" in task
        assert "Count the carts" not in task
        assert "Proctor" in page(built(shape), "en/glossary")
        assert "Cart" not in page(built(shape), "en/glossary")


def test_a_site_of_several_has_those_it_lists_under_its_base_path(built: Built) -> None:
    folder = built("several")
    assert sorted(each.name for each in (folder / "en/leas").iterdir() if each.is_dir()) == [
        FORK,
        BESIDE,
    ]
    listed = page(folder, "en/leas")
    assert {FORK, BESIDE} == set(re.findall(r'href="/handbook/en/leas/([\w-]+)/"', listed))
    beside = page(folder, f"en/leas/{BESIDE}/checklist")
    assert "Order devices for every school" in beside
    assert "carts" not in beside
    for path in folder.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        inner = re.findall(r'(?:href|src)="(/[^"]*)"', html)
        assert all(each.startswith("/handbook/") for each in inner), path
    assert "Handbook of two districts" in page(folder, "en")
    assert f"https://pine-hill.example.org/handbook/en/leas/{FORK}/" in page(
        folder, f"en/leas/{FORK}"
    )
    assert (folder / "en/leas" / FORK / "calendar.ics").is_file()


MONTHS = {
    "august": (
        [
            "Order the carts from the county",
            "Our rosters come from two systems.",
            "Plan of the hall",
        ],
        ["Order devices for every school"],
    ),
    "september": (["Due Fri, Oct 9, 2026", "Our own date: Tue, Sep 15, 2026"], []),
    "october": (
        ["Show the board our results", "Collect the agreements at the staff meeting."],
        ["Plan the make-ups", "Check the headsets", "Mail the results"],
    ),
    "november": (["Thank the helpers", "Due Fri, Nov 20, 2026"], ["Verify the browsers"]),
    "december": (["Hold the rehearsal in the gym", "Before the break"], ["Hold a rehearsal"]),
}
"""Of a month on the district's own site: what it says, and what it does not."""


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_of_the_own_site_is_the_districts(built: Built, month: str) -> None:
    said = words(page(built("single"), f"en/months/{month}"))
    local, gone = MONTHS[month]
    assert [each for each in local if each not in said] == []
    assert [each for each in gone if each in said] == []


TASKS = {
    "order-devices": (
        ["Order the carts from the county", "Count the carts that we have. added locally"],
        ["Order devices for every school"],
    ),
    "check-rosters": (
        ["Our rosters come from two systems.", "Ask Rosa for the second list. added locally"],
        ["A missing name is a missing test."],
    ),
    "train-sites": (
        ["The hall is booked for the last Friday.", "Plan of the hall"],
        ["Book a room"],
    ),
    "set-calendar": (
        ["Call the superintendent’s office.", "Looking after our carts"],
        ["county at"],
    ),
    "post-dates": (["Hang the poster at the gate."], ["Make a poster."]),
    "review-ieps": (["Test plan to the principals"], []),
    "upload-accounts": (["Our own date: Tue, Sep 15, 2026"], []),
    "assign-windows": (["Make a list."], ["Check the list."]),
    "board-meeting": (["Show the board our results"], ["Meet the board"]),
    "gather-agreements": (["Collect the agreements at the staff meeting."], ["Make a list."]),
}


@pytest.mark.parametrize("task", TASKS)
def test_a_task_of_the_own_site_is_the_districts(built: Built, task: str) -> None:
    said = words(page(built("single"), f"en/tasks/{task}").split("<main", 1)[1])
    local, gone = TASKS[task]
    assert [each for each in local if each not in said] == []
    assert [each for each in gone if each in said] == []


def test_what_the_district_leaves_out_has_no_page_on_its_own_site(built: Built) -> None:
    folder = built("single")
    for gone in ("tasks/plan-makeups", "tasks/check-headsets", "tasks/verify-browsers"):
        assert not (folder / "en" / gone).exists()
    assert not (folder / "en/guides/room-setup").exists()
    assert not (folder / "en/glossary/proctor").exists()
    for path in (folder / "en").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "guides/room-setup/" not in html, path
        assert "Proctor" not in html, path


def test_guide_and_glossary_of_the_own_site_are_the_districts(built: Built) -> None:
    folder = built("single")
    guide = page(folder, "en/guides/device-care")
    assert "<h1>Looking after our carts</h1>" in guide
    assert re.findall(r'<h2 id="([a-z-]+)"', guide)[:2] == ["storing", "charging"]
    for local in ("Hang the key in the office.", "Two outlets are broken.", "Cart log"):
        assert local in words(guide)
    glossary = words(page(folder, "en/glossary"))
    assert "Cart added locally A locked box with thirty laptops." in glossary
    assert "We call it test season. added locally" in glossary
    assert "<h1>Cart</h1>" in page(folder, "en/glossary/local-cart")


def test_the_dates_of_the_own_site_are_the_districts(built: Built) -> None:
    calendars = page(built("single"), "en/calendars")
    assert '<li id="deadline-local-plan-day" data-date="2026-10-09">' in calendars
    said = words(calendars)
    assert "One page a school." in said
    assert "The board meets a week before. added locally" in said
    assert "Test plan to the principals" in words(page(built("single"), "en/months/october"))


def test_the_own_site_finds_the_districts_words(built: Built) -> None:
    index = json.loads((built("single") / "en/search/index.json").read_text(encoding="utf-8"))
    found = {(each["kind"], each["id"]): each for each in index["documents"]}
    assert found["task", "order-devices"]["title"] == "Order the carts from the county"
    assert "Ask Rosa" in found["task", "check-rosters"]["text"]
    sections = {each["id"]: each for each in found["guide", "device-care"]["sections"]}
    assert "Hang the key in the office." in sections["charging"]["text"]
    assert "Two outlets are broken." in sections["charging"]["text"]
    assert "Charge" not in sections["charging"]["text"]
    assert set(sections) == {"charging", "storing"}
    assert found["term", "local-cart"]["text"] == "A locked box with thirty laptops."
    assert "test season" in found["term", "window"]["text"]
    assert found["deadline", "local-plan-day"]["when"] == "Friday, October 9, 2026"
    assert ("term", "proctor") not in found


def test_accept_and_drop_bring_the_overlay_up_to_date(
    history: History, capfd: pytest.CaptureFixture[str]
) -> None:
    """Last: it changes the fork."""
    fork = history.fork
    assert main(["overlay", "accept", "--all", "--lea", FORK], fork) == 0
    _, stale = status(fork, capfd)
    left = {each["operation"]: each["states"] for each in stale}
    assert left == {
        name: states for name, states in STALE.items() if states in (["gone"], ["after nothing"])
    }
    assert main(["overlay", "drop", "--lea", FORK, *left], fork) == 0
    assert status(fork, capfd) == (0, [])
    text = (fork / OVERLAY).read_text(encoding="utf-8")
    assert "A comment that must survive" in text
    assert "Upstream will drop this one" not in text
    assert "# one cart a school" in text
    assert "on: board-meeting\n" in text
