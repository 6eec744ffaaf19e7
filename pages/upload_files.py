"""Which files are here: what needs you, what is ready, what we hold already, and where to drop more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data_loaders.pipeline import Checked
from pages.literal import literal
from pages.upload_put_right import rows_to_put_right
from pages.upload_queue import add, forget_all, needs_somebody
from pages.upload_steps import asked_for
from pages.words import counted, in_sentence, sentence_case
from warehouse.datasets import DATASETS

_DROPS = "times_dropped"  # a new drop zone each time, so that it is empty again
_CHOSEN = "file_chosen"
_CHOICES = ("file_needing", "file_ready", "file_held")


def drop_zone(label: str) -> None:
    """Where files are dropped. Every kind is let in: what we cannot read is told in our words."""
    place = f"dropped {st.session_state.get(_DROPS, 0)}"
    st.file_uploader(
        label, accept_multiple_files=True, key=place, on_change=_take_in, args=(place,)
    )


def _take_in(place: str) -> None:
    for file in st.session_state[place] or []:
        add(file.name, file.getvalue())
    st.session_state[_DROPS] = st.session_state.get(_DROPS, 0) + 1


def queue(files: Sequence[Checked]) -> Checked:
    """The files by what they need; returns the one that the visitor looks at."""
    needing = [file for file in files if needs_somebody(file)]
    held = [file for file in files if file.outcome == "no_change"]
    ready = [file for file in files if file not in needing and file not in held]
    by_name = {file.file_name: file for file in files}
    chosen = st.session_state.get(_CHOSEN)
    if chosen not in by_name:
        chosen = st.session_state[_CHOSEN] = (needing or ready or held)[0].file_name
    if needing:
        st.markdown(f"### Need you ({len(needing)})")
        _choice(_CHOICES[0], needing, chosen, with_reason=True)
    if ready:
        st.markdown(f"### Ready ({len(ready)})\n\n{_by_dataset(ready)}")
        is_open = not needing or any(file.file_name == chosen for file in ready)
        with st.expander(sentence_case(counted(len(ready), "file")), expanded=is_open):
            _choice(_CHOICES[1], ready, chosen)
    if held:
        st.markdown(f"### Already held ({len(held)})")
        for file in held:
            st.markdown(f":gray[*{literal(file.file_name)}*: {literal(file.problems[0].sentence)}]")
        if with_rows_held := [file for file in held if file.rows_held]:
            st.markdown(":gray[Rows of these are held, and can still be put right:]")
            _choice(_CHOICES[2], with_rows_held, chosen)
    drop_zone("Add more files")
    st.button("Leave all files out", type="tertiary", on_click=forget_all)
    return by_name[chosen]


def _choice(name: str, files: Sequence[Checked], chosen: str, with_reason: bool = False) -> None:
    """One radio group of three; what is chosen in one is not chosen in the others."""
    names = [file.file_name for file in files]
    labels = {
        file.file_name: f"**{literal(file.file_name)}** :gray[{literal(reason(file))}]"
        if with_reason
        else literal(file.file_name)
        for file in files
    }
    st.session_state[name] = chosen if chosen in names else None
    st.radio(
        "Files",
        names,
        format_func=lambda file_name: labels[file_name],
        key=name,
        label_visibility="collapsed",
        on_change=_choose,
        args=(name,),
    )


def _choose(name: str) -> None:
    if st.session_state[name] is not None:
        st.session_state[_CHOSEN] = st.session_state[name]


def _by_dataset(files: Sequence[Checked]) -> str:
    datasets = Counter(in_sentence(DATASETS[file.dataset].title) for file in files if file.dataset)
    return "  \n".join(f":gray[{number} {title}]" for title, number in datasets.most_common())


def reason(file: Checked) -> str:
    """What a file needs, in a few words: 'two names, nine rows', 'not read'."""
    if file.outcome == "refuse":
        return _REFUSED.get(file.problems[0].code, "not read")
    asks = len(file.questions)
    rows = rows_to_put_right(file)
    needs = [counted(asks, asked_for(file.questions))] if asks else []
    needs += [counted(rows, "row")] if rows else []
    return ", ".join(needs) or "no row is ready"


_REFUSED = {
    "password": "has a password",
    "macros": "contains macros",
    "not_a_spreadsheet": "is not a spreadsheet",
    "damaged": "is damaged",
    "column_missing": "lacks a column",
    "two_readings": "could be two things",
    "not_recognised": "is not recognised",
    "respondent_level": "holds single answers",
    "empty_file": "is empty",
}
