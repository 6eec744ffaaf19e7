"""What holds rows of a file, and where can it be put right: in the workbook, or here?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st
from pandas import DataFrame

from data_loaders.corrections import Correctable, Correction, correctable
from data_loaders.marked_copy import marked_copy, name_of_copy
from data_loaders.pipeline import Checked
from data_loaders.problems import Problem
from pages.export import export
from pages.literal import literal
from pages.upload_queue import Dropped, correct
from pages.upload_steps import ASKED_ABOUT, part_title, problem_lines, problem_table
from pages.visit import Visit
from pages.words import counted, sentence_case

_CELLS_OFFERED = 100  # more are quicker put right in the workbook
_CORRECTIONS_TOLD = 10
_CELL, _WRITE, _FOUND, _EMPTY = "Row, heading", "Write instead", "We found", "Or empty it"


def to_put_right(visit: Visit, file: Dropped, checked: Checked) -> None:
    """The rows that are held and what to do about each; names have their own place above."""
    held = held_rows(checked)
    rows = rows_to_put_right(checked)
    if rows:
        counts = "it does not count" if rows == 1 else "they do not count"
        part_title(f"{counted(rows, 'row')} to put right", f"held until then; {counts}")
        problem_table(problem_lines(held), "What to do", "Rows to put right")
        _workbook(visit, file, checked)
    if cells := correctable(held):
        _correct_here(file, checked, cells)
    _corrected(file, checked)


def held_rows(checked: Checked) -> list[Problem]:
    """What holds rows, without the names and words that are asked about."""
    asked = {question.written for question in checked.questions}
    return [
        one
        for one in checked.problems
        if one.severity == "hold" and not (one.code in ASKED_ABOUT and one.found in asked)
    ]


def rows_to_put_right(checked: Checked) -> int:
    """How many rows are held for something else than an answer."""
    return len({(one.sheet, one.row) for one in held_rows(checked)})


def rows_waiting(files: Iterable[Checked]) -> int:
    """How many rows answers would free: one that waits for two answers, or is wrong besides, is
    not counted twice.
    """
    return sum(
        min(
            sum(question.rows for question in file.questions),
            max(file.rows_held - rows_to_put_right(file), 0),
        )
        for file in files
    )


def _workbook(visit: Visit, file: Dropped, checked: Checked) -> None:
    export(
        visit,
        "Your workbook, with these cells marked",
        partial(marked_copy, file.content, file.file_name, checked.problems, checked.corrections),
        name_of_copy(file.file_name),
        f"marked copy of a workbook not uploaded, {checked.dataset}",
        key=f"marked copy of {file.reading}",
    )


def _correct_here(file: Dropped, checked: Checked, cells: Sequence[Correctable]) -> None:
    """A row for each cell, to write what it should say; everything is then read again."""
    offered = cells[:_CELLS_OFFERED]
    with st.expander(f"Correct {counted(len(offered), 'cell')} here", icon=":material/edit:"):
        others = len(cells) - len(offered)
        first = f"The first {len(offered)} of {len(cells):,}. " if others else ""
        st.markdown(
            f":gray[{first}Write what each cell should say. Your file stays as it is; rows you "
            "leave as they are stay held.]"
        )
        with st.form(f"correct {file.reading}", border=False):
            written = st.data_editor(
                _as_table(offered),
                hide_index=True,
                num_rows="fixed",
                disabled=(_CELL, _FOUND),
                column_config={
                    # What is written stands second, so that a phone shows it without scrolling.
                    _CELL: st.column_config.TextColumn(width=150),
                    _WRITE: st.column_config.TextColumn(width=140, max_chars=500),
                    _FOUND: st.column_config.TextColumn(width=140),
                    _EMPTY: st.column_config.CheckboxColumn(width=110),
                },
                key=f"corrections {file.reading}",
            )
            if st.form_submit_button("Read again", icon=":material/refresh:"):
                new = _written(offered, written)
                correct(file, [*_without(checked.corrections, new), *new])
                st.rerun()


def _as_table(cells: Sequence[Correctable]) -> DataFrame:
    several_sheets = len({cell.sheet for cell in cells}) > 1
    return DataFrame(
        {
            _CELL: [
                (f"{cell.sheet}: " if several_sheets and cell.sheet else "")
                + f"{cell.row}, {cell.heading}"
                for cell in cells
            ],
            _WRITE: ["" for _ in cells],
            _FOUND: [cell.found for cell in cells],
            _EMPTY: [False for _ in cells],
        }
    )


def _written(cells: Sequence[Correctable], table: DataFrame) -> list[Correction]:
    """The cells that something was written for, or that are to be empty."""
    said = zip(cells, table[_WRITE], table[_EMPTY], strict=True)
    return [
        Correction(cell.sheet, cell.row, cell.letter, "" if is_empty else text.strip())
        for cell, text, is_empty in said
        if is_empty or (text or "").strip()
    ]


def _without(corrections: Sequence[Correction], others: Sequence[Correction]) -> list[Correction]:
    spots = {other.spot for other in others}
    return [one for one in corrections if one.spot not in spots]


def _corrected(file: Dropped, checked: Checked) -> None:
    """What is read as it was written here, each to be undone."""
    made = checked.corrections
    if not made:
        return
    part_title(f"{counted(len(made), 'cell')} corrected here", "your file stays as it is")
    for one in made[:_CORRECTIONS_TOLD]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_in_words(one), width="stretch")
            st.button(
                "Undo",
                type="tertiary",
                icon=":material/undo:",
                on_click=correct,
                args=(file, _without(made, [one])),
                key=f"undo {file.reading} {one.spot}",
            )
    if len(made) > 1:
        st.button(
            f"Undo all {len(made)}",
            type="tertiary",
            icon=":material/undo:",
            on_click=correct,
            args=(file, []),
            key=f"undo all {file.reading}",
        )


def _in_words(correction: Correction) -> str:
    where = (
        f"{correction.sheet}, row {correction.row}" if correction.sheet else f"row {correction.row}"
    )
    heading = f", {correction.heading}" if correction.heading else ""
    if correction.is_personal:
        now = "corrected, not repeated here"
    else:
        now = f"now “{correction.value}”" if correction.value else "now empty"
    return literal(f"{sentence_case(where)}{heading}: {now}")
