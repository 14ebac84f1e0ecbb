"""What tests of all rooms share: one browser a process, since Playwright allows no second."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from sitegen.bootstrap.system import CHROME_ON_MACOS

BROWSERS = ("chromium", "chromium-browser", "google-chrome", CHROME_ON_MACOS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once; each test opens a page or a context of its own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS))),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()
