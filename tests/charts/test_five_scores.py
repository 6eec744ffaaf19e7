"""Does the picture of five scores show what was found, and no more?"""

from charts.figure import Picture
from charts.five_scores import five_scores, shared_range
from charts.palette import PALETTES
from metrics.finding import Finding
from tests.found import found, withheld

LIGHT = PALETTES["light"]


def drawn(*scores: Finding) -> Picture:
    return five_scores(scores, LIGHT)


def words(picture: Picture) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


def test_its_alternative_is_what_was_found_of_every_score() -> None:
    scores = [found(), found("development", verdict="worse")]
    assert drawn(*scores).alt == f"{scores[0].sentence} {scores[1].sentence}"


def test_a_withheld_score_has_its_words_and_no_mark() -> None:
    picture = drawn(withheld())
    assert len(picture.figure.data) == 0
    assert "not shown" in words(picture)


def test_last_year_is_a_ring_only_where_it_can_be_compared() -> None:
    rings = [
        trace
        for trace in drawn(found(), found("autonomy", before=None)).figure.data
        if trace.marker.symbol == "circle-open"
    ]
    assert [list(ring.x) for ring in rings] == [[6.6]]


def test_only_what_moved_is_coloured() -> None:
    picture = drawn(found(verdict="improved"), found("autonomy"))
    lines = [trace.line.color for trace in picture.figure.data if trace.mode == "lines"]
    assert lines == [LIGHT.improved, LIGHT.ink]


def test_the_trust_is_a_stroke_at_its_value() -> None:
    picture = drawn(found(trust_value=6.71))
    assert [(shape.x0, shape.x1) for shape in picture.figure.layout.shapes] == [(6.71, 6.71)]


def test_the_axis_holds_everything_drawn_and_ends_at_halves() -> None:
    assert shared_range([found(lower=6.4, upper=7.0, before=6.1, trust_value=6.71)]) == (6.0, 7.5)


def test_the_axis_of_nothing_is_still_an_axis() -> None:
    low, high = shared_range([withheld()])
    assert low < high
