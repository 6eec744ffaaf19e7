"""What did we find in one file? One small function for each part of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from data_loaders.names import NameQuestion, trust_names
from data_loaders.pipeline import Checked
from data_loaders.problems import FULLY_TOLD, Problem, alike, places_in_words
from data_loaders.recognise import LAYOUTS
from metrics.periods import in_words as period_in_words
from pages.literal import literal
from pages.plain_table import plain_table
from pages.upload_queue import Dropped, Name, answer, explain, read_as
from pages.visit import Visit
from pages.words import counted, number_in_words, sentence_case
from warehouse.datasets import DATASETS

ANOTHER = "Another"
ASKED_ABOUT = ("name_unknown", "code_not_known")
MAY_BE_SAID = ("two_readings", "wrong_dataset")
_QUESTIONS_ASKED = 20  # at a time
_WIDTHS = (14, 17, 20, 49)


def understood(checked: Checked) -> None:
    """What we took the file for, in one sentence; or why nothing in it was read."""
    if checked.outcome in ("refuse", "no_change"):
        st.markdown(literal(checked.problems[0].message))
        return
    title = next(
        layout.title
        for layout in LAYOUTS
        if layout.name == (checked.layout or "").split(" + ")[0]
        and layout.dataset == checked.dataset
    )
    where = [f"sheet *{literal(checked.sheet)}*"] if checked.sheet else []
    where += [f"headings on row {checked.heading_row}"] if checked.heading_row else []
    where += [counted(checked.rows_in_file, "row")]
    if checked.periods:
        first, last = (literal(period_in_words(checked.periods[place])) for place in (0, -1))
        where += [first if first == last else f"{first} to {last}"]
    left_out = (
        f" {sentence_case(counted(checked.rows_left_out, 'row'))} left out, as told below."
        if checked.rows_left_out
        else ""
    )
    said = f", {literal(checked.own_layout.said)}" if checked.own_layout else ""
    ready = f" {sentence_case(counted(checked.rows_ready, 'row'))} ready.{left_out}"
    st.markdown(f":gray[We read it as {literal(title)}{said}: {', '.join(where)}.{ready}]")


def which_kind(file: Dropped, checked: Checked) -> None:
    """Where a file could not be recognised, the visitor may say what it is."""
    if not any(problem.code in MAY_BE_SAID for problem in checked.problems):
        return
    kind = st.selectbox(
        "What is it?",
        [None, *DATASETS],
        format_func=lambda name: DATASETS[name].title if name else "Choose",
        key=f"kind of {file.file_name}",
        width=320,
    )
    if kind and kind != file.dataset:
        read_as(file.file_name, kind)
        st.rerun()


def names(visit: Visit, file: Dropped, checked: Checked) -> None:
    """Names and words that nobody knows, one click each; none is filled in for the visitor."""
    if not file.asked:
        return
    open_questions = {(one.kind, one.written) for one in checked.questions}
    with st.container(border=True):
        left = len(open_questions)
        one = asked_for(file.asked.values())
        title = f"{counted(left, one)} to answer" if left else f"{one.capitalize()}s answered"
        st.markdown(
            f"### {sentence_case(title)}\n\n:gray[Rows wait until you answer. Your answer is "
            "remembered, with your name and today's date.]"
        )
        shown = questions_shown(file, checked)
        for name, question in shown.items():
            _name(visit, name, question, name in open_questions)
        if later := left - sum(name in open_questions for name in shown):
            st.markdown(f":small[:gray[{later:,} more are asked when these are answered.]]")


def asked_for(questions: Iterable[NameQuestion]) -> str:
    """What one of these questions is called: a 'name', or a 'question' where words are among them."""
    return "question" if any(question.is_choice for question in questions) else "name"


def questions_shown(file: Dropped, checked: Checked) -> dict[Name, NameQuestion]:
    """Those answered, and of the others the ones that most rows wait for: a column in which every
    cell says something else would fill the page with thousands.
    """
    most_first = sorted(checked.questions, key=lambda question: -question.rows)
    first = {(one.kind, one.written) for one in most_first[:_QUESTIONS_ASKED]}
    left = {(one.kind, one.written) for one in checked.questions} - first
    return {name: question for name, question in file.asked.items() if name not in left}


def _name(visit: Visit, name: Name, question: NameQuestion, is_open: bool) -> None:
    left, right = st.columns([1, 2.6], vertical_alignment="center")
    rows = counted(question.rows, "row")
    state = f"{rows} wait{'s' if question.rows == 1 else ''}" if is_open else f"{rows} answered"
    what = f"{kind_in_words(question.kind).capitalize()}: " if question.is_choice else ""
    left.markdown(f"{what}“{literal(question.written)}”  \n:small[:gray[{state}]]")
    with right:
        nothing_like_it = not question.suggestions
        chosen = None
        if not nothing_like_it:
            chosen = st.radio(  # not a segmented control: see Readiness
                f"What is {literal(question.written)}?",
                question.suggestions if question.is_choice else [*question.suggestions, ANOTHER],
                format_func=literal,
                key=f"answer {name}",
                label_visibility="collapsed",
                index=None,
                horizontal=True,
                on_change=_answered,
                args=(visit, name),
            )
        if nothing_like_it or chosen == ANOTHER:
            st.selectbox(
                f"The {kind_in_words(question.kind)} that {literal(question.written)} means",
                _on_list(visit, question.kind),
                index=None,
                placeholder="Choose from the trust's list",
                key=f"other answer {name}",
                on_change=_answered_otherwise,
                args=(visit, name),
            )


def kind_in_words(kind: str) -> str:
    """'staff group'; of a word on a closed list its column: 'status'."""
    return kind.rpartition(".")[2].replace("_", " ")


def _answered(visit: Visit, name: Name) -> None:
    chosen = st.session_state[f"answer {name}"]
    if chosen and chosen != ANOTHER:
        answer(visit, name, chosen)


def _answered_otherwise(visit: Visit, name: Name) -> None:
    if chosen := st.session_state[f"other answer {name}"]:
        answer(visit, name, chosen)


def _on_list(visit: Visit, kind: str) -> list[str]:
    known = trust_names(visit.folder, visit.register)[kind]
    return sorted(set(known.spellings.values()))


def to_know(checked: Checked) -> None:
    """What we noticed and did; nothing is asked of the visitor."""
    lines = problem_lines(one for one in checked.problems if one.severity == "warn")
    if checked.ignored_columns:
        ignored = "; ".join(checked.ignored_columns)
        lines.append(("all", ignored, "not needed", "Not read in, not kept."))
    if not lines or checked.outcome == "no_change":
        return
    part_title(f"{counted(len(lines), 'thing')} to know", "nothing to do")
    problem_table(lines, "What we did", "Things to know")


def headings(file: Dropped, checked: Checked) -> None:
    """Their headings, what we read them as, and the first value under each."""
    if not checked.headings:
        return
    left_out = len(checked.ignored_columns)
    title = sentence_case(counted(len(checked.headings) + left_out, "heading"))
    said = f"{number_in_words(left_out)} left out" if left_out else "all read"
    words = {
        column.name: column.in_words
        for layout in LAYOUTS
        if layout.dataset == checked.dataset
        for column in layout.columns_understood
    }
    with st.expander(f"{title}: {said}"):
        plain_table(
            ("Your heading", "We read it as", "First value"),
            [(theirs, words.get(ours, ours), first) for theirs, ours, first in checked.headings],
            (34, 38, 28),
            "Headings and what we read them as",
        )
        st.button(
            "Read it otherwise",
            icon=":material/edit:",
            on_click=explain,
            args=(file,),
            key=f"explain {file.file_name}",
        )


def part_title(title: str, aside: str) -> None:
    """A part's title, and quietly beside it what it asks."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        st.markdown(f"### {sentence_case(title)}", width="content")
        st.markdown(f":small[:gray[· {aside}]]", width="content")


def problem_table(lines: Sequence[Sequence[str]], last: str, alt: str) -> None:
    plain_table(("Row", "Your heading", "We found", last), lines, _WIDTHS, alt)


def problem_lines(problems: Iterable[Problem]) -> list[tuple[str, str, str, str]]:
    """Row, heading, what we found, what to do: identical problems are one line with their rows.

    Of one kind under one heading the first ten lines; the others are counted in one more.
    """
    kinds: dict[tuple[str, str | None], list[list[Problem]]] = {}
    for line in alike(problems):
        kinds.setdefault((line[0].code, line[0].column), []).append(line)
    several_sheets = len({line[0].sheet for lines in kinds.values() for line in lines}) > 1
    told = []
    for (_, heading), lines in kinds.items():
        for line in lines[:FULLY_TOLD]:
            sheet = f"{line[0].sheet}: " if several_sheets and line[0].sheet else ""
            where, to_do = f"{sheet}{_rows(line)}", line[0].to_do
            told.append((where, heading or "whole rows", line[0].found_in_words, to_do))
        if more := sum(len(line) for line in lines[FULLY_TOLD:]):
            told.append((f"{more:,} more", heading or "whole rows", "–", "Like those above."))
    return told


def _rows(problems: Sequence[Problem]) -> str:
    """'57, 58 and 203'; 'all' where no row is meant."""
    rows = tuple(one.row for one in problems if one.row is not None)
    return places_in_words(rows) if rows else "all"
