"""What do the counts of projects say of one area: stages, whose idea, objectives, practice?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pandas import DataFrame

from metrics.completeness import Share
from metrics.finding import Finding
from metrics.nudges import STAGES
from metrics.practice import FEATURES

BESIDE = ("paused", "completed", "stopped")
BY_STAFF = ("frontline", "patient")  # as the indicator self_initiated counts them
SOURCES = {
    "frontline": "Front-line staff",
    "patient": "Patients and carers",
    "leader": "Leaders",
    "incident": "Incidents",
    "audit": "Audits",
    "mandated": "Mandated",
}
# Bands of the IHI progress scale, as the snapshot counts them, in words.
PROGRESS = {
    "under 2": "Under 2: being planned",
    "2 to 2.5": "2 to 2.5: testing",
    "3 to 3.5": "3 to 3.5: improvement",
    "4 to 5": "4 to 5: significant, sustained",
}


@dataclass(frozen=True)
class ProjectCounts:
    """The counts of one directorate or of the trust, each answer with its number of projects."""

    stages: Mapping[str, int]
    beside: Mapping[str, int]
    sources: Mapping[str, int]
    source_known: Share
    lead_known: Share
    without_objective: int
    not_listed: int
    live: int
    practice: Mapping[str, Share]
    progress: Mapping[str, int]

    @property
    def on_the_register(self) -> int:
        return sum(self.stages.values()) + sum(self.beside.values())


def counts_of(rows: DataFrame, directorate: str) -> ProjectCounts:
    """The counts of a directorate ('' the trust) from the snapshot's project_count."""
    own = rows.loc[rows["directorate"] == directorate]
    answers: dict[str, dict[str, Share]] = {
        counted: {} for counted in ("stage", "source", "lead", "objective", "practice", "progress")
    }
    for counted, answer, projects, known in zip(
        own["counted"], own["answer"], own["projects"], own["known"], strict=True
    ):
        answers[counted][answer] = Share(int(projects), int(known))

    def number(counted: str, answer: str) -> int:
        return answers[counted].get(answer, Share(0, 0)).known

    sources = {name: number("source", name) for name in SOURCES}
    started = sum(share.known for share in answers["source"].values())
    return ProjectCounts(
        stages={stage: number("stage", stage) for stage in STAGES},
        beside={status: number("stage", status) for status in BESIDE},
        sources=sources,
        source_known=Share(sum(sources.values()), started),
        lead_known=Share(number("lead", "known"), number("lead", "known") + number("lead", "")),
        without_objective=number("objective", ""),
        not_listed=number("objective", "not listed"),
        live=sum(share.known for share in answers["objective"].values()),
        practice={
            feature: answers["practice"][feature]
            for feature in FEATURES
            if feature in answers["practice"]
        },
        progress={band: number("progress", band) for band in PROGRESS},
    )


def unknown_in_words(known: Share, what: str) -> str:
    """'Staff group not known: 3 of 40 leads.', also where that is nobody; '' without any."""
    return f"{what} not known: {known.of - known.known:,} of {known.of:,}." if known.of else ""


_PACE = {
    "improved": "More projects are being started than usual",
    "worse": "Fewer projects are being started than usual",
    "no clear change": "Projects are being started at the usual pace",
}


def headline(counts: ProjectCounts, started: Finding | None) -> str:
    """The screen's sentence: the pace of starts by its control chart, and how many are live."""
    live = f"{counts.live:,} {'is' if counts.live == 1 else 'are'} live"
    if not counts.on_the_register:
        return "No project is on the register."
    pace = _PACE.get(started.verdict) if started is not None and started.is_shown else None
    if pace:
        return f"{pace}; {live}, {counts.stages['testing']:,} of them testing a change."
    if counts.on_the_register == 1:
        return f"One project is on the register; {live}."
    return (
        f"{counts.on_the_register:,} projects are on the register; {live}. There are too few "
        "months to say whether the pace of starts has changed."
    )
