"""Do people have a voice, control and backing to improve their work?"""

from __future__ import annotations

from pages.three_e import show_e
from pages.three_e_numbers import E
from pages.visit import Visit

EMPOWERMENT = E(
    title="Empowerment",
    main="voice",
    scores=(
        "voice", "able_to_improve", "autonomy", "raising_concerns", "compassionate_leadership",
        "autonomy_less_involvement",
    ),
    registers=(
        "frontline_led", "self_initiated", "qi_training_coverage", "training_to_action",
        "reached_improvement", "people_involved",
    ),
    plotted=(
        "voice", "able_to_improve", "autonomy", "raising_concerns", "compassionate_leadership",
        "autonomy_less_involvement", "frontline_led", "self_initiated", "qi_training_coverage",
        "training_to_action", "reached_improvement", "people_involved",
    ),
)  # fmt: skip


def show(visit: Visit) -> None:
    """Draw the page."""
    show_e(visit, EMPOWERMENT)
