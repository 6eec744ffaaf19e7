"""What do we hold, what is missing, and how do we go back?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.coverage_grid import cell_in_words, coverage_grid
from charts.figure import Picture
from charts.palette import PALETTES, PaletteName
from metrics.expected import EXPECTED, IN_WORDS, YEARLY_SURVEY
from metrics.gaps import coverage_of
from metrics.grid import Coverage, Gap, Grid, NilReturn
from metrics.periods import in_words
from pages.data_held_compare import compare_with
from pages.data_held_history import go_back, history
from pages.data_held_nil import nil_returns_told, nothing_to_report, told_nothing
from pages.data_held_register import register_kept
from pages.literal import literal
from pages.parts import choose, draw, header, key, no_such_page, nothing_yet, same_numbers
from pages.upload_done import taken_back_noted
from pages.visit import Visit
from pages.words import counted, listed, sentence_case
from warehouse.snapshot import Snapshot, arrivals, coverage, directorates

SENT_BY_DIRECTORATES = {
    expected.id: expected.title
    for expected in (*EXPECTED, YEARLY_SURVEY)
    if expected.by_directorate
}
_NAMED = 3  # directorates of one gap told by name; the grid below tells them all
KEY = (
    "Filled: all are here ({of}); a number: how many of them. “+9”: nine days late. "
    "“0”: they told us that there was nothing. Dashed with –: none. Dot: not due. Orange: missing."
)


def show(visit: Visit) -> None:
    """Draw the page."""
    if not visit.person.may_upload:
        no_such_page(visit)
        return
    if visit.snapshot is None:
        nothing_yet(visit, "Data held", "no file has been published.")
        return
    header(visit, "Data held")
    if taken_back_noted(visit):
        return
    nil = told_nothing(visit)
    held = held_in(visit.snapshot.version, visit.scope, visit.snapshot, nil, as_at(visit))
    st.markdown(f"## {literal(finding(held))}")
    if held.gaps:
        st.markdown(", ".join(gap_in_words(gap) for gap in held.gaps) + ".")
    datasets(visit, held)
    if held.of_directorates:
        by_directorate(visit, held)
    register_kept(visit)
    left, right = st.columns([2.7, 1], gap="medium")
    with left:
        history(visit)
    with right:
        go_back(visit)
    compare_with(visit)


def as_at(visit: Visit) -> date | None:
    """The day on which something is or is not due: an earlier version's own, else today.

    In a fictitious trust time stands still where its data end.
    """
    assert visit.snapshot is not None
    about = visit.snapshot.about
    if about.is_fictitious:
        return None
    return about.published_at.date() if visit.is_earlier else datetime.now(UTC).date()


@st.cache_resource(max_entries=8, show_spinner=False)
def held_in(
    version: str,
    scope: Scope,
    _snapshot: Snapshot,
    nil: tuple[NilReturn, ...],
    today: date | None,
) -> Coverage:
    """What this version holds, worked out once."""
    del version
    return coverage_of(
        coverage(_snapshot, scope),
        directorates(_snapshot, scope),
        arrivals(_snapshot, scope),
        nil,
        today,
    )


def finding(held: Coverage) -> str:
    """'Three gaps to close.'"""
    if not held.gaps:
        return "Nothing is missing: everything that was due is here."
    return f"{sentence_case(counted(len(held.gaps), 'gap'))} to close."


def gap_in_words(gap: Gap) -> str:
    """'▼ Training attendance from Estates and Facilities since August 2026', for a markdown text."""
    what = f"**:orange[▼ {literal(gap.expected.title)}]**"
    if not gap.since:
        return f"{what}: nothing is held"
    names = gap.directorates
    several = listed(names) if len(names) <= _NAMED else counted(len(names), "directorate")
    who = f" from {literal(several)}" if names else ""
    is_wave = gap.expected is YEARLY_SURVEY
    return f"{what}{who} since {gap.since[:4] if is_wave else in_words(gap.since)}"


def datasets(visit: Visit, held: Coverage) -> None:
    """Datasets by month and waves by year, and the same as a table."""
    months, waves = held.by_month, held.by_wave
    of = max((cell.of for line in (*months.lines, *waves.lines) for cell in line.cells), default=0)
    if months.periods:
        first, last = in_words(months.periods[0]), in_words(months.periods[-1])
        st.markdown(f"### {sentence_case(counted(len(months.lines), 'dataset'))}, twelve months")
        key(f"{first} to {last}. {KEY.format(of=counted(of, 'directorate'))}")
        draw(grid_picture(visit, held, "by_month"), "grid_of_months")
    if waves.periods:
        draw(grid_picture(visit, held, "by_wave"), "grid_of_waves")
    key(IN_WORDS)
    same_numbers(
        as_table((months, "Dataset"), (waves, "Dataset")), "What is held, by dataset and period"
    )


@st.fragment
def by_directorate(visit: Visit, held: Coverage) -> None:
    """One dataset, directorate by directorate."""
    visit.ask_again()
    options = {name: SENT_BY_DIRECTORATES[name] for name in held.of_directorates}
    left, right = st.columns([2.7, 1], gap="medium", vertical_alignment="bottom")
    with right:
        chosen = choose("Dataset", options, "dataset")
    grid = held.of_directorates[chosen]
    with left:
        st.markdown(f"### {literal(options[chosen])}, by directorate")
        key(explained(chosen))
    draw(grid_picture(visit, held, chosen), "grid_of_directorates")
    gaps = [gap for gap in held.gaps if gap.expected.id == chosen]
    with st.container(horizontal=True):
        for gap in gaps:
            message(gap)
        nothing_to_report(visit, chosen, grid)
    nil_returns_told(visit, chosen)
    same_numbers(as_table((grid, "Directorate")), f"{options[chosen]} held, by directorate")


def explained(chosen: str) -> str:
    """When the dataset is due, in words."""
    expected = next(one for one in (*EXPECTED, YEARLY_SURVEY) if one.id == chosen)
    return f"Due {expected.in_words}."


def message(gap: Gap) -> None:
    """For each directorate that is missing, a message ready to copy."""
    for name in gap.directorates:
        with st.popover(f"Message for {literal(name)}", icon=":material/content_copy:"):
            st.code(message_for(name, gap), language=None, wrap_lines=True)


def message_for(directorate: str, gap: Gap) -> str:
    """What to write to a directorate that has gone silent."""
    since = gap.since[:4] if gap.expected is YEARLY_SURVEY else in_words(gap.since)
    return (
        f"To {directorate}: we hold nothing from you for {gap.expected.title.lower()} since "
        f"{since}. Please send it. If there is nothing to send, tell us: nought is an answer too."
    )


def grid_picture(visit: Visit, held: Coverage, which: str) -> Picture:
    """The finished picture of one grid."""
    if which == "by_month":
        grid, about = held.by_month, "Datasets held by month"
    elif which == "by_wave":
        grid, about = held.by_wave, "Survey waves held"
    else:
        grid = held.of_directorates[which]
        about = f"{SENT_BY_DIRECTORATES[which]} held by directorate"
    by_year = which in ("by_wave", YEARLY_SURVEY.id)
    return _picture(grid, about, by_year, visit.palette_name)


@st.cache_resource(max_entries=32, show_spinner=False)
def _picture(grid: Grid, about: str, by_year: bool, palette_name: PaletteName) -> Picture:
    """Drawn once for what stands in it: what is due changes with the day, nil returns at once."""
    return coverage_grid(grid, PALETTES[palette_name], about, by_year=by_year)


def as_table(*grids: tuple[Grid, str]) -> DataFrame:
    """One row a line: what is held in which periods, in words."""
    name = grids[0][1]
    rows = [
        {name: literal(line.title), "Held": literal(held_in_words(grid, place))}
        for grid, _ in grids
        for place, line in enumerate(grid.lines)
    ]
    return DataFrame(rows, columns=[name, "Held"]).set_index(name)


def held_in_words(grid: Grid, place: int) -> str:
    """'All 14: November 2025, …; 13 of 14: …; missing: …'."""
    periods: dict[str, list[str]] = {}
    for period, cell in zip(grid.periods, grid.lines[place].cells, strict=True):
        is_wave = all(one.endswith("-10") for one in grid.periods)
        when = period[:4] if is_wave else in_words(period)
        periods.setdefault(cell_in_words(cell), []).append(when)
    periods.pop("not due", None)
    return sentence_case("; ".join(f"{what}: {', '.join(when)}" for what, when in periods.items()))
