"""Does a trend join only what may be joined, beside peers on the same basis only?"""

from charts.figure import Picture
from charts.palette import PALETTES
from charts.trend import Peers, months, waves
from metrics.finding import Finding
from tests.found import found, withheld

LIGHT = PALETTES["light"]


def years(*values: float) -> list[Finding]:
    return [
        found(period=str(2021 + place), value=value, lower=value - 0.1, upper=value + 0.1)
        for place, value in enumerate(values)
    ]


def joined(picture: Picture) -> list[list[float]]:
    return [
        list(trace.x)
        for trace in picture.figure.data
        if trace.mode == "lines" and trace.line.width == 1.5
    ]


def words(picture: Picture) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


def test_years_that_can_be_compared_are_joined() -> None:
    assert joined(waves(years(6.5, 6.6, 6.7), LIGHT, "x")) == [[2021, 2022, 2023]]


def test_a_break_parts_the_line_and_is_named() -> None:
    picture = waves(years(6.5, 6.6, 6.7), LIGHT, "x", breaks={"2023": "the question was reworded"})
    assert joined(picture) == [[2021, 2022], [2023]]
    assert "the question was reworded" in words(picture)


def test_a_withheld_year_is_a_gap_with_its_reason() -> None:
    found_years = years(6.5, 6.6, 6.7)
    found_years[1] = withheld(period="2022")
    picture = waves(found_years, LIGHT, "x")
    assert joined(picture) == [[2021], [2023]]
    assert "not shown" in words(picture)


def test_a_missing_year_is_a_gap_too() -> None:
    found_years = [years(6.5, 6.6, 6.7)[place] for place in (0, 2)]
    assert joined(waves(found_years, LIGHT, "x")) == [[2021], [2023]]


def test_peers_are_a_band_with_their_median_named() -> None:
    peers = {"2022": Peers(6.4, 6.62, 6.9), "2023": Peers(6.4, 6.66, 6.9)}
    picture = waves(years(6.5, 6.6, 6.7), LIGHT, "x", peers)
    assert [t.fillcolor for t in picture.figure.data if t.fill == "toself"] == [LIGHT.pale]
    assert "peers 6.66" in words(picture)


def test_peers_of_one_year_still_have_a_width() -> None:
    picture = waves(years(6.5, 6.6), LIGHT, "x", {"2022": Peers(6.4, 6.62, 6.9)})
    assert max(picture.figure.data[0].x) > min(picture.figure.data[0].x)


def test_one_wave_only_is_a_picture() -> None:
    assert joined(waves(years(6.5), LIGHT, "x")) == [[2021]]


def test_only_a_verdict_colours_the_line() -> None:
    newest = found(period="2023", verdict="improved")
    picture = waves([*years(6.5, 6.6), newest], LIGHT, "x")
    assert picture.figure.data[-1].marker.color == LIGHT.improved
    assert waves(years(6.5, 6.6), LIGHT, "x").figure.data[-1].marker.color == LIGHT.ink


def test_months_with_a_gap_are_two_lines_with_two_ribbons() -> None:
    held = [
        found("qi_training_coverage", period=period, value=10.0, lower=8.0, upper=12.0)
        for period in ("2026-01", "2026-02", "2026-04")
    ]
    traces = months(held, LIGHT, "x").figure.data
    assert len([trace for trace in traces if trace.fill == "toself"]) == 2
    assert [list(t.x) for t in traces if t.mode == "lines" and not t.fill] == [[0, 1], [3]]


def test_shares_and_counts_never_begin_below_nought() -> None:
    held = [found("qi_training_coverage", period="2026-01", value=0.5, lower=0.0, upper=2.0)]
    assert months(held, LIGHT, "x").figure.layout.yaxis.range[0] == 0
