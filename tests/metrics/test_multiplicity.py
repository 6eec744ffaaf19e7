"""Are changes that chance throws up among many told apart from clear ones?"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from metrics.intervals import Z95
from metrics.multiplicity import FALSE_AMONG_CALLED, chance_of_no_change, clear_together


@pytest.mark.parametrize("seed", range(20))
def test_each_family_is_judged_as_by_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    families = rng.integers(0, 6, 80)
    chances = rng.uniform(0, 1, 80) ** 4
    chances[rng.random(80) < 0.2] = np.nan
    wanted = np.zeros(80, dtype=bool)
    for family in range(6):
        mine = np.flatnonzero((families == family) & ~np.isnan(chances))
        if len(mine):
            wanted[mine] = false_discovery_control(chances[mine]) <= FALSE_AMONG_CALLED
    assert clear_together(chances, families).tolist() == wanted.tolist()


def test_one_change_in_twenty_by_chance_is_not_called() -> None:
    chances = np.array([0.04, *np.linspace(0.1, 1, 19)])
    assert not clear_together(chances, np.zeros(20, dtype=int)).any()


def test_the_same_change_alone_is_called() -> None:
    assert clear_together(np.array([0.04]), np.zeros(1, dtype=int)).tolist() == [True]


def test_a_change_whose_interval_touches_nought_has_a_chance_of_one_in_twenty() -> None:
    change = np.array([0.3, -0.3])
    lower, upper = np.array([0.0, -0.5]), np.array([0.5, 0.0])
    assert chance_of_no_change(change, lower, upper) == pytest.approx([0.05, 0.05])


def test_the_side_that_faces_nought_counts() -> None:
    one_error = chance_of_no_change(np.array([1.0]), np.array([1 - Z95]), np.array([9.0]))
    assert one_error == pytest.approx([0.3173105])  # one standard error away


def test_no_change_known_is_no_comparison() -> None:
    nothing = np.array([np.nan])
    chances = chance_of_no_change(nothing, nothing, nothing)
    assert clear_together(chances, np.zeros(1, dtype=int)).tolist() == [False]
