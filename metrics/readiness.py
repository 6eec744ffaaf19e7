"""What else does culture readiness rest on? Declarations only; the composites are in a file."""

from __future__ import annotations

from metrics.indicator import Indicator
from metrics.project_measures import FEWEST_PROJECTS, share_of_projects
from metrics.survey_measures import item_scores, items_positive, survey_score

CARE_FIRST = item_scores(
    "care_first", "SS12 part", ("q6a", "q25b"), "Care comes first",
    "Does the trust put care first and act on concerns?",
    ("N1",),
    "Compassionate culture, leaving out what engagement already counts.",
)  # fmt: skip

RECOGNITION = survey_score(
    "recognition", "SS20", "PP2", "Recognised and rewarded", "Is effort noticed?",
    ("N2",),
    "Improvement is extra effort; unnoticed, it stops.",
    ("q4a", "q4b", "q4c", "q8d", "q9e"),
)  # fmt: skip

APPRAISALS = survey_score(
    "appraisals", "SS18", "PP5_2", "Appraisals", "Does my appraisal help me improve?",
    ("N2", "capability"),
    "An appraisal is where improvement becomes part of a job.",
    ("q23b", "q23c", "q23d"),
)  # fmt: skip

LINE_MANAGEMENT = survey_score(
    "line_management", "SS11", "PP7_2", "Line management", "Do managers support and give feedback?",
    ("N3",),
    "Who gets time, cover and thanks is decided by the line manager.",
    ("q9a", "q9b", "q9c", "q9d"),
)  # fmt: skip

WORK_PRESSURE = survey_score(
    "work_pressure", "SS19", "M_2", "Work pressure", "Is there time, and are there staff, to improve?",
    ("conditions",),
    "Nobody improves work that leaves no time to think; higher means less pressure.",
    ("q3g", "q3h", "q3i"),
)  # fmt: skip

CYCLES_ENDED = Indicator(
    id="pdsa_cycles_ended",
    catalogue="PJ13 by month",
    title="PDSA cycles ended",
    question="Are more changes being tested to the end?",
    statistic="count",
    better="higher",
    lenses=("empowerment", "N2", "N5", "conditions"),
    numerator="PDSA cycles whose end date lies in the month, for the directorate that leads",
    denominator="none",
    dimensions=("trust", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("pdsa_log.ended_on",),
    months_counted=1,
    source="PDSA log; project register",
    authority="NHS IMPACT component 2, practice list (idea); definition ours",
    why="Ideas become improvements by being tested to the end.",
    sql="""
SELECT
    month.period,
    directorate_held.directorate,
    CAST(COUNT(cycle.project_id) AS DOUBLE) AS numerator,
    CAST(NULL AS DOUBLE) AS denominator
FROM month_of_log AS month
CROSS JOIN directorate_held
LEFT JOIN (
    SELECT pdsa_log.project_id, pdsa_log.ended_on, project_register.directorate
    FROM pdsa_log
    JOIN project_register ON project_register.project_id = pdsa_log.project_id
    WHERE pdsa_log.ended_on IS NOT NULL
) AS cycle
    ON cycle.directorate = directorate_held.directorate
    AND cycle.ended_on BETWEEN month.begins_on AND month.ends_on
WHERE month.ends_on >= (SELECT MIN(ended_on) FROM pdsa_log)
GROUP BY month.period, directorate_held.directorate
""",
    judged_by="control chart",
)

CYCLE_CADENCE = Indicator(
    id="pdsa_cadence",
    catalogue="PJ13",
    title="Live projects with a PDSA cycle ended in 90 days",
    question="Are cycles turning?",
    statistic="proportion",
    better="higher",
    lenses=("N5", "N2"),
    numerator="of these, with at least one PDSA cycle ended in the 90 days to the end of the month",
    denominator="projects live at the end of the month",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("pdsa_log.ended_on",),
    months_counted=3,
    source="PDSA log; project register",
    authority="NHS IMPACT component 2, practice list (idea); definition ours",
    why="A project without a cycle in three months is waiting, not improving.",
    sql="""
SELECT
    live_project.period,
    live_project.directorate,
    CAST(COUNT(DISTINCT turning.project_id) AS DOUBLE) AS numerator,
    CAST(COUNT(DISTINCT live_project.project_id) AS DOUBLE) AS denominator
FROM live_project
JOIN month_of_log
    ON month_of_log.period = live_project.period
    AND month_of_log.first_on <= live_project.ends_on - INTERVAL 90 DAY
LEFT JOIN pdsa_log AS turning
    ON turning.project_id = live_project.project_id
    AND turning.ended_on <= live_project.ends_on
    AND turning.ended_on > live_project.ends_on - INTERVAL 90 DAY
GROUP BY live_project.period, live_project.directorate
""",
    smallest_denominator=5,
)

PATIENTS_INVOLVED = share_of_projects(
    id="patients_involved",
    catalogue="PJ07",
    title="Live projects designed or led with patients",
    question="Are patients at the table?",
    lenses=("N1", "N4"),
    counted_in_words="co-designed or co-led with patients or carers",
    among_in_words="projects live at the end of the month whose involvement is known",
    needs=("project_register.involvement",),
    authority="NHS IMPACT components 1 and 4, practice lists (idea); definition ours",
    why="Being asked is not the same as deciding together.",
    among="live_project",
    known="involvement IS NOT NULL",
    counted="involvement IN ('co-designed', 'co-led')",
)

COMPLETED = share_of_projects(
    id="projects_completed",
    catalogue="PJ19",
    title="Ended projects that were completed",
    question="Do projects finish?",
    lenses=("N5",),
    counted_in_words="completed or sustained, not stopped",
    among_in_words="projects that ended in the 24 months to the end of the month",
    needs=("project_register.ended_on",),
    authority="ours",
    why="Stopping a bad idea is good; stopping most of them is a sign of something else.",
    among="project_over",
    asked="status IN ('completed', 'sustained', 'stopped')",
    counted="status IN ('completed', 'sustained')",
    caution="The stage is today's; a project reopened since counts as what it is now.",
)

REACHED_IMPROVEMENT = Indicator(
    id="reached_improvement",
    catalogue="PJ16",
    title="Projects that reached an improvement within a year",
    question="How far do projects get?",
    statistic="proportion",
    better="higher",
    lenses=("N4", "empowerment"),
    numerator="of these, scored 3 (modest improvement) or more within 365 days of their start",
    denominator="projects started 12 to 23 months before the end of the month with a score of their "
    "first 365 days",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_progress.score", "project_register.project_id"),
    source="progress scores; project register",
    authority="scale: IHI project progress scale; definition ours",
    why="Starting is easy; this says how many get to a change that shows.",
    sql="""
SELECT
    period,
    directorate,
    CAST(SUM(CASE WHEN highest >= 3 THEN 1 ELSE 0 END) AS DOUBLE) AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM (
    SELECT
        month_of_register.period,
        project_register.project_id,
        project_register.directorate,
        MAX(project_progress.score) AS highest
    FROM month_of_register
    JOIN project_register
        ON project_register.started_on < month_of_register.begins_on - INTERVAL 11 MONTH
        AND project_register.started_on >= month_of_register.begins_on - INTERVAL 23 MONTH
    JOIN project_progress
        ON project_progress.project_id = project_register.project_id
        AND project_progress.scored_on <= project_register.started_on + INTERVAL 365 DAY
    GROUP BY
        month_of_register.period, project_register.project_id, project_register.directorate
) AS followed
GROUP BY period, directorate
""",
    smallest_denominator=FEWEST_PROJECTS,
    caution="The score is set by hand, by those whose project it is, and is not a measured outcome.",
)

GAINS_CHECKED = share_of_projects(
    id="gains_checked",
    catalogue="PJ20 part",
    title="Completed projects whose gains were checked",
    question="Does anybody look whether the gain lasted?",
    lenses=("N5",),
    counted_in_words="where somebody looked whether the gain lasted",
    among_in_words="completed projects that ended one to three years before the end of the month",
    needs=("project_register.ended_on", "project_register.gains_checked_on"),
    authority="IHI project progress scale 4.5 (idea); definition ours",
    why="What is not checked is hoped for.",
    among="project_long_over",
    asked="status IN ('completed', 'sustained')",
    counted="gains_checked_on IS NOT NULL",
)

GAINS_HELD = share_of_projects(
    id="gains_held",
    catalogue="PJ20",
    title="Checked projects whose gains held",
    question="Do gains last?",
    lenses=("N5",),
    counted_in_words="where the gain held",
    among_in_words="projects that ended one to three years before the end of the month and were checked",
    needs=("project_register.ended_on", "project_register.gains_held"),
    authority="IHI project progress scale 4.5 (idea); definition ours",
    why="Improvement that does not last costs twice.",
    among="project_long_over",
    known="gains_held IS NOT NULL",
    asked="status IN ('completed', 'sustained') OR gains_held IS NOT NULL",
    counted="gains_held",
    caution="Read it beside how many were checked: teams check what they are proud of.",
)

# The survey items behind each component of NHS IMPACT, as Oxleas NHS Foundation Trust maps them
# (published 2026): a local judgement, not NHS England's.
SURVEY_VIEWS = tuple(
    items_positive(
        f"staff_view_{component.lower()}", "SS21", items, f"Staff view: {title}",
        f"What do staff say that bears on {title.lower()}?", (component,),
    )
    for component, title, items in (
        ("N1", "Shared purpose", ("q2a", "q2b", "q7a", "q8a", "q25a", "q25c")),
        ("N2", "People and culture", ("q24a", "q24b", "q24c", "q24d", "q24e")),
        ("N3", "Leadership", ("q9a", "q9b", "q9f", "q9g", "q9h", "q9i")),
        ("N4", "Capability", ("q3d", "q3e", "q3f", "q5b", "q7d")),
        ("N5", "Management system", ("q6a", "q25b", "q25e", "q25f")),
    )
)  # fmt: skip

DECLARED = (
    CARE_FIRST, RECOGNITION, APPRAISALS, LINE_MANAGEMENT, WORK_PRESSURE, CYCLES_ENDED,
    CYCLE_CADENCE, PATIENTS_INVOLVED, COMPLETED, REACHED_IMPROVEMENT, GAINS_CHECKED, GAINS_HELD, *SURVEY_VIEWS,
)  # fmt: skip
