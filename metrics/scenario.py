"""How many staff would be trained in years to come, at this pace and this turnover?

Stock and flow of trained people: each year a share `turnover` of all staff leaves, trained or not,
and is replaced by people who are not trained; then a share `reach` of all staff gets a place.
Source: catalogue section 8, item 11. A scenario, not a forecast. All shares are 0-1.
"""

from __future__ import annotations

from dataclasses import dataclass

_EVERYONE = 0.995  # rounds to 100 %


@dataclass(frozen=True)
class Scenario:
    """Where we stand, the pace and the turnover; `targeted`: places go to the untrained only."""

    start: float
    reach: float
    turnover: float
    targeted: bool = False

    def course(self, years: int) -> list[float]:
        """Share of staff trained now and after each of these years."""
        found = [self.start]
        for _ in range(years):
            found.append(self._after(found[-1] * (1 - self.turnover)))
        return found

    def _after(self, kept: float) -> float:
        if self.targeted:
            return min(1.0, kept + self.reach)
        return kept + self.reach * (1 - kept)

    @property
    def long_run(self) -> float:
        """The share that the course tends to."""
        if not self.turnover:
            return 1.0 if self.reach else self.start
        if self.targeted:
            return min(1.0, self.reach / self.turnover)
        return self.reach / (1 - (1 - self.turnover) * (1 - self.reach))


def in_one_sentence(chosen: Scenario) -> str:
    """'At 10 % a year and 12 % turnover we never pass 48 % unless places go to the untrained.'"""
    other = Scenario(chosen.start, chosen.reach, chosen.turnover, not chosen.targeted)
    pace = f"At {_percent(chosen.reach)} a year and {_percent(chosen.turnover)} turnover"
    if chosen.targeted:
        pace += ", with every place for somebody untrained,"
        fifth = chosen.course(5)[-1]
        return f"{pace} {_percent(fifth)} are trained in five years{_and_then(chosen)}."
    end = chosen.long_run
    if end >= _EVERYONE:
        return f"{pace} everyone is trained in the long run, whoever gets the places."
    if end < chosen.start:
        gain = other.long_run
        spared = f", or to {_percent(gain)} where places go to the untrained"
        if gain >= chosen.start:
            spared = " unless places go to the untrained"
        said = f"we fall from {_percent(chosen.start)} towards {_percent(end)}"
        return f"{pace} {said}{spared if _percent(gain) != _percent(end) else ''}."
    if _percent(other.long_run) == _percent(end):
        return f"{pace} we never pass {_percent(end)}."
    return f"{pace} we never pass {_percent(end)} unless places go to the untrained."


def _and_then(chosen: Scenario) -> str:
    end = chosen.long_run
    if end >= _EVERYONE:
        return ", and everyone in the long run"
    if end < chosen.start:
        return f", falling towards {_percent(end)}"
    return f", and never more than {_percent(end)}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
