"""Is every statement written by us? Values are bound; only names that we declare stand in its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent.parent
ROOMS = ("metrics", "warehouse")  # the others may not import DuckDB (tests/test_house.py)
FILES = [file for room in ROOMS for file in sorted((HOUSE / room).glob("*.py"))]
_SQL = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER TABLE|DROP|PRAGMA|DESCRIBE|WHERE|FROM)\b"
)
_CONSTANT = re.compile(r"_?[A-Z][A-Z_]+")
# Functions that answer with places for values, or with names that we declare.
_DECLARES = {
    "_in_scope", "_places", "current_rows_sql", "period_and_directorate", "quoted",
    "trained_and_headcount",
}  # fmt: skip
# What else stands in a statement's text, by module: names and numbers of our own, never a cell.
_OURS = {
    "metrics/change_readiness.py": {"measure"},  # a question of the catalogue
    "metrics/compute.py": {"table", "column"},  # Indicator.needs
    "metrics/project_measures.py": {"among", "counted", "known"},  # conditions on columns
    "metrics/pulse.py": {"measure"},
    "metrics/standards.py": {
        "groups", "standard.characteristic", "standard.measure",
        "', '.join(map(str, standard.among))", "', '.join(map(str, standard.counted))",
        "\"'share', 'percent'\" if standard.is_positive else \"'share'\"",
    },
    "metrics/survey_measures.py": {
        "first", "second", "listed", "needed", "len(measures)", "measure"  # codes of questions
    },
    "metrics/trained_people.py": {"contrast", "level", "among"},
    "warehouse/build.py": {"dataset.name", "columns", "column", "kind", "name"},  # accepted.sql
    "warehouse/compare.py": {"name"},  # a table of the snapshot
    "warehouse/datasets.py": {"part", "accepted", "DATASETS[dataset].name"},
    "warehouse/facts.py": {
        "name", "bands", "dataset",
        "'measure' if name == 'staff_survey' else \"''\"",
        "'weighting' if name == 'staff_survey' else \"''\"",
        "_KIND_OF_LINE if name == 'staff_survey' else \"''\"",
    },
    "warehouse/lasting_names.py": {"', '.join(columns)"},
    "warehouse/project_facts.py": {
        "feature", "practice", "', '.join((f'pdsa_practice.{feature}' for feature in FEATURES))"
    },
    "warehouse/publish.py": {"name", "casts"},  # schema.sql, as DuckDB describes it
    "warehouse/register_steps.py": {"len(STEPS)"},
    "warehouse/snapshot.py": {"places"},
    "warehouse/together.py": {"quoted(columns.names)"},
    "warehouse/trial.py": {"c", "first", "same", "joined", "name"},  # a dataset's columns
    "warehouse/whole.py": {"table"},  # of the snapshot
}  # fmt: skip


def in_statements(file: Path) -> Iterator[str]:
    """What is put into the text of the statements of a module, as it is written there."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    forms = {
        ast.unparse(node.targets[0])
        for node in tree.body
        if isinstance(node, ast.Assign) and _SQL.search(ast.unparse(node.value))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
            if _SQL.search(text):
                parts = [part for part in node.values if isinstance(part, ast.FormattedValue)]
                yield from (ast.unparse(part.value) for part in parts)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
            sides = [node.left, node.right]
            if any(_is_sql(side) for side in sides):
                yield from (ast.unparse(side) for side in sides if not _is_sql(side))
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format":
            assert isinstance(node.func, ast.Attribute)
            if _is_sql(node.func.value) or ast.unparse(node.func.value) in forms:
                given = [*node.args, *(word.value for word in node.keywords)]
                yield from (ast.unparse(one) for one in given if not isinstance(one, ast.Constant))


def _is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and bool(_SQL.search(str(node.value)))


def _is_constant(written: str) -> bool:
    return _CONSTANT.fullmatch(written.rpartition(".")[2]) is not None


def _is_declared(written: str) -> bool:
    name, _, _ = written.partition("(")
    # What is put into one of our forms is looked at where that is done.
    return _is_constant(written) or name in _DECLARES or _is_constant(name.removesuffix(".format"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_only_our_own_names_stand_in_the_text_of_a_statement(file: Path) -> None:
    ours = _OURS.get(f"{file.parent.name}/{file.name}", set())
    assert {one for one in in_statements(file) if not _is_declared(one)} - ours == set()


def test_databases_are_opened_in_one_place() -> None:
    opened = [
        str(file.relative_to(HOUSE))
        for file in FILES
        if "duckdb.connect(" in file.read_text(encoding="utf-8")
    ]
    assert opened == ["warehouse/locked.py"]


def test_a_value_in_a_statement_s_text_would_be_found(tmp_path: Path) -> None:
    careless = tmp_path / "careless.py"
    careless.write_text(
        "a = f\"SELECT * FROM value WHERE title = '{title}'\"\n"
        'b = "SELECT * FROM value WHERE title = " + title\n'
        'c = "DELETE FROM value WHERE title = %s" % title\n'
        'd = "DELETE FROM value WHERE title = {}".format(title)\n',
        encoding="utf-8",
    )
    assert list(in_statements(careless)) == ["title"] * 4
