"""Who shares projects with whom, counted by hand?"""

from pandas import DataFrame

from metrics.working_together import pairs


def row(frame: DataFrame, one: str, other: str) -> tuple[int, float]:
    chosen = frame.loc[(frame["directorate"] == one) & (frame["with_directorate"] == other)]
    return int(chosen["projects"].iloc[0]), float(chosen["weight"].iloc[0])


def test_a_pair_that_shares_two_projects_counts_two_both_ways_round() -> None:
    found = pairs([("1", "A"), ("1", "B"), ("2", "A"), ("2", "B")])
    assert row(found, "A", "B") == row(found, "B", "A") == (2, 2.0)


def test_a_project_of_three_ties_each_pair_by_half() -> None:
    assert row(pairs([("1", "A"), ("1", "B"), ("1", "C")]), "A", "C") == (1, 0.5)


def test_a_directorate_named_twice_does_not_work_with_itself() -> None:
    assert pairs([("1", "A"), ("1", "A")]).empty
