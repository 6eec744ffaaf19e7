"""Can an administrator invite, change, end and undo; and nobody else?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.people import person
from tests.data_loaders.files import xlsx
from tests.given import Trust
from tests.opened import opened, words
from warehouse.access_given import Access, Wanted, access_given, give_exactly
from warehouse.audit_trail import entries
from warehouse.register import add_person
from warehouse.sign_ins import account_of, note_sign_in

STRUCTURE = "directorate | division\nSurgery | Hospital\nImaging | Hospital"
ADMINISTRATOR = "ada@trust.example"
SAM = "sam@trust.example"


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trust:
    """Two directorates, an administrator, a lead."""
    made = Trust(tmp_path)
    made.holds("structure", STRUCTURE)
    made.published()
    add_person(made.register, ADMINISTRATOR, "Ada King", "administrator", ())
    add_person(made.register, SAM, "Sam Okoro", "directorate lead", ("Surgery",))
    monkeypatch.setenv("CULTURE_DATA", str(tmp_path))
    return made


def people() -> AppTest:
    return opened("people", ADMINISTRATOR)


def field(app: AppTest, label: str) -> object:
    every = [*app.text_input, *app.selectbox, *app.multiselect, *app.date_input, *app.button]
    return next(one for one in every if one.label == label)


def standing(trust: Trust, person_id: str) -> list[Access]:
    return [one.access for one in access_given(trust.register, person_id) if not one.ended_at]


def click(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def chosen(app: AppTest, name: str) -> AppTest:
    next(one for one in app.selectbox if one.label == "Invite or change").select(name).run()
    return app


def invited(app: AppTest, address: str, name: str) -> AppTest:
    fields = {one.label: one for one in app.text_input}
    fields["Address they sign in with"].input(address)
    fields["Name"].input(name)
    return click(app, "Invite")


def test_everybody_is_listed_with_role_and_last_sign_in(trust: Trust) -> None:
    said = words(people())
    assert "Two people have access, one administrator among them." in said
    assert f"Sam Okoro, {SAM}\nDirectorate lead of Surgery\nnever" in said


def test_somebody_is_invited_by_their_address(trust: Trust) -> None:
    app = invited(people(), " Priya@Trust.example", "Priya Nair")
    assert "Priya Nair is a board member." in words(app)
    assert standing(trust, "priya@trust.example") == [Access("board member")]


@pytest.mark.parametrize(
    ("address", "name", "said"),
    [
        ("", "Priya Nair", "Write the address that they sign in with, without spaces."),
        ("priya nair", "Priya Nair", "Write the address that they sign in with, without spaces."),
        ("priya@trust.example", " ", "Write their name."),
        (SAM, "Sam Okoro", "Somebody with this address is known already: choose them above."),
    ],
)
def test_an_invitation_that_lacks_something_changes_nothing(
    trust: Trust, address: str, name: str, said: str
) -> None:
    before = access_given(trust.register)
    assert said in words(invited(people(), address, name))
    assert access_given(trust.register) == before


def test_an_ended_access_is_gone_and_can_be_undone(trust: Trust) -> None:
    app = click(chosen(people(), SAM), "End")
    assert "Sam Okoro is no longer a directorate lead." in words(app)
    assert standing(trust, SAM) == []
    click(app, "Undo")
    assert standing(trust, SAM) == [Access("directorate lead", ("Surgery",))]


def test_a_lead_gets_another_directorate_and_a_last_day(trust: Trust) -> None:
    app = chosen(people(), SAM)
    next(one for one in app.selectbox if one.label == "Role").select("directorate lead").run()
    next(iter(app.multiselect)).set_value(["Imaging"])
    next(one for one in app.date_input if one.label == "Until").set_value(date(2027, 3, 31))
    click(app, "Save")
    assert standing(trust, SAM) == [
        Access("directorate lead", ("Imaging",), None, date(2027, 3, 31))
    ]


def test_the_last_administrator_cannot_be_let_go(trust: Trust) -> None:
    app = click(chosen(people(), ADMINISTRATOR), "End")
    assert "this would leave nobody who may give access" in words(app)
    assert standing(trust, ADMINISTRATOR) == [Access("administrator")]


def test_a_sheet_shows_what_it_would_change_and_changes_it_when_saved(trust: Trust) -> None:
    app = people()
    sheet = [("Address", "Name", "Role"), (SAM, "Sam Okoro", "board member")]
    next(iter(app.file_uploader)).upload("people.xlsx", xlsx(sheet)).run()
    assert "board member\ndirectorate lead of Surgery" in words(app)
    assert standing(trust, SAM) == [Access("directorate lead", ("Surgery",))]
    click(app, "Save for one person")
    assert standing(trust, SAM) == [Access("board member")]


def test_a_sheet_with_something_wrong_changes_nothing_and_says_what(trust: Trust) -> None:
    app = people()
    sheet = [("Address", "Name", "Role"), (SAM, "Sam Okoro", "king")]
    next(iter(app.file_uploader)).upload("people.xlsx", xlsx(sheet)).run()
    assert "One thing to put right. Nothing was changed." in words(app)
    assert 'Row 2, "Role": write board member' in words(app)
    assert standing(trust, SAM) == [Access("directorate lead", ("Surgery",))]


def test_many_people_are_found_by_name(trust: Trust) -> None:
    everybody = [
        Wanted(f"p{n}@trust.example", f"Person {n}", (Access("board member"),)) for n in range(80)
    ]
    give_exactly(trust.register, everybody, ADMINISTRATOR, date.today())
    app = people()
    assert "57 more people" in [one.label for one in app.expander]
    next(one for one in app.text_input if one.label == "Find").input("person 42").run()
    assert "Person 42, p42@trust.example" in words(app)
    assert "Person 41" not in words(app)


def test_a_directorate_that_became_several_is_told(tmp_path: Path, trust: Trust) -> None:
    trust.holds(
        "structure",
        "directorate | division | valid_from | valid_to | became\n"
        "Surgery | Hospital | 01/04/2020 | 31/03/2026 | Theatres; Wards\n"
        "Theatres | Hospital | 01/04/2026 | |\nWards | Hospital | 01/04/2026 | |",
    )
    trust.published()
    assert "Directorate lead of Surgery (Surgery became several: say which)" in words(people())


@pytest.mark.parametrize("page", ["people", "audit"])
def test_a_lead_is_told_that_there_is_no_such_page(trust: Trust, page: str) -> None:
    assert words(opened(page, SAM)) == words(opened("no-such-page", SAM))


def test_an_address_may_be_given_to_another_account(trust: Trust) -> None:
    with trust.register.begin() as connection:
        note_sign_in(connection, SAM, "https://provider.example", "4711", 1_800_000_000)
    click(chosen(people(), SAM), "Let another account sign in with this address")
    assert account_of(trust.register, SAM) is None
    assert entries(trust.register)[-1]["about"] == f"{SAM}: held to no account any more"


# --- looking as somebody else -----------------------------------------------------------------


def looked_as(person_id: str, page: str = "people") -> AppTest:
    return opened(page, ADMINISTRATOR, view_as=person_id)


def test_looking_as_somebody_says_whose_eyes_and_how_to_return(trust: Trust) -> None:
    app = looked_as(SAM)
    assert "You are looking as Sam Okoro. Nothing can be changed meanwhile." in words(app).replace(
        "*", ""
    )
    assert "Return to yourself" in [link.proto.label for link in app.main.get("page_link")]


def test_looking_as_somebody_is_written_down_with_who_looked(trust: Trust) -> None:
    looked_as(SAM).run()
    told = [(one["who"], one["about"]) for one in entries(trust.register, what="viewed as")]
    assert told == [(ADMINISTRATOR, SAM)]


def test_an_administrator_alone_sees_no_results_by_looking_as_others(trust: Trust) -> None:
    assert "Results stay closed to you" in words(looked_as(SAM))
    there = looked_as(SAM, "overview")
    assert words(there) == words(looked_as(SAM, "no-such-page"))


def test_an_administrator_who_is_a_lead_sees_only_the_part_that_both_may_see(
    trust: Trust,
) -> None:
    add_person(trust.register, ADMINISTRATOR, "Ada King", "directorate lead", ("Imaging",))
    assert "Results that you may not see yourself are left out." in words(looked_as(SAM))
    assert "Surgery" not in words(looked_as(SAM, "directorate"))


def test_nothing_can_be_changed_while_looking(trust: Trust) -> None:
    add_person(trust.register, ADMINISTRATOR, "Ada King", "board member", ())
    add_person(trust.register, SAM, "Sam Okoro", "improvement team", ())
    for page in ("upload", "data_held", "structure", "audit"):
        assert words(looked_as(SAM, page)) == words(looked_as(SAM, "no-such-page"))
    sam = person(trust.register, SAM)
    assert sam is not None
    assert sam.may_upload


def test_somebody_who_is_no_administrator_looks_with_own_eyes_whatever_the_address_says(
    trust: Trust,
) -> None:
    assert words(opened("overview", SAM, view_as=ADMINISTRATOR)) == words(opened("overview", SAM))
    assert entries(trust.register, what="viewed as") == []


def test_looking_as_nobody_known_is_looking_with_own_eyes(trust: Trust) -> None:
    assert words(looked_as("nobody@trust.example")) == words(people())
