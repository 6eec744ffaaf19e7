"""What did you drop, what did we understand, what will change? Nothing changes until you publish."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_loaders.batch import publish_files
from data_loaders.pipeline import Checked
from pages.literal import literal
from pages.parts import header, no_such_page
from pages.upload_done import Receipt, publishing_shown, receipt
from pages.upload_files import drop_zone, queue
from pages.upload_mapping import explain_headings, own_layouts, to_explain
from pages.upload_progress import PUBLISHING
from pages.upload_put_right import rows_waiting, to_put_right
from pages.upload_queue import check_all, dropped, is_ready, leave_out, waits_for_structure
from pages.upload_steps import headings, names, to_know, understood, which_kind
from pages.upload_templates import templates
from pages.upload_trial import trial_result, what_changes
from pages.visit import Visit
from pages.words import counted, number_in_words, sentence_case
from settings import settings
from warehouse.at_work import begin

_SEEN = "seen that rows are held"


def show(visit: Visit) -> None:
    """Draw the page."""
    if not visit.person.may_upload:
        no_such_page(visit)
        return
    header(visit, "Upload")
    if visit.is_earlier:
        st.markdown("## Files are published to today's version. Return to today to upload.")
        return
    if publishing_shown(visit):
        return
    if not dropped():
        _nothing_dropped(visit)
        return
    place = st.empty()
    files = check_all(visit, partial(_reading, place))
    place.empty()
    _check(visit, files)


def _reading(place: DeltaGenerator, file_name: str, step: str, share: float) -> None:
    """How far the reading of all files is, while it goes on."""
    place.progress(share, text=f"{literal(file_name)}: {step.lower()}")


def _nothing_dropped(visit: Visit) -> None:
    st.markdown("## Drop this month's files here.")
    st.markdown("Nothing changes until you publish, and what you publish can be taken back.")
    drop_zone("Spreadsheets as you have them: .xlsx, .xls, .ods or .csv, several at once")
    templates(visit)
    own_layouts(visit)


def _check(visit: Visit, files: Sequence[Checked]) -> None:
    """What was understood, what is wrong, what will change; at the bottom, publish."""
    ready = [file for file in files if is_ready(file)]
    structure_first = waits_for_structure(visit, files)
    if structure_first:
        ready = [file for file in ready if file.dataset == "structure"]
    st.markdown(f"## {finding(files, ready)}")
    if structure_first:
        st.markdown(
            "The structure goes first: the other files are read again once your directorates "
            "are known."
        )
    else:
        st.markdown("Nothing has changed yet, and nothing will until you publish.")
    left, right = st.columns([1, 2.7], gap="large")
    with left:
        chosen = queue(files)
    held = sum(file.rows_held for file in ready)
    with right:
        _file(visit, chosen)
        if ready:
            what_changes(visit, ready, held)
    if ready:
        _publish_bar(visit, files, ready, held)


def finding(files: Sequence[Checked], ready: Sequence[Checked]) -> str:
    """'Eighteen of 20 files can be published; two answers free 84 rows.'"""
    if len(files) == 1 and not ready:
        return "The file cannot be published yet."
    if len(ready) == len(files):
        said = "The file" if len(files) == 1 else f"All {counted(len(files), 'file')}"
    else:
        some = sentence_case(number_in_words(len(ready))) if ready else "None"
        said = f"{some} of {counted(len(files), 'file')}"
    asked = {(one.kind, one.written) for file in files for one in file.questions}
    if waiting := rows_waiting(files):
        answers = counted(len(asked), "answer")
        free = "frees" if len(asked) == 1 else "free"
        return f"{said} can be published; {answers} {free} {counted(waiting, 'row')}."
    if held := sum(file.rows_held for file in ready):
        is_held = "is" if held == 1 else "are"
        return f"{said} can be published; {counted(held, 'row')} {is_held} held."
    return f"{said} can be published."


def _file(visit: Visit, checked: Checked) -> None:
    file = dropped()[checked.file_name]
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(f"### {literal(checked.file_name)}", width="content")
        st.button(
            "Leave this file out",
            type="tertiary",
            icon=":material/close:",
            on_click=leave_out,
            args=(checked.file_name,),
        )
    understood(checked)
    which_kind(file, checked)
    if to_explain(file, checked):
        explain_headings(visit, file)
        return
    names(visit, file, checked)
    to_put_right(visit, file, checked)
    to_know(checked)
    headings(file, checked)
    if checked.outcome == "accept":
        st.markdown(
            f"Nothing to put right. {sentence_case(counted(checked.rows_ready, 'row'))} ready."
        )


def _publish_bar(
    visit: Visit, files: Sequence[Checked], ready: Sequence[Checked], held: int
) -> None:
    trial = trial_result(visit, ready)
    beside = "distribute" if held or trial is None else "right"
    with (
        st.bottom,
        st.container(horizontal=True, horizontal_alignment=beside, vertical_alignment="center"),
    ):
        has_seen = True
        if held:
            rows = f"{counted(held, 'row')} {'is' if held == 1 else 'are'} held"
            has_seen = st.checkbox(f"I have seen that {rows}", key=f"{_SEEN}: {held}")
        if trial is None:
            st.markdown(":small[:gray[Working out what would move …]]", width="content")
        sent = (
            None if trial is None else receipt(ready, [f for f in files if f not in ready], trial)
        )
        st.button(
            f"Publish {counted(len(ready), 'file')}",
            type="primary",
            disabled=sent is None or not has_seen,
            on_click=_begin_publishing,
            args=(visit, ready, sent),
        )


def _begin_publishing(visit: Visit, ready: Sequence[Checked], sent: Receipt) -> None:
    do = partial(
        publish_files, ready, visit.folder, visit.register, settings(), visit.person.person_id
    )
    begin(visit.folder, visit.person.person_id, PUBLISHING, sent, do)
