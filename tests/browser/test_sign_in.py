"""Signing in with a real provider of OpenID Connect in a real browser, and being let go again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import Engine

from tests.served import HOST, cookies_of, dashboard_with_sign_in, provider
from warehouse.access_given import Wanted, give_exactly
from warehouse.audit_trail import entries
from warehouse.register import add_person, open_register

SECONDS = 60_000  # milliseconds: a first visit on a busy machine
PEOPLE = (
    {"sub": "bo", "email": "Bo@Trust.example", "name": "Bo Board", "groups": ["x", "board"]},
    {"sub": "tam", "email": "tam@trust.example", "name": "Tam Team"},
    {"sub": "len", "email": "len@trust.example", "name": "Len Leaver"},
    {"sub": "two", "email": "two@trust.example", "name": "Two Tabs"},
    {"sub": "zed", "email": "zed@trust.example", "name": "Zed"},
)


@pytest.fixture(scope="module")
def folder(demonstration_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration trust; Bo is not in its register, the provider claims his role."""
    made = tmp_path_factory.mktemp("signing_in")
    shutil.copytree(demonstration_data, made / "data")
    register = open_register(made / "data")
    for name in ("tam", "len", "two"):
        add_person(register, f"{name}@trust.example", name.title(), "improvement team", ())
    return made


@pytest.fixture(scope="module")
def register(folder: Path) -> Engine:
    return open_register(folder / "data")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with (
        provider(folder, *PEOPLE) as issuer,
        dashboard_with_sign_in(folder / "data", folder, issuer) as served,
    ):
        yield served


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile. The provider's own pages ask for a style sheet elsewhere; it stays unanswered."""
    with browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB") as fresh:
        yield fresh


def sign_in(page: Page, person: str) -> None:
    """From the sign-in page to the dashboard or its refusal, by the provider's page."""
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name=person, exact=True).click()


def main_of(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def went(register: Engine, person: str) -> list[str]:
    """What the audit trail tells of this person, in order."""
    told = entries(register)
    return [entry["what"] for entry in told if entry["who"] == f"{person}@trust.example"]


def test_a_claimed_role_lets_somebody_in_where_they_wanted_to_go(
    visit: BrowserContext, address: str
) -> None:
    page = visit.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{address}/indicator?person=improvement-team")
    sign_in(page, "bo")
    expect(main_of(page).locator(".js-plotly-plot").first).to_be_visible(timeout=SECONDS)
    expect(page).to_have_url(re.compile(f"{address}/indicator"))
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("Signed in as Bo Board, board member")).to_be_visible()
    expect(sidebar.get_by_text("Upload")).to_have_count(0)
    expect(sidebar.get_by_text("You are looking as")).to_have_count(0)
    assert [text for text in complaints if "Content Security Policy" in text] == []


def test_the_register_says_what_somebody_may_do(visit: BrowserContext, address: str) -> None:
    page = visit.new_page()
    page.goto(address)
    sign_in(page, "tam")
    page.get_by_test_id("stSidebar").get_by_text("Upload", exact=True).click()
    expect(main_of(page).locator("input[type=file]").first).to_be_attached(timeout=SECONDS)


def test_a_download_reaches_the_person_it_was_made_for(visit: BrowserContext, address: str) -> None:
    page = visit.new_page()
    page.goto(f"{address}/upload")
    sign_in(page, "tam")
    main_of(page).get_by_text(re.compile("template", re.IGNORECASE)).first.click(timeout=SECONDS)
    with page.expect_download(timeout=SECONDS) as download:
        main_of(page).get_by_test_id("stDownloadButton").get_by_role("button").first.click()
    assert download.value.path().stat().st_size > 0


def test_somebody_nobody_knows_is_told_whom_to_ask_and_can_leave(
    visit: BrowserContext, address: str
) -> None:
    page = visit.new_page()
    page.goto(address)
    sign_in(page, "zed")
    expect(page.locator("h1")).to_have_text("You have no access yet.")
    expect(page.locator("main")).to_contain_text("You are signed in as zed@trust.example.")
    page.get_by_role("link", name="Sign out").click()
    page.goto(address)
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_removed_person_is_out_at_the_next_click(
    visit: BrowserContext, address: str, register: Engine
) -> None:
    page = visit.new_page()
    page.goto(address)
    sign_in(page, "len")
    expect(main_of(page).locator("h1")).to_have_text("Overview", timeout=SECONDS)
    give_exactly(register, [Wanted("len@trust.example", "Len", ())], "kim", date.today())
    page.get_by_test_id("stSidebar").get_by_text("Engagement", exact=True).click()
    expect(page.locator("h1")).to_have_text("You have no access yet.", timeout=SECONDS)
    expect(page.get_by_test_id("stApp")).to_have_count(0)


def test_signing_out_in_one_tab_ends_the_other(
    visit: BrowserContext, address: str, register: Engine
) -> None:
    first, second = visit.new_page(), visit.new_page()
    first.goto(address)
    sign_in(first, "two")
    second.goto(f"{address}/engagement")
    expect(main_of(second).locator("h1")).to_have_text("Engagement", timeout=SECONDS)
    first.get_by_test_id("stSidebar").get_by_role("button", name="Sign out").click()
    expect(first).not_to_have_url(re.compile(address), timeout=SECONDS)
    second.get_by_test_id("stSidebar").get_by_text("Overview", exact=True).click()
    expect(second.locator("h1")).to_have_text(
        "Sign in to see how improvement grows.", timeout=SECONDS
    )
    sign_in(second, "two")
    expect(main_of(second).locator("h1")).to_have_text("Overview", timeout=SECONDS)
    assert went(register, "two") == ["signed in", "signed out", "signed in"]


def test_an_old_sign_in_begins_again(visit: BrowserContext, address: str) -> None:
    old = cookies_of(address, "tam@trust.example", iat=1_700_000_000)
    visit.add_cookies(
        [{"name": name, "value": value, "domain": HOST, "path": "/"} for name, value in old.items()]
    )
    page = visit.new_page()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Your sign-in has ended.")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
