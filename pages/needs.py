"""What would have to be uploaded before this can be shown? In the words of the spreadsheets."""

from __future__ import annotations

_DATASETS = {
    "staff_survey": "the staff survey",
    "project_register": "the project register",
    "pdsa_log": "the PDSA log",
    "project_team": "the list of project teams",
    "project_progress": "the list of progress scores",
    "staff_list": "the staff list",
    "training_attendance": "the training lists",
    "workforce": "the headcount",
    "structure": "the structure",
    "self_assessment": "the self-assessment",
    "objective": "the list of objectives",
    "event": "the list of events",
    "case_study": "the list of case studies",
    "change_readiness": "the results of a change-readiness survey",
}
# Columns whose plain name says what to upload; every row of a dataset has the others.
_COLUMNS = {
    "characteristic": "results by ethnicity or long-term condition",
    "eligible": "how many were asked",
    "lead_staff_group": "the lead's staff group",
    "lead_band": "the lead's band",
    "idea_source": "where the idea came from",
    "objective": "the objective it serves",
    "ended_on": "end dates",
    "updated_on": "dates of the last update",
    "case_study_on": "dates of case studies",
    "has_numeric_aim": "whether the aim is numeric",
    "outcome_measures": "outcome measures",
    "staff_key": "staff numbers",
    "hours": "hours",
    "is_manager": "who manages people",
    "left_on": "dates of leaving",
    "status": "who attended",
}


def needs_in_words(needs: str) -> str:
    """'Not collected: needs the lead's band in the project register.' from the snapshot's `needs`."""
    said: list[str] = []
    for need in needs.split("; "):
        dataset, _, column = need.partition(".")
        where = _DATASETS.get(dataset, dataset.replace("_", " "))
        said.append(f"{_COLUMNS[column]} in {where}" if column in _COLUMNS else where)
    return f"Not collected: needs {' and '.join(dict.fromkeys(said))}."
