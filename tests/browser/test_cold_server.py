"""A server that has just started shows a page to nobody who may not see it, whatever is asked first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import run
from pages.frame import SCREENS
from tests.served import HOST, free_port

SECONDS = 60_000


@pytest.mark.parametrize("asked", [screen.name for screen in SCREENS])
def test_the_first_request_of_all_shows_nothing_to_a_stranger(
    page: Page, demonstration_data: Path, tmp_path: Path, asked: str
) -> None:
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            run.server_command(sys.executable, HOST, port),
            cwd=run.HOUSE,
            env=dict(os.environ, CULTURE_DATA=str(demonstration_data)),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        run.wait_until_healthy(server, HOST, port)
        page.goto(f"http://{HOST}:{port}/{asked}?person=no-access")
        expect(page.get_by_test_id("stMain").locator("h2")).to_have_text(
            "You have no access yet.", timeout=SECONDS
        )
        expect(page.locator(".js-plotly-plot, table, input[type=file]")).to_have_count(0)
    finally:
        server.terminate()
        server.wait(timeout=30)
