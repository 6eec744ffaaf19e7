"""How does a fact on the project register become an indicator? The declarations that projects share."""

from __future__ import annotations

from metrics.indicator import Better, Indicator

# Fewer projects than this give no share: one project more would move it by a fifth.
FEWEST_PROJECTS = 5

# One row per month and directorate; {known} says of which projects the fact is known, {counted}
# which of them count. {among} is a view with one row per month and project, of which {asked} are meant.
_SHARE = """
SELECT
    period,
    directorate,
    CAST(SUM(CASE WHEN ({known}) AND ({counted}) THEN 1 ELSE 0 END) AS DOUBLE) AS numerator,
    CAST(SUM(CASE WHEN {known} THEN 1 ELSE 0 END) AS DOUBLE) AS denominator,
    CAST(COUNT(*) AS DOUBLE) AS total
FROM {among}
WHERE {asked}
GROUP BY period, directorate
"""


def share_of_projects(
    id: str,  # noqa: A002 - the declaration's own word
    catalogue: str,
    title: str,
    question: str,
    lenses: tuple[str, ...],
    counted_in_words: str,
    among_in_words: str,
    needs: tuple[str, ...],
    authority: str,
    why: str,
    among: str,
    counted: str,
    known: str = "TRUE",
    asked: str = "TRUE",
    better: Better = "higher",
    caution: str = "",
) -> Indicator:
    """Of the projects in a view for which a fact is known, the share, in per cent, that count.

    `among` is one of the views with one row per month and project (metrics/views.sql); `counted`,
    `known` and `asked` are conditions on its columns: which count, of which it is known, and which are
    meant at all.
    """
    return Indicator(
        id=id,
        catalogue=catalogue,
        title=title,
        question=question,
        statistic="proportion",
        better=better,
        lenses=lenses,
        numerator=f"of these, {counted_in_words}",
        denominator=among_in_words,
        dimensions=("trust", "division", "directorate"),
        grain="month",
        roll_up="sum",
        needs=needs,
        source="project register",
        authority=authority,
        why=why,
        sql=_SHARE.format(among=among, known=known, counted=counted, asked=asked),
        smallest_denominator=FEWEST_PROJECTS,
        known_of="projects",
        caution=caution,
    )
