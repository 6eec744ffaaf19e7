"""Eight template-shaped files, loaded one by one into nothing, give what plain loops give."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import manage
from metrics.registry import INDICATORS
from tests.given import USUAL, rows
from tests.metrics.slow_twins import TWINS

# One table per file: the headings of the template, and the same rows as accepted.sql names them.
FILES: dict[str, tuple[str, str]] = {
    "structure.xlsx": (
        "structure",
        """
        directorate | division
        Medicine    | Hospital
        Surgery     | Hospital
        Estates     | Support
        """,
    ),
    "staff_survey.xlsx": (
        "staff_survey",
        """
        period | directorate | staff_group                      | measure | value_kind | respondents | value
        2024   | Medicine    |                                  | E       | score      | 200         | 6.40
        2024   | Surgery     |                                  | E       | score      | 150         | 6.90
        2024   | Estates     |                                  | E       | score      | 100         | 6.10
        2025   | Medicine    |                                  | E       | score      | 210         | 6.85
        2025   | Surgery     |                                  | E       | score      | 160         | 6.92
        2025   | Estates     |                                  | E       | score      | 110         | 6.00
        2025   | Medicine    |                                  | q3f     | percent    | 210         | 61.0
        2025   | Surgery     |                                  | q3f     | percent    | 160         | 55.0
        2025   | Estates     |                                  | q3f     | percent    | 110         | 48.0
        2025   |             | Nursing and Midwifery Registered | E       | score      | 300         | 6.70
        2025   |             | Administrative and Clerical      | E       | score      | 180         | 6.57
        """,
    ),
    "workforce.xlsx": (
        "workforce",
        """
        snapshot_on | directorate | staff_group                      | band | headcount | wte
        30/09/2024  | Medicine    | Nursing and Midwifery Registered | 5    | 300       | 270.5
        30/09/2024  | Medicine    | Administrative and Clerical      | 3    | 100       | 80
        30/09/2024  | Surgery     | Nursing and Midwifery Registered | 6    | 250       | 220
        30/09/2024  | Estates     | Estates and Ancillary            | 2    | 220       | 200
        """,
    ),
    "training people.xlsx": (
        "training_attendance",
        """
        held_on    | course    | staff_key | directorate | staff_group                      | band | status
        14/10/2024 | QI Bronze | 1001      | Medicine    | Nursing and Midwifery Registered | 5    | attended
        14/10/2024 | QI Bronze | 1002      | Medicine    | Administrative and Clerical      | 3    | attended
        11/11/2024 | QI Silver | 1001      | Medicine    | Nursing and Midwifery Registered | 5    | attended
        11/11/2024 | QI Bronze | 1003      | Surgery     | Nursing and Midwifery Registered | 6    | did not attend
        02/12/2024 | QI Bronze | 1003      | Surgery     | Nursing and Midwifery Registered | 6    | attended
        20/10/2025 | QI Bronze | 1004      | Estates     | Estates and Ancillary            | 2    | attended
        """,
    ),
    "training sessions.xlsx": (
        "training_attendance",
        """
        grain   | held_on    | course      | directorate | staff_group                 | booked | attended
        session | 15/01/2025 | QI Bitesize | Surgery     | Administrative and Clerical | 12     | 9
        """,
    ),
    "project_register.xlsx": (
        "project_register",
        """
        project_id | title              | directorate | lead_staff_group                 | started_on | status
        P1         | Fewer falls        | Medicine    | Nursing and Midwifery Registered | 07/10/2024 | testing
        P2         | Quicker discharge  | Medicine    | Administrative and Clerical      | 04/11/2024 | improvement
        P3         | Theatre starts     | Surgery     | Nursing and Midwifery Registered | 03/02/2025 | testing
        P4         | Cleaner corridors  | Estates     | Estates and Ancillary            | 13/10/2025 | idea
        """,
    ),
    "pdsa_log.xlsx": (
        "pdsa_log",
        """
        project_id | cycle | started_on | ended_on   | data_points | outcome
        P1         | 1     | 14/10/2024 | 11/11/2024 | 6           | adapt
        P1         | 2     | 18/11/2024 | 16/12/2024 | 8           | adopt
        P3         | 1     | 10/02/2025 |            | 3           |
        """,
    ),
    "self_assessment.xlsx": (
        "self_assessment",
        """
        assessed_on | item  | level | assessor_role
        12/05/2025  | NI1.1 | 3     | Board
        12/05/2025  | NI5.1 | 2     | Board
        """,
    ),
}
HEADINGS = {
    "period": "survey_year",
    "measure": "question",
    "held_on": "session_date",
    "staff_key": "staff_number",
    "snapshot_on": "snapshot_date",
}
HEADINGS_OF_PROJECTS = {"started_on": "start_date"}
HEADINGS_OF_CYCLES = {"started_on": "started", "ended_on": "ended"}
DECIMALS = {"score": 2, "proportion": 0}  # how values below the trust are shown


def cells(dataset: str, text: str) -> list[list[object]]:
    """The table as the template writes it."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    own = {"project_register": HEADINGS_OF_PROJECTS, "pdsa_log": HEADINGS_OF_CYCLES}.get(
        dataset, {}
    )
    if dataset == "staff_survey":
        kind, value = lines[0].index("value_kind"), lines[0].index("value")
        headings = [
            HEADINGS.get(name, name) for name in lines[0] if name not in ("value_kind", "value")
        ]
        table: list[list[object]] = [["survey", *headings, "score", "percent_positive"]]
        for line in lines[1:]:
            rest = [cell for place, cell in enumerate(line) if place not in (kind, value)]
            score = line[value] if line[kind] == "score" else ""
            table.append(["annual", *rest, score, "" if score else line[value]])
    else:
        table = [[own.get(name, HEADINGS.get(name, name)) for name in lines[0]], *lines[1:]]
        if "grain" in lines[0]:
            table = [line[1:] for line in table]
    return [[_as_typed(cell) for cell in line] for line in table]


def _as_typed(cell: object) -> object:
    text = str(cell)
    if text.count("/") == 2:
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day)
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text or None


def held() -> dict[str, list[dict[str, Any]]]:
    """The rows of all eight files by dataset, for the twins."""
    found: dict[str, list[dict[str, Any]]] = {dataset: [] for dataset in USUAL}
    newest = date(2025, 10, 13)  # the register describes the newest day that it names
    for dataset, text in FILES.values():
        for row in rows(dataset, text).to_pylist():
            if dataset == "project_register":
                row["register_on"] = newest
            found[dataset].append(row)
    return found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that began empty, with the eight files loaded by the command line."""
    place = tmp_path_factory.mktemp("eight")
    folder = place / "data"
    for name, (dataset, text) in FILES.items():
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for line in cells(dataset, text):
            sheet.append(line)
        book.save(place / name)
        assert (
            manage.main(["load", str(place / name), "--data", str(folder), "--empty", "--json"])
            == 0
        )
    return folder


@pytest.mark.parametrize(
    "indicator",
    [
        "engagement", "able_to_improve", "qi_training_coverage", "training_reach",
        "project_starts_rate", "projects_started", "people_trained", "pdsa_cycles_ended",
        "release_to_attend", "training_representation", "lead_representation",
    ],
)  # fmt: skip
@pytest.mark.parametrize("by", ["trust", "division", "directorate", "staff_group"])
def test_the_command_line_tells_what_plain_loops_tell(
    loaded: Path, capsys: pytest.CaptureFixture[str], indicator: str, by: str
) -> None:
    capsys.readouterr()
    manage.main(["values", indicator, "--by", by, "--data", str(loaded), "--json"])
    told = {
        (row["period"], row["unit"], row["group"]): row["value"]
        for row in json.loads(capsys.readouterr().out)
        if row["status"] == "shown"
    }
    expected = {}
    declared = INDICATORS[indicator]
    for (period, breakdown, division, directorate, group, _, _, _), (value, base) in TWINS[
        indicator
    ](held()).items():
        if breakdown != by or (base is not None and base < declared.smallest_denominator):
            continue
        unit = directorate or division or "trust"
        decimals = 10
        if declared.is_opinion:
            decimals = (
                DECIMALS[declared.statistic]
                if by != "trust"
                else {"score": 2, "proportion": 1}[declared.statistic]
            )
        expected[(period, unit, group or None)] = round(value, decimals)
    assert told == pytest.approx(expected)
