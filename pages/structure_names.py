"""What did people say that names mean, and how is a wrong answer put right?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data_loaders.answers import Answer, answers, may_mean
from metrics.periods import day_in_words
from pages.literal import literal
from pages.parts import key
from pages.plain_table import plain_table
from pages.upload_done import begin_taking_back
from pages.upload_queue import names_changed
from pages.upload_steps import kind_in_words
from pages.visit import Visit
from pages.words import counted, listed, sentence_case
from warehouse.register import forget_meaning, remember_meaning

_CORRECTED = "answer_corrected"
_SHOWN = 12


def names_answered(visit: Visit) -> None:
    """Every answer with who gave it and how many rows were read so; one can be changed."""
    st.markdown("### Names answered")
    read_the_old_way(visit)
    said = answers(visit.register)
    if not said:
        st.markdown(
            ":gray[None yet. Upload asks about each name it does not know, once; the answers are "
            "kept here.]"
        )
        return
    key("Rows: how many, in files that count, were read with the answer.")
    left, right = st.columns([2, 1], gap="medium")
    with left:
        table(visit, said[:_SHOWN])
        if len(said) > _SHOWN:
            with st.expander(sentence_case(f"{counted(len(said) - _SHOWN, 'more answer')}")):
                table(visit, said[_SHOWN:])
    with right:
        put_right(visit, said)


def table(visit: Visit, said: Sequence[Answer]) -> None:
    """Written, meaning, who and when, rows of files that count."""
    plain_table(
        ("Written", "Means", "Said by", "Rows"),
        [
            (
                f"{one.written} ({kind_in_words(one.kind)})",
                one.meaning + between(one),
                f"{visit.called(one.said_by)}, {day_said(one)}",
                f"{one.rows:,}" if one.uses else "–",
            )
            for one in said
        ],
        (32, 31, 27, 10),
        "Names answered",
        numbers=(3,),
    )


def day_said(one: Answer) -> str:
    """'12 Nov 2026'."""
    day = date.fromisoformat(one.said_on)
    return f"{day.day} {day:%b %Y}"


def between(one: Answer) -> str:
    """', from 1 April 2024', ', until 31 March 2024'; empty where it always holds."""
    begins = f", from {day_in_words(one.valid_from)}" if one.valid_from else ""
    ends = f", until {day_in_words(one.valid_to)}" if one.valid_to else ""
    return begins + ends


def put_right(visit: Visit, said: Sequence[Answer]) -> None:
    """Change an answer, say from when to when it holds, or forget it."""
    with st.container(border=True):
        chosen = st.selectbox(
            "Change an answer",
            range(len(said)),
            format_func=lambda place: in_one_line(said[place]),
            index=None,
            placeholder="Choose a name",
            key="answer_to_change",
        )
        if chosen is None:
            return
        one = said[chosen]
        st.markdown(f":small[:gray[{literal(where_used(one))}]]")
        options = may_mean(one.kind, visit.folder, visit.register)
        place = options.index(one.meaning) if one.meaning in options else None
        name = f"{one.kind} {one.written} {one.valid_from}"
        meaning = st.selectbox("It means", options, index=place, key=f"meaning of {name}")
        begins = st.date_input("From", one.valid_from, format="DD/MM/YYYY", key=f"from {name}")
        ends = st.date_input("Until", one.valid_to, format="DD/MM/YYYY", key=f"until {name}")
        st.markdown(":small[:gray[Empty if it always holds.]]")
        is_backwards = bool(begins and ends and ends < begins)
        if is_backwards:
            st.markdown("It ends before it begins. Put right one of the days.")
        with st.container(horizontal=True):
            st.button(
                "Save",
                type="primary",
                disabled=meaning is None or is_backwards,
                on_click=change,
                args=(visit, one, meaning, begins, ends),
            )
            st.button("Forget", icon=":material/delete:", on_click=forget, args=(visit, one))


def in_one_line(one: Answer) -> str:
    """'COTE: Care of Older People, until 31 March 2024'."""
    return f"{one.written}: {one.meaning}{between(one)}"


def where_used(one: Answer) -> str:
    """'61 rows of two files were read so: a.xlsx and b.xlsx.'"""
    if not one.uses:
        return "No row that counts was noted as read so."
    files = counted(len(one.uses), "file")
    names = listed([use.file_name for use in one.uses])
    were = "was" if one.rows == 1 else "were"
    return f"{sentence_case(counted(one.rows, 'row'))} of {files} {were} read so: {names}."


def change(visit: Visit, one: Answer, meaning: str, begins: date | None, ends: date | None) -> None:
    """The name means something else from now on; what was loaded stays until it is taken back."""
    forget_meaning(visit.register, one.kind, one.written, one.valid_from, visit.person.person_id)
    remember_meaning(
        visit.register, one.kind, one.written, meaning, visit.person.person_id, begins, ends
    )
    corrected(one)


def forget(visit: Visit, one: Answer) -> None:
    """The name is asked about again."""
    forget_meaning(visit.register, one.kind, one.written, one.valid_from, visit.person.person_id)
    corrected(one)


def corrected(one: Answer) -> None:
    names_changed()
    st.session_state["answer_to_change"] = None
    st.session_state[_CORRECTED] = one


def read_the_old_way(visit: Visit) -> None:
    """After a correction: which files still count with the old meaning, and how to load them anew."""
    one: Answer | None = st.session_state.get(_CORRECTED)
    if one is None:
        return
    with st.container(border=True):
        st.markdown(f"**“{literal(one.written)}” is put right** for files from now on.")
        if not one.uses:
            return
        them = "it" if len(one.uses) == 1 else "them"
        st.markdown(
            f"{literal(where_used(one))} They keep the old meaning until you take {them} back and "
            f"drop {them} on Upload again."
        )
        files = counted(len(one.uses), "file")
        with st.container(horizontal=True):
            st.button(
                f"Take back {files}",
                icon=":material/undo:",
                disabled=visit.is_earlier,
                on_click=take_back,
                args=(visit, one),
            )
            st.button("Leave as it is", on_click=leave)


def take_back(visit: Visit, one: Answer) -> None:
    leave()
    what = one.uses[0].file_name if len(one.uses) == 1 else f"{len(one.uses)} files"
    begin_taking_back(visit, tuple(use.upload_id for use in one.uses), what)


def leave() -> None:
    st.session_state.pop(_CORRECTED, None)
