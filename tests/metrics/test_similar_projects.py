"""Are projects with nearly the same title found across directorates, and no others?"""

from pandas import DataFrame

from metrics.similar_projects import Alike, similar_projects


def found(*projects: tuple[str, str, str]) -> list[Alike]:
    rows = DataFrame(projects, columns=["title", "directorate", "status"])
    return similar_projects(rows.assign(is_live=rows["status"] != "completed"))


def test_titles_in_another_order_are_alike() -> None:
    one = found(
        ("Safer handover, Ward 2", "Surgery", "testing"),
        ("ward 2: safer handover", "Medicine", "completed"),
    )
    assert one == [
        Alike(("Safer handover, Ward 2", "ward 2: safer handover"), ("Medicine", "Surgery"), 1)
    ]


def test_one_directorate_is_not_told_of_itself() -> None:
    assert found(("Safer handover", "Surgery", "idea"), ("Safer handover", "Surgery", "idea")) == []


def test_different_titles_are_not_alike() -> None:
    assert found(("Safer handover", "Surgery", "idea"), ("Fewer falls", "Medicine", "idea")) == []


def test_a_stopped_project_is_left_out() -> None:
    assert found(("Huddles", "Surgery", "stopped"), ("Huddles", "Medicine", "idea")) == []


def test_no_projects_are_alike_to_nothing() -> None:
    assert found() == []
