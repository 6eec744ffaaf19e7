"""What do the visitor and the log learn of people in a file, and of an error of ours?

A reference and no more. The server of this module has a folder of its own for temporary files.
"""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, WebSocket, expect

from tests import served

SECONDS = 60_000
TEAM = "person=improvement-team"
# In columns that no layout declares, and in a title, which one does.
PERSON, EMAIL, TITLE = "Zebediah Quill", "zebediah.quill@example.org", "Teapots by moonlight"
FILE = "Harbour list of Zebediah.xlsx"


@pytest.fixture(scope="module")
def place(demonstration_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data, the log and the temporary files of one server."""
    folder = tmp_path_factory.mktemp("calm")
    shutil.copytree(demonstration_data, folder / "data")
    (folder / "temporary").mkdir()
    return folder


@pytest.fixture(scope="module")
def address(place: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(place / "temporary"))
        with served.dashboard(place / "data", place) as made:
            yield made


def a_register() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Project ID", "Title", "Directorate", "Start date", "Status", "Lead", "Contact"])
    sheet.append(["ZQ-1", TITLE, "Imaging", "01/10/2026", "testing", PERSON, EMAIL])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture(scope="module")
def uploaded(browser, address: str, place: Path) -> Path:  # type: ignore[no-untyped-def]
    """The folder after the file was published and the project looked at."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/upload?{TEAM}")
        sent = {"name": FILE, "mimeType": "", "buffer": a_register()}
        page.locator("input[type=file]").first.set_input_files([sent])
        publish = page.get_by_role("button", name=re.compile("^Publish"))
        expect(publish).to_be_enabled(timeout=SECONDS)
        publish.click()
        published = page.get_by_text(re.compile(r"^Published\.")).first
        expect(published).to_be_visible(timeout=SECONDS)
        page.goto(f"{address}/directorate?{TEAM}&directorate=Imaging")
        expect(page.locator("h1")).to_have_text("Imaging", timeout=SECONDS)
    return place


def bytes_of(folder: Path) -> bytes:
    return b"\n".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_the_log_names_no_person_no_title_and_no_file(uploaded: Path) -> None:
    log = (uploaded / "log").read_text()
    found = [word for word in (PERSON, EMAIL, TITLE, FILE, "Zebediah") if word in log]
    assert found == [], log


def test_nothing_stays_in_temporary_files(uploaded: Path) -> None:
    left = bytes_of(uploaded / "temporary")
    assert [word for word in (PERSON, EMAIL, TITLE) if word.encode() in left] == []


def test_what_is_kept_holds_declared_columns_only(uploaded: Path) -> None:
    newest = uploaded / "data" / "snapshots" / (uploaded / "data" / "current").read_text().strip()
    with duckdb.connect(str(newest), read_only=True) as connection:
        tables = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        kept = "\n".join(
            str(connection.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables
        )
    assert TITLE in kept
    assert PERSON not in kept
    assert EMAIL not in kept
    assert EMAIL.encode() not in bytes_of(uploaded / "data")
    assert PERSON.encode() not in bytes_of(uploaded / "data")


def test_the_audit_trail_says_nothing_of_what_stands_in_the_cells(uploaded: Path) -> None:
    with closing(sqlite3.connect(uploaded / "data" / "register.sqlite")) as register:
        said = str(register.execute("SELECT * FROM audit_entry").fetchall())
    assert "uploaded" in said
    assert [word for word in (PERSON, EMAIL, TITLE) if word in said] == []


def test_an_error_of_ours_gives_a_reference_and_nothing_else(
    page: Page, address: str, uploaded: Path
) -> None:
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived",
            lambda frame: frames.append(frame if isinstance(frame, bytes) else frame.encode()),
        )

    page.on("websocket", listen)
    with closing(sqlite3.connect(uploaded / "data" / "register.sqlite")) as register:
        register.execute("ALTER TABLE person RENAME TO hidden_person")
        register.commit()
    page.goto(f"{address}/overview?{TEAM}")
    said = page.get_by_text("quote reference")
    expect(said).to_be_visible(timeout=SECONDS)
    shown = re.search(r"reference ([0-9A-F]{4})", said.inner_text())
    assert shown is not None
    log = (uploaded / "log").read_text()
    assert f"reference {shown[1]}" in log
    assert "access/people.py" in log
    assert "no such table" not in log
    told = b"\n".join(frames)
    assert shown[1].encode() in told
    stack = [b"Traceback", b"OperationalError", b"no such table", b"people.py"]
    assert [word for word in stack if word in told] == []
