"""Do groups stand side by side with what may be said of each, and no more?"""

from __future__ import annotations

from charts.figure import Picture
from charts.interval_plot import Line, base_word, interval_plot, is_cut, shared_range
from charts.palette import PALETTES
from metrics.finding import Finding
from tests.found import found, withheld

LIGHT = PALETTES["light"]
TRUST = Line(6.71, "trust 6.71")


def drawn(*groups: Finding, names_above: bool = False) -> Picture:
    return interval_plot(groups, TRUST, LIGHT, names_above=names_above)


def words(picture: Picture) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


def test_only_groups_that_moved_are_coloured() -> None:
    picture = drawn(found(verdict="worse"), found(verdict="improved"), found())
    assert list(picture.figure.data[0].marker.color) == [LIGHT.worse, LIGHT.improved, LIGHT.mark]


def test_the_first_group_stands_on_top() -> None:
    axis = drawn(found(group="Emergency"), found(group="Imaging")).figure.layout.yaxis
    assert dict(zip(axis.ticktext, axis.tickvals, strict=True)) == {"Emergency": 1, "Imaging": 0}


def test_a_withheld_group_says_so_and_has_no_mark() -> None:
    picture = drawn(withheld(group="Research"), found())
    assert "not shown" in words(picture)
    assert len(picture.figure.data[0].x) == 1


def test_the_trust_is_a_line_with_its_value() -> None:
    picture = drawn(found())
    assert picture.figure.layout.shapes[0].x0 == 6.71
    assert "<b>trust 6.71</b>" in words(picture)


def test_the_base_is_shown_as_it_may_be_under_what_it_counts() -> None:
    said = words(drawn(found(base="about 200")))
    assert "200" in said
    assert "answered" in said


def test_a_base_of_projects_or_staff_is_called_so() -> None:
    assert base_word(found("frontline_led")) == "projects"
    assert base_word(found("training_reach")) == "staff"


def test_the_axis_holds_every_interval_and_the_line() -> None:
    low, high = shared_range([found(lower=6.4, upper=6.6)], TRUST)
    assert low <= 6.4
    assert high >= 6.71


def test_an_interval_much_longer_than_the_others_is_cut_at_the_axis() -> None:
    usual = [found(group=name) for name in ("Emergency", "Imaging", "Surgery")]
    tiny = found(group="Research", value=6.0, lower=1.0, upper=10.0)
    picture = drawn(*usual, tiny)
    low, high = picture.figure.layout.xaxis.range
    assert low <= 6.0
    assert high < 10.0
    assert 6.0 + picture.figure.data[0].error_x.array[3] == high
    assert is_cut([*usual, tiny], TRUST)
    assert not is_cut(usual, TRUST)


def test_the_axis_of_nothing_shown_is_still_an_axis() -> None:
    assert shared_range([withheld()]) == (0.0, 1.0)


def test_a_long_name_goes_over_two_lines() -> None:
    axis = drawn(found(group="Nursing and Midwifery Registered")).figure.layout.yaxis
    assert axis.ticktext == ("Nursing and Midwifery<br>Registered",)


def test_names_above_leave_the_margin_to_the_plot() -> None:
    picture = drawn(found(group="Nursing and Midwifery Registered"), names_above=True)
    assert picture.figure.layout.margin.l < 10
    assert "Nursing and Midwifery Registered" in words(picture)


def test_a_name_is_text_and_never_markup() -> None:
    axis = drawn(found(group="<b>A & E</b>")).figure.layout.yaxis
    assert axis.ticktext == ("&lt;b&gt;A &amp; E&lt;/b&gt;",)


def test_its_alternative_names_who_can_be_told_apart() -> None:
    picture = drawn(
        found(group="Emergency", against_trust="much worse"),
        found(group="Imaging"),
        withheld(group="Research"),
    )
    assert picture.alt == ("Involvement, 2025: Emergency is worse than trust 6.71; 1 is not shown.")


def test_its_alternative_says_where_nobody_can_be_told_apart() -> None:
    assert drawn(found()).alt == (
        "Involvement, 2025: nobody clearly better or worse than trust 6.71."
    )


def test_a_value_drawn_towards_the_others_is_a_tick_on_its_row() -> None:
    ticks = drawn(found(group="Emergency"), found(group="Imaging", drawn_in=6.68)).figure.data[1]
    assert (list(ticks.x), list(ticks.y)) == ([6.68], [0])


def test_the_axis_holds_the_value_drawn_towards_the_others() -> None:
    assert shared_range([found(lower=6.4, upper=6.6, value=6.5, drawn_in=7.4)])[1] >= 7.4
