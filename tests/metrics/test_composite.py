"""Is a profile worked out as told, by the example of a unit called Alpha, and does it stay as published?"""

from __future__ import annotations

import csv
import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame
from pandas.testing import assert_frame_equal

from metrics.composite import (
    Composite,
    Part,
    Pillar,
    Profile,
    band_of,
    composites,
    index_score,
    profile,
    what_if,
)
from metrics.registry import INDICATORS
from settings import HOUSE, settings
from tests.given import Trust
from warehouse import publish
from warehouse.snapshot import Snapshot

NAN = math.nan

# The three-E profile of the catalogue, section 6, with its placeholder goalposts.
ALPHA = Composite(
    "alpha",
    "Alpha",
    "v0",
    (
        Pillar(
            "engagement",
            "Engagement",
            (
                Part("SS01", 5.0, 8.5, 1),
                Part("PJ03", 0, 25, 1),
                Part("PJ01", 0, 40, 1),
                Part("TR02", 0, 20, 1),
            ),
        ),
        Pillar(
            "equality",
            "Equality",
            (
                Part("SS13", 6.0, 9.5, 1),
                Part("SS14", 5.0, 8.5, 1),
                Part("SS23", 1.0, 0.0, 1),
                Part("TR13", 0.5, 1.0, 1),
                Part("PJ04", 0.5, 1.0, 1),
            ),
        ),
        Pillar(
            "empowerment",
            "Empowerment",
            (
                Part("SS07 part", 5.0, 8.5, 1),
                Part("SS08", 5.0, 8.5, 1),
                Part("SS10", 5.0, 8.5, 1),
                Part("PJ05 and PJ06", 20, 90, 1),
                Part("PJ12", 180, 30, 1),
            ),
        ),
    ),
)
VALUES = (6.8, 10, 18, 9, 8.2, 6.9, 0.4, 0.74, 0.60, 6.7, 6.4, 7.1, 48, 95)
COLLAPSED = (6.8, 10, 18, 9, 8.2, 6.9, 1.1, 0.42, 0.31, 6.7, 6.4, 7.1, 48, 95)
INSUFFICIENT = (6.8, 10, 18, 9, 8.2, 6.9, 0.4, 0.74, 0.60, 6.7, 6.4, 7.1, NAN, NAN)


def alpha(values: tuple[float, ...], half: float = 0.0) -> Profile:
    row = np.array([values])
    return profile(ALPHA, row, row - half, row + half)


# --- the example by hand --------------------------------------------------------------------


def test_every_part_of_alpha_scores_as_printed() -> None:
    assert alpha(VALUES).part_scores[0].round(1).tolist() == [
        51.4, 40.0, 45.0, 45.0, 62.9, 54.3, 60.0, 48.0, 20.0, 48.6, 40.0, 60.0, 40.0, 56.7,
    ]  # fmt: skip


def test_the_pillars_of_alpha_are_as_printed() -> None:
    assert alpha(VALUES).pillars[0].round(2).tolist() == [45.36, 49.03, 49.05]


def test_the_index_of_alpha_is_as_printed() -> None:
    made = alpha(VALUES)
    assert (round(made.index[0], 2), round(made.arithmetic[0], 2)) == (47.78, 47.81)
    assert band_of(made.index[0]) == "Building"


def test_a_collapsed_pillar_shows_in_the_index() -> None:
    made = alpha(COLLAPSED)
    assert round(made.pillars[0, 1], 2) == 23.43
    assert (round(made.index[0], 2), round(made.arithmetic[0], 2)) == (37.35, 39.28)


def test_values_beyond_a_goalpost_are_flagged() -> None:
    flagged = [
        part.indicator
        for part, cut in zip(ALPHA.parts, alpha(COLLAPSED).truncated[0], strict=True)
        if cut
    ]
    assert flagged == ["SS23", "TR13", "PJ04"]
    assert not alpha(VALUES).truncated.any()


def test_three_of_five_parts_are_too_few_for_a_pillar_and_the_index() -> None:
    made = alpha(INSUFFICIENT)
    assert np.isnan(made.pillars[0]).tolist() == [False, False, True]
    assert np.isnan(made.index[0])
    assert np.isnan(made.draws).all()


def test_exactly_two_thirds_of_the_weight_are_enough() -> None:
    thirds = Composite("t", "T", "v", (Pillar("p", "P", tuple(Part(c, 0, 100, 1) for c in "abc")),))
    row = np.array([[30.0, 60.0, NAN]])
    assert profile(thirds, row, row, row).index[0] == pytest.approx(45)


def test_weight_and_not_number_decides_what_is_enough() -> None:
    parts = (Part("a", 0, 100, 1), Part("b", 0, 100, 0.5), Part("c", 0, 100, 0.5))
    row = np.array([[30.0, 60.0, NAN], [NAN, 60.0, 60.0]])
    made = profile(Composite("t", "T", "v", (Pillar("p", "P", parts),)), row, row, row)
    assert made.pillars[0, 0] == pytest.approx(40)
    assert np.isnan(made.pillars[1, 0])


def test_the_index_without_a_part_is_that_of_a_unit_that_never_had_it() -> None:
    never_had = (NAN, *VALUES[1:])
    assert alpha(VALUES).index_without[0, 0] == pytest.approx(alpha(never_had).index[0])


def test_without_a_part_that_leaves_too_little_there_is_no_index() -> None:
    held = np.array(VALUES)
    held[-1] = NAN  # four of the five parts of empowerment are left, and without another three
    assert np.isnan(alpha(tuple(held)).index_without[0, -2])


def test_leaving_out_a_weak_part_raises_the_index() -> None:
    made = alpha(VALUES)
    weak = 8  # PJ04, which scores 20 in a pillar of 49
    assert made.index_without[0, weak] > made.index[0]


def test_a_value_that_was_missing_gives_a_pillar_once_it_is_there() -> None:
    with_one_more = (*INSUFFICIENT[:12], 48.0, NAN)
    assert alpha(with_one_more).pillars[0, 2] == pytest.approx(
        (48.5714 + 40 + 60 + 40) / 4, abs=1e-3
    )


def test_a_pillar_at_nought_does_not_make_the_index_nought() -> None:
    # floor 1 in the geometric mean: (90, 90, 90, 90, 10) gives 58, arithmetic 74
    pillars = np.array([[90.0, 90.0, 90.0, 90.0, 10.0]])
    assert round(index_score(pillars)[0]) == 58
    assert round(index_score(pillars, "arithmetic")[0]) == 74
    assert index_score(np.array([[0.0, 100.0]]))[0] == pytest.approx(10)


@pytest.mark.parametrize(
    ("index", "band"),
    [
        (0, "Emerging"), (39.99, "Emerging"), (40, "Building"), (54.99, "Building"),
        (55, "Established"), (70, "Spreading"), (85, "Sustaining"), (100, "Sustaining"),
    ],
)  # fmt: skip
def test_bands_begin_at_their_edge(index: float, band: str) -> None:
    assert band_of(index) == band


# --- draws ----------------------------------------------------------------------------------


# --- other weights ---------------------------------------------------------------------------


def test_equal_weights_give_the_published_index() -> None:
    made = alpha(VALUES)
    assert what_if([list(made.pillars[0])], [2.0, 2.0, 2.0]) == pytest.approx([made.index[0]])


def test_a_pillar_that_weighs_nothing_does_not_count() -> None:
    assert what_if([[40.0, 90.0]], [1.0, 0.0]) == pytest.approx([40.0])


def test_a_pillar_of_twice_the_weight_counts_twice() -> None:
    assert what_if([[20.0, 80.0]], [2.0, 1.0]) == pytest.approx([(20 * 20 * 80) ** (1 / 3)])


def test_a_unit_with_a_missing_pillar_has_no_index_with_any_weights() -> None:
    assert what_if([[20.0, None], [20.0, 20.0]], [1.0, 0.0]) == [None, pytest.approx(20.0)]


def test_weights_that_are_all_nought_give_no_index() -> None:
    assert what_if([[20.0, 80.0]], [0.0, 0.0]) == [None]


def test_draws_are_the_same_every_time() -> None:
    assert np.array_equal(alpha(VALUES, 0.2).draws, alpha(VALUES, 0.2).draws, equal_nan=True)


def test_a_units_draws_do_not_depend_on_the_units_after_it() -> None:
    row = np.array([VALUES])
    two = np.vstack([row, row + 0.1])
    assert np.array_equal(
        profile(ALPHA, row, row - 0.2, row + 0.2).draws[:, 0],
        profile(ALPHA, two, two - 0.2, two + 0.2).draws[:, 0],
        equal_nan=True,
    )


def test_units_are_moved_independently() -> None:
    two = np.array([VALUES, VALUES])
    draws = profile(ALPHA, two, two - 0.2, two + 0.2).draws
    assert not np.array_equal(draws[:, 0], draws[:, 1], equal_nan=True)


def test_less_certain_indicators_make_a_wider_interval() -> None:
    surer, wider = alpha(VALUES, 0.1), alpha(VALUES, 1.0)
    width = [float(np.ptp(made.bounds(made.draws))) for made in (surer, wider)]
    assert width[0] < width[1]


def test_the_chances_of_the_bands_add_up_to_one() -> None:
    chances = alpha(VALUES, 0.5).chance_of_band()[0]
    assert chances.sum() == pytest.approx(1)
    assert chances.argmax() == 1  # Building


# --- what the file declares -----------------------------------------------------------------


@pytest.mark.parametrize("name", composites())
def test_no_composite_counts_a_question_twice(name: str) -> None:
    homes = [
        item for part in composites()[name].parts for item in INDICATORS[part.indicator].home_of
    ]
    assert sorted(set(homes)) == sorted(homes)


@pytest.mark.parametrize("name", composites())
def test_no_composite_counts_an_indicator_twice(name: str) -> None:
    parts = [part.indicator for part in composites()[name].parts]
    assert sorted(set(parts)) == sorted(parts)


@pytest.mark.parametrize("name", composites())
def test_every_survey_part_says_which_questions_it_holds(name: str) -> None:
    without = [
        part.indicator
        for part in composites()[name].parts
        if INDICATORS[part.indicator].is_opinion and not INDICATORS[part.indicator].home_of
    ]
    assert without in ([], ["engagement_gap"])  # a difference, not a level


@pytest.mark.parametrize("name", composites())
def test_the_better_end_of_every_goalpost_scores_a_hundred(name: str) -> None:
    for part in composites()[name].parts:
        better = INDICATORS[part.indicator].better
        assert (part.at_100 > part.at_0) == (better == "higher"), part.indicator


def test_the_five_components_and_the_three_es_are_all_there() -> None:
    assert [pillar.id for pillar in composites()["readiness"].pillars] == [
        "N1",
        "N2",
        "N3",
        "N4",
        "N5",
    ]
    assert [pillar.id for pillar in composites()["three_e"].pillars] == [
        "engagement", "equality", "empowerment",
    ]  # fmt: skip


@pytest.fixture
def copied_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the definitions that values depend on, in the place of the real ones."""
    for room in ("metrics", "warehouse"):
        shutil.copytree(HOUSE / room, tmp_path / room, ignore=shutil.ignore_patterns("*.pyc"))
    monkeypatch.setattr("warehouse.publish.HOUSE", tmp_path)
    return tmp_path


def test_changing_a_weight_makes_another_version(copied_house: Path) -> None:
    before = publish.fingerprint([], settings())
    file = copied_house / "metrics" / "reference" / "composites.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    rows[1][-1] = "2"
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)
    assert publish.fingerprint([], settings()) != before


def test_the_same_definitions_make_the_same_version(copied_house: Path) -> None:
    before = publish.fingerprint([], settings())
    (copied_house / "metrics" / "notes.txt").write_text("seen by nobody", encoding="utf-8")
    assert publish.fingerprint([], settings()) == before


# --- what was published stays ---------------------------------------------------------------

MEASURES = [
    "E",
    "PP1_2",
    "PP1_3",
    "PP1_4",
    "PP2",
    "PP3_2",
    "PP5_1",
    "PP5_2",
    "PP7_2",
    "q3e",
    "q5b",
    "q3b",
    "q6a",
    "q25b",
]
SURVEY = "directorate | measure | period | value_kind | respondents | value\n"


def survey_of(year: str) -> str:
    lines = [
        f"{directorate} | {measure} | {year} | score | {people} | {6 + place / 10}"
        for directorate, people in (("Surgery", 300), ("Medicine", 200))
        for place, measure in enumerate(MEASURES)
    ] + [
        f"{directorate} | {measure} | {year} | percent | 250 | 55"
        for directorate in ("Surgery", "Medicine")
        for measure in ("q3f", "q7a")
    ]
    return SURVEY + "\n".join(lines)


HEADCOUNT = """
    directorate | staff_group | band | headcount | snapshot_on
    Surgery     | Nursing     | 5    | 300       | 30/09/2023
    Surgery     | Medical     | 7    | 100       | 30/09/2023
    Medicine    | Nursing     | 5    | 250       | 30/09/2023
    Medicine    | Medical     | 7    | 150       | 30/09/2023
"""
REGISTER = (
    "project_id | directorate | lead_staff_group | lead_band | started_on | status | ended_on | idea_source | "
    "objective | outcome_measures | process_measures | has_numeric_aim | case_study_on | register_on\n"
)


def register_of(year: int, projects: int) -> str:
    """Every third project has ended; the register of a later year repeats the earlier ones as they were."""
    lines = []
    for number in range(projects):
        begun = 2021 * 12 + 8 + number // 2
        started = f"05/{begun % 12 + 1:02d}/{begun // 12}"
        end = begun + 5
        ended = f"20/{end % 12 + 1:02d}/{end // 12}" if number % 3 == 0 and end < 2024 * 12 else ""
        lines.append(
            f"P{number} | {'Surgery' if number % 2 else 'Medicine'} | {'Nursing' if number % 3 else 'Medical'} | "
            f"{5 + number % 4} | {started} | testing | {ended} | {'frontline' if number % 3 else 'leader'} | "
            f"{'Safe care' if number % 4 else ''} | {number % 3} | {number % 2} | {'yes' if number % 2 else 'no'} | "
            f"{ended} | 31/10/{year}"
        )
    return REGISTER + "\n".join(lines)


def lists_of(*years: int) -> str:
    """Forty people a year; in each later year the first twenty come again, from the other directorate."""
    lines = []
    for turn, year in enumerate(years):
        for person in range(40):
            directorate = ("Surgery", "Medicine")[(person + turn) % 2]
            group = ("Nursing", "Medical")[person % 4 // 2]
            name = person if person < 20 else person + 100 * turn
            month = person % 10 + 1
            lines.append(f"{name} | {directorate} | {group} | 5 | Bronze | 10/{month:02d}/{year}")
    return "staff_key | directorate | staff_group | band | course | held_on\n" + "\n".join(lines)


LOG = "project_id | cycle | started_on | ended_on\n" + "\n".join(
    f"P{number} | {cycle} | 01/{cycle:02d}/2024 | 25/{cycle:02d}/2024"
    for number in range(30)
    for cycle in range(1, 11)
    if (number + cycle) % 3
)


def composite_rows(snapshot: Snapshot, year: str) -> dict[str, DataFrame]:
    """Everything a snapshot says of composites in one wave, in a fixed order."""
    tables = {
        "value": "indicator = 'readiness' OR indicator LIKE 'readiness.%' OR indicator LIKE 'three_e%'",
        "composite_part": "TRUE",
        "band_chance": "TRUE",
    }
    return {
        table: snapshot.connection.execute(
            f"SELECT * FROM {table} WHERE period = ? AND ({chosen}) ORDER BY ALL", [year]
        ).df()
        for table, chosen in tables.items()
    }


def test_adding_next_years_data_leaves_last_years_composites_as_published(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("staff_survey", survey_of("2024"))
    trust.holds("workforce", HEADCOUNT)
    trust.holds("project_register", register_of(2024, 76))
    trust.holds("training_attendance", lists_of(2023, 2024))
    trust.holds("pdsa_log", LOG)
    before = composite_rows(trust.published(), "2024")

    trust.holds("staff_survey", survey_of("2025"))
    trust.holds("workforce", HEADCOUNT.replace("2023", "2025").replace("300", "330"))
    trust.holds("project_register", register_of(2025, 96))
    trust.holds("training_attendance", lists_of(2025, 2026, 2027))
    trust.holds(
        "pdsa_log", "project_id | cycle | started_on | ended_on\n P80 | 1 | 05/06/2025 | 20/07/2025"
    )
    after = composite_rows(trust.published(), "2024")

    index = before["value"].loc[before["value"]["indicator"] == "readiness"]
    assert index["status"].tolist() == ["shown"] * len(index)
    for table in before:
        assert_frame_equal(before[table], after[table], rtol=1e-9, atol=1e-9)
