"""Which colours does a picture use? Two palettes, the verdicts' own; nothing is red, amber or green.

Blue in a mark means "improved" and nothing else; orange means "worse". Contrasts were computed
against the page (light 4.5 and more for marks, 5.2 and more for text).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaletteName = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours by what they mean."""

    page: str
    ink: str
    quiet: str  # captions, secondary text
    mark: str  # ordinary points and intervals
    line: str  # axes
    grid: str
    pale: str  # peers, usual range
    improved: str
    worse: str
    neutral: str  # self-assessed, targets
    better_shade: str
    much_better_shade: str
    worse_shade: str
    much_worse_shade: str
    hatch: str
    held: str  # data held: here
    late: str

    def of(self, verdict: str) -> str:
        """The colour of a mark under this verdict: only improved and worse have one."""
        return {"improved": self.improved, "worse": self.worse}.get(verdict, self.mark)

    def ink_of(self, verdict: str) -> str:
        """The colour of a value's text under this verdict."""
        return {"improved": self.improved, "worse": self.worse}.get(verdict, self.ink)


PALETTES: dict[PaletteName, Palette] = {
    "light": Palette(
        page="#FFFFFF",
        ink="#212B32",
        quiet="#4C6272",
        mark="#6B7A84",
        line="#D8DDE0",
        grid="#E8EDEE",
        pale="#E8EDEE",
        improved="#005EB8",
        worse="#C25608",
        neutral="#330072",
        better_shade="#DCEAF7",
        much_better_shade="#C9DFF3",
        worse_shade="#FBE6D6",
        much_worse_shade="#F9DBC2",
        hatch="#C9D1D6",
        held="#DCEAF7",
        late="#B5D3EE",
    ),
    "dark": Palette(
        page="#11171C",
        ink="#E8EDEE",
        quiet="#B4C0C8",
        mark="#9AA8B2",
        line="#37434C",
        grid="#26313A",
        pale="#26313A",
        improved="#6CB6FF",
        worse="#F2A05E",
        neutral="#C3A6FF",
        better_shade="#16344F",
        much_better_shade="#1B4873",
        worse_shade="#43290F",
        much_worse_shade="#5E3513",
        hatch="#3C4851",
        held="#16344F",
        late="#1B4873",
    ),
}
