"""The whole journey in a real browser: look, choose, upload, see it move, take it back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

SECONDS = 60_000  # milliseconds: a first visit on a busy machine


def main_of(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_test_id("stMain")


def test_a_first_visit_shows_the_sentence_and_the_charts(page: Page, dashboard: str) -> None:
    page.goto(dashboard)
    expect(main_of(page).locator("h1")).to_have_text("Overview", timeout=SECONDS)
    expect(main_of(page).locator("h2").first).to_contain_text(
        re.compile(r"improve|change|year", re.IGNORECASE)
    )
    expect(main_of(page).locator(".js-plotly-plot")).to_have_count(3, timeout=SECONDS)


def test_every_chart_has_its_finding_as_text(page: Page, dashboard: str) -> None:
    page.goto(dashboard)
    charts = main_of(page).get_by_test_id("stPlotlyChart")
    expect(charts).to_have_count(3, timeout=SECONDS)
    labels = [
        chart.get_attribute("aria-label")
        or chart.locator("[aria-label]").first.get_attribute("aria-label")
        for chart in charts.all()
    ]
    assert all(label and len(label) > 20 for label in labels), labels


def test_a_chosen_directorate_is_in_the_address_and_comes_back(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/directorate?person=board-member&directorate=Imaging")
    expect(main_of(page).locator("h1")).to_have_text("Imaging", timeout=SECONDS)
    box = main_of(page).get_by_role("combobox").first
    box.click()
    page.get_by_role("option", name="Maternity").click()
    expect(main_of(page).locator("h1")).to_have_text("Maternity", timeout=SECONDS)
    expect(page).to_have_url(re.compile("directorate=Maternity"))
    page.reload()
    expect(main_of(page).locator("h1")).to_have_text("Maternity", timeout=SECONDS)


def test_a_lead_reaches_no_other_directorate_by_address(page: Page, dashboard: str) -> None:
    lead = "person=lead-care-of-older-people"
    said = []
    for name in ("Imaging", "No Such Directorate"):
        page.goto(f"{dashboard}/directorate?{lead}&directorate={name}")
        expect(main_of(page).locator("h2").first).to_have_text(
            "There is no such page for you.", timeout=SECONDS
        )
        expect(main_of(page).get_by_text("Go to your directorate")).to_be_visible()
        said.append(main_of(page).inner_text().replace(name, ""))
    assert said[0] == said[1]
    assert "Imaging" not in said[0]


def test_a_lead_is_not_offered_the_upload(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/upload?person=lead-care-of-older-people")
    expect(main_of(page).locator("h1")).to_have_text("Care of Older People", timeout=SECONDS)
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)


@pytest.fixture
def survey_file(tmp_path: Path) -> Path:
    """The trust's engagement as a newer edition of the survey's results gives it, in one line."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["survey", "survey_year", "question", "respondents", "score", "weighting", "release"]
    )
    sheet.append(["annual", 2025, "E", 2904, 7.31, "weighted", "2026"])
    file = tmp_path / "Corrected trust score.xlsx"
    book.save(file)
    return file


def test_an_upload_moves_a_number_and_is_taken_back(
    page: Page, dashboard: str, survey_file: Path
) -> None:
    overview, team = f"{dashboard}/?person=improvement-team", "person=improvement-team"
    page.goto(overview)
    expect(main_of(page).get_by_text("6.77").first).to_be_visible(timeout=SECONDS)

    page.goto(f"{dashboard}/upload?{team}")
    page.locator("input[type=file]").first.set_input_files(survey_file)
    publish = page.get_by_role("button", name=re.compile("^Publish"))
    expect(publish).to_be_enabled(timeout=SECONDS)
    publish.click()
    expect(main_of(page).get_by_text(re.compile(r"^Published\.")).first).to_be_visible(
        timeout=SECONDS
    )
    take_back = page.get_by_role("button", name=re.compile("Take back"))

    with page.context.new_page() as other:
        other.goto(overview)
        expect(main_of(other).get_by_text("7.31").first).to_be_visible(timeout=SECONDS)

    take_back.first.click()
    expect(main_of(page).get_by_text(re.compile("Taken back")).first).to_be_visible(timeout=SECONDS)
    page.goto(overview)
    expect(main_of(page).get_by_text("6.77").first).to_be_visible(timeout=SECONDS)


def test_a_click_on_a_mark_opens_its_number_at_its_group_and_period(
    page: Page, dashboard: str
) -> None:
    page.goto(f"{dashboard}/overview?person=board-member")
    marks = main_of(page).get_by_test_id("stPlotlyChart").first.locator("path.point")
    expect(marks.first).to_be_attached(timeout=SECONDS)
    page.wait_for_function(  # the chart may still move while others are drawn
        "document.querySelectorAll('.js-plotly-plot .main-svg').length >= 9", timeout=SECONDS
    )
    marks.nth(20).scroll_into_view_if_needed()
    place = marks.nth(20).bounding_box()
    assert place
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(page).to_have_url(re.compile("indicator=projects_started&period=2024-07"))
    expect(main_of(page).locator("h1")).to_have_text("Projects started", timeout=SECONDS)


def test_a_finger_on_a_chart_scrolls_the_page(browser: Browser, dashboard: str) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as phone:
        page = phone.new_page()
        page.goto(f"{dashboard}/indicator?person=board-member")
        chart = main_of(page).get_by_test_id("stPlotlyChart").first
        expect(chart.locator("path.point").first).to_be_attached(timeout=SECONDS)
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box
        before = scrolled(page)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        touch = phone.new_cdp_session(page)
        for kind, at in (
            ("touchStart", y),
            *(("touchMove", y - 15 * step) for step in range(1, 11)),
        ):
            points = [{"x": x, "y": at}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_function(f"({SCROLLED}) > {before + 50}", timeout=SECONDS)


SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


def scrolled(page: Page) -> float:
    """How far down the page has been moved."""
    moved: float = page.evaluate(SCROLLED)
    return moved
