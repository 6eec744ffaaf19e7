"""Write the fictitious trust's files: python -m sample_data.generate [folder]."""

from __future__ import annotations

import sys
from pathlib import Path

from sample_data import (
    contractor_files,
    learning_files,
    national_files,
    people_files,
    project_files,
    staff_record,
    survey_files,
    template_files,
    training_files,
    trust_files,
)
from sample_data.cycles import register_and_log
from sample_data.employment import employments
from sample_data.survey import waves
from sample_data.teams import places, scores
from sample_data.training import attendances, sessions

HERE = Path(__file__).parent


def generate(folder: Path) -> None:
    """Write names.csv, people.csv and files/ into `folder`; the same seed gives the same bytes."""
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    survey = waves()
    projects, cycles = register_and_log()
    trust_files.structure(files)
    trust_files.snapshots(files)
    contractor_files.people_promise(files, survey)
    contractor_files.positive_scores(files, survey)
    contractor_files.option_shares(files, survey)
    survey_files.heat_map(files, survey)
    template_files.survey_2025(files, survey)
    survey_files.breakdown_report(files, survey)
    template_files.benchmark_lines(files, survey)
    template_files.pulse(files, survey)
    project_files.register(files, projects)
    project_files.estates_projects(files, projects)
    project_files.cycle_log(files, cycles)
    training_files.attendance(files, attendances())
    training_files.bitesize(files, sessions())
    trust_files.self_assessment(files)
    learning_files.objectives(files)
    learning_files.events(files)
    learning_files.case_studies(files, projects)
    learning_files.change_readiness(files)
    staff_record.staff_in_post(files)
    national_files.benchmark_workbook(files, survey)
    national_files.detailed_spreadsheets(files, survey)
    employed = employments()
    people_files.project_teams(files, places(projects, employed))
    people_files.progress_scores(files, scores(projects))
    people_files.staff_list(files, employed)
    trust_files.names_and_people(folder)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
