"""Does a funnel hold only what is shown, and name who lies further apart than size explains?"""

from __future__ import annotations

import math

import pytest

from metrics.finding import Finding
from metrics.funnel_view import funnel_view
from tests.found import found, withheld

ALIKE = (48.0, 50.0, 52.0, 49.0, 51.0, 50.0)


def group(name: str, value: float, n: float = 100) -> Finding:
    return found("shared_objectives", group=name, value=value, n=n)


def alike() -> list[Finding]:
    return [group(f"Area {place}", value) for place, value in enumerate(ALIKE)]


def test_the_centre_is_the_share_of_all_shown_together() -> None:
    view = funnel_view([*alike(), group("Large", 60.0, n=600)])
    assert view is not None
    assert view.centre == pytest.approx(55.0)


def test_groups_that_differ_by_chance_lie_inside() -> None:
    view = funnel_view(alike())
    assert view is not None
    assert view.outside == ()


def test_a_group_far_from_the_others_lies_outside() -> None:
    view = funnel_view([*alike(), group("Pathology", 20.0)])
    assert view is not None
    assert [one.group for one in view.outside] == ["Pathology"]


def test_the_limits_are_those_of_the_arcsine_at_each_base() -> None:
    view = funnel_view(alike())
    assert view is not None
    upper = math.sin(math.asin(math.sqrt(0.5)) + 1.959964 / (2 * math.sqrt(100))) ** 2
    assert view.upper["95"][0] == pytest.approx(100 * upper)


def test_a_hidden_group_is_not_in_the_centre() -> None:
    hidden = withheld("shared_objectives", n=900)
    assert funnel_view([*alike(), hidden]) == funnel_view(alike())


def test_four_groups_make_no_funnel() -> None:
    assert funnel_view(alike()[:4]) is None


def test_scores_make_no_funnel() -> None:
    assert funnel_view([found(n=100.0) for _ in range(6)]) is None
