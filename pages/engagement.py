"""Are people engaged, heard and taking part?"""

from __future__ import annotations

from pages.pulse import draw_pulse
from pages.three_e import draw_years, show_e
from pages.three_e_numbers import E, Numbers
from pages.visit import Visit
from warehouse.snapshot import Snapshot

ENGAGEMENT = E(
    title="Engagement",
    main="engagement",
    scores=(
        "engagement", "motivation", "involvement", "advocacy", "team_working", "shared_objectives",
    ),
    registers=("project_starts_rate", "people_involved", "training_reach", "response_rate"),
    plotted=(
        "engagement", "motivation", "involvement", "advocacy", "team_working", "shared_objectives",
        "project_starts_rate", "people_involved", "training_reach", "response_rate",
    ),
)  # fmt: skip


def show(visit: Visit) -> None:
    """Draw the page."""
    show_e(visit, ENGAGEMENT, draw_years_and_quarters)


def draw_years_and_quarters(visit: Visit, e: E, found: Numbers, snapshot: Snapshot) -> None:
    """The yearly survey's scores, and under them the pulse's, which are no part of their lines."""
    draw_years(visit, e, found, snapshot)
    draw_pulse(visit, snapshot)
