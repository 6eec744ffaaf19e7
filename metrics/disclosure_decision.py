"""Which cells of a survey wave are withheld, and which keep the numbers they had before?

A wave that was published before is masked and audited together with everything shown of it then.
Where one to ten people more or fewer are in a cell, its earlier numbers stay until more are; so do
those of as many others as it takes that nobody subtracts their way to those few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pandas import DataFrame

from metrics.disclosure_known import measures_of
from metrics.disclosure_lines import Lines, complement
from metrics.disclosure_releases import Leaking, Release, leaks_of
from metrics.disclosure_wave import TRUST, Name, lines_of, names_of


@dataclass(frozen=True)
class Decision:
    """The cells that are withheld and those that keep what the release before showed of them.

    `is_whole` where nothing new of the wave can be shown: then all of it stays as it was. `leaks`
    are what the audit still finds, and then it must not be shown at all.
    """

    withheld: frozenset[Name]
    kept: frozenset[Name] = frozenset()
    is_whole: bool = False
    leaks: tuple[Leaking, ...] = ()


def decide(
    cells: DataFrame,
    smallest_group: int,
    measures: DataFrame | None = None,
    earlier: Sequence[Release] = (),
    changed_too_little: Collection[Name] = (),
) -> Decision:
    """What is to be shown of a wave; `cells` and `measures` as of metrics.disclosure.audit_wave.

    `earlier` are its releases so far, the newest first. Without measures only the rule of sums is
    followed; with them the mask is audited, and as many more cells go as it takes. What
    `changed_too_little` for other reasons is kept with what did here.
    """
    table = _Table(cells, measures, smallest_group, earlier)
    kept = table.kept_by_rule(changed_too_little)
    also = kept - table.shown_before  # there is nothing that they could keep
    before = also | table.withheld_before
    found = None
    if table.by_rule(also) != table.by_rule(before):  # try to show what was hidden before
        found = _mended(table, also, kept, once=True)
    if found is None:
        found = _mended(table, before, kept)
    if found is None:
        shown_before = frozenset(table.shown_before)
        return Decision(frozenset(table.people) - shown_before, shown_before, is_whole=True)
    return found


def decide_filtered(
    cells: DataFrame,
    smallest_group: int,
    measures: DataFrame,
    earlier: Sequence[Release],
    of_wave: Decision,
) -> frozenset[Name]:
    """The cells in which a question that not everybody is asked is withheld.

    `cells` and `measures` hold this question alone, with its own bases. What is withheld of the
    wave is withheld of it; what the wave keeps, it keeps.
    """
    table = _Table(cells, measures, smallest_group, earlier)
    also = {name for name in table.people if name in of_wave.withheld}
    kept = {name for name in table.people if name in of_wave.kept}
    found = _mended(table, also, kept, may_keep=False)
    if found is None:
        return frozenset(table.people) - kept - {TRUST}
    return found.withheld


def changed_too_little(
    cells: DataFrame, measures: DataFrame, smallest_group: int, earlier: Sequence[Release]
) -> set[Name]:
    """The cells from which too few people are missing, or to which too few came, since a release."""
    return _Table(cells, measures, smallest_group, earlier).changed_too_little


def _mended(
    table: _Table,
    also: set[Name],
    kept: set[Name],
    *,
    once: bool = False,
    may_keep: bool = True,
) -> Decision | None:
    """The decision with as many more cells withheld, or kept, that the audit finds nothing.

    None where that cannot be; or, with `once`, where there is anything to mend.
    """
    also, kept = set(also), kept & table.shown_before
    withheld = table.by_rule(also)
    every = suspects = list(table.release.measures)
    while suspects:
        now = table.release.withholding(withheld, kept)
        leaking = leaks_of(now, table.smallest_group, table.earlier, suspects)
        if once and any(True for _ in leaking):
            return None
        found = list(leaking)
        blamed = Counter(
            name for measure in found for name in measure.to_blame() if now.tells(name)
        )
        if found and not blamed and table.earlier:
            return None
        if blamed:
            people = table.people
            name = min(blamed, key=lambda name: (-blamed[name], people[name], name))
            if may_keep and name in table.shown_before and table.changes[name]:
                kept.add(name)
            else:
                also.add(name)
                withheld = table.by_rule(also)
            suspects = [measure.measure for measure in found]
        elif suspects is every:  # the audit of the whole, with nothing left to mend
            return Decision(frozenset(withheld), frozenset(kept - withheld), leaks=tuple(found))
        else:  # those that leaked are mended; now all once more
            suspects = every
    return Decision(frozenset(withheld), frozenset(kept - withheld))


@dataclass(frozen=True)
class _Table:
    """The cells of a wave by name, its measures, and the releases before, the newest first."""

    cells: DataFrame
    measures: DataFrame | None
    smallest_group: int
    earlier: Sequence[Release]

    @cached_property
    def people(self) -> dict[Name, float]:
        """The smallest base of each cell; in the order of their names, so that the same cells give
        the same mask in whatever order. NaN where the file withheld it.
        """
        respondents = self.cells["respondents"].astype("float64")
        return dict(sorted(zip(names_of(self.cells), respondents, strict=True)))

    @cached_property
    def release(self) -> Release:
        """The wave with nothing withheld."""
        measures = [] if self.measures is None else measures_of(self.measures, self.cells)
        return Release(tuple(self.people), {one.name: one for one in measures}, frozenset())

    @cached_property
    def shown_before(self) -> set[Name]:
        """The cells of which the release before showed a number, its own or an earlier one."""
        if not self.earlier:
            return set()
        last = self.earlier[0]
        twins = {name: last.twin(name, self.release) for name in self.people}
        return {name for name, twin in twins.items() if twin and twin not in last.withheld}

    @cached_property
    def withheld_before(self) -> set[Name]:
        """The cells that the release before had, and did not show."""
        if not self.earlier:
            return set()
        last = self.earlier[0]
        return {name for name in self.people if last.twin(name, self.release) in last.withheld}

    @cached_property
    def changes(self) -> dict[Name, list[float]]:
        """For each cell by how many people its measures differ from each release that told them."""
        found: dict[Name, list[float]] = {name: [] for name in self.people}
        for release in self.earlier:
            for name, changes in found.items():
                twin = release.twin(name, self.release)
                if twin is None or not release.tells(twin):
                    continue
                changes += [
                    abs(measure.answers[name].people - release.measures[key].answers[twin].people)
                    for key, measure in self.release.measures.items()
                    if key in release.measures
                ]
        # NaN, withheld by the file, is no change that anybody could see.
        return {name: [one for one in by if one > 0] for name, by in found.items()}

    def by_rule(self, also: Iterable[Name] = ()) -> set[Name]:
        """Empty and small cells, those in `also`, and enough others on every line of sums."""
        empty = {name for name, people in self.people.items() if people == 0 and name != TRUST}
        return empty | self._completed(list(self.people.values()), also)

    @cached_property
    def changed_too_little(self) -> set[Name]:
        """The cells that one to ten people joined or left since a release."""
        return {
            name
            for name, changes in self.changes.items()
            if any(one < self.smallest_group for one in changes)
        }

    def kept_by_rule(self, also: Iterable[Name] = ()) -> set[Name]:
        """What changed too little, here and in `also`, and enough others that changed as well."""
        few = self.changed_too_little | {name for name in also if name in self.people}
        if not few:
            return set()
        unseen = self.people.keys() - self.shown_before
        people = [min(by, default=0.0) for by in self.changes.values()]
        return self._completed(people, few | unseen) - (unseen - few)

    def _completed(self, people: Sequence[float], also: Iterable[Name]) -> set[Name]:
        ordered = list(self.people)
        table = Lines(
            people=people,
            lines=tuple(lines_of(ordered)),
            always_shown=frozenset(i for i, name in enumerate(ordered) if name[0] == "trust"),
            smallest_group=self.smallest_group,
        )
        hidden = complement(table, also=[ordered.index(name) for name in also])
        return {ordered[place] for place in hidden}
