"""Does a ratio that somebody typed agree with the one that the numbers beside it make?

What is typed is never read: the numbers beside it count. A published workforce race equality page gave
9.6 % and 55.9 % and beside them "ratio 1.1" (metric catalogue, section 5).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data_loaders.layouts import Check

# How far rounding alone takes a typed number from its counts: per cent to whole ones, ratios to
# one decimal.
PERCENT_BY_ROUNDING = 0.55  # percentage points
RATIO_BY_ROUNDING = 0.055
REFERENCE = {"white", "no"}
COMPARED = {"all other ethnic groups", "yes"}
_ONE_QUESTION = ["survey", "period", "measure", "weighting", "release", "characteristic"]


def percent_of(counted: pd.Series[Any], among: pd.Series[Any]) -> pd.Series[Any]:
    """100 × counted / among to one decimal; missing where either is, or nobody is among them."""
    people = among.astype("Float64")
    return (100 * counted.astype("Float64") / people.mask(people == 0)).round(1)


def percent_disagrees(typed: str, made: str) -> Check:
    """Warns of a typed percentage that its two counts do not make; `made` names what they make."""
    return Check(
        "typed_ratio_disagrees",
        lambda rows: (rows[typed] - rows[made]).abs() > PERCENT_BY_ROUNDING,
        f"{{{typed}}} % is typed, but the counts beside it make {{{made}}} %. The counts are "
        "used. Put right one of them.",
        typed,
        severity="warn",
    )


def ratio_of_groups(rows: pd.DataFrame) -> pd.Series[Any]:
    """Of survey lines by a characteristic: the compared group's share over the reference group's.

    On every line of the question, to two decimals; missing where the file lacks one of the two.
    """
    side = rows["characteristic_group"].str.strip().str.casefold()
    about = [rows[name] for name in _ONE_QUESTION]
    shares = rows["percent_positive"].astype("Float64")
    of_side = [
        shares.where(side.isin(groups)).groupby(about, dropna=False).transform("first")
        for groups in (COMPARED, REFERENCE)
    ]
    return (of_side[0] / of_side[1].mask(of_side[1] == 0)).round(2)


def ratio_disagrees(typed: str, made: str) -> Check:
    """Warns of a typed ratio that is the two groups' neither this way round nor the other."""

    def broken(rows: pd.DataFrame) -> pd.Series[bool]:
        turned = 1 / rows[made].mask(rows[made] == 0)
        is_typed = rows[typed].notna() & rows[made].notna()
        return (
            is_typed
            & ((rows[typed] - rows[made]).abs() > RATIO_BY_ROUNDING)
            & ((rows[typed] - turned).abs() > RATIO_BY_ROUNDING).fillna(True)
        )

    return Check(
        "typed_ratio_disagrees",
        broken,
        f"{{{typed}}} is typed, but the two groups' shares make {{{made}}}. The shares are used. "
        "Put right one of them.",
        typed,
        severity="warn",
    )
