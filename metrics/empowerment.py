"""Do people have a voice, control and backing to improve their work? Declarations only."""

from __future__ import annotations

from metrics.project_measures import share_of_projects
from metrics.survey_measures import (
    item_scores,
    percent_difference,
    survey_percent,
    survey_score,
)

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

FRONTLINE_LED = share_of_projects(
    id="frontline_led",
    catalogue="PJ05",
    title="Projects led from the front line",
    question="Does improvement come from below?",
    lenses=("empowerment",),
    counted_in_words="led by somebody in bands 1 to 7",
    among_in_words="projects started in the 12 months to the end of the month whose lead's band is known",
    needs=("project_register.lead_band",),
    authority="idea: Q project on independent starts; rule (bands 1 to 7) ours",
    why="Shows whether staff start improvements themselves or wait for managers.",
    among="project_of_year",
    known="lead_band IS NOT NULL",
    counted="lead_band IN ('1', '2', '3', '4', '5', '6', '7')",
)

SELF_INITIATED = share_of_projects(
    id="self_initiated",
    catalogue="PJ06",
    title="Projects started by staff or patients",
    question="Do staff start improvements on their own?",
    lenses=("empowerment", "conditions"),
    counted_in_words="whose idea came from front-line staff or patients",
    among_in_words="projects started in the 12 months to the end of the month whose source is known",
    needs=("project_register.idea_source",),
    authority="idea: Q project on independent starts; definition ours",
    why="A culture shows in what people begin without being told.",
    among="project_of_year",
    known="idea_source IS NOT NULL",
    counted="idea_source IN ('frontline', 'patient')",
)

TESTED_SOON = share_of_projects(
    id="tested_soon",
    catalogue="PJ12",
    title="Projects that tested a change within 90 days",
    question="How fast do ideas become tests?",
    lenses=("empowerment", "conditions"),
    counted_in_words="that tested a first change within 90 days of their start",
    among_in_words="projects started 3 to 15 months before the end of the month",
    needs=("project_register.first_test_on",),
    authority="IHI project progress scale (idea); the 90 days are ours",
    why="A test in the first weeks keeps people; a plan for a year loses them.",
    among="project_past_90_days",
    counted="first_test_on <= started_on + INTERVAL 90 DAY",
    caution="A project without a date of its first test counts as not having tested.",
)

STUCK_AT_TESTING = share_of_projects(
    id="stuck_at_testing",
    catalogue="PJ17",
    title="Testing projects stuck for over 90 days",
    question="Who needs help?",
    lenses=("empowerment", "conditions", "capability"),
    counted_in_words="without a PDSA cycle ended in the 90 days before the register's date",
    among_in_words="projects at the testing stage, started over 90 days before the register's date",
    needs=("project_register.status", "pdsa_log.ended_on"),
    authority="idea: ELFT, where three in ten did not move on within three months; definition ours",
    why="A stuck project is a person waiting for help.",
    among="project_at_testing",
    counted="last_cycle_on IS NULL OR last_cycle_on < register_on - INTERVAL 90 DAY",
    better="lower",
)

SUGGEST = survey_percent(
    "make_suggestions", "SS06", "q3d", "Able to make suggestions",
    "Can people suggest improvements to the work of their team?",
    ("engagement", "empowerment"),
    "The first step: being asked, and daring to say.",
)  # fmt: skip

INVOLVED_IN_CHANGE = survey_percent(
    "involved_in_change", "SS06 part", "q3e", "Involved in changes that affect them",
    "Are people involved in deciding on changes to their work?",
    ("engagement", "empowerment"),
    "Change done with people holds; change done to them does not.",
)  # fmt: skip

SPEAK_UP_GAP = percent_difference(
    "speak_up_gap", "SS09", "q25e", "q25f", "Speaking up, and being heard",
    "When people speak up, do we act?",
    ("empowerment", "conditions"),
    "People who feel safe to speak but not that anything happens stop speaking.",
)  # fmt: skip

DECLARED = (
    VOICE, ABLE_TO_IMPROVE, AUTONOMY, AUTONOMY_LESS_INVOLVEMENT, RAISING_CONCERNS,
    COMPASSIONATE_LEADERSHIP, FRONTLINE_LED, SELF_INITIATED, TESTED_SOON, STUCK_AT_TESTING, SUGGEST,
    INVOLVED_IN_CHANGE, SPEAK_UP_GAP,
)  # fmt: skip
