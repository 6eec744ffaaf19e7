"""Which cells of each survey wave are withheld? Decided once per wave, audited, and kept.

A wave that was published before with other lines is audited together with all that was shown of it
then; cells in which only a few people differ keep their earlier numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from pandas import DataFrame

from metrics.disclosure import in_words
from metrics.disclosure_decision import (
    changed_too_little,
    decide,
    decide_filtered,
)
from metrics.disclosure_wave import Name, names_of
from metrics.indicator import Indicator
from metrics.trait_mask import traits
from metrics.wave_release import (
    CELL,
    MASK,
    WaveRelease,
    asked_of_some,
    same_cells,
    tables,
)
from settings import Settings


class CanBeWorkedOut(Exception):
    """The audit found a group that could be worked out; each argument names a breakdown."""


@dataclass(frozen=True)
class Memory:
    """What was decided before.

    `releases` are those of each wave, the newest first. `masks` are decisions audited before,
    published or not, by what they were decided on; new ones are added. `code` stands for the code
    that decides: what other code decided is decided again, beside what it showed.
    """

    code: str = ""
    masks: MutableMapping[str, list[dict[str, object]]] = field(default_factory=dict)
    releases: Mapping[str, Sequence[WaveRelease]] = field(default_factory=dict)


@dataclass(frozen=True)
class Masked:
    """The lines whose numbers may be shown, and which of their cells are withheld.

    `cells` has MASK's columns. `releases` are the waves as they are now; `kept_in_words` says of
    those decided anew which groups go on with earlier numbers.
    """

    lines: DataFrame
    cells: DataFrame
    releases: tuple[WaveRelease, ...]
    kept_in_words: tuple[str, ...]


def mask(
    lines: DataFrame, indicators: dict[str, Indicator], settings: Settings, memory: Memory
) -> Masked:
    """What may be shown of every survey wave; lines of registers go through as they are.

    One mask serves all measures of a wave that everybody is asked: it is decided on the smallest
    base among them, and audited with the values of all of them. A question that only some are
    asked has one of its own beside it, and so has each gap by characteristic. A cell that the file
    itself withheld counts as small. Raises CanBeWorkedOut where the audit finds a leak.
    """
    opinion = lines["indicator"].isin([key for key, i in indicators.items() if i.is_opinion])
    releases, sentences = [], []
    for period, given in lines.loc[opinion].groupby("period", sort=True):
        earlier = memory.releases.get(str(period), ())
        decided_on = _decided_on(given, settings, memory.code)
        release = next((one for one in earlier if one.decided_on == decided_on), None)
        if release is None:
            cells = _cells(given, indicators, settings, earlier, decided_on, memory)
            release = _released(str(period), decided_on, given, cells, earlier)
            sentences += _in_words(release, settings)
        releases.append(release)
    shown = [lines.loc[~opinion], *(release.lines for release in releases)]
    masks = [DataFrame(columns=MASK), *(release.cells for release in releases)]
    return Masked(
        pd.concat([one for one in shown if len(one)] or shown, ignore_index=True),
        pd.concat([one for one in masks if len(one)] or masks, ignore_index=True),
        tuple(releases),
        tuple(sentences),
    )


def _decided_on(given: DataFrame, settings: Settings, code: str) -> str:
    """A fingerprint of everything that a decision rests on but for the releases before."""
    ordered = given.sort_values([*CELL, "indicator", "weighting", "contrast"])
    said = ordered.to_csv(index=False, float_format="%.6f")
    return hashlib.sha256(f"{code}\n{settings.smallest_group_shown}\n{said}".encode()).hexdigest()


def _cells(
    given: DataFrame,
    indicators: dict[str, Indicator],
    settings: Settings,
    earlier: Sequence[WaveRelease],
    decided_on: str,
    memory: Memory,
) -> DataFrame:
    """The masks of a wave, from memory where the same was decided beside the same releases."""
    beside = "\n".join([decided_on, *(release.decided_on for release in earlier)])
    known = hashlib.sha256(beside.encode()).hexdigest()
    if known in memory.masks:
        return DataFrame(memory.masks[known], columns=MASK)
    cells = _decided(given, indicators, settings.smallest_group_shown, earlier)
    memory.masks[known] = [
        dict(zip(MASK, row, strict=True)) for row in cells[MASK].to_numpy().tolist()
    ]
    return cells


def _decided(
    given: DataFrame,
    indicators: dict[str, Indicator],
    smallest_group: int,
    earlier: Sequence[WaveRelease],
) -> DataFrame:
    """The masks of one wave, one row per cell and mask; raises CanBeWorkedOut."""
    cells, measures = tables(given, indicators)
    gaps = _gaps(given, indicators, smallest_group, _shown_before(earlier))
    if cells.empty:
        return gaps
    if cells["respondents"].max() < smallest_group:  # a pulse that hardly anybody answered
        whole = cells.assign(indicator="", is_withheld=True, is_kept=False)
        return pd.concat([whole[MASK], gaps.assign(is_withheld=True)], ignore_index=True)
    before = _shown_before(earlier)
    seen = [one.as_seen(indicators) for one in before]
    some = {
        name: (
            *tables(given, indicators, name),
            [
                one.as_seen(indicators, name)
                for one in before
                if (one.given["indicator"] == name).any()
            ],
        )
        for name in asked_of_some(indicators)
        if (given["indicator"] == name).any()
    }
    too_little = {
        cell
        for of_cells, answers, releases in some.values()
        for cell in changed_too_little(of_cells, answers, smallest_group, releases)
    }
    decision = decide(cells, smallest_group, measures, seen, too_little)
    if decision.is_whole:
        last = before[0].cells
        return last.assign(is_kept=~last["is_withheld"].astype(bool))
    if decision.leaks:
        raise CanBeWorkedOut(*in_words(decision.leaks, smallest_group))
    parts = [_marked(cells, "", decision.withheld, decision.kept), gaps]
    for name, (of_cells, answers, releases) in some.items():
        hidden = decide_filtered(of_cells, smallest_group, answers, releases, decision)
        if before:  # what is kept is as it was
            hidden = (hidden - decision.kept) | (
                before[0].marked("is_withheld", name) & decision.kept
            )
        parts.append(_marked(of_cells, name, hidden, frozenset()))
    return pd.concat([part for part in parts if len(part)], ignore_index=True)


def _gaps(
    given: DataFrame,
    indicators: Mapping[str, Indicator],
    smallest_group: int,
    earlier: Sequence[WaveRelease],
) -> DataFrame:
    """The masks of the gaps by characteristic, one row per indicator and characteristic."""
    found = [
        {
            **dict.fromkeys(CELL, ""),
            "period": given["period"].iloc[0],
            "breakdown": "characteristic",
            "characteristic": one.characteristic,
            "indicator": one.indicator,
            "is_withheld": one.is_withheld,
            "is_kept": one.is_kept,
        }
        for one in traits(given, indicators, smallest_group, earlier)
    ]
    return DataFrame(found, columns=MASK)


def _marked(
    cells: DataFrame, indicator: str, withheld: frozenset[Name], kept: frozenset[Name]
) -> DataFrame:
    names = names_of(cells)
    return cells.assign(
        indicator=indicator,
        is_withheld=[name in withheld for name in names],
        is_kept=[name in kept for name in names],
    )[MASK]


def _released(
    period: str,
    decided_on: str,
    given: DataFrame,
    cells: DataFrame,
    earlier: Sequence[WaveRelease],
) -> WaveRelease:
    """The wave as it is shown: kept cells with the numbers of the release before."""
    kept = cells.loc[cells["is_kept"].astype(bool)]
    if kept.empty:
        return WaveRelease(period, decided_on, given, given, cells)
    last = _shown_before(earlier)[0].lines
    whole = kept.loc[kept["indicator"] == ""]
    home = dict(zip(same_cells(whole), whole["division"], strict=True))
    gaps = set(zip(kept["indicator"], kept["characteristic"], strict=True))

    def is_kept(rows: DataFrame) -> pd.Series[bool]:
        is_gap = pd.Series(
            [one in gaps for one in zip(rows["indicator"], rows["characteristic"], strict=True)],
            index=rows.index,
            dtype=bool,
        )
        return same_cells(rows).isin(list(home)) | is_gap

    stay = last.loc[is_kept(last)]
    division = same_cells(stay).map(home)
    stay = stay.assign(division=division.where(division.notna(), stay["division"]))
    lines = pd.concat([given.loc[~is_kept(given)], stay], ignore_index=True)
    return WaveRelease(period, decided_on, given, lines, cells)


def _shown_before(earlier: Sequence[WaveRelease]) -> list[WaveRelease]:
    return [one for one in earlier if one.shows_anything]


def _in_words(release: WaveRelease, settings: Settings) -> list[str]:
    """Which groups go on with earlier numbers, and for how long."""
    kept = int(release.cells["is_kept"].astype(bool).sum())
    if not kept:
        return []
    shown = int((~release.cells["is_withheld"].astype(bool)).sum())
    groups = "all groups keep" if kept == shown else f"{kept} groups keep"
    if kept == 1 < shown:
        groups = "1 group keeps"
    few = settings.smallest_group_shown - 1
    why = f"until more than {few} people's answers differ, to protect confidentiality."
    return [f"{release.period}: {groups} earlier numbers {why}"]
