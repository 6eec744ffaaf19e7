"""What did one publication show of a survey wave, and what does the confidentiality check read of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from metrics.compute import GROUP
from metrics.disclosure_known import measures_of
from metrics.disclosure_releases import Release
from metrics.disclosure_wave import TRUST, Name, names_of
from metrics.indicator import Indicator

CELL = ["period", "breakdown", *GROUP]
MASK = [*CELL, "indicator", "is_withheld", "is_kept"]


@dataclass(frozen=True)
class WaveRelease:
    """A survey wave as one publication shows it.

    `given` are its lines as they were uploaded, `lines` those whose numbers are shown: in cells
    that were kept they are earlier ones. `cells` has one row per cell, `indicator` '', and more for
    the indicators that have a mask of their own.
    """

    period: str
    decided_on: str
    given: DataFrame
    lines: DataFrame
    cells: DataFrame

    def marked(self, mark: str, indicator: str = "") -> set[Name]:
        """The names of the cells that are 'is_withheld' or 'is_kept' by this mask."""
        rows = self.cells.loc[self.cells["indicator"] == indicator]
        return set(names_of(rows.loc[rows[mark].astype(bool)]))

    def as_seen(self, indicators: Mapping[str, Indicator], filtered: str = "") -> Release:
        """As the audit reads it: the measures that everybody is asked, or one that not all are."""
        cells, measures = tables(self.given, indicators, filtered)
        hidden = self.marked("is_withheld")
        if filtered:
            hidden |= self.marked("is_withheld", filtered)
        return Release(
            tuple(names_of(cells)),
            {one.name: one for one in measures_of(measures, cells)},
            frozenset(hidden),
            frozenset(self.marked("is_kept")),
        )

    @property
    def shows_anything(self) -> bool:
        """Is not even the trust withheld, because hardly anybody answered?"""
        return TRUST not in self.marked("is_withheld")

    def under_lasting_names(self, names: Mapping[str, str]) -> WaveRelease:
        """The same with directorates by the names that they have now."""

        def renamed(rows: DataFrame) -> DataFrame:
            return rows.assign(directorate=rows["directorate"].replace(dict(names)))

        return replace(
            self,
            given=renamed(self.given),
            lines=renamed(self.lines),
            cells=renamed(self.cells),
        )


def asked_of_all(indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """The survey's indicators that rest on the answers of everybody."""
    return {key: i for key, i in indicators.items() if i.is_opinion and i.everybody_asked}


def asked_of_some(indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Those that rest on a question which only some are asked, and are shown of parts of the trust.

    The response rate is none: it counts people who were asked, and no answers.
    """
    return {
        key: i
        for key, i in indicators.items()
        if i.is_opinion
        and not i.everybody_asked
        and set(i.dimensions) - {"trust", "characteristic"}
        and "staff_survey.eligible" not in i.needs
    }


def tables(
    given: DataFrame, indicators: Mapping[str, Indicator], filtered: str = ""
) -> tuple[DataFrame, DataFrame]:
    """The cells with their smallest base, and the measures, as metrics.disclosure.audit_wave has them.

    Of everything that everybody is asked, or of the one `filtered` indicator.
    """
    asked = {filtered: indicators[filtered]} if filtered else asked_of_all(indicators)
    rows = given.loc[
        given["indicator"].isin(list(asked))
        & (given["weighting"] == "unweighted")
        & (given["breakdown"] != "characteristic")
    ]
    most = {key: 10.0 if i.statistic in ("score", "rating") else 1.0 for key, i in asked.items()}
    # A mean of 1 to 5 is audited as the score of ten that it is.
    rated = rows["indicator"].isin([key for key, i in asked.items() if i.statistic == "rating"])
    of_ten = 2.5 * (rows["numerator"] - rows["denominator"])
    rows = rows.assign(numerator=rows["numerator"].where(~rated, of_ten))
    measures = rows.assign(
        measure=rows["indicator"] + rows["contrast"],  # both sides of a difference
        most=rows["indicator"].map(most).astype("float64"),
        numerator=rows["numerator"].where(~rows["is_suppressed"].astype(bool)),
    )[[*CELL, "measure", "denominator", "numerator", "most"]]
    return smallest_bases(rows), measures


def smallest_bases(rows: DataFrame) -> DataFrame:
    """Respondents of each cell: the smallest base among its measures; missing where unknown."""
    # A sum with a withheld part has at least the people of its other parts: it is no small group.
    known = rows["denominator"].where(rows["denominator"] > 0)
    bases = rows.assign(respondents=known, unknown=known.isna()).groupby(CELL, as_index=False)
    smallest = bases.agg(respondents=("respondents", "min"), unknown=("unknown", "any"))
    smallest.loc[smallest["unknown"], "respondents"] = np.nan
    # So has a division that the file itself withheld: at least the people of its directorates.
    children = smallest.loc[smallest["breakdown"] == "directorate"]
    people = children.groupby(["period", "division"])["respondents"].sum()
    lost = (smallest["breakdown"] == "division") & smallest["respondents"].isna()
    homes = pd.MultiIndex.from_frame(smallest.loc[lost, ["period", "division"]])
    at_least = people.reindex(homes).to_numpy("float64")
    smallest.loc[lost, "respondents"] = np.where(at_least > 0, at_least, np.nan)
    return smallest.drop(columns="unknown")


def same_cells(rows: DataFrame) -> Series[str]:
    """Each row's cell in one word: a directorate is the same in whatever division it was."""
    division = rows["division"].where(rows["breakdown"] != "directorate", "")
    words = [rows["breakdown"], division, *(rows[name] for name in GROUP if name != "division")]
    cells = ["\x1f".join(row) for row in zip(*words, strict=True)]
    return Series(cells, index=rows.index, dtype=object)
