"""Killed at a hundred random moments: is nothing lost that was acknowledged, nothing half visible?"""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from data_loaders.batch import publish_files, take_back_files
from settings import settings
from tests.durability.journeys import (
    copied,
    made_trust,
    own_process,
    projects_file,
    seen,
    shown_projects,
    whole,
)
from warehouse.register import open_register
from warehouse.start import settle

KILLS_IN_ONE_FOLDER = 10
SECONDS = 1.2  # on a quiet machine two or three publications

Said = tuple[str, str]  # what begins or is acknowledged, and the project it is about


def work_for_ever(trust: Path, number: int, told: Connection) -> None:
    """Publish two projects and take the first of them back, again and again; says so each time."""
    register = open_register(trust)
    while True:
        ids = []
        for _ in range(2):
            number += 1
            name = f"P{number}"
            told.send(("publishing", name))
            file = projects_file(name)
            ids += publish_files([file], trust, register, settings(), "Jo Marsh").upload_ids
            told.send(("published", name))
        first = f"P{number - 1}"
        told.send(("taking back", first))
        take_back_files(ids[:1], trust, register, settings(), "Jo Marsh")
        told.send(("taken back", first))


def said_before_the_kill(seconds: float, trust: Path, number: int) -> list[Said]:
    """Everything that the worker said until it was killed."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    worker = own_process(work_for_ever, trust, number, sender)
    sender.close()
    said: list[Said] = [receiver.recv()]
    time.sleep(seconds)
    worker.kill()
    worker.join()
    while True:
        try:
            said.append(receiver.recv())
        except EOFError:
            return said


def may_be_shown(held: frozenset[str], said: list[Said]) -> set[frozenset[str]]:
    """What was acknowledged, with or without what was under way."""
    for step, name in said:
        if step == "published":
            held |= {name}
        if step == "taken back":
            held -= {name}
    last, name = said[-1]
    other = {"publishing": held | {name}, "taking back": held - {name}}.get(last, held)
    return {held, other}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_trust(tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("seed", range(10))
def test_ten_kills_lose_nothing_acknowledged_and_show_nothing_half(
    made: Path, tmp_path: Path, seed: int
) -> None:
    trust = copied(made, tmp_path)
    held = frozenset({"FIRST"})
    chance = random.Random(seed)
    for kill in range(KILLS_IN_ONE_FOLDER):
        said = said_before_the_kill(chance.uniform(0, SECONDS), trust, kill * 1000)
        allowed = may_be_shown(held, said)
        assert shown_projects(trust) in allowed
        settle(trust, settings())
        held = shown_projects(trust)
        assert held in allowed
        assert seen(trust) == whole(set(held))
    assert settle(trust, settings()) == []
