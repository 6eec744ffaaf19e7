"""Do the bands say who stands where, with the trust and the own view beside?"""

from charts.bands import Standing, bands
from charts.palette import PALETTES
from tests.found import found, withheld

LIGHT = PALETTES["light"]


def index(value: float, **said: object) -> Standing:
    finding = found("readiness", value=value, lower=value - 5, upper=value + 5, **said)
    return Standing("Surgery", finding)


def test_boundaries_of_the_bands_are_the_only_ticks() -> None:
    axis = bands([index(48)], LIGHT, "x").figure.layout.xaxis
    assert list(axis.tickvals) == [40, 55, 70]


def test_a_withheld_row_has_its_words_and_no_mark() -> None:
    picture = bands([Standing("Research", withheld("readiness"))], LIGHT, "x", trust=48)
    assert len(picture.figure.data) == 0
    assert "not shown" in [note.text for note in picture.figure.layout.annotations]


def test_the_own_view_is_an_open_diamond_at_its_place() -> None:
    standing = Standing("System", found("readiness.N5", value=40.0), 77.5, "Spreading")
    diamond = bands([standing], LIGHT, "x").figure.data[-1]
    assert (diamond.marker.symbol, list(diamond.x)) == ("diamond", [77.5])
    assert diamond.marker.color == LIGHT.page


def test_the_trust_is_a_stroke_in_every_row_and_named_once() -> None:
    picture = bands([index(48), index(60)], LIGHT, "x", trust=51)
    strokes = [s for s in picture.figure.layout.shapes if s.x0 == s.x1 == 51]
    named = [n for n in picture.figure.layout.annotations if n.text == "<b>trust 51</b>"]
    assert (len(strokes), len(named)) == (2, 1)


def test_only_a_verdict_colours_a_row() -> None:
    picture = bands([index(48), index(60, verdict="improved")], LIGHT, "x")
    assert [t.marker.color for t in picture.figure.data if t.mode == "markers"] == [
        LIGHT.mark,
        LIGHT.improved,
    ]


def test_the_axis_widens_for_somebody_who_stands_low() -> None:
    low, _ = bands([index(12)], LIGHT, "x").figure.layout.xaxis.range
    assert low <= 7
