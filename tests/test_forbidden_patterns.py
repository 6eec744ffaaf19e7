"""Is nothing written that would bring data to life, run it, or show it to somebody else?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house import HOUSE, NAMED, NAMES

PAGES = sorted((HOUSE / "pages").glob("*.py"))
# Calls that run text, or make objects of bytes; `plain_values` makes only plain ones.
RUNS = {
    "compile", "eval", "exec", "__import__", "os.system", "os.popen", "os.execv", "marshal.loads",
    "pickle.load", "pickle.loads", "shelve.open", "yaml.load", "yaml.unsafe_load",
    "subprocess.getoutput", "subprocess.getstatusoutput",
}  # fmt: skip
# data_loaders/marking.py is a program of its own and loads the job that our server hands to it.
FROM_OURSELVES = {("data_loaders.marking", "pickle.load")}
# What shows text as markup, makes links of cells, or hands data to the browser to be exported.
COMES_ALIVE = {
    "st.html", "st.iframe", "st.components", "st.link_button", "st.latex", "st.write",
    "st.column_config.LinkColumn", "st.column_config.MarkdownColumn",
    "st.column_config.ImageColumn", "st.column_config.JsonColumn",
}  # fmt: skip
# Where a visitor may hide from the key of a cache.
AMBIENT = {"session_state", "query_params", "context", "user", "secrets", "cookies", "headers"}


def calls(file: Path) -> Iterator[ast.Call]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


@pytest.mark.parametrize(("file", "name"), NAMED, ids=NAMES)
def test_no_text_is_run(file: Path, name: str) -> None:
    called = {ast.unparse(call.func) for call in calls(file)}
    assert {one for one in called & RUNS if (name, one) not in FROM_OURSELVES} == set()


@pytest.mark.parametrize(("file", "name"), NAMED, ids=NAMES)
def test_no_shell_reads_a_command(file: Path, name: str) -> None:
    del name
    assert "shell" not in {word.arg for call in calls(file) for word in call.keywords}


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_page_uses_nothing_that_brings_data_to_life(file: Path) -> None:
    used = {
        ast.unparse(node)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert used & COMES_ALIVE == set()


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_an_error_s_own_words_are_never_shown(file: Path) -> None:
    assert "st.exception" not in {ast.unparse(call.func) for call in calls(file)}


def cached(file: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function whose answers are kept, with how they are."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for how in node.decorator_list:
                if "st.cache_" in ast.unparse(how):
                    yield ast.unparse(how), node


CACHED = [(file, how, node) for file in PAGES for how, node in cached(file)]
CACHED_NAMES = [f"{file.stem}.{node.name}" for file, _, node in CACHED]


@pytest.mark.parametrize(("file", "how", "node"), CACHED, ids=CACHED_NAMES)
def test_what_is_kept_for_one_visitor_is_told_apart_from_another_s(
    file: Path, how: str, node: ast.FunctionDef
) -> None:
    """An argument that begins with _ is no part of the key; version and scope decide all of them."""
    del file
    arguments = [one.arg for one in node.args.args + node.args.kwonlyargs]
    hidden = [one for one in arguments if one.startswith("_")]
    if hidden and "cache_data" in how:
        assert {"version", "scope"} <= set(arguments)


@pytest.mark.parametrize(("file", "how", "node"), CACHED, ids=CACHED_NAMES)
def test_what_is_kept_reads_nothing_of_the_visitor_beside_its_arguments(
    file: Path, how: str, node: ast.FunctionDef
) -> None:
    del file, how
    read = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    arguments = {one.arg for one in node.args.args + node.args.kwonlyargs}
    assert read & AMBIENT == set()
    assert "visit" not in arguments


@pytest.mark.parametrize(("file", "how", "node"), CACHED, ids=CACHED_NAMES)
def test_what_is_kept_is_bounded(file: Path, how: str, node: ast.FunctionDef) -> None:
    del file, node
    assert "max_entries=" in how
