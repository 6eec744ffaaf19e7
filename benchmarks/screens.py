"""What does looking cost the server? CPU of a rerun of each screen beside a hello-world page."""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash

from benchmarks.promise import Measured
from settings import HOUSE

SCREENS = ("overview", "readiness", "engagement", "equality", "empowerment", "directorate")
RERUNS = 20
HELLO = """
import streamlit as st
st.title("Hello")
st.write("world")
st.selectbox("One", ["a", "b"])
"""


@contextmanager
def server(script: Path, place: Path, folder: Path) -> Iterator[tuple[int, psutil.Process]]:
    """A server of its own on a free loopback port, ended afterwards.

    It runs in `place`, whose .streamlit/config.toml it takes: ours in our house, else Streamlit's
    own settings.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "streamlit", "run", str(script),
            "--server.port", str(port), "--server.headless", "true",
            "--server.address", "127.0.0.1", "--server.fileWatcherType", "none",
            "--browser.gatherUsageStats", "false",
        ],
        cwd=place,
        env={**os.environ, "CULTURE_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.2)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


async def reruns(port: int, page: str, process: psutil.Process) -> tuple[list[float], int, int]:
    """CPU seconds of each rerun after the first two, and bytes of the first view and of a rerun."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    message = BackMsg()
    message.rerun_script.query_string = "person=board-member"
    if page:
        message.rerun_script.page_script_hash = calc_hash(page)
    cpu, sizes = [], []
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket_:
        for _ in range(RERUNS + 2):
            before = sum(process.cpu_times()[:2])
            await socket_.send(message.SerializeToString())
            size = 0
            while True:
                received = await socket_.recv()
                size += len(received)
                forward = ForwardMsg()
                forward.ParseFromString(received)
                if forward.WhichOneof("type") == "script_finished":
                    break
            await asyncio.sleep(0.05)
            cpu.append(sum(process.cpu_times()[:2]) - before)
            sizes.append(size)
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
