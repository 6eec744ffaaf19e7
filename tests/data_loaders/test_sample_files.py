"""Does every file of the fictitious trust load, and only what is odd on purpose stay out?"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from data_loaders.pipeline import Checked, accept, check
from data_loaders.recognise import LAYOUTS
from sample_data.lists import STAFF_GROUPS
from sample_data.staff_record import CENSUS
from sample_data.workforce import by_band, headcount, name_on
from warehouse.datasets import DATASETS
from warehouse.register import open_register, remember_meaning

SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"
FILES = sorted((SAMPLE_DATA / "files").iterdir())
# What is planted in a file beside its rows: codes of the problems that only warn.
PLANTED = {
    "03": {"split_not_kept", "withheld_at_source"},
    "05": {"rows_not_kept", "withheld_at_source"},
    "06": {"repeated", "withheld_at_source"},
    "10": {"withheld_at_source"},
    "16": {"totals_row", "note_between_rows"},
    "21": {"not_in_post"},
    "22": {"columns_not_read", "withheld_at_source"},
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    """All files, checked and accepted one after another, as the demonstration loads them."""
    folder = tmp_path_factory.mktemp("trust")
    register = open_register(folder)
    with (SAMPLE_DATA / "names.csv").open(encoding="utf-8", newline="") as names:
        for row in csv.DictReader(names):
            remember_meaning(register, row["kind"], row["written"], row["meaning"], "Jo Marsh")
    found = {}
    for file in FILES:
        found[file.name] = check(file.read_bytes(), file.name, folder, register)
        accept(found[file.name], folder, register, "Jo Marsh", hold_bad_rows=False)
    register.dispose()
    return found


@pytest.mark.parametrize("name", [file.name for file in FILES])
def test_a_file_of_the_fictitious_trust_is_ready_as_it_is(
    checked: dict[str, Checked], name: str
) -> None:
    one = checked[name]
    assert (one.outcome, one.rows_held) in (("accept", 0), ("warn", 0))
    assert {problem.code for problem in one.problems} <= PLANTED.get(name[:2], set())


def test_the_fictitious_trusts_files_hold_every_dataset(checked: dict[str, Checked]) -> None:
    assert {one.dataset for one in checked.values()} == set(DATASETS)


def test_every_layout_has_a_file_that_shows_it(checked: dict[str, Checked]) -> None:
    shown = {(one.dataset, one.layout) for one in checked.values()}
    assert {(layout.dataset, layout.name) for layout in LAYOUTS} == shown


def test_two_directorates_in_a_cell_of_the_sample_register_are_both_kept(
    checked: dict[str, Checked],
) -> None:
    register = checked["11 Project register Oct 2026.xlsx"].rows
    assert register is not None
    assert register.column("other_directorates").drop_null().num_chunks > 0
    assert len(register.column("other_directorates").drop_null()) > 0


def test_the_staff_record_is_counted_to_the_headcount_by_group_and_band(
    checked: dict[str, Checked],
) -> None:
    record = checked["21 Staff record Sep 2026.xlsx"].rows
    assert record is not None
    counted = {
        (row["directorate"], row["staff_group"], row["band"]): row["headcount"]
        for row in record.to_pylist()
        if row["headcount"]
    }
    expected: Counter[tuple[str, str, str]] = Counter()
    for unit, by_group in enumerate(headcount(CENSUS)):
        for place, group in enumerate(STAFF_GROUPS):
            for band, people in by_band(unit, place, int(by_group[place])).items():
                expected[name_on(unit, CENSUS), group, band] += people
    assert counted == expected
