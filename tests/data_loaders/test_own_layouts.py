"""Is a sheet whose headings somebody explained read so, and known again next month?"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from data_loaders.own_layouts import (
    IN_SHEET_NAME,
    IN_TITLE,
    OwnLayout,
    forget,
    from_record,
    remembered,
)
from data_loaders.pipeline import Checked, check, say
from data_loaders.problems import MappingWrong
from data_loaders.workbook import Cell
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import Rows, xlsx

FOREIGN = ("Nr", "Was", "Where", "Who leads", "Kick-off", "State of play", "Contact")
REGISTER = OwnLayout(
    "project_register",
    "register",
    {
        "Nr": "project_id",
        "Was": "title",
        "Where": "directorate",
        "Who leads": "lead_staff_group",
        "Kick-off": "started_on",
        "State of play": "status",
    },
    not_read=("Contact",),
)
JANUARY = ["A1", "Shorter waits", "Emergency", "A&C", date(2026, 1, 5), "testing", "Ann Other"]
FEBRUARY = ["A2", "Safer lifts", "General Surgery", "A&C", date(2026, 2, 9), "idea", "Bo Other"]

HEADCOUNT = OwnLayout(
    "workforce",
    "headcount",
    {"Bit of the trust": "directorate", "Sort": "staff_group", "Bodies": "headcount"},
    constants={"snapshot_on": "30/09/2026"},
)
BODIES: Rows = [("Bit of the trust", "Sort", "Bodies"), ("Emergency", "A&C", 12)]


def said(
    store: Store, own: OwnLayout, rows: Rows | dict[str, Rows], name: str = "register.xlsx"
) -> Checked:
    return say(xlsx(rows), name, store.folder, store.register, own, "Jo Marsh")


def register_of(*rows: list[Cell], headings: tuple[str, ...] = FOREIGN) -> bytes:
    return xlsx([headings, *rows])


def test_a_register_with_foreign_headings_is_read_as_somebody_says(store: Store) -> None:
    checked = said(store, REGISTER, [FOREIGN, JANUARY])
    assert (checked.outcome, checked.dataset, column(checked, "title")) == (
        "accept",
        "project_register",
        ["Shorter waits"],
    )


def test_next_months_file_is_known_by_its_headings(store: Store) -> None:
    assert store.check(register_of(FEBRUARY)).outcome == "refuse"
    said(store, REGISTER, [FOREIGN, JANUARY])
    checked = store.check(register_of(FEBRUARY))
    assert (checked.outcome, column(checked, "project_id")) == ("accept", ["A2"])
    assert checked.own_layout is not None
    assert checked.own_layout.said.startswith("as Jo Marsh said on ")


def test_order_case_and_added_columns_do_not_matter(store: Store) -> None:
    said(store, REGISTER, [FOREIGN, JANUARY])
    headings = ("Budget", *(heading.upper() for heading in FOREIGN[::-1]))
    checked = store.check(register_of(["£5", *FEBRUARY[::-1]], headings=headings))
    assert column(checked, "title") == ["Safer lifts"]
    assert checked.ignored_columns == ("Budget", "CONTACT")


def test_a_heading_that_has_gone_is_asked_about_not_guessed(store: Store) -> None:
    said(store, REGISTER, [FOREIGN, JANUARY])
    headings = tuple(heading.replace("Kick-off", "Began on") for heading in FOREIGN)
    [problem] = store.check(register_of(FEBRUARY, headings=headings)).problems
    assert problem.code == "heading_gone"
    assert 'but "Kick-off" is gone. Say what stands for it now.' in problem.message


def test_a_column_not_read_in_is_not_kept(store: Store) -> None:
    checked = said(store, REGISTER, [FOREIGN, JANUARY])
    assert checked.ignored_columns == ("Contact",)
    assert "Ann Other" not in str(checked.rows)


def test_what_the_trust_said_counts_before_what_we_declared(store: Store) -> None:
    headings = ("Ref", "Title", "Area", "Lead staff group", "Start date", "Stage", "Also involves")
    row = ["A1", "Waits", "Acute Medicine", "A&C", date(2026, 1, 5), "idea", "Emergency"]
    own = replace(
        REGISTER,
        columns={
            **dict(zip(headings[:2], ("project_id", "title"), strict=True)),
            "Area": "other_directorates",
            **dict(zip(headings[3:6], ("lead_staff_group", "started_on", "status"), strict=True)),
            "Also involves": "directorate",
        },
        not_read=(),
    )
    assert column(store.check_rows(headings, row), "directorate") == ["Acute Medicine"]
    said(store, own, [headings, row])
    assert column(store.check_rows(headings, row), "directorate") == ["Emergency"]


def test_a_column_without_heading_is_called_by_its_letter(store: Store) -> None:
    own = replace(REGISTER, columns={**REGISTER.columns, "Column A": "project_id"})
    own = replace(own, columns={k: v for k, v in own.columns.items() if k != "Nr"})
    checked = said(store, own, [("", *FOREIGN[1:]), JANUARY])
    assert column(checked, "project_id") == ["A1"]


def test_of_two_headings_alike_each_can_be_meant(store: Store) -> None:
    headings = (*FOREIGN[:4], "Date", "State of play", "Date")
    columns = {**REGISTER.columns, "Date": "started_on", "Date (column G)": "ended_on"}
    own = replace(REGISTER, columns={k: v for k, v in columns.items() if k != "Kick-off"})
    row = [*JANUARY[:6], date(2026, 3, 1)]
    checked = said(store, own, [headings, row])
    assert column(checked, "ended_on") == [date(2026, 3, 1)]


def test_nothing_is_remembered_of_a_file_that_cannot_be_read_so(store: Store) -> None:
    swapped = {**REGISTER.columns, "Kick-off": "status", "State of play": "started_on"}
    said(store, replace(REGISTER, columns=swapped), [FOREIGN, JANUARY])
    assert remembered(store.register) == []


def test_saying_it_anew_replaces_what_was_said_of_these_headings(store: Store) -> None:
    said(store, REGISTER, [FOREIGN, JANUARY])
    columns = {**REGISTER.columns, "Contact": "has_coach"}
    said(store, replace(REGISTER, columns=columns, not_read=()), [FOREIGN, JANUARY])
    [own] = remembered(store.register)
    assert own.columns["Contact"] == "has_coach"


def test_what_is_forgotten_is_strange_again(store: Store) -> None:
    said(store, REGISTER, [FOREIGN, JANUARY])
    forget(store.register, remembered(store.register)[0], "Jo Marsh")
    assert store.check(register_of(FEBRUARY)).outcome == "refuse"


# --- what holds for the whole file -----------------------------------------------------------------


def test_a_day_for_the_whole_file_stands_in_every_row(store: Store) -> None:
    checked = said(store, HEADCOUNT, BODIES)
    assert column(checked, "snapshot_on") == [date(2026, 9, 30)]


def test_next_months_file_is_asked_for_its_own_day(store: Store) -> None:
    said(store, HEADCOUNT, BODIES)
    [problem] = store.check(xlsx([BODIES[0], ("Emergency", "A&C", 13)])).problems
    assert problem.code == "constant_needed"
    assert "no column says on which day people were counted" in problem.message


@pytest.mark.parametrize(
    ("sheet", "above"), [("Staff Oct 2026", ""), ("Sheet1", "Staff in post as at 1 October 2026")]
)
def test_a_day_in_the_title_is_read_again_each_month(store: Store, sheet: str, above: str) -> None:
    own = replace(HEADCOUNT, constants={"snapshot_on": IN_TITLE})
    assert said(store, own, {"Staff Sep 2026": BODIES}).rows_ready == 1
    checked = store.check(xlsx({sheet: [(above or None,), *BODIES]}))
    assert column(checked, "snapshot_on") == [date(2026, 10, 1)]


def test_of_two_days_in_a_title_none_is_taken(store: Store) -> None:
    own = replace(HEADCOUNT, constants={"snapshot_on": IN_TITLE})
    above = ("Staff from 1 October 2026 to 31 October 2026",)
    assert said(store, own, [above, *BODIES]).outcome == "refuse"


def test_sheets_named_after_directorates_say_whose_they_are(store: Store) -> None:
    columns = {"Sort": "staff_group", "Bodies": "headcount"}
    own = replace(
        HEADCOUNT,
        columns=columns,
        constants={"snapshot_on": "30/09/2026", "directorate": IN_SHEET_NAME},
    )
    rows = [row[1:] for row in BODIES]
    checked = said(store, own, {"Emergency": rows, "Acute Medicine": rows})
    assert column(checked, "directorate") == ["Emergency", "Acute Medicine"]


def test_another_directorates_file_with_the_same_headings_is_asked_whose_it_is(
    store: Store,
) -> None:
    headings = tuple(heading for heading in FOREIGN if heading != "Where")
    rows = [headings, [cell for cell in JANUARY if cell != "Emergency"]]
    own = replace(
        REGISTER,
        columns={k: v for k, v in REGISTER.columns.items() if k != "Where"},
        constants={"directorate": "Emergency"},
    )
    said(store, own, rows, "Emergency projects Jan 2026.xlsx")
    again = store.check(xlsx(rows), "Emergency projects Feb 2026.xlsx")
    assert column(again, "directorate") == ["Emergency"]
    assert "Directorate is Emergency in every row" in told(again, "said_for_file")[0].message
    others = store.check(xlsx(rows), "Surgery projects Feb 2026.xlsx")
    assert [problem.code for problem in others.problems] == ["constant_needed"]


# --- a table with a column for each measure --------------------------------------------------------


GRID: Rows = [
    ("Locality", "Replies", "Staff engagement", "Can make improvements", "Not asked"),
    ("Emergency", 120, 6.7, 55.5, None),
    ("Trust", 900, 6.9, 58.0, None),
]
MEASURES = OwnLayout(
    "staff_survey",
    "template",
    {"Locality": "directorate", "Replies": "respondents"},
    measures={"Staff engagement": "E", "Can make improvements": "q3f", "Not asked": "q25c"},
    constants={"survey_year": "2021"},
)


def test_a_column_for_each_measure_becomes_a_line_for_each(store: Store) -> None:
    checked = said(store, MEASURES, GRID)
    assert checked.rows is not None
    lines = checked.rows.select(["directorate", "measure", "value"]).to_pylist()
    assert [tuple(line.values()) for line in lines] == [
        ("Emergency", "E", 6.7),
        (None, "E", 6.9),
        ("Emergency", "q3f", 55.5),
        (None, "q3f", 58.0),
    ]


def test_a_measure_without_any_number_is_told_and_left_out(store: Store) -> None:
    checked = said(store, MEASURES, GRID)
    assert told(checked, "nothing_given")[0].message == '"Not asked": no number at all. Left out.'


# --- what cannot be meant ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({**REGISTER.columns, "Contact": "phone"}, 'no column "phone" in a project register'),
        ({**REGISTER.columns, "Contact": "title"}, "are both read as Title"),
        ({"Nr": "project_id"}, "Nothing says yet what the project is called"),
    ],
)
def test_a_mapping_that_cannot_be_is_told(store: Store, columns: dict[str, str], says: str) -> None:
    with pytest.raises(MappingWrong, match=says):
        said(store, replace(REGISTER, columns=columns), [FOREIGN, JANUARY])


def test_a_mapping_can_be_written_as_json(store: Store) -> None:
    written = json.dumps(
        {
            "dataset": "project_register",
            "layout": "register",
            "columns": {**REGISTER.columns, "Contact": None},
        }
    )
    assert from_record(json.loads(written)) == REGISTER


def test_a_file_without_the_headings_that_were_said_is_refused(store: Store) -> None:
    checked = check(
        xlsx(BODIES), "h.xlsx", store.folder, store.register, "project_register", REGISTER
    )
    assert [problem.code for problem in checked.problems] == ["heading_gone"]
