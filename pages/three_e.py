"""What do the pages of the three Es share? One anatomy: sentence, years, groups, registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from access.scope import Scope
from charts.five_years import common_span, five_years
from charts.interval_plot import Line, base_word, interval_plot, shared_range
from charts.palette import PALETTES, PaletteName
from metrics import headlines
from metrics.finding import Finding, subject
from metrics.periods import in_words
from pages.numbers_table import by_group, by_year
from pages.parts import (
    chip,
    choose,
    draw,
    foot,
    header,
    key,
    literal,
    nothing_yet,
    same_numbers,
    say,
)
from pages.three_e_numbers import E, Numbers, Register, groups_of, numbers
from pages.visit import Visit
from settings import settings
from warehouse.snapshot import Snapshot

# The height of a card's axis, where little moves: a board should not see noise as a wave.
LEAST_SPANS = {"of 10": 0.72, "points of 10": 0.72, "%": 7.2}
Draw = Callable[[Visit, E, Numbers, Snapshot], None]
# Page links never wrap, so that a long title would be cut.
SHORT_TITLES = {
    "non_clinical_reach": "Non-clinical staff trained",
    "training_least_reached": "Training: least reached",
    "leads_least_reached": "Leading: least reached",
    "project_starts_rate": "Projects started",
}


def show_e(visit: Visit, e: E, draw_first: Draw | None = None) -> None:
    """Draw the page of one E; `draw_first` in the place of the plain cards of its scores."""
    if visit.snapshot is None:
        nothing_yet(visit, e.title, "no staff survey has been published.")
        return
    found = numbers(visit.snapshot.version, visit.scope, e, visit.snapshot)
    header(visit, e.title)
    say(found.headline, found.verdicts)
    (draw_first or draw_years)(visit, e, found, visit.snapshot)
    draw_groups(visit, e, visit.snapshot)
    draw_registers(visit, e, found)
    foot(visit, ["NHS Staff Survey", "project register", "training attendance", "workforce"])


def draw_years(visit: Visit, e: E, found: Numbers, snapshot: Snapshot) -> None:
    """A card a score: the years with intervals, the peers, the verdict."""
    del snapshot
    against = f" against {found.peers} {settings().benchmark_group_in_words}" if found.peers else ""
    st.markdown(f"### {literal(f'Year by year{against}')}")
    draw_cards(visit, list(found.years.values()), has_peers=found.peers > 0)
    for name in e.scores:
        if name in found.missing:
            not_collected(name, found.missing)


def draw_cards(visit: Visit, series: Sequence[Sequence[Finding]], *, has_peers: bool) -> None:
    """The cards of several series; those of one unit share the height of their axis, and say so."""
    if not series:
        st.markdown("No staff survey has been published.")
        return
    spans = {
        unit: common_span((one for one in series if one[-1].subject.unit == unit), least)
        for unit, least in LEAST_SPANS.items()
        if any(one[-1].subject.unit == unit for one in series)
    }
    peers = " Pale band: the middle half of the peers; dotted: their median." if has_peers else ""
    spoken = " and ".join(
        f"{span:.0f} percentage points" if unit == "%" else f"{span:.1f} of a point"
        for unit, span in spans.items()
    )
    key(literal(f"With 95 % intervals.{peers} Each axis spans {spoken}."))
    grid = st.grid(min(3, len(series)), min_column_width=190)
    for waves in series:
        newest = waves[-1]
        title = newest.subject.title if newest.group == "Trust" else newest.group
        with grid.cell(), st.container(gap="xxsmall"):
            visit.link(
                "indicator",
                f"**{literal(title)}**",
                to_the_right=False,
                indicator=newest.subject.id,
            )
            _card(_version(visit), visit.scope, visit.palette_name, title, spans, waves)
    same_numbers(by_year(series, "Score"), "The years, their intervals and the peers' median")


@st.cache_data(max_entries=512, show_spinner=False)
def _card(
    version: str,
    scope: Scope,
    palette: PaletteName,
    title: str,
    spans: dict[str, float],
    _waves: Sequence[Finding],
) -> None:
    del version, scope
    newest = _waves[-1]
    st.markdown(chip(newest) or ":small[:gray[no verdict]]")
    picture = five_years(_waves, spans[newest.subject.unit], PALETTES[palette])
    draw(picture, f"years_{newest.subject.id}_{title}")
    if newest.verdict == "cannot say":
        key(literal(f"Cannot say: {newest.reason}"))


@st.fragment
def draw_groups(visit: Visit, e: E, snapshot: Snapshot) -> None:
    """Directorates and staff groups side by side, for the indicator chosen."""
    st.space("small")
    chosen = choose(
        "Compare directorates and staff groups on",
        {name: subject(name).title for name in e.plotted},
        "score",
        width=360,
    )
    left, right = st.columns(2, gap="medium")
    version, scope = snapshot.version, visit.scope
    with left:
        rows = groups_of(version, scope, chosen, "directorate", snapshot)
        if not scope.sees_whole_trust:
            rows += groups_of(version, scope, chosen, "division", snapshot)
        _groups(version, scope, visit.palette_name, chosen, "directorate", rows)
    with right:
        rows = groups_of(version, scope, chosen, "staff_group", snapshot)
        _groups(version, scope, visit.palette_name, chosen, "staff group", rows)


@st.cache_data(max_entries=512, show_spinner=False)
def _groups(
    version: str,
    scope: Scope,
    palette: PaletteName,
    name: str,
    kind: str,
    _rows: tuple[Finding, ...],
) -> None:
    del version, scope
    what = subject(name)
    st.markdown(f"### {literal(headlines.of_groups(_rows, kind))}")
    if not _rows:
        key(literal(f"{what.title} is not held by {kind}."))
        return
    low, high = shared_range(_rows, trust_line(_rows))
    key(literal(plot_key(_rows, low, high)))
    draw(
        interval_plot(
            _rows, trust_line(_rows), PALETTES[palette], names_above=kind == "staff group"
        ),
        f"groups_{kind}",
    )
    table = by_group(_rows, kind.capitalize(), base_word(_rows[0]))
    same_numbers(table, f"{what.title} by {kind}, with intervals and change")


def plot_key(rows: Sequence[Finding], low: float, high: float) -> str:
    """What a plot of groups shows: unit, period, interval, mark, range of its axis."""
    first = rows[0]
    since = f"; mark: change since {in_words(first.compared_with)}" if first.compared_with else ""
    why = {row.reason for row in rows if row.verdict == "cannot say"}
    cannot = f" ? Cannot say: {why.pop()}" if len(why) == 1 else ""
    return (
        f"{first.subject.title}, {first.subject.unit}, {in_words(first.period)}, "
        f"with 95 % interval{since}. Axis {low:g} to {high:g}.{cannot}"
    )


def trust_line(rows: Sequence[Finding]) -> Line | None:
    """The trust on the basis of its groups; None where none of them may be held against it."""
    for row in rows:
        if row.trust_value is not None:
            return Line(row.trust_value, f"trust {row.subject.number(row.trust_value)}")
    return None


def draw_registers(visit: Visit, e: E, found: Numbers) -> None:
    """The numbers from registers and lists: value, interval, verdict; or what each needs."""
    if not e.registers:
        return
    st.markdown("### What people do")
    grid = st.grid(3, min_column_width=240, border=True)
    for name in e.registers:
        with grid.cell():
            if name in found.registers:
                draw_register(visit, found.registers[name])
            else:
                not_collected(name, found.missing)


def draw_register(visit: Visit, register: Register) -> None:
    """One number from a register, with what it answers and the way to its indicator."""
    finding = register.finding
    what = finding.subject
    title = SHORT_TITLES.get(what.id, what.title)
    visit.link("indicator", f"**{literal(title)}**", to_the_right=False, indicator=what.id)
    number = literal(what.number(finding.value) or finding.value_in_words)
    when = " · ".join(one for one in (finding.interval_in_words, in_words(finding.period)) if one)
    notes = [what.indicator.question if what.indicator else "", when]
    if register.furthest:
        notes.append(f"Furthest from it: {register.furthest}")
    lines = [f"**{number}** :gray[{literal(what.unit)}] {chip(finding)}"]
    lines += [f":small[:gray[{literal(note)}]]" for note in notes if note]
    st.markdown("  \n".join(lines))


def not_collected(name: str, missing: Mapping[str, str]) -> None:
    """An indicator that nothing was uploaded for: grey, with what it needs."""
    needs = missing.get(name, "Nothing published yet.")
    st.markdown(f":gray[**{literal(subject(name).title)}**]  \n:small[:gray[{literal(needs)}]]")


def _version(visit: Visit) -> str:
    return visit.snapshot.version if visit.snapshot else ""
