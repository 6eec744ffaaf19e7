"""Which numbers are behind the picture, and how are they taken away?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import streamlit as st
from pandas import DataFrame

from metrics.finding import Finding
from metrics.periods import day_in_words, in_words, kind_of
from pages.export import EXCEL, export
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted
from reports.numbers import Cell, Numbers, as_csv, as_excel
from warehouse.snapshot import Snapshot

NEWEST = 10


def show_numbers(
    visit: Visit,
    snapshot: Snapshot,
    title: str,
    area: str,
    rows: DataFrame,
    found: Sequence[Finding],
) -> None:
    """The newest ten as a table, newest first, and all of them as a file."""
    st.markdown("### The same numbers")
    last = found[-1]
    kind = kind_of(last.period)
    charted = kind == "month" and bool(rows["centre"].notna().any())
    headings = [kind.capitalize(), "Value"]
    if not charted:
        headings.append("95 % interval")
    partly_known = any(finding.known_in_words for finding in found[-NEWEST:])
    if partly_known:
        headings.append("Known")
    targeted = any(finding.target is not None for finding in found)
    if targeted:
        headings.append("Target")
    headings.append("Rules say" if charted else "Verdict")
    table = [
        line(finding, charted, targeted, partly_known) for finding in reversed(found[-NEWEST:])
    ]
    widths = (28, 17, 17, 38) if targeted else (36, 22, 42) if charted else (22, 14, 28, 36)
    numbers_at = (1, 2) if targeted else (1,)
    if partly_known:
        widths, numbers_at = (20, 14, 22, 13, 31), (1, 3)
    plain_table(headings, table, widths, f"{title}, {area}, newest first", numbers=numbers_at)
    if charted and last.is_shown:
        limits = rows.iloc[-1]
        lower = max(0.0, limits["limit_lower"])
        since = f" since {in_words(last.limits_since)}" if last.limits_since else ""
        said = (
            f"Mean{since} {limits['centre']:.1f}, "
            f"limits {lower:.1f} to {limits['limit_upper']:.1f}."
        )
        st.markdown(f":small[:gray[{said}]]")
    numbers = to_take_away(snapshot, title, area, rows, found)
    many = counted(len(found), kind)
    with st.container(horizontal=True):
        for label, make, ending, mime in (
            (f"All {many} (Excel)", as_excel, "xlsx", EXCEL),
            ("CSV", as_csv, "csv", "text/csv"),
        ):
            what = f"{title}, {area}"
            export(visit, label, partial(make, numbers), f"{what}.{ending}", what, mime)


def line(finding: Finding, charted: bool, targeted: bool, partly_known: bool) -> tuple[str, ...]:
    """A row of the table: when, how much, how sure, for how many it is known or what is aimed at, and
    what is said of it."""
    verdict = f"{finding.mark} {finding.verdict}".strip() or "–"
    cells = [short(finding.period), finding.value_in_short]
    if not charted:
        cells.append(finding.interval_in_words or "–")
    if partly_known:
        share = finding.known_share
        cells.append("–" if share is None else f"{math.floor(share)} %")
    if targeted:
        cells.append("–" if finding.target is None else f"{finding.target:,g}")
    return (*cells, verdict)


def short(period: str) -> str:
    """'October 2026' → 'Oct 2026', so that a month stays on one line."""
    if kind_of(period) == "survey":
        return in_words(period)
    words = in_words(period).split()
    return " ".join([words[0][:3], *words[1:]]) if len(words) > 1 else period


def to_take_away(
    snapshot: Snapshot, title: str, area: str, rows: DataFrame, found: Sequence[Finding]
) -> Numbers:
    """All periods, newest first, with version, basis and unit above them."""
    last = found[-1]
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    lines: list[tuple[Cell, ...]] = [
        (
            in_words(finding.period),
            finding.value if finding.is_shown else finding.value_in_words,
            finding.lower,
            finding.upper,
            finding.base,
            finding.verdict,
            " ".join(filter(None, (finding.rule or finding.reason, finding.fault))),
            row["centre"],
            row["limit_lower"],
            row["limit_upper"],
            finding.target,
            finding.limits_in_words,
            finding.known_of,
        )
        for finding, row in reversed(list(zip(found, records, strict=True)))
    ]
    indicator = last.subject.indicator
    caution = indicator.caution if indicator else ""
    about = (
        ("Area", area),
        ("Unit", last.subject.unit),
        ("Better", last.subject.better),
        *([("Caution", caution)] if caution else []),
        ("Basis", last.basis),
        ("Test", last.test_in_words),
        ("Trust", snapshot.about.trust_name),
        ("Version", snapshot.version),
        ("Published", day_in_words(snapshot.about.published_at)),
    )
    headings = (
        "Period", "Value", "Lower (95 %)", "Upper (95 %)", "Rests on", "Verdict", "Why",
        "Median" if kind_of(last.period) == "quarter" else "Mean", "Lower limit", "Upper limit",
        "Target", "Limits began anew", "Known of",
    )  # fmt: skip
    return Numbers(title, about, headings, tuple(lines))
