"""Nobody without access gets further than the static front end and the sign-in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.types import Message, Receive, Scope, Send

from access.door import BROWSER, Cookies, Door, OpenDoor, SignInDoor
from access.guard import Guard, Rules, kind_of
from settings import sign_in
from warehouse.access_given import Wanted, give_exactly
from warehouse.audit_trail import entries
from warehouse.register import add_person, open_register

HOST = "dashboard.example"
ORIGIN = f"https://{HOST}"
FILE = "/media/0123.xlsx"
TO_THE_DOOR = b"go back to the door"


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Server:
    """A guard before an application that answers everything, and says on websockets what it hears."""

    def __init__(self, door: Door, **rules: Any) -> None:
        chosen = {
            "door": door,
            "providers": ("default",),
            "hosts": frozenset([HOST]),
            "origin": ORIGIN,
            "is_encrypted": True,
            "policy": "default-src 'none'",
            "most_at_once": 100,
            "handed_out": lambda message: [message.decode()] if b"/media/" in message else [],
            "to_the_door": TO_THE_DOOR,
        }
        wanted = Rules(**{**chosen, **rules})
        self.guard = Guard(self.application, lambda: wanted)
        self.says: list[bytes] = []
        self.heard: list[bytes] = []
        self.sent: list[bytes] = []
        self.meanwhile: Callable[[], None] = lambda: None

    async def application(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if scope["path"] == "/broken":
                raise RuntimeError("the reason is nobody's business")
            await send({"type": "http.response.start", "status": 200, "headers": FROM_INSIDE})
            await send({"type": "http.response.body", "body": b"from inside"})
            return
        await receive()
        await send({"type": "websocket.accept"})
        for said in self.says:
            await send({"type": "websocket.send", "bytes": said})
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(message["bytes"])
            self.meanwhile()

    def ask(self, path: str, name: str = "", method: str = "GET", **headers: str) -> Answer:
        return asyncio.run(self._ask(path, name, method, headers))

    async def _ask(self, path: str, name: str, method: str, headers: Mapping[str, str]) -> Answer:
        answer = Answer()

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {k.decode().lower(): v.decode() for k, v in message["headers"]}
            else:
                answer.body += message.get("body", b"")

        await self.guard(scope_of("http", path, name, method, headers), nothing, send)
        return answer

    def open_page(self, name: str, *messages: bytes, **headers: str) -> str:
        """Opens a page's websocket, sends the messages and leaves; says how it was answered."""
        return asyncio.run(self._open_page(name, messages, headers))

    async def _open_page(
        self, name: str, messages: tuple[bytes, ...], headers: Mapping[str, str]
    ) -> str:
        coming = [
            {"type": "websocket.connect"},
            *({"type": "websocket.receive", "bytes": message} for message in messages),
            {"type": "websocket.disconnect"},
        ]
        told: list[Message] = []

        async def receive() -> Message:
            return coming.pop(0)

        async def send(message: Message) -> None:
            told.append(message)

        scope = scope_of("websocket", "/_stcore/stream", name, "", headers)
        await self.guard(scope, receive, send)
        self.sent = [message["bytes"] for message in told if "bytes" in message]
        return str(told[0]["type"])


FROM_INSIDE = [(b"set-cookie", b"a=b; Path=/"), (b"cache-control", b"public, max-age=31536000")]


async def nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def scope_of(
    kind: str, path: str, name: str, method: str, headers: Mapping[str, str]
) -> dict[str, Any]:
    cookie = {"cookie": f"name={name}"} if name else {}
    told = {"host": HOST, **cookie, **headers}
    place, _, query = path.partition("?")
    return {
        "type": kind,
        "method": method,
        "path": place,
        "raw_path": place.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "scheme": "https",
        "server": (HOST, 443),
        "headers": [(key.encode(), value.encode()) for key, value in told.items()],
    }


@pytest.fixture
def register(tmp_path: Path) -> Engine:
    """Ann and Bob have access; Zed is known to the provider only."""
    made = open_register(tmp_path)
    for name in ("ann", "bob"):
        add_person(made, name, name.title(), "board member", ())
    return made


@pytest.fixture
def door(register: Engine) -> SignInDoor:
    """Takes the cookie `name` as signed; checking signatures is Streamlit's part."""

    def claims_in(cookies: Cookies) -> dict[str, Any]:
        name = cookies.get("name")
        told = {"email": name, "iss": "provider", "sub": name, "iat": time.time()}
        return {**told, "is_logged_in": True} if name else {}

    return SignInDoor(register, sign_in(), claims_in)


@pytest.fixture
def server(door: SignInDoor) -> Server:
    return Server(door)


@pytest.fixture
def demonstration() -> Server:
    return Server(OpenDoor(), origin="", hosts=frozenset())


def nobody_has_access_any_more(register: Engine) -> None:
    ended = [Wanted(name, name.title(), ()) for name in ("ann", "bob")]
    give_exactly(register, ended, "kim", date.today())


@pytest.mark.parametrize(
    "path", ["/static/js/index.js", "/favicon.png", "/healthz", "/readyz", "/sign-in/default",
             "/auth/login", "/auth/logout", "/oauth2callback"],
)  # fmt: skip
def test_a_stranger_gets_the_front_end_and_the_sign_in(server: Server, path: str) -> None:
    assert server.ask(path).body == b"from inside"


@pytest.mark.parametrize(
    "path", ["/", "/overview", "/index.html", FILE, "/_stcore/upload_file/a/b", "/_stcore/health",
             "/_stcore/host-config", "/static", "/manifest.json", "/a-route-of-tomorrow"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS"])
def test_a_stranger_gets_nothing_else(server: Server, path: str, method: str) -> None:
    answer = server.ask(path, method=method)
    assert (answer.status, b"from inside" in answer.body) == (401, False)


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/openapi.json", "/_stcore/x",
             "/component/a/b.html", "/app/static/a.csv", "/_stcore/stream"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["", "ann"])
def test_what_nobody_needs_is_not_there(server: Server, path: str, name: str) -> None:
    assert server.ask(path, name).status == 404


def test_a_page_asked_for_by_a_stranger_is_the_sign_in_page(server: Server) -> None:
    assert b'href="/sign-in/default"' in server.ask("/").body


def test_each_provider_has_its_own_link(door: SignInDoor) -> None:
    page = Server(door, providers=("cis2", "entra")).ask("/").body
    assert page.count(b"Sign in with") == 2


def test_somebody_without_access_is_told_whom_to_ask(server: Server) -> None:
    answer = server.ask("/overview", "zed")
    assert answer.status == 403
    assert b"You are signed in as zed." in answer.body
    assert b"Ask the improvement team" in answer.body


def test_somebody_with_access_gets_the_page(server: Server) -> None:
    assert server.ask("/overview", "ann").body == b"from inside"


def test_whoever_signs_out_is_out(server: Server, register: Engine) -> None:
    server.ask("/overview", "ann")
    server.ask("/auth/logout", "ann")
    theirs = [entry["what"] for entry in entries(register) if entry["who"] == "ann"]
    assert theirs == ["signed in", "signed out"]


def test_the_page_a_stranger_asked_for_comes_after_the_sign_in(server: Server) -> None:
    wanted = server.ask("/indicator?indicator=staff_engagement").headers["set-cookie"]
    cookie = f"name=ann; {wanted.partition(';')[0]}"
    leading_on = server.ask("/", cookie=cookie)
    assert (leading_on.status, leading_on.headers["location"]) == (
        303,
        "/indicator?indicator=staff_engagement",
    )
    assert 'wanted=""' in leading_on.headers["set-cookie"]


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/%5Cevil.example", "/a/../b"]
)
def test_a_sign_in_leads_nowhere_else(server: Server, elsewhere: str) -> None:
    leading_on = server.ask("/", cookie=f"name=ann; wanted={elsewhere}")
    assert leading_on.headers["location"] == "/"


@pytest.mark.parametrize("host", ["evil.example", "dashboard.example.evil.example", "", "["])
def test_a_foreign_name_is_not_answered(server: Server, host: str) -> None:
    assert server.ask("/healthz", "ann", host=host).status == 400
    assert server.open_page("ann", host=host) == "websocket.close"


@pytest.mark.parametrize("host", [HOST, f"{HOST}:443", "127.0.0.1:8501", "localhost", "[::1]:8501"])
def test_our_own_name_and_this_machine_are_answered(server: Server, host: str) -> None:
    assert server.ask("/healthz", host=host).status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"http://{HOST}"])
def test_a_page_of_another_site_reaches_nothing(server: Server, origin: str) -> None:
    assert server.ask("/overview", "ann", origin=origin).status == 400
    assert server.open_page("ann", origin=origin) == "websocket.close"


@pytest.mark.parametrize("name", ["", "zed"])
def test_without_access_no_page_is_opened(server: Server, name: str) -> None:
    assert server.open_page(name) == "websocket.close"


def test_a_header_that_names_a_person_does_nothing(server: Server) -> None:
    named = {"x-forwarded-user": "ann", "x-ms-client-principal-name": "ann", "remote-user": "ann"}
    assert server.open_page("", **named) == "websocket.close"


def test_a_file_serves_whom_its_address_was_given(server: Server) -> None:
    server.says = [FILE.encode()]
    assert server.open_page("ann") == "websocket.accept"
    assert server.ask(FILE, "ann").status == 200


def test_another_persons_file_is_as_one_that_does_not_exist(server: Server) -> None:
    server.says = [FILE.encode()]
    server.open_page("ann")
    other, none = server.ask(FILE, "bob"), server.ask("/media/none.xlsx", "bob")
    assert (other.status, other.body) == (none.status, none.body) == (404, b"File not found")


def test_a_file_is_gone_with_the_access(server: Server, register: Engine) -> None:
    server.says = [FILE.encode()]
    server.open_page("ann")
    nobody_has_access_any_more(register)
    assert server.ask(FILE, "ann").status == 403


def test_what_an_open_page_asks_for_is_passed_on(server: Server) -> None:
    server.open_page("ann", b"one", b"two")
    assert server.heard == [b"one", b"two"]


def test_what_a_removed_person_still_clicks_goes_no_further(
    server: Server, register: Engine
) -> None:
    server.meanwhile = lambda: nobody_has_access_any_more(register)
    server.open_page("ann", b"one", b"publish", b"only this part again")
    assert server.heard == [b"one"]
    assert server.sent == [TO_THE_DOOR, TO_THE_DOOR]


def test_above_the_most_a_newcomer_is_asked_to_come_back(door: SignInDoor) -> None:
    server = Server(door, most_at_once=1)
    server.guard.places.take("ann")
    answer = server.ask("/", "bob")
    assert (answer.status, answer.headers["retry-after"]) == (503, "30")
    assert server.open_page("bob") == "websocket.close"


def test_whoever_is_in_stays_in_above_the_most(door: SignInDoor) -> None:
    server = Server(door, most_at_once=1)
    server.guard.places.take("ann")
    assert server.ask("/", "ann").status == 200
    assert server.open_page("ann") == "websocket.accept"


def test_whoever_reloads_finds_the_place_kept(door: SignInDoor) -> None:
    server = Server(door, most_at_once=1)
    server.open_page("ann")
    server.guard.places.take("bob")
    assert server.ask("/", "ann").status == 200


def test_a_place_is_free_again_once_its_page_is_closed(door: SignInDoor) -> None:
    server = Server(door, most_at_once=1)
    server.open_page("ann")
    assert server.open_page("bob") == "websocket.accept"


def test_every_answer_carries_the_headers(server: Server) -> None:
    for path in ("/", "/healthz", "/_stcore/metrics", "/static/a.js", "/overview"):
        headers = server.ask(path, "ann").headers
        assert headers["content-security-policy"] == "default-src 'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "permissions-policy" in headers


def test_only_static_files_are_kept_by_the_browser(server: Server) -> None:
    kept = {path: server.ask(path, "ann").headers["cache-control"] for path in ("/", "/static/a")}
    assert kept == {"/": "no-store", "/static/a": "public, max-age=31536000"}


def test_cookies_go_by_https_only_where_people_come_by_https(door: SignInDoor) -> None:
    assert Server(door).ask("/healthz").headers["set-cookie"] == "a=b; Path=/; Secure"
    assert Server(door, is_encrypted=False).ask("/healthz").headers["set-cookie"] == "a=b; Path=/"


def test_an_error_of_ours_tells_a_reference_and_nothing_else(server: Server) -> None:
    answer = server.ask("/broken", "ann")
    assert answer.status == 500
    assert answer.body.startswith(b"Something went wrong on our side. Reference ")
    assert b"nobody's business" not in answer.body


def test_what_nobody_declared_is_a_page() -> None:
    assert kind_of("/a-route-of-tomorrow") == "page"


def test_the_demonstration_lets_everybody_in_and_tells_browsers_apart(
    demonstration: Server,
) -> None:
    answer = demonstration.ask("/", host="127.0.0.1:8501")
    assert answer.status == 200
    assert answer.headers["set-cookie"].startswith(f"{BROWSER}=")


def test_the_demonstration_answers_to_this_machines_names_only(demonstration: Server) -> None:
    assert demonstration.ask("/", host="rebound.example").status == 400


def test_in_the_demonstration_a_file_stays_in_its_browser(demonstration: Server) -> None:
    demonstration.says = [FILE.encode()]
    demonstration.open_page("", host="localhost", cookie=f"{BROWSER}=1")
    found = [
        demonstration.ask(FILE, host="localhost", cookie=cookie).status
        for cookie in (f"{BROWSER}=1", f"{BROWSER}=2", "")
    ]
    assert found == [200, 404, 404]
