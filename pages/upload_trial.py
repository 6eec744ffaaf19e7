"""What changes when these files are published? Worked out beside the page, and nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from pandas import DataFrame

from data_loaders.batch import rows_by_dataset
from data_loaders.pipeline import Checked
from metrics.finding import MARKS, subject
from metrics.periods import in_words
from pages.plain_table import plain_table
from pages.upload_queue import dropped
from pages.visit import Visit
from pages.words import counted, number_in_words, sentence_case
from settings import Settings, settings
from warehouse.at_work import Tell, Work, begin, work_of
from warehouse.trial import RowChanges, row_changes, what_moves

TRIAL = "dry run"
_INDICATORS_TOLD = 8


@dataclass(frozen=True)
class Trial:
    """What publishing would bring: rows by dataset, and the trust's values that would move."""

    changes: dict[str, RowChanges]
    moves: DataFrame

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


def _try(visit: Visit, files: Sequence[Checked], choices: Settings, _tell: Tell) -> Trial:
    tables = rows_by_dataset(files)
    changes = row_changes(visit.folder, visit.register, tables)
    moves = what_moves(visit.folder, visit.register, choices, visit.snapshot, tables)
    return Trial(changes, moves)


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
    waiting = sum(one.rows for file in files for one in file.questions)
    include = f", and include the {waiting:,} that wait for an answer" if waiting else ""
    st.markdown(
        "### What changes when you publish\n\n"
        f":gray[{title}, {stands}. Repeated rows count once; held rows do not count{include}.]"
    )
    work = trial_of(visit, files)
    trial = trial_result(visit, files)
    if trial is not None:
        _told(trial, held)
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
    st.markdown(":gray[Working out what would move …]")


def _told(trial: Trial, held: int) -> None:
    numbers = {
        "New rows": trial.rows("new"),
        "Corrected": trial.rows("changed"),
        "Repeated": trial.rows("repeated"),
        "Held": held,
    }
    with st.grid(4, min_column_width=130, border=True):
        for label, number in numbers.items():
            st.metric(label, f"{number:,}")
    if gone := trial.rows("gone"):
        st.markdown(no_longer_counting(gone))
    moves = in_table(trial.moves)
    if not moves:
        st.markdown("No indicator of the trust as a whole moves.")
        return
    moves_table(moves[:_INDICATORS_TOLD], ("Now", "After"), "Indicators that would move")
    if len(moves) > _INDICATORS_TOLD:
        with st.expander(f"And {len(moves) - _INDICATORS_TOLD} more"):
            moves_table(
                moves[_INDICATORS_TOLD:], ("Now", "After"), "More indicators that would move"
            )


def no_longer_counting(rows: int) -> str:
    """What it means that a file restates a part of the data without some of its rows."""
    counts = "row held before no longer counts" if rows == 1 else "rows held before no longer count"
    return (
        f"**{sentence_case(number_in_words(rows))} {counts}**: the files speak for the same "
        "directorates and periods, or projects, and leave them out."
    )


def moves_table(
    moves: Sequence[tuple[str, str, str, str]], columns: tuple[str, str], alt: str
) -> None:
    """Indicator, before, after, verdict."""
    plain_table(
        ("Indicator that moves", *columns, "Verdict"), moves, (44, 12, 12, 32), alt, numbers=(1, 2)
    )


def in_table(moves: DataFrame, before: str = "now") -> list[tuple[str, str, str, str]]:
    """The trust's values that differ: title and period, before, after, and the verdict after.

    `before` is how a verdict that changes names the old one: 'now' or 'was'.
    """
    records = moves.astype(object).where(moves.notna(), None).to_dict("records")
    weighted = {
        (row["indicator"], row["characteristic"])
        for row in records
        if row["weighting"] == "weighted"
    }
    lines = []
    for row in records:
        if (
            row["weighting"] == "unweighted"
            and (row["indicator"], row["characteristic"]) in weighted
        ):
            continue  # the published, weighted value is the one that pages show
        known = subject(str(row["indicator"]))
        now, after = (
            # No line may break between a number and its unit.
            known.with_unit(row[column]).replace(" ", "\u00a0")
            for column in ("now", "after")
        )
        verdict = verdict_in_words(row, before)
        if now == after and verdict.endswith("as before"):
            continue
        name = ", ".join(
            filter(None, (known.title, row["characteristic"], in_words(row["period"])))
        )
        lines.append((name, now or "–", after or "–", verdict))
    return lines


def verdict_in_words(row: Mapping[str, str | None], before: str) -> str:
    """'▲ improved, as before', '▲ improved (now: ● no clear change)'."""
    now, after = row["verdict_now"] or "", row["verdict_after"] or ""
    said = f"{MARKS[after]} {after}".strip() or "no verdict"
    if now == after:
        return f"{said}, as before"
    return f"{said} ({before}: {MARKS[now]} {now})" if now else said
