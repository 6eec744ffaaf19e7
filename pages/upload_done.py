"""What was published, what moved, what was left out, and how is it taken back?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from data_loaders.batch import Published, take_back_files
from data_loaders.pipeline import Checked
from pages.literal import literal
from pages.moves import Moves, moves_in_words, moves_of, moves_told
from pages.plain_table import plain_table
from pages.upload_progress import PUBLISHING, publishing_of, told, watch, why_not_published
from pages.upload_queue import leave_out
from pages.upload_trial import Trial, no_longer_counting, told_kept, told_no_longer_counting
from pages.visit import Visit
from pages.words import counted, sentence_case
from settings import settings
from warehouse.at_work import Work, begin, forget
from warehouse.datasets import DATASETS
from warehouse.publish import Publication

IF_TAKEN_BACK = (
    "Taking back builds a version without {them}, in seconds. {they} here. "
    "Board papers already frozen keep their numbers."
)


@dataclass(frozen=True)
class Receipt:
    """What was sent to be published, and what its dry run said.

    `came_in` has a line for each dataset and one for all together: title, files, new, corrected, repeated, held.
    """

    file_names: tuple[str, ...]
    held: int
    gone: tuple[str, ...]  # what was held before and no longer counts, a sentence a dataset
    came_in: tuple[tuple[str, ...], ...]
    moves: Moves
    left_out: tuple[tuple[str, str], ...]  # file name, why

    @property
    def files(self) -> int:
        return len(self.file_names)


@dataclass(frozen=True)
class TakenBack:
    """What was taken back, in words: a file's name or '18 files'."""

    what: str


def publishing_shown(visit: Visit) -> bool:
    """Draw what this person is publishing, or how it ended; False where the page is free."""
    work = publishing_of(visit)
    if work is None:
        return False
    is_publishing = isinstance(work.about, Receipt)
    if not work.is_done:
        what = counted(work.about.files, "file") if is_publishing else literal(work.about.what)
        st.markdown(f"## {'Publishing' if is_publishing else 'Taking back'} {what}.")
        watch(visit, work)
    elif work.error is None:
        (published if is_publishing else taken_back)(visit, work)
    else:
        with st.container(border=True):
            title = "Not published." if is_publishing else "Not taken back."
            st.markdown(f"## {title}\n\n{literal(why_not_published(visit, work))}")
            st.button("I have read this", on_click=forget, args=(work,))
        return False
    return True


def taken_back_noted(visit: Visit) -> bool:
    """Draw what this person is taking back; True where it is under way and needs the page."""
    work = publishing_of(visit)
    if work is None or (work.is_done and isinstance(work.about, Receipt)):
        return False
    if not work.is_done:
        return publishing_shown(visit)
    with st.container(border=True):
        publishing_shown(visit)
    return False


def receipt(ready: Sequence[Checked], others: Sequence[Checked], trial: Trial) -> Receipt:
    """What the done page will say of these files."""
    changes = sorted(trial.changes.items())
    numbers = [
        (
            sum(file.dataset == name for file in ready),
            change.new,
            change.changed,
            change.repeated,
            sum(file.rows_held for file in ready if file.dataset == name),
        )
        for name, change in changes
    ]
    titles = [DATASETS[name].title for name, _ in changes]
    if len(numbers) > 1:
        titles.append("Together")
        numbers.append(tuple(sum(column) for column in zip(*numbers, strict=True)))
    came_in = [
        (title, *(f"{number:,}" for number in line))
        for title, line in zip(titles, numbers, strict=True)
    ]
    return Receipt(
        tuple(file.file_name for file in ready),
        sum(file.rows_held for file in ready),
        tuple(no_longer_counting(name, change) for name, change in changes if change.gone),
        tuple(came_in),
        moves_of(trial.moves, before="was"),
        tuple((file.file_name, _why_left_out(file)) for file in others),
    )


def _why_left_out(file: Checked) -> str:
    if file.outcome == "no_change":
        return "already held"
    return "not read" if file.outcome == "refuse" else "no row is ready"


def published(visit: Visit, work: Work) -> None:
    """The end of a publishing that went well."""
    result: Published = work.result
    sent: Receipt = work.about
    files = sentence_case(counted(sent.files, "file"))
    count = "now counts" if sent.files == 1 else "now count"
    st.markdown(f"## Published. {files} {count}; {moves_in_words(sent.moves)}.")
    held = f" {sentence_case(counted(sent.held, 'row'))} still held." if sent.held else ""
    st.markdown(f"Everybody sees version {result.publication.sequence} from now on.{held}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Upload more", type="primary", on_click=_go_on, args=(work,))
        st.button(
            "Take back",
            icon=":material/undo:",
            on_click=begin_taking_back,
            args=(visit, result.upload_ids, counted(sent.files, "file")),
        )
        visit.link("overview", "See the overview")
    left, right = st.columns([1.8, 1], gap="medium")
    with left:
        _moved(visit, sent.moves)
        told_kept(result.publication.kept)
        _came_in(sent)
    with right:
        seconds = sum(result.publication.seconds.values())
        with st.status(f"Published in {seconds:.0f} seconds", state="complete", expanded=True):
            told(work)
        st.markdown("**If something is wrong**  \n" + if_taken_back(sent.files))


def _go_on(work: Work) -> None:
    """Back to the files that were not published, and to new ones."""
    for file_name in work.about.file_names:
        leave_out(file_name)
    forget(work)


def _moved(visit: Visit, moves: Moves) -> None:
    st.markdown("### What moved")
    if moves.is_nothing:
        st.markdown("No indicator of the trust as a whole: these rows repeat what we held.")
    moves_told(visit, moves, ("Was", "Is"), "Indicator that moved")


def _came_in(sent: Receipt) -> None:
    st.markdown("### What came in")
    plain_table(
        ("Dataset", "Files", "New", "Cor\u00adrected", "Re\u00adpeated", "Held"),
        sent.came_in,
        (30, 12, 14, 16, 16, 12),
        "Rows that came in, by dataset",
        numbers=range(1, 6),
    )
    told_no_longer_counting(sent.gone)
    if sent.left_out:
        names = ", ".join(f"*{literal(name)}* ({why})" for name, why in sent.left_out)
        st.markdown(f":gray[Not loaded: {names}.]")


def if_taken_back(files: int) -> str:
    """What happens if these files are taken back."""
    if files == 1:
        return IF_TAKEN_BACK.format(them="this file", they="The file stays")
    return IF_TAKEN_BACK.format(them=f"these {counted(files, 'file')}", they="The files stay")


def begin_taking_back(visit: Visit, upload_ids: Sequence[str], what: str) -> None:
    """Build a version without these uploads, beside the page."""
    do = partial(
        take_back_files,
        upload_ids,
        visit.folder,
        visit.register,
        settings(),
        visit.person.person_id,
    )
    begin(visit.folder, visit.person.person_id, PUBLISHING, TakenBack(what), do)


def taken_back(visit: Visit, work: Work) -> None:
    """The end of taking back."""
    what: TakenBack = work.about
    publication: Publication = work.result
    st.markdown(f"## Taken back: {literal(what.what)}.")
    st.markdown(
        f"Everybody sees version {publication.sequence} from now on, without what was taken back. "
        "It is kept here. To publish it again, drop it again at any time."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Done", type="primary", on_click=forget, args=(work,))
        visit.link("overview", "See the overview")
