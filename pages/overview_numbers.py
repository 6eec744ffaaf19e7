"""What does the overview say? Everything on it, read from one snapshot for one scope, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.small_spc import Months, months
from metrics import headlines
from metrics.composite import composites
from metrics.finding import MARKS, Finding, findings
from metrics.questions import Question, three
from pages.needs import needs_in_words
from pages.tile import Tile
from warehouse.snapshot import Snapshot, not_collected, values_of

COLUMNS = {
    "readiness": "Readi\u00adness",
    "engagement": "Engage\u00adment",
    "fairness": "Equality",
    "voice": "Empower\u00adment",
}
COUNTS = ("projects_started", "people_trained", "pdsa_cycles_ended")
_PILLARS = tuple(f"readiness.{pillar.id}" for pillar in composites()["readiness"].pillars)
_BY_WAVE = (*COLUMNS, *_PILLARS, "able_to_improve")


@dataclass(frozen=True)
class Numbers:
    """The page's findings. `table` is by group, the trust first, then by indicator."""

    headline: str
    verdicts: tuple[tuple[str, Finding], ...]
    tiles: tuple[Tile, ...]
    peers: int
    questions: tuple[Question, ...]
    table: Mapping[str, Mapping[str, Finding]]
    where: str
    since: str
    happening: str
    counts: Mapping[str, Months | None]
    missing: Mapping[str, str]


@st.cache_resource(max_entries=64, show_spinner=False)
def numbers(version: str, scope: Scope, _snapshot: Snapshot) -> Numbers:
    """The page's numbers; the version stands for the snapshot."""
    del version
    waves = values_of(_snapshot, scope, _BY_WAVE)
    monthly = values_of(_snapshot, scope, COUNTS, "trust")
    trust = {name: _of_the_trust(waves, name) for name in _BY_WAVE}
    gap = _widest(values_of(_snapshot, scope, "engagement_gap", "characteristic"))
    trained = _newest(values_of(_snapshot, scope, "training_representation", "staff_group"))
    newest = {name: found[-1] for name, found in trust.items() if found}
    if gap:
        newest["engagement_gap"] = gap[-1]
    table = _table(waves)
    parts = [finding for name, row in table.items() if name != "Trust" for finding in row.values()]
    counts = {name: months(monthly.loc[monthly["indicator"] == name]) for name in COUNTS}
    this_month = [series.newest for series in counts.values() if series]
    missing = not_collected(_snapshot, scope)
    return Numbers(
        headline=headlines.of_the_trust(
            _in_order(
                newest, "able_to_improve", "voice", "engagement", "engagement_gap", "readiness"
            ),
            parts,
        ),
        verdicts=tuple(
            sorted(
                (
                    (_SHORT[name], finding)
                    for name, finding in _in_order(newest, *_SHORT).items()
                    if finding.is_shown
                ),
                key=lambda said: list(MARKS).index(said[1].verdict),
            )
        ),
        tiles=(
            Tile("Readiness", trust["readiness"], _band(trust["readiness"])),
            Tile("Engagement", trust["engagement"], _peers(trust["engagement"])),
            Tile("Equality gap", _sizes(gap), _whose(gap), _needs(missing, "engagement_gap")),
            Tile("Empowerment", trust["voice"], _peers(trust["voice"])),
        ),
        peers=max((finding.peers for finding in newest.values()), default=0),
        questions=tuple(
            three(
                parts,
                findings(trained),
                this_month,
                [newest[name] for name in _PILLARS if name in newest],
            )
        ),
        table=table,
        where=headlines.of_the_directorates(parts),
        since=next((f.compared_with for f in newest.values() if f.compared_with), ""),
        happening=headlines.of_the_months(this_month),
        counts=counts,
        missing={name: _needs(missing, name) for name in missing},
    )


_SHORT = {
    "readiness": "Readiness",
    "engagement": "Engagement",
    "engagement_gap": "The equality gap",
    "voice": "Empowerment",
}


def _in_order(found: Mapping[str, Finding], *names: str) -> dict[str, Finding]:
    return {name: found[name] for name in names if name in found}


def _newest(rows: DataFrame) -> DataFrame:
    return rows.loc[rows["period"] == rows["period"].max()]


def _of_the_trust(rows: DataFrame, name: str) -> list[Finding]:
    """The trust's waves, oldest first, on one basis: as published and weighted where there is one."""
    mine = rows.loc[(rows["indicator"] == name) & (rows["breakdown"] == "trust")]
    weighted = mine.loc[mine["weighting"] == "weighted"]
    newest = mine["period"].max()
    return findings(weighted if newest in set(weighted["period"]) else _unweighted(mine))


def _unweighted(rows: DataFrame) -> DataFrame:
    return rows.loc[rows["weighting"] != "weighted"]


def _widest(gaps: DataFrame) -> list[Finding]:
    """The waves of the characteristic whose newest gap is the widest, on either side."""
    newest = [finding for finding in findings(_newest(gaps)) if finding.is_shown]
    if not newest:
        return []
    widest = max(newest, key=lambda finding: abs(finding.value or 0.0))
    return findings(gaps.loc[gaps["characteristic"] == widest.group])


def _table(waves: DataFrame) -> dict[str, dict[str, Finding]]:
    """The newest wave of the table's columns: the trust unweighted, then directorates A to Z."""
    rows = waves.loc[
        waves["indicator"].isin(list(COLUMNS))
        & waves["breakdown"].isin(["trust", "directorate"])
        & (waves["weighting"] != "weighted")
    ]
    table: dict[str, dict[str, Finding]] = {}
    found = findings(_newest(rows))
    for finding in sorted(found, key=lambda one: (one.group != "Trust", one.group)):
        table.setdefault(finding.group, {})[finding.subject.id] = finding
    return table


def _band(waves: Sequence[Finding]) -> str:
    return f"band: {waves[-1].band}" if waves and waves[-1].band else ""


def _peers(waves: Sequence[Finding]) -> str:
    if not waves or waves[-1].peer_median is None:
        return ""
    return f"peers {waves[-1].subject.number(waves[-1].peer_median)}"


def _sizes(gap: Sequence[Finding]) -> Sequence[Finding]:
    """The waves of a gap as sizes, whichever side is worse off now: that is said beside it."""
    if not gap or (gap[-1].value or 0) >= 0:
        return gap
    return [
        replace(
            wave,
            value=-wave.value,
            lower=-wave.upper if wave.upper is not None else None,
            upper=-wave.lower if wave.lower is not None else None,
        )
        for wave in gap
        if wave.value is not None
    ]


def _whose(gap: Sequence[Finding]) -> str:
    return headlines.who_is_lower(gap[-1]) if gap else ""


def _needs(missing: Mapping[str, str], name: str) -> str:
    return needs_in_words(missing[name]) if name in missing else "Nothing published yet."
