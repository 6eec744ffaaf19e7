"""Survey results in the template’s headings: 2025, the benchmark report’s lines and the pulse."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sample_data.lists import TRUST, UNITS, directorates_in
from sample_data.survey import Line, Wave
from sample_data.survey_levels import ELEMENTS, MEASURES, PERCENT_QUESTIONS
from sample_data.wording import SMALLEST_SHOWN, WITHHELD, chance_of
from sample_data.written import Cell, new_book, put, save, widths

TEMPLATE = [
    "survey",
    "survey_year",
    "directorate",
    "division",
    "staff_group",
    "characteristic",
    "characteristic_group",
    "question",
    "respondents",
    "eligible",
    "percent_positive",
    "score",
]


def survey_2025(folder: Path, waves: list[Wave]) -> None:
    """The template, filled in by the survey lead: 2025 whole, characteristics of the year before
    too, and every wave's response rate. Small groups are left open: masking is not the lead's work."""
    book, sheet = new_book("Results")
    put(
        sheet,
        [
            [f"{TRUST}: staff survey results, autumn 2025"],
            ["Unweighted. Confidential: holds groups of fewer than 11."],
            [],
            TEMPLATE,
        ],
        heading_row=4,
    )
    this_year = waves[-1]
    for line in this_year.lines:
        put(sheet, _template_rows(line))
    for line in waves[-2].lines:
        if line.characteristic:
            put(sheet, _template_rows(line))
    for wave in waves:
        for line in wave.lines:
            if not line.staff_group and not line.characteristic:
                rate = round(100 * line.respondents / line.eligible, 1)
                values: list[Cell] = [line.respondents, line.eligible, rate, None]
                put(sheet, [[*_names(line), "response_rate", *values]])
    notes = book.create_sheet("Notes")
    put(
        notes,
        [
            ["Notes"],
            ["Directorates as on 1 September 2025. Eligible staff are those in post on that day."],
            [
                "Theatres and Critical Care is new since 1 April 2024; earlier years under old names."
            ],
            ["The question on fair career progression was reworded in 2025."],
        ],
    )
    widths(sheet, 9, 12, 30, 26, 44, 20, 24, 14, 12, 10, 16, 10)
    sheet.freeze_panes = "A5"
    save(book, folder / "07 Staff survey 2025.xlsx")


def _names(line: Line) -> list[Cell]:
    return [
        "annual",
        line.year,
        *(
            name or None
            for name in (
                line.directorate,
                line.division,
                line.staff_group,
                line.characteristic,
                line.characteristic_group,
            )
        ),
    ]


def _template_rows(line: Line) -> list[list[Cell]]:
    """Every measure of one group; division by staff group has four."""
    crossed = bool(line.division)
    rows: list[list[Cell]] = []
    for measure in ("E", "E_2", "PP3") if crossed else MEASURES:
        score = round(line.scores[measure], 2)
        rows.append([*_names(line), measure, line.respondents, None, None, score])
    for question in ("q3f",) if crossed else PERCENT_QUESTIONS:
        percent = round(line.percents[question], 1)
        rows.append([*_names(line), question, line.respondents, None, percent, None])
    return rows


BENCHMARK_SCORES = ("E", "M", "PP1", "PP2", "PP3", "PP3_2", "PP4", "PP5", "PP6", "PP7")
BENCHMARK_QUESTIONS = ("q3f", "q6a", "q7h")


def weighted_values(waves: list[Wave]) -> dict[tuple[str, int], float]:
    """The trust weighted by occupation, by measure and year: a little beside the unweighted."""
    chance = chance_of(10)
    values = {}
    for measures, wide, narrow in (
        (BENCHMARK_SCORES, 0.03, 0.01),
        (BENCHMARK_QUESTIONS, 0.4, 0.1),
    ):
        for measure in measures:
            weighting = float(chance.uniform(-wide, wide))
            for wave in waves:
                trust = wave.lines[0]
                own = trust.scores[measure] if measure in trust.scores else trust.percents[measure]
                of_year = weighting + float(chance.uniform(-narrow, narrow))
                values[measure, wave.year] = own + of_year
    return values


def benchmark_lines(folder: Path, waves: list[Wave]) -> None:
    """The trust's own weighted lines as the benchmark report of 2025 prints them, five years."""
    book, sheet = new_book("Benchmark lines")
    head = [
        "survey",
        "survey_year",
        "directorate",
        "staff_group",
        "question",
        "respondents",
        "percent_positive",
        "score",
        "weighting",
        "release",
    ]
    put(
        sheet,
        [["Lines of our benchmark report 2025 (weighted by occupation)"], head],
        heading_row=2,
    )
    people = {wave.year: wave.lines[0].respondents for wave in waves}
    for (measure, year), value in weighted_values(waves).items():
        is_score = measure in BENCHMARK_SCORES
        numbers: list[Cell] = [None, round(value, 2)] if is_score else [round(value, 1), None]
        trust: list[Cell] = ["annual", year, None, None, measure, people[year]]
        put(sheet, [[*trust, *numbers, "weighted", 2025]])
    widths(sheet, 10, 12, 14, 14, 12, 12, 16, 10, 12, 10)
    save(book, folder / "09 Benchmark report lines 2021-2025.xlsx")


# Financial quarters (Q1 begins in April) of the pulse, and how far along from one autumn survey
# to the next each lies; the annual survey takes the place of Q3.
PULSE = (
    ("2024-Q1", 2023, 0.5), ("2024-Q2", 2023, 0.8), ("2024-Q4", 2024, 0.2),
    ("2025-Q1", 2024, 0.5), ("2025-Q2", 2024, 0.8), ("2025-Q4", 2025, 0.2),
    ("2026-Q1", 2025, 0.5), ("2026-Q2", 2025, 0.8),
)  # fmt: skip


def pulse(folder: Path, waves: list[Wave]) -> None:
    """Quarterly pulse, fewer answers and a little lower than the annual survey."""
    chance = chance_of(11)
    of_year = {wave.year: wave for wave in waves}
    book, sheet = new_book("Pulse")
    put(
        sheet,
        [["survey", "period", "directorate", "question", "respondents", "score"]],
        heading_row=1,
    )
    for period, year, along in PULSE:
        now, later = of_year[year], of_year.get(year + 1, of_year[year])
        eligible = now.eligible.sum(axis=1)
        people = np.rint(eligible * 0.17 * chance.uniform(0.85, 1.15, len(UNITS))).astype(int)
        parts = {}
        for part in ELEMENTS["E"]:
            cells = (1 - along) * now.scores[part] + along * later.scores[part]
            weights = now.respondents / now.respondents.sum(axis=1, keepdims=True)
            noise = chance.normal(0, 0.9, len(UNITS)) / np.sqrt(people)
            parts[part] = (cells * weights).sum(axis=1) - 0.12 + noise
        parts["E"] = sum(parts[p] for p in ELEMENTS["E"]) / 3
        names = np.array([unit.directorate_in(int(period[:4])) for unit in UNITS])
        for directorate in ("", *directorates_in(int(period[:4]))):
            chosen = names == directorate if directorate else np.ones(len(UNITS), dtype=bool)
            n = int(people[chosen].sum())
            for measure in ("E", *ELEMENTS["E"]):
                mean = float((parts[measure] * people)[chosen].sum() / n)
                shown = n >= SMALLEST_SHOWN
                put(
                    sheet,
                    [
                        [
                            "pulse",
                            period,
                            directorate or None,
                            measure,
                            n if shown else WITHHELD,
                            round(mean, 2) if shown else WITHHELD,
                        ]
                    ],
                )
    widths(sheet, 10, 12, 30, 12, 12, 10)
    save(book, folder / "10 Pulse 2024-2026.xlsx")
