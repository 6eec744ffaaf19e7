"""The survey contractor’s long exports: scores, positive shares and option shares."""

from __future__ import annotations

from pathlib import Path

from sample_data.survey import Line, Wave
from sample_data.survey_levels import (
    ETHNICITY,
    HEADLINES,
    MEASURES,
    PERCENT_QUESTIONS,
    SHARE_QUESTIONS,
)
from sample_data.wording import NAMES, SMALLEST_SHOWN, WITHHELD, chance_of
from sample_data.written import Cell, write_delimited

AGREEMENT = (
    "Strongly disagree",
    "Disagree",
    "Neither agree nor disagree",
    "Agree",
    "Strongly agree",
)
FREQUENCY = ("Never", "Rarely", "Sometimes", "Often", "Always")
# The organisation's questions stood two and four numbers lower before 2023.
SECTION_25 = {2021: 21, 2022: 23}

TEAMS = {
    "Acute Medicine": ("Ward 2", "Ward 3", "Ward 7", "Acute Medical Unit"),
    "Care of Older People": ("Ward 11", "Ward 12", "Ward 14", "Frailty Unit"),
    "Emergency": ("Majors", "Minors"),
    "General Surgery": ("Ward 21", "Ward 22", "Pre-assessment"),
    "Children and Young People": ("Neonatal Unit", "Children’s Ward"),
    "Imaging": ("CT", "Ultrasound"),
    "Maternity": ("Labour Ward", "Antenatal Clinic"),
    "Estates and Facilities": ("Catering", "Domestic Services", "Portering"),
    "Therapies and Pharmacy": ("Dispensary", "Physiotherapy"),
}  # fmt: skip


def number_in(question: str, year: int) -> str:
    """The number a question had on that year's questionnaire, as the contractor writes it."""
    if question.startswith("q25") and year in SECTION_25:
        question = f"q{SECTION_25[year]}{question[3:]}"
    return "Q" + question[1:]


def _dimension(line: Line) -> tuple[str, str]:
    """How the contractor names a group: the kind of breakdown, and the group in it."""
    if line.directorate:
        return "National Breakdown 2", line.directorate
    if line.characteristic:
        kind = "Ethnicity" if line.characteristic == ETHNICITY else "Long Term Condition"
        return kind, line.characteristic_group
    if line.staff_group:
        return "Staff Group", line.staff_group
    return "", "Organisation"


def _long_lines(wave: Wave) -> list[Line]:
    return [line for line in wave.lines if not line.division]


def people_promise(folder: Path, waves: list[Wave]) -> None:
    """Scores of 2021 to 2023, contractor's long export; teams too, which nobody here may show."""
    chance = chance_of(8)
    rows: list[list[Cell]] = [
        ["Year", "QuestionNumber", "QuestionText", "DimName", "DimValue", "BaseSize", "Score"]
    ]
    for wave in waves[:3]:
        for measure in MEASURES:
            for line in _long_lines(wave):
                kind, group = _dimension(line)
                score: Cell = round(line.scores[measure], 4)
                rows.append(
                    [wave.year, measure, NAMES[measure], kind, group, line.respondents, score]
                )
        home = {line.directorate: line for line in wave.lines if line.directorate}
        for directorate, teams in TEAMS.items():
            for team in teams:
                people = int(chance.integers(6, 34))
                for measure in HEADLINES:
                    value = home[directorate].scores[measure] + chance.normal(0, 0.35)
                    score = round(value, 4) if people >= SMALLEST_SHOWN else WITHHELD
                    rows.append(
                        [
                            wave.year,
                            measure,
                            NAMES[measure],
                            "BD3",
                            f"{directorate} – {team}",
                            people,
                            score,
                        ]
                    )
    write_delimited(folder / "03 People Promise 2021-2023.csv", rows, encoding="cp1252")


def positive_scores(folder: Path, waves: list[Wave]) -> None:
    """Positive shares of 2021 to 2023, 0-1, each year in its own numbering."""
    rows: list[list[Cell]] = [
        ["Year", "QuestionNumber", "QuestionText", "DimName", "DimValue", "BaseSize", "Score"]
    ]
    for wave in waves[:3]:
        for question in PERCENT_QUESTIONS:
            for line in _long_lines(wave):
                kind, group = _dimension(line)
                text = NAMES[question]
                if not question.startswith("q15"):
                    text += " (Agree/Strongly agree)"
                share = round(line.percents[question] / 100, 4)
                rows.append(
                    [
                        wave.year,
                        number_in(question, wave.year),
                        text,
                        kind,
                        group,
                        line.respondents,
                        share,
                    ]
                )
    write_delimited(folder / "04 Positive scores 2021-2023.csv", rows, encoding="cp1252")


def option_shares(folder: Path, waves: list[Wave]) -> None:
    """Share of each answer, 0-1, all years; 99 is the contractor's code for no answer."""
    chance = chance_of(9)
    rows: list[list[Cell]] = [
        [
            "Year",
            "QuestionNumber",
            "QuestionText",
            "OptionCode",
            "OptionText",
            "DimName",
            "DimValue",
            "BaseSize",
            "%",
        ]
    ]
    for wave in waves:
        for question in SHARE_QUESTIONS:
            words = FREQUENCY if question == "q5b" else AGREEMENT
            for line in _long_lines(wave):
                kind, group = _dimension(line)
                begin: list[Cell] = [wave.year, number_in(question, wave.year), NAMES[question]]
                for code, (word, share) in enumerate(
                    zip(words, line.shares[question], strict=True), 1
                ):
                    cell = round(float(share), 4)
                    rows.append([*begin, code, word, kind, group, line.respondents, cell])
                missing = round(float(chance.uniform(0.003, 0.012)), 4)
                rows.append([*begin, 99, "Missing", kind, group, line.respondents, missing])
    write_delimited(folder / "05 Option shares 2021-2025.csv", rows)
