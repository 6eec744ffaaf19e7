"""Which directorates and staff groups can be told apart? Side by side, on the indicator chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.scope import Scope
from charts.figure import Picture
from charts.funnel_plot import funnel_plot
from charts.interval_plot import Line, base_word, interval_plot, is_cut, shared_range
from charts.palette import PALETTES, PaletteName
from metrics import headlines
from metrics.finding import Finding, subject
from metrics.funnel_view import FunnelView, funnel_view
from metrics.periods import in_words
from pages.literal import literal
from pages.numbers_table import by_group
from pages.parts import choose, draw, key, open_numbers, same_numbers
from pages.three_e_numbers import groups_of
from pages.visit import Visit
from warehouse.snapshot import Snapshot

INTERVALS, FUNNEL = PICTURES = ("Intervals", "Funnel")
DRAWN_IN = "Tick: drawn towards the others as far as a small base asks, to compare sizes fairly."


@st.fragment
def draw_groups(visit: Visit, plotted: Sequence[str], snapshot: Snapshot) -> None:
    """Directorates and staff groups side by side, for the indicator chosen."""
    visit.ask_again()
    st.space("small")
    chosen = choose(
        "Compare directorates and staff groups on",
        {name: subject(name).title for name in plotted},
        "score",
        width=360,
    )
    as_funnel = subject(chosen).statistic == "proportion" and visit.scope.sees_whole_trust
    if as_funnel:
        as_funnel = (
            st.radio(
                "Picture",
                PICTURES,
                horizontal=True,
                key="picture",
                bind="query-params",
                label_visibility="collapsed",
            )
            == FUNNEL
        )
    left, right = st.columns(2, gap="medium")
    version, scope = snapshot.version, visit.scope
    with left:
        rows = groups_of(version, scope, chosen, "directorate", snapshot)
        if not scope.sees_whole_trust:
            rows += groups_of(version, scope, chosen, "division", snapshot)
        _groups(visit, version, chosen, "directorate", as_funnel, rows)
    with right:
        rows = groups_of(version, scope, chosen, "staff_group", snapshot)
        _groups(visit, version, chosen, "staff group", as_funnel, rows)
    open_numbers(visit, [chosen], rows="directorates")


def _groups(
    visit: Visit,
    version: str,
    name: str,
    kind: str,
    as_funnel: bool,
    rows: tuple[Finding, ...],
) -> None:
    st.markdown(f"### {literal(headlines.of_groups(rows, kind))}")
    if not rows:
        key(literal(f"{subject(name).title} is not held by {kind}."))
        return
    trust = trust_line(rows)
    funnel = funnel_view(rows) if as_funnel else None
    key(literal(funnel_key(funnel) if funnel is not None else plot_key(rows, trust)))
    wanted = (version, visit.scope, visit.palette_name, name, kind)
    draw(_drawn(*wanted, funnel is not None, rows, trust, funnel), f"groups_{kind}", visit)
    _table(version, visit.scope, name, kind, rows)


@st.cache_resource(max_entries=256, show_spinner=False)
def _drawn(
    version: str,
    scope: Scope,
    palette: PaletteName,
    name: str,
    kind: str,
    as_funnel: bool,
    _rows: tuple[Finding, ...],
    _trust: Line | None,
    _funnel: FunnelView | None,
) -> Picture:
    del version, scope, name, as_funnel
    if _funnel is not None:
        return funnel_plot(_funnel, PALETTES[palette])
    return interval_plot(_rows, _trust, PALETTES[palette], names_above=kind == "staff group")


@st.cache_data(max_entries=512, show_spinner=False)
def _table(version: str, scope: Scope, name: str, kind: str, _rows: tuple[Finding, ...]) -> None:
    del version, scope
    table = by_group(_rows, kind.capitalize(), base_word(_rows[0]))
    same_numbers(table, f"{subject(name).title} by {kind}, with intervals and change")


def funnel_key(view: FunnelView) -> str:
    """What a funnel shows: unit, period, its lines, whether its limits were widened."""
    first = view.groups[0]
    widened = " Limits are widened: the groups differ more than chance." if view.is_widened else ""
    return (
        f"{first.subject.title}, {in_words(first.period)}. Along the foot: how many "
        f"{base_word(first)}. Line: all shown together, {first.subject.with_unit(view.centre)}; "
        f"dotted: 95 % limits, drawn: 99.8 %."
        f"{widened} About one in 20 lies beyond the dotted ones by chance."
        f"{known_of_few(view.groups)}"
    )


def plot_key(rows: Sequence[Finding], line: Line | None) -> str:
    """What a plot of groups shows: unit, period, interval, mark, range of its axis."""
    first = rows[0]
    what = first.subject
    unit = "" if what.unit in what.title else f", {what.unit}"
    is_judged = first.compared_with and any(row.mark for row in rows)
    since = f"; mark: change since {in_words(first.compared_with)}" if is_judged else ""
    low, high = shared_range(rows, line)
    cut = ", longer lines are cut" if is_cut(rows, line) else ""
    why = {row.reason for row in rows if row.verdict == "cannot say"}
    cannot = f" ? Cannot say: {why.pop()}" if len(why) == 1 else ""
    drawn_in = f" {DRAWN_IN}" if any(row.drawn_in is not None for row in rows) else ""
    return (
        f"{what.title}{unit}, {in_words(first.period)}, with 95 % interval{since}. "
        f"Axis {low:g} to {high:g}{cut}.{drawn_in}{cannot}{known_of_few(rows)}"
    )


def known_of_few(rows: Sequence[Finding]) -> str:
    """' Surgery known for 80 % of 12 projects.': the groups of which the answer is known for under 95 %."""
    few = [f"{row.group} {row.known_in_words}" for row in rows if row.known_in_words]
    return f" {'; '.join(few)}." if few else ""


def trust_line(rows: Sequence[Finding]) -> Line | None:
    """The trust on the basis of its groups; None where none of them may be held against it."""
    for row in rows:
        if row.trust_value is not None:
            return Line(row.trust_value, f"trust {row.subject.number(row.trust_value)}")
    return None
