"""Does work go on by itself, once at a time for each person, and keep how it ended?"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from warehouse.at_work import begin, forget, others_at_work, work_of


def test_steps_and_result_are_kept(tmp_path: Path) -> None:
    def publish(tell):  # type: ignore[no-untyped-def]
        tell("Counting", 0.5)
        return "version 2"

    work = begin(tmp_path, "jo", "publishing", "two files", publish)
    assert work.finished.wait(10)
    assert [step for step, _ in work.steps] == ["Counting"]
    assert (work.share, work.result, work.about) == (0.5, "version 2", "two files")
    assert work_of(tmp_path, "jo", "publishing") is work


def test_a_second_click_does_not_begin_it_again(tmp_path: Path) -> None:
    let_go = threading.Event()
    first = begin(tmp_path, "jo", "publishing", 1, lambda _tell: let_go.wait(10))
    second = begin(tmp_path, "jo", "publishing", 2, lambda _tell: None)
    let_go.set()
    assert second is first


def test_others_are_told_who_is_publishing(tmp_path: Path) -> None:
    let_go = threading.Event()
    work = begin(tmp_path, "jo", "publishing", 1, lambda _tell: let_go.wait(10))
    assert others_at_work(tmp_path, "sam", "publishing") == ["jo"]
    assert others_at_work(tmp_path, "jo", "publishing") == []
    let_go.set()
    assert work.finished.wait(10)
    assert others_at_work(tmp_path, "sam", "publishing") == []


def test_an_error_is_kept_and_logged_under_a_reference(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_tell):  # type: ignore[no-untyped-def]
        raise ValueError("the disk is full")

    work = begin(tmp_path, "jo", "publishing", 1, fail)
    assert work.finished.wait(10)
    assert isinstance(work.error, ValueError)
    assert f"reference {work.reference}" in caplog.text


def test_what_was_read_is_forgotten(tmp_path: Path) -> None:
    work = begin(tmp_path, "jo", "publishing", 1, lambda _tell: None)
    assert work.finished.wait(10)
    forget(work)
    assert work_of(tmp_path, "jo", "publishing") is None
