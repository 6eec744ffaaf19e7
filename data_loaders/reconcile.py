"""Whose names stand in a sheet: the trust's own, ones somebody explained, or questions?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data_loaders.kinds import Value
from data_loaders.layouts import Column, Mask
from data_loaders.names import Meaning, NameQuestion, TrustNames, bare_name
from data_loaders.personal import may_be_echoed
from data_loaders.problems import Problem
from data_loaders.staff_key import staff_keys
from data_loaders.table import Codes, Table, taken

# More different names than this in one column are no names to ask about: it is another column.
MOST_ASKED = 250
LEFT_EMPTY = "leave it empty"  # what else a word may mean where a column needs no value


def reconcile(table: Table, names: dict[str, TrustNames], folder: Path) -> dict[str, TrustNames]:
    """Names become the trust's own; a name nobody knows is asked about, and its rows wait.

    Staff numbers become keyed hashes. Returns the names known from here on: a store that knew
    none takes in those of its first file.
    """
    for column in table.layout.columns_understood:
        if column.name not in table.written:
            continue
        written, codes = table.written[column.name]
        if column.kind.names == "person":
            keys = iter(staff_keys((name for name in written if name), folder))
            hashed = [next(keys) if name else None for name in written]
            table.rows[column.name] = taken(hashed, "str", codes)
            continue
        if column.kind.choices:
            _choose(table, column, names)
            continue
        may_be_several = column.kind.names in ("lead_directorate", "directorates")
        kind = "directorate" if may_be_several else str(column.kind.names)
        written, codes, days = _by_day(table, names[kind], written, codes)
        parts = [
            [] if not name else names[kind].parts(name) if may_be_several else [name]
            for name in written
        ]
        if kind == "objective":
            _tell_of_unlisted(table, column, names[kind], written, codes)
        if names[kind].takes_new_names:
            new = [part for of_cell in parts for part in of_cell]
            names = {**names, kind: names[kind].with_names(new)}
        meant = [
            [names[kind].meant(part, day) for part in of_cell]
            for of_cell, day in zip(parts, days, strict=True)
        ]
        _ask_about_unknown(table, column, names[kind], parts, codes, days)
        _note_answers(table, names[kind], parts, codes)
        known = [list(dict.fromkeys(name for name in cell if name)) for cell in meant]
        if column.kind.names == "directorates":
            table.rows[column.name] = taken(
                ["; ".join(all_) or None for all_ in known], "str", codes
            )
            continue
        table.rows[column.name] = taken([cell[0] if cell else None for cell in known], "str", codes)
        if column.kind.names == "lead_directorate":
            others = ["; ".join(cell[1:]) or None for cell in known]
            table.rows["other_than_lead"] = taken(others, "str", codes)
    return names


def _choose(table: Table, column: Column, names: dict[str, TrustNames]) -> None:
    """Words for what is on a closed list become their values: as somebody said, else by the kind."""
    written, codes = table.written[column.name]
    kind = f"{table.layout.dataset}.{column.name}"
    said = names.get(kind, TrustNames(kind, {}))
    values_of: dict[str, Value] = dict(column.kind.choices)
    if column.may_be_empty:
        values_of[LEFT_EMPTY] = None
    values: list[Value] = []
    unknown: dict[str, list[int]] = {}  # places by the word as it is compared
    for place, word in enumerate(written):
        choice = (said.meant(word) or column.kind.chosen(word)) if word else LEFT_EMPTY
        values.append(values_of.get(choice) if choice else None)
        if word and choice not in values_of:
            unknown.setdefault(bare_name(word), []).append(place)
    if len(unknown) > MOST_ASKED:
        places = [place for of_word in unknown.values() for place in of_word]
        _hold_too_many(table, column, "code_not_known", np.isin(codes, places), len(unknown))
        unknown = {}
    for places in unknown.values():
        word = str(written[places[0]])
        rows = np.isin(codes, places)
        if not may_be_echoed(word):
            table.hold(rows, "code_not_known", column.kind.ask, column.name)
            continue
        question = NameQuestion(kind, word, int(rows.sum()), tuple(values_of), is_choice=True)
        table.questions.append(question)
        sentence = f'we found "{word}". {column.kind.ask}'
        table.hold(rows, "code_not_known", sentence, column.name, word)
    table.rows[column.name] = taken(values, column.kind.dtype, codes)
    _note_answers(table, said, [[word] if word else [] for word in written], codes)


def _note_answers(table: Table, names: TrustNames, parts: list[list[str]], codes: Codes) -> None:
    """How many rows were read as somebody said, by the name that was explained."""
    rows = np.bincount(codes[codes >= 0], minlength=len(parts))
    for place, of_cell in enumerate(parts):
        for bare in {bare_name(part) for part in of_cell} & names.said:
            table.answers_used[names.kind, bare] += int(rows[place])


def _by_day(
    table: Table, names: TrustNames, written: list[str | None], codes: Codes
) -> tuple[list[str | None], Codes, list[date | None]]:
    """Names that mean something else at some time, told apart by the day of their row.

    Returns the cells, which of them stands in each row, and the day each is read of.
    """
    days: list[date | None] = [None] * len(written)
    dated = [
        place
        for place, name in enumerate(written)
        if name and any(bare_name(part) in names.dated for part in names.parts(name))
    ]
    if not dated or table.layout.day is None:
        return written, codes, days
    written, codes = list(written), codes.copy()
    day_of_row = table.layout.day(table.rows, table.found).to_numpy()
    for place in dated:
        rows = np.flatnonzero(codes == place)
        of_rows = day_of_row[rows]
        for day in pd.unique(of_rows[~pd.isna(of_rows)]):
            codes[rows[of_rows == day]] = len(written)
            written.append(written[place])
            days.append(pd.Timestamp(day).date())
    return written, codes, days


def _ask_about_unknown(
    table: Table,
    column: Column,
    names: TrustNames,
    parts: list[list[str]],
    codes: Codes,
    days: list[date | None],
) -> None:
    """One question for each name that nobody knows, whatever cells it stands in."""
    first_written: dict[str, str] = {}
    cells_with: dict[tuple[str, Meaning | None], list[int]] = {}
    for cell, (of_cell, day) in enumerate(zip(parts, days, strict=True)):
        for part in of_cell:
            if names.meant(part, day) is None:
                bare = bare_name(part) or part
                first_written.setdefault(bare, part)
                cells_with.setdefault((bare, names.at(part, day)), []).append(cell)
    if len(cells_with) > MOST_ASKED:
        every = [cell for cells in cells_with.values() for cell in cells]
        _hold_too_many(table, column, "name_unknown", np.isin(codes, every), len(cells_with))
        return
    for (bare, among), cells in cells_with.items():
        rows = np.isin(codes, cells)
        if rows.any():
            _ask(table, column, names, rows, first_written[bare], among)


def _tell_of_unlisted(
    table: Table, column: Column, names: TrustNames, written: list[str | None], codes: Codes
) -> None:
    """One warning for each objective that is on no list, where the trust has a list."""
    if not names.spellings:
        return
    for place, name in enumerate(written):
        rows = int((codes == place).sum())
        if name and rows and names.meant(name) is None:
            shown = f'"{name}"' if may_be_echoed(name) else "one objective"
            could_be = names.suggestions(name)
            hint = f" Was {could_be[0]} meant?" if could_be else ""
            table.problems.append(
                Problem(
                    "objective_not_listed",
                    "warn",
                    f"{shown} ({'1 row' if rows == 1 else f'{rows} rows'}) is on no list of "
                    f"objectives. Kept as it is written.{hint}",
                    table.found.sheet,
                    column=table.found.headings.get(column.name),
                )
            )


def taken_as_new(before: TrustNames, now: TrustNames) -> list[Problem]:
    """One warning for a store that knew no directorate and has taken in those of its first file."""
    names = sorted(set(now.spellings.values()) - set(before.spellings.values()))
    if not before.takes_new_names or not names:
        return []
    return [
        Problem(
            "names_taken_as_new",
            "warn",
            "No directorate is known yet, so the names in this file are taken as they are: "
            f"{', '.join(names)}. Load the structure first if they are not the trust's own.",
        )
    ]


def _hold_too_many(table: Table, column: Column, code: str, rows: Mask, many: int) -> None:
    """One thing to say instead of hundreds to ask: the heading stands over something else."""
    sentence = (
        f"{many:,} different entries here are on none of our lists. Is it the right column? "
        "Say under Headings what it holds, or leave it out."
    )
    table.hold(rows, code, sentence, column.name)


def _ask(
    table: Table,
    column: Column,
    known: TrustNames,
    rows: Mask,
    written: str,
    among: Meaning | None,
) -> None:
    """Hold the rows with a name that nobody knows, until somebody says what it means."""
    if not may_be_echoed(written):
        table.hold(rows, "name_unknown", "too long for a name. Write the name alone.", column.name)
        return
    question = NameQuestion(
        known.kind,
        written,
        int(rows.sum()),
        among.names if among else known.suggestions(written),
        since=among.valid_from if among else None,
    )
    table.questions.append(question)
    table.hold(rows, "name_unknown", question.sentence, column.name, written)
