"""What should be asked in the room? Questions made from findings, each with the way to its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.finding import Finding
from metrics.headlines import in_words

# For each monthly count: what to ask if it is worse, and if it improved, in the newest month.
_MONTHS = {
    "projects_started": (
        "Fewer projects are started than usual. What is in the way?",
        "More projects are started than usual. Will they be supported to the end?",
    ),
    "people_trained": (
        "Fewer people are trained than usual. No courses, or nobody released?",
        "More people are trained than usual. Do they go on to a project?",
    ),
    "pdsa_cycles_ended": (
        "Fewer PDSA cycles end than usual. Stuck, or just not recorded?",
        "More PDSA cycles end than usual. What has been learnt?",
    ),
}
_LITTLE = 0.5  # of a fair share


@dataclass(frozen=True)
class Question:
    """A question, and where its numbers are: a page, the link's words and what to choose there."""

    text: str
    page: str
    label: str
    chosen: tuple[tuple[str, str], ...]


def three(
    in_directorates: Sequence[Finding],
    trained: Sequence[Finding],
    months: Sequence[Finding],
    pillars: Sequence[Finding],
) -> list[Question]:
    """Up to three questions: about a directorate, a staff group, a month; then about readiness."""
    made = (
        about_a_directorate(in_directorates),
        about_training(trained),
        about_a_month(months),
        about_readiness(pillars),
    )
    return [question for question in made if question][:3]


def about_a_directorate(findings: Sequence[Finding]) -> Question | None:
    """The directorate with most scores that are worse; else the one on most clearly below the trust.

    `findings` hold every directorate's newest value of the same few scores. Ties go to the one
    further below the trust, measured in half widths of its interval.
    """
    shown: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.is_shown:
            shown.setdefault(finding.group, []).append(finding)

    def worse(group: str) -> int:
        return sum(finding.verdict == "worse" for finding in shown[group])

    def below(group: str) -> int:
        return sum(finding.against_trust.endswith("worse") for finding in shown[group])

    def distance(group: str) -> float:
        return sum(_behind(finding) for finding in shown[group])

    if not shown:
        return None
    name = max(sorted(shown), key=lambda group: (worse(group), below(group), distance(group)))
    scores = len(shown[name])

    def on(count: int) -> str:
        if scores == 1:
            return "the one score shown"
        return f"{in_words(count)} of {in_words(scores)} scores"

    if worse(name):
        text = f"{name} fell on {on(worse(name))}. Who is on it, and by when?"
    elif below(name):
        text = f"{name} is below the trust on {on(below(name))}. What would help it?"
    else:
        return None
    return Question(text, "directorate", name, (("directorate", name),))


def about_training(representation: Sequence[Finding]) -> Question | None:
    """The staff group furthest short of a fair share of training, if clearly short (interval below 1)."""
    short = [
        finding
        for finding in representation
        if finding.is_shown
        and finding.value is not None
        and finding.upper is not None
        and finding.upper < 1
    ]
    if not short:
        return None
    least = min(short, key=lambda finding: (finding.value or 0.0, finding.upper or 0.0))
    value = least.value or 0.0
    if value < _LITTLE:
        text = f"Training passes {least.group} by. What would it take to reach them?"
    else:
        share = f"{100 * value:.0f} %"
        text = (
            f"{least.group} get {share} of a fair share of training. What would reach more of them?"
        )
    return Question(text, "indicator", "Who is trained", (("indicator", least.subject.id),))


def about_a_month(newest: Sequence[Finding]) -> Question | None:
    """The first monthly count that its control chart marks: a concern before an improvement."""
    for place, verdict in enumerate(("worse", "improved")):
        for finding in newest:
            if finding.verdict == verdict and finding.subject.id in _MONTHS:
                return Question(
                    _MONTHS[finding.subject.id][place],
                    "indicator",
                    finding.subject.title,
                    (("indicator", finding.subject.id),),
                )
    return None


def about_readiness(pillars: Sequence[Finding]) -> Question | None:
    """The lowest of readiness's five components."""
    shown = [finding for finding in pillars if finding.is_shown and finding.value is not None]
    if len(shown) < 2:
        return None
    lowest = min(shown, key=lambda finding: finding.value or 0.0)
    return Question(
        f"{lowest.subject.title} is the lowest part of readiness, at {lowest.value_in_words} of 100. "
        "What would strengthen it first?",
        "readiness",
        "Culture readiness",
        (),
    )


def _behind(finding: Finding) -> float:
    """How far below the trust, in half widths of the interval; nought where it is not below."""
    if finding.value is None or finding.trust_value is None:
        return 0.0
    half = ((finding.upper or 0.0) - (finding.lower or 0.0)) / 2
    return max(finding.trust_value - finding.value, 0.0) / half if half > 0 else 0.0
