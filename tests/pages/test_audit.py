"""Can what was done be read, and found again?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.given import Trust
from tests.opened import opened, words
from warehouse.audit_trail import note
from warehouse.register import add_person


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trust:
    made = Trust(tmp_path)
    add_person(made.register, "ada", "Ada King", "administrator", ())
    add_person(made.register, "jo", "Jo Marsh", "improvement team", ())
    monkeypatch.setenv("CULTURE_DATA", str(tmp_path))
    return made


def test_entries_are_told_newest_first_with_names(trust: Trust) -> None:
    note(trust.register, "jo", "exported", "Engagement, Imaging, version 3")
    said = words(opened("audit", "ada"))
    assert "Three entries by two people, the newest on" in said
    assert said.index("Engagement, Imaging, version 3") < said.index("given improvement team")
    assert ", Jo Marsh\nExported\nEngagement, Imaging, version 3" in said


def test_the_improvement_team_reads_its_own_only(trust: Trust) -> None:
    note(trust.register, "jo", "exported", "Engagement, Imaging, version 3")
    note(trust.register, "ada", "viewed as", "jo")
    said = words(opened("audit", "jo"))
    assert "One entry of yours, the newest on" in said
    assert "Viewed as" not in said


def test_an_audit_trail_with_nothing_to_read_says_so(trust: Trust) -> None:
    assert "Nothing of this kind was done." in words(opened("audit", "jo"))


def test_entries_are_found_by_what_was_done(trust: Trust) -> None:
    note(trust.register, "jo", "exported", "Engagement")
    app = opened("audit", "ada")
    next(one for one in app.selectbox if one.label == "What").select("exported").run()
    assert "One entry by one person" in words(app)


def test_only_the_newest_fifty_are_shown_and_all_can_be_taken_away(trust: Trust) -> None:
    for number in range(60):
        note(trust.register, "jo", "exported", f"number {number}")
    app = opened("audit", "jo")
    assert "number 9" not in words(app).split("\n")
    labels = [button.proto.label for button in app.main.get("download_button")]
    assert labels == ["60 entries (Excel)"]
