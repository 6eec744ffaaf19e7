"""What do all screens look like? Header, finding, chip, tile, key, foot and empty state, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from pandas import DataFrame

from charts.figure import CONFIG, Picture
from metrics.finding import Finding, subject
from metrics.periods import day_in_words, in_words
from metrics.stories import in_a_sentence, listed
from pages.chart import clicked
from pages.literal import literal
from pages.visit import Visit

WHOLE_TRUST = "Trust"  # what findings call it
COLOUR_OF = {
    "improved": "blue",
    "worse": "orange",
    "no clear change": "gray",
    "cannot say": "gray",
}


def header(visit: Visit, title: str) -> None:
    """The page's name at the left, what the numbers rest on at the right."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    ):
        st.markdown(f"# {literal(title)}", width="content")
        if visit.snapshot is not None:
            st.markdown(f":small[:gray[{literal(rests_on(visit))}]]", width="content")


def rests_on(visit: Visit) -> str:
    """'Survey autumn 2025 · Register to October 2026 · Published 12 November 2026'."""
    if visit.snapshot is None:
        return ""
    about = visit.snapshot.about
    parts = []
    if about.last_wave:
        parts.append(f"Survey autumn {about.last_wave}")
    if about.last_month:
        parts.append(f"Registers to {in_words(about.last_month)}")
    parts.append(f"Published {day_in_words(about.published_at)}")
    return " · ".join(parts)


def say(sentence: str, findings: Sequence[tuple[str, Finding]] = ()) -> None:
    """The page's finding, loudest of all; then what each verdict is, coloured only if it moved.

    `findings` pairs a subject's short name with its finding: "▲ Empowerment improved."
    """
    lines = [f"## {literal(sentence)}"]
    if findings:
        lines.append(_verdict_sentences(findings))
    st.markdown("\n\n".join(lines))


def _verdict_sentences(findings: Sequence[tuple[str, Finding]]) -> str:
    """A sentence a verdict, in the order given: "● Motivation and advocacy show no clear change." """
    alike: dict[str, list[str]] = {}
    for name, finding in findings:
        said = finding.verdict or f"is {finding.value_in_words}"
        says_how = finding.title_in_words != finding.subject.title
        how = finding.title_in_words if says_how else ""
        alike.setdefault(f"{finding.mark}|{said}|{how}", []).append(name)
    sentences = []
    for said, names in alike.items():
        mark, verdict, whole_title = said.split("|")
        several = len(names) > 1
        words = {
            "improved": "improved",
            "worse": "are worse" if several else "is worse",
            "no clear change": f"{'show' if several else 'shows'} no clear change",
            "cannot say": "cannot be said to have moved",
        }.get(verdict, verdict)
        joined = listed([names[0], *(in_a_sentence(name) for name in names[1:])])
        # A count says itself that there were fewer: "fewer cycles ended than usual: worse".
        claim = f"{whole_title}: {verdict}." if whole_title else f"{joined} {words}."
        sentence = f"{mark} {literal(claim)}".strip()
        if verdict in ("improved", "worse"):
            sentence = f"**:{COLOUR_OF[verdict]}[{sentence}]**"
        sentences.append(sentence)
    return " ".join(sentences)


def chip(finding: Finding) -> str:
    """The verdict as a badge: always shape and word."""
    if not finding.verdict:
        return ""
    return f":{COLOUR_OF[finding.verdict]}-badge[{finding.mark} {finding.verdict}]"


def choose(label: str, options: Mapping[str, str], parameter: str, **looks: Any) -> str:
    """A select box of id → words whose choice stands in the URL by its id; the first is the usual.

    `bind="query-params"` would put the words into the URL, so that links could not name an id and
    a changed title would break them. An id that is not among the options counts as none.
    """
    asked = st.query_params.get(parameter, "")
    name = f"chosen_{parameter}"
    st.session_state[name] = asked if asked in options else next(iter(options))
    return st.selectbox(
        label,
        list(options),
        format_func=lambda one: options.get(one, one),
        key=name,
        on_change=_keep_in_url,
        args=(parameter, name),
        **looks,
    )


def _keep_in_url(parameter: str, name: str) -> None:
    st.query_params[parameter] = st.session_state[name]


def key(text: str) -> None:
    """What the marks of a picture mean, in words, in front of it."""
    st.markdown(f":small[:gray[{text}]]")


def draw(picture: Picture, name: str, visit: Visit | None = None) -> None:
    """A chart with its finding as text alternative; `name` is unique on the page.

    With a visit, a click on a mark opens that number's own page at its group and period. Not
    within what is cached: what can be clicked is never replayed.
    """
    if visit is None or not picture.points:
        st.plotly_chart(
            picture.figure, key=name, theme=None, config=CONFIG, alt=picture.alt, width="stretch"
        )
    elif point := clicked(picture, name):
        area = {} if point.group == WHOLE_TRUST else {"area": point.group}
        visit.go("indicator", indicator=point.indicator, period=point.period, **area)


def same_numbers(rows: DataFrame, caption: str) -> None:
    """The numbers of a chart as a real table, folded away."""
    with st.expander("The same numbers as a table"):
        st.table(rows, alt=caption)


def foot(visit: Visit, sources: Iterable[str]) -> None:
    """Where the numbers come from, and the way to what they mean."""
    st.space("small")
    with st.container(horizontal=True, vertical_alignment="center"):
        version = visit.snapshot.version if visit.snapshot else ""
        listed = " · ".join([*sources, f"version {version}"])
        st.markdown(f":small[:gray[{literal(listed)}]]", width="content")
        visit.link("definitions", "What each number means", to_the_right=False)


def open_numbers(
    visit: Visit,
    names: Sequence[str] | Mapping[str, str],
    lead: str = "Meaning and source",
    **chosen: str,
) -> None:
    """A link an indicator to its definition, its course and its source rows; each once.

    For tables and pictures, whose cells cannot be links that stay in this visit. `names` may give
    each a label in the place of its title; `chosen` may name the area. Nothing where nothing is
    named.
    """
    if not names:
        return
    with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
        key(literal(f"{lead}:"))
        for name in dict.fromkeys(names):
            label = names[name] if isinstance(names, Mapping) else subject(name).title
            visit.link("indicator", label, to_the_right=False, indicator=name, **chosen)


def nothing_yet(visit: Visit, title: str, missing: str) -> None:
    """An empty page says what is missing, who can mend it, and where."""
    header(visit, title)
    st.markdown(f"## Nothing to show yet: {literal(missing)}")
    if visit.person.may_upload:
        st.markdown("You can upload it.")
        visit.link("upload", "Upload")
    else:
        st.markdown("The improvement team can upload it.")


def no_such_page(visit: Visit) -> None:
    """The same words for what does not exist and what is not this person's to see."""
    st.markdown("## There is no such page for you.")
    home = next(iter(visit.pages))
    names = {"directorate": "your directorate", "overview": "the overview"}
    visit.link(home, f"Go to {names.get(home, 'your first page')}")
