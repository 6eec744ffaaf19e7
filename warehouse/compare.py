"""What differs between two versions: uploads, the trust's values, verdicts, what is shown?"""

from __future__ import annotations

from dataclasses import dataclass

from pandas import DataFrame

from access.scope import Scope
from metrics.finding import is_known
from warehouse.build import own_database
from warehouse.datasets import quoted
from warehouse.snapshot import Snapshot, every_value, uploads

_SAME = 1e-9  # values nearer than this are one value
GROUP = [
    "indicator", "period", "breakdown", "division", "directorate", "staff_group", "band",
    "characteristic", "weighting",
]  # fmt: skip
SAID = ["value", "verdict", "status"]
_WHOLE_TRUST = ("trust", "characteristic")


@dataclass(frozen=True)
class Differences:
    """What differs between an earlier and a later version, each table with one row per …

    `came`, `went`: upload that counts only in the later, only in the earlier. `lines`: the trust's
    value, as `trust_lines` tells them. `verdicts`: value below the trust in both versions whose
    verdict changed. `shown`: value in both that is shown in one of them only. `tables` names
    every table of the two that is not the same, whatever of it; empty where nothing differs.
    """

    came: DataFrame
    went: DataFrame
    lines: DataFrame
    verdicts: DataFrame
    shown: DataFrame
    tables: tuple[str, ...]


def differences(before: Snapshot, after: Snapshot, scope: Scope) -> Differences:
    """What differs, as far as the scope may see it."""
    earlier, later = uploads(before, scope), uploads(after, scope)
    both = side_by_side(every_value(before, scope), every_value(after, scope))
    # What only another release measures has no name, unit or meaning here.
    both = both.loc[[is_known(name) for name in both["indicator"]]]
    in_both = both.loc[both["side"] == "both"]
    below = ~in_both["breakdown"].isin(_WHOLE_TRUST)
    was_shown, is_shown = in_both["status_now"] == "shown", in_both["status_after"] == "shown"
    return Differences(
        came=later.loc[~later["upload_id"].isin(earlier["upload_id"])],
        went=earlier.loc[~earlier["upload_id"].isin(later["upload_id"])],
        lines=trust_lines(both),
        verdicts=in_both.loc[below & (in_both["verdict_now"] != in_both["verdict_after"])],
        shown=in_both.loc[was_shown != is_shown],
        tables=tables_that_differ(before, after),
    )


def side_by_side(now: DataFrame, after: DataFrame) -> DataFrame:
    """One row per value of either table: both values, verdicts and statuses, and whether they differ.

    `side` is 'both', 'now' or 'after': in which of the tables the group has a row for the period.
    """
    columns = [*GROUP, *SAID]
    with own_database() as connection:
        connection.register("now", now[columns])
        connection.register("later", after[columns])
        return connection.execute(
            f"""
            SELECT
                {quoted(GROUP)},
                now.value AS now,
                later.value AS after,
                COALESCE(now.verdict, '') AS verdict_now,
                COALESCE(later.verdict, '') AS verdict_after,
                now.status AS status_now,
                later.status AS status_after,
                CASE WHEN now.status IS NULL THEN 'after'
                    WHEN later.status IS NULL THEN 'now' ELSE 'both' END AS side,
                NOT COALESCE(ABS(now.value - later.value) <= {_SAME},
                        now.value IS NULL AND later.value IS NULL)
                    OR COALESCE(now.verdict, '') <> COALESCE(later.verdict, '')
                    OR now.status IS DISTINCT FROM later.status AS differs
            FROM now
            FULL OUTER JOIN later USING ({quoted(GROUP)})
            ORDER BY {quoted(GROUP)}
            """
        ).df()


def trust_lines(both: DataFrame) -> DataFrame:
    """The trust's values that differ, at most two rows per indicator, characteristic and weighting.

    `kind` is 'moved' for the newest period that both have and that differs. Beside it is the
    newest period that one of them lacks: 'new period' (with the one before it in the columns of
    the earlier, if any is before it), 'first' where the earlier had no period at all, or 'gone'.
    `groups` is how many groups of the indicator differ in all, the trust among them.
    """
    with own_database() as connection:
        connection.register("side_by_side", both)
        return connection.execute(
            """
            WITH trust AS (
                SELECT * FROM side_by_side WHERE breakdown IN ('trust', 'characteristic')
            ),
            -- one row per name and kind of difference: the newest period
            newest AS (
                SELECT
                    CASE side WHEN 'both' THEN 'moved' WHEN 'now' THEN 'gone' ELSE 'new period' END
                        AS kind,
                    indicator,
                    characteristic,
                    weighting,
                    MAX(period) AS period
                FROM trust
                WHERE differs
                GROUP BY side, indicator, characteristic, weighting
            ),
            -- one row per name: the periods that the earlier version has
            held AS (
                SELECT indicator, characteristic, weighting, MAX(period) AS period
                FROM trust
                WHERE side <> 'after'
                GROUP BY indicator, characteristic, weighting
            ),
            groups AS (
                SELECT indicator, COUNT(*) AS groups
                FROM side_by_side
                WHERE differs
                GROUP BY indicator
            )
            SELECT
                CASE WHEN newest.kind = 'new period' AND held.period IS NULL THEN 'first'
                    ELSE newest.kind END AS kind,
                newest.indicator,
                newest.characteristic,
                newest.weighting,
                newest.period,
                before.period AS period_before,
                COALESCE(before.now, trust.now) AS now,
                trust.after,
                COALESCE(before.verdict_now, trust.verdict_now) AS verdict_now,
                trust.verdict_after,
                groups.groups
            FROM newest
            JOIN trust USING (indicator, characteristic, weighting, period)
            JOIN groups USING (indicator)
            LEFT JOIN held USING (indicator, characteristic, weighting)
            LEFT JOIN trust AS before
                ON newest.kind = 'new period'
                AND before.indicator = newest.indicator
                AND before.characteristic = newest.characteristic
                AND before.weighting = newest.weighting
                AND before.period = held.period
                AND before.period < newest.period
            ORDER BY newest.indicator, newest.characteristic, newest.weighting, kind
            """
        ).df()


def tables_that_differ(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """The tables of two versions that are not the same to the last value, but for `about`."""
    names = sorted({*_tables(before), *_tables(after)} - {"about"})
    return tuple(name for name in names if not _is_same(name, before, after))


def _tables(snapshot: Snapshot) -> set[str]:
    with snapshot.connection.cursor() as cursor:
        return {row[0] for row in cursor.execute("SHOW TABLES").fetchall()}


def _is_same(name: str, before: Snapshot, after: Snapshot) -> bool:
    tables = []
    for snapshot in (before, after):
        if name not in _tables(snapshot):
            return False
        with snapshot.connection.cursor() as cursor:
            tables.append(cursor.sql(f'SELECT * FROM "{name}" ORDER BY ALL').to_arrow_table())
    return bool(tables[0].equals(tables[1]))
