"""How fast is publishing, and how fast is a page's reading of what was published?"""

from __future__ import annotations

from pathlib import Path

import duckdb

from access.scope import Scope
from benchmarks.promise import Measured, absolute, ratio, seconds
from settings import settings
from warehouse import register as register_of
from warehouse.accepted import file_of
from warehouse.publish import publish
from warehouse.snapshot import current, values_of

OVERVIEW = ("readiness", "engagement", "fairness", "voice")


def measure(folder: Path) -> list[Measured]:
    """Publishing the demonstration trust whole, and reading the Overview's numbers."""
    register = register_of.open_register(folder)
    uploads = [u for u in register_of.uploads(register) if u["state"] == "counts"]

    def publish_whole() -> None:
        publish(folder, register, settings(), "bench", "bench")

    def copy_plain() -> None:
        with duckdb.connect() as connection:
            for upload in uploads:
                file = file_of(folder, upload["upload_id"])
                connection.execute(
                    f'CREATE TABLE "{upload["upload_id"]}" AS SELECT * FROM read_parquet(?)',
                    [str(file)],
                )

    measured = [
        absolute(
            "Publishing the demonstration trust, nothing of the survey new",
            "–",
            seconds(publish_whole, 3),
            5,
            "s",
        ),
        # Not held: reading what counts into views is 3 such copies, the indicators' SELECTs 3 more,
        # the composites' draws about 7; the rest is rolling up, judging and writing in pandas.
        ratio(
            "The same",
            "DuckDB copying the same Parquet",
            publish_whole,
            copy_plain,
            10,
            times=3,
        ),
    ]
    snapshot = current(folder)
    assert snapshot is not None
    everybody = Scope.whole_trust(projects=False)

    def read_page() -> None:
        values_of(snapshot, everybody, OVERVIEW)

    def read_nothing() -> None:
        with snapshot.connection.cursor() as cursor:
            cursor.execute("SELECT 1").fetchall()

    page, nothing = seconds(read_page, 50), seconds(read_nothing, 50)
    more = [one - other for one, other in zip(page, nothing, strict=True)]
    measured.append(
        absolute("Reading the Overview's numbers", "more than an empty query", more, 5, "ms", 1000)
    )
    return measured
