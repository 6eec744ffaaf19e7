"""The server: guard, health routes, calm errors. Runs pages/frame.py (streamlit run app.py).

The frame lies in pages/, so Streamlit looks for scripts of its own in pages/pages/, finds none, and
never runs a page before the frame has asked who is there (docs/decisions.md no. 6).
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from functools import cache
from pathlib import Path
from shutil import disk_usage
from typing import Any, NoReturn

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import auth_util, file_util
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access import demonstration
from access.door import Cookies, OpenDoor, SignInDoor
from access.guard import SIGN_IN, Guard, Rules
from access.headers import content_policy
from access.provider import Provider, provider_in, refusal
from access.quiet_log import keep_data_out_of_the_log
from settings import data_folder, settings, sign_in
from warehouse.disk import DiskError, plainly
from warehouse.lock import AlreadyServed, BusyError, serving
from warehouse.publish import PublishError
from warehouse.register import newest_version, open_register
from warehouse.register_steps import RegisterTooNew
from warehouse.snapshot import current
from warehouse.start import settle

ROOM_NEEDED = 500_000_000  # bytes: some hundred versions of one trust

log = logging.getLogger("improvement_culture")
keep_data_out_of_the_log()


async def healthz(_request: Request) -> Response:
    """Is the server alive?"""
    return JSONResponse({"status": "alive"})


async def readyz(_request: Request) -> Response:
    """Can it show something? One word, since anybody may ask; what is wrong goes to the log."""
    try:
        found = readiness(data_folder())
    except Exception as error:
        log.error("not ready", exc_info=error)
        return JSONResponse({"status": "not ready"}, status_code=503)
    for about in ("register", "disk"):
        if about in found:
            log.warning("%s: %s", about, found[about])
    return JSONResponse({"status": found["status"]})


def readiness(folder: Path) -> dict[str, str]:
    """Can something be shown, do the register and the snapshot agree, is there room on the disk?"""
    snapshot = current(folder)
    noted = newest_version(folder)
    said = {"status": "ready" if snapshot else "empty"}
    if snapshot is not None:
        said["version"] = snapshot.version
    if noted != (snapshot.version if snapshot else None):
        said["register"] = f"names {noted} as the newest version"
    if disk_usage(folder).free < ROOM_NEEDED:
        said["disk"] = "less than 500 MB are free"
    return said


async def to_the_provider(request: Request) -> Response:
    """Where the sign-in page's link leads: Streamlit's own sign-in with this provider."""
    asked, known = request.path_params["provider"], provider()
    if known is None or asked not in known.names:
        return RedirectResponse("/", 303)
    return RedirectResponse(generate_login_redirect_url(asked), 303)


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
    if reason := _reason_not_to_start():
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


def _reason_not_to_start() -> str:
    configured = provider()
    if configured is None:
        return demonstration.refusal(settings(), st.get_option("server.address"))
    return refusal(
        configured,
        sign_in(),
        trusted_headers=bool(st.get_option("server.trustedUserHeaders")),
        checks_origin=bool(st.get_option("server.enableXsrfProtection")),
        base_path=st.get_option("server.baseUrlPath"),
    )


def _end(reason: str) -> NoReturn:
    """Say why the server does not start, and end: an exception would say it in forty lines."""
    print(reason, file=sys.stderr, flush=True)
    os._exit(1)


# What the guard has to know of Streamlit


@cache
def provider() -> Provider | None:
    """The provider of .streamlit/secrets.toml as it was at the start; None in the demonstration."""
    auth = auth_util.get_secrets_auth_section()
    return provider_in(auth.to_dict(), auth_util.get_redirect_uri(auth)) if auth else None


@cache
def rules() -> Rules:
    """What the guard goes by, for as long as this server runs."""
    configured = provider()
    first_page = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    names = [configured.host] if configured else []
    return Rules(
        door=(
            SignInDoor(open_register(data_folder()), sign_in(), claims_in)
            if configured
            else OpenDoor()
        ),
        providers=configured.names if configured else (),
        hosts=frozenset([*st.get_option("server.allowedHosts"), *names]),
        origin=configured.origin if configured else "",
        is_encrypted=configured is not None and configured.is_encrypted,
        policy=content_policy(first_page),
        most_at_once=sign_in().most_at_once,
        handed_out=handed_out,
        to_the_door=ForwardMsg(auth_redirect=AuthRedirect(url="/")).SerializeToString(),
    )


def claims_in(cookies: Cookies) -> Mapping[str, Any]:
    """The provider's claims in the cookie that Streamlit signed; none where it did not."""

    def signed(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies.get(name, ""))

    found = auth_util.get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    claims: dict[str, Any] = json.loads(found) if found else {}
    is_ours = claims.get("origin") == auth_util.get_origin_from_redirect_uri()
    return claims if is_ours else {}


def handed_out(message: bytes) -> list[str]:
    """The addresses of files and uploads that a message hands to its page.

    Only what the server itself puts in these places: a page may quote any other text.
    """
    if b"/media/" not in message and b"/upload_file/" not in message:
        return []
    told = ForwardMsg.FromString(message)
    kind = told.WhichOneof("type")
    if kind == "file_urls_response":
        return [file.upload_url for file in told.file_urls_response.file_urls]
    if kind == "backend_operation_response":
        return [told.backend_operation_response.deferred_file.url]
    element = told.delta.new_element
    return [element.download_button.url, *(picture.url for picture in element.imgs.imgs)]


app = st.App(
    "pages/frame.py",
    lifespan=start,
    routes=[
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route(f"{SIGN_IN}{{provider}}", to_the_provider),
    ],
    middleware=[Middleware(Guard, rules)],
    on_script_error=calm,
)
