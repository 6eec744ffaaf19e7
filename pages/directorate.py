"""To be written."""

from __future__ import annotations

from pages.parts import header
from pages.visit import Visit


def show(visit: Visit) -> None:
    """Draw the page."""
    header(visit, "directorate")
