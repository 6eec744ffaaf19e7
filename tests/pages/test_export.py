"""Does the audit trail say who took what away?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pages.export import _taken_away
from tests.test_house import HOUSE
from warehouse.audit_trail import entries
from warehouse.register import open_register


def test_what_is_taken_away_is_told(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    assert _taken_away(register, "jo", "Engagement, Surgery, version 3", lambda: b"file") == b"file"
    [entry] = entries(register)
    assert (entry["who"], entry["what"], entry["about"]) == (
        "jo",
        "exported",
        "Engagement, Surgery, version 3",
    )
    register.dispose()


@pytest.mark.parametrize("file", sorted((HOUSE / "pages").glob("*.py")), ids=lambda file: file.stem)
def test_nothing_leaves_a_page_but_by_export(file: Path) -> None:
    if file.stem == "export":
        return
    names = {
        node.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert "download_button" not in names
