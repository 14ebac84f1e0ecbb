"""The audit sees what is wrong in a built site, and nothing where all is well."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.audit import broken_links, foreign_requests, main, survey
from sitegen.audit.nu import CheckerMissing, check_with_nu

HOME = '<!DOCTYPE html>\n<html lang="en"><title>Home</title>\n<h1 id="top-of-page">Home</h1>\n'


def site(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in {"index.html": HOME, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def links_of(root: Path, markup: str, base: str = "", origin: str = "") -> list[str]:
    site(root, {"en/tasks/a/index.html": f"<!DOCTYPE html>\n{markup}"})
    return [str(one) for one in broken_links(root, base, origin)]


# --- links -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/#top-of-page",
        "/index.html",
        "../../../",
        "?print",
        "#",
        "#top",
        "#here",
        "/en/tasks/a/#here",
        "/en/tasks/a/?x=1#here",
        "/#:~:text=Home",
        "https://elsewhere.example/nothing",
        "mailto:someone@example.org",
        "tel:+15551234567",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(tmp_path: Path, address: str) -> None:
    assert links_of(tmp_path, f'<p id="here"><a href="{address}">x</a>') == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/en/tasks/b/", "the link does not exist"),
        ("../b/", "the link does not exist"),
        ("/EN/tasks/a/", "the link does not exist"),
        ("/en/tasks/a", "the link is a folder: a slash is missing at its end"),
        ("/en/tasks/", "the link does not exist"),
        ("#nowhere", "nothing in en/tasks/a/index.html has the id “nowhere”"),
        ("/#nowhere", "nothing in index.html has the id “nowhere”"),
        ("javascript:void(0)", "the link has the scheme javascript:"),
        ("http://[broken/", "the link is no address (Invalid IPv6 URL)"),
    ],
)
def test_a_dead_link_is_shown_with_its_line(tmp_path: Path, address: str, why: str) -> None:
    found = links_of(tmp_path, f"<p>\n<a href='{address}'>x</a>")
    assert found == [f"en/tasks/a/index.html:3: {why} → {address}"]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/none.png" alt="">',
        '<img srcset="/none.png 2x" alt="">',
        '<script src="/none.png"></script>',
        '<link rel="stylesheet" href="/none.png">',
        "<link rel=alternate hreflang=es href=/none.png>",
        '<meta http-equiv="refresh" content="0; url=/none.png">',
        '<svg><use href="/none.png"/></svg>',
        '<a title="1 > 0" href="/none.png">x</a>',
        '<textarea></textarea><a href="/none.png">x</a>',
    ],
)
def test_every_kind_of_address_is_read(tmp_path: Path, markup: str) -> None:
    assert [line.rpartition(" ")[2] for line in links_of(tmp_path, markup)] == ["/none.png"]


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <a href="/none/">x</a> -->',
        '<script type="application/json">{"a": "<a href=\'/none/\'>"}</script>',
        '<title><a href="/none/"></title>',
        '<textarea><a href="/none/"></textarea>',
        "<p title='<a href=\"/none/\">'>",
    ],
)
def test_what_only_looks_like_a_link_is_none(tmp_path: Path, markup: str) -> None:
    assert links_of(tmp_path, markup) == []


def test_names_beyond_ascii_and_references_in_addresses_are_understood(tmp_path: Path) -> None:
    site(tmp_path, {"leas/año/index.html": HOME, "R&D/index.html": '<p id="日期">'})
    markup = '<a href="/leas/a%C3%B1o/">1</a><a href="/R&amp;D/#%E6%97%A5%E6%9C%9F">2</a>'
    markup += '<a href="/leas/an\u0303o/">3</a>'
    assert links_of(tmp_path, markup) == []


def test_below_a_base_path_the_root_of_the_host_is_not_ours(tmp_path: Path) -> None:
    assert links_of(tmp_path, '<a href="/handbook/">x</a>', "/handbook") == []
    assert links_of(tmp_path, '<a href="../../../#top-of-page">x</a>', "handbook/") == []
    assert links_of(tmp_path, '<a href="/en/tasks/a/">x</a>', "/handbook") == [
        "en/tasks/a/index.html:2: the link is outside /handbook/ → /en/tasks/a/"
    ]


def test_absolute_links_to_the_sites_own_origin_are_followed(tmp_path: Path) -> None:
    found = links_of(
        tmp_path,
        '<link rel="canonical" href="https://handbook.example/x/en/tasks/a/">'
        '<a href="webcal://handbook.example/x/none.ics">x</a>',
        "/x",
        "https://handbook.example",
    )
    assert found == [
        "en/tasks/a/index.html:2: the link does not exist → webcal://handbook.example/x/none.ics"
    ]


def test_style_sheets_modules_manifests_and_site_maps_are_read_too(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "assets/a.css": "/* url(/no) */\n@import 'none.css';\np{background:url( none.png )}",
            "assets/a.js": 'import {x} from "./none.js";\nimport("./a.js")',
            "app.webmanifest": '{"start_url": "/none/", "icons": [{"src": "/none.png"}]}',
            "sitemap.xml": "<urlset><url><loc>https://h.example/none/</loc></url></urlset>",
        },
    )
    found = broken_links(tmp_path, "", "https://h.example")
    assert [(one.path, one.line, one.target) for one in found] == [
        ("app.webmanifest", 1, "/none.png"),
        ("app.webmanifest", 1, "/none/"),
        ("assets/a.css", 2, "none.css"),
        ("assets/a.css", 3, "none.png"),
        ("assets/a.js", 1, "./none.js"),
        ("sitemap.xml", 1, "https://h.example/none/"),
    ]


# --- requests and what runs in place ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<img src="//cdn.example/a.png" alt="">'),
        ("a.html", '<link rel="stylesheet" href="https://cdn.example/a.css">'),
        ("a.html", '<link rel="preconnect" href="https://cdn.example/a.css">'),
        ("a.html", '<form action="https://cdn.example/send"></form>'),
        ("a.html", '<svg><image href="https://cdn.example/a.png"/></svg>'),
        ("a.html", "<style>p{background:url(https://cdn.example/a.png)}</style>"),
        ("a.css", "@font-face{src:url('https://cdn.example/a.woff2')}"),
        ("a.js", 'fetch("https://cdn.example/data.json")'),
        ("a.js", 'import x from "https://cdn.example/x.js"'),
        ("a.svg", '<svg><image xlink:href="https://cdn.example/a.png"/></svg>'),
    ],
)
def test_a_request_to_another_host_is_seen(tmp_path: Path, name: str, text: str) -> None:
    found = foreign_requests(site(tmp_path, {name: text}))
    assert [(one.path, one.line) for one in found] == [(name, 1)]
    assert "cdn.example" in found[0].target


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<a href="https://cde.example/">x</a>'),
        ("a.html", '<link rel="alternate" hreflang="es" href="https://h.example/es/">'),
        ("a.html", '<img src="data:image/png;base64,AAAA" alt="">'),
        ("a.js", 'const SVG = "http://www.w3.org/2000/svg";'),
        ("a.css", "/* from https://cdn.example/ */"),
    ],
)
def test_a_link_for_the_reader_is_no_request(tmp_path: Path, name: str, text: str) -> None:
    assert foreign_requests(site(tmp_path, {name: text})) == []


def test_what_the_policy_blocks_and_ids_that_stand_twice_are_seen(tmp_path: Path) -> None:
    markup = (
        '<p style="color: red" id="a">\n<button onclick="go()">x</button>\n<style>p{}</style>\n'
        '<script>go()</script>\n<script type="application/json" id="a">{}</script>'
    )
    found = survey(site(tmp_path, {"a.html": markup})).in_place
    assert [(one.line, one.message.partition(",")[0]) for one in found] == [
        (1, "a style attribute"),
        (2, "an onclick handler"),
        (3, "a style element"),
        (4, "a script in the page"),
        (5, "the id “a” stands here again"),
    ]


# --- the command, and the Nu HTML checker's answers ----------------------------------------------


def test_the_exit_code_says_whether_something_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = ["--without-nu", "--dist", str(tmp_path)]
    assert main(ours) == 2
    site(tmp_path, {})
    assert main(ours) == 0
    site(tmp_path, {"a.html": '<a href="/none/">x</a>'})
    assert main(ours) == 1
    assert "a.html:1: the link does not exist → /none/" in capsys.readouterr().out


def fake_java(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    java = folder / "java"
    java.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_what_nu_says_is_shown_by_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dist = site(tmp_path / "a site", {})
    page = (dist / "index.html").as_uri().replace("file://", "file:")
    said = [
        {"type": "error", "url": page, "lastLine": 3, "message": "Stray\n end tag."},
        {"type": "info", "subType": "warning", "url": page, "lastLine": 2, "message": "Heading."},
        {"type": "info", "url": page, "message": "Trailing slash on void elements has no effect."},
    ]
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"messages": said}), encoding="utf-8")
    fake_java(tmp_path, monkeypatch, f'cat "{report}"')
    found = list(check_with_nu(tmp_path / "vnu.jar", dist, ["index.html"]))
    assert [str(one) for one in found] == [
        "index.html:3: Stray end tag. (error, Nu HTML checker)",
        "index.html:2: Heading. (warning, Nu HTML checker)",
    ]


def test_a_checker_that_dies_is_no_clean_bill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_java(tmp_path, monkeypatch, "echo no memory >&2; exit 1")
    with pytest.raises(CheckerMissing, match="no memory"):
        list(check_with_nu(tmp_path / "vnu.jar", site(tmp_path, {}), ["index.html"]))
