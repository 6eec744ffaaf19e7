"""Does every indicator say what its words say? Each against a twin in plain loops."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import HealthCheck, given
from hypothesis import settings as trying

from metrics.compute import GROUP, is_collected, lines, values
from metrics.indicator import Indicator
from metrics.registry import INDICATORS
from settings import settings
from tests.metrics.slow_parts import totals
from tests.metrics.slow_survey_twins import Answer, Key
from tests.metrics.slow_twins import ASKED, TWINS
from tests.metrics.small_trusts import (
    BANDS,
    DIRECTORATES,
    DIVISIONS,
    ITEMS,
    MORE_PERCENTS,
    PERCENTS,
    SCORES,
    STAFF_GROUPS,
    STRUCTURE,
    Held,
    Row,
    counting,
    people_of_two_years,
    small_trusts,
    trusts_alike,
)
from warehouse.build import load_current, own_database, prepare_views
from warehouse.datasets import schema
from warehouse.lasting_names import structure_of

Found = tuple[float, float | None, float]  # value, base, and the base with those not known
SMALL_TRUSTS = 200
TOGETHER = 4  # in one database; more, and hypothesis takes longer to draw them
STANDARD_ANSWERS = {
    **dict.fromkeys(("q14a", "q14b", "q14c"), (1, 2, 3, 4, 5)),
    "q14d": (1, 2, 6, 3, 4, 9), "q15": (1, 2, 9), "q16b": (1, 2), "q11e": (1, 2),
}  # fmt: skip


# What is made of shown values has a twin beside its own module's tests (test_spread.py).
MEASURED = {key: one for key, one in INDICATORS.items() if one.roll_up != "from shown"}


def fill(connection: DuckDBPyConnection, held: Held) -> None:
    """Fill a database as the publisher fills it."""
    beside = {name: pa.Table.from_pylist(rows, schema(name)) for name, rows in held.items() if rows}
    load_current(connection, Path(), [], beside)
    prepare_views(connection, settings())


def published(*trusts: Held) -> list[dict[str, dict[Key, Found]]]:
    """Value, base and how many were asked of every indicator that each trust collects, by group, as the publisher works
    them out.

    Trusts asked together share one structure, and each has a schema of its own in one database.
    Rolling up, dividing and planning take their time whatever the rows, and so are done once for
    all; of several small ones, any plan will do for their SELECTs.
    """
    collected: dict[str, Indicator] = {}
    several = len(trusts) > 1  # the publisher's own database is locked, so these have another
    with duckdb.connect(config={"threads": 1}) if several else own_database() as connection:
        if several:
            connection.execute("PRAGMA disable_optimizer")
        for number, held in enumerate(trusts):
            here = f"SET schema = 'trust_{number}'"
            connection.execute(f"CREATE SCHEMA trust_{number}; {here}")
            fill(connection, held)
            collected |= {
                f"{number} {name}": replace(one, id=f"{number} {name}", sql=f"{here}; {one.sql}")
                for name, one in MEASURED.items()
                if is_collected(connection, one)
            }
        held_lines = lines(connection, collected.values(), structure_of(connection))
    rows = values(held_lines, collected, 2.0)
    found: list[dict[str, dict[Key, Found]]] = [{} for _ in trusts]
    for asked in collected:
        number, name = asked.split(" ")
        found[int(number)][name] = {}
    columns = ["indicator", "period", "breakdown", *GROUP, "weighting", "value", "base", "total"]
    for asked, *key, value, base, total in rows[columns].itertuples(index=False):
        number, name = asked.split(" ")
        answers = found[int(number)][name]
        if not math.isnan(value):
            assert tuple(key) not in answers, f"{name} twice for {key}"
            answers[tuple(key)] = (
                value,
                None if math.isnan(base) else base,
                base if math.isnan(total) else total,
            )
    return found


def twin(held: Held, name: str) -> dict[Key, Answer]:
    """What the twin says, for the breakdowns that the indicator is declared for."""
    return {
        key: answer
        for key, answer in TWINS[name](held).items()
        if key[1] in INDICATORS[name].dimensions
    }


def asked_of(held: Held, name: str) -> dict[Key, float]:
    """Of how many the indicator asks in each group, known or not; nothing where it leaves nobody out."""
    if name not in ASKED:
        return {}
    return {
        key: base
        for breakdown in INDICATORS[name].dimensions
        for key, (_, base) in totals(held, ASKED[name](held), breakdown).items()
    }


def assert_equal(held: Held, name: str, found: dict[Key, Found]) -> None:
    wanted, asked = twin(held, name), asked_of(held, name)
    assert set(found) == set(wanted), name
    for key, (value, base) in wanted.items():
        assert found[key][0] == pytest.approx(value, rel=1e-9, abs=1e-9), (name, key)
        assert found[key][1] == (base if base is None else pytest.approx(base)), (name, key)
        if base is not None:
            assert found[key][2] == pytest.approx(asked.get(key, base)), (name, key)


def test_every_indicator_has_a_twin() -> None:
    assert set(TWINS) == set(MEASURED)


@trying(
    max_examples=SMALL_TRUSTS // TOGETHER,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(trusts_alike(TOGETHER))
def test_every_indicator_of_two_hundred_small_trusts_equals_its_twin(trusts: list[Held]) -> None:
    for held, collected in zip(trusts, published(*trusts), strict=True):
        for name, found in collected.items():
            assert_equal(held, name, found)


def test_every_indicator_of_a_trust_with_one_row_of_each_dataset_equals_its_twin() -> None:
    larger = larger_trust()
    trusts = [
        {name: rows[place : place + 1] for name, rows in larger.items()} for place in range(8)
    ]
    structure = larger["structure"]
    trusts = [{**held, "structure": structure} for held in trusts]
    for held, collected in zip(trusts, published(*trusts), strict=True):
        for name, found in collected.items():
            assert_equal(held, name, found)


@trying(max_examples=15, derandomize=True, deadline=None, database=None)
@given(small_trusts())
def test_an_indicator_is_left_out_only_where_something_it_needs_is_missing(held: Held) -> None:
    needed = {
        name: all(
            any(row[column] is not None for row in held[dataset])
            for dataset, column in (need.split(".") for need in indicator.needs)
        )
        for name, indicator in INDICATORS.items()
    }
    with own_database() as connection:
        fill(connection, held)
        assert {name: is_collected(connection, i) for name, i in INDICATORS.items()} == needed


@pytest.fixture(scope="module")
def larger() -> tuple[Held, dict[str, dict[Key, Found]]]:
    held = larger_trust()
    return held, published(held)[0]


@pytest.mark.parametrize("name", MEASURED)
def test_every_indicator_of_a_larger_trust_equals_its_twin(
    name: str, larger: tuple[Held, dict[str, dict[Key, Found]]]
) -> None:
    held, found = larger
    assert found[name]
    assert_equal(held, name, found[name])


def test_in_the_larger_trust_every_declared_breakdown_has_values(
    larger: tuple[Held, dict[str, dict[Key, Found]]],
) -> None:
    _, found = larger
    empty = {
        (name, breakdown)
        for name, indicator in MEASURED.items()
        for breakdown in indicator.dimensions
        if not any(key[1] == breakdown for key in found[name])
    }
    assert empty == set()


def test_nothing_held_gives_no_values() -> None:
    assert published({}) == [{}]


def larger_trust() -> Held:
    """Two years of everything, always the same: 300 projects, 400 attendances, all groups and measures."""
    chance, features = random.Random(20251), random.Random(20252)
    first, last = date(2024, 1, 1), date(2025, 12, 31)

    def day(since: date = first) -> date:
        return since + timedelta(days=chance.randrange((last - since).days + 1))

    def perhaps(value: Any, share: float = 0.7) -> Any:
        return value if chance.random() < share else None

    survey: list[Row] = []
    groups: list[Row] = [
        {},
        *({"directorate": name} for name in DIRECTORATES),
        *({"staff_group": name} for name in STAFF_GROUPS if name),
        *({"division": d, "staff_group": g} for d in DIVISIONS for g in STAFF_GROUPS if g),
        *({"band": name} for name in BANDS if name),
    ]
    for period in ("2024", "2025"):
        for group in groups:
            survey += wave(chance, {"period": period, **group})
        for characteristic, side in (
            ("Ethnicity", "White"), ("Ethnicity", "All other ethnic groups"),
            ("Long-term condition", "Yes"), ("Long-term condition", "No"),
        ):  # fmt: skip
            about = {
                "period": period,
                "characteristic": characteristic,
                "characteristic_group": side,
            }
            survey.append(line(about, "E", "score", chance.uniform(5, 8), chance.randint(50, 300)))
            for measure, options in STANDARD_ANSWERS.items():
                weights = [chance.randint(1, 9) for _ in options]
                answered = chance.randint(50, 300)
                survey += [
                    line(about, measure, "share", 100 * weight / sum(weights), answered)
                    | {"option_code": option}
                    for option, weight in zip(options, weights, strict=True)
                ]
            survey.append(
                line(about, "q4b", "percent", chance.uniform(20, 80), chance.randint(50, 300))
            )
    for period in ("2024-Q4", "2025-Q1"):
        for name in (None, *DIRECTORATES):
            about = {"survey": "pulse", "period": period, "directorate": name}
            survey += [
                line(about, measure, "score", chance.uniform(5, 8), chance.randint(5, 90))
                for measure in ("E", "E_1", "E_2", "E_3")
            ]
    register = [
        {
            "project_id": f"QI-{number}",
            "title": "A project",
            "directorate": chance.choice(DIRECTORATES),
            "lead_staff_group": chance.choice(STAFF_GROUPS),
            "lead_band": chance.choice(BANDS),
            "started_on": (started_on := day()),
            "status": chance.choice(("testing", "improvement", "completed", "stopped")),
            "ended_on": perhaps(day(started_on), 0.4),
            "idea_source": chance.choice(("frontline", "patient", "leader", None)),
            "objective": perhaps("Safe care"),
            "outcome_measures": perhaps(chance.randrange(3)),
            "process_measures": perhaps(chance.randrange(3)),
            "has_numeric_aim": perhaps(chance.random() < 0.5),
            "updated_on": perhaps(day(started_on)),
            "case_study_on": perhaps(day(started_on), 0.5),
            "first_test_on": perhaps(started_on + timedelta(days=chance.randrange(200))),
            "has_coach": perhaps(chance.random() < 0.5),
            "other_directorates": perhaps("Medicine", 0.3),
            "involvement": perhaps(chance.choice(("informed", "co-designed", "co-led"))),
            "gains_checked_on": perhaps(day(started_on), 0.5),
            "gains_held": perhaps(chance.random() < 0.5),
            "register_on": last,
        }
        for number in range(300)
    ]
    log = [
        {
            "project_id": f"QI-{chance.randrange(310)}",
            "cycle": number,
            "started_on": (began := day()),
            "ended_on": perhaps(day(began)),
            "has_prediction": perhaps(features.random() < 0.5),
            "scale": features.choice(("few", "team", "wider")),
            "data_points": features.randrange(15),
            "outcome": features.choice(("adopt", "adapt", "abandon", None)),
        }
        for number in range(300)
    ]
    objectives: list[Row] = [
        {"objective": "Safe care", "valid_from": date(2024, 7, 1)},
        {"objective": "Care on time", "valid_to": date(2025, 6, 30)},
        {"objective": "Safe care", "directorate": "Medicine"},
    ]
    lists = [
        {
            "grain": "person",
            "held_on": (held_on := day()),
            "period": f"{held_on:%Y-%m}",
            "course": chance.choice(("QI Bronze", "Silver", "Bitesize", "Learning lunch", "Coach")),
            "staff_key": f"key {chance.randrange(150)}",
            "directorate": chance.choice(DIRECTORATES),
            "staff_group": chance.choice(STAFF_GROUPS),
            "band": chance.choice(BANDS),
            "status": chance.choice(("attended", "attended", "did not attend", "cancelled")),
            "hours": features.choice((1.5, 3.5, 7.0)) if features.random() < 0.97 else None,
        }
        for _ in range(400)
    ]
    staff = [
        {
            "snapshot_on": snapshot_on,
            "period": f"{snapshot_on:%Y-%m}",
            "directorate": directorate,
            "staff_group": staff_group,
            "band": band,
            "headcount": chance.randrange(60),
            "wte": features.uniform(5, 60),
        }
        for snapshot_on in (date(2024, 3, 31), date(2025, 3, 31))
        for directorate in DIRECTORATES
        for staff_group in STAFF_GROUPS
        for band in BANDS
    ]
    return counting(
        {
            "staff_survey": survey,
            "project_register": register,
            "pdsa_log": log,
            **people_of_two_years(),
            "training_attendance": lists,
            "workforce": staff,
            "structure": STRUCTURE,
            "self_assessment": [],
            "objective": objectives,
            "change_readiness": [
                {
                    "change": "Care without paper",
                    "asked_on": asked_on,
                    "period": f"{asked_on} Care without paper",
                    "directorate": directorate,
                    "respondents": chance.randint(5, 90),
                    "commitment": chance.uniform(1, 5),
                    "efficacy": chance.uniform(1, 5),
                }
                for asked_on in (date(2024, 9, 2), date(2025, 3, 3))
                for directorate in DIRECTORATES
            ],
        }
    )


def wave(chance: random.Random, about: Row) -> list[Row]:
    """Everything that one group said in one wave; of small groups one measure in twelve is withheld."""
    rows = [
        line(about, "response_rate", "rate", None, (answered := chance.randint(5, 90)))
        | {"eligible": answered + chance.randint(0, 60)}
    ]
    rows += [line(about, m, "score", chance.uniform(4, 9), chance.randint(5, 90)) for m in SCORES]
    rows += [
        line(about, m, "percent", chance.uniform(20, 80), chance.randint(5, 90))
        for m in sorted({*PERCENTS, *(m for some in MORE_PERCENTS for m in some)})
    ]
    for measure in ITEMS:
        weights = [chance.randint(1, 9) for _ in range(5)]
        answered = chance.randint(5, 90)
        rows += [
            line(about, measure, "share", 100 * weight / sum(weights), answered)
            | {"option_code": option}
            for option, weight in enumerate(weights, start=1)
        ]
    for row in rows:
        if {"staff_group", "band"} & about.keys() and chance.random() < 1 / 12:
            row |= {"is_suppressed": True, "value": None, "respondents": None}
    return rows


def line(about: Row, measure: str, kind: str, value: float | None, respondents: int) -> Row:
    return {
        "survey": "annual",
        "weighting": "unweighted",
        "release": "2025",
        "is_suppressed": False,
        "measure": measure,
        "value_kind": kind,
        "value": value,
        "respondents": respondents,
        **about,
    }
