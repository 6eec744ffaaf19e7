"""Are people ready for one particular change? Commitment and efficacy, asked before it begins.

The questionnaire is ORIC, organizational readiness for implementing change (Shea and others, 2014): means of
answers from 1 (disagree) to 5 (agree). Each survey about a change is a period, and a wave, of its
own: no two are compared, because each asks about something else, and mostly other people.
"""

from __future__ import annotations

from metrics.indicator import Indicator

CAUTION = (
    "Scales of readiness are weakly validated: of 26 reviewed one had good evidence of "
    "reliability. A mean says little where people disagree, and the file does not tell how far "
    "they do."
)


def _asked(
    measure: str,
    title: str,
    question: str,
    why: str,
) -> Indicator:
    """A mean of 1 to 5, higher is readier, among those who answered one survey about one change."""
    return Indicator(
        id=f"change_{measure}",
        catalogue=f"OR01 {measure}",
        title=title,
        question=question,
        statistic="rating",
        better="higher",
        lenses=("conditions",),
        numerator=f"sum of the respondents' means of the {measure} questions, 1 to 5",
        denominator="people who answered the survey about the change",
        # No sum over directorates: of a survey in two of them each lead could work out the other.
        dimensions=("directorate",),
        grain="change",
        roll_up="published",
        needs=(f"change_readiness.{measure}",),
        source="change-readiness surveys, means by directorate as uploaded",
        authority="ORIC (Shea and others 2014), change commitment and change efficacy",
        why=why,
        sql=f"""
SELECT
    period,
    directorate,
    'unweighted' AS weighting,
    {measure} IS NULL OR respondents IS NULL AS is_suppressed,
    FALSE AS is_recomputed,
    {measure} * respondents AS numerator,
    CAST(respondents AS DOUBLE) AS denominator
FROM change_readiness
""",
        judged_by="nothing",
        is_opinion=True,
        caution=CAUTION,
    )


COMMITMENT = _asked(
    "commitment",
    "Commitment to the change",
    "Do people want this change to work?",
    "Readiness work before a programme can be seen to have been done; this asks how it was taken.",
)
EFFICACY = _asked(
    "efficacy",
    "Confidence to make the change",
    "Do people believe that together they can do it?",
    "People who want a change and do not believe in it need time and help, not persuasion.",
)

DECLARED = (COMMITMENT, EFFICACY)
