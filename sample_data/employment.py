"""Who of the trust's people joined and left when, and who manages others?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.chance import days_between
from sample_data.lists import MD, SEED, UNITS
from sample_data.projects import REGISTER_ON
from sample_data.training import attendances
from sample_data.workforce import Person, population

LEFT_FROM = date(2025, 10, 1)  # before it leavers were kept on paper
# One of nine leaves in a year, and as many come.
_LEAVES = 0.115
_NEW_SINCE = date(2023, 4, 1)
_IS_NEW = 0.22  # of those in post in autumn 2025, joined since then
_MANAGES = {"6": 0.08, "7": 0.38, "8a": 0.6, "8b": 0.75, "8c": 0.9, "8d": 1.0, "9": 1.0, "VSM": 1.0}
_NEWCOMERS = range(40_000_001, 49_999_999)


@dataclass(frozen=True)
class Employment:
    """One person's time at the trust; `left_on` is empty while it lasts."""

    person: Person
    is_manager: bool
    joined_on: date
    left_on: date | None


def employments() -> list[Employment]:
    """Everybody in post in autumn 2025 or since, on 31 October 2026; by unit, as they joined."""
    chance = np.random.default_rng([SEED, 9])
    first, last = _training_days()
    found = []
    newcomers = iter(_NEWCOMERS)
    for person in population():
        joined_on = _joined_on(chance, first.get(person.staff_number))
        left_on = None
        if chance.random() < _LEAVES * (REGISTER_ON - LEFT_FROM).days / 365:
            stayed_until = max(last.get(person.staff_number, LEFT_FROM), joined_on, LEFT_FROM)
            if stayed_until < REGISTER_ON - timedelta(days=30):
                left_on = stayed_until + days_between(
                    chance, 1, (REGISTER_ON - stayed_until).days - 1
                )
        found.append(Employment(person, _manages(chance, person), joined_on, left_on))
        if left_on is not None and UNITS[person.unit].headcount > 30:
            successor = Person(str(next(newcomers)), person.unit, person.staff_group, person.band)
            came_on = LEFT_FROM + days_between(chance, 5, (REGISTER_ON - LEFT_FROM).days - 5)
            found.append(Employment(successor, False, came_on, None))
    return found


def _training_days() -> tuple[dict[str, date], dict[str, date]]:
    """The first and the last day on which each learner was booked."""
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    for booking in attendances():
        number = booking.person.staff_number
        first.setdefault(number, booking.held_on)
        last[number] = booking.held_on
    return first, last


def _joined_on(chance: np.random.Generator, first_booked_on: date | None) -> date:
    """Most joined long ago; nobody was booked on a course before joining."""
    latest = first_booked_on or date(2025, 9, 1)
    if chance.random() < _IS_NEW and latest > _NEW_SINCE + timedelta(days=20):
        if first_booked_on is not None and chance.random() < 0.3:
            return first_booked_on - days_between(chance, 10, 80)
        return _NEW_SINCE + days_between(chance, 0, (latest - _NEW_SINCE).days - 10)
    long_ago = min(latest, _NEW_SINCE) - date(1990, 1, 1)
    return date(1990, 1, 1) + timedelta(days=int(long_ago.days * float(chance.beta(2.5, 1.0))))


def _manages(chance: np.random.Generator, person: Person) -> bool:
    share = 0.15 if person.staff_group == MD else _MANAGES.get(person.band, 0.0)
    return bool(chance.random() < share)
