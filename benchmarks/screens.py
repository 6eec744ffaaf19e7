"""What does looking cost the server? CPU of a rerun of each screen beside a hello-world page."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path

import psutil

from benchmarks.promise import Measured
from benchmarks.served import rerun, server, visitor
from settings import HOUSE

SCREENS = ("overview", "readiness", "engagement", "equality", "empowerment", "directorate")
RERUNS = 20
HELLO = """
import streamlit as st
st.title("Hello")
st.write("world")
st.selectbox("One", ["a", "b"])
"""


async def reruns(port: int, page: str, process: psutil.Process) -> tuple[list[float], int, int]:
    """CPU seconds of each rerun after the first two, and bytes of the first view and of a rerun."""
    cpu, sizes = [], []
    async with visitor(port) as asking:
        for _ in range(RERUNS + 2):
            before = sum(process.cpu_times()[:2])
            sizes.append(await rerun(asking, page))
            await asyncio.sleep(0.05)
            cpu.append(sum(process.cpu_times()[:2]) - before)
    return cpu[2:], sizes[0], sizes[-1]


def measure(folder: Path) -> list[Measured]:
    """Every screen's CPU per rerun over that of a hello-world page as Streamlit comes."""
    with tempfile.TemporaryDirectory() as place:
        hello_script = Path(place) / "hello.py"
        hello_script.write_text(HELLO)
        with (
            server(hello_script, Path(place), folder) as (hello_port, hello_process),
            server(HOUSE / "app.py", HOUSE, folder) as (port, process),
        ):
            hello, _, _ = asyncio.run(reruns(hello_port, "", hello_process))
            found = {
                page: asyncio.run(reruns(port, "" if page == "overview" else page, process))
                for page in SCREENS
            }
    base = statistics.mean(hello)
    measured = []
    for page, (cpu, first, again) in found.items():
        share = statistics.mean(cpu) / base
        measured.append(
            Measured(
                f"CPU of a rerun, {page} ({1000 * statistics.mean(cpu):.0f} ms)",
                f"hello-world page ({1000 * base:.0f} ms)",
                share,
                (min(cpu) / base, max(cpu) / base),
                2.5,
                "×",
            )
        )
        if page == "overview":
            for what, size, budget in (("first view", first, 60), ("rerun", again, 25)):
                kb = size / 1000
                measured.append(
                    Measured(f"WebSocket, overview, {what}", "–", kb, (kb, kb), budget, "kB")
                )
    return measured
