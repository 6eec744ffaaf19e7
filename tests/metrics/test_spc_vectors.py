"""Do XmR charts, attribute charts and funnels agree with the reference R packages?

SPC_VECTORS and SPC_ATTRIBUTE_VECTORS name other files of the form in vectors/README.md.
"""

import json
import math
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from metrics.spc import NHSR, SpcResult, attribute, judge_series, rebase, xmr

Case = dict[str, Any]
VECTORS = Path(__file__).parent / "vectors"


def recorded(variable: str, standard: str) -> dict[str, list[Case]]:
    document: dict[str, list[Case]] = json.loads(
        Path(os.environ.get(variable, VECTORS / standard)).read_text(encoding="utf-8")
    )
    return document


XMR_CASES = recorded("SPC_VECTORS", "spc_golden.json")["cases"]
_ATTRIBUTE_DOCUMENT = recorded("SPC_ATTRIBUTE_VECTORS", "spc_attribute_golden.json")
ATTRIBUTE_CASES = _ATTRIBUTE_DOCUMENT["attribute"] + _ATTRIBUTE_DOCUMENT["funnel"]


def quirks(case: Case) -> list[str]:
    """Its tags for what R does otherwise than we do; overlapping trends we read as R does."""
    return [
        tag
        for tag in case.get("tags", [])
        if tag.startswith("quirk:") and tag != "quirk:trend_overlap"
    ]


def named(cases: list[Case]) -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in cases]


def differences(ours: Any, theirs: Any, where: str = "") -> list[str]:
    """Where our result is not the recorded one."""
    if isinstance(theirs, dict):
        return [
            difference
            for key in theirs
            for difference in differences(ours.get(key, "absent"), theirs[key], f"{where}/{key}")
        ]
    if isinstance(theirs, list):
        if not isinstance(ours, list) or len(ours) != len(theirs):
            return [f"{where}: {ours} is not {theirs}"]
        return [
            difference
            for n, (our, their) in enumerate(zip(ours, theirs, strict=True))
            for difference in differences(our, their, f"{where}[{n}]")
        ]
    numbers = all(
        isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in (ours, theirs)
    )
    if numbers and math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12):
        return []
    if not numbers and type(ours) is type(theirs) and ours == theirs:
        return []
    return [f"{where}: {ours!r} is not {theirs!r}"]


@pytest.fixture(scope="module")
def xmr_results() -> dict[str, Case]:
    return {case["id"]: ours for case, ours in zip(XMR_CASES, xmr(XMR_CASES), strict=True)}


@pytest.fixture(scope="module")
def attribute_results() -> dict[str, Case]:
    ours = attribute(ATTRIBUTE_CASES)
    return {case["id"]: result for case, result in zip(ATTRIBUTE_CASES, ours, strict=True)}


# `xmr` shows what R shows even where `judge_series` does otherwise; only R's error is not copied.
@pytest.mark.parametrize(
    "case", named([case for case in XMR_CASES if "quirk:na_trend_error" not in case["tags"]])
)
def test_an_xmr_chart_is_the_one_that_r_draws(case: Case, xmr_results: dict[str, Case]) -> None:
    ours, theirs = xmr_results[case["id"]], case["expected"]
    assert ours["status"] == theirs["status"]
    if theirs["status"] == "ok":
        assert differences(ours, theirs) == []


@pytest.mark.parametrize("case", named([case for case in ATTRIBUTE_CASES if not quirks(case)]))
def test_an_attribute_chart_or_funnel_is_the_one_that_r_draws(
    case: Case, attribute_results: dict[str, Case]
) -> None:
    assert differences(attribute_results[case["id"]], case["expected"]) == []


def judged(case: Case, **changes: Any) -> SpcResult:
    """The case's one series as publishing would judge it, under the rules of the R package."""
    given, options = case["input"], case["options"]
    better = {"increase": 1, "decrease": -1, "neutral": 0}[options["improvement_direction"]]
    values = np.array([given["value"]], dtype=np.float64)
    settings: dict[str, Any] = {"rules": NHSR, "target": options["target"]} | changes
    return judge_series(values, np.array([better], dtype=np.int8), **settings)


def a_constant_series_has_limits_on_its_mean_and_no_signal(case: Case) -> None:
    result = judged(case)
    assert (result.lower_limit == result.mean).all()
    assert (result.upper_limit == result.mean).all()
    assert (result.rule == 0).all()
    assert result.variation.tolist() == ["common_cause"]


def where_screening_leaves_only_zeros_it_is_undone_and_said(case: Case) -> None:
    result, unscreened = judged(case), judged(case, rules=replace(NHSR, screening=False))
    assert result.screening_undone.tolist() == [True]
    assert (result.upper_limit > result.mean).all()
    assert (result.upper_limit == unscreened.upper_limit).all()
    assert (result.rule == unscreened.rule).all()


def without_limits_there_is_no_assurance_unless_the_series_is_constant(case: Case) -> None:
    result, options, values = judged(case), case["options"], case["input"]["value"]
    if len(values) < NHSR.min_points:
        assert result.assurance.tolist() == [""]
    else:
        higher_is_better = options["improvement_direction"] == "increase"
        met = values[0] == options["target"] or (values[0] > options["target"]) == higher_is_better
        assert result.assurance.tolist() == ["pass" if met else "fail"]


def a_missing_last_value_leaves_the_icon_of_the_last_month_known(case: Case) -> None:
    values = case["input"]["value"]
    known = max(month for month, value in enumerate(values) if value is not None)
    until_then = case | {"input": case["input"] | {"value": values[: known + 1]}}
    result = judged(case)
    assert result.last_point.tolist() == [known] != [len(values) - 1]
    assert result.variation.tolist() == judged(until_then).variation.tolist()


def a_missing_value_in_a_rise_makes_it_no_trend_and_no_error(case: Case) -> None:
    assert xmr([case])[0]["status"] == "ok"
    result = judged(case)
    in_trend = [NHSR.labels[code].startswith("7 Point Trend") for code in result.rule[0]]
    steps = np.diff(np.array(case["input"]["value"], dtype=np.float64))
    for month in np.flatnonzero(in_trend):
        windows = [steps[max(first, 0) : first + 6] for first in range(month - 6, month + 1)]
        assert any(len(w) == 6 and ((w > 0).all() or (w < 0).all()) for w in windows)


def a_facet_without_a_target_has_no_assurance(case: Case) -> None:
    facets, values = case["input"]["facet"], case["input"]["value"]
    without = sorted(set(facets) - set(case["options"]["target"]))
    own = [value for value, facet in zip(values, facets, strict=True) if facet == without[0]]
    one_series = case | {"input": case["input"] | {"value": own, "facet": None}}
    assert judged(one_series, target=math.nan).assurance.tolist() == [""]


def a_rebase_between_two_points_begins_at_the_next(case: Case) -> None:
    months = [date.fromisoformat(day) for day in case["input"]["date"]]
    asked = [date.fromisoformat(day) for day in case["options"]["rebase"]]
    rebased = rebase(months, asked)
    result = judged(case, phase=rebased.phase[np.newaxis])
    assert [on for on, _ in rebased.moved] == [on for on in asked if on not in months]
    for _, taken in rebased.moved:
        assert taken is not None
        first = months.index(taken)
        assert result.mean[0, first] != result.mean[0, first - 1]


def a_lower_limit_whose_angle_passes_zero_is_zero(case: Case) -> None:
    ours, theirs = attribute([case])[0]["points"], case["expected"]["points"]
    for limit in ("od_lcl95", "od_lcl998"):
        # A directorate of few has limits at least as wide as one of many.
        by_size = sorted(zip(case["input"]["denominator"], ours[limit], strict=True))
        lows = [low for _, low in by_size]
        assert lows == sorted(lows)
        assert lows[0] == 0
    rest = {name: ours[name] for name in ours if not name.startswith("od_lcl")}
    assert differences(rest, {name: theirs[name] for name in rest}) == []


WHAT_WE_DO_INSTEAD = {
    "quirk:constant_screen": a_constant_series_has_limits_on_its_mean_and_no_signal,
    "quirk:zero_width_limits": where_screening_leaves_only_zeros_it_is_undone_and_said,
    "quirk:no_limits_inconsistent": (
        without_limits_there_is_no_assurance_unless_the_series_is_constant
    ),
    "quirk:na_last_icon": a_missing_last_value_leaves_the_icon_of_the_last_month_known,
    "quirk:na_trend_error": a_missing_value_in_a_rise_makes_it_no_trend_and_no_error,
    "quirk:facet_without_target": a_facet_without_a_target_has_no_assurance,
    "quirk:rebase_missing_date": a_rebase_between_two_points_begins_at_the_next,
    "quirk:arcsine_small_denominator": a_lower_limit_whose_angle_passes_zero_is_zero,
}


@pytest.mark.parametrize(
    ("quirk", "case"),
    [
        pytest.param(quirk, case, id=f"{case['id']}: {WHAT_WE_DO_INSTEAD[quirk].__name__}")
        for case in [*XMR_CASES, *ATTRIBUTE_CASES]
        for quirk in quirks(case)
    ],
)
def test_where_r_misleads_we_do_otherwise(quirk: str, case: Case) -> None:
    WHAT_WE_DO_INSTEAD[quirk](case)
