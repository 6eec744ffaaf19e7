"""Do the words tell what moved from what only has a new month?"""

from __future__ import annotations

from pandas import DataFrame

from pages.moves import Moves, moves_in_words, moves_of

COLUMNS = [
    "kind", "indicator", "characteristic", "weighting", "period", "period_before", "now", "after",
    "verdict_now", "verdict_after", "groups",
]  # fmt: skip


def moves(*lines: tuple[object, ...]) -> Moves:
    """Lines: kind, indicator, period, period before, now, after, verdicts, weighting."""
    rows = [
        (kind, indicator, "", weighting, period, before, now, after, was, is_now, 1)
        for kind, indicator, period, before, now, after, was, is_now, weighting in lines
    ]
    return moves_of(DataFrame(rows, columns=COLUMNS), before="was")


MOVED = ("moved", "engagement", "2025", None, 6.5, 6.9, "no clear change", "improved", "weighted")
NEW = ("new period", "people_trained", "2026-11", "2026-10", 29.0, 32.0, "", "", "")
FIRST = ("first", "pdsa_cadence", "2026-11", None, None, 41.0, "", "", "")
GONE = ("gone", "people_trained", "2026-11", None, 29.0, None, "", "", "")


def test_what_moved_and_what_has_a_new_month_are_counted_apart() -> None:
    said = moves_in_words(moves(MOVED, NEW))
    assert said == "one indicator moved and one has a new month"


def test_an_indicator_that_moved_and_has_a_new_month_is_counted_once() -> None:
    earlier = ("moved", "people_trained", "2026-09", None, 20.0, 21.0, "", "", "")
    assert moves_in_words(moves(earlier, NEW)) == "one indicator moved"


def test_a_new_month_alone_moves_nothing() -> None:
    assert moves_in_words(moves(NEW)) == "one indicator has a new month"


def test_a_first_value_and_one_that_is_gone_have_words_of_their_own() -> None:
    assert moves_in_words(moves(FIRST)) == "one indicator has its first value"
    assert moves_in_words(moves(GONE)) == "one indicator loses its newest value"


def test_nothing_is_said_as_nothing() -> None:
    assert moves_in_words(moves()) == "no indicator moved"


def test_a_new_month_stands_beside_the_one_before_it() -> None:
    ((name, was, now, _),) = moves(NEW).new
    assert name.endswith("November 2026 after October 2026")
    assert (was, now) == ("29", "32")


def test_a_change_smaller_than_what_is_shown_is_none() -> None:
    tiny = ("moved", "engagement", "2025", None, 6.5001, 6.5002, "worse", "worse", "weighted")
    assert moves(tiny).is_nothing


def test_a_verdict_that_changed_names_the_old_one() -> None:
    assert moves(MOVED).moved[0][3] == "▲ improved (was: ● no clear change)"


def test_the_published_value_stands_for_the_unweighted_one() -> None:
    other = ("moved", "engagement", "2025", None, 6.4, 6.8, "", "", "unweighted")
    assert len(moves(MOVED, other).moved) == 1


def test_what_is_judged_otherwise_comes_first() -> None:
    same = ("moved", "advocacy", "2025", None, 6.5, 6.9, "improved", "improved", "weighted")
    assert [line[0] for line in moves(same, MOVED).moved] == [
        moves(MOVED).moved[0][0], moves(same).moved[0][0]
    ]  # fmt: skip
