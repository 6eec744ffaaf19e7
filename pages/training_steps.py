"""How deep does training go, and how far do people get from a booked place to a shared result?"""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from charts.coverage_bars import Bar, coverage_bars
from metrics.doses import LEVEL_WORDS, PROFILE, shortfall
from metrics.finding import Finding
from metrics.periods import in_words
from pages.literal import literal
from pages.parts import draw, key, open_numbers, same_numbers
from pages.three_e import not_collected
from pages.training_numbers import RELEASE, Numbers
from pages.visit import Visit
from settings import settings

UNSEEN = ("On a project", "Tested a change", "Shared a case study")
CANNOT = "cannot be seen"


def show_depth(visit: Visit, found: Numbers) -> None:
    """Staff at each level or above, beside the share the trust has set itself."""
    targets = settings().level_targets
    shown = {
        level: finding
        for level, name in enumerate(PROFILE)
        if (finding := found.trust.get(name)) and finding.value is not None
    }
    short = shortfall(
        {level: f.value for level, f in shown.items() if f.value is not None}, targets
    )
    if short is None:
        st.markdown("### How deep does it go?")
        not_collected(PROFILE[0], found.missing)
        return
    said = (
        "Every level is at its target" if not short else f"{short:.0f} points short of our targets"
    )
    st.markdown(f"### {literal(said)}")
    key(
        "Staff at each level or above, of all staff. ┃ target: a local choice (trust.toml), no "
        "standard says how many. Points short: summed over the levels."
    )
    bars = tuple(
        Bar(
            _level(level),
            finding.value,
            finding.value_in_words,
            targets[level],
            f"target {targets[level]:g} %",
        )
        for level, finding in shown.items()
    )
    draw(coverage_bars(bars, visit.palette, "Staff trained by level, beside targets"), "depth")
    same_numbers(
        DataFrame(
            [
                (
                    _level(level),
                    f.value_in_words,
                    literal(f.interval_in_words),
                    f"{targets[level]:g} %",
                )
                for level, f in shown.items()
            ],
            columns=["Level or above", "Staff", "95 % interval", "Target"],
        ).set_index("Level or above"),
        "Staff trained by level, with intervals and targets",
    )
    open_numbers(visit, [finding.subject.id for finding in shown.values()])
    key("Only people on lists with staff numbers are counted; short sessions often have none.")


def _level(level: int) -> str:
    return f"{level} {LEVEL_WORDS[level]}"


def show_steps(visit: Visit, found: Numbers) -> None:
    """From a booked place to a shared result: two steps are seen, three cannot be yet."""
    release = found.trust.get(RELEASE)
    if release is None or release.value is None:
        st.markdown("### From a place to a result")
        not_collected(RELEASE, found.missing)
    else:
        st.markdown(f"### {literal(f'{release.value_in_words} of booked places were taken up')}")
        key(
            f"Places booked by name and not cancelled, 12 months to {in_words(release.period)}. "
            "The pale bar is all of them."
        )
        draw(coverage_bars(_steps(release), visit.palette, "From booked to shared"), "steps")
        same_numbers(
            DataFrame(
                [(bar.name, bar.said, bar.of) for bar in _steps(release)],
                columns=["Step", "Share of places", "Places"],
            ).set_index("Step"),
            "From booked to shared: share of places at each step",
        )
        open_numbers(visit, [RELEASE])
    key(
        "**After the course we cannot see.** Needs: staff number of the lead in the project "
        "register. It links learners to their projects, tests and case studies."
    )


def _steps(release: Finding) -> tuple[Bar, ...]:
    attended = Bar("Attended", release.value, release.value_in_words, None, f"of {release.base}")
    booked = Bar("Booked", 100.0, release.base, None, "places")
    return (booked, attended, *(Bar(name, None, CANNOT, None) for name in UNSEEN))
