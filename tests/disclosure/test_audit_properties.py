"""Do mask and audit hold for waves, releases and structures that nobody thought of?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from metrics.disclosure_audit import leaks
from metrics.disclosure_decision import decide
from metrics.disclosure_known import measures_of
from metrics.disclosure_releases import Release, leaks_of
from metrics.disclosure_view import Rule, Statement, View
from metrics.disclosure_wave import NAME, names_of

FLOOR = 11
_LENIENT = list(HealthCheck)
people = st.one_of(st.integers(1, 10), st.integers(11, 40), st.integers(20, 200))


@st.composite
def waves(draw: st.DrawFn) -> DataFrame:
    """Staff of each division, directorate and staff group: one row per such group of people."""
    staff_groups = draw(st.integers(1, 3))
    return DataFrame(
        [
            (f"V{place % 2}", f"D{place}", f"S{staff_group}", draw(people), draw(st.integers(3, 7)))
            for place in range(draw(st.integers(3, 5)))
            for staff_group in range(staff_groups)
        ],
        columns=["division", "directorate", "staff_group", "people", "tenths"],
    )


def tables(staff: DataFrame) -> tuple[DataFrame, DataFrame]:
    """The cells of the wave and one measure in them, as sums of these people."""
    parts = []
    for breakdown, keys in (
        ("trust", []),
        ("division", ["division"]),
        ("directorate", ["division", "directorate"]),
        ("staff_group", ["staff_group"]),
    ):
        summed = staff.assign(positive=staff["people"] * staff["tenths"] // 10, one="")
        found = summed.groupby(keys or ["one"], as_index=False)[["people", "positive"]].sum()
        parts.append(found.assign(breakdown=breakdown))
    cells = pd.concat(parts, ignore_index=True).rename(columns={"people": "respondents"})
    cells = cells.reindex(columns=[*NAME, "respondents", "positive"])
    measures = cells.assign(
        measure="q3f",
        most=1.0,
        denominator=cells["respondents"].astype(float),
        numerator=cells["positive"].astype(float),
    )
    return cells, measures


def published(staff: DataFrame, *earlier: Release) -> Release:
    cells, measures = tables(staff)
    decision = decide(cells, FLOOR, measures, earlier)
    asked = {one.name: one for one in measures_of(measures, cells)}
    return Release(tuple(names_of(cells)), asked, decision.withheld, decision.kept)


def is_large(staff: DataFrame) -> bool:
    return bool(staff["people"].sum() >= 3 * FLOOR)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=_LENIENT)
@given(waves())
def test_a_masked_wave_gives_nobody_away_and_shows_most(staff: DataFrame) -> None:
    if not is_large(staff):
        return
    release = published(staff)
    assert list(leaks_of(release, FLOOR)) == []
    (measure,) = release.measures.values()
    counts = {name: answers.people for name, answers in measure.answers.items()}
    small = sum(n < FLOOR for n in counts.values())
    large = sum(counts[name] >= FLOOR for name in release.withheld)
    assert large <= 2 * small + 2


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=_LENIENT)
@given(waves(), st.data())
def test_a_wave_with_late_answers_gives_nobody_away(staff: DataFrame, data: st.DataObject) -> None:
    if not is_large(staff):
        return
    first = published(staff)
    more = [data.draw(st.sampled_from([0, 0, 0, 1, 3, 8, 12, 30])) for _ in range(len(staff))]
    second = published(staff.assign(people=staff["people"] + more), first)
    assert list(leaks_of(second, FLOOR, [first])) == []
    few = [name for name in second.names if 0 < changed(first, second, name) < FLOOR]
    assert not any(second.tells(name) for name in few if first.tells(name))


def changed(first: Release, second: Release, name: tuple[str, str, str, str, str]) -> float:
    before, after = (one.measures["q3f"].answers[name].people for one in (first, second))
    return abs(after - before)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=_LENIENT)
@given(waves(), st.data())
def test_a_wave_told_by_another_structure_gives_nobody_away(
    staff: DataFrame, data: st.DataObject
) -> None:
    if not is_large(staff):
        return
    first = published(staff)
    moved = data.draw(st.sampled_from(sorted(staff["directorate"].unique())))
    home = staff["division"].where(staff["directorate"] != moved, "V0")
    second = published(staff.assign(division=home), first)
    assert list(leaks_of(second, FLOOR, [first])) == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_the_interval_of_a_group_is_the_one_that_counting_all_possibilities_finds(
    data: st.DataObject,
) -> None:
    """Two rows and two columns, all sums known: the widest and narrowest total of each cell."""
    counts = np.array([data.draw(st.integers(1, 6)) for _ in range(4)], dtype=float)
    values = np.array([data.draw(st.integers(0, int(n))) for n in counts], dtype=float)
    lines = [frozenset(pair) for pair in ((0, 1), (2, 3), (0, 2), (1, 3))]
    told = [
        Statement(
            "sum",
            line,
            "sum",
            {"n": sum(counts[sorted(line)]), "v": sum(values[sorted(line)])},
            is_public=True,
        )
        for line in lines
    ]
    hidden = [Statement("cell", frozenset({cell}), "cell") for cell in range(4)]
    found = {
        (leak.group, leak.of): leak.width
        for leak in leaks(View(counts, values, (*told, *hidden), rule=Rule(k=11, w_n=99, w_v=99)))
    }
    widths = counted(counts, values)
    for cell in range(4):
        assert found[frozenset({cell}), "value"] >= widths[cell] - 1e-6
        if counts.max() == counts.min() == 1:
            assert found[frozenset({cell}), "value"] == widths[cell]


def counted(counts: np.ndarray, values: np.ndarray) -> list[int]:
    """How far apart the totals of each cell can be, by trying every whole table with these sums."""
    rows, columns = (counts[0] + counts[1], counts[2] + counts[3]), (counts[0] + counts[2],)
    of_rows, of_columns = (values[0] + values[1], values[2] + values[3]), (values[0] + values[2],)
    seen: list[list[float]] = [[] for _ in range(4)]
    for n in range(int(min(rows[0], columns[0])) + 1):
        people = [n, rows[0] - n, columns[0] - n, rows[1] - columns[0] + n]
        for v in range(int(min(of_rows[0], of_columns[0])) + 1):
            total = [v, of_rows[0] - v, of_columns[0] - v, of_rows[1] - of_columns[0] + v]
            pairs = list(zip(total, people, strict=True))
            if all(0 <= value <= count for value, count in pairs):
                for cell, value in enumerate(total):
                    seen[cell].append(value)
    return [int(max(one) - min(one)) for one in seen]
