"""Which plain facts stand beside the indicators: directorates, coverage, own judgement, events?"""

from __future__ import annotations

from collections.abc import Callable

import duckdb
from pandas import DataFrame

from metrics.structure import LedTo
from metrics.trained_people import (
    HIGH_BANDS,
    LOW_BANDS,
    MIDDLE_BANDS,
    one_of,
    trained_and_headcount,
)
from settings import Settings
from warehouse.datasets import DATASETS
from warehouse.lasting_names import structure_of
from warehouse.people_facts import after_training
from warehouse.project_facts import objectives, project_counts, projects, together

FEWEST_ASSESSORS = 3  # of one item, before their disagreement is a number


def directorates(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """Every directorate that exists or existed, with its newest headcount."""
    return connection.execute(
        """
        WITH newest AS (
            SELECT directorate, SUM(headcount) AS headcount
            FROM workforce
            WHERE snapshot_on = (SELECT MAX(snapshot_on) FROM workforce)
            GROUP BY directorate
        ),
        named AS (
            SELECT directorate FROM directorate_time
            UNION
            SELECT directorate FROM directorate_held
            UNION
            SELECT directorate FROM staff_survey WHERE directorate IS NOT NULL
        )
        SELECT
            named.directorate,
            COALESCE(MAX(structure.division_today), '') AS division,
            -- A directorate that changed its division has several stretches: it began with the
            -- first and goes on while one of them has no end.
            CASE WHEN COUNT(structure.valid_from) = COUNT(structure.directorate)
                THEN MIN(structure.valid_from) END AS valid_from,
            CASE WHEN COUNT(structure.valid_to) = COUNT(structure.directorate)
                THEN MAX(structure.valid_to) END AS valid_to,
            MAX(structure.became) AS became,
            MAX(newest.headcount) AS headcount
        FROM named
        LEFT JOIN directorate_time AS structure ON structure.directorate = named.directorate
        LEFT JOIN newest ON newest.directorate = named.directorate
        GROUP BY named.directorate
        ORDER BY named.directorate
        """
    ).df()


def directorate_names(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """What each name that a directorate has or had leads to today, for those who lead one."""
    return DataFrame(structure_of(connection).led_to, columns=LedTo._fields)


def training_reach(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """Who has improvement training in the newest month, by staff group and band group."""
    bands = f"""CASE
                WHEN {one_of("band", LOW_BANDS)} THEN '1 to 4'
                WHEN {one_of("band", MIDDLE_BANDS)} THEN '5 to 7'
                WHEN {one_of("band", HIGH_BANDS)} THEN '8a and above'
                WHEN band IS NULL THEN ''
                ELSE 'other'
            END"""
    return connection.execute(
        f"""
        WITH counted AS ({trained_and_headcount()})
        SELECT
            period,
            COALESCE(staff_group, '') AS staff_group,
            {bands} AS bands,
            CAST(SUM(numerator) AS INTEGER) AS trained,
            CAST(SUM(denominator) AS INTEGER) AS headcount
        FROM counted
        WHERE period = (SELECT MAX(period) FROM month_of_training)
        GROUP BY 1, 2, 3
        ORDER BY 2, 3
        """
    ).df()


def staff_mix(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """Headcount by directorate and staff group at the newest snapshot."""
    return connection.execute(
        """
        SELECT
            directorate,
            COALESCE(staff_group, '') AS staff_group,
            CAST(SUM(headcount) AS INTEGER) AS headcount
        FROM workforce
        WHERE snapshot_on = (SELECT MAX(snapshot_on) FROM workforce)
        GROUP BY directorate, COALESCE(staff_group, '')
        ORDER BY directorate, staff_group
        """
    ).df()


def self_assessed(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """The trust's and its directorates' own judgement of each component: its items' median level,
    how often each level was given, and how far assessors of one item are apart."""
    return connection.execute(
        """
        WITH answer AS (
            SELECT
                'N' || REPLACE(SUBSTR(REPLACE(item, 'NI', ''), 1, 1), ' ', '') AS component,
                assessed_on,
                COALESCE(assessor_role, '') AS assessor_role,
                COALESCE(directorate, '') AS directorate,
                item,
                level
            FROM self_assessment
        ),
        item_apart AS (
            SELECT
                component,
                assessed_on,
                assessor_role,
                directorate,
                item,
                QUANTILE_CONT(level, 0.75) - QUANTILE_CONT(level, 0.25) AS apart
            FROM answer
            GROUP BY component, assessed_on, assessor_role, directorate, item
            HAVING COUNT(*) >= ?
        ),
        apart AS (
            SELECT component, assessed_on, assessor_role, directorate, MEDIAN(apart) AS spread
            FROM item_apart
            GROUP BY component, assessed_on, assessor_role, directorate
        )
        SELECT
            answer.component,
            answer.assessed_on,
            answer.assessor_role,
            answer.directorate,
            MEDIAN(answer.level) AS level,
            COUNT(DISTINCT answer.item) AS items,
            COUNT(CASE WHEN answer.level = 1 THEN 1 END) AS level_1,
            COUNT(CASE WHEN answer.level = 2 THEN 1 END) AS level_2,
            COUNT(CASE WHEN answer.level = 3 THEN 1 END) AS level_3,
            COUNT(CASE WHEN answer.level = 4 THEN 1 END) AS level_4,
            COUNT(CASE WHEN answer.level = 5 THEN 1 END) AS level_5,
            MAX(apart.spread) AS spread
        FROM answer
        LEFT JOIN apart
            ON apart.component = answer.component
            AND apart.assessed_on = answer.assessed_on
            AND apart.assessor_role = answer.assessor_role
            AND apart.directorate = answer.directorate
        GROUP BY
            answer.component, answer.assessed_on, answer.assessor_role, answer.directorate
        ORDER BY 2, 1, 3, 4
        """,
        [FEWEST_ASSESSORS],
    ).df()


_KIND_OF_LINE = """CASE
                WHEN characteristic IS NOT NULL THEN 'characteristic'
                WHEN directorate IS NOT NULL THEN 'directorate'
                WHEN division IS NOT NULL AND staff_group IS NOT NULL THEN 'division_staff_group'
                WHEN staff_group IS NOT NULL THEN 'staff_group'
                WHEN division IS NOT NULL THEN 'division'
                WHEN band IS NOT NULL THEN 'band'
                ELSE 'trust'
            END"""


# Which period and whose directorate a row speaks of, where its columns do not say it by name.
_PERIOD = {
    "project_register": "STRFTIME(register_on, '%Y-%m')",
    "pdsa_log": "STRFTIME(COALESCE(ended_on, started_on), '%Y-%m')",
    "project_team": "''",
    "project_progress": "STRFTIME(scored_on, '%Y-%m')",
    "staff_list": "STRFTIME(listed_on, '%Y-%m')",
    "structure": "''",
    "self_assessment": "STRFTIME(assessed_on, '%Y-%m')",
    "objective": "''",
    "event": "STRFTIME(began_on, '%Y-%m')",
    "case_study": "STRFTIME(published_on, '%Y-%m')",
}
_DIRECTORATE = {
    # A cycle, a score and a team belong to the directorate that leads the project.
    **{
        dataset: f"""(
        SELECT lead.directorate FROM project_register AS lead
        WHERE lead.project_id = {dataset}.project_id
    )"""
        for dataset in ("pdsa_log", "project_team", "project_progress")
    },
    "national_result": "NULL",
    "structure": "NULL",
}


def period_and_directorate(
    dataset: str, called: tuple[str, str] = ("period", "directorate")
) -> str:
    """The two columns, for a SELECT from rows named as their dataset is; '' the trust as a whole."""
    period, directorate = called
    return (
        f"{_PERIOD.get(dataset, 'period')} AS {period}, "
        f"COALESCE({_DIRECTORATE.get(dataset, 'directorate')}, '') AS {directorate}"
    )


def coverage(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """What each upload brought, by period and directorate: sheet, first and last row, how many."""
    selects = [
        f"""
        SELECT
            upload_number,
            '{name}' AS dataset,
            {period_and_directorate(name)},
            {"measure" if name == "staff_survey" else "''"} AS measure,
            {_KIND_OF_LINE if name == "staff_survey" else "''"} AS breakdown,
            {"weighting" if name == "staff_survey" else "''"} AS weighting,
            source_sheet AS sheet,
            MIN(source_row) AS first_row,
            MAX(source_row) AS last_row,
            COUNT(*) AS rows
        FROM "{name}"
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        """
        for name in DATASETS
    ]
    return connection.execute(" UNION ALL ".join(selects)).df()


def arrivals(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """When each directorate's period first came in, whether or not a later upload restated it."""
    return connection.execute(
        """
        SELECT dataset, period, directorate, MIN(upload_number) AS upload_number
        FROM came_in
        GROUP BY dataset, period, directorate
        ORDER BY dataset, period, directorate
        """
    ).df()


def events(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """What happened to the trust and its directorates, oldest first."""
    return connection.execute(
        """
        SELECT
            title, kind, began_on, ended_on, COALESCE(directorate, '') AS directorate, agreed_on,
            agreed_by
        FROM event
        ORDER BY began_on, directorate, title
        """
    ).df()


FACTS: dict[str, Callable[[duckdb.DuckDBPyConnection, Settings], DataFrame]] = {
    "directorate": directorates,
    "directorate_name": directorate_names,
    "project": projects,
    "project_count": project_counts,
    "objective": objectives,
    "works_together": together,
    "training_reach": training_reach,
    "after_training": after_training,
    "staff_mix": staff_mix,
    "self_assessed": self_assessed,
    "event": events,
    "coverage": coverage,
    "arrival": arrivals,
}
