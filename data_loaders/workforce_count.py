"""How many people, and how many whole-time equivalents, are in rows of active assignments?"""

from __future__ import annotations

import pandas as pd

from data_loaders.layouts import Mask

_ASSIGNMENT = ["snapshot_on", "staff_key", "assignment"]
_COUNTED = [*_ASSIGNMENT, "directorate", "staff_group", "band", "is_primary", "wte"]


def again(rows: pd.DataFrame) -> Mask:
    """Rows that repeat an assignment word for word."""
    return (rows["assignment"].notna() & rows.duplicated(_COUNTED)).to_numpy(dtype=bool)


def told_differently(rows: pd.DataFrame) -> pd.Series[bool]:
    """Rows of one assignment on one day that disagree with each other."""
    once = rows[rows["assignment"].notna() & ~again(rows)]
    differing = once.index[once.duplicated(_ASSIGNMENT, keep=False)]
    return pd.Series(rows.index.isin(differing), index=rows.index)


def second_primary(rows: pd.DataFrame) -> pd.Series[bool]:
    """Primary assignments of somebody who has one already that day."""
    primary = rows[rows["is_primary"].fillna(False) & ~again(rows)]
    second = primary.index[primary.duplicated(["snapshot_on", "staff_key"])]
    return pd.Series(rows.index.isin(second), index=rows.index)


def has_no_primary(rows: pd.DataFrame) -> pd.Series[bool]:
    """Assignments of people of whom no primary one is here that day."""
    is_primary = rows["is_primary"].fillna(False).astype(bool)
    return ~is_primary.groupby([rows["snapshot_on"], rows["staff_key"]]).transform("any").fillna(
        True
    ).astype(bool)


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """One line per day, directorate, staff group and band; each stands at the first row in it.

    Headcount: distinct people, each at their first primary assignment of the day. WTE: the sum
    over all assignments, missing where none says it.
    """
    cell = ["snapshot_on", "period", "directorate", "staff_group", "band"]
    is_counted = rows["is_primary"].astype(bool)
    is_counted &= ~rows[is_counted].duplicated(["snapshot_on", "staff_key"]).reindex(
        rows.index, fill_value=False
    )
    lines = (
        rows.assign(headcount=is_counted.astype("Int64"), first=rows.index)
        .groupby(cell, dropna=False, sort=False)
        .agg(
            headcount=("headcount", "sum"),
            wte=("wte", lambda values: values.sum(min_count=1)),
            first=("first", "min"),
        )
        .reset_index()
    )
    lines["wte"] = lines["wte"].round(4)
    return lines.set_index("first")
