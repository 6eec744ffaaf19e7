"""What does one indicator say in full: its course, its numbers, its meaning and where it comes from?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from metrics.composite import composites
from metrics.finding import WHY_NOT_SHOWN, Finding, findings, subject
from metrics.indicator import BREAKDOWNS
from metrics.lenses import LENS_WORDS
from metrics.periods import in_words
from metrics.registry import INDICATORS
from metrics.stories import verdict_in_words
from pages.came_from import came_from, show_projects, show_rows
from pages.definition_card import definition_card, say_composite
from pages.indicator_events import events_of
from pages.indicator_limits import limits_and_targets
from pages.indicator_numbers import show_numbers
from pages.indicator_pictures import show_picture
from pages.literal import literal
from pages.needs import needs_in_words
from pages.parts import COLOUR_OF, choose, foot, header, no_such_page, nothing_yet, open_numbers
from pages.visit import Visit
from pages.words import sentence_case
from warehouse.snapshot import Snapshot, directorates, not_collected, values_of

WHOLE = "Whole trust"


def show(visit: Visit) -> None:
    """Draw the indicator and area that the address names."""
    if visit.snapshot is None:
        nothing_yet(visit, "Indicators", "nothing has been published.")
        return
    offered = indicators_by_lens()
    asked = st.query_params.get("indicator", "")
    if asked and asked not in offered:
        no_such_page(visit)
        return
    top = st.container()
    left, middle, right = st.columns([1.5, 1, 1.2], gap="medium")
    with left:
        name = choose("Indicator", offered, "indicator")
    title, indicator = subject(name).title, INDICATORS.get(name)
    rows = values_of(visit.snapshot, visit.scope, name)
    if rows.empty:
        with top:
            header(visit, title)
        say_missing(visit, visit.snapshot, name)
        return
    areas = areas_of(rows)
    with middle:
        group = choose("Area", {one: in_area(one, areas[one][0]) for one in areas}, "area")
    area = in_area(group, areas[group][0])
    own = rows_of(rows, areas[group])
    found = findings(own)
    with top:
        header(visit, title)
        say_finding(found[-1], area)
    show_picture(visit, visit.snapshot, name, area, own, found, right)
    if name in INDICATORS:
        happened = events_of(visit, visit.snapshot, area)
        limits_and_targets(visit, INDICATORS[name], areas[area], own, happened)
    numbers, meaning, source = st.columns([1.5, 1, 1], gap="medium")
    with numbers:
        show_numbers(visit, visit.snapshot, title, area, own, found)
    with meaning:
        show_meaning(visit, name)
    with source:
        st.markdown("### Where it comes from")
        if indicator is None:
            show_parts_behind(visit, name)
        else:
            among = directorates_of(visit, visit.snapshot, areas[group])
            period = choose_period(found)
            came_from(visit, visit.snapshot, indicator, period, areas[group][0], among)
    if indicator is not None:
        show_projects(visit, visit.snapshot, indicator, period, among)
        show_rows(visit, visit.snapshot, indicator, period)
    foot(visit, [found[-1].basis])


def show_meaning(visit: Visit, name: str) -> None:
    """What is counted among whom; of a composite how it is made."""
    st.markdown("### What it means")
    if name in INDICATORS:
        definition_card(INDICATORS[name])
        return
    whole, _, _ = name.partition(".")
    say_composite(composites()[whole])
    visit.link("definitions", "Its parts and goalposts", indicator=whole)


def choose_period(found: Sequence[Finding]) -> str:
    """The period whose source is told: the newest, unless another was chosen or clicked."""
    periods = {finding.period: in_words(finding.period) for finding in reversed(found)}
    return choose("Period", periods, "period", label_visibility="collapsed", width=200)


def show_parts_behind(visit: Visit, name: str) -> None:
    """What a composite or a pillar of one is worked out from, each with its own source rows."""
    whole, _, pillar = name.partition(".")
    st.markdown("Worked out from its parts, each with a page and source rows of its own:")
    for one in composites()[whole].pillars:
        if pillar in ("", one.id):
            open_numbers(visit, [part.indicator for part in one.parts], one.title)
    visit.link("readiness", "Their scores and weights")


def indicators_by_lens() -> dict[str, str]:
    """Every indicator and composite, id → words, the first lens that it carries before its title."""
    by_lens = sorted(
        INDICATORS.values(), key=lambda one: list(LENS_WORDS).index(first_lens(one.lenses))
    )
    offered = {one.id: f"{LENS_WORDS[first_lens(one.lenses)]}: {one.title}" for one in by_lens}
    for whole in composites().values():
        offered[whole.id] = f"Composite: {whole.title}"
        for pillar in whole.pillars:
            offered[f"{whole.id}.{pillar.id}"] = f"{whole.title}: {pillar.title}"
    return offered


def first_lens(tags: tuple[str, ...]) -> str:
    """The tag under which an indicator is listed."""
    return next(tag for tag in LENS_WORDS if tag in tags)


def areas_of(rows: DataFrame) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each area that has values, in the order of the breakdowns: group → breakdown and its names.

    A group is called what findings call it, so that links can name it.
    """
    areas: dict[str, tuple[str, tuple[str, ...]]] = {}
    for breakdown, columns in BREAKDOWNS.items():
        mine = rows.loc[rows["breakdown"] == breakdown, list(columns)].drop_duplicates()
        for names in mine.itertuples(index=False, name=None):
            group = ", ".join(names) or WHOLE
            if group in areas:
                group = f"{group} ({breakdown.replace('_', ' ')})"
            areas[group] = (breakdown, names)
    return areas


def in_area(group: str, breakdown: str) -> str:
    """What an area is called on the page: 'Band 5', but 'Imaging'."""
    return f"Band {group}" if breakdown == "band" else group


def rows_of(rows: DataFrame, area: tuple[str, tuple[str, ...]]) -> DataFrame:
    """The area's rows, oldest first; of two weightings the one that is published for the newest."""
    breakdown, names = area
    own = rows.loc[rows["breakdown"] == breakdown]
    for column, name in zip(BREAKDOWNS[breakdown], names, strict=True):
        own = own.loc[own[column] == name]
    newest = own.loc[own["period"] == own["period"].max(), "weighting"]
    chosen = "weighted" if "weighted" in set(newest) else newest.iloc[0]
    return own.loc[own["weighting"] == chosen].sort_values("period")


def directorates_of(
    visit: Visit, snapshot: Snapshot, area: tuple[str, tuple[str, ...]]
) -> list[str]:
    """The directorates whose rows are behind an area; none for the trust and its staff groups."""
    breakdown, names = area
    if breakdown == "directorate":
        return list(names)
    if breakdown == "division":
        held = directorates(snapshot, visit.scope)
        return list(held.loc[held["division"] == names[0], "directorate"])
    return []


def say_finding(newest: Finding, area: str) -> None:
    """The newest value with its verdict, and under it what the verdict rests on."""
    where = "" if area == WHOLE else f" in {area}"
    title = newest.subject.title
    when = in_words(newest.period)
    if newest.status == "withheld":
        st.markdown(f"## {literal(f'{title}{where}: not shown in {when}.')}")
        st.markdown(literal(WHY_NOT_SHOWN))
        return
    said = f"{newest.title_in_words}{where}: {newest.value_in_words} in {when}"
    said += f", {newest.verdict}." if newest.verdict else "."
    st.markdown(f"## {literal(said)}")
    why = verdict_in_words(newest)
    if newest.verdict in ("improved", "worse"):
        lead = f"**:{COLOUR_OF[newest.verdict]}[{newest.mark} {newest.verdict.capitalize()}.]**"
    else:
        lead = literal(f"{newest.mark} {newest.verdict.capitalize()}.") if newest.verdict else ""
    also = " ".join(
        filter(
            None,
            (
                why,
                known_sentence(newest),
                newest.fault,
                newest.return_in_words,
                newest.trend_in_words,
            ),
        )
    )
    st.markdown(f"{lead} {literal(also)}".strip())


def known_sentence(newest: Finding) -> str:
    """'Known for 87 % of 120 projects.'"""
    return f"{sentence_case(newest.known_in_words)}." if newest.known_in_words else ""


def say_missing(visit: Visit, snapshot: Snapshot, name: str) -> None:
    """Nothing of this indicator is published: what it needs, and who can mend it."""
    needs = not_collected(snapshot, visit.scope).get(name, "")
    st.markdown("## Nothing to show yet.")
    if needs:
        st.markdown(f"{literal(needs_in_words(needs))} The improvement team can upload it.")
    else:
        st.markdown("There is no value of it that you may see.")
    if name in INDICATORS:
        definition_card(INDICATORS[name])
