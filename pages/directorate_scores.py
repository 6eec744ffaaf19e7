"""How do a directorate's five scores stand beside the trust and last year, and what can they show?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.figure import Picture
from charts.five_scores import five_scores, shared_range
from charts.palette import PALETTES, PaletteName
from metrics.change import least_visible_change
from metrics.finding import MARKS, Finding
from pages.directorate_numbers import Numbers
from pages.parts import draw, key, same_numbers
from pages.visit import Visit
from pages.words import counted, sentence_case
from settings import settings


def show_scores(visit: Visit, version: str, name: str, found: Numbers) -> None:
    """Five scores against the trust and last year, and what change this size can show."""
    scores, own, headcount = found.scores, found.own, found.headcount
    shown = [score for score in scores if score.is_shown]
    if not shown:
        st.markdown("### Five scores")
        withheld = "Not shown, to protect confidentiality."
        st.markdown(withheld if scores else "No survey result of this directorate yet.")
        return
    moved = moves_in_words([score.verdict for score in shown])
    st.markdown(f"### {sentence_case(counted(len(scores), 'score'))}: {moved}")
    low, high = shared_range(scores)
    answered = own.loc[(own["indicator"] == shown[0].subject.id), "n"].iloc[0]
    least = least_visible_change(float(answered), settings().assumed_score_sd)
    asked = f" of {headcount:,.0f} staff" if headcount else ""
    period = shown[0].period
    before = f" · ○ {int(period) - 1}" if any(score.before is not None for score in shown) else ""
    key(
        f"● {period} with 95 % interval{before} · ┃ trust, not weighted, as here. "
        f"Axis {low:g} to {high:g} of 10. {sentence_case(shown[0].base)}{asked} answered, "
        f"enough to see a change of {least:.1f}."
    )
    draw(scores_drawn(version, visit.scope, name, visit.palette_name, scores), "scores", visit)
    same_numbers(scores_table(scores), f"Five scores of {name}, {period}")


@st.cache_resource(max_entries=64, show_spinner=False)
def scores_drawn(
    version: str, scope: Scope, name: str, palette: PaletteName, _scores: Sequence[Finding]
) -> Picture:
    """The five scores, drawn once for each version, scope, directorate and palette."""
    del version, scope, name
    return five_scores(_scores, PALETTES[palette])


def moves_in_words(verdicts: Sequence[str]) -> str:
    """'one improved, one worse'; 'no clear change'; where nothing may be said, that."""
    parts = [
        f"{counted(verdicts.count(verdict), verdict, verdict)}"
        for verdict in ("improved", "worse")
        if verdict in verdicts
    ]
    if not parts and "no clear change" not in verdicts:
        return "nothing to compare them with"
    return ", ".join(parts) or "no clear change"


def scores_table(scores: Sequence[Finding]) -> DataFrame:
    """What the picture shows, in words and numbers."""
    return DataFrame(
        {
            "Now (95 % interval)": [
                f"{s.value_in_words} ({s.interval_in_words})" if s.is_shown else s.value_in_words
                for s in scores
            ],
            "Year before": [s.subject.number(s.before) or "–" for s in scores],
            "Trust": [s.subject.number(s.trust_value) or "–" for s in scores],
            "Verdict": [f"{MARKS[s.verdict]} {s.verdict}".strip() or "–" for s in scores],
        },
        index=[s.subject.title for s in scores],
    ).rename_axis("Score")
