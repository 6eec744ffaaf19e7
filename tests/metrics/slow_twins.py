"""What would each indicator be, worked out by hand? Plain loops over accepted rows: no pandas, no SQL.

Each twin is written from the indicator's words (numerator, denominator, unit), not from its SELECT.
Months are counted as whole numbers, so that "the 12 months to the end of the month" needs no
arithmetic with dates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.metrics.slow_parts import Part, counted, divided, least_reached, represented
from tests.metrics.slow_people_twins import (
    across,
    coaching,
    hours_and_wte,
    involved,
    left_after_training,
    managers_trained,
    on_a_project_after,
    starters_reached,
    with_a_coach,
)
from tests.metrics.slow_project_twins import (
    always,
    cycles_decided_or_not,
    cycles_ended,
    ended,
    far_within_a_year,
    features_met,
    fields_filled_in,
    kept_up_to_date,
    known,
    leads_and_headcount,
    live,
    live_and_headcount,
    live_with_a_log,
    not_adopted,
    objectives_served,
    of_the_year,
    past_90_days,
    projects_started,
    starts_and_headcount,
    stuck_at_testing,
    turning,
    written_up,
)
from tests.metrics.slow_survey_twins import (
    Held,
    Twin,
    engagement_gap,
    item_score,
    items_positive,
    more_positive,
    of_a_change,
    published,
    response_rate,
    standard,
)
from tests.metrics.slow_training_twins import (
    band_reach,
    newly_reached,
    non_clinical_reach,
    people_trained,
    released,
    trained_and_headcount,
    trained_to,
)

FRONT_LINE = ("1", "2", "3", "4", "5", "6", "7")

FINISHED = ("completed", "sustained")


def is_finished(project: dict[str, Any]) -> bool:
    return project["status"] in FINISHED


# Of all those that each indicator asks about, also where the answer is not known.
ASKED: dict[str, Callable[[Held], list[Part]]] = {
    **dict.fromkeys(
        ("numeric_aim", "with_measures", "coached_projects", "patients_involved"),
        live(always, always),
    ),
    **dict.fromkeys(("frontline_led", "self_initiated"), of_the_year(always, always)),
    "gains_held": ended(12, 35, lambda p: is_finished(p) or p["gains_held"] is not None, always),
    "cycles_not_adopted": cycles_decided_or_not,
    "pdsa_practice": live_with_a_log,
}


TWINS: dict[str, Twin] = {
    "change_commitment": of_a_change("commitment"),
    "change_efficacy": of_a_change("efficacy"),
    "engagement": published("E", "score"),
    "motivation": published("E_1", "score"),
    "involvement": published("E_2", "score"),
    "advocacy": published("E_3", "score"),
    "team_working": published("PP7_1", "score"),
    "shared_objectives": published("q7a", "percent"),
    "response_rate": response_rate,
    "pulse_engagement": published("E", "score", survey="pulse"),
    "pulse_motivation": published("E_1", "score", survey="pulse"),
    "pulse_involvement": published("E_2", "score", survey="pulse"),
    "pulse_advocacy": published("E_3", "score", survey="pulse"),
    "project_starts_rate": divided("project_starts_rate", 1000, starts_and_headcount),
    "live_projects_rate": divided("live_projects_rate", 1000, live_and_headcount),
    "projects_started": counted("projects_started", projects_started),
    "fairness": published("PP1_3", "score"),
    "inclusion": published("PP1_4", "score"),
    "engagement_gap": engagement_gap,
    "training_representation": represented("training_representation", trained_and_headcount),
    "training_least_reached": least_reached("training_least_reached", trained_and_headcount),
    "non_clinical_reach": non_clinical_reach,
    "band_reach": band_reach,
    **{
        f"trained_to_level_{level}": divided(f"trained_to_level_{level}", 100, trained_to(level))
        for level in (0, 2, 3, 4)
    },
    "lead_representation": represented("lead_representation", leads_and_headcount),
    "leads_least_reached": least_reached("leads_least_reached", leads_and_headcount),
    **{
        f"{name}_{how}": standard(characteristic, question, counted, among, how)
        for name, characteristic, question, counted, among in (
            ("wres_5", "Ethnicity", "q14a", (2, 3, 4, 5), (1, 2, 3, 4, 5)),
            ("wres_7", "Ethnicity", "q15", (1,), (1, 2, 9)),
            ("wres_8", "Ethnicity", "q16b", (1,), (1, 2)),
            ("wdes_4a_i", "Long-term condition", "q14a", (2, 3, 4, 5), (1, 2, 3, 4, 5)),
            ("wdes_4a_ii", "Long-term condition", "q14b", (2, 3, 4, 5), (1, 2, 3, 4, 5)),
            ("wdes_4a_iii", "Long-term condition", "q14c", (2, 3, 4, 5), (1, 2, 3, 4, 5)),
            ("wdes_4b", "Long-term condition", "q14d", (1, 2, 6), (1, 2, 3, 6)),
            ("wdes_5", "Long-term condition", "q15", (1,), (1, 2, 9)),
            ("wdes_6", "Long-term condition", "q11e", (1,), (1, 2)),
            ("wdes_7", "Long-term condition", "q4b", (4, 5), (1, 2, 3, 4, 5)),
        )
        for how in ("gap", "ratio")
    },
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
    "training_hours": divided("training_hours", 1, hours_and_wte),
    "people_involved": divided("people_involved", 100, involved),
    "training_to_action": divided("training_to_action", 100, on_a_project_after),
    "starters_reached": divided("starters_reached", 100, starters_reached),
    "managers_trained": divided("managers_trained", 100, managers_trained),
    "trained_leavers": divided("trained_leavers", 100, left_after_training),
    "active_coaches": divided("active_coaches", 100, coaching),
    "projects_per_coach": with_a_coach,
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
    "objective_coverage": divided("objective_coverage", 100, objectives_served),
    "pdsa_practice": divided("pdsa_practice", 1, features_met),
    "cycles_not_adopted": divided("cycles_not_adopted", 100, not_adopted),
    "learning_shared": divided("learning_shared", 100, written_up),
    "register_health": divided("register_health", 100, kept_up_to_date),
    "register_filled": divided("register_filled", 100, fields_filled_in),
    "care_first": item_score("q6a", "q25b"),
    "recognition": published("PP2", "score"),
    "appraisals": published("PP5_2", "score"),
    "line_management": published("PP7_2", "score"),
    "work_pressure": published("M_2", "score"),
    "pdsa_cycles_ended": counted("pdsa_cycles_ended", cycles_ended),
    "pdsa_cadence": divided("pdsa_cadence", 100, turning),
    "coached_projects": divided(
        "coached_projects", 100, live(known("has_coach"), lambda project: project["has_coach"])
    ),
    "across_directorates": divided("across_directorates", 100, across),
    "cross_team_working": published("q8a", "percent"),
    "tested_soon": divided("tested_soon", 100, past_90_days),
    "stuck_at_testing": divided("stuck_at_testing", 100, stuck_at_testing),
    "make_suggestions": published("q3d", "percent"),
    "involved_in_change": published("q3e", "percent"),
    "speak_up_gap": more_positive("q25e", "q25f"),
    "patients_involved": divided(
        "patients_involved",
        100,
        live(known("involvement"), lambda p: p["involvement"] in ("co-designed", "co-led")),
    ),
    "projects_completed": divided(
        "projects_completed",
        100,
        ended(0, 23, lambda p: p["status"] in (*FINISHED, "stopped"), is_finished),
    ),
    "reached_improvement": divided("reached_improvement", 100, far_within_a_year),
    "gains_checked": divided(
        "gains_checked", 100, ended(12, 35, is_finished, known("gains_checked_on"))
    ),
    "gains_held": divided(
        "gains_held", 100, ended(12, 35, known("gains_held"), lambda p: p["gains_held"])
    ),
    "staff_view_n1": items_positive("q2a", "q2b", "q7a", "q8a", "q25a", "q25c"),
    "staff_view_n2": items_positive("q24a", "q24b", "q24c", "q24d", "q24e"),
    "staff_view_n3": items_positive("q9a", "q9b", "q9f", "q9g", "q9h", "q9i"),
    "staff_view_n4": items_positive("q3d", "q3e", "q3f", "q5b", "q7d"),
    "staff_view_n5": items_positive("q6a", "q25b", "q25e", "q25f"),
}
