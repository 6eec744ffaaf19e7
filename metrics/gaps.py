"""What should have come in by now, and has not, or came late? Read from what is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from pandas import DataFrame, Timestamp, notna

from metrics.expected import EXPECTED, YEARLY_SURVEY, Expected, last_month_due, last_wave_due
from metrics.grid import Cell, Coverage, Gap, Grid, Line, NilReturn
from metrics.periods import in_words, kind_of, month_of_wave

MONTHS_SHOWN = 12


def coverage_of(
    rows: DataFrame,
    directorates: DataFrame,
    arrivals: DataFrame | None = None,
    nil_returns: Sequence[NilReturn] = (),
    today: date | None = None,
) -> Coverage:
    """What is held in twelve months and in every wave, what was late and what is missing.

    `rows`, `directorates` and `arrivals` are what warehouse.snapshot's coverage, directorates and
    arrivals return; without arrivals nothing is said to be late. A directorate is expected from
    the month in which it began. The months end with the newest of which anything is held or, as
    at `today`, was due; without it, time stands still where the data end.
    """
    began = {
        str(name): f"{first:%Y-%m}" if notna(first) else ""
        for name, first in zip(directorates["directorate"], directorates["valid_from"], strict=True)
    }
    dated = _dated(rows)
    monthly, waves = _apart(dated)
    late = _apart(_dated(arrivals)) if arrivals is not None else (None, None)
    months: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    if len(monthly):
        months = months_to(max(monthly["month"].max(), last_month_due(today) if today else ""))
    if len(waves):
        newest = max(waves["month"].max(), last_wave_due(today) if today else "")
        years = waves_to(waves["month"].min(), newest)
    read = [
        _read(expected, _Given(monthly, late[0], nil_returns, months, began, today))
        for expected in EXPECTED
    ]
    yearly = _read(YEARLY_SURVEY, _Given(waves, late[1], nil_returns, years, began, today))
    return Coverage(
        by_month=Grid(months, tuple(one.line for one in read)),
        by_wave=Grid(years, (yearly.line,)),
        gaps=tuple(gap for one in (*read, yearly) for gap in one.gaps),
        of_directorates={
            one.expected.id: one.directorates
            for one in (*read, yearly)
            if one.expected.by_directorate and one.directorates.periods
        },
    )


def _dated(rows: DataFrame) -> DataFrame:
    return rows.assign(month=[month_of(str(period)) for period in rows["period"]])


def _apart(dated: DataFrame) -> tuple[DataFrame, DataFrame]:
    """What stands in a month and is expected at all, and the waves of the yearly survey."""
    dated = dated.loc[dated["dataset"].isin({expected.dataset for expected in EXPECTED})]
    is_wave = (dated["dataset"] == YEARLY_SURVEY.dataset) & (dated["period"].str.len() == 4)
    return dated.loc[~is_wave & (dated["month"] != "")], dated.loc[is_wave]


def month_of(period: str) -> str:
    """The month a period stands for, a wave's being its October; '' where there is none."""
    if len(period) == 4:
        return month_of_wave(period)
    if kind_of(period) != "quarter":
        return period[:7]
    first = 3 * int(period[-1]) + 1  # a financial year's first quarter begins in April
    return f"{int(period[:4]) + (first > 12)}-{(first - 1) % 12 + 1:02d}"


def months_to(newest: str) -> tuple[str, ...]:
    """The twelve months that end with `newest`, oldest first."""
    last = int(newest[:4]) * 12 + int(newest[5:]) - 1
    return tuple(
        f"{number // 12}-{number % 12 + 1:02d}"
        for number in range(last - MONTHS_SHOWN + 1, last + 1)
    )


def waves_to(first: str, newest: str) -> tuple[str, ...]:
    """The Octobers from the first wave held to the newest."""
    return tuple(month_of_wave(str(year)) for year in range(int(first[:4]), int(newest[:4]) + 1))


def silent_since(due: Sequence[str], held: AbstractSet[str], silence: int) -> str | None:
    """The first period due of a silence that lasts until now and is out of the ordinary, or None.

    It is where more than `silence` periods passed and, if any may pass, more than ever before.
    """
    runs = [0]
    for period in due:
        if period in held:
            runs.append(0)
        else:
            runs[-1] += 1
    usual = max(silence, *runs[:-1], 0) if silence else 0
    return due[-runs[-1]] if runs[-1] > usual else None


@dataclass(frozen=True)
class _Given:
    """What one dataset is read from."""

    rows: DataFrame
    arrivals: DataFrame | None
    nil_returns: Sequence[NilReturn]
    periods: Sequence[str]
    began: Mapping[str, str]
    today: date | None


@dataclass(frozen=True)
class _Read:
    expected: Expected
    line: Line
    gaps: tuple[Gap, ...]
    directorates: Grid = field(default=Grid((), ()))


def _read(expected: Expected, given: _Given) -> _Read:
    """One dataset over the periods: as a whole, what is missing, and from each who should send it."""
    rows = given.rows.loc[given.rows["dataset"] == expected.dataset]
    # A log whose projects are on no register is nobody's in particular.
    from_each = expected.by_directorate and (rows.empty or rows["directorate"].ne("").any())
    senders = given.began if from_each else {"": ""}
    periods = given.periods
    held = _held(expected, rows, periods, senders)
    nil = {
        name: {
            one.month
            for one in given.nil_returns
            if (one.dataset, one.directorate) == (expected.id, name)
        }
        for name in senders
    }
    due = {
        name: [p for p in periods if p >= first and _is_due(expected, p, given.today)]
        for name, first in senders.items()
    }
    if not any(held.values()) and not any(nil.values()):
        none = tuple(
            Cell("none" if is_due else "not due", 0, len(senders), is_due)
            for is_due in (_is_due(expected, p, given.today) for p in periods)
        )
        if not expected.due:
            return _Read(expected, Line(expected.title, "", none), ())
        return _Read(expected, Line(expected.title, "nothing held", none), (Gap(expected, (), ""),))
    since = {
        name: first
        for name in senders
        if (first := silent_since(due[name], held[name] | nil[name], expected.silence))
    }
    late = _days_late(expected, given.arrivals, senders)
    lines = tuple(
        Line(
            name,
            f"since {month_in_words(since[name])}" if name in since else "",
            tuple(
                _cell_of_one(
                    p in held[name],
                    p in nil[name],
                    p in due[name],
                    p >= since.get(name, "~"),
                    late.get((name, p), 0),
                )
                for p in periods
            ),
        )
        for name in senders
    )
    expecting = [[p >= first for first in senders.values()] for p in periods]
    cells = tuple(
        _cell_of_all([line.cells[place] for line in lines], expecting[place])
        for place in range(len(periods))
    )
    gaps = _together(expected, since, len(senders))
    whole = Line(expected.title, _note(gaps), cells)
    by_directorate = Grid(tuple(periods), lines) if from_each else Grid((), ())
    return _Read(expected, whole, gaps, by_directorate)


def _is_due(expected: Expected, period: str, today: date | None) -> bool:
    """Should this period's rows be here by now?"""
    return int(period[5:]) in expected.due and (today is None or expected.due_on(period) < today)


def _held(
    expected: Expected, rows: DataFrame, periods: Sequence[str], senders: Mapping[str, str]
) -> dict[str, set[str]]:
    """In which of the periods each sender ('' the trust as a whole) has rows."""
    held: dict[str, set[str]] = {name: set() for name in senders}
    for directorate, month in zip(rows["directorate"], rows["month"], strict=True):
        name = "" if "" in senders else str(directorate)
        if name in held:
            held[name].add(str(month))
    if expected.speaks_backwards:
        return {
            name: {p for p in periods if p <= max(has, default="")} for name, has in held.items()
        }
    return {name: has & set(periods) for name, has in held.items()}


def _days_late(
    expected: Expected, arrivals: DataFrame | None, senders: Mapping[str, str]
) -> dict[tuple[str, str], int]:
    """By how many days each sender's month came late, of what fell due since the dataset first came.

    What fell due before is history, loaded when we began: nobody was late with it.
    """
    if arrivals is None:
        return {}
    mine = arrivals.loc[arrivals["dataset"] == expected.dataset]
    if mine.empty:
        return {}
    began = _day(mine["first_uploaded_at"].min())
    late: dict[tuple[str, str], int] = {}
    for directorate, month, at in zip(
        mine["directorate"], mine["month"], mine["first_uploaded_at"], strict=True
    ):
        due = expected.due_on(str(month))
        if due >= began:
            sender = ("" if "" in senders else str(directorate), str(month))
            days = max(0, (_day(at) - due).days)
            late[sender] = min(days, late.get(sender, days))
    return late


def _day(moment: Timestamp) -> date:
    return moment.date()


def _cell_of_one(is_held: bool, is_nil: bool, is_due: bool, is_silent: bool, late: int) -> Cell:
    if is_held:
        return Cell("held", 1, 1, days_late=late)
    if is_nil:
        return Cell("nil", 1, 1, nil=1)
    if is_due:
        return Cell("none", 0, 1, is_gap=is_silent)
    return Cell("not due", 0, 1)


def _cell_of_all(cells: Sequence[Cell], is_expected: Sequence[bool]) -> Cell:
    """The trust's cell out of those of its directorates that existed then."""
    asked = [cell for cell, expected in zip(cells, is_expected, strict=True) if expected]
    count, nil = sum(cell.count for cell in asked), sum(cell.nil for cell in asked)
    is_gap = any(cell.is_gap for cell in cells)
    if count == 0:
        is_due = any(cell.state == "none" for cell in asked)
        return Cell("none" if is_due else "not due", 0, len(asked), is_gap)
    if nil == len(asked):
        return Cell("nil", count, count, nil=nil)
    late = max(cell.days_late for cell in asked)
    if count == len(asked):
        return Cell("held", count, count, False, nil, late)
    return Cell("part", count, len(asked), is_gap, nil, late)


def _together(expected: Expected, since: Mapping[str, str], senders: int) -> tuple[Gap, ...]:
    """Directorates that went silent in the same month are one gap; all of them are the trust's."""
    gaps = []
    for first in sorted(set(since.values())):
        names = tuple(sorted(name for name, month in since.items() if month == first))
        gaps.append(Gap(expected, () if len(names) == senders else names, first))
    return tuple(gaps)


def _note(gaps: Sequence[Gap]) -> str:
    """'Pathology', 'two directorates', 'since August' for the whole trust; '' without a gap."""
    if not gaps:
        return ""
    names = [name for gap in gaps for name in gap.directorates]
    if not names:
        return f"since {month_in_words(gaps[0].since)}"
    return names[0] if len(names) == 1 else f"{len(names)} directorates"


def month_in_words(month: str) -> str:
    """'August': the months of a grid are within one year."""
    return in_words(month).split()[0]
