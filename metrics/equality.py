"""Is it fair: whose experience is worse, and who gets the chances? Declarations only."""

from __future__ import annotations

from metrics.indicator import Indicator
from metrics.survey_measures import SOURCE, survey_score
from metrics.trained_people import (
    HIGH_BANDS,
    LOW_BANDS,
    NON_CLINICAL,
    one_of,
    trained_and_headcount,
)

FAIRNESS = survey_score(
    "fairness", "SS13", "PP1_3", "Diversity and equality", "Are people treated fairly?",
    ("equality",),
    "Fair careers, no discrimination, respect for differences: the ground a shared culture needs.",
    ("q15", "q16a", "q16b", "q21"),
    caution="Question 15 was reworded in 2025; how its 'don't know' answers are scored is unsettled.",
)  # fmt: skip

INCLUSION = survey_score(
    "inclusion", "SS14", "PP1_4", "Inclusion", "Do people feel valued and that they belong?",
    ("equality",),
    "People who do not belong do not speak, and do not improve.",
    ("q7h", "q7i", "q8b", "q8c"),
)  # fmt: skip

ENGAGEMENT_GAP = Indicator(
    id="engagement_gap",
    catalogue="SS23",
    title="Engagement gap",
    question="Who is less engaged, and by how much?",
    statistic="gap",
    better="equal",
    lenses=("equality",),
    numerator="engagement score of the group compared",
    denominator="engagement score of the others (white staff; staff without a long-term condition)",
    dimensions=("characteristic",),
    grain="wave",
    roll_up="published",
    needs=("staff_survey.characteristic",),
    source=SOURCE,
    authority="idea: WRES and WDES; definition ours",
    why="A good average can hide that some colleagues have a worse time of it.",
    sql="""
SELECT
    period,
    characteristic,
    weighting,
    CASE
        WHEN LOWER(characteristic_group) IN ('white', 'no', 'without', 'none') THEN 'reference'
        ELSE 'compared'
    END AS contrast,
    is_suppressed,
    is_recomputed,
    value * respondents AS numerator,
    CAST(respondents AS DOUBLE) AS denominator
FROM survey_line
WHERE survey = 'annual'
    AND measure = 'E'
    AND value_kind = 'score'
    AND directorate IS NULL
    AND staff_group IS NULL
    AND (
        (characteristic = 'Ethnicity'
            AND LOWER(characteristic_group) IN ('white', 'all other ethnic groups'))
        OR (characteristic = 'Long-term condition' AND LOWER(characteristic_group) IN ('yes', 'no'))
    )
""",
    is_opinion=True,
    measure=None,
    caution="Protected characteristics are shown for the whole trust only, to protect confidentiality.",
)

TRAINED_SQL = trained_and_headcount()

TRAINING_REPRESENTATION = Indicator(
    id="training_representation",
    catalogue="TR13",
    title="Fair share of training",
    question="Is each staff group getting its share of training?",
    statistic="representation",
    better="equal",
    lenses=("equality", "capability"),
    numerator="the group's share of staff with improvement training (level 1 or above)",
    denominator="the group's share of headcount; both among those whose group is known",
    dimensions=("staff_group", "band"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.staff_key", "workforce.headcount"),
    source="training attendance; workforce",
    authority="idea: WRES indicator 4; definition ours",
    why="1 is a fair share; 0.5 means the group got half of it.",
    sql=TRAINED_SQL,
    smallest_denominator=20,
)

TRAINING_LEAST_REACHED = Indicator(
    id="training_least_reached",
    catalogue="TR13 least",
    title="Training: the least-reached staff group",
    question="How far from a fair share is the group furthest from it?",
    statistic="least_reached",
    better="higher",
    lenses=("equality",),
    numerator="share of the furthest staff group with improvement training, drawn towards the unit's",
    denominator="share of the unit's staff groups of 20 people or more with improvement training",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.staff_key", "workforce.headcount"),
    source="training attendance; workforce",
    authority="idea: WRES indicator 4; definition ours",
    why="One number for a unit: 1 where every staff group gets its share.",
    sql=TRAINED_SQL,
    smallest_denominator=20,
)

NON_CLINICAL_REACH = Indicator(
    id="non_clinical_reach",
    catalogue="TR14",
    title="Training of non-clinical staff, against clinical",
    question="Are administrative, clerical and estates staff in?",
    statistic="ratio",
    better="equal",
    lenses=("equality", "engagement"),
    numerator="share of non-clinical staff with improvement training (level 1 or above)",
    denominator="share of clinical staff with improvement training",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.staff_key", "workforce.headcount"),
    source="training attendance; workforce",
    authority="idea: Q project on non-clinical staff; definition ours (a ward clerk is non-clinical)",
    why="Culture is everybody's; most programmes pass the non-clinical third by.",
    sql=trained_and_headcount(
        compared=one_of("staff_group", NON_CLINICAL), among="staff_group IS NOT NULL"
    ),
    smallest_denominator=20,
)

BAND_REACH = Indicator(
    id="band_reach",
    catalogue="TR15",
    title="Training of bands 1 to 4, against 8a and above",
    question="Are the lower bands included?",
    statistic="ratio",
    better="equal",
    lenses=("equality", "empowerment"),
    numerator="share of staff in bands 1 to 4 with improvement training (level 1 or above)",
    denominator="share of staff in bands 8a to 9 and VSM with improvement training",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("training_attendance.staff_key", "training_attendance.band", "workforce.band"),
    source="training attendance; workforce",
    authority="ours",
    why="People in the lower bands see the waste first; 1 means they are trained as often.",
    sql=trained_and_headcount(
        compared=one_of("band", LOW_BANDS), among=one_of("band", LOW_BANDS + HIGH_BANDS)
    ),
    smallest_denominator=20,
)

_LED_AND_HEADCOUNT = """
SELECT
    period,
    directorate,
    lead_staff_group AS staff_group,
    CAST(COUNT(*) AS DOUBLE) AS numerator,
    CAST(0 AS DOUBLE) AS denominator
FROM project_of_year
WHERE lead_staff_group IS NOT NULL
GROUP BY period, directorate, lead_staff_group
UNION ALL
SELECT
    period,
    directorate,
    staff_group,
    CAST(0 AS DOUBLE) AS numerator,
    CAST(SUM(headcount) AS DOUBLE) AS denominator
FROM headcount_at_month
WHERE staff_group IS NOT NULL AND period IN (SELECT period FROM year_of_register)
GROUP BY period, directorate, staff_group
"""

LEAD_REPRESENTATION = Indicator(
    id="lead_representation",
    catalogue="PJ04",
    title="Fair share of project leads",
    question="Is it only some staff groups who lead?",
    statistic="representation",
    better="equal",
    lenses=("equality", "engagement"),
    numerator="the group's share of leads of projects started in the 12 months to the end of the month",
    denominator="the group's share of headcount; both among those whose group is known",
    dimensions=("staff_group",),
    grain="month",
    roll_up="sum",
    needs=("project_register.lead_staff_group", "workforce.headcount"),
    source="project register; workforce",
    authority="idea: Q project on uptake by staff group; definition ours",
    why="1 is a fair share of leading; far below 1, the group is passed by.",
    sql=_LED_AND_HEADCOUNT,
    smallest_denominator=20,
)

LEADS_LEAST_REACHED = Indicator(
    id="leads_least_reached",
    catalogue="PJ04 least",
    title="Leading: the least-reached staff group",
    question="How far from a fair share of leading is the group furthest from it?",
    statistic="least_reached",
    better="higher",
    lenses=("equality",),
    numerator="projects led by the furthest staff group per head, drawn towards the unit's rate",
    denominator="projects led per head in the unit's staff groups of 20 people or more",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_register.lead_staff_group", "workforce.headcount"),
    source="project register; workforce",
    authority="idea: Q project on uptake by staff group; definition ours",
    why="One number for a unit: 1 where every staff group leads its share.",
    sql=_LED_AND_HEADCOUNT,
    smallest_denominator=20,
)

DECLARED = (
    FAIRNESS, INCLUSION, ENGAGEMENT_GAP, TRAINING_REPRESENTATION, TRAINING_LEAST_REACHED,
    NON_CLINICAL_REACH, BAND_REACH, LEAD_REPRESENTATION, LEADS_LEAST_REACHED,
)  # fmt: skip
