"""What should a directorate hear first: one sentence, one strength, one worry, one question?

All of it is chosen from findings, whose verdicts were decided with their tests when the snapshot
was published. Nothing here can call a thing improved or worse that its finding does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.composite import LEAST_REGISTER_HEALTH
from metrics.finding import Finding
from metrics.periods import in_words

# A staff group that gets less than this share of what would be fair is worth asking about.
FAR_FROM_FAIR = 0.8


def listed(words: Sequence[str]) -> str:
    """'involvement', 'involvement and advocacy', 'involvement, advocacy and voice'."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def in_one_sentence(scores: Sequence[Finding]) -> str:
    """What moved among these scores since the year before, and if nothing did, that or why."""
    if not scores:
        return "No survey result of this directorate has been published yet."
    shown = [score for score in scores if score.is_shown]
    if not shown:
        return "Survey results are not shown, to protect confidentiality."
    judged = [score for score in shown if score.verdict not in ("", "cannot say")]
    if not judged:
        return f"The scores cannot be compared with a year ago: {shown[0].reason}"
    since = judged[0].compared_with
    improved = _titles(judged, "improved")
    worse = _titles(judged, "worse")
    if improved and worse:
        are = "are" if len(worse) > 1 else "is"
        return (
            f"{_capital(listed(improved))} improved since {since}, but {listed(worse)} {are} worse."
        )
    if improved:
        return f"{_capital(listed(improved))} improved since {since}; nothing is clearly worse."
    if worse:
        are = "are" if len(worse) > 1 else "is"
        return f"{_capital(listed(worse))} {are} worse than in {since}; nothing clearly improved."
    return f"No clear change since {since} in any of {_number(len(judged))} scores."


def strength(findings: Sequence[Finding]) -> Finding | None:
    """What to be proud of: improved and not below the trust, else above it, else improved.

    Never one that is worse. The first of several alike; None where nothing stands out.
    """
    shown = [one for one in findings if one.is_shown and one.verdict != "worse"]
    improved = [one for one in shown if one.verdict == "improved"]
    return _first(
        [one for one in improved if not _is_below(one)],
        [one for one in shown if one.against_trust == "much better"],
        [one for one in shown if one.against_trust == "better"],
        improved,
    )


def worry(findings: Sequence[Finding]) -> Finding | None:
    """What to look at: worse than a year ago, else below the trust. Never one that improved."""
    shown = [one for one in findings if one.is_shown and one.verdict != "improved"]
    return _first(
        [one for one in shown if one.verdict == "worse"],
        [one for one in shown if one.against_trust == "much worse"],
        [one for one in shown if one.against_trust == "worse"],
    )


def _first(*choices: Sequence[Finding]) -> Finding | None:
    return next((one for choice in choices for one in choice), None)


def _is_below(finding: Finding) -> bool:
    return finding.against_trust in ("worse", "much worse")


def standing_in_words(finding: Finding) -> str:
    """'improved, 6.52 to 7.21; the trust is 6.73': verdict and place, without the value itself."""
    said: str = finding.verdict
    if finding.verdict in ("improved", "worse") and finding.change_in_words:
        said = f"{said}, {finding.change_in_words}"
    trust = finding.subject.with_unit(finding.trust_value)
    if not trust:
        return said
    standing = finding.against_trust.removeprefix("much ")
    beside = f"{standing} than the trust, {trust}" if standing else f"the trust is {trust}"
    return f"{said}; {beside}" if said else beside


def verdict_in_words(finding: Finding) -> str:
    """What a verdict rests on: how far it moved since when, or the rule, or why it cannot be said."""
    if finding.rule:
        return f"{_capital(finding.rule)}. The chart shows when it changed, not why."
    if finding.verdict == "cannot say":
        return _capital(finding.reason)
    indicator = finding.subject.indicator
    if indicator is not None and indicator.judged_by == "control chart" and finding.verdict:
        return "Within the usual range: it varies as it always has."
    if indicator is not None and indicator.judged_by == "run chart" and finding.verdict:
        return "No unusual run about the median: it varies as chance alone would have it."
    if finding.verdict and finding.change_in_words:
        since = in_words(finding.compared_with)
        interval = (
            f"; 95 % interval {finding.interval_in_words}" if finding.interval_in_words else ""
        )
        but = f" {_capital(finding.reason)}" if finding.reason else ""
        return f"{_capital(finding.change_in_words)} since {since}{interval}.{but}"
    if finding.status == "insufficient":
        return _capital(finding.reason)
    interval = finding.interval_in_words
    return f"95 % interval {interval}." if interval else ""


def readiness_in_one_sentence(index: Finding, pillars: Sequence[Finding]) -> str:
    """Which pillar holds a profile back, and then where the whole stands."""
    shown = [(pillar.value, pillar) for pillar in pillars if pillar.value is not None]
    stands = f"is {index.band}, at {index.value_in_words}"
    if not shown:
        return f"The trust {stands}."
    lowest = min(shown, key=lambda pair: pair[0])[1]
    return f"{lowest.subject.title} holds the trust back; the trust {stands}."


def views_compared(pairs: Sequence[tuple[float, Finding]]) -> str:
    """How leaders' own places compare with the evidence; only intervals left out count as apart."""
    apart = [
        (place > found.upper, found)
        for place, found in pairs
        if found.upper is not None
        and found.lower is not None
        and not found.lower <= place <= found.upper
    ]
    if not pairs:
        return ""
    higher = [found.subject.title for is_higher, found in apart if is_higher]
    lower = [found.subject.title for is_higher, found in apart if not is_higher]
    if len(higher) == len(pairs):
        return (
            f"The board places all {_number(len(pairs))} components higher than the evidence does."
        )
    parts = []
    if higher:
        parts.append(f"{listed([in_a_sentence(title) for title in higher])} higher")
    if lower:
        parts.append(f"{listed([in_a_sentence(title) for title in lower])} lower")
    if not parts:
        return "The board’s own view agrees with the evidence."
    return f"The board places {', and '.join(parts)} than the evidence does."


def registers_in_words(health: Sequence[Finding]) -> str:
    """Whose register is too stale today to lean on; '' where everybody's is kept up to date.

    `health` is the share of live projects kept up to date of the trust and its directorates.
    """
    stale = [
        f"{'the whole trust' if found.group == 'Trust' else found.group} ({found.value_in_words})"
        for found in health
        if found.is_shown and found.value is not None and found.value < LEAST_REGISTER_HEALTH
    ]
    if not stale:
        return ""
    return (
        f"Under {LEAST_REGISTER_HEALTH:.0f} % of live projects are kept up to date today in "
        f"{listed(stale)}: what is counted from their registers may lag."
    )


def question(
    strong: Finding | None, weak: Finding | None, least_reached: Finding | None, group: str
) -> str:
    """One question for the team, from what was found; `group` is the staff group least reached."""
    if least_reached is not None and group and (least_reached.value or 1.0) < FAR_FROM_FAIR:
        return f"What would help {group} staff to start an improvement?"
    if weak is not None and weak.verdict == "worse":
        return f"What changed for us in {in_a_sentence(weak.subject.title)} since {weak.compared_with}?"
    if weak is not None:
        return f"What would make {in_a_sentence(weak.subject.title)} as good here as elsewhere in the trust?"
    if strong is not None and strong.verdict == "improved":
        return f"What did we do that improved {in_a_sentence(strong.subject.title)}, and how do we keep it?"
    return "What one thing would make it easier to improve our own work?"


def in_a_sentence(title: str) -> str:
    """A title as it stands inside a sentence: 'Raising concerns' → 'raising concerns'."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def weakest_first(scores: Sequence[Finding]) -> list[str]:
    """The ids of the scores that did not improve: worse ones first, then the furthest below the trust."""
    open_to_better = [score for score in scores if score.is_shown and score.verdict != "improved"]

    def place(score: Finding) -> tuple[bool, float]:
        behind = (score.trust_value or 0.0) - (score.value or 0.0)
        return score.verdict != "worse", -behind

    return [score.subject.id for score in sorted(open_to_better, key=place)]


def _titles(findings: Sequence[Finding], verdict: str) -> list[str]:
    return [in_a_sentence(f.subject.title) for f in findings if f.verdict == verdict]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)
