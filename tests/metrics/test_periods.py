"""Is a period what it is called?"""

from metrics.periods import months_from


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months_from("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_one_month_is_a_run_of_one() -> None:
    assert months_from("2026-10", "2026-10") == ["2026-10"]
