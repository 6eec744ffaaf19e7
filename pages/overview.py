"""Is our culture getting better, where is it worst, is it fair, and what should I ask?"""

from __future__ import annotations

import streamlit as st

from access.scope import Scope
from charts.figure import Picture
from charts.palette import PALETTES, PaletteName
from charts.small_spc import Months, small_spc
from metrics.finding import subject
from metrics.periods import in_words
from metrics.spc import FALSE_ALARMS_IN_WORDS
from pages.heard_first import say_first
from pages.heat_table import heat_table, key_of, notes_on
from pages.literal import literal
from pages.overview_numbers import COLUMNS, Numbers, numbers
from pages.parts import chip, draw, foot, header, key, nothing_yet, open_numbers, say
from pages.silence import say_unseen
from pages.tile import draw_tile
from pages.visit import Visit
from settings import settings


def show(visit: Visit) -> None:
    """Draw the page."""
    if visit.snapshot is None:
        nothing_yet(visit, "Overview", "no staff survey has been published.")
        return
    version, scope, palette = visit.snapshot.version, visit.scope, visit.palette_name
    found = numbers(version, scope, visit.snapshot)
    header(visit, "Overview")
    draw_findings(version, scope, palette, found)
    open_numbers(visit, [tile.newest.subject.id for tile in found.tiles if tile.newest])
    ask(visit, found)
    left, right = st.columns([1.85, 1], gap="medium")
    with left:
        draw_where(version, scope, palette, found)
        open_a_directorate(visit, found)
        held = [name for name in COLUMNS if any(name in row for row in found.table.values())]
        open_numbers(visit, held, rows="directorates")
        say_first(visit, visit.snapshot)
        say_unseen(visit, visit.snapshot)
    with right:
        draw_months(visit, version, found)
        open_numbers(visit, [name for name, series in found.counts.items() if series])
        visit.link("projects", "What is being improved")
        visit.link("training", "Who is trained, and who is passed by")
    foot(visit, ["NHS Staff Survey", "project register", "PDSA log", "training attendance"])


@st.cache_data(max_entries=64, show_spinner=False)
def draw_findings(version: str, scope: Scope, palette: PaletteName, _found: Numbers) -> None:
    """The sentence, its verdicts and the four tiles; replayed while nothing has changed."""
    del version, scope
    say(_found.headline, _found.verdicts)
    grid = st.grid(4, min_column_width=150, border=True)
    for tile in _found.tiles:
        with grid.cell():
            draw_tile(tile, PALETTES[palette])
    peers = (
        f" Peers: the median of {_found.peers} {settings().benchmark_group_in_words}."
        if _found.peers
        else ""
    )
    if not any(tile.newest and tile.newest.is_shown for tile in _found.tiles):
        return
    key(
        literal(
            f"Lines: survey by survey, with 95 % intervals.{peers} Gap: the widest; 0 is equal."
        )
    )


def ask(visit: Visit, found: Numbers) -> None:
    """Questions to take into the room, each with the way to its numbers."""
    if not found.questions:
        return
    st.markdown("### What to ask")
    grid = st.grid(3, min_column_width=240)
    for question in found.questions:
        with grid.cell():
            st.markdown(literal(question.text))
            visit.link(question.page, question.label, **dict(question.chosen))


@st.cache_data(max_entries=64, show_spinner=False)
def draw_where(version: str, scope: Scope, palette: PaletteName, _found: Numbers) -> None:
    """The directorates' table; drawing it costs 16 ms, replaying it next to nothing."""
    del version, scope
    st.markdown(f"### {literal(_found.where)}")
    if not _found.table:
        st.markdown("No staff survey has been published.")
        return
    st.markdown(key_of(_found.since))
    st.table(
        heat_table(_found.table, COLUMNS, PALETTES[palette]),
        border="horizontal",
        alt=f"{_found.where}: directorates A to Z, value and change on four numbers",
    )
    titles = [("Equality", subject("fairness").title), ("Empowerment", subject("voice").title)]
    st.markdown(notes_on(titles))


def open_a_directorate(visit: Visit, found: Numbers) -> None:
    """The way to a directorate: names in a table cannot be links that stay in this visit."""
    names = [name for name in found.table if name != "Trust"]
    chosen = st.selectbox(
        "Open a directorate", names, index=None, placeholder="Choose one", width=320
    )
    if chosen is not None:
        visit.go("directorate", directorate=chosen)


def draw_months(visit: Visit, version: str, found: Numbers) -> None:
    """What is happening month by month: three small control charts."""
    st.markdown(f"### {literal(found.happening)}")
    first = min((s.periods[0] for s in found.counts.values() if s), default="")
    if first:
        key(f"Each month since {in_words(first)}. {FALSE_ALARMS_IN_WORDS}")
    for name, series in found.counts.items():
        draw_count(visit, version, name, series, found)


def draw_count(
    visit: Visit, version: str, name: str, series: Months | None, found: Numbers
) -> None:
    """One count with its verdict, or what it needs."""
    if series is None:
        st.markdown(f"**{literal(subject(name).title)}**")
        key(literal(found.missing.get(name, "Nothing published yet.")))
        return
    st.markdown(f"**{literal(series.newest.title_in_words)}** {chip(series.newest)}")
    if series.centre is None:
        key(literal(f"{len(series.periods)} months so far. Limits begin at 13."))
    wanted = (version, visit.scope, name, visit.palette_name)
    draw(months_drawn(*wanted, series), f"small_{name}", visit)


@st.cache_resource(max_entries=64, show_spinner=False)
def months_drawn(
    version: str, scope: Scope, name: str, palette: PaletteName, _series: Months
) -> Picture:
    """The small control chart, drawn once for each version, scope, count and palette."""
    del version, scope, name
    return small_spc(_series, PALETTES[palette])
