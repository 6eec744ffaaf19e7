"""How are a file's headings to be read? The visitor says it once; it is remembered."""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from data_loaders import explaining
from data_loaders.explaining import NOT_SAID, READINGS, Asked, Gap, Guess, Reading
from data_loaders.names import TrustNames, trust_names
from data_loaders.own_layouts import OwnLayout, forget, remembered, what_clashes, what_is_wrong
from data_loaders.pipeline import Checked, say
from data_loaders.problems import LoadError, grouped
from data_loaders.rows import ROWS_SEARCHED_FOR_HEADINGS
from data_loaders.suggest import looked_at
from data_loaders.workbook import Sheet, read
from pages.literal import literal
from pages.upload_queue import Dropped, leave_as_it_is, read_as_said
from pages.visit import Visit
from pages.words import counted, listed, sentence_case

_MAY_BE_EXPLAINED = ("not_recognised", "column_missing", "heading_gone", "constant_needed")
_THEIRS, _OURS, _FIRST = "Your heading", "We should read it as", "First values"


def to_explain(file: Dropped, checked: Checked) -> bool:
    """Is the visitor asked how the file is to be read: nobody knows, or they want to say it?"""
    is_strange = any(problem.code in _MAY_BE_EXPLAINED for problem in checked.problems)
    return file.is_being_explained or (checked.outcome == "refuse" and is_strange)


def explain_headings(visit: Visit, file: Dropped) -> None:
    """The kind, the sheet and its headings, each with what we would read it as; then read it so."""
    names = trust_names(visit.folder, visit.register)
    with st.container(border=True):
        st.markdown(
            "### Say how to read it\n\n:gray[It is remembered, with your name and today's date: "
            "next month's file is known by its headings.]"
        )
        guess, reading = _where(visit, file, names)
        asked = explaining.headings_asked(guess, reading or READINGS[0], names)
        _first_rows(guess, asked)
        if reading is None:
            st.markdown("Choose what it is. If it is none of these, leave the file out.")
            return
        chosen = _headings(file, guess, reading, asked)
        bare = explaining.explained(reading, chosen, {})
        missing = explaining.gaps(bare, guess, reading, asked, names, file.file_name)
        constants = {gap.column.name: _for_the_whole_file(file, gap) for gap in missing}
        own = explaining.explained(reading, chosen, constants)
        _read_so(visit, file, own, reading)


def _where(
    visit: Visit, file: Dropped, names: dict[str, TrustNames]
) -> tuple[Guess, Reading | None]:
    """Which sheet, which row, what kind: as we guess, until the visitor chooses."""
    sheets = _sheets(file)
    if not file.guesses:
        own = remembered(visit.register)
        file.guesses[None, None] = explaining.first_guess(sheets, names, own)
    guess = file.guesses[None, None]
    kind, *which, where = st.columns([2.2, 1.4, 1] if len(sheets) > 1 else [3.6, 1])
    sheet = guess.sheet
    if which:
        sheet = which[0].selectbox(
            "Sheet",
            sheets,
            index=sheets.index(guess.sheet),
            format_func=lambda one: one.name or "",
            key=f"sheet of {file.file_name}",
        )
    if sheet is not guess.sheet:
        guess = _guess(file, sheet, names)
    row = where.number_input(
        "Heading row",
        1,
        min(sheet.height, ROWS_SEARCHED_FOR_HEADINGS),
        guess.row + 1,
        key=f"row of {file.file_name} {sheet.name}",
    )
    if row != guess.row + 1:
        guess = _guess(file, sheet, names, row - 1)
    reading = kind.selectbox(
        "What is it?",
        READINGS,
        index=READINGS.index(guess.reading) if guess.reading else None,
        format_func=lambda one: one.title,
        placeholder="Choose",
        key=f"reading of {file.file_name} {sheet.name} {row}",
    )
    return guess, reading


def _guess(
    file: Dropped, sheet: Sheet, names: dict[str, TrustNames], row: int | None = None
) -> Guess:
    """Guessed once: a table of 150 columns takes seconds."""
    if (sheet.name, row) not in file.guesses:
        file.guesses[sheet.name, row] = explaining.guess_of(sheet, names, row)
    return file.guesses[sheet.name, row]


def _sheets(file: Dropped) -> tuple[Sheet, ...]:
    """The top of each sheet that is not hidden; read once for all that is asked about it."""
    if not file.looked_at:
        sheets = read(file.content, file.file_name)
        file.looked_at = tuple(
            looked_at(sheet) for sheet in sheets if not sheet.is_hidden and sheet.height
        )
    return file.looked_at


def _first_rows(guess: Guess, asked: list[Asked]) -> None:
    rows = explaining.first_rows(guess, asked)
    letters = explaining.letters_of(guess.sheet)
    frame = DataFrame([cells for _, cells in rows], columns=letters, index=[row for row, _ in rows])
    st.dataframe(frame, width="stretch")


def _headings(file: Dropped, guess: Guess, reading: Reading, asked: list[Asked]) -> dict[str, str]:
    """One row a heading; what the visitor chose for each."""
    frame = DataFrame(
        [(one.heading, one.filled_in, one.first_values) for one in asked],
        columns=[_THEIRS, _OURS, _FIRST],
    )
    edited = st.data_editor(
        frame,
        width="stretch",
        hide_index=True,
        num_rows="fixed",
        column_config={
            _THEIRS: st.column_config.TextColumn(disabled=True),
            _OURS: st.column_config.SelectboxColumn(
                options=list(reading.options), required=True, width="medium"
            ),
            _FIRST: st.column_config.TextColumn(disabled=True),
        },
        key=f"headings of {file.file_name} {guess.sheet.name} {guess.row} {reading.title}",
    )
    return dict(zip(edited[_THEIRS], edited[_OURS].fillna(NOT_SAID), strict=True))


def _for_the_whole_file(file: Dropped, gap: Gap) -> str:
    """A column that no heading is: what every row holds, or '' while nothing is said."""
    if not gap.may_be_constant:
        st.markdown(literal(gap.sentence))
        return ""
    said = st.selectbox(
        f"{literal(gap.sentence)} If it is the same in every row:",
        list(gap.answers),
        index=None,
        placeholder="Choose, or write it here",
        accept_new_options=True,
        key=f"{gap.column.name} of {file.file_name}",
    )
    return gap.answers.get(said, said) if said else ""


def _read_so(visit: Visit, file: Dropped, own: OwnLayout, reading: Reading) -> None:
    for sentence in what_clashes(own, reading.layout):
        st.markdown(literal(sentence))
    cannot = bool(what_is_wrong(own, reading.layout))
    if own.not_read and not cannot:  # until then some of them have only not been chosen yet
        st.markdown(f":gray[Not read in, not kept: {literal(listed(own.not_read))}.]")
    with st.container(horizontal=True):
        is_said = st.button("Read the file so", disabled=cannot, key=f"read {file.file_name} so")
        if file.is_being_explained:
            st.button("Leave it as it is", on_click=leave_as_it_is, args=(file,), type="tertiary")
    if not is_said:
        return
    with st.spinner("Reading the file"):
        try:
            checked = say(
                file.content,
                file.file_name,
                visit.folder,
                visit.register,
                own,
                visit.person.person_id,
            )
        except LoadError as reason:
            st.markdown(literal(str(reason)))
            return
    if checked.own_layout is not None:
        read_as_said(file, checked)
        st.rerun()
    for group in grouped(checked.problems):
        for message in group.messages[:3]:
            st.markdown(literal(message))


def own_layouts(visit: Visit) -> None:
    """Every sheet the trust explained, by whom and when; each can be forgotten."""
    known = remembered(visit.register)
    if not known:
        return
    with st.expander(f"{sentence_case(counted(len(known), 'sheet'))} explained by your trust"):
        for own in known:
            reading = explaining.reading_of(own)
            left, right = st.columns([4, 1], vertical_alignment="center")
            title = reading.title if reading else own.layout
            left.markdown(
                f"**{literal(title)}**, {literal(own.said)} of {literal(own.file_name)}  \n"
                f":small[:gray[{literal(listed(own.headings_read))}]]"
            )
            right.button(
                "Forget",
                on_click=forget,
                args=(visit.register, own, visit.person.person_id),
                key=f"forget {own.said_at} {own.file_name}",
            )
