"""What does the page of training say? Everything on it, read from one snapshot for one scope, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from access.scope import Scope
from metrics.coach_load import CoachLoad, coach_loads
from metrics.doses import PROFILE
from metrics.fair_shares import Reached
from metrics.finding import Finding, headline
from pages.needs import needs_in_words
from pages.three_e_numbers import groups_of
from warehouse.snapshot import (
    Snapshot,
    after_training,
    not_collected,
    training_reach,
    uploads,
    values_of,
)

COVERAGE, REACH, RELEASE, COACHED = (
    "qi_training_coverage", "training_reach", "release_to_attend", "coached_projects",
)  # fmt: skip
ACTION, LOAD, LEAVERS = "training_to_action", "projects_per_coach", "trained_leavers"
OF_PEOPLE = ("training_hours", "starters_reached", "managers_trained", LEAVERS, "active_coaches")
RATIOS = ("non_clinical_reach", "band_reach")
REPRESENTATION = "training_representation"
_OF_THE_TRUST = (*PROFILE, REACH, RELEASE, COACHED, *RATIOS, *OF_PEOPLE, ACTION, LOAD)


@dataclass(frozen=True)
class AfterTraining:
    """People first trained 6 to 17 months before the month's end; each number holds the next."""

    period: str
    trained: int
    on_team: int
    tested: int
    shared: int


@dataclass(frozen=True)
class Numbers:
    """The trust's newest findings by indicator; shares, areas and coach load; what is missing.

    `unknown_because` says why coverage is not known; '' where it is.
    """

    trust: Mapping[str, Finding]
    by_staff_group: tuple[Finding, ...]
    by_band: tuple[Finding, ...]
    areas: tuple[Finding, ...]
    crossed: tuple[Reached, ...]
    coaches: tuple[CoachLoad, ...]
    after: AfterTraining | None
    missing: Mapping[str, str]
    unknown_because: str

    @property
    def coverage(self) -> Finding | None:
        return self.trust.get(COVERAGE)


@st.cache_resource(max_entries=64, show_spinner=False)
def numbers(version: str, scope: Scope, _snapshot: Snapshot) -> Numbers:
    """The page's numbers; the version stands for the snapshot."""
    rows = values_of(_snapshot, scope, _OF_THE_TRUST, "trust")
    found = {name: headline(rows, name) for name in _OF_THE_TRUST}
    trust = {name: finding for name, finding in found.items() if finding is not None}
    coached = groups_of(version, scope, COACHED, "directorate", _snapshot)
    whole = [trust[COACHED]] if COACHED in trust else []
    missing = not_collected(_snapshot, scope)
    held = set(uploads(_snapshot, scope)["dataset"])
    return Numbers(
        trust=trust,
        by_staff_group=groups_of(version, scope, REPRESENTATION, "staff_group", _snapshot),
        by_band=groups_of(version, scope, REPRESENTATION, "band", _snapshot),
        areas=groups_of(version, scope, COVERAGE, "directorate", _snapshot),
        crossed=reached(_snapshot, scope),
        coaches=tuple(coach_loads([*whole, *coached])),
        after=next(
            (AfterTraining(**row) for row in after_training(_snapshot, scope).to_dict("records")),
            None,
        ),
        missing={name: needs_in_words(needs) for name, needs in missing.items()},
        unknown_because=_why_unknown(held) if COVERAGE in missing else "",
    )


def _why_unknown(held: set[str]) -> str:
    """Why coverage cannot be told: which of lists, staff numbers in them, headcount is missing."""
    said = []
    if "training_attendance" not in held:
        said.append("No training list has been published.")
    if "workforce" not in held:
        said.append("There is no headcount yet, so nobody can say: of how many.")
    if not said:
        said.append("The training lists count sessions, not people: they need staff numbers.")
    return " ".join(said)


def reached(snapshot: Snapshot, scope: Scope) -> tuple[Reached, ...]:
    """The trust's staff by group and band, with how many of them are trained."""
    return tuple(
        Reached(row["staff_group"], row["bands"], row["trained"], row["headcount"])
        for row in training_reach(snapshot, scope).to_dict("records")
    )
