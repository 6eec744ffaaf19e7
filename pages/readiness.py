"""Is the culture ready for improvement: which component holds whom back, and how sure is that?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.bands import Standing, bands
from charts.figure import Picture
from charts.palette import PALETTES, PaletteName
from metrics.composite import Composite, composites, level_in_words, place_of_level
from metrics.finding import Finding, findings
from metrics.stories import readiness_in_one_sentence, verdict_in_words, views_compared
from pages.parts import draw, foot, header, key, literal, nothing_yet, same_numbers
from pages.readiness_parts import show_certainty, show_holding_back, show_parts
from pages.visit import Visit
from pages.words import counted, sentence_case
from warehouse.snapshot import Snapshot, self_assessed, values_of

LENS = {"NHS IMPACT": "readiness", "Three Es": "three_e"}
ASSESSED = "readiness"  # the composite whose pillars the trust assesses itself
ASSESSOR = "Board"


def show(visit: Visit) -> None:
    """Draw the profile through the lens that the address names."""
    title = "Culture readiness"
    if visit.snapshot is None or visit.snapshot.about.last_wave is None:
        nothing_yet(visit, title, "no staff survey has been published.")
        return
    wave = visit.snapshot.about.last_wave
    top = st.container()
    lens = st.segmented_control(
        "Lens",
        list(LENS),
        default="NHS IMPACT",
        required=True,
        key="lens",
        bind="query-params",
        label_visibility="collapsed",
    )
    composite = composites()[LENS[str(lens)]]
    names = (composite.id, *(f"{composite.id}.{pillar.id}" for pillar in composite.pillars))
    rows = values_of(visit.snapshot, visit.scope, names)
    rows = rows.loc[rows["period"] == wave]
    trust = {f.subject.id: f for f in findings(rows.loc[rows["breakdown"] == "trust"])}
    index = trust.get(composite.id)
    if index is None or not index.is_shown:
        with top:
            header(visit, title)
            st.markdown("## Nothing to show yet: too little of what it is made of is published.")
        if index is not None:
            st.markdown(literal(index.sentence))
        return
    pillars = [trust[name] for name in names[1:]]
    own = own_levels(visit.snapshot, visit.scope) if composite.id == ASSESSED else {}
    with top:
        header(visit, title)
        st.markdown(f"## {literal(readiness_in_one_sentence(index, pillars))}")
        compared = views_compared(
            [(place_of_level(own[f.subject.id]), f) for f in pillars if f.subject.id in own]
        )
        said = " ".join(
            [f"{index.mark} {index.verdict.capitalize()}.", verdict_in_words(index), compared]
        )
        st.markdown(literal(said.strip()))
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        show_components(visit, visit.snapshot, composite, pillars, own)
    with right:
        show_certainty(visit, visit.snapshot, composite, index)
    show_directorates(visit, visit.snapshot, composite, rows, index, names)
    show_parts(visit, visit.snapshot, composite, wave)
    foot(visit, [index.basis, f"goalposts {composite.version}"])


def own_levels(snapshot: Snapshot, scope: Scope) -> dict[str, float]:
    """The board's newest own level of each component, by pillar."""
    held = self_assessed(snapshot, scope)
    board = held.loc[held["assessor_role"] == ASSESSOR]
    newest = board.loc[board["assessed_on"] == board["assessed_on"].max()]
    return {
        f"{ASSESSED}.{row['component']}": float(row["level"]) for row in newest.to_dict("records")
    }


def show_components(
    visit: Visit,
    snapshot: Snapshot,
    composite: Composite,
    pillars: Sequence[Finding],
    own: dict[str, float],
) -> None:
    """The pillars over the bands, and beside each how the board judged it."""
    many = sentence_case(counted(len(pillars), "component"))
    st.markdown(f"### {many}, equally weighted")
    diamond = "; ◇ the board’s own assessment" if own else ""
    key(f"Score of 100 from survey and registers, with its 95 % interval{diamond}.")
    standings = tuple(
        Standing(
            finding.subject.title,
            finding,
            place_of_level(own[finding.subject.id]) if finding.subject.id in own else None,
            level_in_words(own[finding.subject.id]) if finding.subject.id in own else "",
        )
        for finding in pillars
    )
    alt = " ".join(finding.sentence for finding in pillars)
    wanted = (snapshot.version, visit.scope, composite.id, "components", visit.palette_name)
    draw(bands_drawn(*wanted, _rows=standings, _alt=alt), "components")
    same_numbers(components_table(standings), f"The components of {composite.title}")


def components_table(standings: Sequence[Standing]) -> DataFrame:
    """The components in words and numbers."""
    return DataFrame(
        {
            "Score (95 % interval)": [
                f"{s.finding.value_in_words} ({s.finding.interval_in_words})" for s in standings
            ],
            "Band": [s.finding.band for s in standings],
            "Verdict": [f"{s.finding.mark} {s.finding.verdict}".strip() for s in standings],
            "Own assessment": [s.own_words or "–" for s in standings],
        },
        index=[s.name for s in standings],
    ).rename_axis("Component")


def show_directorates(
    visit: Visit,
    snapshot: Snapshot,
    composite: Composite,
    rows: DataFrame,
    index: Finding,
    names: Sequence[str],
) -> None:
    """What holds each directorate back, then where its index stands."""
    by_directorate: dict[str, dict[str, Finding]] = {}
    for finding in findings(rows.loc[rows["breakdown"] == "directorate"]):
        by_directorate.setdefault(finding.group, {})[finding.subject.id] = finding
    if not by_directorate:
        return
    by_directorate = dict(sorted(by_directorate.items()))
    trust = {f.subject.id: f for f in findings(rows.loc[rows["breakdown"] == "trust"])}
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        show_holding_back(visit, snapshot, composite, {"Trust": trust, **by_directorate}, names[1:])
    with right:
        st.markdown("### The index, directorate by directorate")
        key("Score of 100 with its 95 % interval; ┃ the trust. A to Z, not ranked.")
        standings = tuple(
            Standing(group, found[composite.id]) for group, found in by_directorate.items()
        )
        alt = " ".join(standing.finding.sentence for standing in standings)
        wanted = (snapshot.version, visit.scope, composite.id, "directorates", visit.palette_name)
        draw(bands_drawn(*wanted, _rows=standings, _alt=alt, _trust=index.value), "directorates")


@st.cache_resource(max_entries=64, show_spinner=False)
def bands_drawn(
    version: str,
    scope: Scope,
    composite: str,
    what: str,
    palette_name: PaletteName,
    _rows: tuple[Standing, ...],
    _alt: str,
    _trust: float | None = None,
) -> Picture:
    """The picture over the bands, drawn once for each version, scope, composite and palette."""
    return bands(_rows, PALETTES[palette_name], _alt, _trust)
