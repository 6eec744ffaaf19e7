"""Which measures does the survey have, at what levels, and what is planted in them?"""

from __future__ import annotations

import numpy as np

# The trust's score of each sub-score, autumn 2021 to 2025; levels near those of acute trusts.
# PP2 has no sub-scores. PP3_1 and PP3_2 rise clearly in 2025, the parts of E do not.
LEVELS: dict[str, tuple[float, float, float, float, float]] = {
    "PP1_1": (7.12, 7.02, 7.10, 7.08, 7.10),
    "PP1_2": (6.78, 6.82, 6.94, 6.98, 7.00),
    "PP1_3": (8.12, 8.10, 8.12, 8.14, 8.15),
    "PP1_4": (6.78, 6.80, 6.86, 6.85, 6.87),
    "PP2": (5.72, 5.66, 5.84, 5.86, 5.88),
    "PP3_1": (6.66, 6.66, 6.72, 6.72, 6.89),
    "PP3_2": (6.22, 6.16, 6.20, 6.18, 6.31),
    "PP4_1": (5.20, 5.16, 5.32, 5.36, 5.39),
    "PP4_2": (4.72, 4.74, 4.88, 4.92, 4.94),
    "PP4_3": (7.78, 7.76, 7.84, 7.86, 7.88),
    "PP5_1": (6.14, 6.18, 6.28, 6.30, 6.32),
    "PP5_2": (4.40, 4.52, 4.72, 4.80, 4.82),
    "PP6_1": (6.08, 6.12, 6.22, 6.26, 6.28),
    "PP6_2": (5.96, 6.00, 6.10, 6.14, 6.16),
    "PP7_1": (6.54, 6.58, 6.66, 6.66, 6.68),
    "PP7_2": (6.66, 6.72, 6.80, 6.81, 6.82),
    "E_1": (6.88, 6.84, 6.93, 6.92, 6.94),
    "E_2": (6.60, 6.60, 6.66, 6.62, 6.70),
    "E_3": (6.70, 6.58, 6.68, 6.66, 6.58),
    "M_1": (5.90, 5.80, 5.95, 5.93, 5.96),
    "M_2": (5.05, 5.00, 5.18, 5.22, 5.24),
    "M_3": (6.22, 6.22, 6.30, 6.32, 6.35),
}
SUB_SCORES = tuple(LEVELS)
ELEMENTS: dict[str, tuple[str, ...]] = {
    "PP1": ("PP1_1", "PP1_2", "PP1_3", "PP1_4"),
    "PP3": ("PP3_1", "PP3_2"),
    "PP4": ("PP4_1", "PP4_2", "PP4_3"),
    "PP5": ("PP5_1", "PP5_2"),
    "PP6": ("PP6_1", "PP6_2"),
    "PP7": ("PP7_1", "PP7_2"),
    "E": ("E_1", "E_2", "E_3"),
    "M": ("M_1", "M_2", "M_3"),
}
HEADLINES = ("PP1", "PP2", "PP3", "PP4", "PP5", "PP6", "PP7", "E", "M")
MEASURES = tuple(code for headline in HEADLINES for code in (headline, *ELEMENTS.get(headline, ())))

# Answers of a typical acute trust to each question, strongly disagree … strongly agree (q5b:
# never … always); where they lie for a group is found from its mean.
ANSWERS: dict[str, tuple[float, float, float, float, float]] = {
    "q3a": (0.01, 0.03, 0.09, 0.50, 0.37),
    "q3b": (0.01, 0.02, 0.07, 0.48, 0.42),
    "q3c": (0.04, 0.08, 0.16, 0.49, 0.23),
    "q3d": (0.04, 0.09, 0.17, 0.47, 0.23),
    "q3e": (0.08, 0.16, 0.25, 0.37, 0.14),
    "q3f": (0.06, 0.13, 0.26, 0.40, 0.15),
    "q5b": (0.05, 0.12, 0.30, 0.35, 0.18),
    "q6a": (0.01, 0.02, 0.09, 0.45, 0.43),
    "q7a": (0.03, 0.07, 0.17, 0.52, 0.21),
    "q7h": (0.04, 0.08, 0.18, 0.47, 0.23),
    "q8a": (0.06, 0.13, 0.27, 0.41, 0.13),
    "q25b": (0.04, 0.07, 0.19, 0.48, 0.22),
    "q25e": (0.06, 0.10, 0.22, 0.43, 0.19),
    "q25f": (0.08, 0.13, 0.29, 0.36, 0.14),
}
PERCENT_QUESTIONS = (
    "q3b", "q3c", "q3d", "q3e", "q3f", "q6a", "q7a", "q8a", "q15", "q25b", "q25e", "q25f",
)  # fmt: skip
SHARE_QUESTIONS = ("q3b", "q3e", "q5b", "q6a", "q7a", "q25b")
OPTION_SCORES = np.array([0.0, 2.5, 5.0, 7.5, 10.0])

# Staff groups differ from the trust, points of ten, on every score; and on some by more.
MOOD_OF_STAFF_GROUP = (0.05, -0.02, 0.22, 0.08, -0.05, -0.20, -0.18, -0.02, 0.25)
BURNOUT_OF_STAFF_GROUP = (-0.1, 0.0, 0.4, -0.2, 0.5, 0.1, -0.1, -0.25, 0.2)

ENGAGEMENT = ("E_1", "E_2", "E_3")
ETHNICITY, LONG_TERM = "Ethnicity", "Long-term condition"
WHITE, OTHER_GROUPS, NOT_SAID = "White", "All other ethnic groups", "Prefer not to say"
LONG_TERM_GAP = {2021: 0.56, 2022: 0.54, 2023: 0.57, 2024: 0.55, 2025: 0.22}  # engagement
ETHNICITY_GAP = {2021: 0.13, 2022: 0.15, 2023: 0.14, 2024: 0.15, 2025: 0.14}  # engagement
