"""Are these counts and rates what chance alone would give: over time, or between directorates?

`attribute_chart` draws the limits of p, u and c charts, of p′ and u′ (Laney), and of run charts;
`funnel` those of directorates compared at one time. All series are worked out in one array,
series × months (or funnels × directorates), NaN where there is nothing.

Sources: qicharts2 (charts, and the runs test of Anhøj & Olesen 2014), Laney 2002 (p′, u′),
FunnelPlotR and Spiegelhalter 2005 (funnel, overdispersion); agreement with recorded results of
both packages is tested.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.spc_xmr import SCREEN_FACTOR, TOLERANCE, Flags, Numbers, Whole

CHARTS = ("p", "pp", "u", "up", "c", "run")  # pp and up are p′ and u′


@dataclass(frozen=True)
class RunsTest:
    """Is one side of the centre line kept too long, or crossed too seldom? One answer per series.

    Points on the centre line are left out; `n_useful` are the rest.
    """

    n_useful: Whole
    longest_run: Whole
    longest_run_max: Whole  # round(log2(n_useful)) + 3
    n_crossings: Whole
    n_crossings_min: Whole  # 5% quantile of Binomial(n_useful − 1, 0.5)

    @property
    def signal(self) -> Flags:
        """True where either limit is broken: a shift that chance alone seldom gives."""
        return (self.longest_run > self.longest_run_max) | (self.n_crossings < self.n_crossings_min)


@dataclass(frozen=True)
class AttributeChart:
    """Limits of each point, series × months, as a share (p), rate (u) or count (c, run)."""

    y: Numbers
    centre: Numbers
    lower: Numbers  # 3 sigma, never below 0 nor, for p, above 1; NaN in a run chart
    upper: Numbers
    lower_2s: Numbers
    upper_2s: Numbers
    outside: Flags
    sigma_z: Numbers  # per series: spread between months over chance alone; 1 unless p′, u′
    runs: RunsTest


@dataclass(frozen=True)
class Funnel:
    """Limits of each directorate's percentage (0–1) around the percentage of all; a row per funnel.

    `lower` and `upper` hold the 95% and the 99.8% limits; `wide_lower` and `wide_upper` the same
    with overdispersion where `adjusted`, otherwise again the plain ones.
    """

    target: Numbers
    phi: Numbers
    tau2: Numbers
    adjusted: Flags
    proportion: Numbers
    z: Numbers
    z_winsorised: Numbers
    lower: dict[str, Numbers]
    upper: dict[str, Numbers]
    wide_lower: dict[str, Numbers]
    wide_upper: dict[str, Numbers]

    def outside(self, limit: str) -> Flags:
        """Directorates beyond the wide limits named "95" or "998" (99.8%)."""
        return (self.proportion > self.wide_upper[limit]) | (
            self.proportion < self.wide_lower[limit]
        )


# Two-sided normal quantiles of 95% and 99.8% limits, to the places FunnelPlotR has them.
FUNNEL_LIMITS = {"95": 1.959964, "998": 3.090232}


def attribute_chart(
    numerator: Numbers,
    denominator: Numbers,
    chart: NDArray[np.str_],
    screened: Flags,
    baseline: Whole | None = None,
) -> AttributeChart:
    """Centre and limits of each series, by its own kind of `chart` (one of `CHARTS`).

    centre c = Σ numerator / Σ denominator over the baseline (the first `baseline` months, else
    all; the median in a run chart); sigma of month i: √(c(1 − c)/n_i) for p, √(c/n_i) for u,
    √c for c. p′ and u′ multiply it by sigma_z = mean|z_i − z_(i−1)| / 1.128 over the baseline,
    leaving out moving ranges of 3.267 × their mean or more where `screened`. With fewer than
    about 13 months sigma_z is noise. The denominator of a c or run chart is not read.
    """
    kind = chart[:, np.newaxis]
    counts_only = (kind == "c") | (kind == "run")
    with np.errstate(divide="ignore", invalid="ignore"):
        exposure = np.where(counts_only, 1.0, np.where(denominator > 0, denominator, np.nan))
        y = numerator / exposure
        used = ~np.isnan(y)
        if baseline is not None:
            used &= np.arange(y.shape[1]) < baseline[:, np.newaxis]
        mean = _present_sum(numerator, used) / _present_sum(exposure, used)
        median = _quantile(np.where(used, y, np.nan), 0.5)
        centre = np.where(chart == "run", median, mean)[:, np.newaxis]

        is_p = (kind == "p") | (kind == "pp")
        sigma = np.sqrt(np.where(is_p, centre * (1 - centre), centre) / exposure)
        z = np.where(used, (y - centre) / sigma, np.nan)
        is_prime = (chart == "pp") | (chart == "up")
        sigma_z = np.where(is_prime, _moving_range_sigma(z, screened), 1.0)
        sigma = np.where(kind == "run", np.nan, sigma * sigma_z[:, np.newaxis])

    ceiling = np.where(is_p, 1.0, np.inf)
    lower, lower_2s = (np.maximum(centre - k * sigma, 0.0) for k in (3, 2))
    upper, upper_2s = (np.minimum(centre + k * sigma, ceiling) for k in (3, 2))
    tolerance = TOLERANCE * np.fmax.reduce(np.abs(y), axis=1, initial=0.0, keepdims=True)
    return AttributeChart(
        y=y,
        centre=np.broadcast_to(centre, y.shape),
        lower=lower,
        upper=upper,
        lower_2s=lower_2s,
        upper_2s=upper_2s,
        outside=(y > upper + tolerance) | (y < lower - tolerance),
        sigma_z=sigma_z,
        runs=runs_test(y, centre, tolerance),
    )


def runs_test(y: Numbers, centre: Numbers, tolerance: Numbers) -> RunsTest:
    """Anhøj's two rules on each row of `y` about its centre line (a column)."""
    side = np.where(y > centre + tolerance, 1, np.where(y < centre - tolerance, -1, 0))
    # The useful points move together to the left, in their order.
    order = np.argsort(side == 0, axis=1, kind="stable")
    side = np.take_along_axis(side, order, axis=1)
    n_useful = np.count_nonzero(side, axis=1)
    crosses = side[:, 1:] * side[:, :-1] < 0
    place = np.arange(side.shape[1])
    begins = np.zeros(side.shape, dtype=np.int_)
    begins[:, 1:] = np.where(crosses, place[1:], 0)
    length = np.where(side != 0, place + 1 - np.maximum.accumulate(begins, axis=1), 0)
    return RunsTest(
        n_useful=n_useful,
        longest_run=length.max(axis=1, initial=0),
        longest_run_max=np.rint(np.log2(np.maximum(n_useful, 1))).astype(np.int_) + 3,
        n_crossings=np.count_nonzero(crosses, axis=1),
        n_crossings_min=np.array([_fewest_crossings(int(n)) for n in n_useful], dtype=np.int_),
    )


def funnel(
    numerator: Numbers, denominator: Numbers, overdispersion: Flags, trim: Numbers | float = 0.1
) -> Funnel:
    """Limits on the arcsine scale about θ = Σ numerator / Σ denominator, per row.

    s = 1/(2√n), z = (asin √p − asin √θ)/s, cut off (winsorised) at its `trim` and 1 − `trim`
    quantiles. φ = mean z²; with k groups, W = Σ s⁻² and W₂ = Σ s⁻⁴, τ² is 0 if kφ < k − 1, else
    (kφ − (k − 1)) / (W − W₂/W). Limits are sin²(asin √θ ∓ q √(s² + τ²)), the angle kept within
    0 and π/2; τ² counts where `overdispersion` is asked for and φ > 1. For ten to twenty
    directorates τ² is weakly determined: show both. Withhold small groups before, not after,
    or the centre line gives them away.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(denominator > 0, denominator, np.nan)
        proportion = numerator / n
        present = ~np.isnan(proportion)
        k = np.count_nonzero(present, axis=1)
        target = _present_sum(numerator, present) / _present_sum(n, present)
        s = 1 / (2 * np.sqrt(n))
        angle = np.arcsin(np.sqrt(target))[:, np.newaxis]
        z = (np.arcsin(np.sqrt(proportion)) - angle) / s
        low, high = (_quantile(z, q)[:, np.newaxis] for q in (trim, 1 - trim))
        z_winsorised = np.clip(z, low, high)
        phi = _present_sum(z_winsorised**2, present) / k
        w, w2 = _present_sum(s**-2, present), _present_sum(s**-4, present)
        excess = np.maximum(k * phi - (k - 1), 0.0)
        tau2 = np.where(excess > 0, excess / (w - w2 / w), 0.0)
    adjusted = overdispersion & (phi > 1)

    extra = np.where(adjusted, tau2, 0.0)
    none = np.zeros_like(extra)
    return Funnel(
        target=target,
        phi=phi,
        tau2=tau2,
        adjusted=adjusted,
        proportion=proportion,
        z=z,
        z_winsorised=z_winsorised,
        lower=funnel_limits(target, none, n, -1),
        upper=funnel_limits(target, none, n, +1),
        wide_lower=funnel_limits(target, extra, n, -1),
        wide_upper=funnel_limits(target, extra, n, +1),
    )


def funnel_limits(
    target: Numbers, tau2: Numbers, n: Numbers, side: Literal[-1, 1]
) -> dict[str, Numbers]:
    """The lower (−1) or upper (+1) limits, 0-1, of each row's target at the bases `n`, by name."""
    angle = np.arcsin(np.sqrt(target))[:, np.newaxis]
    spread = np.sqrt((1 / (2 * np.sqrt(n))) ** 2 + tau2[:, np.newaxis])
    return {
        name: np.sin(np.clip(angle + side * q * spread, 0, math.pi / 2)) ** 2
        for name, q in FUNNEL_LIMITS.items()
    }


def _moving_range_sigma(z: Numbers, screened: Flags) -> Numbers:
    """mean |z_i − z_(i−1)| / 1.128 of each row: the spread between neighbouring months."""
    ranges = np.abs(np.diff(z, axis=1))
    average = _row_mean(ranges)
    outlying = ranges >= SCREEN_FACTOR * average[:, np.newaxis]
    screened_average = _row_mean(np.where(outlying, np.nan, ranges))
    return np.where(screened, screened_average, average) / 1.128


def _row_mean(rows: Numbers) -> Numbers:
    present = ~np.isnan(rows)
    mean: Numbers = _present_sum(rows, present) / np.count_nonzero(present, axis=1)
    return mean


def _present_sum(rows: Numbers, present: Flags) -> Numbers:
    sums: Numbers = np.where(present, rows, 0.0).sum(axis=1)
    return sums


def _quantile(rows: Numbers, q: Numbers | float) -> Numbers:
    """Quantile of each row's numbers, between neighbours in proportion (R's type 7).

    numpy's own nanquantile goes through the rows one by one.
    """
    ordered = np.sort(rows, axis=1)  # NaN goes last
    place = q * np.maximum(np.count_nonzero(~np.isnan(rows), axis=1) - 1, 0)
    below = np.floor(place).astype(np.int_)
    above = np.ceil(place).astype(np.int_)
    row = np.arange(len(rows))
    low, high = ordered[row, below], ordered[row, above]
    between: Numbers = low + (place - below) * (high - low)
    return between


@cache
def _fewest_crossings(n_useful: int) -> int:
    """The 5% quantile of Binomial(n_useful − 1, 0.5), in whole numbers so that it is exact."""
    tosses = max(n_useful - 1, 0)
    ways = 0
    for crossings in range(tosses + 1):
        ways += math.comb(tosses, crossings)
        if 20 * ways >= 2**tosses:
            return crossings
    raise AssertionError("the probabilities of all outcomes add up to one")
