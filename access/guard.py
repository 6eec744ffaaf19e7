"""Who may ask the server for this? Stands before everything that Streamlit and we answer.

Streamlit hands files to whoever knows their address, takes uploads into any session and tells its
metrics to all. Here nobody without access gets further than the static front end and the sign-in,
and an address of a file or an upload serves only the person to whose own page the server wrote it.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.demonstration import is_this_machine
from access.door import BROWSER, Door, Visitor
from access.handed_out import HandedOut
from access.headers import protected
from access.places import Places
from access.plain_pages import busy_page, no_access_page, sign_in_page

SIGN_IN = "/sign-in/"  # followed by a provider's name
SIGN_OUT = "/auth/logout"
STREAM = "/_stcore/stream"
STATIC = "/static/"
FOR_ALL = frozenset(
    ("/favicon.png", "/healthz", "/readyz", "/auth/login", SIGN_OUT, "/oauth2callback")
)
FOR_PAGES = frozenset(("/_stcore/health", "/_stcore/host-config"))
HANDED_OUT = ("/media/", "/_stcore/upload_file/")
HIDDEN = ("/_stcore/", "/component/", "/app/static/")  # metrics among them
WANTED = "wanted"  # the cookie that keeps a page asked for until its reader has signed in
OUR_PAGE = re.compile(r"/[a-z_]*(\?[^\s\\]*)?")
TRY_AGAIN = 30  # seconds

Kind = Literal["for all", "for pages", "handed out", "hidden", "page"]

log = logging.getLogger("improvement_culture")


@dataclass(frozen=True)
class Rules:
    """What the guard goes by.

    `handed_out` finds the addresses that a message to a page hands to it, and `to_the_door` is the
    message that leads an open page back to where the guard answers. `hosts` and `origin` are the
    names that browsers know us by, beside this machine's own; `origin` is '' where any will do.
    """

    door: Door
    providers: tuple[str, ...]
    hosts: frozenset[str]
    origin: str
    is_encrypted: bool
    policy: str
    most_at_once: int
    handed_out: Callable[[bytes], Collection[str]]
    to_the_door: bytes


class Guard:
    """ASGI middleware. `rules` is asked when the first request comes: the server has started then."""

    def __init__(self, app: ASGIApp, rules: Callable[[], Rules]) -> None:
        self.app = app
        self.rules = rules
        self.handed_out = HandedOut()
        self.places = Places()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, self._protecting(scope, send))
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    # Requests

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = await self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        has_begun = False

        async def sending(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:
            reference = secrets.token_hex(2).upper()
            log.error("reference %s", reference, exc_info=error)
            if not has_begun:
                said = f"Something went wrong on our side. Reference {reference}."
                await PlainTextResponse(said, 500)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        """What to answer instead, or in the place of, what was asked for; None lets it through."""
        rules, asked = self.rules(), HTTPConnection(scope)
        path = asked.url.path
        kind = kind_of(path)
        # The provider may lead somebody to us from a page of its own.
        if not self._is_for_us(asked.headers, from_anywhere=kind == "for all"):
            return PlainTextResponse("This address is not served here.", 400)
        if kind == "hidden":
            return _not_found()
        if kind == "for all":
            if path == SIGN_OUT:
                await run_in_threadpool(rules.door.leaves, asked.cookies)
            return None
        if kind == "page":
            await run_in_threadpool(rules.door.arrives, asked.cookies)
        visitor = await run_in_threadpool(rules.door.visitor, asked.cookies)
        if visitor.kept_out:
            return self._keep_out(visitor, asked, kind)
        if kind == "handed out" and not self.handed_out.was_given(visitor.owner, path):
            return _not_found()
        if kind == "page":
            return self._page(visitor, asked)
        return None

    def _page(self, visitor: Visitor, asked: HTTPConnection) -> Response | None:
        if self._is_full_for(visitor):
            return HTMLResponse(busy_page(), 503, {"Retry-After": str(TRY_AGAIN)})
        wanted = unquote(asked.cookies.get(WANTED, ""))
        if wanted:
            is_ours = asked.url.path == "/" and OUR_PAGE.fullmatch(wanted)
            leading_on = RedirectResponse(wanted if is_ours else asked.url.path, 303)
            leading_on.delete_cookie(WANTED)
            return leading_on
        return None

    def _keep_out(self, visitor: Visitor, asked: HTTPConnection, kind: Kind) -> Response:
        is_signed_out = visitor.kept_out == "signed out"
        status = 401 if is_signed_out else 403
        if kind != "page" or asked.scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Sign in first." if is_signed_out else visitor.why, status)
        if not is_signed_out:
            return HTMLResponse(no_access_page(visitor.why, SIGN_OUT), status)
        wanted = asked.url.path + (f"?{asked.url.query}" if asked.url.query else "")
        addresses = {name: f"{SIGN_IN}{name}" for name in self.rules().providers}
        page = HTMLResponse(sign_in_page(visitor.why, addresses), status)
        if wanted != "/" and OUR_PAGE.fullmatch(wanted):
            page.set_cookie(WANTED, quote(wanted), 600, httponly=True, samesite="lax")
        return page

    # Websockets

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        rules, asked = self.rules(), HTTPConnection(scope)
        door = rules.door
        if asked.url.path != STREAM or not self._is_for_us(asked.headers):
            await _close(receive, send)
            return
        await run_in_threadpool(door.arrives, asked.cookies)
        visitor = await run_in_threadpool(door.visitor, asked.cookies)
        if visitor.kept_out or self._is_full_for(visitor):
            await _close(receive, send)
            return
        owner = visitor.owner

        async def receiving() -> Message:
            # A click acts, and a part of a page is drawn again, before the page itself looks into
            # the register. So nothing that somebody does who may not be in any more goes further.
            message = await receive()
            while message["type"] == "websocket.receive" and door.visitor(asked.cookies).kept_out:
                await send({"type": "websocket.send", "bytes": rules.to_the_door})
                message = await receive()
            return message

        async def sending(message: Message) -> None:
            written = message.get("bytes")
            if owner and written:
                self.handed_out.note(owner, rules.handed_out(written))
            await send(message)

        self.places.take(owner)
        try:
            await self.app(scope, receiving, sending)
        finally:
            self.places.give_back(owner)

    def _is_full_for(self, visitor: Visitor) -> bool:
        return self.places.is_full_for(visitor.owner, self.rules().most_at_once)

    # Every answer

    def _is_for_us(self, headers: Headers, *, from_anywhere: bool = False) -> bool:
        """Did a browser ask for us by name, and no page of somebody else's? Others may lie freely."""
        rules = self.rules()
        named = [_host_in(f"//{headers.get('host', '')}")]
        origin = headers.get("origin")
        if origin is not None and not from_anywhere:
            if rules.origin and origin != rules.origin:
                return False
            named.append(_host_in(origin))
        return all(host in rules.hosts or is_this_machine(host) for host in named)

    def _protecting(self, scope: Scope, send: Send) -> Send:
        rules = self.rules()
        path = scope["path"]
        marks = (
            rules.door.marks_browsers
            and kind_of(path) == "page"
            and BROWSER not in HTTPConnection(scope).cookies
        )

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = protected(
                    message["headers"],
                    rules.policy,
                    may_keep=path.startswith(STATIC) and message["status"] == 200,
                    is_encrypted=rules.is_encrypted,
                )
                if marks:
                    mark = f"{BROWSER}={secrets.token_hex(16)}; Path=/; HttpOnly; SameSite=Strict"
                    headers.append((b"set-cookie", mark.encode()))
                message = {**message, "headers": headers}
            await send(message)

        return sending


def kind_of(path: str) -> Kind:
    """Which rule an address falls under; what nobody declared is a page, and needs access."""
    if path in FOR_ALL or path.startswith((STATIC, SIGN_IN)):
        return "for all"
    if path in FOR_PAGES:
        return "for pages"
    if path.startswith(HANDED_OUT):
        return "handed out"
    if path.startswith(HIDDEN):
        return "hidden"
    return "page"


def _host_in(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _not_found() -> Response:
    return PlainTextResponse("File not found", 404)


async def _close(receive: Receive, send: Send) -> None:
    """Refuse a websocket before it is one: the browser is answered 403."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})
