"""Which survey results may be shown, so that no small group's answers can be worked out?

The floor is eleven respondents. Because the trust's own results are published nationally, hiding
one small group is never enough: on every line of sums at least one more has to go with it. The
mask is made while publishing, once for all measures of a wave and for every role, and audited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pandas import DataFrame, Series

from metrics.disclosure_audit import leaks
from metrics.disclosure_decision import decide
from metrics.disclosure_form import shown_base, shown_percent
from metrics.disclosure_known import measures_of
from metrics.disclosure_mask import mask
from metrics.disclosure_releases import Leaking, Release, leaks_of
from metrics.disclosure_view import view_of
from metrics.disclosure_wave import names_of

__all__ = [
    "SMALLEST_GROUP_SHOWN",
    "audit",
    "audit_wave",
    "in_words",
    "mask",
    "shown_base",
    "shown_percent",
    "withhold",
]

SMALLEST_GROUP_SHOWN = 11  # respondents; a trust may raise it, never lower it

_IN_WORDS = {
    "trust": "trust",
    "division": "division",
    "directorate": "directorate",
    "staff_group": "staff group",
    "division_staff_group": "division and staff group",
    "band": "band",
}


def withhold(
    cells: DataFrame,
    smallest_group: int = SMALLEST_GROUP_SHOWN,
    measures: DataFrame | None = None,
) -> Series[bool]:
    """True for every cell of a wave that must not be shown, aligned with `cells`.

    `cells` has one row per breakdown and group: `breakdown` ("trust", "division", "directorate",
    "staff_group", "division_staff_group", "band"), the columns that name the group (missing or
    "" where it has none; a directorate names its division), and `respondents`: people, the
    smallest base among the measures that everybody is asked; missing when the file itself
    withheld it, which counts as small. The trust is never withheld, because it is published
    nationally; an empty group is withheld, because it has nothing to show.

    With `measures` (see `audit_wave`) the mask is audited and as many more cells are withheld as
    it takes: a division of fifteen with one positive answer says too much of a part of eight.
    Raises ValueError for a smallest group under 11.
    """
    _refuse_too_small(smallest_group)
    hidden = decide(cells, smallest_group, measures).withheld
    return Series([name in hidden for name in names_of(cells)], index=cells.index, dtype=bool)


def audit_wave(
    cells: DataFrame,
    withheld: Series[bool],
    measures: DataFrame,
    smallest_group: int = SMALLEST_GROUP_SHOWN,
) -> list[str]:
    """Sentences on every breakdown of the masked wave that gives a small group away; [] when safe.

    `cells` and `withheld` as of `withhold`. `measures` has one row per measure and cell:
    `measure`, the columns that name the cell, `denominator` (its respondents), `numerator` (the
    total of their values) and `most`, the largest value of one person: 1 for a share shown in per
    cent, 10 for a score. The audit supposes the trust's base and rates are public and everything
    not withheld is shown: below the trust bases to the nearest 5, whole per cent, scores to 2
    decimals. A cell without a `numerator`, or that a measure does not have, shows its base alone.
    Raises ValueError for a smallest group under 11.
    """
    _refuse_too_small(smallest_group)
    names = names_of(cells)
    hidden = {name for name, is_withheld in zip(names, withheld, strict=True) if is_withheld}
    asked = {one.name: one for one in measures_of(measures, cells)}
    release = Release(tuple(names), asked, frozenset(hidden))
    return in_words(leaks_of(release, smallest_group), smallest_group)


def in_words(leaking: Iterable[Leaking], smallest_group: int) -> list[str]:
    """A sentence on every breakdown that gives a small group away, with the measures that do."""
    given_away: dict[str, list[str]] = {}
    for measure in leaking:
        for breakdown in measure.breakdowns():
            given_away.setdefault(breakdown, []).append(measure.measure)
    return [
        f"The breakdown by {_IN_WORDS[breakdown]} would give away a group of fewer than "
        f"{smallest_group} respondents ({', '.join(named)})."
        for breakdown, named in sorted(given_away.items())
    ]


def audit(case: Mapping[str, Any]) -> dict[str, Any]:
    """Does the view in this case give a small group away, and which groups?

    `groups` names each by its atoms, what of it can be worked out ("shown": it has a number of
    its own; "extreme": 0 % or 100 % of too few; "value" or "count": the interval is too narrow)
    and the width of that interval. The form is described in tests/disclosure/cases/README.md.
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


def _refuse_too_small(smallest_group: int) -> None:
    if smallest_group < SMALLEST_GROUP_SHOWN:
        raise ValueError(
            f"The smallest group shown is {smallest_group}; it may not be under "
            f"{SMALLEST_GROUP_SHOWN} respondents."
        )
