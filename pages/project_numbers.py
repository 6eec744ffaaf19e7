"""Which numbers does the Projects screen show for one area?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.small_spc import Months, months
from metrics.finding import Finding, findings
from metrics.project_counts import ProjectCounts, counts_of
from warehouse.snapshot import (
    Snapshot,
    not_collected,
    objectives,
    project_counts,
    values_of,
    works_together,
)

MONTHLY = {"projects_started": "Projects started", "pdsa_cycles_ended": "PDSA cycles ended"}
NEWEST = (
    "self_initiated", "objective_coverage", "aligned_projects", "pdsa_practice",
    "cycles_not_adopted", "register_health", "reached_improvement",
)  # fmt: skip


@dataclass(frozen=True)
class Numbers:
    """Counts, monthly series and newest findings of an area; objectives and pairs in scope.

    `kept` are the newest findings of register_health by directorate, A to Z.
    """

    counts: ProjectCounts
    months: Mapping[str, Months | None]
    newest: Mapping[str, Finding]
    kept: tuple[Finding, ...]
    objectives: DataFrame
    together: DataFrame
    missing: Mapping[str, str]

    @property
    def started(self) -> Finding | None:
        """The newest month's starts."""
        series = self.months["projects_started"]
        return series.newest if series else None

    @property
    def verdicts(self) -> list[tuple[str, Finding]]:
        """What the control charts say of the newest month."""
        return [
            (title, series.newest)
            for name, title in MONTHLY.items()
            if (series := self.months[name]) is not None and series.newest.verdict
        ]


@st.cache_resource(max_entries=64, show_spinner=False)
def numbers(version: str, scope: Scope, name: str, _snapshot: Snapshot) -> Numbers:
    """The numbers of a directorate ('' the trust), read once for each version, scope and area."""
    del version
    breakdown = "directorate" if name else "trust"
    rows = values_of(_snapshot, scope, (*MONTHLY, *NEWEST), breakdown)
    own = rows.loc[rows["directorate"] == name]
    by_indicator = {one: own.loc[own["indicator"] == one] for one in (*MONTHLY, *NEWEST)}
    kept = values_of(_snapshot, scope, "register_health", "directorate")
    return Numbers(
        counts=counts_of(project_counts(_snapshot, scope), name),
        months={one: months(by_indicator[one]) for one in MONTHLY},
        newest={
            one: findings(by_indicator[one].iloc[[-1]])[0]
            for one in NEWEST
            if len(by_indicator[one])
        },
        kept=tuple(
            sorted(
                findings(kept.loc[kept["period"] == kept["period"].max()]),
                key=lambda finding: finding.group,
            )
        ),
        objectives=objectives(_snapshot, scope),
        together=works_together(_snapshot, scope),
        missing=not_collected(_snapshot, scope),
    )
