"""The server: guard, health routes, calm errors. Runs pages/frame.py (streamlit run app.py).

The frame lies in pages/, so Streamlit looks for scripts of its own in pages/pages/, finds none, and
never runs a page before the frame has asked who is there (docs/decisions.md no. 6).
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from shutil import disk_usage
from typing import Any, NoReturn

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from access.demonstration import refusal
from settings import data_folder, settings
from warehouse.disk import DiskError, plainly
from warehouse.lock import AlreadyServed, BusyError, serving
from warehouse.publish import PublishError
from warehouse.register import newest_version
from warehouse.register_steps import RegisterTooNew
from warehouse.snapshot import current
from warehouse.start import settle

ROOM_NEEDED = 500_000_000  # bytes: some hundred versions of one trust

log = logging.getLogger("improvement_culture")


async def healthz(_request: Request) -> Response:
    """Is the server alive?"""
    return JSONResponse({"status": "alive"})


async def readyz(_request: Request) -> Response:
    """Can it show something, do the register and the snapshot agree, is there room on the disk?"""
    folder = data_folder()
    try:
        snapshot = current(folder)
        noted = newest_version(folder)
    except Exception as error:
        log.error("not ready", exc_info=error)
        return JSONResponse({"status": "not ready"}, status_code=503)
    said = {"status": "ready" if snapshot else "empty"}
    if snapshot is not None:
        said["version"] = snapshot.version
    if noted != (snapshot.version if snapshot else None):
        said["register"] = f"names {noted} as the newest version"
    if disk_usage(folder).free < ROOM_NEEDED:
        said["disk"] = "less than 500 MB are free"
    return JSONResponse(said)


def calm(error: Exception) -> bool:
    """Log an error of ours under a reference and tell the visitor that reference, nothing else."""
    reference = uuid.uuid4().hex[:4].upper()
    log.error("reference %s", reference, exc_info=error)
    st.markdown("## Something went wrong on our side.")
    st.markdown(f"Nothing was changed. Try again; if it fails twice, quote reference {reference}.")
    return True


@asynccontextmanager
async def start(_app: Any) -> AsyncIterator[None]:
    """Settle the data folder before the first visitor, and take what is loaded out of collection."""
    if reason := refusal(settings(), st.get_option("server.address")):
        _end(reason)
    folder = data_folder()
    with ExitStack() as until_the_end:
        try:
            with plainly():
                until_the_end.enter_context(serving(folder))
            for sentence in settle(folder, settings()):
                log.warning(sentence)
        except (AlreadyServed, BusyError, DiskError, PublishError, RegisterTooNew) as plain:
            _end(str(plain))
        gc.collect()
        gc.freeze()
        yield


def _end(reason: str) -> NoReturn:
    """Say why the server does not start, and end: an exception would say it in forty lines."""
    print(reason, file=sys.stderr, flush=True)
    os._exit(1)


app = st.App(
    "pages/frame.py",
    lifespan=start,
    routes=[Route("/healthz", healthz), Route("/readyz", readyz)],
    on_script_error=calm,
)
