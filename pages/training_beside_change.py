"""Did scores change more where more people had been trained, and does the placebo say so too?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st
from pandas import DataFrame

from charts.dose_plot import Dose, Span, dose_plot, span_of
from metrics.finding import subject
from metrics.periods import in_words
from metrics.training_dose import CAUTIONS, DESIGNS, RESPONSES, link_in_words, reading
from pages.export import EXCEL, export
from pages.literal import literal
from pages.parts import choose, draw, key, open_numbers
from pages.plain_table import plain_table
from pages.visit import Visit
from reports.numbers import Cell, Numbers, as_csv, as_excel
from warehouse.snapshot import Snapshot, dose_links, training_doses

TITLE = "Training beside the change of a score"


def show_dose(visit: Visit, snapshot: Snapshot) -> None:
    """The two pictures with the cautions above them, the same numbers below, and both to take away."""
    st.markdown(f"### {TITLE}")
    links = dose_links(snapshot, visit.scope)
    if links.empty:
        st.markdown(
            ":gray[Needs two surveys by directorate, training lists with staff numbers, and a headcount.]"
        )
        return
    st.markdown(literal(" ".join(CAUTIONS)))
    score, survey = _chosen(links)
    mine = links.loc[(links["indicator"] == score) & (links["period"] == survey)]
    told = {str(row["design"]): row for row in mine.to_dict("records")}
    st.markdown(f"**{literal(reading(told))}**")
    points = training_doses(snapshot, visit.scope)
    points = points.loc[(points["indicator"] == score) & (points["period"] == survey)]
    doses = {design: _doses(points, design) for design in DESIGNS}
    span = span_of([one for some in doses.values() for one in some])
    for place, design in zip(st.columns(2, gap="medium"), DESIGNS, strict=True):
        with place:
            _show_one(visit, design, told[design], doses[design], span)
    if not visit.scope.sees_whole_trust:
        key("Other directorates are in the correlation and are not drawn.")
    _table(points, told)
    _take_away(visit, snapshot, points, told)
    open_numbers(visit, [score, "qi_training_coverage"])


def _chosen(links: DataFrame) -> tuple[str, str]:
    """The score and the survey that the address names; the newest survey with an answer is usual."""
    left, right = st.columns(2, gap="medium")
    with left:
        held = set(links["indicator"])
        score = choose(
            "Score", {one: subject(one).title for one in RESPONSES if one in held}, "score"
        )
    rows = links.loc[links["indicator"] == score]
    answered = set(rows.loc[rows["said"] != "", "period"])
    surveys = sorted(set(rows["period"]), key=lambda one: (one in answered, one), reverse=True)
    with right:
        survey = choose("Survey", {one: f"{int(one) - 1} to {one}" for one in surveys}, "to_survey")
    return score, survey


def _doses(points: DataFrame, design: str) -> list[Dose]:
    return [
        Dose(
            row["directorate"],
            (row["dose"], row["dose_lower"], row["dose_upper"]),
            (row["change"], row["change_lower"], row["change_upper"]),
        )
        for row in points.loc[points["design"] == design].to_dict("records")
    ]


def _show_one(
    visit: Visit, design: str, link: Mapping[str, Any], doses: Sequence[Dose], span: Span
) -> None:
    """One design: what is across and upwards, the picture, and what the correlation says."""
    said = link_in_words(link)
    what = subject(str(link["indicator"]))
    st.markdown(f"**{DESIGNS[design]}**")
    key(
        literal(
            f"Across: percentage points more staff trained, {in_words(link['trained_from'])} to "
            f"{in_words(link['trained_to'])}. Upwards: change of {what.title}, "
            f"{link['compared_with']} to {link['period']}. Strokes: 95 % intervals. The axes are "
            "fitted to what is drawn."
        )
    )
    if doses:
        picture = dose_plot(doses, span, visit.palette, f"{said} {CAUTIONS[0]}")
        draw(picture, f"dose_{design.replace(' ', '_')}")
    st.markdown(literal(said))


def _table(points: DataFrame, told: Mapping[str, Mapping[str, Any]]) -> None:
    """The numbers of both pictures, with the cautions again: a table travels without its page."""
    if points.empty:
        return
    with st.expander("The same numbers as a table"):
        key(literal(" ".join(CAUTIONS)))
        rows = points.to_dict("records")
        what = subject(str(rows[0]["indicator"]))
        plain_table(
            ("Directorate", "Design", "Points more trained", f"Change of {what.title}"),
            [
                (
                    row["directorate"],
                    row["design"],
                    _with_interval(row, "dose", f"{row['dose']:+.1f}"),
                    _with_interval(row, "change", what.step(row["change"])),
                )
                for row in rows
            ],
            (30, 20, 25, 25),
            f"{TITLE}, by directorate",
            numbers=(2, 3),
        )
        for link in told.values():
            key(literal(link_in_words(link)))


def _with_interval(row: Mapping[str, Any], of: str, value: str) -> str:
    decimals = 1 if of == "dose" else 2
    low, high = row[f"{of}_lower"], row[f"{of}_upper"]
    return f"{value} ({low:+.{decimals}f} to {high:+.{decimals}f})".replace("-", "−")


def _take_away(
    visit: Visit, snapshot: Snapshot, points: DataFrame, told: Mapping[str, Mapping[str, Any]]
) -> None:
    numbers = to_take_away(snapshot.version, points, told)
    areas = "every directorate" if visit.scope.sees_whole_trust else "own directorates"
    what = f"{TITLE}, {areas}"
    with st.container(horizontal=True):
        for label, made, ending, kind in (
            ("These numbers (Excel)", as_excel, "xlsx", EXCEL),
            ("CSV", as_csv, "csv", "text/csv"),
        ):
            export(visit, label, partial(made, numbers), f"{TITLE}.{ending}", what, kind)


def to_take_away(version: str, points: DataFrame, told: Mapping[str, Mapping[str, Any]]) -> Numbers:
    """Every directorate in scope, with the correlations and all the cautions above the table."""
    columns = (
        "design", "directorate", "trained_from", "trained_to", "dose", "dose_lower", "dose_upper",
        "compared_with", "period", "change", "change_lower", "change_upper",
    )  # fmt: skip
    lines: list[tuple[Cell, ...]] = [
        tuple(row[column] for column in columns) for row in points.to_dict("records")
    ]
    return Numbers(
        TITLE,
        (
            *((f"Caution {place}", said) for place, said in enumerate(CAUTIONS, start=1)),
            *((DESIGNS[design], link_in_words(link)) for design, link in told.items()),
            ("Version", version),
        ),
        (
            "Design", "Directorate", "Trained from", "Trained to", "Points more trained", "Lower",
            "Upper", "Survey before", "Survey", "Change", "Lower", "Upper",
        ),
        tuple(lines),
    )  # fmt: skip
