"""Does the audit find each way to a small group, and does it leave the harmless alone?"""

from __future__ import annotations

from typing import Any

import pytest

from metrics.disclosure import audit, mask

DIRECTORATES = {"Medicine": (120, 74), "Surgery": (95, 60), "Estates": (40, 30), "Pharmacy": (7, 2)}


def where(**dims: str | list[str]) -> dict[str, Any]:
    return {"where": dims}


def case(*published: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "atoms": [
            {"id": name, "dims": {"directorate": name}, "n": n, "v": v}
            for name, (n, v) in DIRECTORATES.items()
        ],
        "published": list(published),
        **more,
    }


def shown(*names: str, **facts: float) -> dict[str, Any]:
    """These directorates together, or the trust when none is named, with their true numbers."""
    chosen = names or tuple(DIRECTORATES)
    n, v = (sum(DIRECTORATES[name][of] for name in chosen) for of in (0, 1))
    group = where(directorate=list(names)) if names else where()
    return {"group": group, "n": n, "rate": round(100 * v / n, 1), "rate_dp": 1, **facts}


def withheld(name: str, **facts: float) -> dict[str, Any]:
    return {"group": where(directorate=name), **facts}


def found(view: dict[str, Any]) -> list[tuple[list[str], str]]:
    return [(leak["atoms"], leak["of"]) for leak in audit(view)["groups"]]


def test_the_total_less_what_is_shown_gives_a_withheld_cell_away() -> None:
    view = case(shown(), *map(shown, ["Medicine", "Surgery", "Estates"]), withheld("Pharmacy"))
    assert found(view) == [(["Pharmacy"], "value"), (["Pharmacy"], "count")]


def test_a_cell_that_is_nowhere_on_the_page_is_given_away_all_the_same() -> None:
    view = case(shown(), *map(shown, ["Medicine", "Surgery", "Estates"]))
    assert found(view) == [(["Pharmacy"], "value")]


def test_two_withheld_cells_of_enough_people_are_safe() -> None:
    view = case(
        shown(), shown("Medicine"), shown("Surgery"), withheld("Estates"), withheld("Pharmacy")
    )
    assert found(view) == []


def test_without_any_total_a_single_withheld_cell_is_safe() -> None:
    assert found(case(shown("Medicine"), shown("Surgery"), withheld("Pharmacy"))) == []


def test_a_small_count_alone_is_already_too_much() -> None:
    assert (["Pharmacy"], "shown") in found(case(withheld("Pharmacy", n=7)))


def test_overlapping_groups_give_away_what_they_share() -> None:
    overlap = case(
        shown("Medicine", "Pharmacy"),
        shown("Surgery", "Pharmacy"),
        shown("Medicine", "Surgery", "Pharmacy"),
    )
    assert found(overlap) == [(["Pharmacy"], "value")]


def test_every_difference_of_two_shown_groups_is_protected() -> None:
    atoms = [("Big", 100, 60), ("A", 3, 1), ("B", 3, 2), ("C", 3, 0)]
    view = {
        "atoms": [{"id": name, "dims": {"unit": name}, "n": n, "v": v} for name, n, v in atoms],
        "published": [
            {"group": where(unit="Big"), "n": 100, "v": 60},
            {"group": where(unit=["Big", "A", "B"]), "n": 106, "v": 63},
            {"group": where(unit=["Big", "B", "C"]), "n": 106, "v": 62},
        ],
    }
    assert {tuple(atoms) for atoms, _ in found(view)} >= {("A", "B"), ("B", "C")}


def test_siblings_may_be_given_away_together_where_each_alone_is_not() -> None:
    atoms = [("Rest", 100, 60), ("A", 4, 1), ("B", 5, 1), ("C", 40, 1)]
    view = {
        "atoms": [{"id": name, "dims": {"unit": name}, "n": n, "v": v} for name, n, v in atoms],
        "published": [
            {"group": where(), "n": 149, "v": 63},
            {"group": where(unit="Rest"), "n": 100, "v": 60},
            *({"group": where(unit=name)} for name in "ABC"),
        ],
    }
    assert found(view) == [(["A", "B"], "value")]


def test_a_label_may_say_under_eleven_but_not_nearly_how_many() -> None:
    assert found(case(withheld("Pharmacy", n_min=1, n_max=10))) == []
    assert found(case(withheld("Pharmacy", n_min=6, n_max=8))) == [(["Pharmacy"], "count")]


def test_withheld_siblings_who_are_few_together_are_protected_together() -> None:
    view = case(shown("Medicine", "Surgery"), withheld("Estates"), withheld("Pharmacy"))
    view["public_knowledge"] = [{**shown()}]
    assert found(view) == []
    view["atoms"][2] |= {"n": 3, "v": 1}
    view["public_knowledge"] = [{"group": where(), "n": 225, "v": 137}]
    assert (["Estates", "Pharmacy"], "value") in found(view)


@pytest.mark.parametrize(("base", "leaks"), [(19, True), (20, False)])
def test_nobody_of_too_few_is_a_leak_where_the_rule_says_so(base: int, leaks: bool) -> None:
    view = {
        "atoms": [{"id": "Unit", "dims": {"directorate": "Unit"}, "n": base, "v": 0}],
        "published": [{"group": where(directorate="Unit"), "n": base, "rate": 0.0, "rate_dp": 1}],
        "rule": {"class_n": 20},
    }
    assert audit(view)["leaks"] == leaks
    assert mask(view)[0].get("rate") == (None if leaks else 0.0)
    assert mask(view)[0]["n"] == base


def test_a_higher_floor_protects_larger_groups() -> None:
    view = case(shown("Medicine"), shown("Estates"))
    assert found(view) == []
    assert found({**view, "rule": {"k": 50}}) == [(["Estates"], "shown"), (["Estates"], "value")]


def test_the_mask_gives_true_numbers_at_the_precision_asked_for() -> None:
    asked = {"n": 0, "n_round": 5, "rate": 0.0, "rate_dp": 0}
    groups = [where(), *(where(directorate=name) for name in ("Medicine", "Pharmacy"))]
    view = case(*({"group": group, "label": "-", **asked} for group in groups))
    masked = mask(view)
    assert masked[0] == {
        "label": "-", "group": where(), "n": 260, "n_round": 5, "rate": 63.0, "rate_dp": 0,
    }  # fmt: skip
    assert masked[2] == {"label": "-", "group": where(directorate="Pharmacy")}


def test_the_mask_withholds_one_of_two_releases_that_differ_by_few() -> None:
    atoms = [
        {"id": "first", "dims": {"batch": "1"}, "n": 95, "v": 61},
        {"id": "late", "dims": {"batch": "2"}, "n": 3, "v": 0},
    ]
    numbers = {"n": 0, "rate": 0.0, "rate_dp": 1}
    view = {
        "atoms": atoms,
        "published": [{"group": where(batch="1"), **numbers}, {"group": where(), **numbers}],
    }
    first, second = mask(view)
    assert "rate" not in first
    assert second["n"] == 98


def test_the_mask_shows_again_what_later_choices_made_needless() -> None:
    atoms = [("d0", "1", 95, 42), ("d0", "2", 5, 4), ("d1", "1", 29, 15), ("d1", "2", 0, 0)]
    groups = [{"batch": "1"}, {}]
    groups += [{"directorate": name, "batch": "1"} for name in ("d0", "d1")]
    groups += [{"directorate": name} for name in ("d0", "d1")]
    view = {
        "atoms": [
            {"id": name + batch, "dims": {"directorate": name, "batch": batch}, "n": n, "v": v}
            for name, batch, n, v in atoms
        ],
        "published": [
            {"group": {"where": group}, "n": 0, "n_round": 5, "rate": 0.0, "rate_dp": 1}
            for group in groups
        ],
    }
    masked = mask(view)
    assert audit({**view, "published": masked})["groups"] == []
    assert sum("n" not in entry for entry in masked) == 2


def test_what_gives_one_of_several_alike_away_gives_all_of_them_away() -> None:
    wards = ("Ward 1", "Ward 2", "Ward 3")
    atoms = [
        {"id": name, "dims": {"directorate": name}, "n": n, "v": v}
        for name, n, v in (("Surgery", 97, 60), *((ward, 1, 1) for ward in wards))
    ]
    published = [
        {"group": where(), "n": 100, "rate": 63.0, "rate_dp": 1},
        {"group": where(directorate="Surgery"), "n": 97, "rate": 61.9, "rate_dp": 1},
        *({"group": where(directorate=ward)} for ward in wards),
    ]
    found = audit({"atoms": atoms, "published": published})["groups"]
    # Three people in three wards: none of the wards can have more than three.
    assert [group["atoms"] for group in found if group["of"] == "count"] == [[w] for w in wards]
