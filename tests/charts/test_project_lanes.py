"""Is there one mark a project, and is it orange exactly where it needs its lead?"""

from charts.figure import Picture
from charts.palette import PALETTES
from charts.project_lanes import A_LINE, WIDE, Lane, project_lanes
from metrics.nudges import NEEDS_IN_WORDS


def drawn(*lanes: Lane) -> Picture:
    return project_lanes(lanes, NEEDS_IN_WORDS, PALETTES["light"])


def test_every_project_is_one_mark() -> None:
    fine, needy = drawn(Lane("Idea", ("", "stale", "")), Lane("Testing", ("stuck",))).figure.data
    assert (len(fine.x), len(needy.x)) == (2, 2)


def test_those_that_need_their_lead_are_orange_triangles() -> None:
    _, needy = drawn(Lane("Idea", ("", "stale"))).figure.data
    assert (needy.marker.symbol, needy.marker.color) == ("triangle-down", PALETTES["light"].worse)


def test_a_full_lane_goes_on_below_and_stays_inside() -> None:
    fine, _ = drawn(Lane("Idea", ("",) * (A_LINE + 3))).figure.data
    assert len(set(fine.y)) == 2
    assert max(fine.x) < WIDE


def test_reasons_stand_beside_the_count_where_they_are_short() -> None:
    words = [
        note.text for note in drawn(Lane("Testing", ("stuck", "stuck"))).figure.layout.annotations
    ]
    assert "2 stuck" in words[1]


def test_many_reasons_are_summed_in_the_picture_and_named_in_its_alternative() -> None:
    picture = drawn(Lane("Testing", ("stuck", "no coach", "stale")))
    assert "3 need you" in picture.figure.layout.annotations[1].text
    assert picture.alt == (
        "Projects by stage: Testing 3 (1 without a coach, 1 out of date, 1 stuck)."
    )


def test_one_project_needs_you_in_the_singular() -> None:
    picture = drawn(Lane("Testing", ("no measures", "")))
    assert "1 needs you" in picture.figure.layout.annotations[1].text


def test_an_empty_lane_keeps_its_place() -> None:
    words = [note.text for note in drawn(Lane("Idea", ())).figure.layout.annotations]
    assert words == ["Idea", "<b>0</b>"]
