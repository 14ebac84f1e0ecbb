"""A fork with forty operations of every kind, and a year of upstream's changes merged into it.

Upstream changes half of the texts that the fork replaces or hides, drops three tasks, renames
two and moves five. The merge has no conflict, what is stale is told exactly, nothing of the
district's is lost, and its site is right in all three shapes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.cli import main
from tests.overlays.history_play import DROPPED, FORK, HERE, MOVED, RENAMED, History

OVERLAY = f"content/leas/{FORK}/overlay.yaml"
STALE = {
    "set/order-devices/title": ["changed"],
    "set/check-rosters/why": ["changed"],
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
    "set/guide:device-care/title": ["changed"],
    "set/guide:device-care#charging/text": ["changed"],
    "move/share-schedule@november": ["moved"],
    "set/hold-rehearsal@november/title": ["moved"],
    "hide/verify-browsers@december": ["moved"],
    "add/local-thank-helpers": ["after nothing"],
    "add/local-before-the-break": ["gone"],
}
SHAPES = {
    "statewide": ([], "/"),
    "several": (
        ["--base-path", "/handbook/", "--origin", "https://pine-hill.example.org"],
        "/handbook/",
    ),
    "single": (["--single-lea", FORK], "/"),
}


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


@pytest.fixture(scope="module", params=SHAPES)
def site(request: pytest.FixtureRequest, history: History) -> tuple[str, Path]:
    arguments, _ = SHAPES[request.param]
    out = history.fork / f"site-{request.param}"
    partial = ["--only-locale", "en", "--only-locale", "es", "--without", "pdf", "--jobs", "1"]
    assert main([*arguments, *partial, "--out", str(out)], history.fork) == 0
    return (request.param, out)


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
    assert SHAPES[shape][1] + "en/guides/device-care/" in page
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
