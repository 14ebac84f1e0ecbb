"""A history to be played: upstream's first edition, a district's fork, upstream's second.

All of it in git repositories made on the spot. Upstream's content is the minimal site with
twenty-five more tasks; what the second edition changes is a table.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.cli import main
from tests.content.trees import ROOT, lay_minimal

HERE = Path(__file__).parent / "history"
FORK = "pine-hill"
BESIDE = "red-barn"

LEA = """\
name: Pine Hill Elementary
cds: "01-61234-0000001"
kind: small
county: Alder County
languages: [en, es]
"""
NEIGHBOR = """\
name: Red Barn Elementary
cds: "01-61234-0000002"
kind: small
county: Alder County
languages: [en]
"""
DEVICE_CARE = """\
---
title: Care of devices
category: toms-and-technology-support
lead: How devices last a whole season.
sources: [how-to/first-steps/1]
---

## Charging

Charge every device on the evening before.

## Cleaning

Wipe the screens with a dry cloth.

## Storing

Keep the devices in a locked room.
"""
ROOM_SETUP = """\
---
title: Setting up a room
category: test-planning-and-scheduling
lead: Where the desks stand.
sources: [how-to/first-steps/1]
---

## Desks

Put one desk behind the other.
"""
REMINDER = """\
---
title: Reminder of the fall
subject: Tests in the fall
summary: Reminds families.
citation: [{resource: toms, section: 5 CCR 852}]
sources: [checklist/ongoing/communication/8]
---
Dear parent or guardian,

The tests begin soon.
"""
TERM = """\
  - id: proctor
    term: Proctor
    meaning: Who watches a test
    plain: The person who watches a test.
"""


@dataclass(frozen=True)
class Task:
    id: str
    title: str
    month: str
    first: str = "Make a list."
    second: str = "Check the list."
    why: str = "Testing depends on it."
    who: str = "lea-coordinator"
    note: str = ""
    if_missed: str = ""
    alias: str = ""
    due: str = ""
    optional: bool = False
    links: str = ""

    def yaml(self) -> str:
        lines = [
            f"  - id: {self.id}",
            f"    aliases: [{self.alias}]" if self.alias else "",
            f"    title: {self.title}",
            f"    why: {self.why}",
            f"    who: [{self.who}]",
            "    topic: communication",
            "    required: false" if self.optional else "",
            f"    due: [{self.due}]" if self.due else "",
            f"    note: {self.note}" if self.note else "",
            "    steps:",
            f"      - {{id: first, text: {self.first}}}",
            f"      - {{id: second, text: {self.second}}}",
            f"    if-missed: {self.if_missed}" if self.if_missed else "",
            f"    links: [{self.links}]" if self.links else "",
            "    sources: [checklist/2026-07/windows/1]",
        ]
        return "\n".join(filter(None, lines))


FIRST = (
    Task("order-devices", "Order the devices", "august"),
    Task("check-rosters", "Check the rosters", "august"),
    Task("train-sites", "Train the sites", "august", note="Book a room early."),
    Task("set-calendar", "Set the calendar", "august", if_missed="Write to the county."),
    Task("post-dates", "Post the dates", "august"),
    Task("invite-families", "Invite the families", "september"),
    Task("review-ieps", "Review the plans", "september", due="window-opens"),
    Task("upload-accounts", "Upload the accounts", "september"),
    Task("test-network", "Test the network", "september", links="toms"),
    Task("choose-rooms", "Choose the rooms", "september", optional=True),
    Task("send-results", "Send the results", "october"),
    Task("meet-board", "Meet the board", "october"),
    Task("collect-agreements", "Collect the agreements", "october"),
    Task("plan-makeups", "Plan the make-ups", "october"),
    Task("check-headsets", "Check the headsets", "october"),
    Task("assign-windows", "Assign the windows", "november"),
    Task("confirm-windows", "Confirm the windows", "november"),
    Task("share-schedule", "Share the schedule", "november"),
    Task("order-braille", "Order braille", "november"),
    Task("hold-rehearsal", "Hold a rehearsal", "november"),
    Task("verify-browsers", "Verify the browsers", "december"),
    Task("print-tickets", "Print the tickets", "december"),
    Task("brief-proctors", "Brief the proctors", "december"),
    Task("update-plans", "Update the plans", "december"),
    Task("close-fall", "Close the fall", "december"),
)

DROPPED = {"send-results", "plan-makeups", "update-plans"}
RENAMED = {"meet-board": "board-meeting", "collect-agreements": "gather-agreements"}
MOVED = {
    "confirm-windows": "december",
    "share-schedule": "december",
    "hold-rehearsal": "december",
    "verify-browsers": "november",
    "print-tickets": "november",
}
CHANGED: dict[str, dict[str, str]] = {
    "order-devices": {"title": "Order devices for every school"},
    "check-rosters": {"why": "A missing name is a missing test."},
    "train-sites": {"note": "Book a room in June."},
    "set-calendar": {"if_missed": "Write to the county at once."},
    "post-dates": {"first": "Make a poster."},
    "invite-families": {"who": "superintendent"},
    "test-network": {"links": ""},
    "check-headsets": {"second": "Order new headsets."},
}


def second(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The tasks of upstream's second edition."""
    edited = []
    for task in tasks:
        if task.id in DROPPED:
            continue
        changes: dict[str, str] = dict(CHANGED.get(task.id, {}))
        if task.id in RENAMED:
            changes |= {"id": RENAMED[task.id], "alias": task.id}
        if task.id in MOVED:
            changes["month"] = MOVED[task.id]
        edited.append(replace(task, **changes))  # type: ignore[arg-type]
    return tuple(edited)


def write_tasks(root: Path, tasks: tuple[Task, ...]) -> None:
    for month in ("august", "september", "october", "november", "december"):
        listed = "\n".join(task.yaml() for task in tasks if task.month == month)
        path = root / "content" / "tasks" / f"{month}.yaml"
        tasks_of = f"tasks:\n{listed}\n" if listed else "tasks: []\n"
        path.write_text(f"timeframe: {month}\n{tasks_of}", encoding="utf-8")


class History:
    """Two repositories below ``folder``: ``upstream`` and ``fork``."""

    def __init__(self, folder: Path) -> None:
        self.upstream = folder / "upstream"
        self.fork = folder / "fork"
        self.accepted = ""
        """The fork's overlay.yaml as it was before the merge, its fingerprints written in."""

    def play(self) -> None:
        """Everything up to the merge, which must have no conflict."""
        self.first_edition()
        self.forking()
        self.second_edition()
        self.git(self.fork, "fetch", "--quiet", "origin")
        self.git(self.fork, "merge", "--no-edit", "--quiet", "origin/main")

    def first_edition(self) -> None:
        root = self.upstream
        lay_minimal(root)
        (root / ".gitignore").write_text("/layouts/\n/.cache/\n/site*/\n", encoding="utf-8")
        content = root / "content"
        write_tasks(root, FIRST)
        (content / "guides" / "device-care.md").write_text(DEVICE_CARE, encoding="utf-8")
        (content / "guides" / "room-setup.md").write_text(ROOM_SETUP, encoding="utf-8")
        (content / "letters" / "fall-reminder.md").write_text(REMINDER, encoding="utf-8")
        with (content / "glossary.yaml").open("a", encoding="utf-8") as file:
            file.write(TERM)
        self.git(root, "init", "--quiet", "--initial-branch", "main")
        self.commit(root, "First edition")

    def forking(self) -> None:
        self.git(self.upstream, "clone", "--quiet", ".", str(self.fork))
        folder = self.fork / "content" / "leas" / FORK
        folder.mkdir(parents=True)
        (folder / "lea.yaml").write_text(LEA, encoding="utf-8")
        shutil.copyfile(HERE / "overlay.yaml", folder / "overlay.yaml")
        beside = folder.parent / BESIDE
        beside.mkdir()
        (beside / "lea.yaml").write_text(NEIGHBOR, encoding="utf-8")
        shutil.copytree(ROOT / "layouts", self.fork / "layouts")
        assert main(["overlay", "accept", "--all", "--lea", FORK], self.fork) == 0
        self.accepted = (folder / "overlay.yaml").read_text(encoding="utf-8")
        self.commit(self.fork, "Pine Hill's own")

    def second_edition(self) -> None:
        write_tasks(self.upstream, second(FIRST))
        guide = self.upstream / "content" / "guides" / "device-care.md"
        text = guide.read_text(encoding="utf-8")
        for old, new in (
            ("title: Care of devices", "title: Care of devices and headsets"),
            ("Charge every device", "Charge and update every device"),
            ("a dry cloth", "a soft, dry cloth"),
        ):
            assert text.count(old) == 1
            text = text.replace(old, new)
        guide.write_text(text, encoding="utf-8")
        glossary = self.upstream / "content" / "glossary.yaml"
        terms = glossary.read_text(encoding="utf-8")
        assert terms.count("The person who watches a test.") == 1
        glossary.write_text(
            terms.replace("The person who watches a test.", "The adult who watches a test."),
            encoding="utf-8",
        )
        self.commit(self.upstream, "Second edition")

    def commit(self, root: Path, message: str) -> None:
        self.git(root, "add", "--all")
        self.git(root, "commit", "--quiet", "--message", message)

    def git(self, root: Path, *arguments: str) -> str:
        """Run git, which must succeed, with nobody's settings but these."""
        person = ("-c", "user.name=Pine Hill", "-c", "user.email=tests@pine-hill.example.org")
        ended = subprocess.run(
            ["git", *person, "-c", "commit.gpgsign=false", *arguments],
            cwd=root,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout
