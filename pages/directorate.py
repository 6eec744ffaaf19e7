"""How is one directorate doing: what is strong, what worries, what is under way, who is not reached?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from metrics.finding import Finding
from metrics.stories import (
    in_one_sentence,
    question,
    standing_in_words,
    strength,
    worry,
)
from pages.directorate_numbers import FIVE, LEAST_REACHED, Numbers, numbers
from pages.directorate_projects import show_projects
from pages.directorate_scores import show_scores
from pages.directorate_training import COVERAGE, show_taking_part, show_training
from pages.directorate_twin import show_twin
from pages.literal import literal
from pages.parts import (
    COLOUR_OF,
    choose,
    foot,
    header,
    no_such_page,
    nothing_yet,
    open_numbers,
    say,
)
from pages.silence import say_unseen_here
from pages.visit import Visit
from warehouse.snapshot import directorates

UNSEEN = "No survey result can be shown to name one."


def show(visit: Visit) -> None:
    """Draw the page of the directorate that the address names, or of the first in scope."""
    if visit.snapshot is None:
        nothing_yet(visit, "Directorate", "no staff survey has been published.")
        return
    held = directorates(visit.snapshot, visit.scope)
    names = list(held["directorate"])
    asked = st.query_params.get("directorate", "")
    if asked and asked not in names:
        no_such_page(visit)
        return
    if not names:
        nothing_yet(visit, "Directorate", "no directorate is known.")
        return
    top = st.container()
    name = chosen(visit, names)
    version, scope, palette = visit.snapshot.version, visit.scope, visit.palette_name
    found = numbers(version, scope, name, visit.snapshot)
    with top:
        header(visit, name)
    show_findings(version, scope, name, found)
    left, right = st.columns(2, gap="medium")
    with left:
        show_scores(visit, version, name, found)
        judged = [*found.scores, *(finding for _, finding in found.beside)]
        open_numbers(visit, [finding.subject.id for finding in judged], area=name)
    with right:
        show_projects(visit, visit.snapshot, name)
        visit.link("projects", "Stages, pace and objectives", area=name)
    left, right = st.columns(2, gap="medium")
    with left:
        show_training(version, scope, name, palette, found.least, visit.snapshot)
        reached = [one for one in (COVERAGE, LEAST_REACHED) if one in found.by_id]
        open_numbers(visit, reached, area=name)
        visit.link("training", "Training by group, depth and scenario")
        show_taking_part(visit, name, visit.snapshot)
    with right:
        show_twin(visit, visit.snapshot, found.twin)
        say_unseen_here(visit, visit.snapshot, name)
    foot(visit, ["Staff survey", "project register", "training attendance", "workforce"])


def chosen(visit: Visit, names: list[str]) -> str:
    """The directorate to show; a lead with one has nothing to choose."""
    if not visit.person.is_lead_only:
        return choose("Directorate", {name: name for name in names}, "directorate", width=320)
    if len(names) == 1:
        return names[0]
    picked = st.radio(  # not a segmented control: see Readiness
        "Your directorates",
        names,
        horizontal=True,
        key="directorate",
        bind="query-params",
        label_visibility="collapsed",
    )
    return str(picked)


@st.cache_data(max_entries=64, show_spinner=False)
def show_findings(version: str, scope: Scope, name: str, _found: Numbers) -> None:
    """The sentence, its verdicts and the three cards; replayed while nothing has changed."""
    del version, scope, name
    beside = [(words, finding) for words, finding in _found.beside if finding.is_shown]
    say(in_one_sentence(_found.scores), beside)
    judged = [*_found.scores, *(finding for _, finding in _found.beside)]
    show_cards(judged, _found.by_id.get(LEAST_REACHED), _found.least)


def show_cards(found: Sequence[Finding], least: Finding | None, row: DataFrame) -> None:
    """One strength, one worry, one question for the team."""
    strong, weak = strength(found), worry(found)
    unseen = "" if any(f.is_shown and f.subject.id in FIVE for f in found) else UNSEEN
    group = str(row["worst_group"].iloc[0]) if len(row) else ""
    cards = st.grid(3, min_column_width=230, border=True)
    cards.markdown(
        card("One strength", strong, unseen or "Nothing clearly improved or above the trust.")
    )
    cards.markdown(card("One worry", weak, unseen or "Nothing clearly worse or below the trust."))
    asked = question(strong, weak, least, group)
    cards.markdown(f":small[:gray[One question for your team]]\n\n**{literal(asked)}**")


def card(title: str, finding: Finding | None, otherwise: str) -> str:
    """A finding as three short lines; only what improved or got worse is coloured."""
    lines = [f":small[:gray[{title}]]"]
    if finding is None:
        return "\n\n".join([*lines, otherwise])
    value = f"**{literal(f'{finding.subject.title}: {finding.value_in_words}')}**"
    said = literal(standing_in_words(finding))
    if finding.verdict in ("improved", "worse"):
        word = f"**:{COLOUR_OF[finding.verdict]}[{finding.mark} {finding.verdict}]**"
        said = said.replace(finding.verdict, word, 1)
    else:
        said = f"{finding.mark} {said}"
    return "\n\n".join([*lines, f"{value}  \n{said}"])
