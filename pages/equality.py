"""Is it fair: whose experience is worse, and who gets the chances?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.scope import Scope
from charts.figure import Picture
from charts.interval_plot import Line, base_word, interval_plot
from charts.palette import PALETTES, PaletteName
from metrics import headlines
from metrics.fair_shares import unknown_in_words as unknown_people
from metrics.finding import Finding, subject
from metrics.pooling import FEWEST_GROUPS
from metrics.project_counts import counts_of, unknown_in_words
from metrics.spread import SPREAD
from metrics.trained_people import NON_CLINICAL
from pages.group_plots import plot_key
from pages.literal import literal
from pages.numbers_table import by_group
from pages.parts import draw, key, open_numbers, same_numbers
from pages.standards import draw_standards
from pages.three_e import draw_years, not_collected, show_e
from pages.three_e_numbers import E, Numbers, groups_of, of_the_trust
from pages.training_numbers import reached
from pages.visit import Visit
from pages.year_cards import draw_cards
from warehouse.snapshot import Snapshot, project_counts, values_of

EQUALITY = E(
    title="Equality",
    main="fairness",
    scores=("fairness", "inclusion"),
    registers=("non_clinical_reach", "training_least_reached", "leads_least_reached"),
    plotted=(
        "fairness", "inclusion", "non_clinical_reach", "training_least_reached",
        "leads_least_reached",
    ),
    also=(
        "engagement_gap", "engagement_spread", "training_representation", "lead_representation",
    ),
)  # fmt: skip
SHARES = {"training_representation": "training", "lead_representation": "leading projects"}
FAIR = Line(1.0, "fair share")
TOO_FEW_DIRECTORATES = (
    f"Needs the engagement score of {FEWEST_GROUPS} directorates or more that may be shown."
)


def show(visit: Visit) -> None:
    """Draw the page."""
    show_e(visit, EQUALITY, draw_scores_gaps_and_chances)


def draw_scores_gaps_and_chances(visit: Visit, e: E, found: Numbers, snapshot: Snapshot) -> None:
    """How people are treated, and whose experience is worse; then who is trained and who leads."""
    left, right = st.columns(2, gap="medium")
    with left:
        draw_years(visit, e, found, snapshot)
    with right:
        draw_gaps(visit, found, snapshot)
    draw_spread(visit, found, snapshot)
    draw_standards(visit, snapshot)
    st.markdown("### Who gets the chances?")
    key(
        "A group's share of those trained, or leading, over its share of headcount: 1 is a fair "
        "share, 0.5 half of one. Non-clinical staff first."
    )
    known = counts_of(project_counts(snapshot, visit.scope), "").lead_known
    crossed = reached(snapshot, visit.scope)
    unknown = {
        "training_representation": unknown_people(crossed) if crossed else "",
        "lead_representation": unknown_in_words(known, "Staff group of the lead"),
    }
    for place, name in zip(st.columns(2, gap="medium"), SHARES, strict=True):
        with place:
            shares = groups_of(snapshot.version, visit.scope, name, "staff_group", snapshot)
            if shares:
                draw_shares(visit, snapshot.version, name, shares)
                key(literal(unknown[name]))
            else:
                not_collected(name, found.missing)


def draw_gaps(visit: Visit, found: Numbers, snapshot: Snapshot) -> None:
    """The engagement gap of each characteristic, for the trust only, and why only for the trust."""
    st.markdown("### How wide is the engagement gap?")
    if found.gaps:
        draw_cards(visit, snapshot.version, found.gaps, has_peers=False)
    else:
        not_collected("engagement_gap", found.missing)
    key(
        "White staff less all other ethnic groups; staff without a long-term condition less staff "
        "with one. 0 is equal. For the whole trust only: in a directorate somebody could be "
        "worked out."
    )


def draw_spread(visit: Visit, found: Numbers, snapshot: Snapshot) -> None:
    """How far directorates lie apart in engagement, and how many clearly below the trust."""
    st.markdown("### How far apart are the directorates?")
    waves = of_the_trust(values_of(snapshot, visit.scope, SPREAD.id, "trust"), SPREAD.id)
    if not waves:
        not_collected(SPREAD.id, found.missing)
        key(literal(TOO_FEW_DIRECTORATES))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        draw_cards(visit, snapshot.version, [waves], has_peers=False)
    with right:
        newest = waves[-1]
        said = f"{newest.value_in_words} ({newest.interval_in_words}), {newest.base}"
        st.markdown(f"**{literal(said)}**")
        engaged = groups_of(snapshot.version, visit.scope, "engagement", "directorate", snapshot)
        if visit.scope.sees_whole_trust:
            st.markdown(literal(f"{headlines.of_groups(engaged, 'directorate')} in engagement."))
        key(
            "The standard deviation of their engagement scores, less what chance alone gives to small "
            "groups: 0 is alike. About two thirds of them lie within one such step of their mean."
        )


def draw_shares(visit: Visit, version: str, name: str, shares: Sequence[Finding]) -> None:
    """Each staff group's share against a fair one; non-clinical groups first, then A to Z."""
    first = sorted(shares, key=lambda one: (one.group not in NON_CLINICAL, one.group))
    st.markdown(f"**{literal(headlines.of_fair_shares(first, SHARES[name]))}**")
    key(literal(plot_key(first, FAIR)))
    draw(
        shares_drawn(version, visit.scope, visit.palette_name, name, first), f"shares_{name}", visit
    )
    _table(version, visit.scope, name, first)
    open_numbers(visit, [name])


@st.cache_resource(max_entries=128, show_spinner=False)
def shares_drawn(
    version: str, scope: Scope, palette: PaletteName, kind: str, _shares: Sequence[Finding]
) -> Picture:
    """The shares beside a fair one, drawn once for each version, scope, kind and palette."""
    del version, scope
    return interval_plot(_shares, FAIR, PALETTES[palette], names_above=kind != "Band")


@st.cache_data(max_entries=128, show_spinner=False)
def _table(version: str, scope: Scope, name: str, _shares: Sequence[Finding]) -> None:
    del version, scope
    same_numbers(
        by_group(_shares, "Staff group", base_word(_shares[0])),
        f"{subject(name).title} by staff group, with intervals and change",
    )
