"""Is a nil return kept with who and when, said once, and undone without a trace lost?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from warehouse.nil_returns import nil_returns, note_nil_returns, take_back_nil_return
from warehouse.register import open_register

TRAINING = "training_attendance"


@pytest.fixture
def register(tmp_path: Path) -> Engine:
    return open_register(tmp_path)


def told(register: Engine, *months: str) -> None:
    note_nil_returns(register, TRAINING, "Imaging", months, "Jo Marsh")


def standing(register: Engine, at: datetime | None = None) -> list[tuple[str, str, str, str]]:
    return [
        (row["dataset"], row["directorate"], row["month"], row["said_by"])
        for row in nil_returns(register, at)
    ]


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def test_what_was_told_is_kept_with_who_said_it_newest_first(register: Engine) -> None:
    told(register, "2026-08", "2026-09")
    assert standing(register) == [
        (TRAINING, "Imaging", "2026-09", "Jo Marsh"),
        (TRAINING, "Imaging", "2026-08", "Jo Marsh"),
    ]


def test_the_same_month_is_written_down_once(register: Engine) -> None:
    told(register, "2026-08")
    told(register, "2026-08")
    assert len(standing(register)) == 1


def test_taken_back_the_month_is_open_again_and_can_be_told_again(register: Engine) -> None:
    told(register, "2026-08")
    (row,) = nil_returns(register)
    take_back_nil_return(register, row["number"], "Sam Okoro")
    assert standing(register) == []
    told(register, "2026-08")
    assert len(standing(register)) == 1


def test_what_was_taken_back_still_stood_before(register: Engine) -> None:
    told(register, "2026-08")
    before = now()
    with register.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE nil_return SET taken_back_at = ?",
            ((before + timedelta(hours=1)).isoformat(timespec="seconds"),),
        )
    assert standing(register) == []
    assert len(standing(register, before)) == 1


def test_what_is_told_later_did_not_stand_before(register: Engine) -> None:
    told(register, "2026-08")
    assert standing(register, now() - timedelta(days=1)) == []


def test_a_nil_return_that_does_not_stand_cannot_be_taken_back(register: Engine) -> None:
    with pytest.raises(KeyError):
        take_back_nil_return(register, 7, "Sam Okoro")
