"""The feeds in the programs that read them, and followed by one that subscribes.

``icalendar`` reads them in ``test_feeds.py``; what all of these let pass is the lint's to find.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import vobject
from playwright.sync_api import Browser

from tests.site.sites import LOCALES, ROOT, BuiltSite

pytestmark = pytest.mark.xdist_group("feeds")

ICAL_JS = ROOT / "tests" / "vendor" / "ical.js"
PROGRAMS = Path(sys.executable).parent
VEVENT = 4
"""``ICAL_VEVENT_COMPONENT`` of libical's ``icalenums.h``."""


def feeds(site: BuiltSite, tag: str) -> dict[str, bytes]:
    found = [path for path in site.of_kind(".ics") if path.startswith(f"{tag}/")]
    assert len(found) >= 20
    return {path: (site.folder / path).read_bytes() for path in found}


def uids(feed: bytes) -> set[str]:
    return set(re.findall(r"UID:(\S+)", feed.replace(b"\r\n ", b"").decode()))


@pytest.mark.parametrize("tag", LOCALES)
def test_vobject_reads_every_feed(tag: str, statewide: BuiltSite) -> None:
    for path, feed in feeds(statewide, tag).items():
        (calendar,) = vobject.readComponents(feed.decode(), validate=True)
        calendar.validate(raiseException=True)
        assert {each.uid.value for each in calendar.vevent_list} == uids(feed), path


@pytest.fixture(scope="module")
def libical() -> Any:
    name = ctypes.util.find_library("ical")
    assert name, "libical is missing: python3 build.py test installs it"
    library: Any = ctypes.CDLL(name)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    library.icalcomponent_count_errors.argtypes = [ctypes.c_void_p]
    library.icalrestriction_check.argtypes = [ctypes.c_void_p]
    library.icalcomponent_count_components.argtypes = [ctypes.c_void_p, ctypes.c_int]
    library.icalcomponent_free.argtypes = [ctypes.c_void_p]
    return library


def said_by_libical(library: Any, feed: bytes) -> tuple[int, bool, int]:
    """Errors, whether the restrictions of RFC 5546 hold, and the number of events."""
    component = library.icalparser_parse_string(feed)
    assert component
    try:
        return (
            library.icalcomponent_count_errors(component),
            library.icalrestriction_check(component) == 1,
            library.icalcomponent_count_components(component, VEVENT),
        )
    finally:
        library.icalcomponent_free(component)


@pytest.mark.parametrize("tag", LOCALES)
def test_libical_reads_every_feed(tag: str, statewide: BuiltSite, libical: Any) -> None:
    for path, feed in feeds(statewide, tag).items():
        assert said_by_libical(libical, feed) == (0, True, len(uids(feed))), path


def test_libical_would_tell_of_a_fault(statewide: BuiltSite, libical: Any) -> None:
    feed = (statewide.folder / "en/calendars/statewide.ics").read_bytes()
    errors, *_ = said_by_libical(libical, feed.replace(b"VALUE=DATE:20", b"VALUE=DATE:xx", 1))
    assert errors > 0


@pytest.mark.browser
def test_ical_js_reads_every_feed_in_a_browser(browser: Browser, statewide: BuiltSite) -> None:
    page = browser.new_page()
    library = (ICAL_JS / "ical.min.js").read_bytes()
    assert hashlib.sha256(library).hexdigest() in (ICAL_JS / "README.md").read_text("utf-8")
    page.set_content("<title>x</title>")
    exported = re.sub(r"export\{(\w+) as default\};?\s*$", r"window.ICAL=\1;", library.decode())
    page.add_script_tag(content=exported, type="module")
    page.wait_for_function("window.ICAL")
    for tag in LOCALES:
        for path, feed in feeds(statewide, tag).items():
            found = page.evaluate(
                """(text) => {
                  ICAL.design.strict = true;
                  const calendar = new ICAL.Component(ICAL.parse(text));
                  return calendar.getAllSubcomponents("vevent").map((each) => {
                    const event = new ICAL.Event(each);
                    const days = event.endDate.subtractDate(event.startDate).toSeconds() / 86400;
                    return [event.uid, event.startDate.isDate && days >= 1 && !!event.summary];
                  });
                }""",
                feed.decode(),
            )
            assert dict(found) == dict.fromkeys(uids(feed), True), path
    page.close()


# --- khal, and vdirsyncer that subscribes ---------------------------------------------------------


def ran(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [str(PROGRAMS / program), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def khal(tmp_path: Path) -> tuple[Path, Path]:
    """khal's configuration and the folder of its calendar."""
    folder = tmp_path / "calendar"
    folder.mkdir()
    form = "%Y-%m-%d"
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[feed]]\npath = {folder}\ntype = calendar\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        f"[locale]\ntimeformat = %H:%M\ndateformat = {form}\nlongdateformat = {form}\n"
        f"datetimeformat = {form} %H:%M\nlongdatetimeformat = {form} %H:%M\n"
        "[default]\ndefault_calendar = feed\n"
    )
    return (config, folder)


def listed(config: Path) -> dict[str, tuple[str, str, str]]:
    """What khal lists of the years around: day, title and status by UID."""
    rows = shown(config)
    return {uid: (day, title, status) for uid, day, title, status in rows}


def shown(config: Path) -> list[list[str]]:
    """UID, day, title and status of each event that khal shows."""
    lines = ran(
        *("khal", "-c", str(config), "list", "--day-format", ""),
        *("--format", "{uid}|{start-date}|{title}|{status}", "2026-01-01", "2028-01-01"),
    ).splitlines()
    return [line.strip().split("|") for line in lines if line.count("|") == 3]


@pytest.mark.slow
@pytest.mark.parametrize("tag", LOCALES)
def test_khal_reads_every_feed(tag: str, statewide: BuiltSite, khal: tuple[Path, Path]) -> None:
    config, folder = khal
    found = feeds(statewide, tag)
    paths = [str(statewide.folder / path) for path in found]
    ran("khal", "-c", str(config), "import", "--batch", "-a", "feed", *paths)
    every = {uid for feed in found.values() for uid in uids(feed)}
    assert len(list(folder.glob("*.ics"))) == len(every)
    assert set(listed(config)) == every


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' own output is what is read."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that is served, and its address."""
    folder = tmp_path / "served"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield (folder, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "en/calendars/statewide.ics",
        "en/calendars/due-in-7-days.ics",
        "en/leas/larkspur-charter/calendar.ics",
    ],
)
def test_a_subscriber_follows_a_moved_and_a_cancelled_date(
    path: str,
    statewide: BuiltSite,
    moved: BuiltSite,
    khal: tuple[Path, Path],
    served: tuple[Path, str],
    tmp_path: Path,
) -> None:
    """vdirsyncer subscribes over HTTP and khal shows what it has fetched."""
    config, folder = khal
    place, address = served
    sync = tmp_path / "vdirsyncer.conf"
    sync.write_text(
        f'[general]\nstatus_path = "{tmp_path / "status"}"\n'
        '[pair feed]\na = "mine"\nb = "theirs"\ncollections = null\n'
        'conflict_resolution = "b wins"\n'
        f'[storage mine]\ntype = "filesystem"\npath = "{folder}"\nfileext = ".ics"\n'
        f'[storage theirs]\ntype = "http"\nurl = "{address}/feed.ics"\n'
    )
    (place / "feed.ics").write_bytes((statewide.folder / path).read_bytes())
    ran("vdirsyncer", "-c", str(sync), "discover")
    ran("vdirsyncer", "-c", str(sync), "sync")
    before = by_title(config)
    assert len(before) == len(uids((statewide.folder / path).read_bytes()))

    (place / "feed.ics").write_bytes((moved.folder / path).read_bytes())
    ran("vdirsyncer", "-c", str(sync), "sync")
    after = by_title(config)
    is_week_before = "due-in-7" in path
    prefix = "In 7 days: " if is_week_before else ""
    windows, gone = f"{prefix}Test windows set in TOMS", f"{prefix}CAA for Science opens"
    days = ("2026-11-24", "2026-12-01") if is_week_before else ("2026-12-01", "2026-12-08")
    assert (before[windows], after[windows]) == ((days[0], "CONFIRMED"), (days[1], "CONFIRMED"))
    assert (before[gone][1], after[gone][1]) == ("CONFIRMED", "CANCELLED")
    assert before[gone][0] == after[gone][0]
    others = {title: row for title, row in before.items() if title not in (windows, gone)}
    assert others == {title: row for title, row in after.items() if title not in (windows, gone)}
    assert len(others) == len(before) - 2


def by_title(config: Path) -> dict[str, tuple[str, str]]:
    """Day and status by title: vdirsyncer gives what it fetches UIDs of its own."""
    rows = shown(config)
    found = {title: (day, status.strip()) for _, day, title, status in rows}
    assert len(found) == len(rows)
    return found
