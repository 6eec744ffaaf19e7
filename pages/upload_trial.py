"""What changes when these files are published? Worked out beside the page, and nothing is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from pandas import DataFrame

from data_loaders.batch import rows_by_dataset
from data_loaders.pipeline import Checked
from metrics.periods import in_words
from pages.literal import literal
from pages.moves import moves_in_words, moves_of, moves_told
from pages.upload_put_right import rows_waiting
from pages.upload_queue import dropped
from pages.visit import Visit
from pages.words import counted, in_sentence, listed, number_in_words, sentence_case
from settings import Settings, settings
from warehouse.at_work import Tell, Work, begin, work_of
from warehouse.datasets import DATASETS
from warehouse.trial import RowChanges, row_changes, what_moves

TRIAL = "dry run"
_NAMED = 6  # files or places told by name


@dataclass(frozen=True)
class Trial:
    """What publishing would bring: rows by dataset, the trust's values that would move, and where
    groups of a survey would keep their earlier numbers, in words.
    """

    changes: dict[str, RowChanges]
    moves: DataFrame
    kept: tuple[str, ...]

    def rows(self, what: str) -> int:
        """How many rows of all datasets are 'new', 'changed', 'repeated' or 'gone'."""
        return sum(getattr(change, what) for change in self.changes.values())


def trial_of(visit: Visit, files: Sequence[Checked]) -> Work:
    """The dry run of these files, begun if there is none of them yet."""
    about = _about(visit, files)
    work = work_of(visit.folder, visit.person.person_id, TRIAL)
    if work is None or (work.is_done and work.about != about):
        do = partial(_try, visit, tuple(files), settings())
        work = begin(visit.folder, visit.person.person_id, TRIAL, about, do)
    return work


def _try(visit: Visit, files: Sequence[Checked], choices: Settings, tell: Tell) -> Trial:
    tell("Comparing the rows with those held", 0.0)
    tables = rows_by_dataset(files)
    changes = row_changes(visit.folder, visit.register, tables)
    moves = what_moves(visit.folder, visit.register, choices, visit.snapshot, tables, tell)
    return Trial(changes, moves.lines, moves.kept)


def trial_result(visit: Visit, files: Sequence[Checked]) -> Trial | None:
    """What these files would change, once it is known."""
    work = work_of(visit.folder, visit.person.person_id, TRIAL)
    if work is None or work.about != _about(visit, files):
        return None
    result: Trial | None = work.result
    return result


def _about(visit: Visit, files: Sequence[Checked]) -> tuple[str, ...]:
    """What a dry run was made of: the version shown, and each file as it was last read."""
    version = visit.snapshot.version if visit.snapshot else ""
    return (version, *sorted(dropped()[file.file_name].reading for file in files))


def what_changes(visit: Visit, files: Sequence[Checked], held: int) -> None:
    """New, corrected, repeated and held rows, then the indicators that move."""
    title = sentence_case(counted(len(files), "file"))
    stands = "as it stands now" if len(files) == 1 else "as they stand now"
    waiting = rows_waiting(files)
    wait = f"{number_in_words(waiting)} that {'waits' if waiting == 1 else 'wait'}"
    include = f", and include the {wait} for an answer" if waiting else ""
    st.markdown(
        "### What changes when you publish\n\n"
        f":gray[{title}, {stands}. Repeated rows count once; held rows do not count{include}.]"
    )
    work = trial_of(visit, files)
    trial = trial_result(visit, files)
    if trial is not None:
        _told(visit, trial, held)
    elif work.is_done:
        st.markdown(
            "What these files would change could not be worked out, so they cannot be published. "
            f"Nothing was changed. Quote reference {work.reference}."
        )
    else:
        _wait(work)


@st.fragment(run_every=0.5)
def _wait(work: Work) -> None:
    if work.is_done:
        st.rerun()
    step = work.steps[-1][0] if work.steps else "Waiting"
    st.progress(work.share, f":gray[Working out what would move: {in_sentence(step)} …]")


def _told(visit: Visit, trial: Trial, held: int) -> None:
    numbers = {
        "New rows": trial.rows("new"),
        "Corrected": trial.rows("changed"),
        "Repeated": trial.rows("repeated"),
        "Held": held,
    }
    with st.grid(4, min_column_width=130, border=True):
        for label, number in numbers.items():
            st.metric(label, f"{number:,}")
    what_is_replaced(trial.changes)
    moves = moves_of(trial.moves)
    st.markdown(f"{sentence_case(moves_in_words(moves, 'would move', 'would move'))}.")
    moves_told(visit, moves, ("Now", "After"), "Indicator that moves")
    told_kept(trial.kept)


def told_kept(sentences: Sequence[str]) -> None:
    """Which groups keep their earlier numbers, because too few people differ."""
    for sentence in sentences:
        st.markdown(literal(sentence))


def what_is_replaced(changes: Mapping[str, RowChanges]) -> None:
    """Which earlier files these speak over, and what would count no longer, in words."""
    files = Counter[str]()
    for change in changes.values():
        files.update(dict(change.replaces))
    if files:
        told = [f"*{literal(name)}* ({counted(number, 'row')})" for name, number in files.items()]
        st.markdown(f"They take the place of {listed_first(told, 'earlier file')}.")
    told_no_longer_counting(
        [no_longer_counting(name, change) for name, change in changes.items() if change.gone]
    )


def told_no_longer_counting(sentences: Sequence[str]) -> None:
    """What is left out, a sentence a dataset, and once why that means that it counts no longer."""
    if sentences:
        st.markdown(
            f"{' '.join(sentences)} The files speak for the same directorates and periods, or "
            "projects, and leave these out."
        )


def no_longer_counting(dataset: str, change: RowChanges) -> str:
    """'Three rows of the project register held before no longer count: two of Imaging, …'."""
    title = literal(in_sentence(DATASETS[dataset].title))
    verb = "counts" if change.gone == 1 else "count"
    where = [
        (place, number)
        for directorate, period, number in change.gone_from
        if (place := literal(", ".join(filter(None, (directorate, in_words(period))))))
    ]
    said = [f"{number_in_words(number)} of {place}" for place, number in where]
    if len(where) == 1:
        said = [where[0][0]]
    places = f": {listed_first(said, 'place')}" if said else ""
    rows = sentence_case(counted(change.gone, "row"))
    return f"**{rows} of the {title} held before no longer {verb}**{places}."


def listed_first(told: Sequence[str], of: str) -> str:
    """The first of them in words, and how many more there are."""
    more = len(told) - _NAMED
    if more <= 0:
        return listed(told)
    return f"{', '.join(told[:_NAMED])} and {counted(more, f'more {of}')}"
