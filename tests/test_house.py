"""Does the house keep its shape? Imports one way, pages define only, nothing that does not belong."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("access", "charts", "commands", "data_loaders", "metrics", "pages", "reports", "warehouse")
MAY_IMPORT = {
    "settings": set(),
    "access.scope": set(),
    "metrics": {"settings", "metrics"},
    "warehouse": {"settings", "access.scope", "metrics", "warehouse"},
    "data_loaders": {"settings", "warehouse", "data_loaders"},
    "access": {"settings", "access", "warehouse"},
    "charts": {"settings", "metrics", "charts"},
    "commands": {"settings", "metrics", "warehouse", "access", "data_loaders", "commands"},
    "reports": {"settings", "metrics", "charts", "warehouse", "access.scope", "reports"},
    "pages": {
        "settings",
        "metrics",
        "charts",
        "reports",
        "warehouse",
        "access",
        "data_loaders",
        "pages",
    },
}
ONLY_FOR = {
    "streamlit": ("app", "pages"),
    "duckdb": ("warehouse", "metrics"),
    "plotly": ("charts", "reports"),
    "docx": ("charts", "reports"),
    "pptx": ("charts", "reports"),
}
MODULES = [file for room in ROOMS for file in sorted((HOUSE / room).glob("**/*.py"))] + [
    HOUSE / "app.py",
    HOUSE / "settings.py",
    HOUSE / "run.py",
]
NAMES = [str(file.relative_to(HOUSE).with_suffix("")).replace("/", ".") for file in MODULES]

NAMED = list(zip(MODULES, NAMES, strict=True))


def imported(file: Path) -> set[str]:
    """The modules a file imports anywhere in it, with what it takes from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize(("file", "name"), NAMED, ids=NAMES)
def test_imports_go_one_way(file: Path, name: str) -> None:
    room = name if name in MAY_IMPORT else name.split(".")[0]
    if room not in MAY_IMPORT:
        return
    ours = {
        taken
        for taken in imported(file)
        if taken.split(".")[0] in (*ROOMS, "settings", "manage", "app", "run", "tests")
    }
    wrong = {
        taken
        for taken in ours
        if not any(taken == door or taken.startswith(f"{door}.") for door in MAY_IMPORT[room])
    }
    assert wrong == set()


@pytest.mark.parametrize(("file", "name"), NAMED, ids=NAMES)
def test_libraries_stay_in_their_rooms(file: Path, name: str) -> None:
    room = name.split(".")[0]
    taken = {module.split(".")[0] for module in imported(file)}
    assert {library for library in taken & set(ONLY_FOR) if room not in ONLY_FOR[library]} == set()


def test_nobody_imports_pages_but_pages() -> None:
    importers = {
        name for file, name in NAMED if any(taken.startswith("pages") for taken in imported(file))
    }
    assert {name for name in importers if not name.startswith("pages")} == set()


@pytest.mark.parametrize("file", sorted((HOUSE / "pages").glob("*.py")), ids=lambda file: file.stem)
def test_a_page_only_defines(file: Path) -> None:
    body = ast.parse(file.read_text(encoding="utf-8")).body
    allowed = (
        ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign,
    )  # fmt: skip
    others = [
        node
        for node in body[1:]
        if not isinstance(node, allowed)
        and ast.unparse(node) != "if __name__ == '__main__':\n    main()"
    ]
    assert isinstance(body[0], ast.Expr)
    assert [ast.unparse(node) for node in others] == []


@pytest.mark.parametrize("file", MODULES, ids=NAMES)
def test_a_module_says_what_question_it_answers(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", MODULES, ids=NAMES)
def test_nothing_forbidden_is_used(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    forbidden = (
        "plotly.express",
        "unsafe_allow_html",
        "st.html(",
        "iterrows(",
        "eval(",
        "exec(",
        "%-d",
    )
    assert [word for word in forbidden if word in text] == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "core", "manager"])
def test_no_module_is_a_drawer_for_anything(word: str) -> None:
    assert [name for name in NAMES if name.split(".")[-1] == word] == []


def test_no_path_or_name_that_does_not_belong() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    strange = re.compile(r"/(?:root|home|wor[k]|opt)/|/tm[p]/|\.\./shar[e]d", re.IGNORECASE)
    texts = (".py", ".md", ".sql", ".toml", ".txt", ".in", ".csv")
    found = [
        f"{name}:{number}"
        for name in tracked
        if name.endswith(texts) and (HOUSE / name).exists()
        for number, line in enumerate(
            (HOUSE / name).read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if strange.search(line)
    ]
    assert found == []
