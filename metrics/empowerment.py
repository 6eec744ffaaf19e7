"""Do people have a voice, control and backing to improve their work? Declarations only."""

from __future__ import annotations

from metrics.indicator import Indicator
from metrics.survey_measures import item_scores, survey_percent, survey_score

VOICE = survey_score(
    "voice", "PP3", "PP3", "A voice that counts", "Do people have a say, and can they raise concerns?",
    ("empowerment",),
    "The People Promise element nearest to empowerment; peers publish it.",
    ("q3a", "q3b", "q3c", "q3d", "q3e", "q3f", "q5b", "q20a", "q20b", "q25e", "q25f"),
)  # fmt: skip

ABLE_TO_IMPROVE = survey_percent(
    "able_to_improve", "SS05", "q3f", "Able to make improvements happen",
    "Can I make improvements happen in my area of work?",
    ("empowerment", "conditions", "N4"),
    "The single question of the survey that asks about improving.",
)  # fmt: skip

AUTONOMY = survey_score(
    "autonomy", "SS07", "PP3_1", "Autonomy and control", "Do people have control over their work?",
    ("empowerment", "conditions"),
    "People improve what they have a say in.",
    ("q3a", "q3b", "q3c", "q3d", "q3e", "q3f", "q5b"),
)  # fmt: skip

AUTONOMY_LESS_INVOLVEMENT = item_scores(
    "autonomy_less_involvement", "SS07 part", ("q3e", "q5b", "q3b"), "Say over one's own work",
    "Do people have a say, leaving out what engagement already counts?",
    ("empowerment", "conditions"),
    "Lets empowerment be scored without counting the involvement questions twice.",
)  # fmt: skip

RAISING_CONCERNS = survey_score(
    "raising_concerns", "SS08", "PP3_2", "Raising concerns", "Is it safe to speak, and is it acted on?",
    ("empowerment", "conditions", "N5"),
    "A team that cannot say what is wrong cannot put it right.",
    ("q20a", "q20b", "q25e", "q25f"),
)  # fmt: skip

COMPASSIONATE_LEADERSHIP = survey_score(
    "compassionate_leadership", "SS10", "PP1_2", "Compassionate leadership",
    "Do managers listen and help, as a coach would?",
    ("empowerment", "N3"),
    "The survey's nearest thing to a coaching style of leadership.",
    ("q9f", "q9g", "q9h", "q9i"),
    authority="score: NHS Staff Survey technical guide 2025; reading as coaching style: ours",
)  # fmt: skip

FRONTLINE_LED = Indicator(
    id="frontline_led",
    catalogue="PJ05",
    title="Projects led from the front line",
    question="Does improvement come from below?",
    statistic="proportion",
    better="higher",
    lenses=("empowerment",),
    numerator="of these, led by somebody in bands 1 to 7",
    denominator="projects started in the 12 months to the end of the month whose lead's band is known",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_register.lead_band",),
    source="project register",
    authority="idea: Q project on independent starts; rule (bands 1 to 7) ours",
    why="Shows whether staff start improvements themselves or wait for managers.",
    sql="""
SELECT
    period,
    directorate,
    CAST(SUM(CASE WHEN lead_band IN ('1', '2', '3', '4', '5', '6', '7') THEN 1 ELSE 0 END) AS DOUBLE)
        AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM project_of_year
WHERE lead_band IS NOT NULL
GROUP BY period, directorate
""",
    smallest_denominator=5,
)

SELF_INITIATED = Indicator(
    id="self_initiated",
    catalogue="PJ06",
    title="Projects started by staff or patients",
    question="Do staff start improvements on their own?",
    statistic="proportion",
    better="higher",
    lenses=("empowerment", "conditions"),
    numerator="of these, whose idea came from front-line staff or patients",
    denominator="projects started in the 12 months to the end of the month whose source is known",
    dimensions=("trust", "division", "directorate"),
    grain="month",
    roll_up="sum",
    needs=("project_register.idea_source",),
    source="project register",
    authority="idea: Q project on independent starts; definition ours",
    why="A culture shows in what people begin without being told.",
    sql="""
SELECT
    period,
    directorate,
    CAST(SUM(CASE WHEN idea_source IN ('frontline', 'patient') THEN 1 ELSE 0 END) AS DOUBLE)
        AS numerator,
    CAST(COUNT(*) AS DOUBLE) AS denominator
FROM project_of_year
WHERE idea_source IS NOT NULL
GROUP BY period, directorate
""",
    smallest_denominator=5,
)

DECLARED = (
    VOICE, ABLE_TO_IMPROVE, AUTONOMY, AUTONOMY_LESS_INVOLVEMENT, RAISING_CONCERNS,
    COMPASSIONATE_LEADERSHIP, FRONTLINE_LED, SELF_INITIATED,
)  # fmt: skip
