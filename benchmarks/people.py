"""Do twenty-five people at work wait, do fifteen who arrive at once, and does memory stay?"""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

import psutil

from benchmarks.promise import Measured
from benchmarks.served import rerun, server, visitor
from settings import HOUSE

PAGES = ("", "readiness", "engagement", "equality", "empowerment", "directorate", "indicator")
AT_WORK, SECONDS_BETWEEN, ROUNDS = 25, 10.0, 3
ARRIVING, WITHIN = 15, 10.0
RERUNS_BEFORE, RERUNS_AFTER = 100, 1_000


def measure(folder: Path) -> list[Measured]:
    """Waiting times of many people on one server, and what a thousand reruns leave behind."""
    with server(HOUSE / "app.py", HOUSE, folder) as (port, process):
        asyncio.run(_somebody(port, 0.0, 1))  # nobody's first page after a start is counted
        arrived = asyncio.run(_together(port, ARRIVING, WITHIN, 1))
        waited = asyncio.run(_together(port, AT_WORK, SECONDS_BETWEEN, ROUNDS))
        grown = asyncio.run(_growth(port, process))
    return [
        _slowest(f"{ARRIVING} arriving within {WITHIN:.0f} s, first page", arrived, 4),
        _slowest(f"{AT_WORK} at work, a page every {SECONDS_BETWEEN:.0f} s", waited, 1),
        Measured(
            f"Memory after {RERUNS_AFTER:,} reruns", f"after {RERUNS_BEFORE}", grown,
            (grown, grown), 50, "MB",
        ),
    ]  # fmt: skip


def _slowest(what: str, seconds: list[float], budget: float) -> Measured:
    """The 95th percentile; as spread the median and the slowest."""
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    return Measured(
        f"{what}, p95", "–", p95, (statistics.median(seconds), max(seconds)), budget, "s"
    )


async def _together(port: int, people: int, within: float, rounds: int) -> list[float]:
    """Each comes at another moment of the first `within` seconds."""
    begun = (_somebody(port, within * number / people, rounds) for number in range(people))
    return [seconds for one in await asyncio.gather(*begun) for seconds in one]


async def _somebody(port: int, after: float, rounds: int) -> list[float]:
    """How long one person waited for each page, looking at another every ten seconds."""
    await asyncio.sleep(after)
    waited = []
    async with visitor(port) as asking:
        for number in range(rounds):
            begun = time.perf_counter()
            await rerun(asking, PAGES[(int(after * 10) + number) % len(PAGES)])
            waited.append(time.perf_counter() - begun)
            if number + 1 < rounds:
                await asyncio.sleep(max(0.0, SECONDS_BETWEEN - waited[-1]))
    return waited


async def _growth(port: int, process: psutil.Process) -> float:
    """MB held after the last rerun beyond those after the first hundred, by one visitor."""
    async with visitor(port) as asking:
        for number in range(RERUNS_AFTER):
            await rerun(asking, PAGES[number % len(PAGES)])
            if number + 1 == RERUNS_BEFORE:
                before = process.memory_info().rss
    return (process.memory_info().rss - before) / 1024**2
