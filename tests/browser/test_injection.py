"""Is what somebody wrote shown as it is, on every screen, and does nothing in it come alive?

The `context` of these tests fails where the browser asks for anything outside the dashboard.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from pages.frame import SCREENS
from tests import served
from tests.injected import OUTSIDE, PERSON, Exchange, fill, hostile, torn

SECONDS = 60_000
ALIKE = 3  # of things that are alike on a screen, so many are opened or hovered

# What a reader or a screen reader meets: the text, and what elements say of themselves. Not the
# spoken names of widgets: Streamlit says a widget's label as it was written, with its backslashes.
_SAID = """() => {
    const said = [document.title, document.body.textContent];
    for (const element of document.body.querySelectorAll('*')) {
        const isWidget = element.matches('input, [role=radiogroup], [role=combobox]');
        for (const name of ['title', 'alt', 'placeholder', ...(isWidget ? [] : ['aria-label'])])
            said.push(element.getAttribute(name) || '');
        if (typeof element.value === 'string') said.push(element.value);
    }
    return said;
}"""
_HOLDS = """least => new Set(document.body.textContent.match(/zq[0-9]{4}q/g)).size >= least"""
_UNFOLD = """() => document.querySelectorAll('details:not([open]) > summary')
    .forEach(summary => summary.click())"""
# The middles of some marks of each chart.
_POINTS = f"""() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart =>
    [...chart.querySelectorAll('.points path, .point path')].slice(0, {ALIKE}).map(mark => {{
        const box = mark.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    }}))"""
_ALIVE = f"""() => [...document.querySelectorAll(
    '[href*="{OUTSIDE}"]:not([href^="#"]), [src*="{OUTSIDE}"], [href^="javascript"], '
    + '[data-testid="stMain"] .katex, [data-testid="stMain"] del, [data-testid="stMain"] sub'
    )].map(element => element.outerHTML.slice(0, 300))"""


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Exchange]]:
    """The address of a server whose trust is full of hostile texts, and what stands for what."""
    folder = tmp_path_factory.mktemp("hostile")
    exchange = fill(folder / "data")
    with served.dashboard(folder / "data", folder) as address:
        yield address, exchange


def settled(page: Page, holds: int) -> None:
    """Everything is drawn, so many hostile texts at least, in a window that holds it whole."""
    page.set_viewport_size({"width": 1366, "height": 6000})
    expect(page.get_by_test_id("stMain").locator("h1, h2").first).to_be_visible(timeout=SECONDS)
    page.wait_for_function(_HOLDS, arg=holds, timeout=SECONDS)
    page.wait_for_timeout(1000)  # charts draw themselves after that


def everything_said(page: Page) -> str:
    """All words of the screen, with what opens, what can be chosen, and what hovering shows."""
    said: list[str] = []
    main = page.get_by_test_id("stMain")
    page.evaluate(_UNFOLD)
    for box in main.get_by_role("combobox").all()[:ALIKE]:
        box.click()
        said += page.get_by_role("option").all_text_contents()
        page.keyboard.press("Escape")
    for button in main.get_by_test_id("stPopoverButton").all()[:ALIKE]:
        button.click()
        said += page.get_by_test_id("stPopoverBody").all_text_contents()
        page.keyboard.press("Escape")
    for x, y in page.evaluate(_POINTS):
        page.mouse.move(x, y)
        said += main.locator(".hoverlayer .hovertext").all_text_contents()
    return "\n".join([*said, *page.evaluate(_SAID)])


def require_harmless(page: Page, exchange: Exchange) -> None:
    """Every hostile text is whole, and nothing in it came alive."""
    assert "\n".join(torn(everything_said(page), exchange)) == ""
    assert page.evaluate(_ALIVE) == []
    assert page.evaluate("() => window.ran") is None


# How many hostile texts stand on a screen, at least, before anything is opened.
HOLDS = {"overview": 14, "readiness": 14, "engagement": 14, "equality": 14, "empowerment": 14,
         "directorate": 14, "indicator": 1, "projects": 20, "training": 14,
         "data_held": 1, "structure": 16}  # fmt: skip


@pytest.mark.parametrize("screen", [screen.name for screen in SCREENS])
def test_a_screen_shows_hostile_texts_as_they_are(
    page: Page, trust: tuple[str, Exchange], screen: str
) -> None:
    address, exchange = trust
    page.goto(f"{address}/{screen}?person={PERSON}")
    settled(page, HOLDS.get(screen, 0))
    require_harmless(page, exchange)


@pytest.mark.parametrize("screen", ["overview", "directorate", "projects"])
def test_a_lead_sees_them_as_they_are(page: Page, trust: tuple[str, Exchange], screen: str) -> None:
    address, exchange = trust
    page.goto(f"{address}/{screen}?person=lead")
    settled(page, 1)
    require_harmless(page, exchange)


def test_what_is_taken_away_has_a_plain_name_and_the_area_as_it_is(
    page: Page, trust: tuple[str, Exchange]
) -> None:
    address, exchange = trust
    area = next(text for text in exchange.all if text.startswith("<img"))
    page.goto(
        f"{address}/indicator?person={PERSON}&indicator=qi_training_coverage&area={quote(area)}"
    )
    button = page.get_by_role("button", name="Excel")
    expect(button).to_be_visible(timeout=SECONDS)
    with page.expect_download() as taken:
        button.click()
    assert re.fullmatch(r"[^<>:\"/\\|?*]+\.xlsx", taken.value.suggested_filename)
    sheet = load_workbook(io.BytesIO(taken.value.path().read_bytes())).active
    assert sheet is not None
    assert area in [cell.value for cell in sheet["B"]]


def test_a_hostile_file_is_told_of_in_its_own_words(
    page: Page, trust: tuple[str, Exchange]
) -> None:
    address, exchange = trust
    said = Exchange()
    said.given = {str(number): hostile(number) for number in range(600, 700)}
    page.goto(f"{address}/upload?person={PERSON}")
    page.locator("input[type=file]").first.set_input_files(
        [
            {"name": f"{said.given['600']}.xlsx", "mimeType": "", "buffer": a_register(said)},
            {"name": f"{said.given['602']}.xlsx", "mimeType": "", "buffer": no_list(said)},
            {"name": f"{said.given['603']}.csv", "mimeType": "", "buffer": b"\x00"},
        ]
    )
    expect(page.get_by_text("Need you")).to_be_visible(timeout=SECONDS)
    said.given |= exchange.given
    for file in range(3):
        page.get_by_role("radiogroup").first.locator("label").nth(file).click()
        page.wait_for_timeout(2000)
        settled(page, 1)
        require_harmless(page, said)


def a_register(said: Exchange) -> bytes:
    """A project register with hostile headings, names, words, dates and sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "<svg onload=window.ran=1>"
    texts = iter(list(said.given.values())[10:])
    # A cell may hold several names, with these signs between them.
    names = (text for text in texts if not set(text) & set("/;+|"))
    sheet.append(
        ["Project ID", "Title", "Directorate", "Start date", "Status", next(names), next(names)]
    )
    for _ in range(9):
        sheet.append([next(texts), next(texts), next(names), next(texts), next(texts)])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"
    return kept(book)


def no_list(said: Exchange) -> bytes:
    """A sheet that nobody knows: it is shown with its headings, to be explained."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    texts = list(said.given.values())[30:40]
    for _ in range(5):
        sheet.append(texts)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    return kept(book)


def kept(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
