"""What else does culture readiness rest on? Declarations only; the composites are in a file."""

from __future__ import annotations

from metrics.indicator import Indicator
from metrics.survey_measures import item_scores, survey_score

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

DECLARED = (
    CARE_FIRST, RECOGNITION, APPRAISALS, LINE_MANAGEMENT, WORK_PRESSURE, CYCLES_ENDED,
    CYCLE_CADENCE,
)  # fmt: skip
