"""What does readiness say through one lens? Everything on it, read for one scope, once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from access.scope import Scope
from metrics.composite import Composite, composites
from metrics.finding import Finding, findings
from metrics.perception import Assessment
from metrics.readiness import SURVEY_VIEWS
from warehouse.snapshot import Snapshot, self_assessed, values_of

ASSESSED = "readiness"  # the composite whose pillars the trust assesses itself
ASSESSOR = "Board"
HEALTH = "register_health"


@dataclass(frozen=True)
class Numbers:
    """A composite's findings in one survey.

    By a pillar's id: `own` is the board's level, `staff` what the trust's staff say of it in that
    survey. `assessments` are the newest of the whole trust, `registers` how well the trust and
    the directorates keep theirs today.
    """

    composite: Composite
    trust: Mapping[str, Finding]
    by_directorate: Mapping[str, Mapping[str, Finding]]
    own: Mapping[str, float]
    staff: Mapping[str, Finding]
    assessments: Sequence[Assessment]
    registers: Sequence[Finding]

    @property
    def names(self) -> Sequence[str]:
        """The pillars' ids, in the composite's own order."""
        return [f"{self.composite.id}.{pillar.id}" for pillar in self.composite.pillars]

    @property
    def index(self) -> Finding | None:
        return self.trust.get(self.composite.id)

    @property
    def pillars(self) -> Sequence[Finding]:
        return [self.trust[name] for name in self.names]


@st.cache_resource(max_entries=64, show_spinner=False)
def numbers(
    version: str, scope: Scope, composite_id: str, wave: str, _snapshot: Snapshot
) -> Numbers:
    """The page's numbers; the version stands for the snapshot."""
    del version
    composite = composites()[composite_id]
    names = (composite.id, *(f"{composite.id}.{pillar.id}" for pillar in composite.pillars))
    rows = values_of(_snapshot, scope, names)
    rows = rows.loc[rows["period"] == wave]
    by_directorate: dict[str, dict[str, Finding]] = {}
    for finding in findings(rows.loc[rows["breakdown"] == "directorate"]):
        by_directorate.setdefault(finding.group, {})[finding.subject.id] = finding
    is_assessed = composite.id == ASSESSED
    assessments = newest_assessments(_snapshot, scope) if is_assessed else ()
    return Numbers(
        composite,
        trust={f.subject.id: f for f in findings(rows.loc[rows["breakdown"] == "trust"])},
        by_directorate=dict(sorted(by_directorate.items())),
        own={one.component: one.level for one in assessments if one.role == ASSESSOR},
        staff=staff_views(_snapshot, scope, wave) if is_assessed else {},
        assessments=assessments,
        registers=registers(_snapshot, scope),
    )


def newest_assessments(snapshot: Snapshot, scope: Scope) -> tuple[Assessment, ...]:
    """How each role last placed each component of the whole trust, with the pillar's id."""
    held = self_assessed(snapshot, scope)
    trust = held.loc[held["directorate"] == ""]
    newest = trust.loc[
        trust["assessed_on"] == trust.groupby("assessor_role")["assessed_on"].transform("max")
    ]
    return tuple(
        Assessment(
            f"{ASSESSED}.{row['component']}",
            row["assessor_role"],
            row["level"],
            row["items"],
            tuple(row[f"level_{level}"] for level in range(1, 6)),
            None if math.isnan(row["spread"]) else row["spread"],
        )
        for row in newest.to_dict("records")
    )


def staff_views(snapshot: Snapshot, scope: Scope, wave: str) -> dict[str, Finding]:
    """What the trust's staff say that bears on each component in one survey, by pillar."""
    pillar_of = {view.id: f"{ASSESSED}.{view.lenses[0]}" for view in SURVEY_VIEWS}
    rows = values_of(snapshot, scope, tuple(pillar_of), "trust")
    found = findings(rows.loc[rows["period"] == wave].sort_values("weighting"))
    return {pillar_of[one.subject.id]: one for one in found}  # weighted comes last, and stays


def registers(snapshot: Snapshot, scope: Scope) -> tuple[Finding, ...]:
    """How well the trust and the directorates in scope keep their registers, at its newest date."""
    rows = values_of(snapshot, scope, HEALTH)
    newest = rows.loc[rows["period"] == rows["period"].max()]
    trust = newest.loc[newest["breakdown"] == "trust"]
    own = newest.loc[newest["breakdown"] == "directorate"].sort_values("directorate")
    return (*findings(trust), *findings(own))
