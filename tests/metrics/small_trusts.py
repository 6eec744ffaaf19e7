"""Which small trusts are worth trying? Tables of a few rows each, full of edges."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from warehouse.datasets import DATASETS, schema

Row = dict[str, Any]
Held = dict[str, list[Row]]

DIRECTORATES = ("Surgery", "Medicine", "Estates", "Theatres")
DIVISIONS = ("Hospital", "Support")
STAFF_GROUPS = (
    "Nursing and Midwifery Registered",
    "Medical and Dental",
    "Administrative and Clerical",
    "Estates and Ancillary",
    None,
)
BANDS = ("3", "7", "8a", "Medical", None)
SCORES = (
    "E", "E_1", "E_2", "E_3", "PP7_1", "PP1_2", "PP1_3", "PP1_4", "PP2", "PP3", "PP3_1", "PP3_2",
    "PP5_1", "PP5_2", "PP7_2", "M_2",
)  # fmt: skip
PERCENTS = ("q3f", "q7a")
MORE_PERCENTS = (
    ("q25e", "q25f"),
    ("q8a", "q3d", "q3e"),
    ("q6a", "q25b", "q25e", "q25f"),
    ("q2a", "q2b", "q7a", "q8a", "q25a", "q25c"),
    ("q24a", "q24b", "q24c", "q24d", "q24e"),
    ("q9a", "q9b", "q9f", "q9g", "q9h", "q9i"),
    ("q3d", "q3e", "q3f", "q5b", "q7d"),
)
ITEMS = ("q3e", "q5b", "q3b", "q6a", "q25b")
# Questions that make up a sub-score, among them yes and no, reversed ones, and a filtered set.
PARTS_OF_A_SCORE = (
    ("q3c", "q3d", "q3f"),
    ("q3c", "q3d", "q3f", "q2a", "q2b", "q2c"),
    ("q20a", "q20b", "q25e", "q25f"),
    ("q15", "q16a", "q16b", "q21"),
    ("q23a", "q23b", "q23c", "q23d"),
)
ANSWERS = {
    "q15": (1, 2, 9), "q16a": (1, 2), "q16b": (1, 2), "q23a": (1, 2),
    "q14d": (1, 2, 6, 3, 4, 9), "q23b": (1, 2, 3), "q23c": (1, 2, 3), "q23d": (1, 2, 3),
}  # fmt: skip
# The first and last days of months, a leap day, and gaps of 6, 11, 12 and 30 months between them.
DAYS = tuple(
    date(*day)
    for day in (
        (2023, 8, 31), (2023, 9, 1), (2024, 1, 31), (2024, 2, 28), (2024, 2, 29), (2024, 3, 1),
        (2024, 8, 28), (2024, 8, 31), (2024, 9, 1), (2025, 1, 31), (2025, 2, 28), (2025, 3, 1),
        (2025, 6, 30), (2025, 8, 31), (2025, 9, 30), (2025, 10, 1), (2025, 10, 31), (2025, 12, 15),
    )
)  # fmt: skip

day = st.sampled_from(DAYS)
day_or_none = st.none() | day
yes_no_unknown = st.sampled_from((True, False, None))
people = st.integers(1, 40)
people_or_unknown = st.none() | people
score = st.integers(0, 40).map(lambda quarter: quarter / 4)


@st.composite
def survey_group(draw: st.DrawFn) -> Row:
    """One of the groups that a survey line may speak of, by accepted.sql."""
    kind = draw(
        st.sampled_from(
            ("trust", "division", "directorate", "directorate", "staff_group", "both", "band")
        )
    )
    return {
        "trust": {},
        "division": {"division": draw(st.sampled_from(DIVISIONS))},
        "directorate": {
            "directorate": draw(st.sampled_from(DIRECTORATES)),
        },
        "staff_group": {"staff_group": draw(st.sampled_from(STAFF_GROUPS[:3]))},
        "both": {
            "division": draw(st.sampled_from(DIVISIONS)),
            "staff_group": draw(st.sampled_from(STAFF_GROUPS[:3])),
        },
        "band": {"band": draw(st.sampled_from(BANDS[:3]))},
    }[kind]


@st.composite
def survey_rows(draw: st.DrawFn) -> list[Row]:
    """What one group said in one wave: a few scores, shares of answers, and how many answered."""
    survey = draw(st.sampled_from(("annual", "annual", "annual", "pulse")))
    waves = ("2024", "2025") if survey == "annual" else ("2024-Q4", "2025-Q1")
    about = {
        "survey": survey,
        "period": draw(st.sampled_from(waves)),
        "weighting": draw(st.sampled_from(("unweighted", "unweighted", "weighted"))),
        "release": "2025",
        "is_suppressed": False,
        **draw(survey_group()),
    }
    rows: list[Row] = []
    for measure in draw(st.sets(st.sampled_from((*SCORES, *PERCENTS)), max_size=4)):
        is_percent = measure in PERCENTS
        rows.append(
            {
                "measure": measure,
                "value_kind": "percent" if is_percent else "score",
                "value": 10 * draw(score) if is_percent else draw(score),
                "respondents": draw(people_or_unknown),
            }
        )
    for measure in draw(
        st.sampled_from(((), ("q6a", "q25b"), ("q3e", "q5b", "q3b"), ITEMS, ITEMS))
    ):
        rows.extend(draw(question_rows(measure)))
    given = {row["measure"] for row in rows if row["value_kind"] == "percent"}
    for measure in draw(st.sampled_from(((), *MORE_PERCENTS))):
        if draw(st.integers(0, 5)) and measure not in given:
            rows.append(
                {
                    "measure": measure,
                    "value_kind": "percent",
                    "value": 10 * draw(score),
                    "respondents": draw(people_or_unknown),
                }
            )
    for measure in draw(st.sampled_from(((), *PARTS_OF_A_SCORE))):
        if draw(st.integers(0, 4)):
            rows.extend(draw(question_rows(measure)))
    if draw(st.booleans()):
        eligible = draw(people_or_unknown)
        rows.append(
            {
                "measure": "response_rate",
                "value_kind": "rate",
                "respondents": eligible and draw(st.integers(0, eligible)),
                "eligible": eligible,
            }
        )
    if draw(st.integers(0, 3)) == 0 and rows:
        withheld = draw(st.sampled_from(rows))
        withheld |= {"is_suppressed": True, "value": None, "respondents": None}
    return [{**about, **row} for row in rows]


@st.composite
def question_rows(draw: st.DrawFn, measure: str) -> list[Row]:
    """A question's score as published, or the shares of all five answers, or of too few of them."""
    answered = draw(people)
    how = draw(st.sampled_from(("score", "shares", "shares", "positive only", "none at the ends")))
    if how == "score":
        return [
            {
                "measure": measure,
                "value_kind": "score",
                "value": draw(score),
                "respondents": answered,
            }
        ]
    options = {
        "shares": ANSWERS.get(measure, range(1, 6)),
        "positive only": ANSWERS.get(measure, (4, 5))[-2:],
        "none at the ends": ANSWERS.get(measure, (2, 3, 4)),
    }[how]
    weights = [draw(st.integers(1, 9)) for _ in options]
    whole = 60.0 if how == "positive only" else 100.0
    return [
        {
            "measure": measure,
            "value_kind": "share",
            "option_code": option,
            "value": whole * weight / sum(weights),
            "respondents": answered,
        }
        for option, weight in zip(options, weights, strict=True)
    ]


@st.composite
def characteristic_rows(draw: st.DrawFn) -> list[Row]:
    """Engagement of both sides of a characteristic, perhaps one of them withheld or missing."""
    characteristic, sides = draw(
        st.sampled_from(
            (
                ("Ethnicity", ("White", "All other ethnic groups")),
                ("Long-term condition", ("Yes", "No")),
                ("Age", ("16-30", "31-50")),
            )
        )
    )
    rows = []
    for side in sides[: draw(st.integers(1, 2))]:
        withheld = draw(st.integers(0, 5)) == 0
        rows.append(
            {
                "survey": "annual",
                "period": draw(st.just("2025")),
                "characteristic": characteristic,
                "characteristic_group": side,
                "measure": "E",
                "value_kind": "score",
                "value": None if withheld else draw(score),
                "respondents": None if withheld else draw(people),
                "is_suppressed": withheld,
                "weighting": "unweighted",
                "release": "2025",
            }
        )
    for side in sides[: draw(st.integers(1, 2))]:
        for measure in draw(st.sampled_from(((), ("q14a", "q15"), ("q14d", "q4b"), ("q16b",)))):
            about = {
                "survey": "annual",
                "period": "2025",
                "characteristic": characteristic,
                "characteristic_group": side,
                "weighting": "unweighted",
                "release": "2025",
                "is_suppressed": False,
            }
            asked = draw(question_rows(measure))
            if measure in ("q15", "q4b") and draw(st.booleans()):
                asked.append(
                    {
                        "measure": measure,
                        "value_kind": "percent",
                        "value": 10 * draw(score),
                        "respondents": draw(people),
                    }
                )
            if asked and draw(st.integers(0, 5)) == 0:
                asked[0] |= {"is_suppressed": True, "value": None, "respondents": None}
            rows += [{**about, **row} for row in asked]
    return rows


project = st.fixed_dictionaries(
    {
        "project_id": st.sampled_from([f"QI-{number}" for number in range(1, 9)]),
        "title": st.just("A project"),
        "directorate": st.sampled_from(DIRECTORATES),
        "lead_staff_group": st.sampled_from(STAFF_GROUPS),
        "lead_band": st.sampled_from(BANDS),
        "started_on": day,
        "status": st.sampled_from(("idea", "testing", "sustained", "completed", "stopped")),
        "ended_on": day_or_none,
        "idea_source": st.sampled_from(("frontline", "patient", "leader", None)),
        "objective": st.sampled_from(("Safe care", None)),
        "outcome_measures": st.sampled_from((0, 1, 2, None)),
        "process_measures": st.sampled_from((0, 1, None)),
        "has_numeric_aim": yes_no_unknown,
        "updated_on": day_or_none,
        "case_study_on": day_or_none,
        "first_test_on": day_or_none,
        "has_coach": yes_no_unknown,
        "other_directorates": st.sampled_from((None, None, "Surgery")),
        "involvement": st.sampled_from((None, "informed", "co-designed", "co-led")),
        "gains_checked_on": day_or_none,
        "gains_held": yes_no_unknown,
    }
)

cycle = st.fixed_dictionaries(
    {
        "project_id": st.sampled_from([f"QI-{number}" for number in range(1, 10)]),
        "cycle": st.integers(1, 3),
        "started_on": day,
        "ended_on": day_or_none,
        "has_prediction": yes_no_unknown,
        "scale": st.sampled_from(("few", "team", None)),
        "data_points": st.sampled_from((0, 5, 9, 10, None)),
        "outcome": st.sampled_from(("adopt", "adapt", "abandon", None)),
    }
)

objective = st.fixed_dictionaries(
    {
        "objective": st.sampled_from(("Safe care", "Care on time")),
        "directorate": st.sampled_from((None, "Surgery")),
        "valid_from": day_or_none,
        "valid_to": day_or_none,
    }
)

by_name = st.fixed_dictionaries(
    {
        "grain": st.just("person"),
        "held_on": day,
        "course": st.sampled_from(
            ("QI Bronze", "Silver", "Coach", "Bitesize", "Learning lunch", "Board day")
        ),
        "staff_key": st.sampled_from([f"key {number}" for number in range(1, 7)]),
        "directorate": st.sampled_from(DIRECTORATES),
        "staff_group": st.sampled_from(STAFF_GROUPS),
        "band": st.sampled_from(BANDS),
        "status": st.sampled_from(
            ("attended", "attended", "did not attend", "cancelled", "booked")
        ),
        "hours": st.sampled_from((2.0, 2.0, 3.5, 7.5, 7.5, None)),
    }
)

by_session = st.fixed_dictionaries(
    {
        "grain": st.just("session"),
        "held_on": day,
        "course": st.just("Bitesize"),
        "directorate": st.sampled_from(DIRECTORATES),
        "staff_group": st.sampled_from(STAFF_GROUPS),
        "booked": st.integers(5, 9),
        "attended": st.integers(0, 5),
        "hours": st.sampled_from((1.0, 1.0, None)),
    }
)

on_team = st.fixed_dictionaries(
    {
        "project_id": st.sampled_from([f"QI-{number}" for number in range(1, 10)]),
        "staff_key": st.sampled_from([f"key {number}" for number in range(1, 8)]),
        "role": st.sampled_from(("lead", "member", "coach")),
        "directorate": st.sampled_from((None, *DIRECTORATES)),
        "staff_group": st.sampled_from(STAFF_GROUPS),
        "band": st.sampled_from(BANDS),
        "joined_on": day_or_none,
        "left_on": day_or_none,
    }
)

progress_score = st.fixed_dictionaries(
    {
        "project_id": st.sampled_from([f"QI-{number}" for number in range(1, 10)]),
        "scored_on": day,
        "score": st.sampled_from((0.5, 2.5, 3.0, 5.0)),
    }
)

employment = st.fixed_dictionaries(
    {
        "staff_key": st.sampled_from([f"key {number}" for number in range(1, 9)]),
        "directorate": st.sampled_from(DIRECTORATES),
        "is_manager": yes_no_unknown,
        "joined_on": day,
        "left_on": day_or_none,
        "listed_on": st.sampled_from(DAYS[-4:]),
    }
)

about_a_change = st.fixed_dictionaries(
    {
        "change": st.sampled_from(("Care without paper", "A-Q rota")),
        "asked_on": st.sampled_from(DAYS[::5]),
        "directorate": st.sampled_from(DIRECTORATES),
        "respondents": people_or_unknown,
        "commitment": st.none() | st.integers(4, 20).map(lambda quarter: quarter / 4),
        "efficacy": st.none() | st.integers(4, 20).map(lambda quarter: quarter / 4),
    }
)

headcount = st.fixed_dictionaries(
    {
        "snapshot_on": st.sampled_from(DAYS[::5]),
        "directorate": st.sampled_from(DIRECTORATES),
        "staff_group": st.sampled_from(STAFF_GROUPS),
        "band": st.sampled_from(BANDS),
        "headcount": st.sampled_from((0, 1, 7, 19, 20, 21, 60)),
        "wte": st.sampled_from((None, 0.0, 6.5, 20.0)),
    }
)

# Theatres and Wards went into Surgery, which later changed its division; one directorate has no
# division.
STRUCTURE: list[Row] = [
    {"directorate": "Theatres", "division": "Hospital", "valid_to": date(2024, 3, 31), "became": "Surgery"},
    {"directorate": "Wards", "division": "Hospital", "valid_to": date(2024, 3, 31), "became": "Surgery"},
    {"directorate": "Surgery", "division": "Support", "valid_from": date(2024, 4, 1), "valid_to": date(2025, 3, 31)},
    {"directorate": "Surgery", "division": "Hospital", "valid_from": date(2025, 4, 1)},
    {"directorate": "Medicine", "division": "Hospital"},
]  # fmt: skip


@st.composite
def trusts_alike(draw: st.DrawFn, many: int) -> list[Held]:
    """So many small trusts of one structure: what they share can be worked out once for all."""
    structure = draw(st.sampled_from((STRUCTURE, [])))
    return [draw(small_trusts(structure)) for _ in range(many)]


@st.composite
def small_trusts(draw: st.DrawFn, structure: Sequence[Row] = ()) -> Held:
    """Rows of every dataset, some of them none."""
    register_on = draw(day)
    lines = [row for rows in draw(st.lists(survey_rows(), max_size=6)) for row in rows]
    lines += [row for rows in draw(st.lists(characteristic_rows(), max_size=2)) for row in rows]
    register = draw(st.lists(project, max_size=8))
    lists = draw(st.lists(by_name, max_size=10)) + draw(st.lists(by_session, max_size=3))
    staff = draw(st.lists(headcount, max_size=8))
    return counting(
        {
            "staff_survey": lines,
            "project_register": [{**row, "register_on": register_on} for row in register],
            "pdsa_log": draw(st.lists(cycle, max_size=8)),
            "project_team": draw(st.lists(on_team, max_size=8)),
            "project_progress": draw(st.lists(progress_score, max_size=6)),
            "staff_list": draw(st.lists(employment, max_size=6)),
            "training_attendance": [{**row, "period": f"{row['held_on']:%Y-%m}"} for row in lists],
            "workforce": [{**row, "period": f"{row['snapshot_on']:%Y-%m}"} for row in staff],
            "structure": list(structure),
            "self_assessment": [],
            "objective": draw(st.lists(objective, max_size=4)),
            "change_readiness": [
                {**row, "period": f"{row['asked_on']} {row['change']}"}
                for row in draw(st.lists(about_a_change, max_size=4))
            ],
        }
    )


def people_of_two_years() -> Held:
    """Teams, scores and employments beside test_slow_twins' larger trust, always the same."""
    chance = random.Random(20253)
    first, last = date(2024, 1, 1), date(2025, 12, 31)

    def day(since: date = first) -> date:
        return since + timedelta(days=chance.randrange((last - since).days + 1))

    def perhaps(value: Any, share: float) -> Any:
        return value if chance.random() < share else None

    return {
        "project_team": [
            {
                "project_id": f"QI-{chance.randrange(310)}",
                "staff_key": f"key {chance.randrange(200)}",
                "role": chance.choice(("lead", "member", "member", "coach")),
                "directorate": perhaps(chance.choice(DIRECTORATES), 0.8),
                "staff_group": chance.choice(STAFF_GROUPS),
                "band": chance.choice(BANDS),
                "joined_on": (joined_on := perhaps(day(), 0.6)),
                "left_on": perhaps(day(joined_on or first), 0.5),
            }
            for _ in range(500)
        ],
        "project_progress": [
            {
                "project_id": f"QI-{chance.randrange(310)}",
                "scored_on": day(),
                "score": chance.randrange(1, 11) / 2,
            }
            for _ in range(600)
        ],
        "staff_list": [
            {
                "staff_key": f"key {number}",
                "directorate": chance.choice(DIRECTORATES),
                "is_manager": perhaps(chance.random() < 0.4, 0.9),
                "joined_on": (joined_on := perhaps(day(), 0.6) or date(2019, 4, 1)),
                "left_on": perhaps(day(joined_on), 0.3),
                "listed_on": last,
            }
            for number in [*range(200), *range(0, 200, 3)]  # some left and came back
        ],
    }


def counting(held: Held) -> Held:
    """The rows with every column of accepted.sql, of each key the last."""
    complete: Held = {}
    for dataset, rows in held.items():
        columns = schema(dataset).names
        last = {}
        for place, row in enumerate(rows, start=2):
            whole = {column: row.get(column) for column in columns} | {"source_row": place}
            last[tuple(whole[column] for column in DATASETS[dataset].key)] = whole
        complete[dataset] = list(last.values())
    return complete
