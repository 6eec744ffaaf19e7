"""Who is signed in, and which pages are they offered? Runs first, on every request."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import streamlit as st
from sqlalchemy import Engine
from streamlit.navigation.page import StreamlitPage

from access.people import Homes, Person, homes
from metrics.periods import day_in_words
from pages import (
    audit,
    culture_work,
    data_held,
    definitions,
    directorate,
    empowerment,
    engagement,
    equality,
    indicator,
    overview,
    people,
    projects,
    readiness,
    structure,
    training,
    upload,
    view_as,
)
from pages.parts import no_such_page
from pages.view_as import looked_as, say_whose_eyes
from pages.visit import Visit
from pages.who import say_who, who_is_looking
from settings import data_folder, settings
from warehouse import snapshot as snapshots
from warehouse.earlier import CannotOpen, as_of
from warehouse.register import open_register

LOOK = Path(__file__).parent / "look"


# What a role may give: the properties of a Person of these names.
Permission = Literal["sees_indicators", "may_upload", "may_change_people", "may_read_audit"]


@dataclass(frozen=True)
class Screen:
    """A page in the navigation: where it stands, what it is called, what a person needs for it."""

    name: str
    title: str
    group: str
    icon: str
    show: Callable[[Visit], None]
    needs: Permission | None = "sees_indicators"  # None: nothing

    def is_for(self, person: Person) -> bool:
        return self.needs is None or bool(getattr(person, self.needs))


SCREENS = (
    Screen("overview", "Overview", "See", ":material/home:", overview.show),
    Screen("readiness", "Culture readiness", "See", ":material/account_balance:", readiness.show),
    Screen("engagement", "Engagement", "See", ":material/groups:", engagement.show),
    Screen("equality", "Equality", "See", ":material/balance:", equality.show),
    Screen("empowerment", "Empowerment", "See", ":material/bolt:", empowerment.show),
    Screen("directorate", "Directorates", "See", ":material/account_tree:", directorate.show),
    Screen("indicator", "Indicators", "See", ":material/show_chart:", indicator.show),
    Screen("culture_work", "After culture work", "See", ":material/timeline:", culture_work.show),
    Screen("projects", "Projects", "Act", ":material/rocket_launch:", projects.show),
    Screen("training", "Training", "Act", ":material/school:", training.show),
    Screen("upload", "Upload", "Manage", ":material/upload_file:", upload.show, "may_upload"),
    Screen(
        "data_held", "Data held", "Manage", ":material/inventory_2:", data_held.show, "may_upload"
    ),
    Screen(
        "structure",
        "Directorates and names",
        "Manage",
        ":material/schema:",
        structure.show,
        "may_upload",
    ),
    Screen("definitions", "Definitions", "Manage", ":material/menu_book:", definitions.show),
    Screen("people", "People", "Manage", ":material/group:", people.show, "may_change_people"),
    Screen("audit", "Audit", "Manage", ":material/history:", audit.show, "may_read_audit"),
)


@st.cache_resource(max_entries=4)
def register_in(folder: Path) -> Engine:
    """The register of a data folder, opened once per process."""
    return open_register(folder)


def offered(person: Person) -> list[Screen]:
    """The screens this person is offered; a lead's own directorate comes first and is home."""
    screens = [screen for screen in SCREENS if screen.is_for(person)]
    if person.is_lead_only:
        home = next(screen for screen in screens if screen.name == "directorate")
        screens.remove(home)
        screens.insert(0, replace(home, title="My directorate", icon=":material/home:"))
        screens = [
            replace(screen, icon=":material/dashboard:") if screen.name == "overview" else screen
            for screen in screens
        ]
    return screens


def offered_through(viewer: Person, seen: Person, trust: Homes) -> list[Screen]:
    """The screens of somebody else's that the viewer may look at, after what the other sees."""
    titles = [screen.title for screen in offered(replace(seen, is_only_looked_at=False))]
    about = functools.partial(view_as.show, offered=titles, trust=trust)
    # Under the name of the page that leads here, so that going there and back finds a page.
    first = Screen("people", "What they see", "See", ":material/visibility:", about, None)
    return [first, *(offered(seen) if viewer.sees_indicators else [])]


def main() -> None:
    """Settle who is looking, offer the pages, run the one asked for."""
    st.set_page_config(
        page_title="Improvement Culture",
        page_icon=str(LOOK / "icon.svg"),
        layout="wide",
        initial_sidebar_state=256,  # the usual 300 takes room from the charts, 240 cuts a name
    )
    palette_name = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(str(LOOK / f"logo_{palette_name}.svg"), size="medium")
    folder = data_folder()
    register = register_in(folder)
    navigation = st.sidebar.container(gap="xxsmall")
    looking = who_is_looking(register)
    visitor = looking.person
    if visitor is None or not visitor.has_access:
        st.navigation(
            [st.Page(looking.instead, title="No access yet", url_path="welcome")], position="hidden"
        ).run()
        return
    today = snapshots.current(folder)
    seen = looked_as(register, visitor)
    person = seen or visitor
    # Whoever sees no indicators has no snapshot at hand either.
    snapshot = (version_asked_for(folder, person) or today) if visitor.sees_indicators else None
    shown = snapshot or today
    trust = homes_in(shown.version, shown) if shown else Homes()
    scope = visitor.scope(trust).within(person.scope(trust))
    screens = offered(person) if seen is None else offered_through(visitor, seen, trust)
    pages: dict[str, StreamlitPage] = {}
    is_earlier = visitor.sees_indicators and snapshot is not today
    visit = Visit(
        person, scope, snapshot, folder, register, palette_name, pages, is_earlier,
        looking.is_demonstration, visitor if seen else None,
    )  # fmt: skip
    for screen in screens:
        pages[screen.name] = page_of(screen, visit, screen.name)
    # The default page answers at / only, so the home screen has an address of its own beside it.
    home = page_of(screens[0], visit, "home", default=True)
    chosen = st.navigation([home, *pages.values()], position="hidden")
    front = chosen if chosen.url_path == screens[0].name else home
    draw_navigation(navigation, screens, visit, {**pages, screens[0].name: front})
    if not looking.is_demonstration:
        say_who(visitor)
    if settings().is_fictitious:
        st.sidebar.markdown(":small[:gray[Demonstration: everything here is invented.]]")
    if seen is not None:
        say_whose_eyes(visit)
    if is_earlier:
        say_which_version(visit, chosen)
    chosen.run()


def page_of(screen: Screen, visit: Visit, address: str, *, default: bool = False) -> StreamlitPage:
    """A screen as a page of Streamlit's at this address."""
    return st.Page(
        functools.partial(enter, screen, visit),
        title=screen.title,
        url_path=address,
        default=default,
    )


def enter(screen: Screen, visit: Visit) -> None:
    """Draw a screen for somebody who may see it; every page is entered here."""
    if screen.is_for(visit.person):
        screen.show(visit)
    else:
        no_such_page(visit)


def version_asked_for(folder: Path, person: Person) -> snapshots.Snapshot | None:
    """The earlier snapshot that the address names by its number, where it is kept.

    For those who see the whole trust: a lead has no board paper to check against. Where it cannot
    be opened, the page says so above today's.
    """
    asked = st.query_params.get("version", "")
    if person.is_lead_only or not person.sees_indicators or not re.fullmatch(r"[0-9]{1,6}", asked):
        return None
    try:
        return as_of(folder, int(asked))
    except CannotOpen as reason:
        st.markdown(f"**{reason}** What you see is today's version.")
        return None


def say_which_version(visit: Visit, page: StreamlitPage) -> None:
    """On every page, while an earlier version is looked at: which, and the way back."""
    if visit.snapshot is None:
        return
    about = visit.snapshot.about
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**This is version {about.sequence}, as the board saw it on "
            f"{day_in_words(about.published_at)}.**",
            width="content",
        )
        st.page_link(page, label="Return to today", query_params=visit.whose_eyes)


@st.cache_resource(max_entries=8, show_spinner=False)
def homes_in(version: str, _snapshot: snapshots.Snapshot) -> Homes:
    """What is to be known of the directorates to work out what a person may see; names only."""
    del version
    return homes(_snapshot)


def draw_navigation(
    place: st.delta_generator.DeltaGenerator,
    screens: list[Screen],
    visit: Visit,
    pages: Mapping[str, StreamlitPage],
) -> None:
    """The links at the left, under small words that group them."""
    group = ""
    with place:
        for screen in screens:
            if screen.group != group:
                group = screen.group
                st.markdown(f":small[:gray[{group}]]")
            st.page_link(
                pages[screen.name],
                label=screen.title,
                icon=screen.icon,
                query_params=visit.address,
            )


if __name__ == "__main__":
    main()
