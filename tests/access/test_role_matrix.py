"""Every role, every read, every directorate: is nothing read that the role does not allow?

The reads are found in the modules themselves: one that is added without a scope fails here, and so
does one with further arguments that nobody has said how to ask.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pandas import DataFrame

from access.people import Homes, Person, homes
from access.scope import Scope
from metrics.composite import composites
from metrics.registry import INDICATORS
from pages.data_held_nil import told_nothing
from pages.frame import SCREENS
from pages.visit import Visit
from tests.test_house import HOUSE
from warehouse import snapshot as reads
from warehouse.nil_returns import note_nil_returns
from warehouse.register import open_register
from warehouse.snapshot import Snapshot, current, every_value

OWN, OTHER = "Care of Older People", "Estates and Facilities"
ROLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "board member": (("board member",), ()),
    "directorate lead": (("directorate lead",), (OWN,)),
    "lead of two": (("directorate lead",), (OWN, OTHER)),
    "improvement team": (("improvement team",), ()),
    "administrator": (("administrator",), ()),
    "administrator with directorates and no role for them": (("administrator",), (OWN,)),
    "administrator and lead": (("administrator", "directorate lead"), (OWN,)),
    "nobody": ((), (OWN,)),
}
READS: dict[str, Callable[..., Any]] = {
    name: read
    for name, read in inspect.getmembers(reads, inspect.isfunction)
    if read.__module__ == reads.__name__
    and not name.startswith("_")
    and name not in ("current", "open_snapshot")  # they open, and give nothing
}


def asked_in_every_way(name: str, snapshot: Snapshot) -> Iterator[tuple[Any, ...]]:
    """What stands behind snapshot and scope in a call of this read, in all ways that matter."""
    waves = [f"{year}" for year in range(2021, 2026)]
    further: dict[str, list[tuple[Any, ...]]] = {
        "values_of": [(tuple(INDICATORS),), (tuple(_all("indicator", snapshot)),)],
        "moved": [(tuple(_all("period", snapshot)),)],
        "parts_of": [(name, wave) for name in composites() for wave in waves],
        "band_chances": [(name, wave) for name in composites() for wave in waves],
    }
    needed = [
        one
        for one in list(inspect.signature(READS[name]).parameters.values())[2:]
        if one.default is inspect.Parameter.empty
    ]
    if needed:
        assert name in further, f"say here how {name} is to be asked"
    yield from further.get(name, [()])


def _all(column: str, snapshot: Snapshot) -> list[str]:
    everything = every_value(snapshot, Scope.whole_trust(projects=True))
    return list(everything[column].unique())


@pytest.fixture(scope="module")
def snapshot(demonstration_data: Path) -> Snapshot:
    found = current(demonstration_data)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def trust(snapshot: Snapshot) -> Homes:
    return homes(snapshot)


def scope_of(role: str, trust: Homes) -> Scope:
    roles, areas = ROLES[role]
    return Person("one", "One", frozenset(roles), frozenset(areas)).scope(trust)


def cells(found: object) -> Iterator[str]:
    """Every text in what a read gave."""
    if isinstance(found, DataFrame):
        for column in found.columns:
            yield from (str(cell) for cell in found[column].unique())
    elif isinstance(found, dict):
        yield from (str(one) for pair in found.items() for one in pair)
    else:
        assert isinstance(found, list)
        yield from (str(cell) for row in found for cell in row.values())


def named(found: object, names: set[str], divisions: set[str]) -> set[str]:
    """The directorates whose names stand in what a read gave."""
    seen = set()
    for cell in cells(found):
        if cell in divisions:  # "Medicine and Emergency" holds the name of a directorate
            continue
        seen |= {name for name in names if name in cell}
    return seen


@pytest.mark.parametrize("name", READS)
def test_a_read_takes_a_scope_second_and_without_a_default(name: str) -> None:
    given = list(inspect.signature(READS[name]).parameters.values())[:2]
    assert [one.name for one in given] == ["snapshot", "scope"]
    assert given[1].annotation == "Scope"
    assert given[1].default is inspect.Parameter.empty


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", READS)
def test_a_read_names_only_directorates_that_the_role_may_see(
    snapshot: Snapshot, trust: Homes, role: str, name: str
) -> None:
    scope = scope_of(role, trust)
    foreign = {one for one in trust.division_of if not scope.allows_directorate(one)}
    seen: set[str] = set()
    for further in asked_in_every_way(name, snapshot):
        found = READS[name](snapshot, scope, *further)
        seen |= named(found, foreign, set(trust.division_of.values()))
    assert seen == set()


@pytest.mark.parametrize("role", ["board member", "improvement team"])
@pytest.mark.parametrize("name", sorted(READS.keys() - {"projects"}))
def test_who_may_see_the_whole_trust_misses_nothing(
    snapshot: Snapshot, trust: Homes, role: str, name: str
) -> None:
    everything = Scope.whole_trust(projects=True)
    for further in asked_in_every_way(name, snapshot):
        theirs = READS[name](snapshot, scope_of(role, trust), *further)
        assert sorted(cells(theirs)) == sorted(cells(READS[name](snapshot, everything, *further)))


@pytest.mark.parametrize(
    ("role", "led"),
    [
        ("board member", set()),
        ("directorate lead", {OWN}),
        ("lead of two", {OWN, OTHER}),
        ("administrator", set()),
        ("administrator with directorates and no role for them", set()),
        ("administrator and lead", {OWN}),
        ("nobody", set()),
    ],
)
def test_projects_are_seen_one_by_one_by_their_lead(
    snapshot: Snapshot, trust: Homes, role: str, led: set[str]
) -> None:
    assert set(reads.projects(snapshot, scope_of(role, trust))["directorate"]) == led


def test_the_improvement_team_sees_every_project(snapshot: Snapshot, trust: Homes) -> None:
    team = reads.projects(snapshot, scope_of("improvement team", trust))
    assert len(team) == len(reads.projects(snapshot, Scope.whole_trust(projects=True)))


def test_every_directorate_alone_is_a_lead_of_itself_only(snapshot: Snapshot, trust: Homes) -> None:
    everybody = set(trust.division_of)
    divisions = set(trust.division_of.values())
    for own in everybody:
        lead = Person("one", "One", frozenset({"directorate lead"}), frozenset({own})).scope(trust)
        others = {one for one in everybody - {own} if one not in own}
        assert named(every_value(snapshot, lead), others, divisions) == set()


# --- looking through another's eyes opens nothing --------------------------------------------------


@pytest.mark.parametrize("mine", ROLES)
@pytest.mark.parametrize("theirs", ROLES)
def test_what_both_may_see_each_may_see(
    snapshot: Snapshot, trust: Homes, mine: str, theirs: str
) -> None:
    both = scope_of(mine, trust).within(scope_of(theirs, trust))
    for one in (scope_of(mine, trust), scope_of(theirs, trust)):
        for area in trust.division_of:
            assert not both.allows_directorate(area) or one.allows_directorate(area)
        seen = set(reads.projects(snapshot, both)["project_id"])
        assert seen <= set(reads.projects(snapshot, one)["project_id"])


# --- no other way to data, and nothing kept for one visitor shown to another ------------------------


# Parts of such a page that only the improvement team gets, and the function that asks.
FOR_THE_TEAM = {"indicator_limits": "limits_and_targets"}


# Parts of the team's screens that others take something from, and the function that keeps it in
# scope; what else such a part reads is for the team.
SCOPED_BY_THEMSELVES = {"data_held": "held_in", "data_held_nil": "_standing"}


def pages_of_results() -> set[str]:
    """The modules that a page of results is made of."""
    waiting = [
        inspect.getmodule(screen.show).__name__.split(".")[1]  # type: ignore[union-attr]
        for screen in SCREENS
        if screen.needs == "sees_indicators"
    ]
    found: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module in found | FOR_THE_TEAM.keys() | SCOPED_BY_THEMSELVES.keys():
            continue
        found.add(module)
        waiting += [
            node.module.split(".")[1]
            for node in ast.walk(_parsed(module))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pages.")
        ]
    return found


def _parsed(module: str) -> ast.Module:
    return ast.parse((HOUSE / "pages" / f"{module}.py").read_text(encoding="utf-8"))


# Beside the snapshot: names of who did something, what a dataset is called, the entry of an export.
MAY_READ = {"snapshot", "datasets", "audit_trail.note", "register.names_of_people"}


@pytest.mark.parametrize("module", sorted(pages_of_results()))
def test_a_page_of_results_reads_the_snapshot_and_nothing_else(module: str) -> None:
    taken = {
        f"{node.module.partition('.')[2]}.{alias.name}"
        for node in ast.walk(_parsed(module))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("warehouse")
        for alias in node.names
    }
    assert {
        one for one in taken if one not in MAY_READ and one.split(".")[0] not in MAY_READ
    } == set()


@pytest.mark.parametrize(("module", "function"), FOR_THE_TEAM.items())
def test_a_part_for_the_team_asks_whether_it_is_the_team(module: str, function: str) -> None:
    [found] = [
        node
        for node in ast.walk(_parsed(module))
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    asks = next(node for node in ast.walk(found) if isinstance(node, ast.If))
    assert "not (visit.person.may_upload" in ast.unparse(asks.test)
    assert isinstance(asks.body[0], ast.Return)


@pytest.mark.parametrize(("module", "function"), SCOPED_BY_THEMSELVES.items())
def test_what_is_taken_from_the_team_s_screens_is_kept_in_scope(module: str, function: str) -> None:
    [found] = [
        node
        for node in ast.walk(_parsed(module))
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    assert "scope" in ast.unparse(found)


def test_a_nil_return_of_a_foreign_directorate_is_not_told(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    for area in (OWN, OTHER):
        note_nil_returns(register, "training_attendance", area, ["2026-10"], "jo")
    lead = Person("one", "One", frozenset({"directorate lead"}), frozenset({OWN}))
    visit = Visit(lead, lead.scope(Homes()), None, tmp_path, register, "light", {})
    assert [one.directorate for one in told_nothing(visit)] == [OWN]
    register.dispose()


def kept_functions() -> list[tuple[str, ast.FunctionDef]]:
    """Every function of a page whose answer Streamlit keeps."""
    return [
        (f"{file.stem}.{node.name}", node)
        for file in sorted((HOUSE / "pages").glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any("st.cache_" in ast.unparse(one) for one in node.decorator_list)
    ]


KEPT = kept_functions()
# The names of all directorates and their divisions, to work out what somebody may see.
SAME_FOR_ALL = {"frame.homes_in"}


@pytest.mark.parametrize(("name", "kept"), KEPT, ids=[name for name, _ in KEPT])
def test_what_is_kept_is_kept_by_version_and_scope(name: str, kept: ast.FunctionDef) -> None:
    given = [*kept.args.args, *kept.args.kwonlyargs]
    left_out = [one for one in given if one.arg.startswith("_")]
    if left_out and name not in SAME_FOR_ALL:
        versions = {"version"} if "version" in {one.arg for one in given} else {"before", "after"}
        assert versions | {"scope"} <= {one.arg for one in given}


@pytest.mark.parametrize(("name", "kept"), KEPT, ids=[name for name, _ in KEPT])
def test_what_is_kept_knows_nothing_of_the_visitor(name: str, kept: ast.FunctionDef) -> None:
    of_a_visitor = ("Visit", "Person", "Scope", "Engine")
    hidden = [
        one.arg
        for one in [*kept.args.args, *kept.args.kwonlyargs]
        if one.arg.startswith("_") and ast.unparse(one.annotation or one) in of_a_visitor
    ]
    assert hidden == [], name
    read = {ast.unparse(node) for node in ast.walk(kept) if isinstance(node, ast.Attribute)}
    ambient = ("st.session_state", "st.query_params", "st.user", "st.context")
    assert {one for one in read if one.startswith(ambient)} == set(), name


def test_a_drawing_that_is_kept_is_given_no_visitor() -> None:
    """readiness.replayed keeps what a function draws, and does not see what that one was given."""
    calls = [
        ast.unparse(node)
        for node in ast.walk(_parsed("readiness"))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "replayed"
    ]
    assert calls
    assert [call for call in calls if "visit" in call] == []


def test_no_read_of_the_register_s_people_is_kept() -> None:
    """The demonstration aside, somebody's access is looked up anew at every run."""
    kept = {name for name, _ in KEPT}
    assert {name for name in kept if name.split(".")[0] in ("people", "who", "visit")} == set()
