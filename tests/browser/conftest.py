"""A running dashboard with the demonstration trust, and a Chromium that may visit nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import run
from tests import served
from tests.served import HOST

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]


@pytest.fixture(scope="session")
def dashboard(demonstration_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with its own copy of the demonstration trust."""
    folder = tmp_path_factory.mktemp("dashboard")
    shutil.copytree(demonstration_data, folder / "data")
    with served.dashboard(folder / "data", folder) as address:
        yield address


# Per module: while Playwright runs, no other test of the same process can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=run.find_chromium(), args=CHROMIUM_FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; the test fails if anything in it asks for a host other than the server's."""
    with browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB") as fresh:
        asked: list[str] = []
        fresh.on("request", lambda request: asked.append(request.url))
        fresh.on("page", lambda page: page.on("websocket", lambda socket: asked.append(socket.url)))
        yield fresh
    outside = [url for url in asked if is_outside(url)]
    assert not outside, f"The browser asked for something outside the dashboard: {outside}"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab of 1366 by 900."""
    return context.new_page()


def is_outside(url: str) -> bool:
    asked = urlsplit(url)
    return asked.scheme in ("http", "https", "ws", "wss") and asked.hostname != HOST
