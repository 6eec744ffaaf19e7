"""What was ever shown of each survey wave? Kept in the register, for the confidentiality check."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import pandas as pd
from pandas import DataFrame
from sqlalchemy import Engine

from metrics.periods import day_of
from metrics.structure import Structure
from metrics.wave_release import WaveRelease
from warehouse import register as register_of

Releases = dict[str, list[WaveRelease]]
_TABLES = ("given", "lines", "cells")


def releases_of(register: Engine) -> Releases:
    """The releases of each wave, the newest first."""
    found: Releases = {}
    for row in register_of.wave_releases(register):
        kept = {name: pd.read_parquet(io.BytesIO(row[name])) for name in _TABLES}
        release = WaveRelease(row["period"], row["decided_on"], **kept)
        found.setdefault(release.period, []).append(release)
    return found


def under_lasting_names(releases: Releases, trust: Structure) -> Releases:
    """The same with each directorate by its name of today: it is the same people."""
    return {
        period: [
            one.under_lasting_names(
                {
                    name: trust.name_of(name, day_of(period))
                    for name in one.given["directorate"].unique()
                }
            )
            for one in of_wave
        ]
        for period, of_wave in releases.items()
    }


def to_note(now: Iterable[WaveRelease], before: Releases, sequence: int) -> list[dict[str, Any]]:
    """The rows to keep of the waves that are not shown as they were last; of those that are, none."""
    return [
        {
            "sequence": sequence,
            "period": release.period,
            "decided_on": release.decided_on,
            **{name: _written(getattr(release, name)) for name in _TABLES},
        }
        for release in now
        if release.decided_on not in {one.decided_on for one in before.get(release.period, [])[:1]}
    ]


def _written(rows: DataFrame) -> bytes:
    content = io.BytesIO()
    rows.to_parquet(content, compression="zstd", index=False)
    return content.getvalue()
