"""How does a survey measure become an indicator? The SELECTs that all survey declarations share.

Official scores are taken as published, never rebuilt from percentages (docs/decisions.md no. 7).
"""

from __future__ import annotations

from metrics.indicator import Breakdown, Indicator
from metrics.survey_scores import parts_needed

SURVEY_BREAKDOWNS: tuple[Breakdown, ...] = (
    "trust",
    "division",
    "directorate",
    "staff_group",
    "division_staff_group",
    "band",
)
SOURCE = "NHS Staff Survey, autumn, by directorate and staff group as published to the trust"

# One row per published line of one measure; numerator is value × respondents, so that lines can
# be summed and divided once. {kind} is 'score' or 'percent'; {per} turns per cent into a share.
_LINES = """
SELECT
    period,
    directorate,
    division,
    staff_group,
    band,
    weighting,
    is_suppressed,
    is_recomputed,
    value * respondents / CAST({per} AS DOUBLE) AS numerator,
    CAST(respondents AS DOUBLE) AS denominator
FROM survey_line
WHERE survey = 'annual'
    AND measure = '{measure}'
    AND value_kind = '{kind}'
    AND characteristic IS NULL
"""


def survey_score(
    id: str,  # noqa: A002 - the declaration's own word
    catalogue: str,
    measure: str,
    title: str,
    question: str,
    lenses: tuple[str, ...],
    why: str,
    home_of: tuple[str, ...],
    authority: str = "NHS Staff Survey technical guide 2025",
    caution: str = "",
) -> Indicator:
    """A 0-10 score of the survey, higher is better, among those who answered enough of its items."""
    return Indicator(
        id=id,
        catalogue=catalogue,
        title=title,
        question=question,
        statistic="score",
        better="higher",
        lenses=lenses,
        numerator=f"sum of the respondents' {title.lower()} scores",
        denominator="respondents who answered enough of its questions",
        dimensions=SURVEY_BREAKDOWNS,
        grain="wave",
        roll_up="published",
        needs=("staff_survey.value",),
        source=SOURCE,
        authority=authority,
        why=why,
        sql=_LINES.format(measure=measure, kind="score", per="1"),
        is_opinion=True,
        measure=measure,
        home_of=home_of,
        caution=caution,
    )


def survey_percent(
    id: str,  # noqa: A002 - the declaration's own word
    catalogue: str,
    measure: str,
    title: str,
    question: str,
    lenses: tuple[str, ...],
    why: str,
) -> Indicator:
    """The share, in per cent, of those who answered one question and answered it positively."""
    return Indicator(
        id=id,
        catalogue=catalogue,
        title=title,
        question=question,
        statistic="proportion",
        better="higher",
        lenses=lenses,
        numerator="respondents who agreed or strongly agreed",
        denominator=f"respondents who answered question {measure}",
        dimensions=SURVEY_BREAKDOWNS,
        grain="wave",
        roll_up="published",
        needs=("staff_survey.value",),
        source=SOURCE,
        authority="NHS Staff Survey questionnaire 2025",
        why=why,
        sql=_LINES.format(measure=measure, kind="percent", per="100"),
        is_opinion=True,
        measure=measure,
        home_of=(measure,),
    )


def item_scores(
    id: str,  # noqa: A002 - the declaration's own word
    catalogue: str,
    measures: tuple[str, ...],
    title: str,
    question: str,
    lenses: tuple[str, ...],
    why: str,
) -> Indicator:
    """The plain mean of several questions' 0-10 scores (metrics/survey_scores.py).

    A group counts only where every one of the questions has a score; its base is the smallest of
    theirs. The survey publishes no such score: marked recomputed.
    """
    listed = ", ".join(f"'{measure}'" for measure in measures)
    return Indicator(
        id=id,
        catalogue=catalogue,
        title=title,
        question=question,
        statistic="score",
        better="higher",
        lenses=lenses,
        numerator="sum over respondents of the mean of the questions' scores",
        denominator="respondents, the smallest base among the questions",
        dimensions=("trust", "division", "directorate", "staff_group"),
        grain="wave",
        roll_up="published",
        needs=("staff_survey.value",),
        source=SOURCE,
        authority="scoring: NHS Staff Survey technical guide 2025; selection of questions: ours",
        why=why,
        sql=f"""
SELECT
    period,
    directorate,
    division,
    staff_group,
    weighting,
    MAX(CASE WHEN is_suppressed THEN 1 ELSE 0 END) = 1 AS is_suppressed,
    TRUE AS is_recomputed,
    SUM(value) / {len(measures)} * MIN(respondents) AS numerator,
    CAST(MIN(respondents) AS DOUBLE) AS denominator
FROM survey_line
WHERE survey = 'annual'
    AND value_kind = 'score'
    AND measure IN ({listed})
    AND band IS NULL
    AND characteristic IS NULL
GROUP BY period, directorate, division, staff_group, weighting
HAVING COUNT(value) = {len(measures)} OR MAX(CASE WHEN is_suppressed THEN 1 ELSE 0 END) = 1
""",
        is_opinion=True,
        home_of=measures,
        caution="Recomputed from answer shares; the survey itself publishes no score for these.",
    )


def percent_difference(
    id: str,  # noqa: A002 - the declaration's own word
    catalogue: str,
    first: str,
    second: str,
    title: str,
    question: str,
    lenses: tuple[str, ...],
    why: str,
) -> Indicator:
    """Percentage points by which more people are positive about the first question than the second.

    The interval takes the two answers as independent; the same people gave both, so it is wide.
    """
    return Indicator(
        id=id,
        catalogue=catalogue,
        title=title,
        question=question,
        statistic="points",
        better="lower",
        lenses=lenses,
        numerator=f"% positive on {first} less % positive on {second}",
        denominator="respondents, the smaller base of the two questions",
        dimensions=("trust", "division", "directorate", "staff_group"),
        grain="wave",
        roll_up="published",
        needs=("staff_survey.value",),
        source=SOURCE,
        authority="questions: NHS Staff Survey questionnaire 2025; difference: ours",
        why=why,
        sql=f"""
SELECT
    period,
    directorate,
    division,
    staff_group,
    weighting,
    CASE WHEN measure = '{first}' THEN 'reference' ELSE 'compared' END AS contrast,
    is_suppressed,
    is_recomputed,
    value * respondents / CAST(100 AS DOUBLE) AS numerator,
    CAST(respondents AS DOUBLE) AS denominator
FROM survey_line
WHERE survey = 'annual'
    AND measure IN ('{first}', '{second}')
    AND value_kind = 'percent'
    AND band IS NULL
    AND characteristic IS NULL
""",
        is_opinion=True,
        home_of=(first, second),
        caution="The interval is cautious: the same people answered both questions.",
    )


def items_positive(
    id: str,  # noqa: A002 - the declaration's own word
    catalogue: str,
    measures: tuple[str, ...],
    title: str,
    question: str,
    lenses: tuple[str, ...],
) -> Indicator:
    """The plain mean of several questions' percentages positive, of those asked that year.

    A group counts where at least two thirds of the questions are there; its base is the smallest
    of theirs.
    """
    listed = ", ".join(f"'{measure}'" for measure in measures)
    needed = parts_needed(len(measures))
    return Indicator(
        id=id,
        catalogue=catalogue,
        title=title,
        question=question,
        statistic="proportion",
        better="higher",
        lenses=lenses,
        numerator=f"mean % positive over {', '.join(measures)}",
        denominator="respondents, the smallest base among the questions",
        dimensions=("trust", "division", "directorate"),
        grain="wave",
        roll_up="published",
        needs=("staff_survey.value",),
        source=SOURCE,
        authority="mapping: Oxleas NHS Foundation Trust 2026, a local judgement",
        why="What staff see of a component, to set beside what leaders say of it.",
        sql=f"""
SELECT
    period,
    directorate,
    division,
    weighting,
    MAX(CASE WHEN is_suppressed THEN 1 ELSE 0 END) = 1 AS is_suppressed,
    FALSE AS is_recomputed,
    AVG(value) / 100 * MIN(respondents) AS numerator,
    CAST(MIN(respondents) AS DOUBLE) AS denominator
FROM survey_line
WHERE survey = 'annual'
    AND value_kind = 'percent'
    AND measure IN ({listed})
    AND staff_group IS NULL
    AND band IS NULL
    AND characteristic IS NULL
GROUP BY period, directorate, division, weighting
HAVING COUNT(CASE WHEN NOT is_suppressed THEN value END) >= {needed}
    AND COUNT(respondents) = COUNT(*)
""",
        is_opinion=True,
        home_of=measures,
        caution="A mean of percentages over different questions: read its change, not its level.",
    )
