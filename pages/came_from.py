"""Where does a number come from: which file, sheet and rows, uploaded by whom and when?"""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from metrics.indicator import Indicator
from metrics.periods import day_in_words, month_of
from pages.definition_card import pairs
from pages.literal import literal
from pages.plain_table import plain_table
from pages.rows_behind import (
    behind,
    by_directorate,
    datasets_behind,
    of_directorates,
    place_in_words,
)
from pages.visit import Visit
from pages.words import counted
from warehouse.datasets import DATASETS
from warehouse.snapshot import Snapshot, coverage, coverage_together, projects

MOST_FILES = 2  # of one dataset, before the rest is only counted


def came_from(
    visit: Visit,
    snapshot: Snapshot,
    indicator: Indicator,
    period: str,
    breakdown: str,
    directorates: list[str],
) -> None:
    """The files behind one period of an area: of this breakdown, made of these directorates."""
    held = coverage(snapshot, visit.scope)
    for dataset in datasets_behind(indicator):
        rows = behind(held, dataset, indicator, period, breakdown, directorates)
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


def show_rows(visit: Visit, snapshot: Snapshot, indicator: Indicator, period: str) -> None:
    """For each directorate in scope where its rows stand; of the others only how many there are.

    Open where the address asks for it, as links from tables of directorates do.
    """
    held, together = coverage(snapshot, visit.scope), coverage_together(snapshot, visit.scope)
    lines = []
    for dataset in datasets_behind(indicator):
        title, own = DATASETS[dataset].title, 0
        for name, rows in by_directorate(held, dataset, indicator, period).items():
            own += int(rows["rows"].sum())
            files = rows.groupby(["file_name", "sheet"], dropna=False, sort=False)
            for (file_name, sheet), mine in files:
                where = f"{file_name}, {sheet}" if isinstance(sheet, str) and sheet else file_name
                lines.append((name, title, str(where), place_in_words(mine)))
        everybody = of_directorates(together, dataset, indicator, period)
        others = int(everybody["rows"].sum()) - own
        if others:
            lines.append(("All others together", title, "not listed for you", f"{others:,}"))
    if not lines:
        return
    is_open = st.query_params.get("rows") == "directorates"
    with st.expander("Show the rows, directorate by directorate", expanded=is_open):
        plain_table(
            ("Directorate", "Data", "File and sheet", "Rows"),
            lines,
            (24, 20, 32, 24),
            f"Rows behind {indicator.title}, by directorate",
            numbers=(3,),
        )


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


def one_file(visit: Visit, dataset: str, file_name: str, sheet: object, lines: DataFrame) -> None:
    """File, sheet, rows, and who brought it when."""
    said = [("File", file_name)]
    if isinstance(sheet, str) and sheet:
        said.append(("Sheet", sheet))
    said.append(("Rows", place_in_words(lines)))
    newest = lines.iloc[-1]
    at = newest["uploaded_at"]
    uploaded = f"{day_in_words(at)}, {at:%H:%M}"
    said.append(("Uploaded", f"{visit.called(newest['uploaded_by'])}, {uploaded}"))
    pairs([("Data", DATASETS[dataset].title), *said], f"Where {file_name} stands behind the number")
