"""How do a register's parts add up, by hand? Months as whole numbers, groups as sums of parts."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from metrics.registry import INDICATORS
from tests.metrics.slow_survey_twins import Answer, Held, Key, Twin, home_of

Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """What one group adds to the numerator and the denominator of a month."""

    month: int
    directorate: str
    staff_group: str | None
    band: str | None
    numerator: float
    denominator: float


def number_of(day: date) -> int:
    """The month of a day as a whole number: a year later is twelve more."""
    return day.year * 12 + day.month - 1


def period_of(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def last_day(month: int) -> date:
    year, place = month // 12, month % 12 + 1
    return date(year, place, calendar.monthrange(year, place)[1])


def months(first: date | None, last: date | None) -> range:
    if first is None or last is None:
        return range(0)
    return range(number_of(first), number_of(last) + 1)


def earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def with_a_year_behind(known: range) -> range:
    """The months of which the eleven before are known too."""
    return known[11:]


def directorates_held(held: Held) -> set[str]:
    """The directorates that a register, a list or a headcount names."""
    named = ("project_register", "training_attendance", "workforce")
    return {row["directorate"] for dataset in named for row in held[dataset]}


# Which of division, directorate, staff group and band must be known to be in a breakdown.
SAID_BY = {"division": 0, "directorate": 1, "staff_group": 2, "band": 3}


def group_of(part: Part, division: str, breakdown: str) -> tuple[str, str, str, str]:
    return {
        "trust": ("", "", "", ""),
        "division": (division, "", "", ""),
        "directorate": (division, part.directorate, "", ""),
        "staff_group": ("", "", part.staff_group or "", ""),
        "band": ("", "", "", part.band or ""),
    }[breakdown]


def totals(held: Held, parts: Iterable[Part], breakdown: str) -> dict[Key, list[float]]:
    """Sums of numerator and denominator of each group of a breakdown."""
    sums: dict[Key, list[float]] = {}
    for part in parts:
        named = called_then(held, part.directorate, part.month)
        home = home_of(held, named, date(part.month // 12, part.month % 12 + 1, 1)) or ""
        group = group_of(replace(part, directorate=named), home, breakdown)
        if breakdown != "trust" and not group[SAID_BY[breakdown]]:
            continue
        division, directorate, staff_group, band = group
        period = period_of(part.month)
        key: Key = (period, breakdown, division, directorate, staff_group, band, "", "")
        total = sums.setdefault(key, [0.0, 0.0])
        total[0] += part.numerator
        total[1] += part.denominator
    return sums


def called_then(held: Held, directorate: str, month: int) -> str:
    """The directorate that stands for this one in a month: itself until it ends, then its heir."""
    for row in sorted(held["structure"], key=lambda row: row["valid_to"] or date.max):
        ended = row["valid_to"]
        is_over = ended is not None and number_of(ended) < month
        if row["directorate"] == directorate and is_over and row["became"]:
            directorate = row["became"]
    return directorate


def headcounts(held: Held, wanted: Iterable[int]) -> list[Part]:
    """The headcount at each month: the newest snapshot on or before its last day."""
    parts = []
    for month in wanted:
        days = [row["snapshot_on"] for row in held["workforce"]]
        newest = latest(day for day in days if day <= last_day(month))
        for row in held["workforce"]:
            if row["snapshot_on"] == newest:
                parts.append(
                    Part(
                        month,
                        row["directorate"],
                        row["staff_group"],
                        row["band"],
                        0.0,
                        row["headcount"],
                    )
                )
    return parts


def divided(indicator: str, per: float, parts_of: Callable[[Held], list[Part]]) -> Twin:
    """numerator / denominator, times 100 or 1,000, in every group of the indicator."""

    def twin(held: Held) -> dict[Key, Answer]:
        parts = parts_of(held)
        return {
            key: (per * top / base, base)
            for breakdown in INDICATORS[indicator].dimensions
            for key, (top, base) in totals(held, parts, breakdown).items()
            if base > 0
        }

    return twin


def counted(indicator: str, parts_of: Callable[[Held], list[Part]]) -> Twin:
    """The numerator itself; there is no base."""

    def twin(held: Held) -> dict[Key, Answer]:
        return {
            key: (top, None)
            for breakdown in INDICATORS[indicator].dimensions
            for key, (top, _) in totals(held, parts_of(held), breakdown).items()
        }

    return twin


def represented(indicator: str, parts_of: Callable[[Held], list[Part]]) -> Twin:
    """A group's share of those counted over its share of headcount, among groups that are known."""

    def twin(held: Held) -> dict[Key, Answer]:
        found: dict[Key, Answer] = {}
        for breakdown in INDICATORS[indicator].dimensions:
            sums = totals(held, parts_of(held), breakdown)
            for key, (top, base) in sums.items():
                all_top = sum(t for other, (t, _) in sums.items() if other[0] == key[0])
                all_base = sum(b for other, (_, b) in sums.items() if other[0] == key[0])
                if base > 0 and all_top > 0:
                    found[key] = ((top / all_top) / (base / all_base), base)
        return found

    return twin


def least_reached(indicator: str, parts_of: Callable[[Held], list[Part]]) -> Twin:
    """The smallest min(r, 1/r) among a unit's staff groups of 20 people or more, drawn by 20 people."""

    def twin(held: Held) -> dict[Key, Answer]:
        found: dict[Key, Answer] = {}
        parts = parts_of(held)
        groups = sorted({part.staff_group for part in parts if part.staff_group})
        for breakdown in INDICATORS[indicator].dimensions:
            by_group = {
                group: totals(held, [p for p in parts if p.staff_group == group], breakdown)
                for group in groups
            }
            for key in {key for sums in by_group.values() for key in sums}:
                cells = [
                    sums[key] for sums in by_group.values() if key in sums and sums[key][1] >= 20
                ]
                all_top, all_base = sum(t for t, _ in cells), sum(b for _, b in cells)
                if len(cells) < 2 or all_top == 0:
                    continue
                unit = all_top / all_base
                ratios = [(top + 20 * unit) / (base + 20) / unit for top, base in cells]
                found[key] = (min(min(r, 1 / r) for r in ratios), all_base)
        return found

    return twin
