"""What does one value say, in words? One object feeds headline, chart, alt text and table.

Nothing here decides a verdict: it was decided, with its test, when the snapshot was published. So
no page, paper or alt text can say "improved" over another verdict.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pandas import DataFrame

from metrics.change import RUN_CHART_IN_WORDS, TEST_IN_WORDS, fault_of
from metrics.chart_choices import ASSURANCE_IN_WORDS
from metrics.composite import band_of, composites
from metrics.indicator import UNIT_WORDS, Indicator, Statistic
from metrics.periods import in_words, when_in_words
from metrics.registry import INDICATORS

Verdict = Literal["improved", "no clear change", "worse", "cannot say", ""]
MARKS: dict[str, str] = {
    "improved": "▲",
    "worse": "▼",
    "no clear change": "●",
    "cannot say": "?",
    "": "",
}
NOT_SHOWN = "not shown"
WHY_NOT_SHOWN = (
    "Not shown, to protect confidentiality: fewer than 11 people answered, "
    "or showing it would let a smaller group be worked out."
)
KNOWN_ENOUGH = 95.0  # per cent; under it every value says for how many its answer is known
LEAST_SHARE_BY_CHANCE = 0.1  # of a change; less is not worth a sentence
_DECIMALS: dict[Statistic, int] = {
    "score": 2,
    "rating": 2,
    "points": 0,
    "spread": 2,
    "gap": 2,
    "proportion": 0,
    "rate": 1,
    "count": 0,
    "features": 1,
    "hours": 1,
    "load": 1,
    "ratio": 2,
    "representation": 2,
    "least_reached": 2,
}


@dataclass(frozen=True)
class Subject:
    """What a value is a value of: an indicator, a composite or one pillar of it."""

    id: str
    title: str
    statistic: Statistic | Literal["index"]
    unit: str
    better: str
    indicator: Indicator | None

    def number(self, value: float | None) -> str:
        """The value as it is written everywhere, without its unit; '' where there is none."""
        if value is None or math.isnan(value):
            return ""
        if self.statistic == "index":
            return f"{value:.0f}"
        decimals = _DECIMALS[self.statistic]
        if self.statistic == "proportion" and 0 < value < 10:
            decimals = 1
        return f"{value:,.{decimals}f}".replace("-", "−")

    def step(self, value: float | None) -> str:
        """A change with its sign: '+0.06', '−1.2 points'; '' where there is none."""
        if value is None or math.isnan(value):
            return ""
        in_points = self.statistic in ("proportion", "points")
        number = f"{value:+.{1 if in_points else 2}f}".replace("-", "−")
        return f"{number} points" if in_points else number

    def with_unit(self, value: float | None) -> str:
        """'6.71', '31 %', '18.2 per 1,000 staff': the value as it stands in a sentence."""
        number = self.number(value)
        if not number:
            return ""
        if self.statistic == "proportion":
            return f"{number} %"
        if self.statistic in ("rating", "rate", "points", "features", "hours", "load"):
            return f"{number} {self.unit}"
        return number


def subject(name: str) -> Subject:
    """What the snapshot's indicator `name` is; raises KeyError where there is no such thing."""
    if name in INDICATORS:
        indicator = INDICATORS[name]
        return Subject(
            name,
            indicator.title,
            indicator.statistic,
            UNIT_WORDS[indicator.statistic],
            indicator.better,
            indicator,
        )
    titles = {
        f"{composite.id}.{pillar.id}": pillar.title
        for composite in composites().values()
        for pillar in composite.pillars
    } | {composite.id: composite.title for composite in composites().values()}
    title = titles[name]
    return Subject(name, title, "index", "of 100", "higher", None)


def is_known(name: str) -> bool:
    """Does this release know the indicator? A version of an earlier one may hold others."""
    try:
        subject(name)
    except KeyError:
        return False
    return True


@dataclass(frozen=True)
class Finding:
    """A value of one group in one period, with everything that may be said about it."""

    subject: Subject
    group: str
    period: str
    status: Literal["shown", "withheld", "insufficient"]
    value: float | None
    lower: float | None
    upper: float | None
    base: str
    compared_with: str
    before: float | None
    verdict: Verdict
    reason: str
    trust_value: float | None
    against_trust: str
    peer_median: float | None
    peers: int
    basis: str
    rule: str
    peer_lower: float | None = None
    peer_upper: float | None = None
    bound: str = ""
    drawn_in: float | None = None
    expected_change: float | None = None
    trend: float | None = None
    trend_lower: float | None = None
    trend_upper: float | None = None
    trend_since: str = ""
    trend_verdict: Verdict = ""
    n: float | None = None
    limits_since: str = ""
    limits_reason: str = ""
    target: float | None = None
    assurance: str = ""
    known_of: float | None = None

    @property
    def is_shown(self) -> bool:
        return self.status == "shown"

    @property
    def mark(self) -> str:
        """The verdict's shape: ▲ ▼ ● ?, or nothing."""
        return MARKS[self.verdict]

    @property
    def value_in_words(self) -> str:
        """The value with its unit, or why there is none."""
        if self.status == "withheld":
            return NOT_SHOWN
        if self.status == "insufficient":
            return "too few"
        return f"{self.bound} {self.subject.with_unit(self.value)}".strip()

    @property
    def title_in_words(self) -> str:
        """'Fewer PDSA cycles ended than usual' of a count that its control chart marks, which would
        read oddly as "PDSA cycles ended: worse"; the title of everything else."""
        title = self.subject.title
        if self.subject.statistic != "count" or self.verdict not in ("improved", "worse"):
            return title
        named = title if title[1:2].isupper() else title[:1].lower() + title[1:]
        is_more = (self.verdict == "improved") == (self.subject.better == "higher")
        if self.rule.startswith(("rising", "falling")):
            return f"{'More' if is_more else 'Fewer'} {named} month by month"
        return f"{'More' if is_more else 'Fewer'} {named} than usual"

    @property
    def fault(self) -> str:
        """Why a published value may be wrong, as a sentence; '' where nothing is known."""
        indicator = self.subject.indicator
        why = fault_of(indicator, self.period) if indicator and self.is_shown else ""
        return f"{why[0].upper()}{why[1:]}." if why else ""

    @property
    def number(self) -> str:
        """The value as it is written in tables and charts: '64', 'under 5'; '' without one."""
        return f"{self.bound} {self.subject.number(self.value)}".strip()

    @property
    def value_in_short(self) -> str:
        """The value as it stands in a narrow column or label: without a unit of several words."""
        return self.value_in_words.partition(" per ")[0].removesuffix(" percentage points")

    @property
    def interval_in_words(self) -> str:
        """'6.66 to 6.76'; '' where there is no interval."""
        low, high = self.subject.number(self.lower), self.subject.number(self.upper)
        return f"{low} to {high}" if low and high else ""

    @property
    def band(self) -> str:
        """The band of a composite's index; '' for everything else."""
        if self.subject.statistic != "index" or self.value is None or not self.is_shown:
            return ""
        return band_of(self.value)

    @property
    def test_in_words(self) -> str:
        """The test behind the verdict."""
        if self.subject.indicator and self.subject.indicator.judged_by == "run chart":
            return RUN_CHART_IN_WORDS
        if self.subject.statistic == "index":
            return "95 % of 2,000 draws over intervals, weights and ways of averaging"
        return TEST_IN_WORDS[self.subject.statistic]

    @property
    def change_in_words(self) -> str:
        """'from 6.52 to 6.62', 'since 2024'; '' where nothing can be compared."""
        if self.before is None or math.isnan(self.before) or not self.is_shown:
            return ""
        then, now = self.subject.with_unit(self.before), self.value_in_words
        return f"{then} to {now}" if then != now else f"still {now}"

    @property
    def trend_in_words(self) -> str:
        """The way over several years as a sentence; '' where fewer than three can be compared."""
        if self.trend is None or not self.trend_verdict:
            return ""
        step = self.subject.step(self.trend)
        low, high = self.subject.step(self.trend_lower), self.subject.step(self.trend_upper)
        said = f"Since {self.trend_since}: {self.trend_verdict}"
        return f"{said}, {step} a year ({low} to {high})."

    @property
    def limits_in_words(self) -> str:
        """'Limits anew since March 2025: new booking system.'; '' where they never began anew."""
        if not self.limits_since or not self.is_shown:
            return ""
        return f"Limits anew since {in_words(self.limits_since)}: {self.limits_reason.rstrip('.')}."

    @property
    def target_in_words(self) -> str:
        """'Target 12 a month, sometimes reached.'; '' without one."""
        if self.target is None or not self.is_shown:
            return ""
        said = ASSURANCE_IN_WORDS.get(self.assurance, "")
        return f"Target {self.target:,g} {self.subject.unit}" + (f", {said}." if said else ".")

    @property
    def known_share(self) -> float | None:
        """Of how many per cent of those that count the answer is known; None where it is not asked."""
        if not self.is_shown or not self.known_of or self.n is None:
            return None
        return 100 * self.n / self.known_of

    @property
    def known_in_words(self) -> str:
        """'known for 87 % of 120 projects'; '' where it is known for 95 % or more."""
        if self.known_share is None or self.known_share >= KNOWN_ENOUGH:
            return ""
        of = self.subject.indicator.known_of if self.subject.indicator else ""
        return f"known for {math.floor(self.known_share)} % of {self.known_of:,.0f} {of}".strip()

    @property
    def return_in_words(self) -> str:
        """What of a clear change chance alone would give back to a group that lay apart; '' if little.

        Regression to the mean: told where it is at least a tenth of the change.
        """
        if (
            self.verdict not in ("improved", "worse")
            or self.before is None
            or self.value is None
            or self.expected_change is None
        ):
            return ""
        change = self.value - self.before
        if self.expected_change * change < LEAST_SHARE_BY_CHANCE * change**2:
            return ""
        began = "low" if change > 0 else "high"
        return (
            f"It began {began}: about {self.subject.step(self.expected_change)} of the "
            f"{self.subject.step(change)} would come back by chance alone."
        )

    @property
    def sentence(self) -> str:
        """The finding as one sentence: who, what, verdict, and by how much or why not.

        Others follow where the answer is known for few, where the published value itself may be wrong,
        where a control chart's limits began anew, and where there is a target.
        """
        known = f"It is {self.known_in_words}." if self.known_in_words else ""
        said = (self._said, known, self.fault, self.limits_in_words, self.target_in_words)
        return " ".join(filter(None, said))

    @property
    def _said(self) -> str:
        title = self.subject.title
        where = "" if self.group in ("", "Trust") else f"{self.group}: "
        when = when_in_words(self.period)
        if self.status == "withheld":
            return f"{where}{title}{when} is not shown, to protect confidentiality."
        if self.status == "insufficient":
            return f"{where}{title}{when} cannot be given: {self.reason}"
        if self.title_in_words != title:
            said = f"{self.value_in_words}{when}, {self.verdict}"
            return f"{where}{self.title_in_words}: {said}{self.rule and ', '}{self.rule}."
        value = f"{where}{title}{when} is {self.value_in_words}"
        interval = f" ({self.interval_in_words})" if self.interval_in_words else ""
        if self.verdict in ("improved", "worse"):
            how = self.rule or f"{self.change_in_words} since {in_words(self.compared_with)}"
            return f"{value}{interval}: {self.verdict}, {how}."
        if self.verdict == "no clear change":
            return f"{value}{interval}: no clear change" + (
                f", {self.reason}" if self.reason else "."
            )
        if self.verdict == "cannot say":
            return f"{value}{interval}: cannot say, {self.reason}"
        return f"{value}{interval}."


def _number(value: Any) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _group(row: Mapping[str, Any]) -> str:
    """The group's name: a directorate's own, else every name it has; 'Trust' without any."""
    if row["directorate"]:
        return str(row["directorate"])
    named = ("division", "staff_group", "band", "characteristic")
    return ", ".join(str(row[column]) for column in named if row[column]) or "Trust"


def finding(row: Mapping[str, Any]) -> Finding:
    """The finding of one row of the snapshot's table `value`."""
    value, change = _number(row["value"]), _number(row["change"])
    return Finding(
        subject=subject(str(row["indicator"])),
        group=_group(row),
        period=str(row["period"]),
        status=row["status"],
        value=value,
        lower=_number(row["lower"]),
        upper=_number(row["upper"]),
        base=str(row["n_in_words"] or ""),
        compared_with=str(row["compared_with"] or ""),
        before=None if value is None or change is None else value - change,
        verdict=row["verdict"],
        reason=str(row["reason"] or ""),
        trust_value=_number(row["trust_value"]),
        against_trust=str(row["against_trust"]),
        peer_median=_number(row["peer_median"]),
        peers=int(_number(row["organisations"]) or 0),
        basis=str(row["basis"]),
        rule=str(row["rule"]),
        bound=str(row["bound"] or ""),
        peer_lower=_number(row["peer_lower"]),
        peer_upper=_number(row["peer_upper"]),
        drawn_in=_number(row["drawn_in"]),
        expected_change=_number(row["expected_change"]),
        trend=_number(row["trend"]),
        trend_lower=_number(row["trend_lower"]),
        trend_upper=_number(row["trend_upper"]),
        trend_since=str(row["trend_since"]),
        trend_verdict=row["trend_verdict"],
        n=_number(row["n"]),
        limits_since=str(row["limits_since"] or ""),
        limits_reason=str(row["limits_reason"] or ""),
        target=_number(row["target"]),
        assurance=str(row["assurance"] or ""),
        known_of=_number(row["known_of"]),
    )


def findings(rows: DataFrame) -> list[Finding]:
    """The findings of many rows, in their order."""
    records: Iterable[Any] = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return [finding(row) for row in records]


def headline(rows: DataFrame, name: str) -> Finding | None:
    """The trust's newest value of an indicator: as published and weighted where there is one."""
    trust = rows.loc[(rows["indicator"] == name) & (rows["breakdown"] == "trust")]
    if trust.empty:
        return None
    newest = trust.loc[trust["period"] == trust["period"].max()]
    weighted = newest.loc[newest["weighting"] == "weighted"]
    return findings(weighted if len(weighted) else newest)[0]
