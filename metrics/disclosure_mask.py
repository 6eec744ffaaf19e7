"""Which of the numbers somebody wants to publish can be shown so that nobody is worked out?

Small groups go first, then their complements on every line of sums, then whatever the audit still
finds: of the numbers that give a group away, the one whose absence leaves the fewest leaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from metrics.disclosure_audit import leaks
from metrics.disclosure_form import to_nearest
from metrics.disclosure_lines import Line, Lines, complement
from metrics.disclosure_view import Group, Statement, View, view_of

_CHOICES_TRIED = 8  # numbers whose absence is audited, before one of them is taken away
_PRECISION = ("n", "n_round", "rate", "rate_dp", "v")
_WHEN_NOTHING_IS_SAID = {"n": 0.0, "rate": 0.0, "rate_dp": 1.0}


def mask(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The published groups of a case with true numbers where they can be shown, else without.

    Counts and rates come from the atoms, at the precision that the case asks for; a group that it
    asks for with none gets that of its neighbours. A rate of 0 % or 100 % that the rule forbids
    is left out and its count stays.
    """
    wanted = view_of(case)
    published = [one for one in wanted.statements if not one.is_public]
    public = [one for one in wanted.statements if one.is_public]
    full = replace(
        wanted,
        statements=(*(_in_full(wanted, one, published) for one in published), *public),
    )
    safe = masked(full)
    return [
        {"label": said.label, "group": entry["group"], **_numbers(said)}
        for entry, said in zip(case["published"], safe.statements, strict=False)
    ]


def masked(view: View) -> View:
    """The view with enough of its statements withheld that the audit finds nothing."""
    view = _without_extremes(view)
    by_rule = _small_and_complements(view)
    hidden = set(by_rule)
    while choices := _choices(view, hidden):
        everybody = _everybody(view)
        hidden.add(
            min(
                choices[:_CHOICES_TRIED],
                key=lambda group: (group == everybody, len(leaks(_said(view, hidden | {group})))),
            )
        )
    if not leaks(_said(view, hidden)):
        for group in sorted(hidden - by_rule, key=lambda group: _rank(view, group), reverse=True):
            if not leaks(_said(view, hidden - {group})):  # later choices made it needless
                hidden.remove(group)
    return _said(view, hidden)


def _choices(view: View, hidden: set[Group]) -> list[Group]:
    """The shown groups that give the first leak away, the smallest first and the trust last.

    Empty when nothing leaks, or nothing but what is public anyway.
    """
    shown = _said(view, hidden)
    public = _public(view)
    for leak in leaks(shown):
        blamed = [shown.statements[place] for place in leak.by]
        groups = {one.group for one in blamed if one.is_shown and one.group not in public}
        if groups:
            return sorted(groups, key=lambda group: _rank(view, group))
    return []


def _rank(view: View, group: Group) -> tuple[bool, float, list[int]]:
    return group == _everybody(view), view.people_in(group), sorted(group)


def _without_extremes(view: View) -> View:
    """Leaves out the rates of 0 % or 100 % that the rule forbids; their counts stay."""
    forbidden = {place for leak in leaks(view) if leak.of == "extreme" for place in leak.by}
    return replace(
        view,
        statements=tuple(
            one.without("rate", "rate_dp", "v") if place in forbidden else one
            for place, one in enumerate(view.statements)
        ),
    )


def _said(view: View, hidden: set[Group]) -> View:
    return replace(
        view,
        statements=tuple(
            one.without() if one.group in hidden and not one.is_public else one
            for one in view.statements
        ),
    )


def _public(view: View) -> set[Group]:
    return {one.group for one in view.statements if one.is_public and one.is_shown}


def _small_and_complements(view: View) -> set[Group]:
    cells = sorted(
        dict.fromkeys(statement.group for statement in view.statements),
        key=lambda group: (len(group), sorted(group)),
    )
    place_of = {group: place for place, group in enumerate(cells)}
    kinds = list(dict.fromkeys(statement.kind for statement in view.statements))
    lines = []
    for whole in dict.fromkeys([*cells, _everybody(view)]):
        for kind in kinds:
            parts = dict.fromkeys(
                one.group for one in view.statements if one.kind == kind and one.group < whole
            )
            if sum(map(len, parts)) == len(whole) and frozenset().union(*parts) == whole:
                lines.append(Line(place_of.get(whole), tuple(place_of[part] for part in parts)))
    hidden = complement(
        Lines(
            people=[view.people_in(cell) for cell in cells],
            lines=tuple(lines),
            always_shown=frozenset(
                place_of[cell] for cell in {*_public(view), _everybody(view)} & place_of.keys()
            ),
            smallest_group=view.rule.k,
        )
    )
    return {cells[place] for place in hidden}


def _everybody(view: View) -> Group:
    return frozenset(range(len(view.people)))


def _in_full(view: View, asked: Statement, all_asked: list[Statement]) -> Statement:
    """The statement with the true numbers of its group, at the precision asked for."""
    neighbours = [one for one in all_asked if one.kind == asked.kind] + all_asked
    precision = next((one.facts for one in [asked, *neighbours] if one.is_shown), None)
    precision = precision or _WHEN_NOTHING_IS_SAID
    people, value = view.people_in(asked.group), view.values_in(asked.group)
    facts = {name: precision[name] for name in _PRECISION if name in precision}
    if "n" in facts:
        facts["n"] = to_nearest(people, facts.get("n_round", 1))
    if "v" in facts:
        facts["v"] = value
    if "rate" in facts and people > 0:
        rate = (100 if view.most == 1 else 1) * value / people
        facts["rate"] = to_nearest(rate, 10 ** -facts.setdefault("rate_dp", 1))
    elif "rate" in facts:
        facts = {name: fact for name, fact in facts.items() if not name.startswith("rate")}
    return replace(asked, facts=facts)


def _numbers(said: Statement) -> dict[str, float]:
    whole = ("n", "n_round", "rate_dp")
    return {name: int(fact) if name in whole else fact for name, fact in said.facts.items()}
