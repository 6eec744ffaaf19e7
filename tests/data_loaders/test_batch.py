"""Are several files published together or not at all?"""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loaders.batch import in_order, publish_files, take_back_files
from data_loaders.pipeline import Checked, check
from tests.given import Trust
from warehouse.register import publications, uploads

HEADINGS = "session_date,course,staff_number,directorate,staff_group,band,status\n"
JANUARY = f"{HEADINGS}03/01/2026,Bronze,20001,Surgery,A&C,5,Y\n"
FEBRUARY = f"{HEADINGS}03/02/2026,Bronze,20001,Surgery,A&C,5,Y\n"


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    trust = Trust(tmp_path)
    trust.holds("structure", "directorate | division\nSurgery | Hospital")
    trust.published()
    return trust


def both(trust: Trust) -> list[Checked]:
    return [
        check(text.encode(), name, trust.folder, trust.register)
        for name, text in (("february.csv", FEBRUARY), ("january.csv", JANUARY))
    ]


def states(trust: Trust) -> list[str]:
    return [upload["state"] for upload in uploads(trust.register)]


def test_two_files_become_one_version(trust: Trust) -> None:
    done = publish_files(both(trust), trust.folder, trust.register, trust.settings, "Jo Marsh")
    assert done.publication.sequence == 2
    assert states(trust) == ["counts"] * 3
    assert publications(trust.register)[-1]["what"] == "2 files: Training attendance"


def test_the_newest_periods_are_kept_last(trust: Trust) -> None:
    assert [file.file_name for file in in_order(both(trust))] == ["january.csv", "february.csv"]


def test_the_structure_is_kept_first(trust: Trust) -> None:
    structure = Checked("accept", "z.csv", "0" * 64, dataset="structure")
    assert in_order([*both(trust), structure])[0] is structure


def test_when_publishing_fails_no_file_counts(trust: Trust) -> None:
    files = both(trust)
    for snapshot in (trust.folder / "snapshots").iterdir():
        snapshot.unlink()
    (trust.folder / "snapshots").rmdir()
    (trust.folder / "snapshots").write_text("in the way")
    with pytest.raises(OSError, match="snapshots"):
        publish_files(files, trust.folder, trust.register, trust.settings, "Jo Marsh")
    assert states(trust) == ["counts", "not published", "not published"]


def test_files_taken_back_together_are_one_version(trust: Trust) -> None:
    done = publish_files(both(trust), trust.folder, trust.register, trust.settings, "Jo Marsh")
    back = take_back_files(
        done.upload_ids, trust.folder, trust.register, trust.settings, "Jo Marsh"
    )
    assert back.sequence == 3
    assert states(trust) == ["counts", "taken back", "taken back"]
    assert publications(trust.register)[-1]["what"] == "2 files taken back"


def test_when_taking_back_fails_all_still_count(trust: Trust) -> None:
    done = publish_files(both(trust), trust.folder, trust.register, trust.settings, "Jo Marsh")
    with pytest.raises(KeyError):
        take_back_files(
            (*done.upload_ids, "no such upload"),
            trust.folder,
            trust.register,
            trust.settings,
            "Jo Marsh",
        )
    assert states(trust) == ["counts"] * 3
