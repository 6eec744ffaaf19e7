"""Is a sheet of people read whole, and is everything that is wrong in it told by its row?"""

from __future__ import annotations

from datetime import date

import pytest

from data_loaders.people_sheet import HEADINGS, Allowed, PeopleRead, read_people
from tests.data_loaders.files import xlsx
from warehouse.access_given import Access, Wanted

ALLOWED = Allowed(
    ("board member", "directorate lead", "administrator"),
    "directorate lead",
    {"Imaging", "Surgery"},
)
SAM = ("sam@trust.example", "Sam Okoro")


def people(*rows: tuple[object, ...]) -> PeopleRead:
    return read_people(xlsx([HEADINGS, *rows]), "people.xlsx", ALLOWED)


def test_a_person_may_have_several_roles_with_days_of_their_own() -> None:
    read = people(
        (*SAM, "Board member", "", "01/04/2026", ""),
        (*SAM, "directorate lead", "Surgery; Imaging", "", date(2027, 3, 31)),
    )
    assert read.wanted == (
        Wanted(
            *SAM,
            (
                Access("board member", (), date(2026, 4, 1)),
                Access("directorate lead", ("Imaging", "Surgery"), None, date(2027, 3, 31)),
            ),
        ),
    )


def test_a_person_without_a_role_is_to_have_nothing() -> None:
    assert people((*SAM, "", "", "", "")).wanted == (Wanted(*SAM, ()),)


def test_an_address_is_one_person_in_large_and_small_letters() -> None:
    read = people(
        ("Sam@Trust.example", "Sam Okoro", "board member", "", "", ""),
        (*SAM, "administrator", "", "", ""),
    )
    assert [(one.person_id, len(one.accesses)) for one in read.wanted] == [(SAM[0], 2)]


def test_headings_may_stand_below_a_title_and_unneeded_columns_may_lack() -> None:
    content = xlsx(
        [("Who may see what",), ("NAME", "role", "address"), ("Sam", "board member", "s")]
    )
    assert read_people(content, "people.xlsx", ALLOWED).wanted == (
        Wanted("s", "Sam", (Access("board member"),)),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            ("", "Sam", "board member"),
            '"Address": write the address that the person signs in with.',
        ),
        (("s m", "Sam", "board member"), '"Address": write the address that'),
        (("s", "", "board member"), '"Name": empty. Write the name of the person.'),
        (("s", "Sam", "king"), '"Role": write board member, directorate lead or administrator.'),
        (("s", "Sam", "directorate lead"), '"Directorates": empty. Write which the person leads.'),
        (
            ("s", "Sam", "directorate lead", "Imaging; Kitchen"),
            '"Directorates": Kitchen is not on your list.',
        ),
        (("s", "Sam", "board member", "Imaging"), '"Directorates": only for a directorate lead.'),
        (("s", "Sam", "board member", "", "31/02/2026"), '"From": 31/02/2026 is not'),
        (
            ("s", "Sam", "board member", "", "02/01/2026", "01/01/2026"),
            '"Until": before "From". Put right one of the days.',
        ),
    ],
)
def test_what_is_wrong_is_told_by_its_row_and_nobody_is_read(
    row: tuple[str, ...], said: str
) -> None:
    read = people((*SAM, "board member", "", "", ""), (*row, *[""] * (6 - len(row))))
    assert read.wanted == ()
    assert len(read.problems) == 1
    assert read.problems[0].startswith(f"Row 3, {said}")


def test_two_names_for_one_address_are_told() -> None:
    read = people((*SAM, "board member", "", "", ""), (SAM[0], "Sam", "", "", "", ""))
    assert read.problems == ('Row 3, "Name": another row gives this address another name.',)


def test_a_sheet_without_the_headings_is_told() -> None:
    read = read_people(xlsx([("Who", "What"), ("Sam", "king")]), "people.xlsx", ALLOWED)
    assert read.problems == ("No sheet has the headings Address, Name, Role.",)


def test_a_sheet_without_rows_is_told() -> None:
    assert people().problems == ("There are headings, but no rows under them.",)


def test_a_file_that_is_no_spreadsheet_is_told() -> None:
    assert read_people(b"%PDF-1.7", "people.xlsx", ALLOWED).problems != ()
