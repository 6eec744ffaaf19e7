"""Does a card show the years, its interval and its peers on an axis that others share?"""

from __future__ import annotations

from charts.figure import Picture
from charts.five_years import common_span, five_years
from charts.palette import PALETTES
from metrics.finding import Finding
from tests.found import found, withheld

LIGHT = PALETTES["light"]


def year(period: int, value: float, **said: object) -> Finding:
    return found(
        "advocacy",
        **{
            "group": "Trust",
            "period": str(period),
            "value": value,
            "lower": value - 0.05,
            "upper": value + 0.05,
            **said,
        },
    )


PEERS = {"peer_lower": 6.4, "peer_median": 6.55, "peer_upper": 6.7, "peers": 120}
FALLING = [year(2024, 6.6), year(2025, 6.4, verdict="worse", **PEERS)]


def labels(picture: Picture) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


def test_the_newest_value_stands_at_the_right_in_its_verdict_s_colour() -> None:
    newest = five_years(FALLING, 0.72, LIGHT).figure.layout.annotations[0]
    assert (newest.text, newest.font.color) == ("<b>6.40</b>", LIGHT.worse)


def test_peers_of_the_newest_year_are_named() -> None:
    assert "peers 6.55" in labels(five_years(FALLING, 0.72, LIGHT))


def test_peers_that_would_touch_the_value_are_moved_off_it() -> None:
    near = [year(2025, 6.54, **PEERS)]
    own, peers = five_years(near, 0.72, LIGHT).figure.layout.annotations[:2]
    assert peers.y - own.y > 0.07


def test_without_peers_on_this_basis_no_band_is_drawn() -> None:
    assert len(five_years([year(2024, 6.6), year(2025, 6.5)], 0.72, LIGHT).figure.data) == 1


def test_a_year_that_is_not_shown_leaves_a_gap() -> None:
    waves = [year(2023, 6.6), withheld("advocacy", period="2024"), year(2025, 6.5)]
    assert list(five_years(waves, 0.72, LIGHT).figure.data[-1].y) == [6.6, None, 6.5]


def test_a_newest_year_that_is_not_shown_says_so() -> None:
    waves = [year(2024, 6.6), withheld("advocacy", period="2025")]
    assert "not shown" in labels(five_years(waves, 0.72, LIGHT))


def test_cards_share_the_span_that_the_widest_needs() -> None:
    flat, steep = [year(2025, 6.5)], [year(2024, 5.5), year(2025, 6.5)]
    assert common_span([flat]) == 0.72
    assert common_span([flat, steep]) == 1.3


def test_the_axis_is_as_high_as_it_is_told() -> None:
    low, high = five_years(FALLING, 0.72, LIGHT).figure.layout.yaxis.range
    assert round(high - low, 6) == 0.72


def test_its_alternative_says_first_newest_verdict_and_peers() -> None:
    assert five_years(FALLING, 0.72, LIGHT).alt == (
        "Advocacy: 6.60 in 2024, 6.40 in 2025, worse; the peers' median in 2025 is 6.55."
    )


def test_one_year_alone_is_said_once() -> None:
    assert five_years([year(2025, 6.4, verdict="cannot say")], 0.72, LIGHT).alt == (
        "Advocacy: 6.40 in 2025, cannot say."
    )
