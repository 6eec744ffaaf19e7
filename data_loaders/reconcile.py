"""Whose names stand in a sheet: the trust's own, ones somebody explained, or questions?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data_loaders.layouts import Column, Mask
from data_loaders.names import NameQuestion, TrustNames, parts_of
from data_loaders.personal import may_be_echoed
from data_loaders.problems import Problem
from data_loaders.staff_key import staff_keys
from data_loaders.table import Table, taken


def reconcile(table: Table, names: dict[str, TrustNames], folder: Path) -> dict[str, TrustNames]:
    """Names become the trust's own; a name nobody knows is asked about, and its rows wait.

    Staff numbers become keyed hashes. Returns the names known from here on: a store that knew
    none takes in those of its first file.
    """
    for column in table.layout.columns_understood:
        if column.kind.names is None or column.name not in table.found.cells:
            continue
        codes, written = pd.factorize(table.rows[column.name])
        if column.kind.names == "person":
            table.rows[column.name] = taken(staff_keys(written, folder), "str", codes)
            continue
        may_be_several = column.kind.names in ("lead_directorate", "directorates")
        kind = "directorate" if may_be_several else column.kind.names
        if names[kind].takes_new_names:
            new = [
                part for name in written for part in (parts_of(name) if may_be_several else [name])
            ]
            names = {**names, kind: names[kind].with_names(new)}
        known = names[kind]
        lead: list[str | None] = []
        others: list[str | None] = []
        for place, name in enumerate(written):
            meant = known.several(name) if may_be_several else {name: known.meant(name)}
            for part in (part for part, its_meaning in meant.items() if its_meaning is None):
                _ask(table, column, known, codes == place, part)
            known_names = list(dict.fromkeys(meaning for meaning in meant.values() if meaning))
            if column.kind.names == "directorates":
                lead.append("; ".join(known_names) or None)
            else:
                lead.append(known_names[0] if known_names else None)
                others.append("; ".join(known_names[1:]) or None)
        table.rows[column.name] = taken(lead, "str", codes)
        if column.kind.names == "lead_directorate":
            table.rows["other_than_lead"] = taken(others, "str", codes)
    return names


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
