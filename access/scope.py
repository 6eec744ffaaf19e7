"""What may this person see? A leaf: every read of the snapshot takes one, and there is no default."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """The part of the trust that a reader may see.

    Everybody with a scope sees the trust as a whole and its staff groups. `directorates` and
    `divisions` name what else may be seen by name; `sees_whole_trust` opens them all.
    `project_directorates` names the directorates whose projects may be seen one by one.
    A scope only takes away: what the snapshot does not hold, nobody sees.
    """

    sees_whole_trust: bool
    directorates: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()
    project_directorates: frozenset[str] = frozenset()
    sees_all_projects: bool = False

    @classmethod
    def whole_trust(cls, *, projects: bool) -> Scope:
        """All directorates; `projects` says whether projects may be seen one by one."""
        return cls(sees_whole_trust=True, sees_all_projects=projects)

    @classmethod
    def of_directorates(cls, directorates: frozenset[str], divisions: frozenset[str]) -> Scope:
        """A directorate lead: own directorates and their divisions, beside the trust."""
        return cls(False, directorates, divisions, project_directorates=directorates)

    def within(self, other: Scope) -> Scope:
        """What both allow."""
        everywhere = self.sees_whole_trust, other.sees_whole_trust
        projects = self.sees_all_projects, other.sees_all_projects
        return Scope(
            sees_whole_trust=all(everywhere),
            directorates=_both(self.directorates, other.directorates, *everywhere),
            divisions=_both(self.divisions, other.divisions, *everywhere),
            project_directorates=_both(
                self.project_directorates, other.project_directorates, *projects
            ),
            sees_all_projects=all(projects),
        )

    def allows_directorate(self, name: str) -> bool:
        return self.sees_whole_trust or name in self.directorates


def _both(
    mine: frozenset[str], theirs: frozenset[str], i_see_all: bool, they_see_all: bool
) -> frozenset[str]:
    """The names that both may see, where either may see all."""
    if i_see_all and they_see_all:
        return mine | theirs
    if i_see_all:
        return theirs
    return mine if they_see_all else mine & theirs
