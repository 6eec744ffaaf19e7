"""Are the gaps the ones an analyst would name, and no others?"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from pandas import DataFrame

from metrics.gaps import coverage_of, month_of, months_to, silent_since
from metrics.grid import Coverage, NilReturn

YEAR = months_to("2026-10")


def held(*rows: tuple[str, str, str]) -> DataFrame:
    """Coverage rows: dataset, period, directorate."""
    return DataFrame(list(rows), columns=["dataset", "period", "directorate"])


def directorates(**began: str | None) -> DataFrame:
    starts = [pd.Timestamp(start) if start else pd.NaT for start in began.values()]
    return DataFrame({"directorate": list(began), "valid_from": starts})


TWO = directorates(Imaging=None, Surgery=None)


def training(**months: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [("training_attendance", month, name) for name, held in months.items() for month in held]


def of(coverage: Coverage, title: str):
    return next(line for line in coverage.by_month.lines if line.title == title)


def gaps(coverage: Coverage, dataset: str) -> list[tuple[tuple[str, ...], str]]:
    return [(gap.directorates, gap.since) for gap in coverage.gaps if gap.expected.id == dataset]


def test_the_grid_ends_with_the_newest_month_held() -> None:
    coverage = coverage_of(held(*training(Surgery=("2026-10",))), TWO)
    assert coverage.by_month.periods[0] == "2025-11"
    assert coverage.by_month.periods[-1] == "2026-10"


@pytest.mark.parametrize(
    ("period", "month"),
    [
        ("2025", "2025-10"),
        ("2026-08", "2026-08"),
        ("2025-Q1", "2025-04"),
        ("2025-Q2", "2025-07"),
        ("2025-Q4", "2026-01"),
    ],
)
def test_each_period_stands_for_a_month(period: str, month: str) -> None:
    assert month_of(period) == month


def test_two_silent_months_at_the_end_are_a_gap_since_the_first_of_them() -> None:
    rows = training(Imaging=YEAR, Surgery=YEAR[:-2])
    assert gaps(coverage_of(held(*rows), TWO), "training_attendance") == [(("Surgery",), "2026-09")]


def test_one_month_without_training_is_no_gap() -> None:
    rows = training(Imaging=YEAR, Surgery=YEAR[:-1])
    assert gaps(coverage_of(held(*rows), TWO), "training_attendance") == []


def test_a_silence_no_longer_than_an_earlier_one_is_no_gap() -> None:
    # silent in months 3 to 5, and again in the last three
    rows = training(Imaging=YEAR, Surgery=(*YEAR[:2], *YEAR[5:9]))
    assert gaps(coverage_of(held(*rows), TWO), "training_attendance") == []


def test_a_silence_is_measured_from_the_first_month_due() -> None:
    assert silent_since(["a", "b", "c", "d"], {"a"}, silence=0) == "b"
    assert silent_since(["a", "b", "c", "d"], {"d"}, silence=0) is None


def test_directorates_silent_since_the_same_month_are_one_gap() -> None:
    three = directorates(Emergency=None, Imaging=None, Surgery=None)
    rows = training(Imaging=YEAR[:-3], Surgery=YEAR[:-3], Emergency=YEAR)
    assert gaps(coverage_of(held(*rows), three), "training_attendance") == [
        (("Imaging", "Surgery"), "2026-08")
    ]


def test_a_cell_counts_how_many_directorates_have_sent() -> None:
    rows = training(Imaging=YEAR, Surgery=YEAR[:-1])
    last = of(coverage_of(held(*rows), TWO), "Training attendance").cells[-1]
    assert (last.state, last.count, last.of) == ("part", 1, 2)


def test_a_directorate_is_expected_only_from_the_month_it_began() -> None:
    new = directorates(Imaging=None, Surgery="2026-08-01")
    rows = training(Imaging=YEAR, Surgery=("2026-08", "2026-09", "2026-10"))
    coverage = coverage_of(held(*rows), new)
    assert of(coverage, "Training attendance").cells[0].state == "held"
    assert coverage.of_directorates["training_attendance"].lines[1].cells[0].state == "not due"


def test_the_newest_register_also_holds_the_months_before_it() -> None:
    rows = held(
        ("project_register", "2026-10", "Imaging"), ("project_register", "2026-08", "Surgery")
    )
    coverage = coverage_of(rows, TWO)
    states = [cell.state for cell in of(coverage, "Project register").cells]
    assert states == ["held"] * 10 + ["part"] * 2
    assert gaps(coverage, "project_register") == [(("Surgery",), "2026-09")]


def test_workforce_is_due_in_march_and_september_only() -> None:
    rows = held(
        *(("workforce", "2026-03", name) for name in ("Imaging", "Surgery")),
        *training(Imaging=("2026-10",)),
    )
    coverage = coverage_of(rows, TWO)
    due = {
        period
        for period, cell in zip(
            coverage.by_month.periods, of(coverage, "Workforce").cells, strict=True
        )
        if cell.state != "not due"
    }
    assert due == {"2026-03", "2026-09"}
    assert gaps(coverage, "workforce") == [((), "2026-09")]


def test_a_dataset_of_which_nothing_is_held_is_a_gap_without_a_date() -> None:
    coverage = coverage_of(held(*training(Imaging=YEAR, Surgery=YEAR)), TWO)
    assert gaps(coverage, "pdsa_log") == [((), "")]
    assert of(coverage, "PDSA log").note == "nothing held"


def test_self_assessments_are_shown_where_held_and_never_missed() -> None:
    coverage = coverage_of(held(("self_assessment", "2026-05", "")), TWO)
    assert gaps(coverage, "self_assessment") == []
    assert [cell.state for cell in of(coverage, "Self-assessment").cells] == ["not due"] * 11 + [
        "held"
    ]


def test_an_event_planned_for_next_spring_makes_nothing_late() -> None:
    rows = [*training(Imaging=YEAR, Surgery=YEAR), ("event", "2027-04", "")]
    assert coverage_of(held(*rows), TWO).by_month.periods == YEAR


def test_a_wave_missing_between_two_is_shown_as_none() -> None:
    rows = held(
        *(("staff_survey", year, name) for year in ("2023", "2025") for name in TWO["directorate"])
    )
    waves = coverage_of(rows, TWO).by_wave
    assert [period[:4] for period in waves.periods] == ["2023", "2024", "2025"]
    assert [cell.state for cell in waves.lines[0].cells] == ["held", "none", "held"]


def test_an_empty_warehouse_has_gaps_and_no_months() -> None:
    coverage = coverage_of(held(), directorates())
    assert coverage.by_month.periods == ()
    assert {gap.since for gap in coverage.gaps} == {""}


def test_what_is_expected_of_nobody_does_not_lengthen_the_grid() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR), ("case_study", "2026-12", ""))
    assert coverage_of(rows, TWO).by_month.periods[-1] == "2026-10"


# --- late, and told us nothing ----------------------------------------------------------------


def came(*rows: tuple[str, str, str, str]) -> DataFrame:
    """Arrivals: dataset, period, directorate, day."""
    frame = DataFrame(list(rows), columns=["dataset", "period", "directorate", "first_uploaded_at"])
    return frame.assign(first_uploaded_at=pd.to_datetime(frame["first_uploaded_at"]))


def late(coverage: Coverage, name: str, dataset: str = "training_attendance") -> dict[str, int]:
    grid = coverage.of_directorates[dataset]
    line = next(line for line in grid.lines if line.title == name)
    return {
        period: cell.days_late
        for period, cell in zip(grid.periods, line.cells, strict=True)
        if cell.days_late
    }


BEGAN = ("training_attendance", "2025-11", "Imaging", "2025-12-01")


def test_days_late_are_counted_from_the_tenth_of_the_next_month() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR))
    arrivals = came(
        BEGAN,
        ("training_attendance", "2026-09", "Surgery", "2026-10-10"),
        ("training_attendance", "2026-10", "Surgery", "2026-11-19"),
    )
    coverage = coverage_of(rows, TWO, arrivals)
    assert late(coverage, "Surgery") == {"2026-10": 9}
    assert of(coverage, "Training attendance").cells[-1].days_late == 9


def test_what_fell_due_before_the_dataset_first_came_is_not_called_late() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR))
    arrivals = came(*(("training_attendance", month, "Surgery", "2026-11-22") for month in YEAR))
    assert late(coverage_of(rows, TWO, arrivals), "Surgery") == {}


def test_the_first_return_of_a_month_counts_not_the_one_that_restated_it() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR))
    arrivals = came(
        BEGAN,
        ("training_attendance", "2026-09", "Surgery", "2026-10-12"),
        ("training_attendance", "2026-09", "Surgery", "2026-11-20"),
    )
    assert late(coverage_of(rows, TWO, arrivals), "Surgery") == {"2026-09": 2}


def nil(*months: str, dataset: str = "training_attendance") -> list[NilReturn]:
    return [NilReturn(dataset, month, "Surgery") for month in months]


def test_a_nil_return_closes_the_gap() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR[:-2]))
    coverage = coverage_of(rows, TWO, nil_returns=nil("2026-09", "2026-10"))
    assert gaps(coverage, "training_attendance") == []


def test_a_nil_return_is_known_to_be_nought_and_counts_as_told() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR[:-1]))
    coverage = coverage_of(rows, TWO, nil_returns=nil("2026-10"))
    last = of(coverage, "Training attendance").cells[-1]
    assert (last.state, last.count, last.of, last.nil) == ("held", 2, 2, 1)
    surgery = coverage.of_directorates["training_attendance"].lines[1].cells[-1]
    assert surgery.state == "nil"


def test_rows_that_came_after_all_count_before_a_nil_return() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR))
    coverage = coverage_of(rows, TWO, nil_returns=nil("2026-10"))
    assert coverage.of_directorates["training_attendance"].lines[1].cells[-1].state == "held"


def test_a_nil_return_speaks_of_its_own_dataset_only() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR[:-2]))
    coverage = coverage_of(rows, TWO, nil_returns=nil("2026-09", "2026-10", dataset="pulse"))
    assert gaps(coverage, "training_attendance") == [(("Surgery",), "2026-09")]


def test_a_month_is_missing_only_once_its_day_has_passed() -> None:
    rows = held(
        ("project_register", "2026-10", "Imaging"), ("project_register", "2026-09", "Surgery")
    )
    before = coverage_of(rows, TWO, today=date(2026, 11, 10))
    after = coverage_of(rows, TWO, today=date(2026, 11, 11))
    assert gaps(before, "project_register") == []
    assert gaps(after, "project_register") == [(("Surgery",), "2026-10")]


def test_months_that_nobody_sent_are_in_the_grid_as_at_today() -> None:
    rows = held(*training(Imaging=YEAR, Surgery=YEAR))
    coverage = coverage_of(rows, TWO, today=date(2027, 1, 11))
    assert coverage.by_month.periods[-1] == "2026-12"
    assert gaps(coverage, "training_attendance") == [((), "2026-11")]


def test_a_log_of_unknown_projects_is_the_trust_s_as_a_whole() -> None:
    rows = held(*(("pdsa_log", month, "") for month in YEAR))
    coverage = coverage_of(rows, TWO)
    assert gaps(coverage, "pdsa_log") == []
    assert "pdsa_log" not in coverage.of_directorates
