"""How faithfully is the method of testing followed, and may a test fail? Declarations only.

Described, never a target: published projects meet few of these features (14 of 73 documented a
sequence of cycles, 7 of 47 measured monthly or more often; Taylor 2014), and a number that people are
judged by is soon a number that people fill in.
"""

from __future__ import annotations

from metrics.indicator import Indicator

# The features of PDSA practice (Taylor 2014), by the column of the view pdsa_practice that tells of
# each, with what it means in words.
FEATURES = {
    "is_documented": ("Documented", "every cycle that ended says what was decided"),
    "is_iterative": ("Iterative", "two cycles or more"),
    "is_predicted": ("Prediction", "written before every cycle"),
    "began_small": ("Small first", "the first cycle was tried on a few people or shifts"),
    "has_data_over_time": ("Data over time", "ten measurements or more, enough for a run chart"),
}

PRACTICE = Indicator(
    id="pdsa_practice",
    catalogue="PJ14",
    title="Features of PDSA practice in live projects",
    question="Are changes tested as the method says?",
    statistic="features",
    better="neither",
    lenses=("capability",),
    numerator="features met: " + "; ".join(words for _, words in FEATURES.values()),
    denominator="projects live at the register's date whose PDSA log tells of all five features",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=(
        "pdsa_log.outcome",
        "pdsa_log.has_prediction",
        "pdsa_log.scale",
        "pdsa_log.data_points",
        "project_register.project_id",
    ),
    source="PDSA log; project register",
    authority="features: Taylor et al. 2014; when one is met: ours",
    why="Shows where coaching in the method would help; it is not a mark to reach.",
    sql="""
SELECT
    live_project.period,
    live_project.directorate,
    CAST(SUM(
        CASE WHEN told.is_known THEN
            CASE WHEN is_documented THEN 1 ELSE 0 END
            + CASE WHEN is_iterative THEN 1 ELSE 0 END
            + CASE WHEN is_predicted THEN 1 ELSE 0 END
            + CASE WHEN began_small THEN 1 ELSE 0 END
            + CASE WHEN has_data_over_time THEN 1 ELSE 0 END
        ELSE 0 END
    ) AS DOUBLE) AS numerator,
    CAST(SUM(CASE WHEN told.is_known THEN 1 ELSE 0 END) AS DOUBLE) AS denominator,
    CAST(COUNT(*) AS DOUBLE) AS total
FROM live_project
JOIN (
    SELECT
        *,
        is_documented IS NOT NULL
        AND is_predicted IS NOT NULL
        AND began_small IS NOT NULL
        AND has_data_over_time IS NOT NULL AS is_known
    FROM pdsa_practice
) AS told ON told.project_id = live_project.project_id
WHERE live_project.period = (SELECT STRFTIME(MAX(register_on), '%Y-%m') FROM project_register)
GROUP BY live_project.period, live_project.directorate
""",
    smallest_denominator=5,
    known_of="live projects with a PDSA log",
    judged_by="nothing",
    caution="Never a target: what is written in a log is not all that was done.",
)

NOT_ADOPTED = Indicator(
    id="cycles_not_adopted",
    catalogue="PJ15",
    title="PDSA cycles that ended in adapt or abandon",
    question="May a test fail?",
    statistic="proportion",
    better="neither",
    lenses=("conditions", "empowerment"),
    numerator="of these, where the change was adapted or abandoned",
    denominator="PDSA cycles ended in the 12 months to the end of the month that say what was decided",
    dimensions=("trust",),
    grain="month",
    roll_up="sum",
    needs=("pdsa_log.outcome", "pdsa_log.ended_on", "project_register.project_id"),
    months_counted=12,
    source="PDSA log; project register",
    authority="idea: Improvement Cymru, learning from failure; definition ours",
    why="Where every test succeeds, either nothing new is tried or nobody says what failed.",
    sql="""
SELECT
    month_of_log.period,
    project_register.directorate,
    CAST(SUM(CASE WHEN outcome IN ('adapt', 'abandon') THEN 1 ELSE 0 END) AS DOUBLE) AS numerator,
    CAST(COUNT(outcome) AS DOUBLE) AS denominator,
    CAST(COUNT(*) AS DOUBLE) AS total
FROM month_of_log
JOIN pdsa_log
    ON pdsa_log.ended_on <= month_of_log.ends_on
    AND pdsa_log.ended_on >= month_of_log.begins_on - INTERVAL 11 MONTH
JOIN project_register ON project_register.project_id = pdsa_log.project_id
WHERE month_of_log.first_on < month_of_log.begins_on - INTERVAL 10 MONTH
GROUP BY month_of_log.period, project_register.directorate
""",
    smallest_denominator=20,
    known_of="PDSA cycles ended",
    judged_by="nothing",
    caution="Never a target. None at all is a reason to ask.",
)

DECLARED = (PRACTICE, NOT_ADOPTED)
