"""Does the auditor reach the verdict of every case, and does the mask make every case safe?"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from metrics.disclosure import audit, mask
from metrics.disclosure_view import view_of

FOLDER = Path(os.environ.get("DISCLOSURE_CASES") or Path(__file__).parent / "cases")
CASES = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))]

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


def test_there_are_cases() -> None:
    assert CASES


@each_case
def test_the_audit_reaches_the_verdict(case: dict[str, Any]) -> None:
    found = audit(case)
    assert found["leaks"] == case["expected"]["leaks"]
    assert bool(found["groups"]) == found["leaks"]


@each_case
def test_the_mask_gives_nobody_away(case: dict[str, Any]) -> None:
    assert audit({**case, "published": mask(case)}) == {"leaks": False, "groups": []}


@each_case
def test_the_mask_keeps_the_order_and_the_groups_of_the_case(case: dict[str, Any]) -> None:
    masked = mask(case)
    assert [entry["group"] for entry in masked] == [e["group"] for e in case["published"]]


@each_case
def test_the_mask_does_not_hide_everything(case: dict[str, Any]) -> None:
    view = view_of({**case, "published": mask(case)})
    cells = [one for one in view.statements if not one.is_public]
    small = sum(view.is_small(one.group) for one in cells)
    large = [one for one in cells if view.people_in(one.group) >= view.rule.k]
    assert sum(not one.is_shown for one in large) <= 2 * small + 2
