"""The national results files: all organisations, as the survey publishes them, few and invented."""

from __future__ import annotations

from pathlib import Path

from sample_data.contractor_files import AGREEMENT
from sample_data.lists import SURVEY_YEARS
from sample_data.survey import Wave
from sample_data.template_files import BENCHMARK_QUESTIONS, BENCHMARK_SCORES, weighted_values
from sample_data.wording import NAMES, chance_of
from sample_data.written import Cell, new_book, put, save

OUR_CODE = "ZZN"
OUR_NAME = "Northmere NHS Foundation Trust (fictitious)"
ACUTE = "Acute and Acute & Community Trusts"
# Too few for peer lines: the real ones that come with the product stay.
OTHERS = {
    "ZZ1": ("Invented Trust One (fictitious)", ACUTE, 0.12),
    "ZZ2": ("Invented Trust Two (fictitious)", ACUTE, -0.21),
    "ZZ3": ("Invented Trust Three (fictitious)", "Ambulance Trusts", -0.62),
}
_STEMS = {"E": "theme_engagement", "M": "theme_morale"}
_SHEETS = {ACUTE: "Acute&Acute Community Trusts", "Ambulance Trusts": "Ambulance Trusts"}
Values = dict[tuple[str, int], float]


def benchmark_workbook(folder: Path, waves: list[Wave]) -> None:
    """The benchmark workbook of 2025: five years, scores in full precision, shares from 0 to 1."""
    people = {wave.year: wave.lines[0].respondents for wave in waves}
    columns = [
        (measure, year)
        for measure in (*BENCHMARK_SCORES, *BENCHMARK_QUESTIONS)
        for year in SURVEY_YEARS
    ]
    heads = ["org_id", "org_name", "org_type_reporting_name"]
    for measure, year in columns:
        stem = _STEMS.get(measure, measure)
        heads += [f"{stem}_{year}", f"{stem}_n_{year}"]
    book, notes = new_book("Notes")
    put(notes, [["Variable", "Label"]])
    for measure in (*BENCHMARK_SCORES, *BENCHMARK_QUESTIONS):
        label = NAMES.get(measure, "Feels valued by team")
        put(notes, [[f"{_STEMS.get(measure, measure)}_20XX", f"{label} (20XX)"]])
    groups = book.create_sheet("Organisation Benchmark groups")
    put(groups, [["org_id", "org_name", "Benchmark group"]])
    put(groups, [[code, name, group] for code, (name, group, _) in _organisations().items()])
    for group, title in _SHEETS.items():
        sheet = book.create_sheet(title)
        put(sheet, [[*heads, "theme_engagement_2025_sig"]], heading_row=1)
        for code, values in _by_organisation(waves).items():
            name, of_group, _ = _organisations()[code]
            if of_group != group:
                continue
            cells: list[Cell] = [code, name, group]
            for measure, year in columns:
                value = values[measure, year]
                share = round(value / 100, 4) if measure in BENCHMARK_QUESTIONS else value
                withheld = code == "ZZ3" and measure == "q6a"  # an ambulance trust's smallest base
                cells += ["*", "<10"] if withheld else [share, people[year]]
            put(sheet, [[*cells, "Not significant"]])
    save(book, folder / "22 National benchmark workbook 2021-2025.xlsx")


def detailed_spreadsheets(folder: Path, waves: list[Wave]) -> None:
    """The detailed spreadsheets of 2025: every answer from 0 to 100, weighted and unweighted."""
    wave = waves[-1]
    trust = wave.lines[0]
    book, sheet = new_book("YOUR JOB Q1-3")
    heads = ["ODS code", "Organisation name", "Benchmarking group", "Region", "ICS", "Weighting"]
    answers = [f"% {answer}" for answer in AGREEMENT]
    put(sheet, [[None] * 6 + ["Q3f - able to make improvements happen"], ["NHS Staff Survey 2025"]])
    put(sheet, [[None], [None], [*heads, *answers, "Base (number of responses)"]], heading_row=5)
    sheet.merge_cells(start_row=1, end_row=1, start_column=7, end_column=12)
    scores = book.create_sheet("PEOPLE PROMISE ELEMENTS")
    put(scores, [[None] * 6 + ["We are safe and healthy"], ["NHS Staff Survey 2025"]])
    base = "Base (number of responses)"
    put(scores, [[None], [None], [*heads, "PP4 - score", base]], heading_row=5)
    unweighted = [round(100 * float(share), 2) for share in trust.shares["q3f"]]
    for code, values in _by_organisation(waves).items():
        name, group, apart = _organisations()[code]
        who: list[Cell] = [code, name, group, "Nowhere", "Nowhere"]
        # Between agreement and neither lies what the weights move.
        strongly = unweighted[4]
        agree = round(values["q3f", wave.year] - strongly, 2)
        moved = round(unweighted[2] + unweighted[3] - agree, 2)
        shares: list[Cell] = [unweighted[0], unweighted[1], moved, agree, strongly]
        put(sheet, [[*who, "Occupation Group", *shares, trust.respondents]])
        score = values["PP4", wave.year]
        put(scores, [[*who, "Occupation Group", round(score, 4), trust.respondents]])
        if not apart:
            put(sheet, [[*who, "Unweighted", *unweighted, trust.respondents]])
            of_trust = round(trust.scores["PP4"], 4)
            put(scores, [[*who, "Unweighted", of_trust, trust.respondents]])
    save(book, folder / "23 Detailed spreadsheets 2025.xlsx")


def _organisations() -> dict[str, tuple[str, str, float]]:
    return {OUR_CODE: (OUR_NAME, ACUTE, 0.0), **OTHERS}


def _by_organisation(waves: list[Wave]) -> dict[str, Values]:
    """Each organisation's weighted values; the others lie beside ours by chance."""
    ours = weighted_values(waves)
    chance = chance_of(18)
    found = {}
    for code, (_, _, apart) in _organisations().items():
        found[code] = {
            (measure, year): round(
                value
                + (apart + float(chance.uniform(-0.05, 0.05)) if apart else 0.0)
                * (10 if measure in BENCHMARK_QUESTIONS else 1),
                2 if measure in BENCHMARK_QUESTIONS else 6,
            )
            for (measure, year), value in ours.items()
        }
    return found
