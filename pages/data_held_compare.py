"""What differs between the version looked at and another one: uploads, numbers, verdicts, what is shown?"""

from __future__ import annotations

from typing import Any

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from metrics.finding import MARKS, subject
from metrics.periods import day_in_words, in_words
from pages.data_held_history import when
from pages.literal import literal
from pages.moves import moves_in_words, moves_of, moves_told
from pages.parts import choose
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted, sentence_case
from warehouse.compare import Differences, differences
from warehouse.earlier import CannotOpen, as_of
from warehouse.register import publications
from warehouse.snapshot import Snapshot

_TOLD = 12  # lines of a table before the rest is only counted
_NONE = "none"
STATUS_IN_WORDS = {
    "shown": "shown",
    "withheld": "not shown, to protect confidentiality",
    "insufficient": "too few to say",
}


def compare_with(visit: Visit) -> None:
    """A choice of the other versions and, once one is chosen, all that differs from it."""
    assert visit.snapshot is not None
    this = visit.snapshot.about.sequence
    others = [one for one in reversed(publications(visit.register)) if one["sequence"] != this]
    st.markdown("### Compare two versions")
    if not others:
        st.markdown(":gray[There is only this one yet.]")
        return
    options = {_NONE: "Choose a version"} | {
        str(one["sequence"]): f"{one['sequence']}, {when(one['published_at'])}: {one['what']}"
        for one in others
    }
    chosen = choose(f"Compare version {this} with", options, "compare")
    if chosen == _NONE:
        return
    try:
        other = as_of(visit.folder, int(chosen))
    except CannotOpen as reason:
        st.markdown(literal(str(reason)))
        return
    if other is None:
        st.markdown("That version is no longer kept.")
        return
    before, after = sorted((visit.snapshot, other), key=lambda one: one.about.sequence)
    _told(visit, between(before.version, after.version, visit.scope, before, after), before, after)


@st.cache_resource(max_entries=8, show_spinner="Comparing")
def between(
    before: str, after: str, scope: Scope, _before: Snapshot, _after: Snapshot
) -> Differences:
    """What differs, worked out once for two versions."""
    del before, after
    return differences(_before, _after, scope)


def _told(visit: Visit, found: Differences, before: Snapshot, after: Snapshot) -> None:
    names = [f"version {one.about.sequence}" for one in (before, after)]
    dates = [day_in_words(one.about.published_at) for one in (before, after)]
    st.markdown(f"From {names[0]} ({dates[0]}) to {names[1]} ({dates[1]}):")
    if not found.tables:
        st.markdown("**Nothing differs.** Every value of one is the same in the other.")
        return
    moves = moves_of(found.lines, before="was")
    sentences = [f"{sentence_case(moves_in_words(moves))}."]
    if found.came.empty and found.went.empty:
        sentences.append(
            "No upload came or went: definitions or settings have changed between the two."
        )
    sentences.append(
        f"{sentence_case(counted(len(found.verdicts), 'verdict'))} below the trust changed; "
        f"{counted(len(found.shown), 'value')} came to be shown or ceased to be."
    )
    st.markdown(f"**{' '.join(sentences)}**")
    _files(found.came, "came")
    _files(found.went, "went")
    moves_told(visit, moves, ("Was", "Is"), "Indicator that moved")
    _below(found.verdicts, "Verdict below the trust that changed", _verdict)
    _below(found.shown, "Value that is shown in one version only", _status)


def _files(files: DataFrame, did: str) -> None:
    names = [f"*{literal(name)}*" for name in files["file_name"]]
    if names:
        more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
        counts = sentence_case(counted(len(names), "upload"))
        st.markdown(f"{counts} {did}: {', '.join(names[:_TOLD])}{more}.")


def _below(rows: DataFrame, heading: str, said: Any) -> None:
    if rows.empty:
        return
    lines = [
        (_group(row), *said(row))
        for row in rows.sort_values("period", ascending=False).to_dict("records")
    ]
    plain_table((heading, "Was", "Is"), lines[:_TOLD], (50, 25, 25), f"{heading}s")
    if rest := lines[_TOLD:]:
        with st.expander(f"And {len(rest)} more"):
            plain_table((heading, "Was", "Is"), rest, (50, 25, 25), f"More: {heading}s")


def _group(row: dict[Any, Any]) -> str:
    place = row["directorate"] or row["division"]
    group = [row[column] for column in ("staff_group", "band", "characteristic")]
    parts = (subject(row["indicator"]).title, place, *group, in_words(row["period"]))
    return ", ".join(part for part in parts if part)


def _verdict(row: dict[Any, Any]) -> tuple[str, str]:
    was, is_now = (
        f"{MARKS[row[column]]} {row[column]}".strip() or "no verdict"
        for column in ("verdict_now", "verdict_after")
    )
    return was, is_now


def _status(row: dict[Any, Any]) -> tuple[str, str]:
    return STATUS_IN_WORDS[row["status_now"]], STATUS_IN_WORDS[row["status_after"]]
