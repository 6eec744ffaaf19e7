"""Which of the trust's numbers move, which have a new period, and how is that said and shown?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from pandas import DataFrame

from metrics.finding import MARKS, subject
from metrics.periods import in_words, kind_of
from pages.parts import open_numbers
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted, listed, number_in_words

Line = tuple[str, str, str, str]  # which number, before, after, the verdict after
_FIRST = 8  # lines of a table before the rest is folded away


@dataclass(frozen=True)
class Moves:
    """The trust's values that differ between two versions, as lines of tables.

    `moved` are periods that both have; `new` are periods that only the later has, 'first' ones
    among them; `gone` are periods that the later lacks. The numbers count indicators, each once:
    one that moved and has a new month counts as moved.
    """

    moved: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()
    gone: tuple[Line, ...] = ()
    indicators_moved: int = 0
    indicators_new: int = 0
    indicators_first: int = 0
    indicators_gone: int = 0
    period: str = "period"  # what the new ones have: 'month', 'year', or 'period' where both
    indicator_of: Mapping[str, str] = field(default_factory=dict)  # by a line's first cell

    @property
    def is_nothing(self) -> bool:
        return not (self.moved or self.new or self.gone)


def moves_of(lines: DataFrame, before: str = "now") -> Moves:
    """What warehouse.compare's trust_lines hold, in words.

    `before` is how a verdict that changes names the old one: 'now' or 'was'.
    """
    records = lines.astype(object).where(lines.notna(), None).to_dict("records")
    # First what is judged otherwise now: that is what somebody will ask about.
    records.sort(key=lambda row: _verdicts(row)[0] == _verdicts(row)[1])
    published = {_name(row) for row in records if row["weighting"] == "weighted"}
    told: dict[str, list[tuple[Mapping[str, Any], Line]]] = {
        "moved": [], "new period": [], "first": [], "gone": [],
    }  # fmt: skip
    for row in records:
        if row["weighting"] == "unweighted" and _name(row) in published:
            continue  # the published, weighted value is the one that pages show
        line = _line(row, before)
        if row["kind"] == "moved" and line[1] == line[2] and _verdicts(row)[0] == _verdicts(row)[1]:
            continue  # by less than is shown
        told[row["kind"]].append((row, line))
    moved = {row["indicator"] for row, _ in told["moved"]}
    new = {row["indicator"] for row, _ in told["new period"]} - moved
    kinds = {kind_of(row["period"]) for row, _ in told["new period"]}
    return Moves(
        moved=tuple(line for _, line in told["moved"]),
        new=tuple(line for _, line in (*told["new period"], *told["first"])),
        gone=tuple(line for _, line in told["gone"]),
        indicators_moved=len(moved),
        indicators_new=len(new),
        indicators_first=len({row["indicator"] for row, _ in told["first"]} - moved - new),
        indicators_gone=len({row["indicator"] for row, _ in told["gone"]} - moved - new),
        period=kinds.pop() if len(kinds) == 1 else "period",
        indicator_of={
            line[0]: str(row["indicator"]) for lines in told.values() for row, line in lines
        },
    )


def moves_in_words(moves: Moves, does_move: str = "moved", do_move: str = "moved") -> str:
    """'three indicators moved, and four have a new month'; 'no indicator moved'."""
    parts = []
    if moves.indicators_moved:
        verb = does_move if moves.indicators_moved == 1 else do_move
        parts.append(f"{counted(moves.indicators_moved, 'indicator')} {verb}")
    for number, has, have in (
        (moves.indicators_new, f"has a new {moves.period}", f"have a new {moves.period}"),
        (moves.indicators_first, "has its first value", "have their first value"),
        (moves.indicators_gone, "loses its newest value", "lose their newest value"),
    ):
        if number:
            verb = has if number == 1 else have
            what = counted(number, "indicator") if not parts else number_in_words(number)
            parts.append(f"{what} {verb}")
    return listed(parts) if parts else f"no indicator {does_move}"


def moves_told(visit: Visit, moves: Moves, columns: tuple[str, str], moving: str) -> None:
    """The tables: what moves, what has a new period, what is gone; each long one folded.

    `columns` name before and after; `moving` heads the first table: 'Indicator that moves'.
    """
    for heading, lines in (
        (moving, moves.moved),
        (f"Indicator with a new {moves.period}", moves.new),
        ("Indicator that loses its newest value", moves.gone),
    ):
        if lines:
            _table(visit, moves, heading, columns, lines[:_FIRST])
        if rest := lines[_FIRST:]:
            with st.expander(f"And {len(rest)} more"):
                _table(visit, moves, heading, columns, rest)


def _table(
    visit: Visit, moves: Moves, heading: str, columns: tuple[str, str], lines: Sequence[Line]
) -> None:
    plain_table(
        (heading, *columns, "Verdict"), lines, (44, 12, 12, 32), f"{heading}s", numbers=(1, 2)
    )
    open_numbers(visit, [moves.indicator_of[line[0]] for line in lines])


def _name(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["kind"], row["indicator"], row["characteristic"]


def _line(row: Mapping[str, Any], before: str) -> Line:
    known = subject(str(row["indicator"]))
    # A rate's title names its unit already. No line may break between a number and its unit.
    written = known.number if known.statistic == "rate" else known.with_unit
    now, after = (written(row[column]).replace(" ", "\u00a0") for column in ("now", "after"))
    period = in_words(row["period"])
    if row["period_before"]:
        period = f"{period} after {in_words(row['period_before'])}"
    name = ", ".join(filter(None, (known.title, row["characteristic"], period)))
    if row["kind"] == "gone":
        return name, now or "–", "–", "no longer held"
    return name, now or "–", after or "–", verdict_in_words(row, before)


def verdict_in_words(row: Mapping[str, Any], before: str) -> str:
    """'▲ improved, as before', '▲ improved (now: ● no clear change)', 'no verdict'."""
    now, after = _verdicts(row)
    said = f"{MARKS[after]} {after}".strip() or "no verdict"
    if now == after:
        return f"{said}, as before" if after else said
    return f"{said} ({before}: {MARKS[now]} {now})" if now else said


def _verdicts(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["verdict_now"] or "", row["verdict_after"] or ""
