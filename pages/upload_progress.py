"""How far is the publishing, and how did it end? The work goes on when the page is closed."""

from __future__ import annotations

import streamlit as st

from access.people import person
from data_loaders.problems import LoadError
from pages.literal import literal
from pages.visit import Visit
from pages.words import number_in_words
from warehouse.at_work import Work, others_at_work, work_of
from warehouse.disk import DiskError
from warehouse.lock import BusyError
from warehouse.publish import PublishError

PUBLISHING = "publishing"  # one piece of work a person, whether files come in or are taken back


def publishing_of(visit: Visit) -> Work | None:
    """What this person has begun to publish or take back, until its end has been read."""
    return work_of(visit.folder, visit.person.person_id, PUBLISHING)


def watch(visit: Visit, work: Work) -> None:
    """The steps as they are done; the page draws itself anew when the last one is."""
    before = (
        f"Everybody still sees version {visit.snapshot.about.sequence} until the last step is done. "
        if visit.snapshot
        else ""
    )
    st.markdown(f"{before}You can close this page; it goes on.")
    for person_id in others_at_work(visit.folder, visit.person.person_id, PUBLISHING):
        other = person(visit.register, person_id)
        st.markdown(
            f"{literal(other.name if other else 'Somebody else')} is publishing. Yours begins when theirs is done, usually within a "
            "minute."
        )
    _steps(work)


@st.fragment(run_every=0.5)
def _steps(work: Work) -> None:
    if work.is_done:
        st.rerun()
    with st.status(work.steps[-1][0] if work.steps else "Waiting", expanded=True):
        st.progress(work.share)
        told(work)


def told(work: Work) -> None:
    """The steps taken so far and when each began."""
    begun = dict(reversed(work.steps))
    begun.pop("Done", None)
    for step, at in reversed(begun.items()):
        st.markdown(f"{literal(step)}  \n:small[:gray[{at:%H:%M:%S}]]")


def why_not_published(visit: Visit, work: Work) -> str:
    """What to tell the person whose publishing failed; nothing of the error but our own words."""
    still = (
        f"Everybody still sees version {visit.snapshot.about.sequence} and your files are safe."
        if visit.snapshot
        else "Your files are safe."
    )
    many = getattr(work.about, "files", 0)
    if many > 1:
        still = (
            f"None of the {number_in_words(many)} files counts: all are published, or none. {still}"
        )
    if isinstance(work.error, PublishError | LoadError | BusyError | DiskError):
        return f"{work.error} {still}"
    return f"{still} Try again; if it fails twice, quote reference {work.reference}."
