"""Where do this chart's limits begin anew, what is aimed at, and who said so? For the improvement team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import streamlit as st
from pandas import DataFrame

from charts.control_words import Event
from data_loaders.personal import personal_detail
from metrics.chart_choices import LONGEST_REASON, NewLimits, Target
from metrics.indicator import Indicator
from metrics.periods import day_in_words, in_words
from pages.literal import literal
from pages.upload_progress import watch, why_not_published
from pages.visit import Visit
from settings import settings
from warehouse.at_work import begin, forget, work_of
from warehouse.chart_choices import (
    NotChosen,
    begin_limits_anew,
    choices,
    end_new_limits,
    end_target,
    new_limits,
    set_target,
    targets,
)
from warehouse.publish import publish
from warehouse.register import name_of

_PUBLISHING = "limits and targets"  # the name of this work beside that of published files
_OWN_WORDS = "In my own words"
_FORM = 320  # pixels: the form also stands on a phone


def limits_and_targets(
    visit: Visit,
    indicator: Indicator,
    area: tuple[str, tuple[str, ...]],
    rows: DataFrame,
    happened: Sequence[Event],
) -> None:
    """What was chosen for this chart, with its undoing, and the ways to choose; else nothing.

    `rows` are the chart's published months, oldest first.
    """
    breakdown, names = area
    is_chart = indicator.judged_by == "control chart" and breakdown in ("trust", "directorate")
    if not (visit.person.may_upload and is_chart) or visit.is_earlier or visit.snapshot is None:
        return
    directorate = names[0] if names else ""
    with st.expander("Limits and target", icon=":material/tune:", key="limits_and_target"):
        _standing(visit, indicator.id, directorate)
        with st.container(horizontal=True):
            _begin_anew(visit, indicator.id, directorate, rows, happened)
            _aim_at(visit, indicator, directorate, rows)
        _publish(visit)


def _standing(visit: Visit, indicator: str, directorate: str) -> None:
    """Each choice that stands for this chart: what, who and when, and its undoing."""
    here = (indicator, directorate)
    limits = [r for r in new_limits(visit.register) if (r["indicator"], r["directorate"]) == here]
    aims = [r for r in targets(visit.register) if (r["indicator"], r["directorate"]) == here]
    if not limits and not aims:
        st.markdown("Mean and limits are those of all months, and there is no target.")
    for row in limits:
        _one(visit, f"Limits anew from {in_words(row['month'])}: {row['reason']}", row, "limits")
    for row in aims:
        _one(visit, f"Target {row['value']:,g} from {in_words(row['month'])}", row, "target")


def _one(visit: Visit, what: str, row: dict[str, Any], kind: str) -> None:
    who = name_of(visit.register, row["said_by"])
    on = day_in_words(datetime.fromisoformat(row["said_at"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":small[{literal(what)} :gray[{literal(who)}, {on}]]",
            width="content",
        )
        st.button(
            "End",
            type="tertiary",
            icon=":material/undo:",
            key=f"end_{kind}_{row['number']}",
            help="The limits go on as before" if kind == "limits" else "The target is none",
            on_click=_end,
            args=(visit, kind, row["number"]),
        )


def _end(visit: Visit, kind: str, number: int) -> None:
    end = end_new_limits if kind == "limits" else end_target
    end(visit.register, number, visit.person.person_id)


def _begin_anew(
    visit: Visit, indicator: str, directorate: str, rows: DataFrame, happened: Sequence[Event]
) -> None:
    with (
        st.popover("Begin limits anew", icon=":material/vertical_align_center:"),
        st.container(width=_FORM),
    ):
        st.markdown(
            "Where the process became another one and stayed so. The chart shows the break and "
            "your reason. Limits need 13 months on either side, and may not hide a concern."
        )
        months = list(reversed(rows.loc[rows["value"].notna(), "period"].tolist()))
        month = st.selectbox("From", months, format_func=in_words, key="limits_month")
        told = [f"{one.words} ({in_words(one.period)})" for one in happened]
        because = st.selectbox("Because", [*told, _OWN_WORDS], key="limits_because")
        reason = because
        if because == _OWN_WORDS:
            reason = st.text_input(
                "Reason",
                max_chars=LONGEST_REASON,
                key="limits_reason",
                placeholder="What changed",
            )
        if st.button("Begin anew", type="primary", key="limits_begin"):
            chosen = NewLimits(indicator, directorate, month, (reason or "")[:LONGEST_REASON])
            _write(partial(begin_limits_anew, visit.register, chosen, rows), visit, reason or "")


def _aim_at(visit: Visit, indicator: Indicator, directorate: str, rows: DataFrame) -> None:
    with st.popover("Set a target", icon=":material/flag:"), st.container(width=_FORM):
        st.markdown("A later target begins a step: each month is judged against its own.")
        value = st.number_input(
            f"Target ({indicator.unit})", min_value=0.0, value=None, step=1.0, key="target_value"
        )
        months = list(reversed(rows["period"].tolist()))
        month = st.selectbox("From", months, format_func=in_words, key="target_month")
        if st.button("Set", type="primary", disabled=value is None, key="target_set"):
            chosen = Target(indicator.id, directorate, month, value or 0.0)
            _write(partial(set_target, visit.register, chosen), visit)


def _write(note: partial[None], visit: Visit, free_words: str = "") -> None:
    """Write a choice down, or say why not."""
    if personal := personal_detail(free_words):
        st.markdown(f":orange[The reason seems to hold {personal}. It would stand on the chart.]")
        return
    try:
        note(visit.person.person_id)
    except NotChosen as why:
        st.markdown(f":orange[{literal(str(why))}]")
        return
    st.rerun()


def _publish(visit: Visit) -> None:
    """What is chosen and not published yet, and the way to publish it."""
    work = work_of(visit.folder, visit.person.person_id, _PUBLISHING)
    if work is not None and not work.is_done:
        watch(visit, work)
        return
    if work is not None:
        said = (
            f"Published: everybody sees version {work.result.sequence} from now on."
            if work.error is None
            else f"Not published. {why_not_published(visit, work)}"
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(literal(said), width="content")
            st.button("I have read this", on_click=forget, args=(work,))
    assert visit.snapshot is not None
    if choices(visit.register) == choices(visit.register, visit.snapshot.about.published_at):
        return
    st.markdown("Not on the chart yet: it takes effect when you next publish.")
    st.button("Publish now", type="primary", on_click=_begin_publishing, args=(visit,))


def _begin_publishing(visit: Visit) -> None:
    what = "Limits and targets of control charts"
    do = partial(publish, visit.folder, visit.register, settings(), visit.person.person_id, what)
    begin(visit.folder, visit.person.person_id, _PUBLISHING, what, do)
