"""What hosts are told to send, in the file that they read and in the lines for other servers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.render.hosting import POLICY, headers_file
from tests.site.sites import LOCALES

ROOT = Path(__file__).parents[2]
TYPE = "Content-Type: text/calendar; charset=utf-8"


def rules(base: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in headers_file(base, LOCALES).splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line.strip())
        elif not line.startswith("#"):
            found[line] = []
    return found


def sent(base: str, address: str) -> list[str]:
    """The headers of an address, by the strictest reading: an asterisk ends at a slash, but for
    one that is the last folder."""
    headers = []
    for path, lines in rules(base).items():
        pattern = re.escape(path).replace(r"\*", "[^/]*").replace(":lea", "[^/]+")
        if path.endswith("/*"):
            pattern = pattern.removesuffix("[^/]*") + ".*"
        if re.fullmatch(pattern, address):
            headers += lines
    return headers


@pytest.mark.parametrize("base", ["/", "/handbook/"])
def test_feeds_are_sent_as_calendars_and_pages_are_not(base: str) -> None:
    for tag in LOCALES:
        for feed in ("calendars/statewide.ics", "leas/alder-creek/track-high.ics"):
            assert sent(base, f"{base}{tag}/{feed}").count(TYPE) == 1
        for page in ("calendars/", "leas/alder-creek/", "calendars/rules.json"):
            assert TYPE not in sent(base, f"{base}{tag}/{page}")


@pytest.mark.parametrize("base", ["/", "/handbook/"])
def test_everything_has_the_policy_of_the_pages_and_no_frame(base: str) -> None:
    page = (ROOT / "layouts" / "base.html").read_text(encoding="utf-8")
    assert f'content="{POLICY}"' in page
    for address in ("", "en/", "en/leas/alder-creek/calendar.ics", "assets/x/css/handbook.css"):
        headers = sent(base, f"{base}{address}")
        assert f"Content-Security-Policy: {POLICY}; frame-ancestors 'none'" in headers
        assert "X-Content-Type-Options: nosniff" in headers
        assert ("immutable" in " ".join(headers)) == address.startswith("assets/")


def test_hosts_can_read_every_rule() -> None:
    found = rules("/")
    assert len(found) <= 100
    assert all(path.count("*") == 1 for path in found)
    assert all(len(line) <= 2000 for lines in found.values() for line in lines)


def test_the_lines_for_other_servers_say_the_same() -> None:
    text = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    assert text.count(f"\"{POLICY}; frame-ancestors 'none'\"") == 2
    assert 'AddType "text/calendar; charset=utf-8" .ics' in text
    assert "charset_types text/calendar;" in text
