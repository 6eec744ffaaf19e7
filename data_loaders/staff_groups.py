"""Which of the nine staff groups is meant? Names from the electronic staff record, as people shorten them."""

from __future__ import annotations

# Occupational staff groups of the NHS electronic staff record, in our spelling.
STAFF_GROUPS: dict[str, tuple[str, ...]] = {
    "Additional Clinical Services": (
        "ACS",
        "Add Clinical Services",
        "Additional Clin Services",
        "Support to clinical staff",
        "Healthcare assistants",
        "HCA",
        "Unregistered clinical",
    ),
    "Additional Professional Scientific and Technical": (
        "Add Prof Scientific and Technic",
        "Add Prof Sci and Tech",
        "Additional Professional Scientific and Technic",
        "APST",
        "Additional Prof Scientific and Technical",
        "Prof, Scientific and Technical",
    ),
    "Administrative and Clerical": (
        "A&C",
        "A and C",
        "Admin",
        "Admin and Clerical",
        "Administration and Clerical",
        "Admin & Clerical staff",
    ),
    "Allied Health Professionals": ("AHP", "AHPs", "Allied Health Professional", "Allied health"),
    "Estates and Ancillary": ("Estates", "E&A", "Estates and Ancilliary", "Ancillary"),
    "Healthcare Scientists": ("HCS", "Healthcare Scientist", "Health care scientists"),
    "Medical and Dental": ("M&D", "Medical", "Doctors", "Medical & Dental staff", "Med and Dent"),
    "Nursing and Midwifery Registered": (
        "Nursing and Midwifery",
        "N&M",
        "Nursing",
        "Nurses and midwives",
        "Registered Nursing and Midwifery",
        "Registered nurses and midwives",
        "Nursing & Midwifery (Registered)",
    ),
    "Students": ("Student", "Students and trainees"),
}
