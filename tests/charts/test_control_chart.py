"""Is the control chart drawn as specified: phases, marks, labels, events, calls?"""

import itertools
from dataclasses import replace

import pytest

from charts.control_chart import BOTTOM, HEIGHT, TOP, control_chart
from charts.control_words import APART, Event, Month
from charts.figure import Picture
from charts.palette import PALETTES
from metrics.periods import months_from

LIGHT = PALETTES["light"]


def series(values: list[float | None], **said: object) -> list[Month]:
    months = months_from(
        "2025-01", f"{2025 + (len(values) - 1) // 12}-{(len(values) - 1) % 12 + 1:02d}"
    )
    usual = {"mean": 10.0, "lower": 2.0, "upper": 18.0, "mark": "ordinary", **said}
    return [
        Month(period, value, **usual)  # type: ignore[arg-type]
        for period, value in zip(months, values, strict=True)
    ]


def drawn(months: list[Month], **choices: object) -> Picture:
    return control_chart(months, LIGHT, "What was found.", decimals=1, **choices)  # type: ignore[arg-type]


def words(picture: Picture) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


STEADY: list[float | None] = [10, 12, 9, 11, 8, 10, 12, 9, 11, 8, 10, 12, 9]


def test_its_alternative_is_the_finding() -> None:
    assert drawn(series(STEADY)).alt == "What was found."


def test_a_missing_month_breaks_the_line_and_has_no_point() -> None:
    line, points = drawn(series([10, None, 12, *STEADY])).figure.data
    assert line.y[1] is None
    assert line.connectgaps is False
    assert 1 not in points.x


@pytest.mark.parametrize(
    ("mark", "symbol", "colour"),
    [
        ("improvement", "triangle-up", LIGHT.improved),
        ("concern", "triangle-down", LIGHT.worse),
        ("neutral", "diamond", LIGHT.neutral),
    ],
)
def test_special_months_have_their_shape_and_colour(mark: str, symbol: str, colour: str) -> None:
    months = series(STEADY)
    months[-1] = replace(months[-1], mark=mark, rule="above the usual range")
    special = drawn(months).figure.data[-1]
    assert (special.marker.symbol, list(special.marker.color)) == (symbol, [colour])


def test_a_provisional_month_is_hollow_and_named() -> None:
    months = series(STEADY)
    months[-1] = replace(months[-1], is_provisional=True)
    picture = drawn(months)
    assert picture.figure.data[-1].marker.color[-1] == LIGHT.page
    assert "9 provisional" in words(picture)


def test_limits_end_between_two_phases() -> None:
    months = [*series(STEADY), *series([*STEADY, *STEADY], mean=20.0, upper=28.0, lower=12.0)[13:]]
    ends = {
        (shape.x0, shape.x1)
        for shape in drawn(months).figure.layout.shapes
        if shape.line.dash == "solid"
    }
    assert ends == {(-0.45, 12.45), (12.55, 25.45)}


def test_an_earlier_phase_is_named_on_the_chart_and_the_last_at_its_right() -> None:
    months = [*series(STEADY), *series([*STEADY, *STEADY], mean=20.0, upper=28.0, lower=12.0)[13:]]
    said = words(drawn(months))
    assert "<b>mean 10.0</b>,<br>limits 2.0 to 18.0" in said
    assert {"<b>mean 20.0</b>", "upper 28.0", "lower 12.0"} <= set(said)


def test_a_lower_limit_below_nought_is_neither_drawn_nor_named() -> None:
    picture = drawn(series(STEADY, lower=-3.0))
    assert not [said for said in words(picture) if said.startswith("lower")]
    assert all(shape.y0 >= 0 for shape in picture.figure.layout.shapes)


def test_below_thirteen_months_there_are_points_and_a_mean_only() -> None:
    picture = drawn(series(STEADY[:9], lower=None, upper=None, mark=""))
    assert [shape.line.dash for shape in picture.figure.layout.shapes] == ["solid"]
    assert len(picture.figure.data[1].x) == 9


def test_labels_at_the_right_are_pushed_apart() -> None:
    picture = drawn(series(STEADY, mean=10.0, lower=9.8, upper=10.2))
    low, high = picture.figure.layout.yaxis.range
    per_unit = (HEIGHT - TOP - BOTTOM) / (high - low)
    places = sorted(
        note.y * per_unit + note.yshift
        for note in picture.figure.layout.annotations
        if note.xref == "paper"
    )
    assert all(b - a >= APART - 1e-6 for a, b in itertools.pairwise(places))


def test_a_target_is_a_line_with_its_name() -> None:
    assert "target 15" in words(drawn(series(STEADY, target=15.0)))


def test_events_outside_the_series_are_not_drawn() -> None:
    assert "Merger" not in words(drawn(series(STEADY), events=[Event("2019-04", "Merger")]))


def test_the_first_three_events_are_named_and_the_earliest_stands_highest() -> None:
    events = [Event(f"2025-0{month}", f"Event {month}") for month in (8, 4, 6, 2)]
    notes = [
        note
        for note in drawn(series(STEADY), events=events).figure.layout.annotations
        if note.text.startswith("Event")
    ]
    assert [note.text for note in notes] == ["Event 4", "Event 6", "Event 8"]
    assert notes[0].yshift > notes[1].yshift > notes[2].yshift


def test_a_run_is_called_once_with_the_rule_that_most_of_it_breaks() -> None:
    months = series(STEADY)
    for place in range(6, 13):
        months[place] = replace(months[place], mark="concern", rule="seven or more in a row below")
    months[-1] = replace(months[-1], rule="below the usual range")
    said = [note.replace("<br>", " ") for note in words(drawn(months))]
    assert said.count("seven or more in a row below") == 1
    assert "below the usual range" not in said


def test_a_call_with_no_room_below_stands_beside_its_point() -> None:
    months = series([*STEADY[:4], 0.5, *STEADY[5:]])
    months[4] = replace(months[4], mark="concern", rule="below the usual range")
    call = next(note for note in drawn(months).figure.layout.annotations if "usual" in note.text)
    assert (call.xanchor, call.yanchor, call.x) == ("left", "bottom", 4)


def test_hover_says_month_value_and_rule() -> None:
    months = series(STEADY)
    months[-1] = replace(months[-1], mark="concern", rule="below the usual range")
    assert drawn(months).figure.data[-1].text[0] == (
        "<b>January 2026: 9</b>, below the usual range"
    )


def test_januaries_carry_their_year() -> None:
    assert "Jan<br><b>2026</b>" in drawn(series(STEADY)).figure.layout.xaxis.ticktext


def test_a_target_steps_where_it_changes() -> None:
    months = [*series(STEADY, target=12.0)[:6], *series(STEADY, target=15.0)[6:]]
    levels = {
        (shape.y0, shape.x0, shape.x1)
        for shape in drawn(months).figure.layout.shapes
        if shape.line.color == LIGHT.neutral
    }
    assert levels == {(12, -0.45, 5.45), (15, 5.55, 12.45)}


REASON = "Bookings moved to the <new> system on 1 March"


def begun_anew() -> list[Month]:
    """Twenty-six months whose limits begin anew in February 2026."""
    later = series([*STEADY, *STEADY], mean=20.0, upper=28.0, lower=12.0)[13:]
    said = {"limits_since": "2026-02", "limits_reason": REASON}
    return [*series(STEADY), *(replace(month, **said) for month in later)]  # type: ignore[arg-type]


def test_where_limits_begin_anew_stands_a_line() -> None:
    assert 12.5 in [shape.x0 for shape in drawn(begun_anew()).figure.layout.shapes]


def test_the_reason_stands_at_the_break_literally() -> None:
    said = [word for word in words(drawn(begun_anew())) if word.startswith("Limits anew")]
    assert said[0].replace("<br>", " ") == f"Limits anew: {REASON}".replace("<", "&lt;").replace(
        ">", "&gt;"
    )


def test_the_reason_has_room_above_everything_drawn() -> None:
    plain = drawn([replace(m, limits_since="", limits_reason="") for m in begun_anew()])
    assert drawn(begun_anew()).figure.layout.yaxis.range[1] > plain.figure.layout.yaxis.range[1]
