"""Do the people we train take part, coach, and stay? Declarations only.

People are known here only by a keyed hash, which joins lists and is never in a snapshot.
"""

from __future__ import annotations

from metrics.indicator import Indicator

_NOT_SAID_TO_HAVE_LEFT = "Whoever is on no list as having left counts as still here."
_STILL_HERE = "(leaver.left_on IS NULL OR leaver.left_on > {day})"

INVOLVED = Indicator(
    id="people_involved",
    catalogue="PJ03",
    title="Staff involved in improvement projects",
    question="How many take part?",
    statistic="proportion",
    better="higher",
    lenses=("engagement", "empowerment"),
    numerator="staff on the team of a project at any time in the 12 months to the end of the month, "
    "in any role, each once",
    denominator="headcount at the newest snapshot",
    dimensions=("trust", "division", "directorate", "staff_group", "band"),
    grain="month",
    roll_up="sum",
    needs=("project_team.staff_key", "project_register.project_id", "workforce.headcount"),
    source="project teams; project register; workforce",
    authority="idea: ELFT, people in projects; definition ours",
    why="Leads are few; a culture is the people who join in.",
    sql="""
SELECT
    period,
    directorate,
    staff_group,
    band,
    CAST(COUNT(*) AS DOUBLE) AS numerator,
    CAST(0 AS DOUBLE) AS denominator
FROM person_involved
GROUP BY period, directorate, staff_group, band
UNION ALL
SELECT
    period,
    directorate,
    staff_group,
    band,
    CAST(0 AS DOUBLE) AS numerator,
    CAST(SUM(headcount) AS DOUBLE) AS denominator
FROM headcount_at_month
WHERE period IN (SELECT period FROM year_of_register)
GROUP BY period, directorate, staff_group, band
""",
    smallest_denominator=20,
    caution="Only teams that are on the list count, and a project that nobody closes keeps its people.",
)

TRAINING_TO_ACTION = Indicator(
    id="training_to_action",
    catalogue="TR10",
    title="Trained staff on a project within six months",
    question="Do people who are trained go on to improve something?",
    statistic="proportion",
    better="higher",
    lenses=("capability", "empowerment"),
    numerator="of these, on the team of a project at any time in the 180 days from that course",
    denominator="staff whose first course of level 1 or above lies 6 to 17 months before the end of "
    "the month",
    dimensions=("trust", "division", "directorate", "staff_group"),
    grain="month",
    roll_up="sum",
    needs=(
        "training_attendance.staff_key",
        "project_team.staff_key",
        "project_register.project_id",
    ),
    source="training attendance; project teams; project register",
    authority="idea: ELFT, training with a project; definition ours",
    why="A course without something to use it on is soon forgotten.",
    sql="""
SELECT
    trained.period,
    trained.directorate,
    trained.staff_group,
    CAST(COUNT(acted.staff_key) AS DOUBLE) AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM trained_and_followed AS trained
LEFT JOIN (
    SELECT DISTINCT period, staff_key FROM project_after_training
) AS acted
    ON acted.period = trained.period
    AND acted.staff_key = trained.staff_key
GROUP BY trained.period, trained.directorate, trained.staff_group
""",
    smallest_denominator=20,
    caution="Who was on a project already when trained counts too. It does not say that the course "
    "led to the project.",
)

STARTERS_REACHED = Indicator(
    id="starters_reached",
    catalogue="TR06",
    title="New starters reached within 90 days",
    question="Is improvement part of how people are welcomed?",
    statistic="proportion",
    better="higher",
    lenses=("capability", "N5"),
    numerator="of these, who attended an improvement course of any level by 90 days after joining",
    denominator="staff who joined 90 to 454 days before the end of the month",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("staff_list.joined_on", "training_attendance.staff_key"),
    source="staff list; training attendance",
    authority="NHS England baseline for improvement 2023: improvement in induction (idea); "
    "definition ours",
    why="What people meet in their first weeks they take for how things are done here.",
    sql="""
SELECT
    month_of_training.period,
    starter.directorate,
    CAST(SUM(
        CASE
            WHEN EXISTS (
                SELECT 1
                FROM learner
                WHERE learner.staff_key = starter.staff_key
                    AND learner.level_0_on <= starter.joined_on + INTERVAL 90 DAY
            ) THEN 1
            ELSE 0
        END
    ) AS DOUBLE) AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM month_of_training
CROSS JOIN (
    SELECT MIN(joined_on) AS first_on, MAX(listed_on) AS listed_on FROM staff_list
) AS known
JOIN staff_list AS starter
    ON starter.joined_on <= month_of_training.ends_on - INTERVAL 90 DAY
    AND starter.joined_on > month_of_training.ends_on - INTERVAL 455 DAY
WHERE known.first_on <= month_of_training.ends_on - INTERVAL 455 DAY
    AND known.listed_on >= month_of_training.ends_on - INTERVAL 90 DAY
    AND month_of_training.first_on <= month_of_training.ends_on - INTERVAL 455 DAY
GROUP BY month_of_training.period, starter.directorate
""",
    smallest_denominator=20,
    caution="Lists of sessions without staff numbers reach nobody here. From a list of staff in post "
    "alone, starters who left again are missing.",
)

TRAINED_LEAVERS = Indicator(
    id="trained_leavers",
    catalogue="TR09",
    title="Trained staff who left in a year",
    question="Do we keep the people we train?",
    statistic="proportion",
    better="lower",
    lenses=("capability",),
    numerator="of these, who left in the 12 months",
    denominator="staff trained to level 1 or above before the 12 months to the end of the month who "
    "had not left by then",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("staff_list.left_on", "training_attendance.staff_key"),
    source="staff list; training attendance",
    authority="ours",
    why="Every leaver takes what they learnt with them; coverage is a bath with the plug out.",
    sql=f"""
SELECT
    month_of_leaving.period,
    learner.directorate,
    CAST(SUM(CASE WHEN leaver.left_on <= month_of_leaving.ends_on THEN 1 ELSE 0 END) AS DOUBLE)
        AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM month_of_leaving
JOIN month_of_training ON month_of_training.period = month_of_leaving.period
JOIN learner
    ON learner.level_1_on < month_of_leaving.begins_on - INTERVAL 11 MONTH
    AND learner.from_on <= month_of_leaving.ends_on
    AND (learner.until_on IS NULL OR learner.until_on > month_of_leaving.ends_on)
LEFT JOIN leaver ON leaver.staff_key = learner.staff_key
WHERE month_of_leaving.first_on < month_of_leaving.begins_on - INTERVAL 10 MONTH
    AND {_STILL_HERE.format(day="month_of_leaving.begins_on - INTERVAL 11 MONTH - INTERVAL 1 DAY")}
GROUP BY month_of_leaving.period, learner.directorate
""",
    smallest_denominator=20,
    caution=f"{_NOT_SAID_TO_HAVE_LEFT} Some leave for a better post elsewhere in the NHS.",
)

MANAGERS_TRAINED = Indicator(
    id="managers_trained",
    catalogue="TR04",
    title="Managers with practitioner training",
    question="Have those who manage people learnt to improve?",
    statistic="proportion",
    better="higher",
    lenses=("capability", "N3"),
    numerator="of these, who have attended a course of level 2 or above by the staff list's day",
    denominator="staff in post on the newest staff list's day who manage people",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("staff_list.is_manager", "training_attendance.staff_key"),
    source="staff list; training attendance",
    authority="idea: ELFT and NHS England capability guidance; level 2 is ours",
    why="A team improves as far as its manager makes room for it.",
    sql="""
SELECT
    STRFTIME(newest.listed_on, '%Y-%m') AS period,
    manager.directorate,
    CAST(SUM(
        CASE
            WHEN EXISTS (
                SELECT 1
                FROM learner
                WHERE learner.staff_key = manager.staff_key
                    AND learner.level_2_on <= newest.listed_on
            ) THEN 1
            ELSE 0
        END
    ) AS DOUBLE) AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM staff_list AS manager
CROSS JOIN (SELECT MAX(listed_on) AS listed_on FROM staff_list) AS newest
WHERE manager.is_manager
    AND manager.joined_on <= newest.listed_on
    AND (manager.left_on IS NULL OR manager.left_on > newest.listed_on)
GROUP BY newest.listed_on, manager.directorate
""",
    smallest_denominator=20,
    judged_by="nothing",
    caution="A list says who manages people today, so there is one value and no trend.",
)

ACTIVE_COACHES = Indicator(
    id="active_coaches",
    catalogue="TR11",
    title="Trained coaches who are coaching",
    question="Are our coaches coaching?",
    statistic="proportion",
    better="higher",
    lenses=("capability", "connections"),
    numerator="of these, the coach of at least one project live at the end of the month",
    denominator="staff who have attended a course of level 3 (coach) or above by the end of the month "
    "and have not left",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=(
        "project_team.role",
        "project_register.project_id",
        "training_attendance.staff_key",
        "staff_list.left_on",
    ),
    source="project teams; project register; training attendance; staff list",
    authority="idea: ELFT, where 63 % of trained coaches were coaching in 2020; definition ours",
    why="Training a coach is dear, and teams wait for one.",
    sql=f"""
SELECT
    month_of_training.period,
    learner.directorate,
    CAST(SUM(
        CASE
            WHEN EXISTS (
                SELECT 1
                FROM on_team
                JOIN live_project
                    ON live_project.project_id = on_team.project_id
                    AND live_project.period = month_of_training.period
                WHERE on_team.staff_key = learner.staff_key
                    AND on_team.role = 'coach'
                    AND on_team.from_on <= month_of_training.ends_on
                    AND (on_team.until_on IS NULL OR on_team.until_on > month_of_training.ends_on)
            ) THEN 1
            ELSE 0
        END
    ) AS DOUBLE) AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM month_of_training
JOIN month_of_register ON month_of_register.period = month_of_training.period
JOIN learner
    ON learner.level_3_on <= month_of_training.ends_on
    AND learner.from_on <= month_of_training.ends_on
    AND (learner.until_on IS NULL OR learner.until_on > month_of_training.ends_on)
LEFT JOIN leaver ON leaver.staff_key = learner.staff_key
WHERE {_STILL_HERE.format(day="month_of_training.ends_on")}
GROUP BY month_of_training.period, learner.directorate
""",
    smallest_denominator=5,
    caution=f"Only coaching that the team lists name is seen. {_NOT_SAID_TO_HAVE_LEFT}",
)

PROJECTS_PER_COACH = Indicator(
    id="projects_per_coach",
    catalogue="TR12 load",
    title="Live projects for each coach at work",
    question="How many projects does a coach carry?",
    statistic="load",
    better="neither",
    lenses=("capability", "connections"),
    numerator="live projects at the end of the month that have a coach on their team",
    denominator="people who coach at least one of them, each once",
    dimensions=("trust",),
    grain="month",
    roll_up="sum",
    needs=("project_team.role", "project_register.project_id"),
    source="project teams; project register",
    authority="ours",
    why="A coach with ten projects coaches none.",
    sql="""
SELECT
    live_project.period,
    CAST(NULL AS VARCHAR) AS directorate,
    CAST(COUNT(DISTINCT on_team.project_id) AS DOUBLE) AS numerator,
    CAST(COUNT(DISTINCT on_team.staff_key) AS DOUBLE) AS denominator
FROM live_project
JOIN on_team
    ON on_team.project_id = live_project.project_id
    AND on_team.role = 'coach'
    AND on_team.from_on <= live_project.ends_on
    AND (on_team.until_on IS NULL OR on_team.until_on > live_project.ends_on)
GROUP BY live_project.period
""",
    smallest_denominator=5,
    judged_by="nothing",
    caution="A mean: one coach may carry many projects and another one. Projects without a coach are "
    "not in it; the share that has one is told beside it.",
)

DECLARED = (
    INVOLVED, TRAINING_TO_ACTION, STARTERS_REACHED, MANAGERS_TRAINED, TRAINED_LEAVERS,
    ACTIVE_COACHES, PROJECTS_PER_COACH,
)  # fmt: skip
