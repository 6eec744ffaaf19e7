"""How do the survey's race and disability equality measures stand: WRES 5, 7 and 8, WDES 4 to 7?

Of the whole trust only. Each measure is told twice: as a gap in percentage points and as a ratio,
both worked out from the two groups' own shares and people, never taken as somebody typed them.
WRES 6 and WDES 8 are not here: the first counts people with either of two answers, which two
questions' shares cannot tell; the second asks a question whose results we do not keep. WDES 9a is
the engagement gap of staff with a long-term condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from metrics.indicator import Indicator
from metrics.survey_measures import SOURCE


@dataclass(frozen=True)
class Standard:
    """One measure: of those who gave any of the answers `among`, who gave one of `counted`.

    `is_positive` says that the survey's percentage positive is the same share and may stand for it.
    """

    number: str
    what: str
    counted_in_words: str
    measure: str
    counted: tuple[int, ...]
    among: tuple[int, ...]
    is_positive: bool = False

    @property
    def name(self) -> str:
        """'wdes_4a_i': the number as a part of an id."""
        return self.number.lower().replace("(", "_").replace(")", "").replace(" ", "_")

    @property
    def characteristic(self) -> str:
        return "Ethnicity" if self.number.startswith("WRES") else "Long-term condition"


_HARM = (2, 3, 4, 5), (1, 2, 3, 4, 5)
_YES = (1,), (1, 2)
STANDARDS = (
    Standard("WRES 5", "harassment by patients or the public", "had it at least once", "q14a", *_HARM),
    Standard("WRES 7", "equal chances of promotion", "said yes", "q15", (1,), (1, 2, 9), True),
    Standard("WRES 8", "discrimination at work", "had it", "q16b", *_YES),
    Standard(
        "WDES 4a(i)", "harassment by patients or the public", "had it at least once", "q14a", *_HARM
    ),
    Standard("WDES 4a(ii)", "harassment by managers", "had it at least once", "q14b", *_HARM),
    Standard("WDES 4a(iii)", "harassment by colleagues", "had it at least once", "q14c", *_HARM),
    Standard(
        "WDES 4b", "harassment reported", "said they or a colleague reported it", "q14d",
        (1, 2, 6), (1, 2, 6, 3),
    ),
    Standard("WDES 5", "equal chances of promotion", "said yes", "q15", (1,), (1, 2, 9), True),
    Standard("WDES 6", "pressed to work while unwell", "said yes", "q11e", *_YES),
    Standard("WDES 7", "work is valued", "were satisfied", "q4b", (4, 5), (1, 2, 3, 4, 5), True),
)  # fmt: skip

_SQL = """
SELECT
    period,
    characteristic,
    weighting,
    CASE WHEN LOWER(characteristic_group) IN ('white', 'no') THEN 'reference' ELSE 'compared' END
        AS contrast,
    MAX(CASE WHEN is_suppressed THEN 1 ELSE 0 END) = 1 AS is_suppressed,
    MAX(CASE WHEN value_kind = 'percent' THEN 1 ELSE 0 END) = 0 AS is_recomputed,
    COALESCE(
        MAX(CASE WHEN value_kind = 'percent' THEN value * respondents END),
        SUM(CASE WHEN option_code IN ({counted}) THEN value * respondents ELSE 0 END)
    ) / CAST(100 AS DOUBLE) AS numerator,
    COALESCE(
        MAX(CASE WHEN value_kind = 'percent' THEN CAST(respondents AS DOUBLE) END),
        SUM(CASE WHEN option_code IN ({among}) THEN value * respondents ELSE 0 END)
            / CAST(100 AS DOUBLE)
    ) AS denominator
FROM survey_line
WHERE survey = 'annual'
    AND measure = '{measure}'
    AND value_kind IN ({kinds})
    AND characteristic = '{characteristic}'
    AND LOWER(characteristic_group) IN ({groups})
    AND directorate IS NULL
    AND staff_group IS NULL
GROUP BY period, characteristic, characteristic_group, weighting
HAVING COUNT(CASE WHEN value_kind = 'percent' THEN value * respondents END) > 0
    OR SUM(CASE WHEN value_kind = 'share' THEN value END) BETWEEN 99 AND 101
    OR MAX(CASE WHEN is_suppressed THEN 1 ELSE 0 END) = 1
"""
_GROUPS = {
    "Ethnicity": ("white staff", "all other ethnic groups", "'white', 'all other ethnic groups'"),
    "Long-term condition": (
        "staff without a long-term condition", "staff with one", "'no', 'yes'",
    ),
}  # fmt: skip


def _declared(standard: Standard, statistic: Literal["points", "ratio"]) -> Indicator:
    reference, compared, groups = _GROUPS[standard.characteristic]
    is_gap = statistic == "points"
    answered = f"answered question {standard.measure} of the 2025 survey"
    return Indicator(
        id=f"{standard.name}_{'gap' if is_gap else 'ratio'}",
        catalogue=f"{standard.number} {'gap' if is_gap else 'ratio'}",
        title=f"{standard.number}, {standard.what}: {'gap' if is_gap else 'ratio'}",
        question="Whose experience is worse, and by how much?",
        statistic=statistic,
        better="equal",
        lenses=("equality",),
        numerator=(
            f"% of {reference} who {standard.counted_in_words}, less % of {compared}"
            if is_gap
            else f"% of {compared} who {standard.counted_in_words}"
        ),
        denominator=(
            f"those of both groups who {answered}"
            if is_gap
            else f"% of {reference} who {standard.counted_in_words}"
        ),
        dimensions=("characteristic",),
        grain="wave",
        roll_up="published",
        needs=("staff_survey.characteristic",),
        source=SOURCE,
        authority=f"{standard.number[:4]} technical guidance, measure {standard.number[5:]}",
        why=f"0 is equal: {reference} less {compared}." if is_gap else (
            f"1 is equal: {compared} over {reference}."
        ),
        sql=_SQL.format(
            counted=", ".join(map(str, standard.counted)),
            among=", ".join(map(str, standard.among)),
            measure=standard.measure,
            kinds="'share', 'percent'" if standard.is_positive else "'share'",
            characteristic=standard.characteristic,
            groups=groups,
        ),
        is_opinion=True,
        everybody_asked=False,
        home_of=(standard.measure,),
        caution=(
            "Worked out from the two groups' shares and people; never a ratio that somebody typed. "
            "For the whole trust only, to protect confidentiality."
        ),
    )  # fmt: skip


GAPS = tuple(_declared(standard, "points") for standard in STANDARDS)
RATIOS = tuple(_declared(standard, "ratio") for standard in STANDARDS)
DECLARED = (*GAPS, *RATIOS)
