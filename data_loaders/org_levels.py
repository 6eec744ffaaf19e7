"""Which level of the staff record's organisation holds the trust's directorates?

Each trust built its tree in its own way: directorates stand at level 3, 4 or 5. The level whose
names the trust knows best is the one; the others are not read.
"""

from __future__ import annotations

import numpy as np

from data_loaders.names import TrustNames
from data_loaders.problems import Problem
from data_loaders.table import Table

LEVELS: dict[str, tuple[str, ...]] = {
    f"org_l{level}": (
        f"Org L{level}", f"Org Level {level}", f"Organisation Level {level}",
        f"Organization Level {level}", f"OrgL{level}", f"L{level}",
    )
    for level in range(2, 8)
} | {
    "organisation": (
        "Organisation Name", "Organization Name", "Organisation", "Organization", "OrganizationName",
    )
}  # fmt: skip
_USUAL = "org_l4"  # where no directorate is known yet
_SURE = 0.5  # of the rows: their level's names are known


def read_level(table: Table, directorates: TrustNames) -> None:
    """Make the column `directorate` of the level that holds the directorates, if none says so."""
    levels = [name for name in LEVELS if name in table.written]
    if not levels:
        return
    if "directorate" not in table.written:
        known = {name: _share_known(table, name, directorates) for name in levels}
        chosen = max(levels, key=lambda name: (known[name], name == _USUAL))
        _take(table, chosen)
        if known[chosen] < _SURE:
            heading = table.found.headings["directorate"]
            table.problems.append(
                Problem(
                    "level_assumed",
                    "warn",
                    f'"{heading}" is taken for the directorate, though the trust knows few of its '
                    'names. If another level is, change its heading to "Directorate".',
                    table.found.sheet,
                )
            )
    for name in levels:
        table.written.pop(name, None)
        if name in table.found.cells:
            del table.found.cells[name]
            heading = table.found.headings.pop(name)
            table.found.ignored += (heading,)


def _share_known(table: Table, level: str, directorates: TrustNames) -> float:
    names, codes = table.written[level]
    is_known = np.array(
        [bool(name) and directorates.meant(str(name)) is not None for name in names]
    )
    return float(is_known[codes].mean()) if len(names) else 0.0


def _take(table: Table, level: str) -> None:
    found = table.found
    table.written["directorate"] = table.written.pop(level)
    found.cells["directorate"] = found.cells.pop(level)
    found.headings["directorate"] = found.headings.pop(level)
    table.hold(
        found.cells["directorate"].is_empty,
        "empty",
        "empty. Write the directorate the person works in.",
        "directorate",
    )
