"""Is an area that we cannot see told, with since when and what to do?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from pandas import DataFrame

from metrics.expected import by_id
from metrics.finding import Finding, finding
from metrics.grid import Coverage, Gap, Grid
from metrics.silence import Unseen, of_one, of_the_trust, unseen
from tests.metrics.test_finding import CLAIMS, row

TWO = ["Pathology", "Surgery"]
NOTHING = Grid((), ())


def seen(
    *gaps: tuple[str, tuple[str, ...], str],
    sent: tuple[tuple[str, str], ...] = (),
    survey: tuple[Finding, ...] = (),
    health: tuple[Finding, ...] = (),
) -> dict[str, tuple[Unseen, ...]]:
    held = Coverage(
        NOTHING, NOTHING, tuple(Gap(by_id(n), who, since) for n, who, since in gaps), {}
    )
    rows = DataFrame(sent, columns=["dataset", "directorate"])
    return unseen(held, rows, survey, health, TWO)


def engagement(status: str) -> Finding:
    said = row(breakdown="directorate", directorate="Pathology", weighting="unweighted")
    return replace(finding(said), status=status)  # type: ignore[arg-type]


def kept_up(percent: float) -> Finding:
    return finding(
        row(
            "register_health", directorate="Pathology", period="2026-10", value=percent, change=None
        )
    )


def test_a_source_sent_until_august_is_old_since_then() -> None:
    found = seen(
        ("training_attendance", ("Pathology",), "2026-08"),
        sent=(("training_attendance", "Pathology"),),
    )
    assert of_one("Pathology", found["Pathology"]) == (
        "We cannot see all of Pathology: training attendance, nothing since August 2026."
    )


def test_a_source_never_sent_is_missing() -> None:
    found = seen(("pdsa_log", ("Pathology",), "2025-11"))
    assert [(one.state, one.in_words) for one in found["Pathology"]] == [
        ("missing", "PDSA log, never sent")
    ]


def test_a_gap_of_the_whole_trust_is_everybodys() -> None:
    assert set(seen(("workforce", (), "2026-09"))) == set(TWO)


def test_a_withheld_survey_is_hidden_and_asks_for_nothing_to_be_sent() -> None:
    (one,) = seen(survey=(engagement("withheld"),))["Pathology"]
    assert (one.state, one.since) == ("hidden", "2025")
    assert one.to_do.startswith("Nothing to send")


def test_a_survey_that_is_missing_is_not_called_hidden_too() -> None:
    found = seen(("staff_survey", ("Pathology",), "2025-10"), survey=(engagement("withheld"),))
    assert [one.state for one in found["Pathology"]] == ["missing"]


def test_a_register_that_is_sent_and_not_kept_up_is_old() -> None:
    (one,) = seen(health=(kept_up(22.0),))["Pathology"]
    assert one.in_words == "project register, only 22 % of live projects kept up to date"


@pytest.mark.parametrize("percent", [60.0, 95.0])
def test_a_register_kept_up_is_seen(percent: float) -> None:
    assert seen(health=(kept_up(percent),)) == {}


def test_where_all_is_seen_nothing_is_told() -> None:
    assert seen(survey=(engagement("shown"),)) == {}
    assert of_one("Surgery", ()) == "All five sources of Surgery are here and can be shown."


def test_the_trusts_sentence_counts_and_names_directorates() -> None:
    found = seen(("pdsa_log", ("Pathology",), "2025-11"))
    assert of_the_trust(found, 2) == "We cannot see all of 1 of 2 directorates: Pathology."


def test_no_sentence_claims_a_verdict() -> None:
    found = seen(
        ("training_attendance", (), "2026-08"),
        ("staff_survey", ("Surgery",), "2025-10"),
        survey=(engagement("withheld"),),
        health=(kept_up(22.0),),
    )
    said = [of_the_trust(found, 2), *(of_one(name, some) for name, some in found.items())]
    said += [one.to_do for some in found.values() for one in some]
    assert [one for one in said if CLAIMS.search(one)] == []
