"""Does a part of a page that is drawn by itself ask again who is looking?"""

from __future__ import annotations

import ast

import pytest

from tests.test_house import HOUSE


def parts_with_a_visit() -> list[tuple[str, ast.FunctionDef]]:
    """Every function that Streamlit draws by itself and that takes a visit."""
    found = []
    for file in sorted((HOUSE / "pages").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            is_part = any("st.fragment" in ast.unparse(one) for one in node.decorator_list)
            if is_part and "visit" in [argument.arg for argument in node.args.args]:
                found.append((f"{file.stem}.{node.name}", node))
    return found


PARTS = parts_with_a_visit()


def test_there_are_such_parts() -> None:
    assert PARTS


@pytest.mark.parametrize("part", [node for _, node in PARTS], ids=[name for name, _ in PARTS])
def test_it_asks_again_before_anything_else(part: ast.FunctionDef) -> None:
    statements = part.body[1:] if ast.get_docstring(part) else part.body
    assert ast.unparse(statements[0]) == "visit.ask_again()"
