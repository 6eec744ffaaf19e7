"""A server of its own on this machine, and visitors who ask it for pages as a browser would."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
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


def visitor(port: int) -> websockets.connect:
    """A browser's connection, to be entered with `async with`."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    return websockets.connect(address, subprotocols=["streamlit"], max_size=None)


async def rerun(asking: websockets.ClientConnection, page: str) -> int:
    """Ask for a page ("" the first one) as a board member and read it to its end; its bytes."""
    message = BackMsg()
    message.rerun_script.query_string = "person=board-member"
    if page:
        message.rerun_script.page_script_hash = calc_hash(page)
    await asking.send(message.SerializeToString())
    size = 0
    while True:
        received = await asking.recv()
        size += len(received)
        forward = ForwardMsg()
        forward.ParseFromString(received)
        if forward.WhichOneof("type") == "script_finished":
            return size
