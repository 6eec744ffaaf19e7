"""What became of the people who were trained, as far as lists of teams tell? Counts, nobody by name."""

from __future__ import annotations

import duckdb
from pandas import DataFrame

from settings import Settings


def after_training(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """How many of those trained went on to a team, a tested change, a case study: the newest month.

    No row where no list of teams is held: nobody on a team would be read as nobody at work.
    """
    return connection.execute(
        """
        WITH newest AS (
            SELECT period, staff_key
            FROM trained_and_followed
            WHERE period = (SELECT MAX(period) FROM trained_and_followed)
        ),
        acted AS (
            SELECT
                after.staff_key,
                MAX(
                    CASE WHEN project.first_test_on IS NOT NULL OR log.project_id IS NOT NULL
                        THEN 1 ELSE 0 END
                ) AS has_tested,
                MAX(
                    CASE WHEN
                        (project.first_test_on IS NOT NULL OR log.project_id IS NOT NULL)
                        AND project.case_study_on IS NOT NULL
                        THEN 1 ELSE 0 END
                ) AS has_shared
            FROM project_after_training AS after
            JOIN newest
                ON newest.period = after.period
                AND newest.staff_key = after.staff_key
            JOIN project_register AS project ON project.project_id = after.project_id
            LEFT JOIN (SELECT DISTINCT project_id FROM pdsa_log) AS log
                ON log.project_id = project.project_id
            GROUP BY after.staff_key
        )
        SELECT
            newest.period,
            COUNT(*) AS trained,
            COUNT(acted.staff_key) AS on_team,
            COALESCE(SUM(acted.has_tested), 0) AS tested,
            COALESCE(SUM(acted.has_shared), 0) AS shared
        FROM newest
        LEFT JOIN acted ON acted.staff_key = newest.staff_key
        WHERE EXISTS (SELECT 1 FROM project_team)
        GROUP BY newest.period
        """
    ).df()
