"""From small tables written as text to measured, masked and judged values, without a data folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pandas import DataFrame

from metrics.benchmark import reference_lines
from metrics.compute import is_collected, lines, values
from metrics.indicator import Indicator
from metrics.published import judged, shown
from metrics.registry import INDICATORS
from metrics.structure import Break
from metrics.wave_mask import Memory, mask
from settings import Settings, settings
from tests.given import rows
from warehouse.build import load_current, own_database, prepare_views
from warehouse.lasting_names import structure_of


@dataclass(frozen=True)
class Measured:
    """What the publisher works out from some tables, step by step."""

    indicators: dict[str, Indicator]
    lines: DataFrame
    values: DataFrame
    settings: Settings

    def masked(self) -> DataFrame:
        return mask(self.lines, self.indicators, self.settings, Memory()).cells

    def shown(self) -> DataFrame:
        return shown(self.values, self.masked(), self.indicators, self.settings)

    def judged(self, breaks: Sequence[Break] = ()) -> DataFrame:
        peers = reference_lines(self.settings.benchmark_group)
        return judged(self.shown(), self.indicators, self.settings, peers, breaks)


def measured(tables: dict[str, str]) -> Measured:
    """All indicators that these tables allow, as the publisher measures them."""
    choices = settings()
    beside = {dataset: rows(dataset, text) for dataset, text in tables.items()}
    with own_database() as connection:
        load_current(connection, Path(), [], beside)
        prepare_views(connection, choices)
        collected = {key: i for key, i in INDICATORS.items() if is_collected(connection, i)}
        held = lines(connection, collected.values(), structure_of(connection))
    return Measured(collected, held, values(held, collected, choices.assumed_score_sd), choices)


def the(frame: DataFrame, indicator: str, **group: str) -> dict[str, object]:
    """The one row of an indicator in this group, for example directorate="Surgery"."""
    chosen = frame.loc[frame["indicator"] == indicator]
    for column, name in group.items():
        chosen = chosen.loc[chosen[column] == name]
    if len(chosen) != 1:
        raise LookupError(f"{len(chosen)} rows of {indicator} {group}")
    return {str(column): cell for column, cell in chosen.iloc[0].items()}
