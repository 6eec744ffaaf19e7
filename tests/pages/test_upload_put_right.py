"""Can held rows be put right on the Upload page, seen, undone and published?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from data_loaders.problems import Problem
from pages.data_held_history import rows_in_words
from pages.upload_steps import problem_lines
from tests.given import Trust
from tests.opened import opened, words
from warehouse.at_work import work_of
from warehouse.register import add_person, uploads

HEADINGS = "session_date,course,staff_number,directorate,staff_group,band,status"
BAD = f"{HEADINGS}\n03/02/2026,Bronze,20001,Surgery,A&C,5,Y\n31/04/2026,Bronze,20002,Surgery,A&C,5,Y\n"


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trust:
    trust = Trust(tmp_path / "data")
    add_person(trust.register, "team", "Jo Marsh", "improvement team", ())
    trust.holds("structure", "directorate | division\nSurgery | Hospital")
    trust.published()
    monkeypatch.setenv("CULTURE_DATA", str(trust.folder))
    return trust


def dropped(text: str) -> AppTest:
    app = opened("upload", "team")
    app.file_uploader[0].set_value([("training.csv", text.encode(), "text/csv")])
    return app.run()


def button(app: AppTest, label: str) -> Button:
    return next(one for one in app.button if one.label.startswith(label))


def corrected(app: AppTest, **cells: Any) -> AppTest:
    """The page after something was written in the first line of the editor and read again."""
    [editor] = app.data_editor
    edits = {"edited_rows": {0: cells}, "added_rows": [], "deleted_rows": []}
    app.session_state[editor.key] = edits
    return button(app, "Read again").click().run()


def published(app: AppTest, trust: Trust) -> None:
    """Publish what is dropped, once its dry run is done."""
    for seen in app.checkbox:
        seen.check()
    while (publish := button(app.run(), "Publish")).disabled:
        _waited(trust, "dry run")
    publish.click().run()
    _waited(trust, "publishing")
    button(app.run(), "Upload more").click().run()


def _waited(trust: Trust, name: str) -> None:
    work = work_of(trust.folder, "team", name)
    assert work is not None
    assert work.finished.wait(60)


def with_day(app: AppTest) -> AppTest:
    return corrected(app, **{"Write instead": "30/04/2026"})


def test_each_cell_to_put_right_can_be_written_anew(trust: Trust) -> None:
    [editor] = dropped(BAD).data_editor
    assert editor.value.to_numpy().tolist() == [["3, session_date", "", "31/04/2026", False]]


def test_a_corrected_row_is_ready(trust: Trust) -> None:
    app = with_day(dropped(BAD))
    assert "Two rows ready." in words(app)
    assert not app.data_editor


def test_what_was_corrected_is_said(trust: Trust) -> None:
    said = words(with_day(dropped(BAD)))
    assert "One cell corrected here" in said
    assert "Row 3, session_date: now “30/04/2026”" in said


def test_a_correction_that_is_wrong_too_is_told(trust: Trust) -> None:
    app = corrected(dropped(BAD), **{"Write instead": "30/02/2026"})
    assert "30/02/2026 is not in the calendar" in words(app)
    [editor] = app.data_editor
    assert list(editor.value["We found"]) == ["30/02/2026"]


def test_a_correction_can_be_undone(trust: Trust) -> None:
    app = button(with_day(dropped(BAD)), "Undo").click().run()
    assert "One row to put right" in words(app)
    assert "corrected here" not in words(app)


def test_a_cell_left_as_it_is_stays_held(trust: Trust) -> None:
    app = corrected(dropped(BAD))
    assert "One row to put right" in words(app)


def test_a_corrected_staff_number_is_not_shown_again(trust: Trust) -> None:
    app = dropped(f"{HEADINGS}\n03/02/2026,Bronze,,Surgery,A&C,5,Y\n")
    said = words(corrected(app, **{"Write instead": "20009999"}))
    assert "corrected, not repeated here" in said
    assert "20009999" not in said


def test_a_published_correction_stands_in_the_history(trust: Trust) -> None:
    published(with_day(dropped(BAD)), trust)
    upload = uploads(trust.register)[-1]
    assert (upload["cells_corrected"], upload["rows_held"]) == (1, 0)
    assert rows_in_words(upload) == "2, one cell corrected here"


def test_a_file_published_with_held_rows_can_be_corrected_later(trust: Trust) -> None:
    published(dropped(BAD), trust)
    app = dropped(BAD)
    assert "You published this file" in words(app)
    assert [one.options for one in app.radio if one.key == "file_held"] == [[r"training\.csv"]]
    assert "Two rows ready." in words(with_day(app))


def test_a_workbook_with_the_cells_marked_is_offered(trust: Trust) -> None:
    labels = [one.proto.label for one in dropped(BAD).main.get("download_button")]
    assert "Your workbook, with these cells marked" in labels


def test_nothing_is_offered_for_a_file_that_is_all_right(trust: Trust) -> None:
    app = dropped(f"{HEADINGS}\n03/02/2026,Bronze,20001,Surgery,A&C,5,Y\n")
    assert not app.data_editor
    assert not app.main.get("download_button")


def test_of_very_many_words_nobody_knows_twenty_are_asked_about(trust: Trust) -> None:
    lines = [f"03/02/2026,Bronze,{n},Surgery,A&C,5,maybe {n}" for n in range(100)]
    app = dropped("\n".join([HEADINGS, "03/02/2026,Bronze,999,Surgery,A&C,5,Y", *lines]))
    asked = [one for one in app.radio if (one.key or "").startswith("answer ")]
    assert len(asked) == 20
    assert "80 more are asked when these are answered." in words(app)


# --- the lines ------------------------------------------------------------------------------------


def problem(row: int, code: str = "code_not_known", column: str = "Status") -> Problem:
    return Problem(code, "hold", f'we found "{row}". Write Y.', "S", row, column, str(row), "G")


def test_of_each_kind_ten_lines_are_told_and_the_rest_counted() -> None:
    lines = problem_lines([*map(problem, range(2, 42)), problem(50, "empty", "Date")])
    assert len(lines) == 12
    assert lines[10] == ("30 more", "Status", "–", "Like those above.")
    assert lines[11][:2] == ("50", "Date")


def test_ten_thousand_problems_are_told_in_eleven_lines() -> None:
    problems = [problem(row) for row in range(10_000)]
    assert len(problem_lines(problems)) == 11
