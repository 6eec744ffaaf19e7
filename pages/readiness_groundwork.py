"""Was the ground prepared: readiness work before each programme, and what people said before a change?"""

from __future__ import annotations

import streamlit as st

from access.scope import Scope
from metrics.change_readiness import CAUTION, COMMITMENT, EFFICACY
from metrics.finding import Finding, findings
from metrics.groundwork import in_one_sentence, programmes
from metrics.periods import day_in_words, in_words
from pages.literal import literal
from pages.parts import key
from pages.plain_table import plain_table
from warehouse.snapshot import Snapshot, events, values_of

RECORDED = "A list of events tells when readiness work and programmes began."


def show_groundwork(snapshot: Snapshot, scope: Scope) -> None:
    """Programmes with the readiness work before them; then commitment and confidence by change."""
    st.markdown("### Was the ground prepared?")
    found = programmes(events(snapshot, scope))
    if found:
        st.markdown(literal(in_one_sentence(found)))
        plain_table(
            ("Programme", "Where", "Began", "Readiness work before it"),
            [
                (
                    one.title,
                    one.directorate or "Whole trust",
                    day_in_words(one.began_on),
                    f"{one.prepared_by}, {day_in_words(one.prepared_on)}"
                    if one.prepared_on
                    else "none recorded",
                )
                for one in found
            ],
            (30, 22, 18, 30),
            "Programmes, newest first, and the readiness work recorded before each",
        )
        key("Not recorded is not the same as not done.")
    else:
        st.markdown(f":gray[No programme is recorded. {RECORDED}]")
    _show_asked(snapshot, scope)


def _show_asked(snapshot: Snapshot, scope: Scope) -> None:
    """What people said before each change, newest first."""
    st.markdown("**What people said before a change**")
    asked = answers(snapshot, scope)
    if not asked:
        st.markdown(
            ":gray[No change-readiness survey has been uploaded: means of commitment and of "
            "confidence, by directorate, before a named change.]"
        )
        return
    key(
        "Means of 1 to 5 with 95 % intervals; 5 is readiest. Each survey stands by itself and is "
        f"compared with no other. {literal(CAUTION)}"
    )
    plain_table(
        ("Change and day", "Who answered", "Commitment", "Confidence"),
        [
            (
                in_words(period) if place == 0 else "",
                _who(pair[0]),
                _mean(pair[0]),
                _mean(pair[1]),
            )
            for period, pairs in asked.items()
            for place, pair in enumerate(pairs)
        ],
        (32, 28, 20, 20),
        "Commitment to each change and confidence to make it, by directorate",
        numbers=(2, 3),
    )


def answers(snapshot: Snapshot, scope: Scope) -> dict[str, list[tuple[Finding, Finding]]]:
    """Commitment and confidence by survey, the newest first; directorates in scope A to Z."""
    rows = values_of(snapshot, scope, (COMMITMENT.id, EFFICACY.id), "directorate")
    of: dict[tuple[str, str], dict[str, Finding]] = {}
    for one in findings(rows):
        of.setdefault((one.period, one.group), {})[one.subject.id] = one
    asked: dict[str, list[tuple[Finding, Finding]]] = {}
    for (period, _), pair in sorted(of.items()):
        if len(pair) == 2:
            asked.setdefault(period, []).append((pair[COMMITMENT.id], pair[EFFICACY.id]))
    return dict(sorted(asked.items(), reverse=True))


def _who(one: Finding) -> str:
    return f"{one.group}, {one.base}" if one.base else one.group


def _mean(one: Finding) -> str:
    if not one.is_shown:
        return one.value_in_words
    return f"{one.number} ({one.interval_in_words})"
