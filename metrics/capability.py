"""Who has the skills to improve, and are they used well? Declarations only."""

from __future__ import annotations

from metrics.equality import TRAINED_SQL
from metrics.indicator import Indicator
from metrics.project_measures import share_of_projects
from metrics.survey_measures import survey_score

DEVELOPMENT = survey_score(
    "development", "SS17", "PP5_1", "Development", "Are there chances to learn?",
    ("capability", "N2"),
    "People who learn nothing new change nothing.",
    ("q24a", "q24b", "q24c", "q24d", "q24e"),
)  # fmt: skip

TRAINING_COVERAGE = Indicator(
    id="qi_training_coverage",
    catalogue="TR01",
    title="Staff with improvement training",
    question="Who has any improvement training now?",
    statistic="proportion",
    better="higher",
    lenses=("empowerment", "N4", "capability"),
    numerator="staff who have attended a course of level 1 or above by the end of the month, each once",
    denominator="headcount at the newest snapshot",
    dimensions=("trust", "division", "directorate", "staff_group", "band"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.staff_key", "workforce.headcount"),
    source="training attendance; workforce",
    authority="NHS IMPACT component 4 (idea); definition ours",
    why="Shows how far the skills to improve have spread.",
    sql=TRAINED_SQL,
    smallest_denominator=20,
    caution="Attendance lists do not say who has left, so leavers stay counted.",
)

TRAINING_REACH = Indicator(
    id="training_reach",
    catalogue="TR02",
    title="Staff newly reached in a year",
    question="Are we reaching new people at a pace that lasts?",
    statistic="proportion",
    better="higher",
    lenses=("engagement", "N4", "capability"),
    numerator="staff whose first improvement course lies in the 12 months to the end of the month",
    denominator="headcount at the newest snapshot",
    dimensions=("trust", "division", "directorate", "staff_group"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.staff_key", "workforce.headcount"),
    months_counted=12,
    source="training attendance; workforce",
    authority="NHS England capability guidance: a pace of 10 % to 20 % a year (idea)",
    why="At 10 % a year and usual turnover a trust never reaches everyone.",
    sql="""
SELECT
    year_of_training.period,
    learner.directorate,
    learner.staff_group,
    CAST(COUNT(*) AS DOUBLE) AS numerator,
    CAST(0 AS DOUBLE) AS denominator
FROM year_of_training
JOIN learner
    ON learner.first_on <= year_of_training.ends_on
    AND learner.first_on >= year_of_training.begins_on - INTERVAL 11 MONTH
    AND learner.from_on <= year_of_training.ends_on
    AND (learner.until_on IS NULL OR learner.until_on > year_of_training.ends_on)
GROUP BY year_of_training.period, learner.directorate, learner.staff_group
UNION ALL
SELECT
    period,
    directorate,
    staff_group,
    CAST(0 AS DOUBLE) AS numerator,
    CAST(SUM(headcount) AS DOUBLE) AS denominator
FROM headcount_at_month
WHERE period IN (SELECT period FROM year_of_training)
GROUP BY period, directorate, staff_group
""",
    smallest_denominator=20,
)

RELEASE = Indicator(
    id="release_to_attend",
    catalogue="TR08",
    title="Booked staff who were released to attend",
    question="Are people let go to attend?",
    statistic="proportion",
    better="higher",
    lenses=("conditions", "capability"),
    numerator="of these, who attended",
    denominator="places booked by name and not cancelled, in the 12 months to the end of the month",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.status",),
    months_counted=12,
    source="training attendance",
    authority="ours",
    why="A place booked and not taken up says more about time than about will.",
    sql="""
SELECT
    year_of_training.period,
    training_attendance.directorate,
    CAST(SUM(CASE WHEN status = 'attended' THEN 1 ELSE 0 END) AS DOUBLE) AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM year_of_training
JOIN training_attendance
    ON training_attendance.held_on <= year_of_training.ends_on
    AND training_attendance.held_on >= year_of_training.begins_on - INTERVAL 11 MONTH
WHERE training_attendance.grain = 'person'
    AND training_attendance.status IN ('attended', 'did not attend')
GROUP BY year_of_training.period, training_attendance.directorate
""",
    smallest_denominator=20,
)

HOURS = Indicator(
    id="training_hours",
    catalogue="TR07",
    title="Hours of improvement training",
    question="How much time do people get to learn?",
    statistic="hours",
    better="higher",
    lenses=("capability", "conditions"),
    numerator="hours attended in the 12 months to the end of the month, by everybody on a list",
    denominator="whole-time equivalents at the newest snapshot",
    dimensions=("trust", "division", "directorate", "staff_group"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.hours", "workforce.wte"),
    source="training attendance; workforce",
    authority="ours",
    why="A list of names does not say whether people had an hour or a week.",
    sql="""
SELECT
    year_of_hours.period,
    training_attendance.directorate,
    training_attendance.staff_group,
    SUM(
        training_attendance.hours
        * CASE WHEN training_attendance.grain = 'session' THEN training_attendance.attended ELSE 1 END
    ) AS numerator,
    CAST(0 AS DOUBLE) AS denominator
FROM year_of_hours
JOIN training_attendance
    ON training_attendance.held_on <= year_of_hours.ends_on
    AND training_attendance.held_on >= year_of_hours.begins_on - INTERVAL 11 MONTH
WHERE training_attendance.hours IS NOT NULL
    AND (training_attendance.grain = 'session' OR training_attendance.status = 'attended')
GROUP BY year_of_hours.period, training_attendance.directorate, training_attendance.staff_group
UNION ALL
SELECT
    period,
    directorate,
    staff_group,
    CAST(0 AS DOUBLE) AS numerator,
    SUM(wte) AS denominator
FROM headcount_at_month
WHERE period IN (SELECT period FROM year_of_hours) AND wte IS NOT NULL
GROUP BY period, directorate, staff_group
""",
    smallest_denominator=20,
    months_counted=12,
    judged_by="nothing",
    caution="Given only where the hours of at least 95 of 100 attendances are told.",
)

PEOPLE_TRAINED = Indicator(
    id="people_trained",
    catalogue="TR02 by month",
    title="People trained",
    question="Are more people being trained each month?",
    statistic="count",
    better="higher",
    lenses=("capability", "N4"),
    numerator="people who attended a course of level 1 or above in the month, each once",
    denominator="none",
    dimensions=("trust", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.staff_key",),
    months_counted=1,
    source="training attendance",
    authority="ours",
    why="The month by month view behind coverage.",
    sql="""
SELECT
    month.period,
    directorate_held.directorate,
    CAST(COUNT(DISTINCT attended.staff_key) AS DOUBLE) AS numerator,
    CAST(NULL AS DOUBLE) AS denominator
FROM month_of_training AS month
CROSS JOIN directorate_held
LEFT JOIN attended
    ON attended.directorate = directorate_held.directorate
    AND attended.period = month.period
    AND attended.level >= 1
GROUP BY month.period, directorate_held.directorate
""",
    judged_by="control chart",
    caution="A person who attends in two directorates in one month counts in both.",
)

NUMERIC_AIM = share_of_projects(
    id="numeric_aim",
    catalogue="PJ10",
    title="Live projects with a numeric aim",
    question="Do projects say how much, by when?",
    lenses=("N4", "capability"),
    counted_in_words="whose aim says how much by when",
    among_in_words="projects live at the end of the month for which this is known",
    needs=("project_register.has_numeric_aim",),
    authority="PDSA reviews (Taylor 2014, Knudsen 2019): idea; definition ours",
    why="Without a number nobody can tell whether the aim was met.",
    among="live_project",
    known="has_numeric_aim IS NOT NULL",
    counted="has_numeric_aim",
)

WITH_MEASURES = share_of_projects(
    id="with_measures",
    catalogue="PJ11",
    title="Live projects with measures",
    question="Is it measured?",
    lenses=("N4", "capability"),
    counted_in_words="with at least one outcome and one process measure",
    among_in_words="projects live at the end of the month whose measures are known",
    needs=("project_register.outcome_measures",),
    authority="NHS IMPACT component 4, practice list (idea); definition ours",
    why="A change that is not measured cannot be told from a wish.",
    among="live_project",
    known="outcome_measures IS NOT NULL",
    counted="outcome_measures >= 1 AND COALESCE(process_measures, 0) >= 1",
)

COACHED = share_of_projects(
    id="coached_projects",
    catalogue="TR12",
    title="Live projects with a coach",
    question="Is there enough support?",
    lenses=("capability", "connections"),
    counted_in_words="with a coach",
    among_in_words="projects live at the end of the month for which this is known",
    needs=("project_register.has_coach",),
    authority="idea: ELFT coaching model; definition ours",
    why="People ask for somebody to turn to more than for another course.",
    among="live_project",
    known="has_coach IS NOT NULL",
    counted="has_coach",
)

DECLARED = (
    DEVELOPMENT, TRAINING_COVERAGE, TRAINING_REACH, RELEASE, HOURS, PEOPLE_TRAINED, NUMERIC_AIM,
    WITH_MEASURES, COACHED,
)  # fmt: skip
