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
from pages.training_numbers import ACTION, RELEASE, AfterTraining, Numbers
from pages.visit import Visit
from pages.words import counted, number_in_words, sentence_case
from settings import settings


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
    below = [level for level, f in shown.items() if (f.value or 0) < targets[level]]
    said = "Every level is at its target"
    if below:
        some, of_all = number_in_words(len(below)), counted(len(shown), "level")
        are = "is" if len(below) == 1 else "are"
        said = f"{sentence_case(some)} of {of_all} {are} below our targets"
    st.markdown(f"### {literal(said)}")
    key(
        "Staff at each level or above, of all staff. ┃ target: a local choice, as no standard says "
        f"how many. {short:.0f} points are missing in all."
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
    open_numbers(visit, {finding.subject.id: _level(level) for level, finding in shown.items()})
    key("Only people on lists with staff numbers are counted; short sessions often have none.")


def _level(level: int) -> str:
    return f"{level} {LEVEL_WORDS[level]}"


def show_steps(visit: Visit, found: Numbers) -> None:
    """From a booked place to a shared result: places taken up, then what the people went on to do."""
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
        draw(
            coverage_bars(_places(release), visit.palette, "Booked places taken up"), "places_taken"
        )
        same_numbers(
            _as_table(_places(release), "Share of places", "Places"),
            "Booked places taken up",
        )
        open_numbers(visit, [RELEASE])
    _show_after(visit, found)


def _show_after(visit: Visit, found: Numbers) -> None:
    """Who of those trained was on a project, tested a change, shared it; or what is needed to see it."""
    after, action = found.after, found.trust.get(ACTION)
    if after is None:
        st.markdown("### After the course")
        not_collected(ACTION, found.missing)
        return
    if action is not None and action.value is not None:
        said = f"{action.value_in_words} of those trained were on a project within six months"
        st.markdown(f"### {literal(said)}")
    else:
        st.markdown("### After the course")
    key(
        f"People first trained 6 to 17 months before the end of {in_words(after.period)}, and what "
        "became of them: on a project by then, a change tested there so far, a case study of it. "
        "It does not say that the course led there."
    )
    steps = _steps(after)
    draw(coverage_bars(steps, visit.palette, "From training to a shared result"), "after")
    same_numbers(_as_table(steps, "Share", "People"), "From training to a shared result")
    open_numbers(visit, [ACTION])


def _places(release: Finding) -> tuple[Bar, ...]:
    return (
        Bar("Booked", 100.0, release.base, None, "places"),
        Bar("Attended", release.value, release.value_in_words, None, f"of {release.base}"),
    )


def _steps(after: AfterTraining) -> tuple[Bar, ...]:
    return (
        Bar("Trained", 100.0, f"{after.trained:,}", None, "people"),
        *(
            Bar(name, 100 * people / after.trained, f"{people:,}", None, f"of {after.trained:,}")
            for name, people in (
                ("On a project", after.on_team),
                ("Tested a change", after.tested),
                ("Shared a case study", after.shared),
            )
        ),
    )


def _as_table(bars: tuple[Bar, ...], said: str, of: str) -> DataFrame:
    return DataFrame(
        [(bar.name, bar.said, bar.of) for bar in bars], columns=["Step", said, of]
    ).set_index("Step")
