"""What was published, by whom, and how is a file taken back or an earlier version looked at?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from pages.plain_table import plain_table
from pages.upload_done import begin_taking_back, if_taken_back
from pages.visit import Visit
from pages.words import counted, in_sentence, number_in_words, sentence_case
from warehouse.datasets import DATASETS
from warehouse.register import publications, uploads

_VERSIONS_SHOWN = 8


def history(visit: Visit) -> None:
    """Every version published, newest first, and the files that count in today's."""
    published = list(reversed(publications(visit.register)))
    st.markdown("### Everything published, newest first")
    _versions(visit, published[:_VERSIONS_SHOWN])
    if older := published[_VERSIONS_SHOWN:]:
        with st.expander(f"{sentence_case(counted(len(older), 'earlier version'))}"):
            _versions(visit, older)
    every = list(reversed(uploads(visit.register)))
    with st.expander(f"{sentence_case(counted(len(every), 'file'))} ever sent, newest first"):
        plain_table(
            ("File", "Rows", "Sent", "State"),
            [
                (
                    file_in_words(upload),
                    rows_in_words(upload),
                    f"{when(upload['uploaded_at'])}, {visit.called(upload['uploaded_by'])}",
                    state_in_words(upload, published),
                )
                for upload in every
            ],
            (36, 18, 22, 24),
            "Every file ever sent: what, how many rows, when, by whom, and whether it counts",
        )


def _versions(visit: Visit, published: Sequence[dict[str, Any]]) -> None:
    newest = max((one["sequence"] for one in publications(visit.register)), default=0)
    plain_table(
        ("Version", "Published", "What", "State"),
        [
            (
                str(one["sequence"]),
                f"{when(one['published_at'])}, {visit.called(one['published_by'])}",
                one["what"],
                "shown now" if one["sequence"] == newest else "replaced",
            )
            for one in published
        ],
        (11, 30, 42, 17),
        "Everything published",
    )


def go_back(visit: Visit) -> None:
    """Take a file back, or look at what the board saw then."""
    _take_back(visit)
    st.markdown("### Look at an earlier version")
    earlier = [
        one
        for one in reversed(publications(visit.register))
        if visit.snapshot is None or one["sequence"] != visit.snapshot.about.sequence
    ]
    if not earlier:
        st.markdown(":gray[There is none yet.]")
        return
    chosen = st.selectbox(
        "Version",
        earlier,
        format_func=lambda one: f"{one['sequence']}, {when(one['published_at'])}",
        key="version_to_look_at",
    )
    visit.link("overview", "Look at it", version=chosen["sequence"])
    st.markdown(":small[:gray[For reading only. Everybody else goes on seeing today's.]]")


def _take_back(visit: Visit) -> None:
    st.markdown("### Take back a file")
    counting = list(reversed(_counting(visit)))
    if visit.is_earlier or not counting:
        st.markdown(":gray[Return to today to take a file back.]")
        return
    chosen = st.selectbox(
        "File",
        counting,
        format_func=lambda upload: f"{upload['file_name']}, {when(upload['uploaded_at'])}",
        index=None,
        placeholder="Choose a file",
        key="upload_to_take_back",
    )
    if chosen is None:
        return
    st.markdown(f":gray[{if_taken_back(1)}]")
    st.button(
        "Take back",
        icon=":material/undo:",
        on_click=begin_taking_back,
        args=(visit, (chosen["upload_id"],), chosen["file_name"]),
    )


def _counting(visit: Visit) -> list[dict[str, Any]]:
    return [upload for upload in uploads(visit.register) if upload["state"] == "counts"]


def file_in_words(upload: dict[str, Any]) -> str:
    """'Register Oct 2026.xlsx: project register, sheet Projects'."""
    sheet = f", sheet {upload['sheet']}" if upload["sheet"] else ""
    return f"{upload['file_name']}: {in_sentence(DATASETS[upload['dataset']].title)}{sheet}"


def state_in_words(upload: dict[str, Any], published: Sequence[dict[str, Any]]) -> str:
    """'counts since version 7', or why it does not count; `published` are all versions."""
    # An upload counts from the first version that was begun after it was kept.
    sent = _moment(upload["uploaded_at"])
    first = min(
        (one["sequence"] for one in published if _moment(one["published_at"]) >= sent), default=None
    )
    since = f"since version {first}" if first else "from the next version"
    return {
        "counts": f"counts {since}",
        "taken back": "taken back; the file is kept",
        "not published": "not published: none of its drop counts; drop it again",
        "waiting": "waits for its publication to end",
        "missing": "missing: its kept rows are gone or damaged; drop the spreadsheet again",
    }[upload["state"]]


def rows_in_words(upload: dict[str, Any]) -> str:
    """'412', '412, nine held, three cells corrected here'."""
    held, corrected = upload["rows_held"], upload["cells_corrected"]
    said = f"{upload['rows']:,}" + (f", {number_in_words(held)} held" if held else "")
    return said + (f", {counted(corrected, 'cell')} corrected here" if corrected else "")


def when(moment: str) -> str:
    """'12 Nov 2026, 09:31' on this machine's clock; the register keeps universal time."""
    at = _moment(moment).astimezone()
    return f"{at.day} {at:%b %Y, %H:%M}"


def _moment(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
