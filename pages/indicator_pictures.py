"""How is one indicator drawn: control chart, years with peers, or months with a ribbon?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import streamlit as st
from pandas import DataFrame
from streamlit.delta_generator import DeltaGenerator

from access.scope import Scope
from charts.control_chart import Event, Month, control_chart
from charts.control_words import begun_anew
from charts.figure import Picture
from charts.icons import WORDS, Assurance, Variation, assurance_of, icon, variation_of
from charts.palette import PALETTES, PaletteName
from charts.trend import Peers, months, waves
from metrics.change import breaks
from metrics.finding import Finding
from metrics.indicator import Indicator
from metrics.periods import in_words, kind_of, months_from
from metrics.registry import INDICATORS
from metrics.spc import FALSE_ALARMS_IN_WORDS, MDC
from pages.chart import clicked
from pages.indicator_events import events_of, say_events
from pages.literal import literal
from pages.parts import key
from pages.pulse import drawn as pulse_drawn
from pages.pulse import median
from pages.visit import Visit
from pages.words import counted, listed, sentence_case
from warehouse.snapshot import Snapshot


def show_picture(
    visit: Visit,
    snapshot: Snapshot,
    name: str,
    area: str,
    rows: DataFrame,
    found: Sequence[Finding],
    beside: DeltaGenerator,
) -> None:
    """The course of the indicator; `beside` holds the sign of a control chart."""
    indicator = INDICATORS.get(name)
    wanted = (snapshot.version, visit.scope, name, area, visit.palette_name)
    if not any(finding.is_shown for finding in found):
        return
    if indicator is not None and indicator.judged_by == "control chart":
        series = monthly(rows)
        with beside:
            show_signs(found[-1], series[-1], indicator, visit)
        happened = events_of(visit, snapshot, area)
        course(
            control_drawn(*wanted, _months=series, _events=happened, _alt=found[-1].sentence),
            f"{name}, {area}",
        )
        say_control(found[-1], series)
        say_events(happened, series)
        return
    if kind_of(found[-1].period) == "survey":
        key("Each survey asks about another change, and mostly other people: no line joins them.")
        return
    if kind_of(found[-1].period) == "quarter":
        key("Strokes are 95 % intervals; dotted: the median of the quarters up to the newest.")
        picture = pulse_drawn(*wanted[:3], visit.palette_name, found, median(rows), area)
        course(picture, f"{name}, {area}")
        return
    if kind_of(found[-1].period) == "month":
        key(f"{sentence_case(unit_of(found[-1]))}; the pale ribbon is the 95 % interval.")
        course(months_drawn(*wanted, _found=tuple(found)), f"{name}, {area}")
        return
    broken = known_breaks(indicator)
    peers = peers_of(rows)
    peer_words = " Pale band: the middle half of peers; dotted: their median." if peers else ""
    key(
        f"{sentence_case(unit_of(found[-1]))}; strokes are 95 % intervals. The axis is fitted to "
        f"what is drawn.{peer_words}"
    )
    picture = waves_drawn(*wanted, _found=tuple(found), _peers=peers, _breaks=broken)
    course(picture, f"{name}, {area}")
    for finding in found:
        if finding.fault:
            key(literal(f"{in_words(finding.period)}: {finding.fault}"))
    if peers:
        many = found[-1].peers
        key(f"Peers: {many:,} {literal(snapshot.about.peers or 'organisations')}, same weighting.")


def course(picture: Picture, of: str) -> None:
    """The chart; a click on a point picks the period whose source stands below."""
    if point := clicked(picture, f"course of {of}"):
        st.query_params["period"] = point.period


def unit_of(finding: Finding) -> str:
    """What the numbers of the axis are."""
    if finding.subject.statistic == "score":
        return "score of 10"
    if finding.subject.statistic == "index":
        return "index of 100"
    return {"%": "per cent"}.get(finding.subject.unit, finding.subject.unit)


def monthly(rows: DataFrame) -> tuple[Month, ...]:
    """Every month from the first to the last, with nothing where there is no row."""
    held = rows.astype(object).where(rows.notna(), None).set_index("period").to_dict("index")
    series = []
    for period in months_from(min(held), max(held)):
        row = held.get(period)
        if row is None:
            series.append(Month(period, None))
            continue
        series.append(
            Month(
                period,
                row["value"],
                row["centre"],
                row["limit_lower"],
                row["limit_upper"],
                row["mark"],
                row["rule"],
                limits_since=row["limits_since"],
                limits_reason=row["limits_reason"],
                target=row["target"],
            )
        )
    return tuple(series)


def show_signs(newest: Finding, last: Month, indicator: Indicator, visit: Visit) -> None:
    """The icons of the newest month with their words; none where there are no limits yet."""
    if not last.mark:
        return
    _sign(variation_of(last.mark, indicator.better), newest.rule or "within the usual range", visit)
    if assurance := assurance_of(newest.assurance):
        _sign(assurance, f"target {newest.target:,g} {newest.subject.unit}", visit)


def _sign(kind: Variation | Assurance, said: str, visit: Visit) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.image(icon(kind, visit.palette), width=56, alt=WORDS[kind])
        st.markdown(f"**{WORDS[kind]}**  \n:small[:gray[{literal(said)}]]")


def say_control(newest: Finding, series: Sequence[Month]) -> None:
    """On the limits and why they began anew, on the target, and on the marks."""
    begun = [series[place] for place in begun_anew(series)]
    since = begun[-1].limits_since if begun else ""
    counted_months = sum(month.value is not None and month.period >= since for month in series)
    said = []
    if begun:
        why = "; ".join(
            f"{in_words(one.limits_since)}: {one.limits_reason.rstrip('.')}" for one in begun
        )
        said.append(literal(f"Limits were worked out anew. {why}."))
    if newest.target is not None:
        said.append(literal(targets_in_words(newest, series)))
    if counted_months < MDC.min_points:
        so_far = sentence_case(counted(counted_months, "month"))
        said.append(f"{so_far} so far. Limits begin at {MDC.min_points}.")
    else:
        whose = (
            f"the {counted_months} months since {in_words(since)}."
            if begun
            else f"all {counted_months} months; they have not been recalculated."
        )
        said += [
            f"Mean and limits are those of {whose}",
            (
                "▲ improvement · ▼ concern · ● ordinary variation · XmR chart, Making Data Count rules. "
                f"{FALSE_ALARMS_IN_WORDS}"
            ),
        ]
    key("  \n".join(said))


def targets_in_words(newest: Finding, series: Sequence[Month]) -> str:
    """'Dotted: target 12 a month, sometimes reached. It was 10 from April 2025.'"""
    steps = [month for month in series if month.target is not None]
    begun = [
        month
        for before, month in pairwise([None, *steps])
        if before is None or before.target != month.target
    ]
    earlier = [f"{month.target:,g} from {in_words(month.period)}" for month in begun[:-1]]
    before = f" It was {listed(earlier)}." if earlier else ""
    return f"Dotted: {newest.target_in_words[:1].lower()}{newest.target_in_words[1:]}{before}"


def known_breaks(indicator: Indicator | None) -> dict[str, str]:
    """The years that must not be compared with the year before, and why."""
    if indicator is None or indicator.measure is None:
        return {}
    return {year: why for (name, year), why in breaks().items() if name == indicator.measure}


def peers_of(rows: DataFrame) -> dict[str, Peers]:
    """The peers of each year, where these rows stand on the peers' basis."""
    with_peers = rows.loc[rows["peer_median"].notna()]
    return {
        row["period"]: Peers(row["peer_lower"], row["peer_median"], row["peer_upper"])
        for row in with_peers.to_dict("records")
    }


@st.cache_resource(max_entries=128, show_spinner=False)
def control_drawn(
    version: str,
    scope: Scope,
    name: str,
    area: str,
    palette_name: PaletteName,
    _months: tuple[Month, ...],
    _events: tuple[Event, ...],
    _alt: str,
) -> Picture:
    """The control chart, drawn once for each version, scope, indicator, area and palette."""
    return control_chart(_months, PALETTES[palette_name], _alt, decimals=1, events=_events)


@st.cache_resource(max_entries=128, show_spinner=False)
def months_drawn(
    version: str,
    scope: Scope,
    name: str,
    area: str,
    palette_name: PaletteName,
    _found: tuple[Finding, ...],
) -> Picture:
    """The line of months, drawn once for each version, scope, indicator, area and palette."""
    return months(_found, PALETTES[palette_name], course_in_words(_found))


@st.cache_resource(max_entries=128, show_spinner=False)
def waves_drawn(
    version: str,
    scope: Scope,
    name: str,
    area: str,
    palette_name: PaletteName,
    _found: tuple[Finding, ...],
    _peers: dict[str, Peers],
    _breaks: dict[str, str],
) -> Picture:
    """The years, drawn once for each version, scope, indicator, area and palette."""
    return waves(_found, PALETTES[palette_name], course_in_words(_found), _peers, _breaks)


def course_in_words(found: Sequence[Finding]) -> str:
    """The newest finding, and where the series began."""
    shown = [finding for finding in found if finding.is_shown]
    if len(shown) < 2:
        return found[-1].sentence
    began = f"It was {shown[0].value_in_words} in {in_words(shown[0].period)}."
    return f"{found[-1].sentence} {began}"
