"""Which words, short forms and marks do the trust's files use?"""

from __future__ import annotations

import numpy as np

from sample_data.lists import AC, AHP, APST, MD, NM, SEED
from sample_data.survey import Line
from sample_data.written import Cell

SMALLEST_SHOWN = 11  # the contractor's own rule; below it a cell holds a mark
WITHHELD = "*"

NAMES = {
    "PP1": "We are compassionate and inclusive",
    "PP1_1": "Compassionate culture",
    "PP1_2": "Compassionate leadership",
    "PP1_3": "Diversity and equality",
    "PP1_4": "Inclusion",
    "PP2": "We are recognised and rewarded",
    "PP3": "We each have a voice that counts",
    "PP3_1": "Autonomy and control",
    "PP3_2": "Raising concerns",
    "PP4": "We are safe and healthy",
    "PP4_1": "Health and safety climate",
    "PP4_2": "Burnout",
    "PP4_3": "Negative experiences",
    "PP5": "We are always learning",
    "PP5_1": "Development",
    "PP5_2": "Appraisals",
    "PP6": "We work flexibly",
    "PP6_1": "Support for work-life balance",
    "PP6_2": "Flexible working",
    "PP7": "We are a team",
    "PP7_1": "Team working",
    "PP7_2": "Line management",
    "E": "Staff engagement",
    "E_1": "Motivation",
    "E_2": "Involvement",
    "E_3": "Advocacy",
    "M": "Morale",
    "M_1": "Thinking about leaving",
    "M_2": "Work pressure",
    "M_3": "Stressors",
    "q3b": "Trusted to do job",
    "q3c": "Opportunities to show initiative",
    "q3d": "Able to suggest improvements",
    "q3e": "Involved in deciding changes",
    "q3f": "Able to make improvements happen",
    "q5b": "Choice in how to do work",
    "q6a": "Role makes a difference",
    "q7a": "Team has shared objectives",
    "q8a": "Teams work well together",
    "q15": "Fair career progression",
    "q25b": "Organisation acts on concerns raised by patients",
    "q25e": "Safe to speak up about anything",
    "q25f": "Confident concerns would be addressed",
}
# How people write a staff group when they are in a hurry.
HURRIED = {
    NM: "Nursing & Midwifery",
    AC: "A&C",
    AHP: "AHP",
    APST: "Add Prof Scientific and Technic",
    MD: "Medical & Dental",
}


def as_shown(line: Line, value: float, places: int) -> Cell:
    """The value, or the contractor's mark where too few answered."""
    return round(value, places) if line.respondents >= SMALLEST_SHOWN else WITHHELD


def chance_of(file: int) -> np.random.Generator:
    """A file's own chance, so that changing one file leaves the others as they are."""
    return np.random.default_rng([SEED, 100, file])


def one_of(chance: np.random.Generator, options: tuple[str, ...]) -> str:
    """One of the ways to write the same thing."""
    return options[int(chance.integers(len(options)))]
