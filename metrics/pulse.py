"""How engaged are people between the yearly surveys? The quarterly pulse's own scores, kept apart."""

from __future__ import annotations

from metrics.indicator import Indicator

# A pulse is answered by whoever likes to, and by few: its level is not the yearly survey's. So its
# scores are indicators of their own, and nothing ever stands with the yearly ones in one line.
NOT_COMPARABLE = (
    "Answered by whoever chose to, and by few: read its direction, not its level. It is never "
    "compared with the yearly survey."
)
_SQL = """
SELECT
    period,
    directorate,
    division,
    weighting,
    is_suppressed,
    is_recomputed,
    value * respondents AS numerator,
    CAST(respondents AS DOUBLE) AS denominator
FROM survey_line
WHERE survey = 'pulse'
    AND measure = '{measure}'
    AND value_kind = 'score'
    AND staff_group IS NULL
    AND band IS NULL
    AND characteristic IS NULL
"""


def _pulse_score(
    id: str,  # noqa: A002 - the declaration's own word
    catalogue: str,
    measure: str,
    title: str,
    question: str,
    why: str,
    home_of: tuple[str, ...],
) -> Indicator:
    """A 0-10 score of one quarter's pulse, higher is better, among those who answered it."""
    return Indicator(
        id=id,
        catalogue=catalogue,
        title=title,
        question=question,
        statistic="score",
        better="higher",
        lenses=("engagement",),
        numerator="sum of the respondents' scores in the quarter",
        denominator="people who answered the quarter's pulse",
        dimensions=("trust", "division", "directorate"),
        grain="quarter",
        roll_up="published",
        needs=("staff_survey.value",),
        source="quarterly pulse survey, by directorate as uploaded",
        authority="questions: National Quarterly Pulse Survey; scoring as in the staff survey",
        why=why,
        sql=_SQL.format(measure=measure),
        judged_by="run chart",
        is_opinion=True,
        measure=measure,
        home_of=home_of,
        caution=NOT_COMPARABLE,
    )


DECLARED = (
    _pulse_score(
        "pulse_engagement", "SS26", "E", "Pulse engagement",
        "Is engagement moving between the yearly surveys?",
        "The nine engagement questions, asked again in the quarters between: an early sign, no more.",
        ("q2a", "q2b", "q2c", "q3c", "q3d", "q3f", "q25a", "q25c", "q25d"),
    ),
    _pulse_score(
        "pulse_motivation", "SS26 motivation", "E_1", "Pulse motivation",
        "Is motivation moving between the yearly surveys?",
        "Whether people look forward to their work, quarter by quarter.",
        ("q2a", "q2b", "q2c"),
    ),
    _pulse_score(
        "pulse_involvement", "SS26 involvement", "E_2", "Pulse involvement",
        "Is involvement moving between the yearly surveys?",
        "Whether people can suggest and make improvements, quarter by quarter.",
        ("q3c", "q3d", "q3f"),
    ),
    _pulse_score(
        "pulse_advocacy", "SS26 advocacy", "E_3", "Pulse advocacy",
        "Is advocacy moving between the yearly surveys?",
        "Whether people would recommend us, quarter by quarter.",
        ("q25a", "q25c", "q25d"),
    ),
)  # fmt: skip
