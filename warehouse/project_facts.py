"""Which projects are there, at which stage, for which objective, and who works with whom?"""

from __future__ import annotations

import duckdb
import pyarrow as pa
from pandas import DataFrame

from metrics.compute import called_then
from metrics.practice import FEATURES
from metrics.working_together import pairs
from settings import Settings
from warehouse.lasting_names import structure_of

# The projects live at the newest register's date, by number.
_LIVE = """
    SELECT project_id
    FROM live_project
    WHERE period = (SELECT STRFTIME(MAX(register_on), '%Y-%m') FROM project_register)
"""
# Each project under the directorate that leads it today (_led_today).
_PROJECT = """
    SELECT
        project_register.project_id,
        led_today.directorate,
        project_register.other_directorates,
        project_register.status,
        project_register.started_on,
        project_register.idea_source,
        project_register.lead_staff_group,
        project_register.objective
    FROM project_register
    JOIN led_today ON led_today.project_id = project_register.project_id
"""
# Objectives of the trust or of a directorate that are in force at the newest register's date.
_IN_FORCE = """
    SELECT
        objective.objective,
        COALESCE(objective.directorate, '') AS directorate,
        MAX(objective.description) AS description,
        MAX(objective.owner_role) AS owner_role
    FROM objective
    CROSS JOIN (SELECT MAX(register_on) AS register_on FROM project_register) AS today
    WHERE COALESCE(objective.valid_from, today.register_on) <= today.register_on
        AND COALESCE(objective.valid_to, today.register_on) >= today.register_on
    GROUP BY 1, 2
"""


def projects(connection: duckdb.DuckDBPyConnection, settings: Settings) -> DataFrame:
    """Every project, with what it needs from its lead as at the register's date and what its log shows."""
    _led_today(connection)
    return connection.execute(
        f"""
        WITH cycles AS (
            SELECT project_id, MAX(ended_on) AS last_cycle_on FROM pdsa_log GROUP BY project_id
        ),
        today AS (
            SELECT MAX(register_on) AS register_on FROM project_register
        ),
        live AS ({_LIVE})
        SELECT
            project_register.project_id,
            project_register.title,
            led_today.directorate,
            project_register.lead_staff_group,
            project_register.objective,
            project_register.started_on,
            project_register.ended_on,
            project_register.status,
            project_register.updated_on,
            project_register.has_coach,
            project_register.outcome_measures >= 1 AS is_measured,
            live.project_id IS NOT NULL AS is_live,
            cycles.last_cycle_on,
            COALESCE(pdsa_practice.cycles, 0) AS cycles,
            {", ".join(f"pdsa_practice.{feature}" for feature in FEATURES)},
            CASE
                WHEN project_register.ended_on IS NOT NULL
                    OR project_register.status IN ('completed', 'stopped', 'sustained') THEN ''
                WHEN project_register.updated_on < today.register_on - TO_DAYS(?) THEN 'stale'
                WHEN project_register.status = 'testing'
                    AND COALESCE(cycles.last_cycle_on, project_register.started_on)
                        < today.register_on - TO_DAYS(?) THEN 'stuck'
                WHEN project_register.status IN ('testing', 'improvement')
                    AND COALESCE(project_register.outcome_measures, 1) = 0 THEN 'no measures'
                WHEN project_register.has_coach = FALSE THEN 'no coach'
                ELSE ''
            END AS needs
        FROM project_register
        CROSS JOIN today
        JOIN led_today ON led_today.project_id = project_register.project_id
        LEFT JOIN live ON live.project_id = project_register.project_id
        LEFT JOIN cycles ON cycles.project_id = project_register.project_id
        LEFT JOIN pdsa_practice ON pdsa_practice.project_id = project_register.project_id
        ORDER BY project_register.project_id
        """,
        [settings.stale_after_days, settings.stuck_after_days],
    ).df()


def project_counts(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """How many projects of the trust and of each directorate give each answer, six ways of counting.

    stage      every project on the register, by its status
    source     started in the 12 months to the newest register's month, by whose idea; '' not known
    lead       started in those 12 months, by whether the lead's staff group is 'known' or not ('')
    objective  live, by whether the objective they name is 'in force', 'not listed' or none ('')
    practice   live and in the PDSA log, by feature met; `known` are those of which the log tells
    progress   live, by the newest progress score on or before the register's date, in bands; '' none
    """
    _led_today(connection)
    practice = " UNION ALL ".join(
        f"""
        SELECT
            'practice' AS counted, directorate, '{feature}' AS answer,
            CASE WHEN {feature} THEN 1 ELSE 0 END AS projects,
            CASE WHEN {feature} IS NULL THEN 0 ELSE 1 END AS known
        FROM live
        JOIN pdsa_practice ON pdsa_practice.project_id = live.project_id
        """
        for feature in FEATURES
    )
    return connection.execute(
        f"""
        WITH project AS ({_PROJECT}),
        live AS (
            SELECT * FROM project WHERE project_id IN ({_LIVE})
        ),
        last_month AS (
            SELECT month.begins_on, month.ends_on
            FROM month
            WHERE month.period = (SELECT STRFTIME(MAX(register_on), '%Y-%m') FROM project_register)
        ),
        in_force AS ({_IN_FORCE}),
        latest AS (
            SELECT project_id, score
            FROM (
                SELECT
                    project_id,
                    score,
                    ROW_NUMBER() OVER (PARTITION BY project_id ORDER BY scored_on DESC) AS place
                FROM project_progress
                WHERE scored_on <= (SELECT MAX(register_on) FROM project_register)
            ) AS placed
            WHERE place = 1
        ),
        one_project AS (
            SELECT 'stage' AS counted, directorate, status AS answer, 1 AS projects, 1 AS known
            FROM project
            UNION ALL
            SELECT
                'source' AS counted, directorate, COALESCE(idea_source, '') AS answer,
                1 AS projects, 1 AS known
            FROM project
            JOIN last_month
                ON project.started_on <= last_month.ends_on
                AND project.started_on >= last_month.begins_on - INTERVAL 11 MONTH
            UNION ALL
            SELECT
                'lead' AS counted, directorate,
                CASE WHEN lead_staff_group IS NULL THEN '' ELSE 'known' END AS answer,
                1 AS projects, 1 AS known
            FROM project
            JOIN last_month
                ON project.started_on <= last_month.ends_on
                AND project.started_on >= last_month.begins_on - INTERVAL 11 MONTH
            UNION ALL
            SELECT
                'objective' AS counted, live.directorate,
                CASE
                    WHEN live.objective IS NULL THEN ''
                    WHEN EXISTS (
                        SELECT 1 FROM in_force
                        WHERE in_force.objective = live.objective
                            AND in_force.directorate IN ('', live.directorate)
                    ) THEN 'in force'
                    ELSE 'not listed'
                END AS answer,
                1 AS projects, 1 AS known
            FROM live
            UNION ALL
            {practice}
            UNION ALL
            SELECT
                'progress' AS counted, live.directorate,
                CASE
                    WHEN latest.score IS NULL THEN ''
                    WHEN latest.score < 2 THEN 'under 2'
                    WHEN latest.score < 3 THEN '2 to 2.5'
                    WHEN latest.score < 4 THEN '3 to 3.5'
                    ELSE '4 to 5'
                END AS answer,
                1 AS projects,
                CASE WHEN latest.score IS NULL THEN 0 ELSE 1 END AS known
            FROM live
            LEFT JOIN latest ON latest.project_id = live.project_id
        )
        SELECT counted, directorate, answer, SUM(projects) AS projects, SUM(known) AS known
        FROM one_project
        GROUP BY counted, directorate, answer
        UNION ALL
        SELECT counted, '' AS directorate, answer, SUM(projects) AS projects, SUM(known) AS known
        FROM one_project
        GROUP BY counted, answer
        ORDER BY counted, directorate, answer
        """
    ).df()


def objectives(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """Every objective in force at the register's date, with the live projects that serve it.

    A directorate's own objective is served by projects that it leads.
    """
    _led_today(connection)
    return connection.execute(
        f"""
        WITH in_force AS ({_IN_FORCE}),
        project AS ({_PROJECT}),
        live AS (
            SELECT objective, directorate FROM project WHERE project_id IN ({_LIVE})
        )
        SELECT
            in_force.objective, in_force.directorate, in_force.description, in_force.owner_role,
            COUNT(live.objective) AS live_projects
        FROM in_force
        LEFT JOIN live
            ON live.objective = in_force.objective
            AND in_force.directorate IN ('', live.directorate)
        GROUP BY 1, 2, 3, 4
        ORDER BY in_force.directorate, in_force.objective
        """
    ).df()


def together(connection: duckdb.DuckDBPyConnection, _settings: Settings) -> DataFrame:
    """Pairs of directorates with live projects in which both take part."""
    _led_today(connection)
    rows = connection.execute(
        f"""
        WITH project AS ({_PROJECT})
        SELECT project_id, directorate, COALESCE(other_directorates, '') AS others
        FROM project
        WHERE project_id IN ({_LIVE})
        UNION ALL
        SELECT project_id, directorate, '' AS others
        FROM team_from_elsewhere
        WHERE project_id IN ({_LIVE})
        """
    ).fetchall()
    return pairs(
        (project, name.strip())
        for project, lead, others in rows
        for name in (lead, *others.split(";"))
        if name.strip()
    )


def _led_today(connection: duckdb.DuckDBPyConnection) -> None:
    """Name the directorate that leads each project: what has become one other by the register's day
    is that one, as in the indicators."""
    rows = connection.execute(
        """
        SELECT
            project_id,
            directorate,
            STRFTIME(MAX(register_on) OVER (), '%Y-%m') AS period
        FROM project_register
        """
    ).df()
    names = called_then(rows, structure_of(connection).became)
    connection.register(
        "led_today",
        pa.table(
            {
                "project_id": pa.array(rows["project_id"], pa.string()),
                "directorate": pa.array(names, pa.string()),
            }
        ),
    )
