"""Where can we not see an area: which of its five sources are missing, old or hidden, since when?

Missing: nothing of it was ever sent. Old: it was sent, and then no longer, or a register is sent
and few of its projects are kept up to date. Hidden: it is here and may not be shown, to protect
confidentiality.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pandas import DataFrame

from metrics.composite import LEAST_REGISTER_HEALTH
from metrics.expected import YEARLY_SURVEY, Expected, by_id
from metrics.finding import Finding
from metrics.grid import Coverage
from metrics.periods import in_words
from metrics.stories import in_a_sentence, listed

SOURCES = (YEARLY_SURVEY.id, "project_register", "training_attendance", "pdsa_log", "workforce")

State = Literal["missing", "old", "hidden"]


@dataclass(frozen=True)
class Unseen:
    """One source of one directorate that cannot be seen; `since` is a period, '' where none is known.

    `how` says instead in words how a register that is sent is old.
    """

    directorate: str
    source: Expected
    state: State
    since: str
    how: str = ""

    @property
    def in_words(self) -> str:
        """'training attendance, nothing since August 2026', for a list in a sentence."""
        title = in_a_sentence(self.source.title)
        if self.how:
            return f"{title}, {self.how}"
        if self.state == "missing":
            return f"{title}, never sent"
        if self.state == "hidden":
            return f"{title} of {self.since}, not shown to protect confidentiality"
        since = self.since[:4] if self.source is YEARLY_SURVEY else in_words(self.since)
        return f"{title}, nothing since {since}"

    @property
    def to_do(self) -> str:
        """What would let us see it, addressed to whoever looks after the area."""
        title = in_a_sentence(self.source.title)
        if self.state == "hidden":
            return (
                "Nothing to send: too few answered, or others could be worked out. More answers in "
                "the next survey may mend it."
            )
        if self.how:
            return "Bring its live projects up to date, or close those that are over."
        return (
            f"Send {title}, due {self.source.in_words}; or tell the improvement team that there "
            "was nothing."
        )


def unseen(
    held: Coverage,
    rows: DataFrame,
    newest: Iterable[Finding],
    health: Iterable[Finding],
    directorates: Sequence[str],
) -> dict[str, tuple[Unseen, ...]]:
    """What cannot be seen of each directorate, in the order of SOURCES; only those with something.

    `held` and `rows` are what is held (metrics.gaps, warehouse.snapshot's coverage); `newest` the
    findings of one score that everybody is asked, of the newest survey, by directorate; `health`
    the share of each directorate's live projects that are kept up to date.
    """
    sent = set(zip(rows["dataset"], rows["directorate"], strict=True))
    stale = {
        one.group: f"only {one.value_in_words} of live projects kept up to date"
        for one in health
        if one.is_shown and one.value is not None and one.value < LEAST_REGISTER_HEALTH
    }
    hidden = {one.group: one.period for one in newest if one.status == "withheld"}
    found: dict[str, list[Unseen]] = {}
    for name in SOURCES:
        source = by_id(name)
        since = {
            directorate: gap.since
            for gap in held.gaps
            if gap.expected is source
            for directorate in (gap.directorates or directorates)
        }
        for directorate in directorates:
            if directorate in since:
                state: State = "old" if (source.dataset, directorate) in sent else "missing"
                one = Unseen(directorate, source, state, since[directorate])
            elif source is YEARLY_SURVEY and directorate in hidden:
                one = Unseen(directorate, source, "hidden", hidden[directorate])
            elif name == "project_register" and directorate in stale:
                one = Unseen(directorate, source, "old", "", stale[directorate])
            else:
                continue
            found.setdefault(directorate, []).append(one)
    return {name: tuple(found[name]) for name in directorates if name in found}


def of_one(directorate: str, unseen_here: Sequence[Unseen]) -> str:
    """'We cannot see all of Pathology: training attendance, nothing since August 2026.'"""
    if not unseen_here:
        return f"All five sources of {directorate} are here and can be shown."
    what = "; ".join(one.in_words for one in unseen_here)
    if len(unseen_here) == len(SOURCES):
        return f"We cannot see {directorate} at all: {what}."
    return f"We cannot see all of {directorate}: {what}."


def of_the_trust(found: dict[str, tuple[Unseen, ...]], among: int) -> str:
    """'We cannot see all of 3 of 14 directorates: A, B and C.'"""
    if not found:
        return "Every directorate can be seen in all five sources."
    return f"We cannot see all of {len(found)} of {among} directorates: {listed(list(found))}."
