"""Are bars as long as their share, and is nothing drawn where nothing may be said?"""

from charts.coverage_bars import Bar, coverage_bars
from charts.palette import PALETTES

LIGHT = PALETTES["light"]


def lengths(*bars: Bar) -> list[float]:
    shapes = coverage_bars(bars, LIGHT, "Trained").figure.layout.shapes
    return [shape.x1 for shape in shapes if shape.fillcolor == LIGHT.mark]


def test_a_bar_is_as_long_as_its_per_cent() -> None:
    assert lengths(Bar("October 2026", 14.2, "14 %", 11.0)) == [14.2]


def test_without_a_rate_only_the_pale_bar_of_everyone_is_drawn() -> None:
    assert lengths(Bar("October 2026", None, "too few", None)) == []


def test_its_alternative_lists_every_bar() -> None:
    bars = (Bar("October 2026", 14.2, "14 %", None), Bar("October 2025", 9.0, "9.0 %", None))
    assert coverage_bars(bars, LIGHT, "Trained").alt == (
        "Trained: October 2026 14 %; October 2025 9.0 %."
    )


def test_names_are_escaped() -> None:
    picture = coverage_bars((Bar("<b>Surgery", 5.0, "5 %", None),), LIGHT, "Trained")
    assert picture.figure.layout.annotations[0].text == "&lt;b&gt;Surgery"


def test_where_there_is_no_rate_the_words_are_grey() -> None:
    bars = (Bar("Booked", 100.0, "553", None), Bar("On a project", None, "cannot be seen", None))
    words = coverage_bars(bars, LIGHT, "Steps").figure.layout.annotations
    colours = {one.text: one.font.color for one in words}
    assert colours["cannot be seen"] == LIGHT.quiet
    assert colours["<b>553</b>"] == LIGHT.ink
