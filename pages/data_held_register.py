"""Can the newest register be believed: is it up to date and filled in, and who is to be nudged?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.scope import Scope
from metrics.completeness import FIELDS, Completeness, completeness_of
from metrics.nudges import register_nudge
from metrics.periods import day_in_words
from pages.parts import key, open_numbers
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted, number_in_words, sentence_case
from settings import settings
from warehouse.snapshot import Snapshot, directorates, projects


def register_kept(visit: Visit) -> None:
    """How much of the register is up to date and filled in, by directorate, and a message each."""
    assert visit.snapshot is not None
    on = visit.snapshot.about.register_on
    if on is None:
        return
    limit = settings().stale_after_days
    whole, *parts = kept(visit.snapshot.version, visit.scope, visit.snapshot, limit)
    st.markdown(f"### {heading(whole)}")
    key(
        f"The newest register, {day_in_words(on)}. Up to date: live projects updated in the "
        f"{limit} days before it. Filled in: objective, outcome measures, lead staff group "
        "and coach of live projects, end date of closed ones. Known of total is written out "
        "where under 95 % are known."
    )
    plain_table(
        ("Directorate", "Up to date", "Filled in", "Missing, of how many projects"),
        [_line(part) for part in (*parts, whole)],
        (32, 15, 15, 38),
        "The register by directorate: how much is up to date and filled in",
    )
    open_numbers(visit, ["register_health", "register_filled"], rows="directorates")
    _message([part for part in parts if part.can_be_nudged], visit)


@st.cache_resource(max_entries=8, show_spinner=False)
def kept(
    version: str, scope: Scope, _snapshot: Snapshot, stale_after_days: int
) -> tuple[Completeness, ...]:
    """The whole register and each directorate's part, worked out once for a version."""
    del version
    on = _snapshot.about.register_on
    assert on is not None
    today = set(directorates(_snapshot, scope)["directorate"])
    return completeness_of(projects(_snapshot, scope), on, stale_after_days, today)


def heading(whole: Completeness) -> str:
    """'Of 84 live projects on the register, 71 are up to date'."""
    if not whole.updated.of:
        return "No live project on the register"
    many = counted(whole.updated.of, "live project")
    if whole.updated.known == whole.updated.of:
        return f"{sentence_case(many)} on the register, all up to date"
    known = whole.updated.known
    up_to_date = f"{number_in_words(known)} {'is' if known == 1 else 'are'}" if known else "none is"
    return f"Of {many} on the register, {up_to_date} up to date"


def _line(part: Completeness) -> tuple[str, str, str, str]:
    missing = ", ".join(
        f"{FIELDS[column]}\u00a0{len(projects):,}"
        for column, projects in part.missing.items()
        if projects
    )
    return (
        part.directorate or "Together",
        part.updated.in_words,
        part.filled.in_words,
        sentence_case(missing or "nothing"),
    )


@st.fragment
def _message(lacking: Sequence[Completeness], visit: Visit) -> None:
    visit.ask_again()
    if not lacking:
        return
    left, right = st.columns([1, 2.7], gap="medium")
    with left:
        chosen = st.selectbox(
            "Nudge a directorate", lacking, format_func=lambda part: part.directorate,
            key="nudge_for",
        )  # fmt: skip
        st.markdown(":small[:gray[A message to copy. Nothing is sent from here.]]")
    assert visit.snapshot is not None
    on = visit.snapshot.about.register_on
    assert on is not None
    with right:
        st.code(register_nudge(chosen, on), language=None, wrap_lines=True)
