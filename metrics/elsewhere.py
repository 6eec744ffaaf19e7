"""Did one directorate's value change more than those of the others did?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

FEWEST_COMPARED = 4  # directorates; with fewer their spread is not known

Difference = Literal["more", "no clear difference", "less"]


@dataclass(frozen=True)
class Elsewhere:
    """The change where the work was, beside the changes elsewhere.

    `difference` is own change − mean change elsewhere, in the indicator's unit, with its 95 %
    interval (t, on the spread elsewhere); `larger` says how many of the `compared` changed more in the
    direction of the own change.
    """

    own: float
    elsewhere: float
    difference: float
    lower: float
    upper: float
    compared: int
    larger: int

    @property
    def said(self) -> Difference:
        """Whether the change was more or less than elsewhere, in the indicator's own direction."""
        if self.lower > 0:
            return "more"
        return "less" if self.upper < 0 else "no clear difference"


def beside_elsewhere(own: float, elsewhere: Sequence[float]) -> Elsewhere | None:
    """One directorate's change beside those of the directorates without such work.

    A directorate drawn like the others would lie within the interval of nought 19 times in 20.
    None where fewer than four others are known.
    """
    changes = np.array([change for change in elsewhere if not np.isnan(change)])
    if len(changes) < FEWEST_COMPARED or np.isnan(own):
        return None
    mean = float(changes.mean())
    spread = float(changes.std(ddof=1)) * np.sqrt(1 + 1 / len(changes))
    half = float(stats.t.ppf(0.975, len(changes) - 1) * spread)
    difference = own - mean
    return Elsewhere(
        own=own,
        elsewhere=mean,
        difference=difference,
        lower=difference - half,
        upper=difference + half,
        compared=len(changes),
        larger=int((changes >= own).sum() if own >= 0 else (changes <= own).sum()),
    )
