"""Does the log say where an error happened, and nothing of what the error quotes?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from access.quiet_log import where
from tests.conftest import HOUSE

NAME = "Zebediah Quill"


def error_that_quotes() -> ValueError:
    try:
        try:
            float(NAME)
        except ValueError as first:
            raise KeyError(NAME) from first
    except KeyError:
        try:
            raise ValueError(f"{NAME} is not a number")
        except ValueError as last:
            return last


def test_each_cause_is_named_by_its_kind() -> None:
    said = where(error_that_quotes())
    kinds = [line for line in said.splitlines() if not line.startswith("  ")]
    assert kinds == [
        "builtins.ValueError",
        "because of builtins.KeyError",
        "because of builtins.ValueError",
    ]


def test_the_line_of_code_is_named() -> None:
    assert "test_quiet_log.py" in where(error_that_quotes())
    assert "in error_that_quotes" in where(error_that_quotes())


def test_nothing_that_it_quotes_is_said() -> None:
    assert NAME not in where(error_that_quotes())


# In a process of its own, because it holds for the whole process.
_PROCESS = """
import logging, threading
from access.quiet_log import keep_data_out_of_the_log
keep_data_out_of_the_log()
keep_data_out_of_the_log()
logging.basicConfig()
def fall():
    float({name!r})
try:
    fall()
except ValueError:
    logging.getLogger("somebody.else").exception("reference 12AB")
thread = threading.Thread(target=fall)
thread.start()
thread.join()
fall()
"""


@pytest.fixture(scope="module")
def written() -> str:
    ended = subprocess.run(
        [sys.executable, "-c", _PROCESS.format(name=NAME)],
        cwd=HOUSE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    return ended.stdout + ended.stderr


def test_no_logger_thread_or_end_of_the_process_writes_what_was_quoted(written: str) -> None:
    assert NAME not in written


def test_each_of_them_says_what_happened(written: str) -> None:
    assert "reference 12AB" in written
    assert written.count("builtins.ValueError") == 3
