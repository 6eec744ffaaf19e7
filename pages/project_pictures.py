"""At which stage are the projects, at what pace do they start, and whose idea were they?"""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.coverage_bars import Bar, coverage_bars
from charts.figure import Picture
from charts.palette import PALETTES, PaletteName
from charts.small_spc import Months, small_spc
from charts.stage_funnel import stage_funnel
from metrics.periods import in_words
from metrics.project_counts import PROGRESS, SOURCES, unknown_in_words
from metrics.spc import FALSE_ALARMS_IN_WORDS
from metrics.stories import in_a_sentence
from pages.literal import literal
from pages.needs import needs_in_words
from pages.parts import chip, draw, key, open_numbers, same_numbers
from pages.project_numbers import MONTHLY, Numbers
from pages.visit import Visit
from pages.words import counted, sentence_case


def funnel(visit: Visit, name: str, found: Numbers) -> None:
    """Projects by stage as the register says today, those paused or over beside."""
    assert visit.snapshot is not None
    counts = found.counts
    st.markdown("### From idea to sustained")
    over = ", ".join(f"{number:,} {status}" for status, number in counts.beside.items())
    key(f"Projects at each stage today: a stock, not a flow. Beside them: {over}.")
    draw(
        funnel_drawn(visit.snapshot.version, visit.scope, name, visit.palette_name, found), "funnel"
    )
    stages = {**counts.stages, **counts.beside}
    same_numbers(
        DataFrame(
            {"Projects": [f"{number:,}" for number in stages.values()]},
            index=[stage.capitalize() for stage in stages],
        ).rename_axis("Stage"),
        "Projects on the register by stage",
    )
    open_numbers(visit, ["register_filled"], "The register behind it", area=name or "trust")


@st.cache_resource(max_entries=64, show_spinner=False)
def funnel_drawn(
    version: str, scope: Scope, name: str, palette_name: PaletteName, _found: Numbers
) -> Picture:
    """The funnel, drawn once for each version, scope, area and palette."""
    stages = {stage.capitalize(): number for stage, number in _found.counts.stages.items()}
    return stage_funnel(stages, PALETTES[palette_name])


def months_of(visit: Visit, name: str, found: Numbers) -> None:
    """Starts and PDSA cycles, month by month, as small control charts."""
    st.markdown("### Month by month")
    if any(series is not None and series.centre is not None for series in found.months.values()):
        key(FALSE_ALARMS_IN_WORDS)
    for indicator, title in MONTHLY.items():
        series = found.months[indicator]
        if series is None:
            st.markdown(f"**{title}**")
            missing = found.missing.get(indicator)
            key(literal(needs_in_words(missing) if missing else "Nothing for this area yet."))
            continue
        st.markdown(f"**{literal(series.newest.title_in_words)}** {chip(series.newest)}")
        if series.centre is None:
            key(
                f"{sentence_case(counted(len(series.periods), 'month'))} so far. Limits begin at 13."
            )
        draw(small_spc(series, visit.palette), f"small_{indicator}", visit)
        visit.link(
            "indicator", f"All of {in_a_sentence(title)}", indicator=indicator, area=name or "trust"
        )
    _months_as_table(found)


def _months_as_table(found: Numbers) -> None:
    series = {title: found.months[one] for one, title in MONTHLY.items()}
    shown = {title: one for title, one in series.items() if one is not None}
    if not shown:
        return
    periods = sorted({period for one in shown.values() for period in one.periods}, reverse=True)
    same_numbers(
        DataFrame(
            {title: [_in_month(one, period) for period in periods] for title, one in shown.items()},
            index=[in_words(period) for period in periods],
        ).rename_axis("Month"),
        "Projects started and PDSA cycles ended, month by month",
    )


def _in_month(series: Months, period: str) -> str:
    number = dict(zip(series.periods, series.counts, strict=True)).get(period)
    return "" if number is None else f"{number:,.0f}"


def whose_idea(visit: Visit, name: str, found: Numbers) -> None:
    """Whose ideas the projects of the last 12 months were: from below, or mandated."""
    assert visit.snapshot is not None
    share, known = found.newest.get("self_initiated"), found.counts.source_known
    if not known.known:
        st.markdown("### Whose idea")
        key(
            "No project started in the last 12 months says whose idea it was. "
            "The register's column: source of idea."
        )
        return
    if share is not None and share.is_shown:
        st.markdown(
            f"### {literal(share.value_in_words)} of new projects began with staff or patients"
        )
        if share.verdict:
            st.markdown(chip(share))
    else:
        st.markdown("### Whose idea the new projects were")
    key(
        "Projects started in the last 12 months, by source of the idea. "
        f"{unknown_in_words(known, 'Source')}"
    )
    draw(ideas_drawn(visit.snapshot.version, visit.scope, name, visit.palette_name, found), "ideas")
    same_numbers(
        DataFrame(
            {"Projects": [f"{found.counts.sources[one]:,}" for one in SOURCES]},
            index=list(SOURCES.values()),
        ).rename_axis("Whose idea"),
        "New projects by whose idea they were",
    )
    visit.link(
        "indicator", "What counts as from staff", indicator="self_initiated", area=name or "trust"
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def ideas_drawn(
    version: str, scope: Scope, name: str, palette_name: PaletteName, _found: Numbers
) -> Picture:
    """The bars of whose idea it was, drawn once for each version, scope, area and palette."""
    counts = _found.counts
    bars = [
        Bar(
            words,
            100 * counts.sources[one] / counts.source_known.known,
            f"{counts.sources[one]:,}",
            None,
        )
        for one, words in SOURCES.items()
    ]
    return coverage_bars(bars, PALETTES[palette_name], "New projects by whose idea they were")


def how_far(visit: Visit, name: str, found: Numbers) -> None:
    """How far live projects have got by their newest score, and how many get to an improvement."""
    progress, reached = found.counts.progress, found.newest.get("reached_improvement")
    scored = sum(progress.values())
    if not scored:
        st.markdown("### How far projects get")
        missing = found.missing.get("reached_improvement")
        key(literal(needs_in_words(missing) if missing else "No live project here has a score."))
        return
    if reached is not None and reached.is_shown:
        said = f"{reached.value_in_words} of projects reached an improvement within a year"
        st.markdown(f"### {literal(said)}")
        if reached.verdict:
            st.markdown(chip(reached))
    else:
        st.markdown("### How far projects get")
    unscored = found.counts.live - scored
    not_told = (
        f" {sentence_case(counted(unscored, 'live project'))} without a score." if unscored else ""
    )
    key(f"Live projects by their newest progress score, set by their own teams.{not_told}")
    bars = [
        Bar(words, 100 * progress[band] / scored, f"{progress[band]:,}", None)
        for band, words in PROGRESS.items()
    ]
    draw(coverage_bars(bars, visit.palette, "Live projects by progress score"), "how_far")
    same_numbers(
        DataFrame(
            {"Live projects": [f"{progress[band]:,}" for band in PROGRESS]},
            index=list(PROGRESS.values()),
        ).rename_axis("Progress score"),
        "Live projects by progress score",
    )
    visit.link(
        "indicator",
        "What counts as an improvement",
        indicator="reached_improvement",
        area=name or "trust",
    )
