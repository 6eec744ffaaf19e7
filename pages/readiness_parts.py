"""How is readiness made: what holds each directorate back, how sure is the band, which parts?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.palette import Palette
from metrics.composite import DRAWS, Composite
from metrics.finding import Finding, subject
from pages.heat_table import heat_table, key_of, notes_on
from pages.literal import literal
from pages.plain_table import plain_table
from warehouse.snapshot import Snapshot, band_chances, parts_of

SHORT = {
    "readiness.N1": "Purpose",
    "readiness.N2": "People",
    "readiness.N3": "Leaders",
    "readiness.N4": "Capa\u00adbility",
    "readiness.N5": "System",
    "three_e.engagement": "Engage\u00adment",
    "three_e.equality": "Equality",
    "three_e.empowerment": "Empower\u00adment",
}


def show_certainty(snapshot: Snapshot, scope: Scope, composite: Composite, index: Finding) -> None:
    """Of all the ways the index could as well be worked out, how many give the same band?"""
    chances = band_chances(snapshot, scope, composite.id, index.period)
    trust = chances.loc[(chances["breakdown"] == "trust") & (chances["chance"] > 0)]
    chance_of = dict(zip(trust["band"], trust["chance"], strict=True))
    st.markdown("### How sure is the band?")
    stays = round(DRAWS * chance_of.get(index.band, 0.0))
    others = [band for band in chance_of if band != index.band]
    said = f"With **{stays:,} of {DRAWS:,}** other weightings the trust stays in *{index.band}*"
    if stays < DRAWS and others:
        said += "; with the rest it would be " + " or ".join(f"*{band}*" for band in others)
    st.markdown(f"{said}.")
    st.markdown(
        ":small[:gray[Weights a quarter up or down, either way of averaging, parts left out one "
        "time in five, and every value anywhere in its own interval.]]"
    )


def show_holding_back(
    rows: Mapping[str, Mapping[str, Finding]], names: Sequence[str], palette: Palette
) -> None:
    """The pillars of every directorate in scope against the trust's; its own lowest is bold."""
    st.markdown("### What holds each one back")
    short = {name: SHORT[name].replace("\u00ad", "") for name in names}
    titles = [(short[name], subject(name).title) for name in names]
    titles = [(one, title) for one, title in titles if one != title]
    first = next(iter(rows.values()))
    since = next((found.compared_with for found in first.values() if found.compared_with), "")
    st.markdown(f"{key_of(since)} :small[:gray[**Bold**: its lowest.]]")
    columns = {name: SHORT[name] for name in names}
    table = heat_table(rows, columns, palette)
    bold = lowest_bold(rows, list(names))
    looks = DataFrame(bold, index=table.data.index, columns=table.data.columns)
    st.table(
        table.apply(lambda _: looks, axis=None),
        border="horizontal",
        alt="What holds each one back: its components beside the trust, A to Z",
    )
    st.markdown(notes_on(titles))


def lowest_bold(rows: Mapping[str, Mapping[str, Finding]], names: Sequence[str]) -> list[list[str]]:
    """The looks of the cells: bold where a group's value is its lowest."""
    looks = []
    for found in rows.values():
        values = [f.value for name in names if (f := found.get(name)) and f.value is not None]
        least = min(values, default=None)
        looks.append(
            [
                "font-weight:700;"
                if least is not None and (f := found.get(name)) and f.value == least
                else "font-weight:400;"
                for name in names
            ]
        )
    return looks


def score_in_words(part: Mapping[str, Any]) -> str:
    """'63', '100, cut off' where the value lies beyond a goalpost."""
    return f"{part['score']:.0f}" + (", cut off" if part["is_truncated"] else "")


def without_in_words(part: Mapping[str, Any], index: Finding) -> str:
    """'52 to 49': the index with the part and without it; '–' where too little would be left."""
    without = part["index_without"]
    if without is None or math.isnan(without):
        return "–"
    return f"{index.number} to {index.subject.number(without)}"


def show_parts(snapshot: Snapshot, scope: Scope, composite: Composite, index: Finding) -> None:
    """Every part of the trust's composite: value, goalposts, score, and the index without it."""
    parts = parts_of(snapshot, scope, composite.id, index.period)
    trust = parts.loc[parts["breakdown"] == "trust"].set_index("indicator").to_dict("index")
    rows = []
    for pillar in composite.pillars:
        for part in pillar.parts:
            held = trust.get(part.indicator, {})
            has = held.get("score") is not None and not math.isnan(held["score"])
            rows.append(
                (
                    pillar.title,
                    subject(part.indicator).title,
                    subject(part.indicator).with_unit(held.get("value")) or "–",
                    f"{part.at_0:g} to {part.at_100:g}",
                    score_in_words(held) if has else "–",
                    without_in_words(held, index) if has else "–",
                )
            )
    plain_table(
        ("Component", "Part", "Value", "0 to 100 is", "Score", "Without it"),
        rows,
        (20, 30, 13, 13, 11, 13),
        f"How {composite.title} of {literal(snapshot.about.trust_name)} is made",
        numbers=(2, 3, 4, 5),
    )
