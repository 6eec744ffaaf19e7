"""Does each icon say in shape, letter and words what was found?"""

from xml.etree import ElementTree

import pytest

from charts.icons import WORDS, icon, variation_of
from charts.palette import PALETTES

LIGHT = PALETTES["light"]


@pytest.mark.parametrize("kind", WORDS)
def test_every_icon_is_well_formed_and_names_itself(kind: str) -> None:
    drawn = ElementTree.fromstring(icon(kind, LIGHT))  # type: ignore[arg-type]
    title = drawn.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == WORDS[kind]


@pytest.mark.parametrize(
    ("mark", "better", "kind"),
    [
        ("improvement", "higher", "improvement_high"),
        ("improvement", "lower", "improvement_low"),
        ("concern", "higher", "concern_low"),
        ("concern", "lower", "concern_high"),
        ("ordinary", "higher", "common_cause"),
    ],
)
def test_the_icon_follows_mark_and_direction(mark: str, better: str, kind: str) -> None:
    assert variation_of(mark, better) == kind


@pytest.mark.parametrize(
    ("kind", "letter"),
    [
        ("improvement_high", "H"),
        ("concern_low", "L"),
        ("pass", "P"),
        ("fail", "F"),
        ("inconsistent", "?"),
    ],
)
def test_the_letter_repeats_the_direction(kind: str, letter: str) -> None:
    assert f">{letter}</text>" in icon(kind, LIGHT)  # type: ignore[arg-type]


def test_no_clear_change_is_grey() -> None:
    drawn = icon("common_cause", LIGHT)
    assert LIGHT.improved not in drawn
    assert LIGHT.worse not in drawn
