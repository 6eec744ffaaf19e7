"""What do the pages of the three Es share? One anatomy: sentence, years, groups, registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from metrics.finding import subject
from metrics.periods import in_words
from pages.group_plots import draw_groups
from pages.literal import literal
from pages.parts import chip, foot, header, nothing_yet, say
from pages.three_e_numbers import E, Numbers, Register, numbers, short_title
from pages.visit import Visit
from pages.words import sentence_case
from pages.year_cards import draw_cards
from settings import settings
from warehouse.snapshot import Snapshot

Draw = Callable[[Visit, E, Numbers, Snapshot], None]


def show_e(visit: Visit, e: E, draw_first: Draw | None = None) -> None:
    """Draw the page of one E; `draw_first` in the place of the plain cards of its scores."""
    if visit.snapshot is None:
        nothing_yet(visit, e.title, "no staff survey has been published.")
        return
    found = numbers(visit.snapshot.version, visit.scope, e.title, e, visit.snapshot)
    header(visit, e.title)
    say(found.headline, found.verdicts)
    (draw_first or draw_years)(visit, e, found, visit.snapshot)
    held = [name for name in e.plotted if name not in found.missing]
    if held:
        draw_groups(visit, held, visit.snapshot)
    draw_registers(visit, e, found)
    foot(visit, ["NHS Staff Survey", "project register", "training attendance", "workforce"])


def draw_years(visit: Visit, e: E, found: Numbers, snapshot: Snapshot) -> None:
    """A card a score: the years with intervals, the peers, the verdict."""
    against = f" against {found.peers} {settings().benchmark_group_in_words}" if found.peers else ""
    st.markdown(f"### {literal(f'Year by year{against}')}")
    draw_cards(visit, snapshot.version, list(found.years.values()), has_peers=found.peers > 0)
    if not found.years:
        return  # said once, for all of them
    for name in e.scores:
        if name in found.missing:
            not_collected(name, found.missing)


def draw_registers(visit: Visit, e: E, found: Numbers) -> None:
    """The numbers from registers and lists: value, interval, verdict; or what each needs."""
    if not e.registers:
        return
    st.markdown("### What people do")
    # Rows of three, or of four where three would leave one alone.
    grid = st.grid(4 if len(e.registers) == 4 else 3, min_column_width=220, border=True)
    for name in e.registers:
        with grid.cell():
            if name in found.registers:
                draw_register(visit, found.registers[name])
            else:
                not_collected(name, found.missing)


def draw_register(visit: Visit, register: Register) -> None:
    """One number from a register, with what it answers and the way to its indicator."""
    finding = register.finding
    what = finding.subject
    title = short_title(finding)
    visit.link("indicator", title, to_the_right=False, bold=True, indicator=what.id)
    number = literal(what.number(finding.value) or finding.value_in_words)
    when = " · ".join(one for one in (finding.interval_in_words, in_words(finding.period)) if one)
    notes = [what.indicator.question if what.indicator else "", when]
    notes.append(sentence_case(finding.known_in_words))
    if register.furthest:
        notes.append(f"Furthest from it: {register.furthest}")
    lines = [f"**{number}** :gray[{literal(what.unit)}] {chip(finding)}"]
    lines += [f":small[:gray[{literal(note)}]]" for note in notes if note]
    st.markdown("  \n".join(lines))


def not_collected(name: str, missing: Mapping[str, str]) -> None:
    """An indicator that nothing was uploaded for: grey, with what it needs."""
    needs = missing.get(name, "Nothing published yet.")
    st.markdown(f":gray[**{literal(subject(name).title)}**]  \n:small[:gray[{literal(needs)}]]")
