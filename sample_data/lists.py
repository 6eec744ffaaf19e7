"""Who belongs to the fictitious trust: divisions, directorates, staff groups, bands and headcount."""

from __future__ import annotations

from dataclasses import dataclass

SEED = 20_261_112
TRUST = "Northmere NHS Foundation Trust (fictitious)"
DISTURBED_MONTH = "2024-08"  # the trainer had left
SURVEY_YEARS = (2021, 2022, 2023, 2024, 2025)

STAFF_GROUPS = (
    "Additional Clinical Services",
    "Additional Professional Scientific and Technical",
    "Administrative and Clerical",
    "Allied Health Professionals",
    "Estates and Ancillary",
    "Healthcare Scientists",
    "Medical and Dental",
    "Nursing and Midwifery Registered",
    "Students",
)
ACS, APST, AC, AHP, EA, HS, MD, NM, STUDENTS = STAFF_GROUPS

# Share of each staff group's people in each band; roughly as in a district general hospital.
BANDS: dict[str, dict[str, float]] = {
    ACS: {"2": 0.46, "3": 0.38, "4": 0.16},
    APST: {"4": 0.17, "5": 0.21, "6": 0.27, "7": 0.22, "8a": 0.10, "8b": 0.03},
    AC: {
        "2": 0.21,
        "3": 0.27,
        "4": 0.18,
        "5": 0.11,
        "6": 0.09,
        "7": 0.07,
        "8a": 0.04,
        "8b": 0.015,
        "8c": 0.008,
        "8d": 0.004,
        "9": 0.002,
        "VSM": 0.002,
    },
    AHP: {"5": 0.24, "6": 0.42, "7": 0.25, "8a": 0.08, "8b": 0.01},
    EA: {"2": 0.70, "3": 0.18, "4": 0.08, "5": 0.04},
    HS: {"4": 0.10, "5": 0.22, "6": 0.35, "7": 0.22, "8a": 0.08, "8b": 0.03},
    MD: {"Medical": 1.0},
    NM: {"5": 0.50, "6": 0.29, "7": 0.16, "8a": 0.04, "8b": 0.01},
    STUDENTS: {"Other": 1.0},
}

# How many of a hundred respond, compared with the trust as a whole.
RESPONSE_OF_STAFF_GROUP = {
    ACS: 0.88, APST: 1.12, AC: 1.22, AHP: 1.20, EA: 0.72, HS: 1.05, MD: 0.82, NM: 0.96, STUDENTS: 0.80,
}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A directorate, or one of the two that merged on 1 April 2024: they keep their people.

    `headcount` is of September 2025, `mix` the share of each staff group, `response` the share
    who answer the survey before the staff group counts, `mood` the lasting distance of its
    survey scores from the trust's, in points of ten.
    """

    name: str
    division: str
    headcount: int
    response: float
    mood: float
    mix: dict[str, float]
    merged_into: str | None = None

    def directorate_in(self, survey_year: int) -> str:
        """What the directorate is called in the autumn of a year."""
        return self.merged_into if self.merged_into and survey_year >= 2024 else self.name


MEDICINE = "Medicine and Emergency"
SURGERY = "Surgery and Cancer"
FAMILIES = "Families and Diagnostics"
CORPORATE = "Corporate and Support"
DIVISIONS = (MEDICINE, SURGERY, FAMILIES, CORPORATE)
MERGED = "Theatres and Critical Care"

UNITS = (
    Unit("Acute Medicine", MEDICINE, 700, 0.46, -0.12,
         {NM: 0.40, ACS: 0.26, MD: 0.20, AC: 0.09, AHP: 0.02, HS: 0.02, STUDENTS: 0.01}),
    Unit("Care of Older People", MEDICINE, 520, 0.58, -0.10,
         {NM: 0.40, ACS: 0.33, MD: 0.10, AC: 0.09, AHP: 0.07, STUDENTS: 0.01}),
    Unit("Emergency", MEDICINE, 500, 0.48, -0.08,
         {NM: 0.43, ACS: 0.19, MD: 0.22, AC: 0.13, AHP: 0.02, STUDENTS: 0.01}),
    Unit("Cancer Services", SURGERY, 310, 0.53, 0.20,
         {NM: 0.38, ACS: 0.12, MD: 0.16, AC: 0.18, AHP: 0.12, HS: 0.04}),
    Unit("General Surgery", SURGERY, 600, 0.45, -0.04,
         {NM: 0.42, ACS: 0.23, MD: 0.22, AC: 0.11, AHP: 0.01, STUDENTS: 0.01}),
    Unit("Theatres", SURGERY, 340, 0.42, -0.18,
         {NM: 0.45, ACS: 0.22, AHP: 0.22, AC: 0.07, APST: 0.04}, MERGED),
    Unit("Anaesthetics and Critical Care", SURGERY, 300, 0.47, -0.05,
         {NM: 0.57, MD: 0.27, ACS: 0.08, HS: 0.04, AC: 0.04}, MERGED),
    Unit("Children and Young People", FAMILIES, 420, 0.50, 0.15,
         {NM: 0.50, ACS: 0.14, MD: 0.20, AC: 0.11, AHP: 0.03, STUDENTS: 0.02}),
    Unit("Imaging", FAMILIES, 330, 0.49, -0.02,
         {AHP: 0.52, ACS: 0.20, AC: 0.15, MD: 0.13}),
    Unit("Maternity", FAMILIES, 330, 0.49, -0.10,
         {NM: 0.62, ACS: 0.16, MD: 0.12, AC: 0.08, STUDENTS: 0.02}),
    Unit("Pathology", FAMILIES, 290, 0.47, -0.22,
         {HS: 0.54, ACS: 0.23, AC: 0.13, MD: 0.10}),
    Unit("Corporate Services", CORPORATE, 590, 0.50, 0.22,
         {AC: 0.87, NM: 0.06, APST: 0.05, MD: 0.02}),
    Unit("Estates and Facilities", CORPORATE, 544, 0.54, -0.06,
         {EA: 0.83, AC: 0.17}),
    Unit("Research and Innovation", CORPORATE, 26, 0.35, 0.35,
         {NM: 0.40, AC: 0.38, ACS: 0.14, MD: 0.08}),
    Unit("Therapies and Pharmacy", CORPORATE, 400, 0.42, 0.12,
         {AHP: 0.48, APST: 0.28, ACS: 0.14, AC: 0.10}),
)  # fmt: skip

UNIT_NAMES = tuple(unit.name for unit in UNITS)
OLDER_PEOPLE = UNIT_NAMES.index("Care of Older People")
EMERGENCY = UNIT_NAMES.index("Emergency")
IMAGING = UNIT_NAMES.index("Imaging")
RESEARCH = UNIT_NAMES.index("Research and Innovation")
ESTATES = "Estates and Facilities"
STALE = (ESTATES, "Pathology")


def directorates_in(survey_year: int) -> tuple[str, ...]:
    """The directorates of a survey year, by division and then by name."""
    return tuple(
        name
        for division in DIVISIONS
        for name in sorted(
            {unit.directorate_in(survey_year) for unit in UNITS if unit.division == division}
        )
    )


def division_of(directorate: str) -> str:
    """The division of a directorate, old or new; the merger stayed inside one division."""
    return next(unit.division for unit in UNITS if directorate in (unit.name, unit.merged_into))
