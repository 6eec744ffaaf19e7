"""Do the planted stories stand in the numbers? python -m sample_data.stories prints the tests."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from sample_data.lists import directorates_in
from sample_data.survey import Line, Wave, waves
from sample_data.survey_levels import LONG_TERM, OTHER_GROUPS, WHITE

SCORE_SD = 2.0  # of one person's 0-10 score, as settings assume; the survey does not publish it
CLEAR = 1.96


@dataclass(frozen=True)
class Change:
    """One measure of one group, a year and the year before; `z` is the change in standard errors."""

    group: str
    measure: str
    before: float
    after: float
    z: float


def change(before: Line, after: Line, measure: str) -> Change:
    """Change of a score (0-10) or of a question's per cent positive between two waves."""
    group = after.directorate or after.staff_group or "the trust"
    if measure in after.scores:
        then, now = before.scores[measure], after.scores[measure]
        error = SCORE_SD * sqrt(1 / before.respondents + 1 / after.respondents)
    else:
        then, now = before.percents[measure], after.percents[measure]
        error = sqrt(
            sum(
                line.percents[measure] * (100 - line.percents[measure]) / line.respondents
                for line in (before, after)
            )
        )
    return Change(group, measure, then, now, (now - then) / error)


def gap_change(before: Wave, after: Wave, first: str, second: str, measure: str = "E") -> Change:
    """Change of the difference between two groups of one characteristic, `first` less `second`."""
    gaps, variance = [], 0.0
    for wave in (before, after):
        lines = {line.characteristic_group: line for line in wave.lines if line.characteristic}
        one, other = lines[first], lines[second]
        gaps.append(one.scores[measure] - other.scores[measure])
        variance += SCORE_SD**2 * (1 / one.respondents + 1 / other.respondents)
    return Change(
        f"{first} less {second}", measure, gaps[0], gaps[1], (gaps[1] - gaps[0]) / sqrt(variance)
    )


def directorate_changes(before: Wave, after: Wave, measures: tuple[str, ...]) -> list[Change]:
    """Every directorate that both waves know, every measure."""
    then = {line.directorate: line for line in before.lines}
    now = {line.directorate: line for line in after.lines}
    return [
        change(then[name], now[name], measure)
        for name in directorates_in(after.year)
        for measure in measures
        if name in then
    ]


def main() -> None:
    survey = waves()
    before, after = survey[-2], survey[-1]
    found = [
        change(before.lines[0], after.lines[0], measure)
        for measure in ("E", "E_1", "E_2", "E_3", "PP3", "PP3_1", "PP3_2", "M", "q3f")
    ]
    found += directorate_changes(before, after, ("E", "E_2", "E_3", "PP3", "PP3_1", "q3f"))
    found += [
        change_of
        for change_of in directorate_changes(survey[-3], before, ("E", "E_1", "E_2", "E_3"))
        if change_of.group == "Imaging"
    ]
    found.append(gap_change(before, after, "No", "Yes"))
    found.append(gap_change(before, after, WHITE, OTHER_GROUPS))
    print(f"{LONG_TERM}: No, Yes. Changes in standard errors; clear beyond {CLEAR}.")
    for row in found:
        mark = "clear" if abs(row.z) >= CLEAR else ""
        print(f"{row.group:34}{row.measure:7}{row.before:7.2f}{row.after:7.2f}{row.z:+7.2f} {mark}")


if __name__ == "__main__":
    main()
