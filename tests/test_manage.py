"""Can the whole journey be done from the command line, by people and by machines?"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import manage
from commands import demonstration as demonstration_of
from tests.data_loaders.conftest import STRUCTURE
from tests.data_loaders.files import PERSON, person, xlsx
from warehouse.register import open_register
from warehouse.sign_ins import account_of, note_sign_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty data folder beside some files."""
    return tmp_path / "data"


class Answers:
    """What a command answered: its exit code, its record, its words."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: str) -> tuple[int, Any]:
        code = manage.main([*arguments, "--data", str(self.folder), "--json"])
        written = self.capsys.readouterr()
        return code, json.loads(written.out) if written.out else written.err


@pytest.fixture
def empty(capsys: pytest.CaptureFixture[str], folder: Path) -> Answers:
    answers = Answers(capsys, folder)
    answers("uploads", "--empty")
    return answers


@pytest.fixture
def demonstration(
    capsys: pytest.CaptureFixture[str], folder: Path, demonstration_data: Path
) -> Answers:
    shutil.copytree(demonstration_data, folder)
    return Answers(capsys, folder)


def written(tmp_path: Path, name: str, *rows: Any) -> str:
    file = tmp_path / name
    file.write_bytes(xlsx(list(rows)))
    return str(file)


def training(tmp_path: Path, *rows: list[Any], name: str = "training.xlsx") -> str:
    return written(tmp_path, name, PERSON, *(rows or (person(),)))


def test_a_check_answers_with_what_it_promises(empty: Answers, tmp_path: Path) -> None:
    code, record = empty("check", training(tmp_path))
    assert code == 0
    assert {
        "outcome", "dataset", "layout", "sheet", "heading_row", "rows_in_file", "rows_ready",
        "rows_held", "ignored_columns", "problems",
    } <= set(record)  # fmt: skip


def test_a_problem_is_told_with_its_place(empty: Answers, tmp_path: Path) -> None:
    _, record = empty("check", training(tmp_path, person(session_date="31/04/2026")))
    [problem] = [one for one in record["problems"] if one["severity"] == "hold"]
    assert problem == {
        "code": "date_impossible",
        "severity": "hold",
        "sheet": "Sheet",
        "row": 2,
        "column": "session_date",
        "found": "31/04/2026",
        "message": 'Row 2, "session_date": 31/04/2026 is not in the calendar. '
        "Write day/month/year, for example 30/04/2026.",
    }


def test_a_refused_file_ends_with_exit_code_2(empty: Answers, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(b"%PDF-1.7")
    code, record = empty("check", str(file))
    assert (code, record["outcome"]) == (2, "refuse")


def test_checking_publishes_nothing(empty: Answers, tmp_path: Path) -> None:
    empty("check", training(tmp_path))
    assert empty("uploads") == (0, [])


def test_loading_publishes(empty: Answers, tmp_path: Path) -> None:
    code, record = empty("load", training(tmp_path))
    assert (code, record["rows_ready"]) == (0, 1)
    assert record["version"].startswith("000001-")
    [upload] = empty("uploads")[1]
    assert (upload["upload_id"], upload["state"]) == (record["upload_id"], "counts")


def test_held_rows_stop_a_load_until_somebody_says_so(empty: Answers, tmp_path: Path) -> None:
    file = training(tmp_path, person(), person(session_date="31/04/2026"))
    code, record = empty("load", file)
    assert (code, record["upload_id"], empty("uploads")[1]) == (2, None, [])
    code, record = empty("load", file, "--hold-bad-rows")
    assert (code, record["rows_ready"], record["rows_held"]) == (0, 1, 1)


def test_a_mapping_loads_a_file_with_foreign_headings_and_is_remembered(
    empty: Answers, tmp_path: Path
) -> None:
    headings = [f"Our {heading}" for heading in PERSON]
    columns = {f"Our {heading}": heading for heading in PERSON}
    columns |= {"Our session_date": "held_on", "Our staff_number": "staff_key"}
    mapping = tmp_path / "mapping.json"
    mapping.write_text(
        json.dumps({"dataset": "training_attendance", "layout": "person", "columns": columns})
    )
    january = written(tmp_path, "january.xlsx", headings, person())
    assert empty("check", january, "--mapping", str(mapping))[0] == 0
    assert empty("check", january)[0] == 2
    assert empty("load", january, "--mapping", str(mapping))[1]["rows_ready"] == 1
    february = written(tmp_path, "february.xlsx", headings, person(staff_number="7"))
    assert empty("load", february)[1]["rows_ready"] == 1


def test_the_same_file_again_changes_nothing(empty: Answers, tmp_path: Path) -> None:
    file = training(tmp_path)
    _, first = empty("load", file)
    code, again = empty("load", file)
    assert (code, again["outcome"]) == (0, "no_change")
    assert (again["upload_id"], again["version"]) == (first["upload_id"], first["version"])


def test_a_withdrawn_upload_counts_no_longer(empty: Answers, tmp_path: Path) -> None:
    _, loaded = empty("load", training(tmp_path))
    code, record = empty("withdraw", loaded["upload_id"])
    assert (code, record["version"] > loaded["version"]) == (0, True)
    assert empty("uploads")[1][0]["state"] == "taken back"


def test_withdrawing_what_is_not_there_is_said(empty: Answers) -> None:
    assert empty("withdraw", "00042-nothing") == (2, "There is no upload 00042-nothing.\n")


def test_a_file_that_is_not_there_is_said(empty: Answers) -> None:
    code, said = empty("check", "nowhere.xlsx")
    assert (code, said) == (2, "nowhere.xlsx cannot be read: No such file or directory.\n")


def test_the_chosen_dataset_is_taken_at_its_word(empty: Answers, tmp_path: Path) -> None:
    file = written(tmp_path, "structure.xlsx", *STRUCTURE)
    code, record = empty("check", file, "--dataset", "training_attendance")
    assert (code, record["problems"][0]["code"]) == (2, "wrong_dataset")


def test_the_data_folder_may_be_named_before_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert manage.main(["--data", str(folder), "--empty", "uploads"]) == 0
    assert (folder / "register.sqlite").exists()
    assert capsys.readouterr().out == "Nothing has been uploaded yet.\n"


def test_an_empty_start_stays_empty(empty: Answers) -> None:
    assert empty("uploads") == (0, [])
    assert empty("prepare")[1]["version"] is None


def test_a_fresh_folder_becomes_the_fictitious_trust(demonstration: Answers) -> None:
    code, uploads = demonstration("uploads")
    assert (code, len(uploads)) == (
        0,
        len(list((demonstration_of.SAMPLE_DATA / "files").iterdir())),
    )
    assert {upload["rows_held"] for upload in uploads} == {0}


def test_preparing_again_does_nothing(demonstration: Answers) -> None:
    before = demonstration("uploads")
    demonstration("prepare")
    assert demonstration("uploads") == before


def test_a_demonstration_broken_off_is_completed(
    empty: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = tmp_path / "sample_data"
    (sample / "files").mkdir(parents=True)
    shutil.copy(demonstration_of.SAMPLE_DATA / "names.csv", sample)
    shutil.copy(demonstration_of.SAMPLE_DATA / "people.csv", sample)
    (sample / "files" / "01 structure.xlsx").write_bytes(xlsx(STRUCTURE))
    (sample / "files" / "02 training.xlsx").write_bytes(xlsx([PERSON, person()]))
    monkeypatch.setattr(demonstration_of, "SAMPLE_DATA", sample)
    shutil.rmtree(empty.folder)
    with monkeypatch.context() as broken_off:
        broken_off.setattr(
            demonstration_of, "publish", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            empty("prepare")
    code, record = empty("prepare")
    assert (code, record["version"] is not None) == (0, True)
    assert len(empty("uploads")[1]) == 2


def test_values_have_the_columns_that_are_promised(demonstration: Answers) -> None:
    code, rows = demonstration(
        "values", "engagement", "--by", "directorate", "--as", "board-member"
    )
    assert code == 0
    assert set(rows[0]) == {
        "indicator", "period", "unit", "group", "value", "lower", "upper", "n", "status",
        "verdict", "basis",
    }  # fmt: skip
    assert {row["unit"] for row in rows} >= {"Emergency", "Care of Older People"}


def test_a_lead_gets_values_of_the_own_directorate_only(demonstration: Answers) -> None:
    lead = ("--as", "lead-care-of-older-people")
    _, rows = demonstration("values", "engagement", "--by", "directorate", *lead)
    assert {row["unit"] for row in rows} == {"Care of Older People"}


def test_withheld_values_carry_no_number(demonstration: Answers) -> None:
    _, rows = demonstration("values", "engagement", "--by", "directorate")
    withheld = [row for row in rows if row["status"] == "withheld"]
    assert withheld
    assert {(row["value"], row["lower"], row["upper"], row["n"]) for row in withheld} == {
        (None, None, None, None)
    }


def test_somebody_unknown_gets_no_values(demonstration: Answers) -> None:
    assert demonstration("values", "engagement", "--as", "nobody") == (2, "nobody has no access.\n")


def test_somebody_without_a_role_gets_no_values(demonstration: Answers) -> None:
    assert demonstration("values", "engagement", "--as", "no-access")[0] == 2


def test_an_indicator_without_data_is_not_collected(empty: Answers, tmp_path: Path) -> None:
    empty("load", training(tmp_path))
    _, rows = empty("values", "engagement")
    assert [row["status"] for row in rows] == ["not_collected"]


def test_rebuilding_gives_the_same_values(demonstration: Answers) -> None:
    before = demonstration("values", "engagement", "--by", "directorate")
    code, record = demonstration("rebuild")
    assert (code, record["version"][:6]) == (0, "000002")
    assert demonstration("values", "engagement", "--by", "directorate") == before


def test_people_are_told_in_words(
    empty: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = training(tmp_path, person(), person(session_date="31/04/2026"), person(staff_group="?"))
    manage.main(["check", file, "--data", str(empty.folder)])
    said = capsys.readouterr().out
    assert "Training attendance: sheet Sheet, headings on row 1. 1 of 3 rows are ready" in said
    assert "31/04/2026 is not in the calendar" in said


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("SS05", "able_to_improve"),
        ("tr01", "qi_training_coverage"),
        ("readiness", "readiness"),
        ("three_e.equality", "three_e.equality"),
    ],
)
def test_an_indicator_is_known_by_its_catalogue_number_and_a_composite_by_its_id(
    demonstration: Answers, asked: str, told: str
) -> None:
    _, values = demonstration("values", asked, "--by", "trust")
    assert {row["indicator"] for row in values} == {told}


@pytest.mark.parametrize("asked", ["PJ99", "readiness.N9", "three_e.", "x.y"])
def test_what_is_no_indicator_is_named(demonstration: Answers, asked: str) -> None:
    code, said = demonstration("values", asked)
    assert (code, said.strip()) == (2, f"There is no indicator {asked}.")


def test_the_trust_s_gaps_are_told_by_characteristic(demonstration: Answers) -> None:
    _, values = demonstration("values", "SS23", "--by", "trust")
    assert {row["group"] for row in values} == {"Ethnicity", "Long-term condition"}


def test_a_check_can_write_the_marked_copy(empty: Answers, tmp_path: Path) -> None:
    out = tmp_path / "marked.xlsx"
    file = training(tmp_path, person(session_date="31/04/2026"))
    code, record = empty("check", file, "--marked-copy", str(out))
    assert (code, record["marked_copy"]) == (0, str(out))
    assert load_workbook(out)["Sheet"]["A2"].comment is not None


def test_of_a_good_file_no_marked_copy_is_written(empty: Answers, tmp_path: Path) -> None:
    out = tmp_path / "marked.xlsx"
    _, record = empty("check", training(tmp_path), "--dataset", "training_attendance",
                      "--marked-copy", str(out))  # fmt: skip
    assert record["marked_copy"] is None
    assert not out.exists()


def test_an_address_is_let_go_from_the_account_it_was_held_to(empty: Answers) -> None:
    empty("uploads")
    register = open_register(empty.folder)
    with register.begin() as connection:
        for name in ("ann", "bob", "cat"):
            note_sign_in(connection, name, "provider", f"account of {name}", 1)
    assert empty("forget-accounts", "Ann") == (0, {"forgotten": 1})
    assert account_of(register, "ann") is None
    assert empty("forget-accounts") == (0, {"forgotten": 2})


def test_a_whole_audit_trail_is_said_to_be_whole(empty: Answers, tmp_path: Path) -> None:
    empty("load", training(tmp_path))
    code, record = empty("verify-audit")
    assert (code, record["entries"], record["broken"]) == (0, 2, None)


def test_a_broken_audit_trail_is_said_with_its_place(empty: Answers, tmp_path: Path) -> None:
    empty("load", training(tmp_path))
    with closing(sqlite3.connect(empty.folder / "register.sqlite")) as connection:
        connection.execute("UPDATE audit_entry SET who = 'sam' WHERE number = 2")
        connection.commit()
    code, record = empty("verify-audit")
    assert (code, record["broken"]) == (1, "Entry 2 is not as it was written.")


def test_an_audit_trail_is_compared_with_an_entry_noted_elsewhere(
    empty: Answers, tmp_path: Path
) -> None:
    empty("load", training(tmp_path))
    code, record = empty("verify-audit", "--noted", f"1:{'0' * 64}")
    assert (code, record["broken"]) == (1, "Entry 1 is not the one that was noted elsewhere.")
