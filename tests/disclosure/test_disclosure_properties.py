"""Does the mask hold for tables nobody thought of, and the audit against plain counting?"""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.disclosure import audit, mask
from metrics.disclosure_audit import leaks
from metrics.disclosure_view import view_of

PRECISIONS = [
    {"n": 0, "rate": 0.0, "rate_dp": 1},
    {"n": 0, "rate": 0.0, "rate_dp": 0},
    {"n": 0, "n_round": 5, "rate": 0.0, "rate_dp": 1},
    {"n": 0, "n_round": 5, "rate": 0.0, "rate_dp": 0},
]

people = st.one_of(st.integers(0, 10), st.integers(11, 40), st.integers(20, 200))


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """Directorates in divisions, or directorates by staff group, or divisions by staff group."""
    shape = draw(st.sampled_from(["hierarchy", "two-way", "hierarchy by staff group"]))
    most = draw(st.sampled_from([1, 1, 10]))
    divisions = draw(st.lists(st.integers(0, 2), min_size=2, max_size=6))
    staff_groups = range(1 if shape == "hierarchy" else draw(st.integers(2, 5)))
    share = draw(st.integers(40, 60))
    atoms = []
    for (place, division), staff_group in product(enumerate(divisions), staff_groups):
        n = draw(people)
        v = round(n * share / 100) * most
        dims = {"directorate": f"d{place}"}
        if shape != "two-way":
            dims["division"] = f"D{division}"
        if shape != "hierarchy":
            dims["staff_group"] = f"s{staff_group}"
        atoms.append({"id": f"d{place}-{staff_group}", "dims": dims, "n": n, "v": v})
    values = {key: sorted({atom["dims"][key] for atom in atoms}) for key in atoms[0]["dims"]}
    groups: list[dict[str, str]] = [{}]
    groups += [{key: value} for key, of_key in values.items() for value in of_key]
    if shape != "hierarchy":
        unit = "directorate" if shape == "two-way" else "division"
        pairs = product(values[unit], values["staff_group"])
        groups += [{unit: one, "staff_group": other} for one, other in pairs]
    precision = draw(st.sampled_from(PRECISIONS)) if most == 1 else {**PRECISIONS[0], "rate_dp": 2}
    return {
        "dimensions": values,
        "atoms": atoms,
        "published": [{"group": {"where": where}, **precision} for where in groups],
        "value_max_per_person": most,
    }


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(tables())
def test_masked_tables_give_nobody_away_and_still_show_most(table: dict[str, Any]) -> None:
    view = view_of({**table, "published": mask(table)})
    if view.people.sum() < view.rule.k:  # a trust of ten people cannot be published at all
        return
    assert leaks(view) == []
    if not view.people.all():  # an empty cell makes whole and part the same: more has to go
        return
    small = sum(view.is_small(one.group) for one in view.statements)
    large = [one for one in view.statements if view.people_in(one.group) >= view.rule.k]
    assert sum(not one.is_shown for one in large) <= 2 * small + 2


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_what_the_audit_calls_a_leak_is_one_by_counting_all_possibilities(
    data: st.DataObject,
) -> None:
    """Two withheld cells, one shown, and the trust: so few possibilities that all can be tried."""
    counts = [data.draw(st.integers(1, 10)), data.draw(st.integers(1, 25)), 40]
    positive = [data.draw(st.integers(0, n)) for n in counts]
    case = {
        "atoms": [
            {"id": name, "dims": {"directorate": name}, "n": n, "v": v}
            for name, n, v in zip("abc", counts, positive, strict=True)
        ],
        "published": [
            {"group": {"where": {}}, "n": sum(counts), "v": sum(positive)},
            {"group": {"where": {"directorate": "c"}}, "n": counts[2], "v": positive[2]},
            {"group": {"where": {"directorate": "a"}}},
            {"group": {"where": {"directorate": "b"}}},
        ],
    }
    people_left, positive_left = counts[0] + counts[1], positive[0] + positive[1]
    possible = [
        (n, v)
        for n, v in product(range(people_left + 1), range(positive_left + 1))
        if v <= n and positive_left - v <= people_left - n
    ]
    value_width = max(v for _, v in possible) - min(v for _, v in possible)
    count_width = max(n for n, _ in possible) - min(n for n, _ in possible)
    small = [n for n in counts[:2] if n < 11]
    expected = any(value_width < 0.5 * n for n in small) or count_width < 5 or sum(counts[:2]) < 11
    assert audit(case)["leaks"] == expected
