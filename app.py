"""The server: guard, health routes, calm errors. Runs pages/frame.py (streamlit run app.py).

The frame lies in pages/, so Streamlit looks for scripts of its own in pages/pages/, finds none, and
never runs a page before the frame has asked who is there (docs/decisions.md no. 6).
"""

from __future__ import annotations

import gc
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from access.demonstration import refusal
from settings import data_folder, settings
from warehouse.register import open_register
from warehouse.snapshot import current
from warehouse.start import settle

log = logging.getLogger("improvement_culture")


async def healthz(_request: Request) -> Response:
    """Is the server alive?"""
    return JSONResponse({"status": "alive"})


async def readyz(_request: Request) -> Response:
    """Can it show something? Opens the snapshot that the pointer names."""
    snapshot = current(data_folder())
    if snapshot is None:
        return JSONResponse({"status": "empty"})
    return JSONResponse({"status": "ready", "version": snapshot.version})


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
        raise RuntimeError(reason)
    folder = data_folder()
    for sentence in settle(folder, open_register(folder), settings()):
        log.warning(sentence)
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    "pages/frame.py",
    lifespan=start,
    routes=[Route("/healthz", healthz), Route("/readyz", readyz)],
    on_script_error=calm,
)
