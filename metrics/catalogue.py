"""Which numbers of the metric catalogue are indicators, and where is what is told without one?

`Indicator.catalogue` begins with the number that an indicator answers; several may answer one.
"""

from __future__ import annotations

from metrics.registry import INDICATORS

# The catalogue's first tier: a survey extract, a headcount, an attendance list and a register.
CORE = (
    "SS01", "SS02", "SS03", "SS04", "SS05", "SS07", "SS08", "SS10", "SS13", "SS14", "SS15", "SS22",
    "SS23", "SS25", "TR01", "TR02", "TR13", "TR14", "PJ01", "PJ04", "PJ05", "PJ08", "PJ11", "PJ18",
)  # fmt: skip
# Its second: the same files with richer columns.
CORE_PLUS = (
    "SS06", "SS09", "SS16", "SS17", "SS18", "SS19", "SS20", "SS21", "SS24", "TR03", "TR04", "TR06",
    "TR07", "TR08", "TR09", "TR10", "TR11", "TR12", "TR15", "PJ02", "PJ03", "PJ06", "PJ07", "PJ09",
    "PJ10", "PJ12", "PJ16", "PJ17", "PJ19", "PJ20", "PJ22", "CN01", "CN06", "SA01", "SA02", "SA03",
)  # fmt: skip

# What is told, and is no indicator: a change is said of every value, a judgement or a network is no
# number with numerator and denominator.
ELSEWHERE = {
    "SS25": "Change since last wave: the verdict, interval and reason beside every value "
    "(`metrics/change.py`).",
    "CN06": "Who works with whom: the table on the Projects screen, from register and team lists "
    "(`metrics/working_together.py`).",
    "SA01": "Self-assessed level: the median and how often each level was given, on Culture readiness "
    "(`warehouse/facts.py`).",
    "SA02": "Perception gap: self-assessed level beside the staff's view, on Culture readiness "
    "(`metrics/perception.py`).",
    "SA03": "Assessor spread: the middle half of the levels that three or more assessors gave, on "
    "Culture readiness (`warehouse/facts.py`).",
}


def answered_by(number: str) -> tuple[str, ...]:
    """The indicators that answer a number of the catalogue ('TR03' has four)."""
    return tuple(one.id for one in INDICATORS.values() if one.catalogue.split()[0] == number)
