"""What does a directorate's page say? Its newest findings, read for one scope, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from metrics.finding import Finding, findings
from metrics.stories import weakest_first
from metrics.twins import Twin, staffs, twin
from warehouse.snapshot import Snapshot, directorates, staff_mix, values_of

FIVE = ("involvement", "autonomy", "engagement", "raising_concerns", "development")
BESIDE = {
    "readiness": "Culture readiness",
    "able_to_improve": "Being able to make improvements",
    "qi_training_coverage": "Improvement training",
}
LEAST_REACHED = "training_least_reached"


@dataclass(frozen=True)
class Numbers:
    """A directorate's newest findings by indicator, and the rows that they were read from.

    `headcount` is of its staff, 0 where it is not known; `twin` is for who may see others by name.
    """

    by_id: Mapping[str, Finding]
    own: DataFrame
    headcount: float
    twin: Twin | None

    @property
    def scores(self) -> Sequence[Finding]:
        return [self.by_id[score] for score in FIVE if score in self.by_id]

    @property
    def beside(self) -> Sequence[tuple[str, Finding]]:
        return [(words, self.by_id[name]) for name, words in BESIDE.items() if name in self.by_id]

    @property
    def least(self) -> DataFrame:
        """The row of the staff group that training reaches least."""
        return self.own.loc[self.own["indicator"] == LEAST_REACHED]


@st.cache_resource(max_entries=64, show_spinner=False)
def numbers(version: str, scope: Scope, name: str, _snapshot: Snapshot) -> Numbers:
    """The page's numbers; the version stands for the snapshot."""
    del version
    about = _snapshot.about
    held = directorates(_snapshot, scope)
    headcounts = dict(zip(held["directorate"], held["headcount"].fillna(0), strict=True))
    rows = values_of(_snapshot, scope, (*FIVE, *BESIDE, LEAST_REACHED), "directorate")
    rows = rows.loc[rows["period"].isin([about.last_wave, about.last_month])]
    own = rows.loc[rows["directorate"] == name]
    by_id = {finding.subject.id: finding for finding in findings(own)}
    scores = [by_id[score] for score in FIVE if score in by_id]
    like_it = None
    if scope.sees_whole_trust:
        staff = staffs(staff_mix(_snapshot, scope))
        like_it = twin(name, staff, findings(rows), weakest_first(scores) or list(FIVE))
    return Numbers(by_id, own, headcounts.get(name, 0), like_it)
