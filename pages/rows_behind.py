"""Which uploaded rows stand behind an indicator's value in one period, and whose are they?"""

from __future__ import annotations

from pandas import DataFrame

from metrics.indicator import Indicator
from metrics.periods import months_from
from warehouse.datasets import DATASETS

# Survey indicators that declare neither measure nor questions of their own.
MEASURES = {"engagement_gap": ("E",), "response_rate": ("response_rate",)}
# Rows of single days, of which an indicator may count the last months; others tell how it stood.
DATED = ("training_attendance", "pdsa_log")


def datasets_behind(indicator: Indicator) -> list[str]:
    """What it is made of: the datasets it needs, then others that its source names."""
    needed = [need.partition(".")[0] for need in indicator.needs]
    named = [one for one in DATASETS if DATASETS[one].title.lower() in indicator.source.lower()]
    return list(dict.fromkeys([*needed, *named]))


def behind(
    held: DataFrame,
    dataset: str,
    indicator: Indicator,
    period: str,
    breakdown: str,
    directorates: list[str],
) -> DataFrame:
    """The coverage rows behind the value of one area in one period.

    `directorates` are those of the area, none for the whole trust and what is not by directorate.
    Of what is counted day by day the months it counts; of the rest the period's own, else the
    newest before it.
    """
    rows = of_indicator(held.loc[held["dataset"] == dataset], indicator)
    if indicator.grain == "change":
        mine = directorates or list(rows["directorate"])
        return rows.loc[(rows["period"] == period) & rows["directorate"].isin(mine)]
    if dataset == "staff_survey":
        from_shown = indicator.roll_up == "from shown"
        rows = lines_behind(rows, "directorate" if from_shown else breakdown, directorates)
    elif directorates:
        rows = rows.loc[rows["directorate"].isin([*directorates, ""])]
    return in_time(rows, dataset, indicator, period)


def by_directorate(
    held: DataFrame, dataset: str, indicator: Indicator, period: str
) -> dict[str, DataFrame]:
    """The coverage rows behind each directorate's value in one period, A to Z."""
    rows = of_directorates(held.loc[held["directorate"] != ""], dataset, indicator, period)
    return {str(name): mine for name, mine in rows.groupby("directorate")}


def of_directorates(held: DataFrame, dataset: str, indicator: Indicator, period: str) -> DataFrame:
    """Of one dataset's rows those that directorates' values in one period are read from."""
    rows = of_indicator(held.loc[held["dataset"] == dataset], indicator)
    if dataset == "staff_survey":
        rows = rows.loc[rows["breakdown"] == "directorate"]
    if indicator.grain == "change":
        return rows.loc[rows["period"] == period]
    return in_time(rows, dataset, indicator, period)


def of_indicator(rows: DataFrame, indicator: Indicator) -> DataFrame:
    """Of survey lines those of its own questions and its own kind of survey; else all rows."""
    if indicator.grain not in ("wave", "quarter"):
        return rows
    of_kind = rows["period"].str.contains("-Q") == (indicator.grain == "quarter")
    measures = (indicator.measure,) if indicator.measure else indicator.home_of
    return rows.loc[of_kind & rows["measure"].isin(MEASURES.get(indicator.id, measures))]


def in_time(rows: DataFrame, dataset: str, indicator: Indicator, period: str) -> DataFrame:
    """The rows that a period's value is read from."""
    if rows.empty:
        return rows
    at = rows.loc[rows["period"] <= period, "period"]
    if dataset in DATED:
        until = rows.loc[at.index]
        if indicator.months_counted is None or until.empty:
            return until
        counted = months_from(until["period"].min(), period)[-indicator.months_counted :]
        return until.loc[until["period"].isin(counted)]
    newest = at.max() if len(at) else rows["period"].max()
    return rows.loc[rows["period"] == newest]


def lines_behind(rows: DataFrame, breakdown: str, directorates: list[str]) -> DataFrame:
    """The survey lines a value is made of: those of its kind, or the trust's as it is headlined.

    The trust's is the published weighted line, else its unweighted one, else all directorates'.
    """
    of_directorates = rows.loc[rows["breakdown"] == "directorate"]
    if directorates:
        return of_directorates.loc[of_directorates["directorate"].isin(directorates)]
    if breakdown not in ("trust", "division"):
        return rows.loc[rows["breakdown"] == breakdown]
    trust = rows.loc[rows["breakdown"] == "trust"]
    weighted = trust.loc[trust["weighting"] == "weighted"]
    return next((found for found in (weighted, trust) if len(found)), of_directorates)


def place_in_words(lines: DataFrame) -> str:
    """'12 to 25', '118 between 6 and 1,204' where other rows lie between, '7'."""
    first, last = int(lines["first_row"].min()), int(lines["last_row"].max())
    many = int(lines["rows"].sum())
    if many < last - first + 1:
        return f"{many:,} between {first:,} and {last:,}"
    return f"{first:,} to {last:,}" if last > first else f"{first:,}"
