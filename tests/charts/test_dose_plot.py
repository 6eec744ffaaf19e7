"""Are training and change drawn with their intervals, on axes that two pictures share?"""

from __future__ import annotations

from charts.dose_plot import Dose, dose_plot, span_of
from charts.palette import PALETTES

SURGERY = Dose("Surgery <b>", (4.0, 1.0, 7.0), (0.2, -0.1, 0.5))
WARDS = Dose("Wards", (12.0, 8.0, 16.0), (0.6, 0.2, 1.0))


def test_the_axes_hold_every_interval_and_nought() -> None:
    span = span_of([SURGERY, WARDS])
    assert span.across[0] < 0.0
    assert span.across[1] > 16.0
    assert span.upwards[0] < -0.1
    assert span.upwards[1] > 1.0


def test_intervals_are_drawn_both_ways() -> None:
    marks = dose_plot([WARDS], span_of([WARDS]), PALETTES["light"], "said").figure.data[0]
    assert (list(marks.error_x.array), list(marks.error_x.arrayminus)) == ([4.0], [4.0])
    assert [round(one, 6) for one in marks.error_y.array] == [0.4]


def test_a_name_is_never_read_as_formatting() -> None:
    marks = dose_plot([SURGERY], span_of([SURGERY]), PALETTES["light"], "said").figure.data[0]
    assert marks.text[0] == "Surgery &lt;b&gt;"


def test_no_line_is_drawn_through_the_points() -> None:
    made = dose_plot([SURGERY, WARDS], span_of([SURGERY, WARDS]), PALETTES["dark"], "said")
    assert [trace.mode for trace in made.figure.data] == ["markers+text"]
