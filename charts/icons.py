"""Which sign says what a control chart found? Our own drawings of the two families of icons.

Variation: is it changing, and for the better? Assurance: will the target be met? The words always
stand beside the icon; the letter inside repeats its direction.
"""

from __future__ import annotations

from typing import Literal

from charts.palette import Palette
from metrics.chart_choices import ASSURANCE_IN_WORDS

Variation = Literal[
    "improvement_high", "improvement_low", "concern_high", "concern_low", "common_cause"
]
Assurance = Literal["pass", "fail", "inconsistent"]
WORDS: dict[str, str] = {
    "improvement_high": "Improvement, high",
    "improvement_low": "Improvement, low",
    "concern_high": "Concern, high",
    "concern_low": "Concern, low",
    "common_cause": "No clear change",
    **{kind: f"Target {said}" for kind, said in ASSURANCE_IN_WORDS.items()},
}
_RISING = ((14, 46), (23, 44), (32, 45), (41, 38), (50, 29))
_FALLING = ((14, 18), (23, 20), (32, 19), (41, 26), (50, 35))
_STEADY = ((13, 34), (22.5, 28), (32, 36), (41.5, 29), (51, 33))
_WAVE = "M12 {y} q5 -9 10 0 t10 0 t10 0 t10 0"


def variation_of(mark: str, better: str) -> Variation:
    """The icon of a control chart's last point, from its mark and the direction that is better."""
    if mark == "improvement":
        return "improvement_low" if better == "lower" else "improvement_high"
    if mark == "concern":
        return "concern_high" if better == "lower" else "concern_low"
    return "common_cause"


def assurance_of(said: str) -> Assurance | None:
    """The icon of how a target is met, where there is a target and limits to tell it by."""
    kinds: tuple[Assurance, ...] = ("pass", "fail", "inconsistent")
    return next((kind for kind in kinds if kind == said), None)


def icon(kind: Variation | Assurance, palette: Palette) -> str:
    """The icon as an SVG of 64 by 64; raises KeyError where there is no such icon."""
    words = WORDS[kind]
    if kind in ("pass", "fail", "inconsistent"):
        colour = {"pass": palette.improved, "fail": palette.worse}.get(kind, palette.mark)
        inside = _assurance(kind, colour, palette)
    else:
        verdict = kind.partition("_")[0]
        colour = {"improvement": palette.improved, "concern": palette.worse}.get(
            verdict, palette.mark
        )
        inside = _variation(kind, colour, palette)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="56" height="56">'
        f"<title>{words}</title>"
        f'<circle cx="32" cy="32" r="29" fill="none" stroke="{colour}" stroke-width="3.5"/>'
        f"{inside}</svg>"
    )


def _variation(kind: str, colour: str, palette: Palette) -> str:
    if kind == "common_cause":
        limits = "".join(
            f'<path d="M10 {y} H54" stroke="{palette.mark}" stroke-width="1.5" '
            'stroke-dasharray="4 3"/>'
            for y in (21, 43)
        )
        return limits + _dots(_STEADY, palette.mark, palette.mark)
    high = kind.endswith("high")
    dots = _dots(_RISING if high else _FALLING, palette.mark, colour)
    return _letter("H" if high else "L", 22 if high else 24, 27 if high else 51, colour) + dots


def _dots(places: tuple[tuple[float, float], ...], usual: str, last: str) -> str:
    """Five dots joined by a line; the last two take the colour."""
    line = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="3.4" fill="{last if i > 2 else usual}"/>'
        for i, (x, y) in enumerate(places)
    )
    return f'<polyline points="{line}" fill="none" stroke="{usual}" stroke-width="1.5"/>{dots}'


def _assurance(kind: str, colour: str, palette: Palette) -> str:
    wave_y, target_y, letter_y = {
        "pass": (38, 49, 28),
        "fail": (46, 34, 26),
        "inconsistent": (42, 42, 30),
    }[kind]
    letter = {"pass": "P", "fail": "F", "inconsistent": "?"}[kind]
    return (
        _letter(letter, 32, letter_y, colour)
        + f'<path d="{_WAVE.format(y=wave_y)}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        + f'<path d="M10 {target_y} H54" stroke="{palette.neutral}" stroke-width="2" '
        'stroke-dasharray="2 3"/>'
    )


def _letter(letter: str, x: float, y: float, colour: str) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="Arial, sans-serif" font-size="19" font-weight="bold" '
        f'text-anchor="middle" fill="{colour}">{letter}</text>'
    )
