"""Are people engaged, heard and taking part?"""

from __future__ import annotations

from pages.three_e import show_e
from pages.three_e_numbers import E
from pages.visit import Visit

ENGAGEMENT = E(
    title="Engagement",
    main="engagement",
    scores=(
        "engagement", "motivation", "involvement", "advocacy", "team_working", "shared_objectives",
    ),
    registers=("project_starts_rate", "training_reach", "response_rate"),
    plotted=(
        "engagement", "motivation", "involvement", "advocacy", "team_working", "shared_objectives",
        "project_starts_rate", "training_reach", "response_rate",
    ),
)  # fmt: skip


def show(visit: Visit) -> None:
    """Draw the page."""
    show_e(visit, ENGAGEMENT)
