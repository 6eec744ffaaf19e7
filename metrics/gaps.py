"""What should have come in by now, and has not? Read from what is held; the assumptions are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from pandas import DataFrame, notna

from metrics.periods import in_words, month_of_wave

State = Literal["held", "part", "none", "not due"]

_EVERY_MONTH = frozenset(range(1, 13))
MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Expected:
    """How often something should come in: our assumption, told beside the grid.

    `due` holds the calendar months in which it is due. `silence` is the number of due months that
    may pass without a row before somebody is said to be missing: nobody trained in one month is
    ordinary. `speaks_backwards` where the newest return also says what was true in earlier months.
    """

    id: str
    title: str
    dataset: str
    due: frozenset[int]
    by_directorate: bool
    in_words: str
    silence: int = 0
    speaks_backwards: bool = False


EXPECTED = (
    Expected(
        "training_attendance", "Training attendance", "training_attendance", _EVERY_MONTH, True,
        "monthly from each directorate", silence=1,
    ),
    Expected(
        "project_register", "Project register", "project_register", _EVERY_MONTH, True,
        "monthly from each directorate; the newest register also holds the earlier months",
        speaks_backwards=True,
    ),
    Expected("pdsa_log", "PDSA log", "pdsa_log", _EVERY_MONTH, False, "monthly, one for the trust"),
    Expected(
        "workforce", "Workforce", "workforce", frozenset({3, 9}), True,
        "each March and September, every directorate",
    ),
    # The national pulse survey runs in April, July and January; the yearly survey takes the place
    # of the autumn's (NHS England, National Quarterly Pulse Survey guidance).
    Expected(
        "pulse", "Pulse survey", "staff_survey", frozenset({1, 4, 7}), True,
        "each January, April and July, by directorate",
    ),
    Expected(
        "self_assessment", "Self-assessment", "self_assessment", frozenset(), False,
        "when the trust assesses itself; no month is fixed",
    ),
)  # fmt: skip
YEARLY_SURVEY = Expected(
    "staff_survey", "Staff survey", "staff_survey", frozenset({10}), True,
    "each autumn, by directorate",
)  # fmt: skip
IN_WORDS = (
    "Training, the project register and the PDSA log are due monthly; workforce each March and "
    "September; the pulse survey each January, April and July; the staff survey each autumn. "
    "A directorate is said to be missing from training after two months of silence that are "
    "longer than any silence in the year before, since in one month nobody may have been trained."
)


@dataclass(frozen=True)
class Cell:
    """One period of one line: how many of those expected have sent something."""

    state: State
    count: int
    of: int
    is_gap: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a coverage grid; `note` says its gap in a few words, '' without one."""

    title: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Gap:
    """Something missing: what, from whom (nobody named: the whole trust), since which month.

    `since` is '' where nothing is held in any of the periods shown.
    """

    expected: Expected
    directorates: tuple[str, ...]
    since: str


@dataclass(frozen=True)
class Grid:
    """Lines over the same periods."""

    periods: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Coverage:
    """What is held, what is missing: datasets by month, survey waves by year, each by directorate."""

    by_month: Grid
    by_wave: Grid
    gaps: tuple[Gap, ...]
    of_directorates: Mapping[str, Grid]


def coverage_of(rows: DataFrame, directorates: DataFrame) -> Coverage:
    """What is held in the twelve months up to the newest of which anything is held, and by wave.

    `rows` and `directorates` are what warehouse.snapshot's coverage and directorates return. A
    directorate is expected from the month in which it began.
    """
    began = {
        str(name): f"{first:%Y-%m}" if notna(first) else ""
        for name, first in zip(directorates["directorate"], directorates["valid_from"], strict=True)
    }
    dated = rows.assign(month=[month_of(str(period)) for period in rows["period"]])
    is_wave = (dated["dataset"] == YEARLY_SURVEY.dataset) & (dated["period"].str.len() == 4)
    monthly, waves = dated.loc[~is_wave & (dated["month"] != "")], dated.loc[is_wave]
    months = months_to(monthly["month"].max()) if len(monthly) else ()
    years = waves_to(waves["month"].min(), waves["month"].max()) if len(waves) else ()
    read = [_read(expected, monthly, months, began) for expected in EXPECTED]
    yearly = _read(YEARLY_SURVEY, waves, years, began)
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


def month_of(period: str) -> str:
    """The month a period stands for, a wave's being its October; '' where there is none."""
    if len(period) == 4:
        return month_of_wave(period)
    if "-Q" not in period:
        return period
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
class _Read:
    expected: Expected
    line: Line
    gaps: tuple[Gap, ...]
    directorates: Grid


def _read(
    expected: Expected, rows: DataFrame, periods: Sequence[str], began: Mapping[str, str]
) -> _Read:
    """One dataset over the periods: as a whole, what is missing, and from each who should send it."""
    senders = began if expected.by_directorate else {"": ""}
    held = _held(expected, rows, periods, senders)
    due = {
        name: [p for p in periods if int(p[5:]) in expected.due and p >= first]
        for name, first in senders.items()
    }
    if not any(held.values()):
        none = tuple(_cell(0, len(senders), int(p[5:]) in expected.due, True) for p in periods)
        if not expected.due:
            return _Read(expected, Line(expected.title, "", none), (), Grid((), ()))
        gap = Gap(expected, (), "")
        return _Read(expected, Line(expected.title, "nothing held", none), (gap,), Grid((), ()))
    since = {
        name: first
        for name in senders
        if (first := silent_since(due[name], held[name], expected.silence))
    }
    lines = tuple(
        Line(
            name,
            f"since {month_in_words(since[name])}" if name in since else "",
            tuple(
                _cell(int(p in held[name]), 1, p in due[name], p >= since.get(name, "~"))
                for p in periods
            ),
        )
        for name in senders
    )
    cells = []
    for place, period in enumerate(periods):
        expecting = [name for name, first in senders.items() if period >= first]
        cells.append(
            _cell(
                sum(period in held[name] for name in expecting),
                len(expecting),
                any(period in due[name] for name in expecting),
                any(line.cells[place].is_gap for line in lines),
            )
        )
    gaps = _together(expected, since, len(senders))
    whole = Line(expected.title, _note(gaps), tuple(cells))
    return _Read(expected, whole, gaps, Grid(tuple(periods), lines))


def _held(
    expected: Expected, rows: DataFrame, periods: Sequence[str], senders: Mapping[str, str]
) -> dict[str, set[str]]:
    """In which of the periods each sender ('' the trust as a whole) has rows."""
    mine = rows.loc[rows["dataset"] == expected.dataset]
    held: dict[str, set[str]] = {name: set() for name in senders}
    for directorate, month in zip(mine["directorate"], mine["month"], strict=True):
        name = str(directorate) if expected.by_directorate else ""
        if name in held:
            held[name].add(str(month))
    if expected.speaks_backwards:
        return {
            name: {p for p in periods if p <= max(has, default="")} for name, has in held.items()
        }
    return {name: has & set(periods) for name, has in held.items()}


def _cell(count: int, of: int, is_due: bool, is_gap: bool) -> Cell:
    if count:
        return Cell("held" if count == of else "part", count, of, is_gap)
    return Cell("none" if is_due else "not due", 0, of, is_gap and is_due)


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
