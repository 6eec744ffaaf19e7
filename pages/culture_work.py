"""What came after the culture work that was done, beside what came elsewhere?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from pandas import DataFrame, isna

from charts.beside_others import Change, beside_others
from metrics.culture_work import CAUTION, MONTHLY, WORK, YEARLY
from metrics.finding import subject
from metrics.periods import in_words
from metrics.stories import in_a_sentence
from pages.culture_work_words import (
    change_in_words,
    difference_in_words,
    finding,
    interval,
    picture_in_words,
    signed,
    when,
)
from pages.literal import literal
from pages.parts import choose, draw, foot, header, key, nothing_yet, open_numbers
from pages.plain_table import plain_table
from pages.training_beside_change import show_dose
from pages.visit import Visit
from warehouse.snapshot import Snapshot, culture_work, events, values_of

TITLE = "After culture work"


def show(visit: Visit) -> None:
    """Draw the work that the address names; the newest with a survey after it is the usual one."""
    if visit.snapshot is None:
        nothing_yet(visit, TITLE, "nothing has been published.")
        return
    header(visit, TITLE)
    happened = events(visit.snapshot, visit.scope)
    work = happened.loc[happened["kind"].isin(WORK)]
    if work.empty:
        st.markdown("## No culture work is recorded yet.")
        st.markdown(
            "A list of events tells when programmes and readiness work began, and where. Agree on "
            "the dates before the next results are known."
        )
        visit.link("upload", "Upload a list of events")
        show_dose(visit, visit.snapshot)
        return
    after = culture_work(visit.snapshot, visit.scope)
    st.markdown(f"## {literal(finding(after))}")
    st.markdown(literal(CAUTION))
    offered = {_name(row): _in_words(row) for row in _answered_first(work, after)}
    chosen = choose("Which work", offered, "work", width=520)
    told = _of(after, chosen)
    st.markdown(literal(when(_of(work, chosen)[0])))
    picture(visit, visit.snapshot, told)
    yearly(visit, told)
    monthly(visit, told)
    show_dose(visit, visit.snapshot)
    foot(visit, ["survey and registers; dates from the list of events"])


def _answered_first(work: DataFrame, after: DataFrame) -> list[dict[str, Any]]:
    """Every piece of work, newest first; before them those that can be set beside others."""
    answered = {_name(row) for row in after.to_dict("records") if row["said"]}
    newest_first = work.sort_values("began_on", ascending=False, kind="stable").to_dict("records")
    return sorted(newest_first, key=lambda row: _name(row) not in answered)


def _in_words(row: Mapping[str, Any]) -> str:
    """'Bronze QI for every ward, Care of Older People, December 2024'."""
    where, month = row["directorate"] or "whole trust", f"{row['began_on']:%Y-%m}"
    return f"{row['title']}, {where}, {in_words(month)}"


def _of(rows: DataFrame, chosen: str) -> list[dict[str, Any]]:
    """The rows of one piece of work, by its day and directorate, in the order of the indicators."""
    records = rows.to_dict("records")
    mine = [row for row in records if _name(row) == chosen]
    return sorted(mine, key=lambda row: (*YEARLY, *MONTHLY).index(row.get("indicator", YEARLY[0])))


def _name(row: Mapping[str, Any]) -> str:
    return f"{row['began_on']:%Y-%m-%d} {row['directorate']}".strip()


def yearly(visit: Visit, told: Sequence[Mapping[str, Any]]) -> None:
    """The scores of the survey before and the one after, here and elsewhere."""
    rows = [row for row in told if row["indicator"] in YEARLY]
    known = [row for row in rows if row["said"]]
    first = rows[0]
    st.markdown(f"### Survey {first['compared_with']} to {int(first['compared_with']) + 1}")
    if not known:
        st.markdown(f":gray[{literal('Cannot say: ' + first['reason'])}]")
        return
    plain_table(
        ("Score", "Here", "Elsewhere", "Difference, 95 % interval"),
        [
            (
                subject(row["indicator"]).title,
                change_in_words(row, "own"),
                change_in_words(row, "elsewhere"),
                difference_in_words(row),
            )
            for row in known
        ],
        (30, 14, 16, 40),
        "Change here and elsewhere, by score",
        numbers=(1, 2),
    )
    key(
        f"Elsewhere: mean of {int(known[0]['compared'])} directorates without such work between the "
        "surveys. Each change is less what chance alone gives back to a group that began low or high."
    )
    open_numbers(visit, [row["indicator"] for row in known], area=first["directorate"])


def monthly(visit: Visit, told: Sequence[Mapping[str, Any]]) -> None:
    """Steps and bends of the monthly counts at the month in which the work began."""
    rows = [row for row in told if row["indicator"] in MONTHLY]
    known = [row for row in rows if not row["reason"]]
    st.markdown("### Month by month")
    if not known:
        st.markdown(f":gray[{literal('Cannot say: ' + rows[0]['reason'])}]")
        return
    plain_table(
        ("Count", "Step, 95 % interval", "Bend a month, 95 % interval"),
        [
            (
                subject(row["indicator"]).title,
                f"{signed(row['step'], 1)} ({interval(row, 'step', 1)})",
                f"{signed(row['bend'], 2)} ({interval(row, 'bend', 2)})",
            )
            for row in known
        ],
        (32, 32, 36),
        "Step and bend of monthly counts",
    )
    first = known[0]
    key(
        f"A line with a step and a bend at {in_words(first['compared_with'])}, "
        f"{int(first['months_before'])} months before and {int(first['months_after'])} since. An interval "
        "that holds nought says nothing clear."
    )
    open_numbers(visit, [row["indicator"] for row in known], area=first["directorate"])


def picture(visit: Visit, snapshot: Snapshot, told: Sequence[Mapping[str, Any]]) -> None:
    """The first score's change beside the others', where there is one."""
    row = next((row for row in told if row["said"]), None)
    if row is None:
        return
    title, own = subject(row["indicator"]).title, row["directorate"]
    rows = values_of(snapshot, visit.scope, row["indicator"], "directorate")
    rows = rows.loc[(rows["period"] == row["period"]) & rows["change"].notna()]
    others = [
        Change(name, change - (0.0 if isna(back) else back))
        for name, change, back in zip(
            rows["directorate"], rows["change"], rows["expected_change"], strict=True
        )
        if name != own
    ]
    st.markdown(f"### {literal(title)}, change from {row['compared_with']} to {row['period']}")
    draw(
        beside_others(
            Change(own, row["own"]),
            others,
            (row["own"] - row["upper"], row["own"] - row["lower"]),
            visit.palette,
            picture_in_words(row),
        ),
        "beside_others",
    )
    dots = "Grey dots: the other directorates. " if others else ""
    key(f"{dots}Pale band: where one more like the others would lie 19 times in 20.")
    visit.link("indicator", f"All of {in_a_sentence(title)}", indicator=row["indicator"], area=own)
