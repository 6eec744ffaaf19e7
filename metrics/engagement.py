"""Are people engaged, heard and taking part? Declarations only."""

from __future__ import annotations

from metrics.indicator import Indicator
from metrics.survey_measures import survey_percent, survey_score

ENGAGEMENT = survey_score(
    "engagement", "SS01", "E", "Staff engagement", "Are people engaged?",
    ("engagement", "N2"),
    "Engaged teams make more improvements; boards know the score and its peers.",
    ("q2a", "q2b", "q2c", "q3c", "q3d", "q3f", "q25a", "q25c", "q25d"),
)  # fmt: skip

MOTIVATION = survey_score(
    "motivation", "SS02", "E_1", "Motivation", "Do people want to be here?",
    ("engagement",),
    "People who look forward to work have energy left for change.",
    ("q2a", "q2b", "q2c"),
)  # fmt: skip

INVOLVEMENT = survey_score(
    "involvement", "SS03", "E_2", "Involvement", "Can people suggest and make improvements?",
    ("engagement", "empowerment", "N4", "conditions"),
    "The part of engagement that is about improving the work itself.",
    ("q3c", "q3d", "q3f"),
)  # fmt: skip

ADVOCACY = survey_score(
    "advocacy", "SS04", "E_3", "Advocacy", "Would people recommend us?",
    ("engagement", "N1"),
    "Whether staff would recommend the trust as a place to work and to be treated.",
    ("q25a", "q25c", "q25d"),
)  # fmt: skip

TEAM_WORKING = survey_score(
    "team_working", "SS15", "PP7_1", "Team working", "Do teams share aims and review their work?",
    ("engagement", "N1", "connections"),
    "Improvement is made by teams that meet and look at how they work.",
    ("q7a", "q7b", "q7c", "q7d", "q7e", "q7f", "q7g", "q8a"),
)  # fmt: skip

SHARED_OBJECTIVES = survey_percent(
    "shared_objectives", "SS15 part", "q7a", "Teams with shared objectives",
    "Does my team have shared objectives?",
    ("engagement", "N1"),
    "A team without shared objectives has nothing to improve towards.",
)  # fmt: skip

RESPONSE_RATE = Indicator(
    id="response_rate",
    catalogue="SS22",
    title="Survey response rate",
    question="Whose voice is missing?",
    statistic="proportion",
    better="neither",
    lenses=("engagement",),
    numerator="staff who answered the survey",
    denominator="staff who were asked (eligible on 1 September)",
    dimensions=("trust", "division", "directorate"),
    grain="wave",
    roll_up="published",
    needs=("staff_survey.eligible",),
    source="NHS Staff Survey, autumn",
    authority="NHS Staff Survey technical guide 2025",
    why="A score tells of those who answered. Under 30 %, think of who did not.",
    sql="""
SELECT
    period,
    directorate,
    division,
    weighting,
    is_suppressed,
    CAST(respondents AS DOUBLE) AS numerator,
    CAST(eligible AS DOUBLE) AS denominator
FROM survey_line
WHERE survey = 'annual'
    AND measure = 'response_rate'
    AND staff_group IS NULL
    AND band IS NULL
    AND characteristic IS NULL
""",
    is_opinion=True,
    everybody_asked=False,
)

PROJECT_STARTS = Indicator(
    id="project_starts_rate",
    catalogue="PJ01",
    title="Projects started, per 1,000 staff",
    question="Is improvement widespread?",
    statistic="rate",
    better="higher",
    lenses=("engagement", "N4"),
    numerator="projects started in the 12 months to the end of the month, counted once, where they are led",
    denominator="headcount at the newest snapshot",
    dimensions=("trust", "division", "directorate", "staff_group"),
    grain="month",
    roll_up="sum",
    needs=("project_register.project_id", "workforce.headcount"),
    source="project register; workforce",
    authority="ours",
    why="Shows whether starting an improvement is a normal thing to do here.",
    sql="""
SELECT
    period,
    directorate,
    lead_staff_group AS staff_group,
    CAST(COUNT(*) AS DOUBLE) AS numerator,
    CAST(0 AS DOUBLE) AS denominator
FROM project_of_year
GROUP BY period, directorate, lead_staff_group
UNION ALL
SELECT
    period,
    directorate,
    staff_group,
    CAST(0 AS DOUBLE) AS numerator,
    CAST(SUM(headcount) AS DOUBLE) AS denominator
FROM headcount_at_month
WHERE period IN (SELECT period FROM year_of_register)
GROUP BY period, directorate, staff_group
""",
    smallest_denominator=20,
)

PROJECTS_STARTED = Indicator(
    id="projects_started",
    catalogue="PJ01 by month",
    title="Projects started",
    question="Are more improvements being started?",
    statistic="count",
    better="higher",
    lenses=("engagement", "N4"),
    numerator="projects whose start date lies in the month",
    denominator="none",
    dimensions=("trust", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_register.project_id",),
    source="project register",
    authority="ours",
    why="The month by month view behind the yearly rate.",
    sql="""
SELECT
    month.period,
    directorate_held.directorate,
    CAST(COUNT(project_register.project_id) AS DOUBLE) AS numerator,
    CAST(NULL AS DOUBLE) AS denominator
FROM month_of_register AS month
CROSS JOIN directorate_held
LEFT JOIN project_register
    ON project_register.directorate = directorate_held.directorate
    AND project_register.started_on BETWEEN month.begins_on AND month.ends_on
GROUP BY month.period, directorate_held.directorate
""",
    judged_by="control chart",
    caution="The newest month counts up to the day the register describes.",
)

LIVE_PROJECTS = Indicator(
    id="live_projects_rate",
    catalogue="PJ02",
    title="Live projects, per 1,000 staff",
    question="How much improvement work is on hand?",
    statistic="rate",
    better="neither",
    lenses=("conditions",),
    numerator="projects live at the end of the month, counted once, where they are led",
    denominator="headcount at the newest snapshot",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_register.project_id", "workforce.headcount"),
    source="project register; workforce",
    authority="ours",
    why="Much live work and little finished is a load on people, not a sign of health.",
    sql="""
SELECT
    period,
    directorate,
    CAST(COUNT(*) AS DOUBLE) AS numerator,
    CAST(0 AS DOUBLE) AS denominator
FROM live_project
GROUP BY period, directorate
UNION ALL
SELECT
    period,
    directorate,
    CAST(0 AS DOUBLE) AS numerator,
    CAST(SUM(headcount) AS DOUBLE) AS denominator
FROM headcount_at_month
WHERE period IN (SELECT period FROM month_of_register)
GROUP BY period, directorate
""",
    smallest_denominator=20,
    caution="A register that nobody closes projects on looks busy: read it beside how well it is kept.",
)

DECLARED = (
    ENGAGEMENT, MOTIVATION, INVOLVEMENT, ADVOCACY, TEAM_WORKING, SHARED_OBJECTIVES,
    RESPONSE_RATE, PROJECT_STARTS, PROJECTS_STARTED, LIVE_PROJECTS,
)  # fmt: skip
