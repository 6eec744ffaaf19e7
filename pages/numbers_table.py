"""Which numbers does a chart show? The same ones as a table, in words that stand in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from pandas import DataFrame

from metrics.finding import Finding
from metrics.periods import in_words
from pages.literal import literal


def by_group(groups: Sequence[Finding], heading: str, base: str) -> DataFrame:
    """A row a group: value, interval, base, change since a year before with its verdict.

    Beside the value stands the one drawn towards the others, where any group has one; beside the base
    of how many more the answer is not known, where that is worth saying of any.
    """
    is_partly_known = any(group.known_in_words for group in groups)
    is_drawn_in = any(group.drawn_in is not None for group in groups)
    rows = [
        {
            heading: group.group,
            "Value": group.value_in_words,
            "95 % interval": group.interval_in_words,
            **(
                {"Drawn towards the others": group.subject.with_unit(group.drawn_in)}
                if is_drawn_in
                else {}
            ),
            base.capitalize() or "Base": group.base,
            **({"Known": group.known_in_words.partition(" ")[2]} if is_partly_known else {}),
            "Change": f"{group.mark} {group.verdict}".strip(),
        }
        for group in groups
    ]
    return _literal(DataFrame(rows), heading)


def by_year(series: Sequence[Sequence[Finding]], heading: str) -> DataFrame:
    """A row a score and year: value, interval, the peers' median."""
    rows = [
        {
            heading: wave.subject.title if wave.group == "Trust" else wave.group,
            "Year": in_words(wave.period),
            "Value": wave.value_in_words,
            "95 % interval": wave.interval_in_words,
            "Peers": wave.subject.with_unit(wave.peer_median),
        }
        for waves in series
        for wave in waves
    ]
    return _literal(DataFrame(rows), heading)


def by_quarter(series: Sequence[Sequence[Finding]]) -> DataFrame:
    """A row a pulse score and quarter: value, interval, how many answered."""
    rows = [
        {
            "Score": quarter.subject.title,
            "Quarter": in_words(quarter.period),
            "Value": quarter.value_in_words,
            "95 % interval": quarter.interval_in_words,
            "Answered": quarter.base,
        }
        for quarters in series
        for quarter in quarters
    ]
    return _literal(DataFrame(rows), "Score")


def _literal(rows: DataFrame, heading: str) -> DataFrame:
    return rows.map(literal).set_index(heading)
