"""Whose names stand in a sheet: the trust's own, ones somebody explained, or questions?"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from data_loaders.kinds import Value
from data_loaders.layouts import Column, Mask
from data_loaders.names import NameQuestion, TrustNames
from data_loaders.personal import may_be_echoed
from data_loaders.problems import Problem
from data_loaders.staff_key import staff_keys
from data_loaders.table import Codes, Table, taken

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
        parts = [
            [] if not name else names[kind].parts(name) if may_be_several else [name]
            for name in written
        ]
        if kind == "objective":
            _tell_of_unlisted(table, column, names[kind], written, codes)
        if names[kind].takes_new_names:
            new = [part for of_cell in parts for part in of_cell]
            names = {**names, kind: names[kind].with_names(new)}
        meant = [[names[kind].meant(part) for part in of_cell] for of_cell in parts]
        _ask_about_unknown(table, column, names[kind], parts, codes)
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
    for place, word in enumerate(written):
        choice = (said.meant(word) or column.kind.chosen(word)) if word else LEFT_EMPTY
        values.append(values_of.get(choice) if choice else None)
        if not word or choice in values_of:
            continue
        rows = codes == place
        if not may_be_echoed(word):
            table.hold(rows, "code_not_known", column.kind.ask, column.name)
            continue
        question = NameQuestion(kind, word, int(rows.sum()), tuple(values_of), is_choice=True)
        table.questions.append(question)
        sentence = f'we found "{word}". {column.kind.ask}'
        table.hold(rows, "code_not_known", sentence, column.name, word)
    table.rows[column.name] = taken(values, column.kind.dtype, codes)


def _ask_about_unknown(
    table: Table, column: Column, names: TrustNames, parts: list[list[str]], codes: Codes
) -> None:
    """One question for each name that nobody knows, whatever cells it stands in."""
    cells_with: dict[str, list[int]] = {}
    for cell, of_cell in enumerate(parts):
        for part in of_cell:
            if names.meant(part) is None:
                cells_with.setdefault(part, []).append(cell)
    for name, cells in cells_with.items():
        _ask(table, column, names, np.isin(codes, cells), name)


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


def _ask(table: Table, column: Column, known: TrustNames, rows: Mask, written: str) -> None:
    """Hold the rows with a name that nobody knows, until somebody says what it means."""
    if not may_be_echoed(written):
        table.hold(rows, "name_unknown", "too long for a name. Write the name alone.", column.name)
        return
    question = NameQuestion(known.kind, written, int(rows.sum()), known.suggestions(written))
    table.questions.append(question)
    table.hold(rows, "name_unknown", question.sentence, column.name, written)
