"""How many people of each group have reached a level of training, among how many? SELECTs only."""

from __future__ import annotations

NON_CLINICAL = ("Administrative and Clerical", "Estates and Ancillary")
LOW_BANDS = ("1", "2", "3", "4")
MIDDLE_BANDS = ("5", "6", "7")
HIGH_BANDS = ("8a", "8b", "8c", "8d", "9", "VSM")


def trained_and_headcount(level: int = 1, compared: str = "", among: str = "TRUE") -> str:
    """People who reached this level by each month's end, and headcount, by directorate and group.

    A person counts once, in the place of their latest attendance. `compared` is a condition on
    staff_group and band: where given, those who meet it are one side of a contrast and all others
    the other. `among` is a condition that leaves out everybody else from both counts.
    """
    sides = f"CASE WHEN {compared} THEN 'compared' ELSE 'reference' END AS contrast,"
    contrast = f"{sides}\n    " if compared else ""
    return f"""
SELECT
    month_of_training.period,
    learner.directorate,
    learner.staff_group,
    learner.band,
    {contrast}CAST(COUNT(*) AS DOUBLE) AS numerator,
    CAST(0 AS DOUBLE) AS denominator
FROM month_of_training
JOIN learner
    ON learner.level_{level}_on <= month_of_training.ends_on
    AND learner.from_on <= month_of_training.ends_on
    AND (learner.until_on IS NULL OR learner.until_on > month_of_training.ends_on)
WHERE {among}
GROUP BY month_of_training.period, learner.directorate, learner.staff_group, learner.band
UNION ALL
SELECT
    period,
    directorate,
    staff_group,
    band,
    {contrast}CAST(0 AS DOUBLE) AS numerator,
    CAST(SUM(headcount) AS DOUBLE) AS denominator
FROM headcount_at_month
WHERE period IN (SELECT period FROM month_of_training) AND {among}
GROUP BY period, directorate, staff_group, band
"""


def one_of(column: str, names: tuple[str, ...]) -> str:
    """A condition: the column holds one of these names, which are our own."""
    return f"{column} IN ({', '.join(repr(name) for name in names)})"
