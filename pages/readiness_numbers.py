"""What does readiness say through one lens? Everything on it, read for one scope, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from access.scope import Scope
from metrics.composite import Composite, composites
from metrics.finding import Finding, findings
from warehouse.snapshot import Snapshot, self_assessed, values_of

ASSESSED = "readiness"  # the composite whose pillars the trust assesses itself
ASSESSOR = "Board"


@dataclass(frozen=True)
class Numbers:
    """A composite's findings in one survey. `own` is the board's level of each pillar, by its id."""

    composite: Composite
    trust: Mapping[str, Finding]
    by_directorate: Mapping[str, Mapping[str, Finding]]
    own: Mapping[str, float]

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
    return Numbers(
        composite,
        trust={f.subject.id: f for f in findings(rows.loc[rows["breakdown"] == "trust"])},
        by_directorate=dict(sorted(by_directorate.items())),
        own=own_levels(_snapshot, scope) if composite.id == ASSESSED else {},
    )


def own_levels(snapshot: Snapshot, scope: Scope) -> dict[str, float]:
    """The board's newest own level of each component of the whole trust, by pillar."""
    held = self_assessed(snapshot, scope)
    board = held.loc[(held["assessor_role"] == ASSESSOR) & (held["directorate"] == "")]
    newest = board.loc[board["assessed_on"] == board["assessed_on"].max()]
    return {
        f"{ASSESSED}.{row['component']}": float(row["level"]) for row in newest.to_dict("records")
    }
