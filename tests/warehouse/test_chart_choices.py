"""Is what was chosen for control charts kept, allowed only by the rules, and in force when published?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pandas import DataFrame
from sqlalchemy import Engine, select

from access.scope import Scope
from metrics.chart_choices import NOTHING_CHOSEN, ChartChoices, NewLimits, Target
from metrics.periods import months_from
from settings import settings
from tests.given import Trust
from warehouse.audit_trail import entries
from warehouse.chart_choices import (
    NotChosen,
    begin_limits_anew,
    choices,
    end_new_limits,
    end_target,
    new_limits,
    set_target,
    targets,
)
from warehouse.publish import fingerprint
from warehouse.register import open_register
from warehouse.register_tables import NEW_LIMITS
from warehouse.snapshot import Snapshot, values_of

CHOSEN = NewLimits("projects_started", "", "2025-02", "A new way of booking")
AIM = Target("projects_started", "", "2025-02", 12.0)


@pytest.fixture
def register(tmp_path: Path) -> Engine:
    return open_register(tmp_path)


def published(months: int = 26) -> DataFrame:
    """A chart as it is shown: no month marked, no break."""
    periods = months_from("2024-01", "2027-12")[:months]
    return DataFrame({"period": periods, "value": 10.0, "mark": "ordinary", "limits_since": ""})


def test_what_was_chosen_stands(register: Engine) -> None:
    begin_limits_anew(register, CHOSEN, published(), "jo")
    set_target(register, AIM, "jo")
    assert choices(register) == ChartChoices((CHOSEN,), (AIM,))


@pytest.mark.parametrize("reason", ["", "   ", "x" * 121])
def test_new_limits_need_a_reason_that_fits_the_chart(register: Engine, reason: str) -> None:
    with pytest.raises(NotChosen, match="1 to 120 characters"):
        begin_limits_anew(
            register, NewLimits("projects_started", "", "2025-02", reason), published(), "jo"
        )


def test_what_the_policy_refuses_is_not_written_down(register: Engine) -> None:
    with pytest.raises(NotChosen, match="Limits need 13 months"):
        begin_limits_anew(register, CHOSEN, published(20), "jo")
    assert choices(register) == NOTHING_CHOSEN


def test_limits_that_wait_to_be_published_are_not_chosen_twice(register: Engine) -> None:
    begin_limits_anew(register, CHOSEN, published(), "jo")
    with pytest.raises(NotChosen, match="chosen already"):
        begin_limits_anew(register, CHOSEN, published(), "jo")


def test_only_control_charts_have_limits_and_targets(register: Engine) -> None:
    with pytest.raises(NotChosen, match="control chart"):
        set_target(register, Target("engagement", "", "2025-02", 7.0), "jo")


def test_a_target_below_nought_is_none(register: Engine) -> None:
    with pytest.raises(NotChosen, match="from 0 upwards"):
        set_target(register, Target("projects_started", "", "2025-02", -1.0), "jo")


def test_a_target_takes_the_place_of_one_from_the_same_month(register: Engine) -> None:
    set_target(register, AIM, "jo")
    set_target(register, Target("projects_started", "", "2025-02", 15.0), "jo")
    assert [row["value"] for row in targets(register)] == [15]


def test_what_was_ended_stands_no_more_and_is_kept(register: Engine) -> None:
    begin_limits_anew(register, CHOSEN, published(), "jo")
    end_new_limits(register, new_limits(register)[0]["number"], "sam")
    assert choices(register) == NOTHING_CHOSEN
    with register.connect() as connection:
        assert [row.ended_by for row in connection.execute(select(NEW_LIMITS))] == ["sam"]


def test_at_an_earlier_moment_what_was_not_chosen_yet_did_not_stand(register: Engine) -> None:
    begin_limits_anew(register, CHOSEN, published(), "jo")
    assert choices(register, datetime(2020, 1, 1)) == NOTHING_CHOSEN


def test_what_does_not_stand_cannot_be_ended(register: Engine) -> None:
    with pytest.raises(KeyError):
        end_target(register, 7, "jo")


def test_the_audit_trail_tells_of_each_choice_without_its_reason(register: Engine) -> None:
    begin_limits_anew(register, CHOSEN, published(), "jo")
    end_new_limits(register, new_limits(register)[0]["number"], "sam")
    told = [(one["who"], one["what"], one["about"]) for one in entries(register)]
    about = "new_limits, projects_started, the trust, 2025-02"
    assert told == [
        ("jo", "setting changed", f"{about}, begins"),
        ("sam", "setting changed", f"{about}, ended"),
    ]


def test_what_was_chosen_is_part_of_the_version() -> None:
    chosen = ChartChoices((CHOSEN,))
    assert fingerprint([], settings(), chosen) != fingerprint([], settings())


def test_a_choice_is_on_the_chart_from_the_next_publication_on(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    starts = [
        f"{month}-{n} | 05/{month[5:]}/{month[:4]} | 28/02/2026"
        for month in months_from("2024-01", "2026-02")
        for n in range(3 if month < "2025-02" else 9)
    ]
    trust.holds("project_register", "\n".join(["project_id | started_on | register_on", *starts]))
    before = trust.published()
    begin_limits_anew(trust.register, CHOSEN, chart(before), "jo")
    after = trust.published()
    assert set(chart(before)["limits_reason"]) == {""}
    assert chart(after)["limits_reason"].iloc[-1] == "A new way of booking"


def chart(snapshot: Snapshot) -> DataFrame:
    return values_of(snapshot, Scope.whole_trust(projects=False), "projects_started", "trust")
