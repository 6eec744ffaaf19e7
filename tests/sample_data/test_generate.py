"""Are the fictitious trust's files what the generator makes, coherent, and nobody's real data?"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from sample_data.cycles import register_and_log
from sample_data.generate import HERE, generate
from sample_data.lists import (
    AC,
    EA,
    ESTATES,
    OLDER_PEOPLE,
    RESEARCH,
    STAFF_GROUPS,
    STALE,
    UNITS,
)
from sample_data.projects import CLOSED, REGISTER_ON
from sample_data.stories import CLEAR, change, directorate_changes, gap_change
from sample_data.survey import Wave, waves
from sample_data.survey_levels import (
    ELEMENTS,
    MEASURES,
    OPTION_SCORES,
    OTHER_GROUPS,
    PERCENT_QUESTIONS,
    WHITE,
)
from sample_data.training import attendances
from sample_data.workforce import SNAPSHOTS, headcount, name_on, population

FILES = HERE / "files"
WATCHED = ("E", "E_2", "E_3", "PP3", "PP3_1", "q3f")
Sheet = list[list[object]]


def cells(file: Path) -> dict[str, Sheet]:
    """Every sheet's cells; a delimited file is one sheet of lines."""
    if file.suffix == ".csv":
        return {"": [[line] for line in file.read_bytes().splitlines()]}
    book = CalamineWorkbook.from_path(str(file))
    return {
        name: list(map(list, book.get_sheet_by_name(name).to_python())) for name in book.sheet_names
    }


@pytest.fixture(scope="module")
def survey() -> list[Wave]:
    return waves()


@pytest.fixture(scope="module")
def survey_2025_rows() -> list[dict[str, object]]:
    rows = cells(FILES / "07 Staff survey 2025.xlsx")["Results"]
    start = next(place for place, row in enumerate(rows) if row[0] == "survey")
    found = [dict(zip(map(str, rows[start]), row, strict=True)) for row in rows[start + 1 :]]
    return [row for row in found if row["survey_year"] == 2025]


def text_cells() -> Iterator[str]:
    for file in sorted(FILES.iterdir()):
        if file.suffix == ".csv":
            encoding = "utf-8-sig" if file.read_bytes().startswith(b"\xef\xbb\xbf") else "cp1252"
            yield from file.read_text(encoding=encoding).splitlines()
        else:
            for sheet in cells(file).values():
                yield from (cell for row in sheet for cell in row if isinstance(cell, str))


def test_the_committed_files_are_what_the_generator_makes(tmp_path: Path) -> None:
    generate(tmp_path)

    assert {f.name: cells(f) for f in sorted((tmp_path / "files").iterdir())} == {
        f.name: cells(f) for f in sorted(FILES.iterdir())
    }
    for name in ("names.csv", "people.csv"):
        assert (tmp_path / name).read_bytes() == (HERE / name).read_bytes()


def test_all_files_together_stay_under_three_megabytes() -> None:
    assert sum(file.stat().st_size for file in FILES.iterdir()) < 3_000_000


def test_workbooks_carry_no_time_of_making() -> None:
    book = (FILES / "17 Self-assessment.xlsx").read_bytes()

    # Bytes 10 to 13 of an archive hold the first member's time and date.
    assert book[10:14] == bytes.fromhex("00486c5d")


def test_directorates_and_staff_groups_add_up_to_the_same_trust_line(
    survey_2025_rows: list[dict[str, object]],
) -> None:
    by_measure: dict[object, dict[str, list[tuple[float, float]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in survey_2025_rows:
        value = row["score"] if row["score"] != "" else row["percent_positive"]
        if row["question"] == "response_rate" or row["division"] or row["characteristic"]:
            continue
        line = "directorate" if row["directorate"] else "staff_group" if row["staff_group"] else ""
        by_measure[row["question"]][line].append((float(value), float(row["respondents"])))  # type: ignore[arg-type]

    assert len(by_measure) == len(MEASURES) + len(PERCENT_QUESTIONS)
    for measure, lines in by_measure.items():
        [(trust, _)] = lines[""]
        rounding = 0.01 if measure in MEASURES else 0.12
        for line in ("directorate", "staff_group"):
            values, weights = zip(*lines[line], strict=True)
            assert np.average(values, weights=weights) == pytest.approx(trust, abs=rounding)


def test_each_element_is_the_mean_of_its_sub_scores_in_every_group(
    survey_2025_rows: list[dict[str, object]],
) -> None:
    groups: dict[tuple[object, ...], dict[object, float]] = defaultdict(dict)
    for row in survey_2025_rows:
        if isinstance(row["score"], float) and not row["division"]:
            named = (row["directorate"], row["staff_group"], row["characteristic_group"])
            groups[named][row["question"]] = row["score"]

    assert len(groups) == 1 + 14 + 9 + 5
    for scores in groups.values():
        for element, parts in ELEMENTS.items():
            assert scores[element] == pytest.approx(
                np.mean([scores[part] for part in parts]), abs=0.0101
            )


def test_per_cent_positive_is_agree_and_strongly_agree(survey: list[Wave]) -> None:
    for line in survey[-1].lines:
        for question, shares in line.shares.items():
            assert shares.sum() == pytest.approx(1)
            assert line.percents[question] == pytest.approx(100 * (shares[3] + shares[4]))


def test_involvement_is_the_mean_of_its_three_questions(survey: list[Wave]) -> None:
    for line in survey[-1].lines:
        questions = [line.shares[q] @ OPTION_SCORES for q in ("q3c", "q3d", "q3f")]
        assert np.mean(questions) == pytest.approx(line.scores["E_2"], abs=1e-6)


def test_levels_lie_near_those_of_acute_trusts(survey: list[Wave]) -> None:
    trust = survey[-1].lines[0]

    assert {m: round(trust.scores[m], 2) for m in ("E", "M", "PP1", "PP2", "PP3", "PP4")} == {
        "E": 6.74, "M": 5.85, "PP1": 7.28, "PP2": 5.88, "PP3": 6.60, "PP4": 6.07,
    }  # fmt: skip
    assert trust.percents["q3f"] == pytest.approx(55.7, abs=0.2)
    assert trust.respondents / trust.eligible == pytest.approx(0.48, abs=0.01)
    assert headcount(date(2025, 9, 30)).sum() == 6_200


def test_weighted_lines_lie_beside_the_unweighted_ones(survey: list[Wave]) -> None:
    of_year = {wave.year: wave.lines[0] for wave in survey}
    rows = cells(FILES / "09 Benchmark report lines 2021-2025.xlsx")["Benchmark lines"][2:]
    scores = [(of_year[int(str(r[1])[:4])].scores[str(r[4])], r[7]) for r in rows if r[7] != ""]

    assert len(scores) == 10 * 5
    assert all(abs(unweighted - float(str(w))) <= 0.045 for unweighted, w in scores)
    assert any(abs(unweighted - float(str(w))) > 0.015 for unweighted, w in scores)


def test_no_real_trust_is_named() -> None:
    named = {
        match[0]
        for text in text_cells()
        for match in re.finditer(r"\w+ (?:University )?(?:NHS|Hospitals?|Foundation Trust)\b", text)
    }

    assert named <= {"Northmere NHS"}


def test_nobody_is_named() -> None:
    person = re.compile(
        r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Professor|Sister|Matron|Nurse)\.? [A-Z][a-z]+"
        r"|David|John|Sarah|Susan|James|Emma|Priya|Mohammed|Fatima|Helen|Andrew|Karen|Jo|Marsh)\b"
    )

    assert [text for text in text_cells() if person.search(text) or "@" in text] == []


def test_training_rows_name_staff_by_number_and_keep_their_home() -> None:
    homes = {person.staff_number: person for person in population()}
    for booking in attendances():
        assert homes[booking.person.staff_number] == booking.person
        assert re.fullmatch(r"\d{8}", booking.person.staff_number)


# The stories.


def test_1_care_of_older_people_trained_a_quarter_and_clearly_improved(
    survey: list[Wave],
) -> None:
    trained = {
        booking.person.staff_number
        for booking in attendances()
        if booking.status == "attended"
        and booking.person.unit == OLDER_PEOPLE
        and booking.held_on < date(2025, 9, 1)
    }
    assert len(trained) / UNITS[OLDER_PEOPLE].headcount > 0.25

    changes = {
        c.measure: c.z
        for c in directorate_changes(survey[-2], survey[-1], ("E_2", "q3f"))
        if c.group == "Care of Older People"
    }
    assert min(changes.values()) > 2 * CLEAR


def test_2_engagement_and_advocacy_clearly_fell_in_emergency(survey: list[Wave]) -> None:
    changes = [
        c.z
        for c in directorate_changes(survey[-2], survey[-1], ("E", "E_3"))
        if c.group == "Emergency"
    ]
    assert max(changes) < -CLEAR - 1


def test_3_imaging_dips_and_is_back_by_chance_sized_amounts(survey: list[Wave]) -> None:
    down, back = (
        next(c for c in directorate_changes(one, two, ("E",)) if c.group == "Imaging")
        for one, two in ((survey[-3], survey[-2]), (survey[-2], survey[-1]))
    )
    assert -1.5 < down.z < -0.7
    assert 0.7 < back.z < 1.5
    assert back.after == pytest.approx(down.before, abs=0.05)


def test_4_estates_and_admin_staff_are_reached_least() -> None:
    people = dict(zip(STAFF_GROUPS, headcount(SNAPSHOTS[-3]).sum(axis=0), strict=True))
    trained = Counter(
        group
        for _, group in {
            (b.person.staff_number, b.person.staff_group)
            for b in attendances()
            if b.status == "attended"
        }
    )
    projects, _ = register_and_log()
    leads = Counter(project.lead_staff_group for project in projects)
    for counted in (trained, leads):
        for group in (AC, EA):
            fair = people[group] / sum(people.values())
            assert counted[group] / sum(counted.values()) < 0.5 * fair


def test_5_the_gap_by_long_term_condition_narrows_and_by_ethnicity_does_not(
    survey: list[Wave],
) -> None:
    condition = gap_change(survey[-2], survey[-1], "No", "Yes")
    ethnicity = gap_change(survey[-2], survey[-1], WHITE, OTHER_GROUPS)

    assert (round(condition.before, 2), round(condition.after, 2)) == (0.55, 0.22)
    assert condition.z < -CLEAR
    assert abs(ethnicity.z) < 0.5


def test_6_estates_and_pathology_projects_were_left_alone() -> None:
    projects, _ = register_and_log()
    fresh = REGISTER_ON - timedelta(days=90)
    left = [
        p.updated_on < fresh
        for p in projects
        if p.directorate in STALE and p.stage not in CLOSED and p.started_on < fresh
    ]
    others = [
        p.updated_on < fresh
        for p in projects
        if p.directorate not in STALE and p.stage not in CLOSED and p.started_on < fresh
    ]
    assert len(left) >= 6
    assert all(left)
    assert sum(others) / len(others) < 0.2


def test_7_research_and_innovation_is_too_small_to_show(survey: list[Wave]) -> None:
    assert UNITS[RESEARCH].headcount == 26
    for wave in survey:
        assert 8 <= wave.respondents[RESEARCH].sum() <= 10


def test_8_voice_clearly_improved_in_the_trust_and_engagement_did_not(survey: list[Wave]) -> None:
    before, after = survey[-2].lines[0], survey[-1].lines[0]

    assert change(before, after, "PP3").z > CLEAR
    assert change(before, after, "PP3_1").z > CLEAR
    assert abs(change(before, after, "E").z) < 1
    assert abs(change(before, after, "E_1").z) < 1


def test_8_no_other_directorate_changed_clearly(survey: list[Wave]) -> None:
    told = {"Care of Older People", "Emergency"}
    others = [
        c for c in directorate_changes(survey[-2], survey[-1], WATCHED) if c.group not in told
    ]

    assert len(others) == 12 * len(WATCHED)
    assert max(abs(c.z) for c in others) < 1.5


def test_9_monthly_starts_training_and_cycles_follow_the_pattern() -> None:
    projects, cycles = register_and_log()
    starts = Counter(f"{p.started_on:%Y-%m}" for p in projects)
    ended = Counter(f"{c.ended_on:%Y-%m}" for c in cycles if c.ended_on)
    trained = Counter(f"{b.held_on:%Y-%m}" for b in attendances() if b.status == "attended")

    def mean(counts: Counter[str], first: str, last: str) -> float:
        return float(np.mean([n for month, n in counts.items() if first <= month <= last]))

    assert len(starts) == len(trained) == 48
    assert mean(starts, "2022-11", "2025-12") == pytest.approx(7, abs=0.3)
    assert mean(starts, "2026-01", "2026-10") == pytest.approx(12, abs=0.3)
    assert trained["2024-08"] == 5
    assert mean(trained, "2022-11", "2024-07") == pytest.approx(40, abs=1)
    assert mean(ended, "2023-02", "2026-04") == pytest.approx(19, abs=0.5)
    assert mean(ended, "2026-05", "2026-10") == pytest.approx(11, abs=0.5)


def test_cycles_belong_to_projects_alive_at_the_time() -> None:
    projects, cycles = register_and_log()
    by_id = {project.project_id: project for project in projects}
    for cycle in cycles:
        project = by_id[cycle.project_id]
        assert project.started_on < cycle.started_on <= (cycle.ended_on or REGISTER_ON)
        assert cycle.started_on < (project.ended_on or REGISTER_ON + timedelta(days=1))


def test_the_staff_record_counts_to_the_headcount_of_its_census() -> None:
    people: Counter[tuple[object, ...]] = Counter()
    sheet = cells(FILES / "21 Staff record Sep 2026.xlsx")["Staff in post"]
    for row in sheet[3:]:
        left = isinstance(row[8], date) and row[8] < SNAPSHOTS[-1]
        if row[5] == "Yes" and row[6] != "Career Break" and not left:
            people[row[1]] += 1
    expected: Counter[object] = Counter()
    for unit, by_group in enumerate(headcount(SNAPSHOTS[-1])):
        expected[name_on(unit, SNAPSHOTS[-1])] += int(by_group.sum())
    assert people == expected


def test_every_case_study_is_one_that_its_projects_row_tells() -> None:
    with (FILES / "20 Case studies.csv").open(encoding="utf-8-sig", newline="") as lines:
        told = {row["Project ref"]: row["Date shared"] for row in csv.DictReader(lines)}
    projects, _ = register_and_log()
    assert told.keys() - {""} == {p.project_id for p in projects if p.case_study_on}


def test_estates_keep_a_list_of_their_own() -> None:
    with (FILES / "12 Estates projects.csv").open(encoding="cp1252", newline="") as lines:
        own = {row["Ref"] for row in csv.DictReader(lines, delimiter=";")}
    projects, _ = register_and_log()

    assert own == {p.project_id for p in projects if p.directorate == ESTATES}
    assert own.isdisjoint(
        str(row[0]) for row in cells(FILES / "11 Project register Oct 2026.xlsx")["Register"]
    )
