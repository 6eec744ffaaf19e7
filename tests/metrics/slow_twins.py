"""What would each indicator be, worked out by hand? Plain loops over accepted rows: no pandas, no SQL.

Each twin is written from the indicator's words (numerator, denominator, unit), not from its SELECT.
Months are counted as whole numbers, so that "the 12 months to the end of the month" needs no
arithmetic with dates.
"""

from __future__ import annotations

from tests.metrics.slow_parts import counted, divided, least_reached, represented
from tests.metrics.slow_project_twins import (
    always,
    cycles_ended,
    kept_up_to_date,
    known,
    leads_and_headcount,
    live,
    of_the_year,
    projects_started,
    starts_and_headcount,
    turning,
    written_up,
)
from tests.metrics.slow_survey_twins import (
    Twin,
    engagement_gap,
    item_score,
    published,
    response_rate,
)
from tests.metrics.slow_training_twins import (
    newly_reached,
    non_clinical_reach,
    people_trained,
    released,
    trained_and_headcount,
)

FRONT_LINE = ("1", "2", "3", "4", "5", "6", "7")

TWINS: dict[str, Twin] = {
    "engagement": published("E", "score"),
    "motivation": published("E_1", "score"),
    "involvement": published("E_2", "score"),
    "advocacy": published("E_3", "score"),
    "team_working": published("PP7_1", "score"),
    "shared_objectives": published("q7a", "percent"),
    "response_rate": response_rate,
    "project_starts_rate": divided("project_starts_rate", 1000, starts_and_headcount),
    "projects_started": counted("projects_started", projects_started),
    "fairness": published("PP1_3", "score"),
    "inclusion": published("PP1_4", "score"),
    "engagement_gap": engagement_gap,
    "training_representation": represented("training_representation", trained_and_headcount),
    "training_least_reached": least_reached("training_least_reached", trained_and_headcount),
    "non_clinical_reach": non_clinical_reach,
    "lead_representation": represented("lead_representation", leads_and_headcount),
    "leads_least_reached": least_reached("leads_least_reached", leads_and_headcount),
    "voice": published("PP3", "score"),
    "able_to_improve": published("q3f", "percent"),
    "autonomy": published("PP3_1", "score"),
    "autonomy_less_involvement": item_score("q3e", "q5b", "q3b"),
    "raising_concerns": published("PP3_2", "score"),
    "compassionate_leadership": published("PP1_2", "score"),
    "frontline_led": divided(
        "frontline_led",
        100,
        of_the_year(known("lead_band"), lambda project: project["lead_band"] in FRONT_LINE),
    ),
    "self_initiated": divided(
        "self_initiated",
        100,
        of_the_year(
            known("idea_source"), lambda project: project["idea_source"] in ("frontline", "patient")
        ),
    ),
    "development": published("PP5_1", "score"),
    "qi_training_coverage": divided("qi_training_coverage", 100, trained_and_headcount),
    "training_reach": divided("training_reach", 100, newly_reached),
    "release_to_attend": divided("release_to_attend", 100, released),
    "people_trained": counted("people_trained", people_trained),
    "numeric_aim": divided(
        "numeric_aim",
        100,
        live(known("has_numeric_aim"), lambda project: project["has_numeric_aim"] is True),
    ),
    "with_measures": divided(
        "with_measures",
        100,
        live(
            known("outcome_measures"),
            lambda project: (
                project["outcome_measures"] >= 1 and (project["process_measures"] or 0) >= 1
            ),
        ),
    ),
    "aligned_projects": divided("aligned_projects", 100, live(always, known("objective"))),
    "learning_shared": divided("learning_shared", 100, written_up),
    "register_health": divided("register_health", 100, kept_up_to_date),
    "care_first": item_score("q6a", "q25b"),
    "recognition": published("PP2", "score"),
    "appraisals": published("PP5_2", "score"),
    "line_management": published("PP7_2", "score"),
    "work_pressure": published("M_2", "score"),
    "pdsa_cycles_ended": counted("pdsa_cycles_ended", cycles_ended),
    "pdsa_cadence": divided("pdsa_cadence", 100, turning),
}
