"""Is improvement joined to what the trust is for, and is learning passed on? Declarations only."""

from __future__ import annotations

from metrics.indicator import Indicator
from metrics.project_measures import share_of_projects
from metrics.survey_measures import survey_percent

ALIGNED = share_of_projects(
    id="aligned_projects",
    catalogue="PJ08",
    title="Live projects that serve an objective",
    question="Is the work on our true norths?",
    lenses=("N1", "N5", "connections"),
    counted_in_words="linked to an objective of the trust",
    among_in_words="projects live at the end of the month",
    needs=("project_register.objective",),
    authority="Dudley Improvement Practice and Virginia Mason (idea); definition ours",
    why="Work that serves no objective, and objectives with no work, are both worth asking about.",
    among="live_project",
    counted="objective IS NOT NULL",
)

OBJECTIVE_COVERAGE = Indicator(
    id="objective_coverage",
    catalogue="PJ09",
    title="Objectives with live work",
    question="Is there an objective that nobody works on?",
    statistic="proportion",
    better="higher",
    lenses=("N5",),
    numerator="of these, served by at least one live project; a directorate's own objective, by one of its own",
    denominator="objectives in force at the end of the month, the trust's and its directorates'",
    dimensions=("trust",),
    grain="month",
    roll_up="sum",
    needs=("objective.objective", "project_register.objective"),
    source="list of objectives; project register",
    authority="ours",
    why="An objective without work is a wish.",
    sql="""
WITH in_force AS (
    SELECT DISTINCT
        month_of_register.period,
        month_of_register.ends_on,
        objective.objective,
        objective.directorate
    FROM month_of_register
    JOIN objective
        ON COALESCE(objective.valid_from, month_of_register.ends_on) <= month_of_register.ends_on
        AND COALESCE(objective.valid_to, month_of_register.ends_on) >= month_of_register.ends_on
),
served AS (
    SELECT
        in_force.period,
        in_force.objective,
        in_force.directorate,
        COUNT(live_project.project_id) AS projects
    FROM in_force
    LEFT JOIN live_project
        ON live_project.period = in_force.period
        AND live_project.objective = in_force.objective
        AND live_project.directorate = COALESCE(in_force.directorate, live_project.directorate)
    GROUP BY in_force.period, in_force.objective, in_force.directorate
)
SELECT
    period,
    directorate,
    CAST(SUM(CASE WHEN projects > 0 THEN 1 ELSE 0 END) AS DOUBLE) AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM served
GROUP BY period, directorate
""",
    judged_by="nothing",
    caution="A project counts for an objective that the register names as the list of objectives does.",
)

ACROSS_DIRECTORATES = share_of_projects(
    id="across_directorates",
    catalogue="CN01",
    title="Live projects across directorates",
    question="Do teams work together across boundaries?",
    lenses=("connections",),
    counted_in_words="in which another directorate takes part, by the register or the list of teams",
    among_in_words="projects live at the end of the month",
    needs=("project_register.other_directorates",),
    authority="idea: Improvement Cymru, connections; definition ours",
    why="Most problems worth solving cross a boundary.",
    among="live_project",
    counted="other_directorates IS NOT NULL "
    "OR project_id IN (SELECT project_id FROM team_from_elsewhere)",
    caution="A project counts where it is led; a register that names only the lead hides the others "
    "where there is no list of teams.",
)

LEARNING_SHARED = Indicator(
    id="learning_shared",
    catalogue="PJ22",
    title="Finished projects written up within six months",
    question="Is learning passed on?",
    statistic="proportion",
    better="higher",
    lenses=("N1", "connections"),
    numerator="of these, with a case study within six months of their end",
    denominator="projects that ended 6 to 30 months before the end of the month",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_register.ended_on", "project_register.case_study_on"),
    source="project register",
    authority="idea: Q project on sharing case studies; definition ours",
    why="What one team learnt, the next need not learn again.",
    sql="""
SELECT
    month_of_register.period,
    project_register.directorate,
    CAST(SUM(CASE WHEN case_study_on <= ended_on + INTERVAL 6 MONTH THEN 1 ELSE 0 END) AS DOUBLE)
        AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM month_of_register
JOIN project_register
    ON project_register.ended_on < month_of_register.begins_on - INTERVAL 5 MONTH
    AND project_register.ended_on >= month_of_register.begins_on - INTERVAL 29 MONTH
GROUP BY month_of_register.period, project_register.directorate
""",
    smallest_denominator=5,
)

REGISTER_HEALTH = Indicator(
    id="register_health",
    catalogue="PJ18",
    title="Live projects kept up to date",
    question="Can we believe the register?",
    statistic="proportion",
    better="higher",
    lenses=("N5",),
    numerator="of these, updated in the 90 days before the register's date",
    denominator="projects live at the register's date",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_register.updated_on",),
    source="project register",
    authority="ours",
    why="Under 60 % nothing else the register says should be relied on.",
    sql="""
SELECT
    STRFTIME(newest.register_on, '%Y-%m') AS period,
    directorate,
    CAST(SUM(CASE WHEN updated_on >= newest.register_on - INTERVAL 90 DAY THEN 1 ELSE 0 END)
        AS DOUBLE) AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM project_register
CROSS JOIN (SELECT MAX(register_on) AS register_on FROM project_register) AS newest
WHERE started_on <= newest.register_on
    AND (
        ended_on > newest.register_on
        OR (ended_on IS NULL AND status NOT IN ('completed', 'stopped'))
    )
GROUP BY newest.register_on, directorate
""",
    judged_by="nothing",
)

REGISTER_FILLED = Indicator(
    id="register_filled",
    catalogue="PJ18 fields",
    title="Fields of the register filled in",
    question="Does the register say what we need to know?",
    statistic="proportion",
    better="higher",
    lenses=("N5",),
    numerator="of these, filled in",
    denominator="objective, outcome measures, lead staff group and coach of projects live at the "
    "register's date; end date of projects over by then",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_register.status",),
    source="project register",
    authority="ours",
    why="What is not filled in is missing from every number made of it.",
    sql="""
WITH newest AS (
    SELECT MAX(register_on) AS register_on FROM project_register
),
project AS (
    SELECT
        STRFTIME(newest.register_on, '%Y-%m') AS period,
        project_register.*,
        ended_on > newest.register_on
            OR (ended_on IS NULL AND status NOT IN ('completed', 'stopped')) AS is_live
    FROM project_register
    CROSS JOIN newest
    WHERE started_on <= newest.register_on
)
SELECT
    period,
    directorate,
    CAST(SUM(CASE
        WHEN is_live THEN
            CASE WHEN objective IS NOT NULL THEN 1 ELSE 0 END
            + CASE WHEN outcome_measures IS NOT NULL THEN 1 ELSE 0 END
            + CASE WHEN lead_staff_group IS NOT NULL THEN 1 ELSE 0 END
            + CASE WHEN has_coach IS NOT NULL THEN 1 ELSE 0 END
        WHEN ended_on IS NOT NULL THEN 1
        ELSE 0
    END) AS DOUBLE) AS numerator,
    CAST(SUM(CASE WHEN is_live THEN 4 ELSE 1 END) AS DOUBLE) AS denominator
FROM project
GROUP BY period, directorate
""",
    judged_by="nothing",
)

CROSS_TEAM = survey_percent(
    "cross_team_working", "SS16", "q8a", "Teams work well together",
    "Do teams work well together to achieve their objectives?",
    ("connections",),
    "What the staff themselves say of working across teams.",
)  # fmt: skip

DECLARED = (
    ALIGNED, OBJECTIVE_COVERAGE, LEARNING_SHARED, REGISTER_HEALTH, REGISTER_FILLED, ACROSS_DIRECTORATES, CROSS_TEAM,
)  # fmt: skip
