"""Was readiness work recorded before each programme?"""

from __future__ import annotations

from datetime import date

from pandas import DataFrame

from metrics.groundwork import in_one_sentence, programmes
from tests.metrics.test_finding import CLAIMS

COLUMNS = ["title", "kind", "began_on", "directorate"]
BRONZE = ("Bronze", "programme", date(2025, 3, 1), "Surgery")


def events(*rows: tuple[str, str, date, str]) -> DataFrame:
    return DataFrame(rows, columns=COLUMNS)


def prepared(*rows: tuple[str, str, date, str]) -> list[date | None]:
    return [one.prepared_on for one in programmes(events(BRONZE, *rows))]


def test_readiness_work_in_the_directorate_counts() -> None:
    assert prepared(("Talks", "readiness work", date(2025, 1, 1), "Surgery")) == [date(2025, 1, 1)]


def test_readiness_work_of_the_whole_trust_counts() -> None:
    assert prepared(("Talks", "readiness work", date(2025, 1, 1), "")) == [date(2025, 1, 1)]


def test_readiness_work_elsewhere_does_not_count() -> None:
    assert prepared(("Talks", "readiness work", date(2025, 1, 1), "Medicine")) == [None]


def test_readiness_work_that_began_with_the_programme_does_not_count() -> None:
    assert prepared(("Talks", "readiness work", date(2025, 3, 1), "Surgery")) == [None]


def test_the_sentence_counts_programmes_with_readiness_work() -> None:
    later = ("Silver", "programme", date(2026, 3, 1), "Medicine")
    talks = ("Talks", "readiness work", date(2025, 1, 1), "Surgery")
    found = programmes(events(BRONZE, later, talks))
    assert in_one_sentence(found) == "Readiness work is recorded before 1 of 2 programmes."


def test_no_sentence_claims_a_verdict() -> None:
    talks = ("Talks", "readiness work", date(2025, 1, 1), "Surgery")
    later = ("Silver", "programme", date(2026, 3, 1), "Medicine")
    said = [
        in_one_sentence(programmes(events(*rows)))
        for rows in ((), (BRONZE,), (BRONZE, talks), (BRONZE, later), (BRONZE, later, talks))
    ]
    assert [one for one in said if CLAIMS.search(one)] == []
