"""Does every awkward or hostile file end as it should, in time, and without harm?

`HOSTILE_FILES=DIR` tries another corpus: a folder of files with an index.json of the form that
make_corpus writes. What its outcomes mean here:

accept                  rows come in and none is held; a warning does no harm (a store that knows
                        no directorate always says that it takes the names as they are)
accept_with_warning     rows come in, and something is told beside those names
reject_rows             some rows stay behind, and the uploader is told which and why
reject                  no row comes in
no_change               nothing that counts is different afterwards
accept_or_clear_reject  either, in plain words
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import duckdb
import psutil
import pyarrow.parquet as pq
import pytest
from sqlalchemy import Engine

from data_loaders.batch import publish_files, rows_by_dataset
from data_loaders.personal import personal_detail
from data_loaders.pipeline import Checked, check
from pages.upload_queue import is_ready
from settings import settings
from tests.hostile import make_corpus, people
from warehouse.register import open_register, uploads
from warehouse.trial import row_changes

MEGABYTE = 1024 * 1024
NAMES_ONLY = {"names_taken_as_new"}
WHERE = ["source_sheet", "source_row"]


@dataclass
class Measured:
    """How much processor time something took, and the most memory it had beyond what was there.

    Processor time, of this process and those it started: a busy machine is no fault of a file's.
    """

    seconds: float = 0.0
    rss_increase_mb: float = 0.0
    _done: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._began, self._before = _processor_time(), _rss()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.seconds = _processor_time() - self._began
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._done.wait(0.02):
            self.rss_increase_mb = max(self.rss_increase_mb, (_rss() - self._before) / MEGABYTE)


def _processor_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _rss() -> int:
    """Bytes of memory of this process and those it has started."""
    this = psutil.Process()
    found = 0
    for process in (this, *this.children(recursive=True)):
        try:
            # A child that is just beginning still shows our own memory as its own.
            if process == this or process.cmdline() != this.cmdline():
                found += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return found


@dataclass(frozen=True)
class Store:
    """A data folder and its register, empty at first."""

    folder: Path
    register: Engine

    def check(self, content: bytes, entry: dict[str, Any]) -> Checked:
        name = entry.get("upload_as") or entry["file"]
        return check(content, name, self.folder, self.register, entry.get("dataset"))

    def publish(self, checked: Checked) -> None:
        """As the button on the page does: the rows that are ready; held ones stay behind."""
        publish_files([checked], self.folder, self.register, settings(), "Jo Marsh")

    def repeats(self, checked: Checked) -> bool:
        """Whether the dry run finds nothing new, changed or gone."""
        changes = row_changes(self.folder, self.register, rows_by_dataset([checked]))
        return all(not (one.new or one.changed or one.gone) for one in changes.values())

    def everything(self) -> str:
        """All texts in accepted files, the version on show, the register and whatever else."""
        texts = [repr(uploads(self.register))]
        for path in sorted(self.folder.rglob("*.parquet")):
            texts.append(repr(pq.read_table(path).to_pylist()))
        for path in sorted(self.folder.rglob("*.duckdb")):
            with duckdb.connect(str(path), read_only=True) as connection:
                for name, *_ in connection.sql("SHOW TABLES").fetchall():
                    texts.append(repr(connection.sql(f'SELECT * FROM "{name}"').fetchall()))
        for path in self.folder.rglob("*"):
            if path.is_file():
                texts.append(path.read_bytes().decode("latin-1"))
        return "\n".join(texts)

    def state(self) -> dict[str, bytes]:
        """All that is kept, to tell whether anything changed."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not path.name.startswith("register")
        } | {"uploads": repr(uploads(self.register)).encode()}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    register = open_register(tmp_path / "data")
    yield Store(tmp_path / "data", register)
    register.dispose()


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the files."""
    if given := os.environ.get("HOSTILE_FILES"):
        return Path(given)
    folder = tmp_path_factory.mktemp("corpus")
    make_corpus.write(folder)
    return folder


def entries() -> list[dict[str, Any]]:
    if given := os.environ.get("HOSTILE_FILES"):
        index = (Path(given) / "index.json").read_text(encoding="utf-8")
        return list(json.loads(index)["files"])
    return [case.entry() for case in make_corpus.cases()]


ENTRIES = entries()


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["file"] for entry in ENTRIES])
def test_a_file_ends_as_it_should(entry: dict[str, Any], corpus: Path, store: Store) -> None:
    if before := entry.get("after"):
        first = next((one for one in ENTRIES if one["file"] == before), {"file": before})
        store.publish(store.check((corpus / before).read_bytes(), {**first, "after": None}))
    content = (corpus / entry["file"]).read_bytes()
    state = store.state()
    with Measured() as measured:
        checked = store.check(content, entry)
        ended = Ended.of(checked, store)
        if is_ready(checked):
            store.publish(checked)
    assert ended.as_expected(entry["outcome"]), ended
    assert entry.get("rows_loaded") in (None, *ended.rows_loaded), ended
    assert entry.get("told") in (None, *ended.told), ended
    assert [message for message in ended.messages if not is_plain(message)] == []
    if not is_ready(checked):
        assert store.state() == state
    limits = entry.get("limits") or {}
    assert measured.seconds <= limits.get("seconds", 60)
    assert measured.rss_increase_mb <= limits.get("rss_increase_mb", 1_200)


@dataclass(frozen=True)
class Ended:
    """How a file ended, in what an outcome asks about.

    `rows_loaded` are the numbers that may be meant by rows: rows or cells as the uploader is told,
    lines they make in the store, or rows of the sheet that these come from.
    """

    rows_loaded: tuple[int, ...]
    stays_behind: bool
    is_known_already: bool
    told: tuple[str, ...]
    messages: tuple[str, ...]

    @classmethod
    def of(cls, checked: Checked, store: Store) -> Ended:
        ready = is_ready(checked)
        lines = checked.rows.num_rows if ready else 0
        from_rows = len(checked.rows.select(WHERE).group_by(WHERE).aggregate([])) if ready else 0
        codes = [problem.code for problem in checked.problems]
        if checked.ignored_columns:
            codes.append("columns_not_read")
        return cls(
            (checked.rows_ready, lines, from_rows),
            checked.rows_held + checked.rows_left_out > 0,
            checked.outcome == "no_change" or (ready and store.repeats(checked)),
            tuple(dict.fromkeys(codes)),
            tuple(
                [problem.message for problem in checked.problems]
                + [problem.found or "" for problem in checked.problems]
                + [question.sentence for question in checked.questions]
            ),
        )

    def as_expected(self, outcome: str) -> bool:
        loads = self.rows_loaded[0] > 0
        return {
            "accept": loads and not self.stays_behind,
            "accept_with_warning": loads and bool(set(self.told) - NAMES_ONLY),
            "reject_rows": self.stays_behind and bool(self.told),
            "reject": not loads and bool(self.told),
            "no_change": self.is_known_already,
            "accept_or_clear_reject": loads or bool(self.told),
        }[outcome]


_NOT_PLAIN = re.compile(
    r"Traceback|File \"|line \d+, in |Error\b|Exception\b|<class|0x[0-9a-f]{6}|[\x00-\x08\x0e-\x1f]"
)


def is_plain(message: str) -> bool:
    """Whether an uploader may read this: no words of ours for code, nobody's personal details."""
    return _NOT_PLAIN.search(message) is None and personal_detail(message) is None


def test_personal_details_are_kept_nowhere(corpus: Path, store: Store) -> None:
    for case in people.personal_data():
        checked = store.check(case.content, case.entry())
        if is_ready(checked):
            store.publish(checked)
    kept = store.everything()
    assert "Shorter waits 1" in kept
    assert [detail for detail in (*people.PERSONAL.values(), people.NAME) if detail in kept] == []
