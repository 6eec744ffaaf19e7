"""Which datasets do we keep, and when does a new file replace what an earlier one said?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from warehouse.locked import in_memory

ACCEPTED_SQL = (Path(__file__).parent / "accepted.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Dataset:
    """One kind of accepted rows; its columns are the table of the same name in accepted.sql.

    `key` names one thing: the newest upload that holds it counts, once. `restates` names the part
    of the dataset that a file speaks for as a whole: what a file says about one directorate's
    month replaces everything held about that month. `period` is the column that says which period
    a row belongs to, for the coverage of the data held.
    """

    name: str
    title: str
    key: tuple[str, ...]
    restates: tuple[str, ...]
    period: str | None


_SURVEY_LINE = (
    "survey",
    "period",
    "directorate",
    "division",
    "staff_group",
    "band",
    "characteristic",
    "characteristic_group",
    "measure",
    "value_kind",
    "option_code",
    "weighting",
)

_NATIONAL_LINE = (
    "org_id",
    "period",
    "measure",
    "value_kind",
    "option_code",
    "weighting",
    "release",
)

DATASETS = {
    dataset.name: dataset
    for dataset in (
        Dataset("staff_survey", "Staff survey", _SURVEY_LINE, _SURVEY_LINE, "period"),
        Dataset(
            "national_result", "National survey results", _NATIONAL_LINE, _NATIONAL_LINE, "period"
        ),
        Dataset(
            "project_register",
            "Project register",
            ("project_id",),
            ("directorate",),
            None,
        ),
        Dataset("pdsa_log", "PDSA log", ("project_id", "cycle"), ("project_id",), None),
        Dataset(
            "project_team",
            "Project teams",
            ("project_id", "staff_key", "role"),
            ("project_id",),
            None,
        ),
        Dataset(
            "project_progress",
            "Progress scores",
            ("project_id", "scored_on"),
            ("project_id",),
            None,
        ),
        # Starters and leavers come as lists of their own: each speaks for the people it names.
        Dataset("staff_list", "Staff list", ("staff_key", "joined_on"), ("staff_key",), None),
        Dataset(
            "training_attendance",
            "Training attendance",
            ("grain", "held_on", "course", "staff_key", "directorate", "staff_group"),
            ("grain", "period", "directorate"),
            "period",
        ),
        Dataset(
            "workforce",
            "Workforce",
            ("snapshot_on", "directorate", "staff_group", "band"),
            ("snapshot_on", "directorate"),
            "period",
        ),
        Dataset("structure", "Structure", ("directorate", "valid_from"), (), None),
        Dataset(
            "self_assessment",
            "Self-assessment",
            ("assessed_on", "directorate", "item", "assessor_role", "assessor"),
            ("assessed_on", "directorate", "assessor_role"),
            None,
        ),
        # Each list speaks for its directorate (none: the whole trust) as a whole, so that an entry
        # put right under another date or title does not stand beside its old self.
        Dataset(
            "objective",
            "Objectives",
            ("objective", "directorate", "valid_from"),
            ("directorate",),
            None,
        ),
        Dataset("event", "Events", ("title", "directorate", "began_on"), ("directorate",), None),
        Dataset("case_study", "Case studies", ("case_study_id",), ("directorate",), None),
        Dataset(
            "change_readiness",
            "Change readiness",
            ("period", "directorate"),
            ("period", "directorate"),
            "period",
        ),
    )
}


def quoted(names: tuple[str, ...] | list[str]) -> str:
    """Our own declared column names, for use in SQL."""
    return ", ".join(f'"{name}"' for name in names)


@cache
def schema(dataset: str) -> pa.Schema:
    """The columns of a dataset and where each row came from, as accepted.sql declares them."""
    with in_memory() as connection:
        connection.execute(ACCEPTED_SQL)
        columns = (
            connection.sql(f'SELECT * FROM "{DATASETS[dataset].name}"').to_arrow_table().schema
        )
    return columns.append(pa.field("source_sheet", pa.string())).append(
        pa.field("source_row", pa.int32())
    )


def current_rows_sql(dataset: Dataset, accepted: str) -> str:
    """The rows that count now, from a table of accepted rows that carries `upload_number`.

    A row counts when no newer upload restates its part of the dataset and it is the newest of its
    key. The same project in two directorates' registers therefore counts once.
    """
    part = f"PARTITION BY {quoted(dataset.restates)}" if dataset.restates else ""
    return f"""
        SELECT * EXCLUDE (newest_of_part, place_in_key)
        FROM (
            SELECT *,
                   ROW_NUMBER() OVER (
                       PARTITION BY {quoted(dataset.key)}
                       ORDER BY upload_number DESC, source_row DESC
                   ) AS place_in_key
            FROM (
                SELECT *, MAX(upload_number) OVER ({part}) AS newest_of_part
                FROM {accepted}
            ) AS with_newest
            WHERE upload_number = newest_of_part
        ) AS with_place
        WHERE place_in_key = 1
    """
