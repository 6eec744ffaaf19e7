"""What does a page of one E say? Its scores over the years, its groups and registers, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from metrics import headlines
from metrics.finding import Finding, findings
from metrics.indicator import Breakdown
from pages.needs import needs_in_words
from warehouse.snapshot import Snapshot, not_collected, values_of


@dataclass(frozen=True)
class E:
    """One of the three: `main` stands for it, `scores` are drawn over the years, then registers.

    `plotted` are the indicators whose directorates and staff groups may be looked at, the usual
    one first; `also` is what the page shows beside the usual anatomy.
    """

    title: str
    main: str
    scores: tuple[str, ...]
    registers: tuple[str, ...]
    plotted: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """A number from the registers: its newest finding, and the staff group furthest from fair."""

    finding: Finding
    furthest: str


@dataclass(frozen=True)
class Numbers:
    """The page's findings. `years` holds the trust's waves by indicator, `gaps` those of each

    characteristic's engagement gap; oldest first.
    """

    headline: str
    verdicts: tuple[tuple[str, Finding], ...]
    years: Mapping[str, tuple[Finding, ...]]
    peers: int
    gaps: tuple[tuple[Finding, ...], ...]
    registers: Mapping[str, Register]
    missing: Mapping[str, str]


@st.cache_resource(max_entries=64, show_spinner=False)
def numbers(version: str, scope: Scope, title: str, _e: E, _snapshot: Snapshot) -> Numbers:
    """The page's numbers; the version stands for the snapshot, the title for the E."""
    del version, title
    rows = values_of(_snapshot, scope, (*_e.scores, *_e.registers), "trust")
    years = {name: of_the_trust(rows, name) for name in _e.scores}
    newest = {name: waves[-1] for name, waves in years.items() if waves}
    gaps = _gaps(_snapshot, scope) if "engagement_gap" in _e.also else ()
    registers = {
        name: _register(mine)
        for name in _e.registers
        if len(mine := rows.loc[rows["indicator"] == name])
    }
    parts = [finding for name, finding in newest.items() if name != _e.main]
    parts += [gap[-1] for gap in gaps]
    # What people do is news only where it moved; what they say is this page's subject.
    did = [register.finding for register in registers.values()]
    parts += [finding for finding in did if finding.verdict in ("improved", "worse")]
    parts = [finding for finding in parts if finding.is_shown]
    missing = not_collected(_snapshot, scope)
    return Numbers(
        headline=headlines.of_one_e(_e.title, newest.get(_e.main), parts),
        verdicts=tuple(
            (short_title(finding), finding)
            for finding in sorted(parts, key=lambda one: _ORDER.index(one.verdict))
        ),
        years={name: waves for name, waves in years.items() if waves},
        peers=max((finding.peers for finding in newest.values()), default=0),
        gaps=gaps,
        registers=registers,
        missing={
            name: needs_in_words(missing[name])
            for name in (*_e.scores, *_e.registers, *_e.plotted, *_e.also)
            if name in missing
        },
    )


def short_title(finding: Finding) -> str:
    """What a finding of the trust is called in a list or a link; links never wrap."""
    if finding.subject.id == "engagement_gap":
        return f"{finding.group} gap"
    return _SHORT.get(finding.subject.id, finding.subject.title)


_SHORT = {
    "non_clinical_reach": "Non-clinical staff trained",
    "band_reach": "Bands 1 to 4 trained",
    "release_to_attend": "Places taken up",
    "training_reach": "Staff newly reached",
    "training_hours": "Hours of training",
    "starters_reached": "Starters reached",
    "managers_trained": "Managers trained",
    "trained_leavers": "Trained, and left",
    "active_coaches": "Coaches coaching",
    "training_to_action": "From training to a project",
    "people_involved": "Taking part in projects",
    "reached_improvement": "Reached an improvement",
    "training_least_reached": "Training: least reached",
    "leads_least_reached": "Leading: least reached",
    "project_starts_rate": "Projects started",
    "qi_training_coverage": "Improvement training",
}
_ORDER = ("improved", "worse", "no clear change", "cannot say", "")


@st.cache_resource(max_entries=256, show_spinner=False)
def groups_of(
    version: str, scope: Scope, name: str, breakdown: Breakdown, _snapshot: Snapshot
) -> tuple[Finding, ...]:
    """The newest period of one indicator, group by group, A to Z; not weighted, like their trust."""
    del version
    rows = values_of(_snapshot, scope, name, breakdown)
    found = findings(_newest(rows.loc[rows["weighting"] != "weighted"]))
    return tuple(sorted(found, key=lambda one: one.group))


def of_the_trust(rows: DataFrame, name: str) -> tuple[Finding, ...]:
    """The trust's periods, oldest first, on one basis: weighted, where the newest one is."""
    mine = rows.loc[(rows["indicator"] == name) & (rows["breakdown"] == "trust")]
    is_weighted = mine["weighting"] == "weighted"
    on_one_basis = is_weighted if is_weighted.loc[_newest(mine).index].any() else ~is_weighted
    return tuple(findings(mine.loc[on_one_basis]))


def _gaps(snapshot: Snapshot, scope: Scope) -> tuple[tuple[Finding, ...], ...]:
    rows = values_of(snapshot, scope, "engagement_gap", "characteristic")
    return tuple(tuple(findings(mine)) for _, mine in rows.groupby("characteristic"))


def _newest(rows: DataFrame) -> DataFrame:
    return rows.loc[rows["period"] == rows["period"].max()]


def _register(rows: DataFrame) -> Register:
    newest = _newest(rows)
    return Register(findings(newest)[0], str(newest["worst_group"].iloc[0]))
