"""Is each course drawn as it is, the chosen one in ink, and can both ends be read?"""

from charts.palette import PALETTES
from charts.scenario_lines import scenario_lines

LIGHT = PALETTES["light"]
COURSES = (("Anybody", [0.2, 0.3, 0.4]), ("Untrained only", [0.2, 0.31, 0.42]))


def test_lines_are_in_per_cent_from_today_on() -> None:
    first = scenario_lines(COURSES, 0, LIGHT, "A sentence.").figure.data[0]
    assert (list(first.x), list(first.y)) == ([0, 1, 2], [20.0, 30.0, 40.0])


def test_the_chosen_course_is_the_one_in_ink() -> None:
    drawn = scenario_lines(COURSES, 1, LIGHT, "A sentence.").figure.data
    assert [line.line.color for line in drawn] == [LIGHT.mark, LIGHT.ink]


def test_words_at_near_ends_are_moved_apart_in_their_order() -> None:
    words = scenario_lines(COURSES, 0, LIGHT, "A sentence.").figure.layout.annotations
    assert words[1].y - words[0].y == 9.0
    assert [one.text for one in words] == ["<b>Anybody 40 %</b>", "Untrained only 42 %"]
