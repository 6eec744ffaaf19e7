"""What did we promise, what was measured beside it, and does it hold?"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Measured:
    """One promise with its measurement; `value` is in the budget's unit (a ratio, ms or s)."""

    what: str
    reference: str
    value: float
    spread: tuple[float, float]
    budget: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.value <= self.budget

    def line(self) -> str:
        """A row of the table."""
        low, high = self.spread
        kept = "holds" if self.holds else "BROKEN"
        return (
            f"{self.what:<58} {self.reference:<34} {self.value:8.2f} {self.unit:<3}"
            f" ({low:.2f} to {high:.2f})  budget {self.budget:g} {self.unit:<3} {kept}"
        )


def seconds(work: Callable[[], object], times: int) -> list[float]:
    """How long the work took, each time, after one that is not counted."""
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def ratio(
    what: str,
    reference: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    budget: float,
    times: int = 5,
) -> Measured:
    """Our time over the reference's, pair by pair so that a slow moment hits both."""
    ours()
    theirs()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        theirs()
        between = time.perf_counter()
        ours()
        found.append((time.perf_counter() - between) / (between - start))
    return Measured(
        what, reference, statistics.median(found), (min(found), max(found)), budget, "×"
    )


def absolute(
    what: str, reference: str, found: list[float], budget: float, unit: str, per: float = 1.0
) -> Measured:
    """A time by itself, in `unit` (seconds × `per`)."""
    scaled = [second * per for second in found]
    return Measured(
        what, reference, statistics.median(scaled), (min(scaled), max(scaled)), budget, unit
    )


def memory(what: str, work: Callable[[], object], budget: float) -> Measured:
    """The most memory (MB) this process and those it starts hold beyond what was held before."""
    done = threading.Event()
    found: list[float] = []
    before = _held()

    def watch() -> None:
        while not done.wait(0.02):
            found.append(_held() - before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work()
    finally:
        done.set()
        watcher.join()
    most = max(found, default=0.0)
    return Measured(what, "before it began", most, (most, most), budget, "MB")


def _held() -> float:
    this = psutil.Process()
    held = 0
    for process in (this, *this.children(recursive=True)):
        try:
            held += process.memory_info().rss
        except psutil.NoSuchProcess:  # it has just ended
            continue
    return held / 1024**2
