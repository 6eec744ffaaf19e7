"""Which survey results may be shown, so that no small group's answers can be worked out?

The floor is eleven respondents. Because the trust's own results are published nationally, hiding
one small group is never enough: on every line of sums at least one more has to go with it. The
mask is made while publishing, once for all measures of a wave and for every role.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from pandas import DataFrame, Series

from metrics.disclosure_audit import leaks
from metrics.disclosure_lines import Line, Lines, complement
from metrics.disclosure_mask import mask
from metrics.disclosure_view import view_of

__all__ = ["SMALLEST_GROUP_SHOWN", "audit", "mask", "shown_base", "shown_percent", "withhold"]

SMALLEST_GROUP_SHOWN = 11  # respondents; a trust may raise it, never lower it
BASE_ROUNDED_TO = 5  # below the trust: "about 300"
SMALL_FOR_EXTREMES = 20  # respondents; under this 0 % or 100 % would speak for everybody

_KEYS = ["division", "directorate", "staff_group", "band"]


def withhold(cells: DataFrame, smallest_group: int = SMALLEST_GROUP_SHOWN) -> Series[bool]:
    """True for every cell of a wave that must not be shown, aligned with `cells`.

    `cells` has one row per breakdown and group: `breakdown` ("trust", "division", "directorate",
    "staff_group", "division_staff_group", "band"), the columns that name the group (missing or
    "" where it has none; a directorate names its division), and `respondents`: people, the
    smallest base among the measures that everybody is asked; missing when the file itself
    withheld it, which counts as small. The trust is never withheld, because it is published
    nationally; an empty group is withheld, because it has nothing to show.
    Raises ValueError for a smallest group under 11.
    """
    if smallest_group < SMALLEST_GROUP_SHOWN:
        raise ValueError(
            f"The smallest group shown is {smallest_group}; it may not be under "
            f"{SMALLEST_GROUP_SHOWN} respondents."
        )
    # In the order of their names, so that the same cells give the same mask in whatever order.
    ordered = (
        cells.assign(place=range(len(cells)), **{key: _names(cells, key) for key in _KEYS})
        .sort_values(["breakdown", *_KEYS])
        .reset_index(drop=True)
    )
    is_trust = ordered["breakdown"] == "trust"
    people = ordered["respondents"].astype("float64")
    hidden = complement(
        Lines(
            people=people.tolist(),
            lines=tuple(additive_lines(ordered)),
            always_shown=frozenset(ordered.index[is_trust]),
            smallest_group=smallest_group,
        )
    )
    is_hidden = np.zeros(len(cells), dtype=bool)
    is_hidden[ordered.loc[(people == 0) & ~is_trust, "place"]] = True
    is_hidden[ordered.loc[sorted(hidden), "place"]] = True
    return Series(is_hidden, index=cells.index, dtype=bool)


def audit(case: Mapping[str, Any]) -> dict[str, Any]:
    """Does the view in this case give a small group away, and which groups?

    `groups` names each by its atoms, what of it can be worked out ("shown": it has a number of
    its own; "extreme": 0 % or 100 % of too few; "value" or "count": the interval is too narrow)
    and the width of that interval. The form is described in tests/disclosure/README.md.
    """
    found = leaks(view_of(case))
    names = [atom["id"] for atom in case["atoms"]]
    return {
        "leaks": bool(found),
        "groups": [
            {
                "atoms": [names[atom] for atom in sorted(leak.group)],
                "of": leak.of,
                "width": leak.width,
            }
            for leak in found
        ],
    }


def shown_base(respondents: float) -> int:
    """The base as it is shown below the trust: to the nearest 5, halves upwards."""
    return BASE_ROUNDED_TO * math.floor(respondents / BASE_ROUNDED_TO + 0.5)


def shown_percent(percent: float, respondents: float) -> str:
    """A rate (0-100) below the trust in words: "64 %"; on a small base never 0 % or 100 %."""
    whole = math.floor(percent + 0.5)
    if respondents < SMALL_FOR_EXTREMES and whole < 5:
        return "under 5 %"
    if respondents < SMALL_FOR_EXTREMES and whole > 95:
        return "over 95 %"
    return f"{whole} %"


def additive_lines(cells: DataFrame) -> list[Line]:
    """The sums that hold among a wave's cells; positions are those of the rows of `cells`."""

    def rows(breakdown: str, **names: str) -> tuple[int, ...]:
        chosen = cells["breakdown"] == breakdown
        for key, name in names.items():
            chosen &= cells[key] == name
        return tuple(chosen.to_numpy().nonzero()[0].tolist())

    def only(breakdown: str, **names: str) -> int | None:
        found = rows(breakdown, **names)
        return found[0] if found else None

    divisions = {cells["division"].iloc[row]: row for row in rows("division")}
    staff_groups = {cells["staff_group"].iloc[row]: row for row in rows("staff_group")}
    without_division = tuple(
        row for row in rows("directorate") if cells["division"].iloc[row] not in divisions
    )
    trust = only("trust")
    lines = [
        Line(trust, (*divisions.values(), *without_division)),
        Line(trust, rows("staff_group")),
        Line(trust, rows("band")),
    ]
    for division, row in divisions.items():
        lines.append(Line(row, rows("directorate", division=division)))
        lines.append(Line(row, rows("division_staff_group", division=division)))
    for staff_group, row in staff_groups.items():
        lines.append(Line(row, rows("division_staff_group", staff_group=staff_group)))
    return [line for line in lines if line.parts]


def _names(cells: DataFrame, key: str) -> Series[str]:
    """The column as text, "" where a group has none."""
    if key not in cells.columns:
        return Series("", index=cells.index)
    return cells[key].astype(object).where(cells[key].notna(), "").astype(str)
