"""A publisher that is killed leaves everybody with what they saw before, and a clean next start."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from access.scope import Scope
from settings import settings
from tests.given import Trust
from warehouse.publish import publish
from warehouse.register import PUBLICATION, open_register, publications
from warehouse.snapshot import current, values_of
from warehouse.start import REBUILT, settle

EVERYTHING = Scope.whole_trust(projects=True)


def publish_for_ever(folder: Path, ready: Connection) -> None:
    register = open_register(folder)
    ready.send("ready")
    while True:
        publish(folder, register, settings(), "Jo Marsh", "again")


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    trust = Trust(tmp_path_factory.mktemp("killed"))
    trust.holds(
        "staff_survey",
        """
        period | directorate | measure | value | respondents
        2024   | Surgery     | E       | 6.0   | 190
        2024   | Medicine    | E       | 7.0   | 110
        2025   | Surgery     | E       | 6.6   | 190
        2025   | Medicine    | E       | 7.1   | 110
        """,
    )
    trust.published()
    return trust


def trust_score(trust: Trust) -> float:
    snapshot = current(trust.folder)
    assert snapshot is not None
    rows = values_of(snapshot, EVERYTHING, "engagement", "trust")
    return float(rows.loc[rows["period"] == "2025", "value"].iloc[0])


@pytest.fixture(scope="module")
def own_process() -> Callable[..., BaseProcess]:
    """Starts a process. Where the system can fork, the libraries are loaded once for all of them."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn").Process
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["warehouse.publish"])
    return forking.Process


@pytest.mark.parametrize("round_of", range(10))
def test_a_kill_at_a_random_moment_leaves_a_whole_snapshot(
    trust: Trust, own_process: Callable[..., BaseProcess], round_of: int
) -> None:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    publisher = own_process(target=publish_for_ever, args=(trust.folder, sender))
    publisher.start()
    receiver.recv()
    time.sleep(random.Random(round_of).uniform(0.0, 1.2))
    publisher.kill()
    publisher.join()
    assert trust_score(trust) == 6.78  # (190 × 6.6 + 110 × 7.1) / 300, as published before


def test_the_next_start_is_clean(trust: Trust) -> None:
    (trust.folder / "snapshots" / "000999-half.building").write_bytes(b"half a file")
    assert settle(trust.folder, trust.settings) == []
    assert list((trust.folder / "snapshots").glob("*.building*")) == []


def test_a_damaged_snapshot_is_built_again_and_said(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("workforce", "directorate | headcount\nSurgery | 200")
    version = trust.published().file.name
    pointer = tmp_path / "current"
    damaged = tmp_path / "snapshots" / "000002-damaged.duckdb"
    damaged.write_bytes(b"this is no database")
    pointer.write_text(damaged.name)
    said = settle(tmp_path, trust.settings)
    assert said == [REBUILT]
    assert pointer.read_text().strip() not in (version, damaged.name)


def test_a_publication_that_was_not_noted_is_noted_at_the_next_start(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.published()
    with trust.register.begin() as connection:
        connection.execute(PUBLICATION.delete())
    settle(tmp_path, trust.settings)
    assert [p["sequence"] for p in publications(trust.register)] == [1]
