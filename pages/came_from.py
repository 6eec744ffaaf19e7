"""Where does a number come from: which file, sheet and rows, uploaded by whom and when?"""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from metrics.indicator import Indicator
from metrics.periods import day_in_words, month_of
from pages.definition_card import pairs
from pages.literal import literal
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted
from warehouse.datasets import DATASETS
from warehouse.snapshot import Snapshot, coverage, projects

# Survey indicators that declare neither measure nor questions of their own.
MEASURES = {"engagement_gap": ("E",), "response_rate": ("response_rate",)}
MOST_FILES = 2  # of one dataset, before the rest is only counted


def came_from(
    visit: Visit, snapshot: Snapshot, indicator: Indicator, period: str, directorates: list[str]
) -> None:
    """The files behind one period; `directorates` are those of the area, none for the whole trust."""
    held = coverage(snapshot, visit.scope)
    for dataset in dict.fromkeys(need.partition(".")[0] for need in indicator.needs):
        rows = behind(held.loc[held["dataset"] == dataset], indicator, period, directorates)
        if rows.empty:
            continue
        files = list(rows.groupby(["file_name", "sheet"], dropna=False, sort=False))
        for (file_name, sheet), lines in files[-MOST_FILES:]:
            one_file(visit, dataset, str(file_name), sheet, lines)
        if files[:-MOST_FILES]:
            more = counted(len(files) - MOST_FILES, "more sheet")
            st.markdown(f":small[:gray[and {more} of {literal(DATASETS[dataset].title)}]]")
    published = snapshot.about.published_at
    st.markdown(
        f":small[:gray[Version {snapshot.about.sequence}, published {day_in_words(published)}]]"
    )
    if not visit.scope.sees_whole_trust and not directorates:
        st.markdown(":small[:gray[Rows of other directorates are not listed here.]]")


def show_projects(
    visit: Visit, snapshot: Snapshot, indicator: Indicator, period: str, directorates: list[str]
) -> None:
    """The projects on the register behind one period, one by one, for who may see them so."""
    if "project_register" not in {need.partition(".")[0] for need in indicator.needs}:
        return
    held = projects(snapshot, visit.scope)
    by_then = [f"{day:%Y-%m}" <= month_of(period) for day in held["started_on"]]
    begun = held.loc[by_then]
    own = begun.loc[begun["directorate"].isin(directorates)] if directorates else begun
    if own.empty:
        return
    with st.expander(f"Show the {counted(len(own), 'project')} that had begun by then"):
        whose = "" if visit.scope.sees_all_projects or directorates else "Your own only. "
        st.markdown(f":small[:gray[{whose}Which of them count is said under Counted and Among.]]")
        plain_table(
            ("Project", "Title", "Directorate", "Began", "Stage today"),
            [
                (
                    row["project_id"],
                    row["title"],
                    row["directorate"],
                    day_in_words(row["started_on"]),
                    row["status"],
                )
                for row in own.to_dict("records")
            ],
            (14, 36, 20, 16, 14),
            f"Projects on the register behind {indicator.title}",
        )


def behind(
    held: DataFrame, indicator: Indicator, period: str, directorates: list[str]
) -> DataFrame:
    """The coverage rows of one dataset behind one period: its own, else the newest before it."""
    rows = held
    if indicator.grain == "change":
        mine = directorates or list(held["directorate"])
        return rows.loc[(rows["period"] == period) & rows["directorate"].isin(mine)]
    if indicator.grain != "month":
        rows = rows.loc[rows["period"].str.contains("-Q") == (indicator.grain == "quarter")]
        measures = MEASURES.get(indicator.id, indicator.home_of)
        rows = rows.loc[
            rows["measure"].isin([indicator.measure] if indicator.measure else measures)
        ]
        rows = lines_behind(rows, indicator, directorates)
    elif directorates:
        rows = rows.loc[rows["directorate"].isin([*directorates, ""])]
    if rows.empty:
        return rows
    at = rows.loc[rows["period"] <= period, "period"]
    newest = at.max() if len(at) else rows["period"].max()
    return rows.loc[rows["period"] == newest]


def lines_behind(rows: DataFrame, indicator: Indicator, directorates: list[str]) -> DataFrame:
    """The survey lines a value is made of: the area's own, or the trust's as it is headlined.

    The trust's is the published weighted line, else its unweighted one, else all directorates'.
    """
    if indicator.roll_up == "from shown":
        return rows.loc[rows["breakdown"] == "directorate"]
    if "characteristic" in indicator.dimensions:
        return rows.loc[rows["breakdown"] == "characteristic"]
    if directorates:
        return rows.loc[
            (rows["breakdown"] == "directorate") & rows["directorate"].isin(directorates)
        ]
    trust = rows.loc[rows["breakdown"] == "trust"]
    weighted = trust.loc[trust["weighting"] == "weighted"]
    of_directorates = rows.loc[rows["breakdown"] == "directorate"]
    return next((found for found in (weighted, trust) if len(found)), of_directorates)


def one_file(visit: Visit, dataset: str, file_name: str, sheet: object, lines: DataFrame) -> None:
    """File, sheet, rows, and who brought it when."""
    said = [("File", file_name)]
    if isinstance(sheet, str) and sheet:
        said.append(("Sheet", sheet))
    first, last = int(lines["first_row"].min()), int(lines["last_row"].max())
    many = int(lines["rows"].sum())
    span = f"{first:,} to {last:,}" if last > first else f"{first:,}"
    apart = many < last - first + 1
    said.append(("Rows", f"{many:,} between {first:,} and {last:,}" if apart else span))
    newest = lines.iloc[-1]
    at = newest["uploaded_at"]
    uploaded = f"{day_in_words(at)}, {at:%H:%M}"
    said.append(("Uploaded", f"{visit.called(newest['uploaded_by'])}, {uploaded}"))
    pairs([("Data", DATASETS[dataset].title), *said], f"Where {file_name} stands behind the number")
