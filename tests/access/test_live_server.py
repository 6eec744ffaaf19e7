"""A real server process with people who sign in: what does it answer to whom?"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

import run
from pages.frame import SCREENS
from tests.served import (
    HOST,
    cookies_of,
    dashboard,
    dashboard_with_sign_in,
    free_port,
    with_choices,
)
from warehouse.access_given import Wanted, give_exactly
from warehouse.register import add_person, open_register

BOARD, TEAM, LEAD = "board@trust.example", "team@trust.example", "lead@trust.example"
LEADS = "Care of Older People"
OTHER_LEAD, OTHER_LEADS = "other@trust.example", "Imaging"
PATIENCE = 60  # seconds
XSRF = generate_xsrf_token_string()


@pytest.fixture(scope="module")
def folder(demonstration_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration trust in which four people of ours have roles."""
    made = tmp_path_factory.mktemp("signing_in")
    shutil.copytree(demonstration_data, made / "data")
    register = open_register(made / "data")
    add_person(register, BOARD, "Bo", "board member", ())
    add_person(register, TEAM, "Tam", "improvement team", ())
    add_person(register, LEAD, "Lee", "directorate lead", (LEADS,))
    add_person(register, OTHER_LEAD, "Lou", "directorate lead", (OTHER_LEADS,))
    return made


@pytest.fixture(scope="module")
def register(folder: Path) -> Engine:
    return open_register(folder / "data")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with dashboard_with_sign_in(folder / "data", folder) as address:
        yield address


def ask(
    address: str, path: str, person: str = "", method: str = "GET", **headers: str
) -> tuple[int, str]:
    """What the server answers to this person, or to a stranger: status and body."""
    cookies = {"_streamlit_xsrf": XSRF, **(cookies_of(address, person) if person else {})}
    asked = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        asked.request(method, path, headers={"Cookie": joined(cookies), **headers})
        answer = asked.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        asked.close()


def joined(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@contextmanager
def page_of(address: str, cookies: dict[str, str], **headers: str) -> Iterator[ClientConnection]:
    """A page's websocket as a browser opens it; raises InvalidStatus where it is refused."""
    with connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit", XSRF],  # type: ignore[list-item]
        additional_headers={"Cookie": joined({"_streamlit_xsrf": XSRF, **cookies}), **headers},
        origin=address,  # type: ignore[arg-type]
        max_size=None,
    ) as socket:
        yield socket


def is_refused(address: str, cookies: dict[str, str], **headers: str) -> bool:
    try:
        with page_of(address, cookies, **headers):
            return False
    except InvalidStatus as refused:
        return refused.response.status_code == 403


def drawn(
    socket: ClientConnection, query: str = "", page: str = "", **state: Any
) -> list[ForwardMsg]:
    """Has the page drawn, and gives all the messages that it got for it."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_script_hash = calc_hash(page) if page else ""
    for name, value in state.items():
        setattr(message.rerun_script, name, value)
    return answered(socket, message, "script_finished")


def answered(socket: ClientConnection, message: BackMsg, last: str) -> list[ForwardMsg]:
    socket.send(message.SerializeToString())
    heard = []
    while not heard or heard[-1].WhichOneof("type") != last:
        heard.append(ForwardMsg.FromString(socket.recv(PATIENCE)))  # type: ignore[arg-type]
    return heard


def words(messages: list[ForwardMsg]) -> str:
    return "\n".join(message.delta.new_element.markdown.body for message in messages)


def download(socket: ClientConnection) -> str:
    """The address of a file that is made for the reader of an indicator's numbers."""
    messages = drawn(socket, page="indicator")
    buttons = [message.delta.new_element.download_button for message in messages]
    wish = BackMsg()
    wish.backend_operation_request.request_id = "wish"
    (wish.backend_operation_request.session_id,) = (
        message.new_session.initialize.session_id
        for message in messages
        if message.WhichOneof("type") == "new_session"
    )
    wish.backend_operation_request.deferred_file.file_id = next(
        button.deferred_file_id for button in buttons if button.deferred_file_id
    )
    made = answered(socket, wish, "backend_operation_response")[-1]
    return made.backend_operation_response.deferred_file.url


@pytest.mark.parametrize("screen", ["", *[screen.name for screen in SCREENS]])
def test_a_cold_server_shows_no_page_to_a_stranger(server: str, screen: str) -> None:
    # First in this file: until somebody is let in below, the server has never drawn a page.
    status, page = ask(server, f"/{screen}?person=improvement-team")
    assert status == 401
    assert 'href="/sign-in/default"' in page
    assert "static/js" not in page


def test_a_stranger_opens_no_page(server: str) -> None:
    assert is_refused(server, {})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/media/0123456789.svg", 401),
        ("PUT", "/_stcore/upload_file/a/b", 401),
        ("DELETE", "/_stcore/upload_file/a/b", 401),
        ("GET", "/_stcore/metrics", 404),
        ("GET", "/_stcore/agent/openapi.json", 404),
        ("POST", "/_stcore/agent/interact", 404),
    ],
)
def test_a_stranger_reaches_nothing(server: str, method: str, path: str, status: int) -> None:
    assert ask(server, path, method=method, **{"X-Xsrftoken": XSRF})[0] == status


def test_anybody_may_ask_whether_the_server_is_well(server: str) -> None:
    said = [ask(server, path) for path in ("/healthz", "/readyz")]
    assert [(status, json.loads(body)) for status, body in said] == [
        (200, {"status": "alive"}),
        (200, {"status": "ready"}),
    ]


def test_a_header_that_names_a_person_does_nothing(server: str) -> None:
    named = {"X-Forwarded-User": TEAM, "X-Forwarded-Email": TEAM, "Remote-User": TEAM}
    assert is_refused(server, {}, **named)
    assert ask(server, "/upload", **named)[0] == 401


def test_a_cookie_that_we_did_not_sign_does_nothing(server: str) -> None:
    cookies = {name: value[:-3] + "abc" for name, value in cookies_of(server, TEAM).items()}
    assert is_refused(server, cookies)


def test_a_cookie_of_another_dashboard_does_nothing(server: str) -> None:
    assert is_refused(server, cookies_of("https://another.example", TEAM))


def test_an_old_sign_in_does_nothing(server: str) -> None:
    assert is_refused(server, cookies_of(server, TEAM, iat=1_700_000_000))


def test_somebody_nobody_knows_opens_no_page(server: str) -> None:
    assert is_refused(server, cookies_of(server, "zed@trust.example"))
    status, page = ask(server, "/", "zed@trust.example")
    assert status == 403
    assert "You have no access yet." in page


def test_somebody_with_a_role_sees_their_pages(server: str) -> None:
    with page_of(server, cookies_of(server, BOARD)) as socket:
        assert "# Overview" in words(drawn(socket))


def test_the_demonstrations_choice_of_a_person_does_nothing(server: str) -> None:
    with page_of(server, cookies_of(server, LEAD)) as socket:
        page = words(drawn(socket, "person=improvement-team"))
    assert LEADS in page
    assert "You are looking as" not in page


def test_a_file_serves_only_the_person_it_was_made_for(server: str) -> None:
    with page_of(server, cookies_of(server, BOARD)) as socket:
        address = download(socket)
        assert ask(server, address, BOARD)[0] == 200
        assert ask(server, address, LEAD) == (404, "File not found")
    assert ask(server, address, LEAD) == (404, "File not found")
    assert ask(server, address) == (401, "Sign in first.")


def test_quoting_the_address_of_a_file_opens_it_to_nobody(server: str) -> None:
    with page_of(server, cookies_of(server, BOARD)) as socket:
        address = download(socket)
    with page_of(server, cookies_of(server, LEAD)) as socket:
        drawn(socket, f"directorate={address}&indicator={address}&person={address}", "indicator")
    assert ask(server, address, LEAD)[0] == 404


def test_uploads_go_into_ones_own_page_only(server: str) -> None:
    with page_of(server, cookies_of(server, TEAM)) as socket:
        drawn(socket, page="upload")
        wish = BackMsg()
        wish.file_urls_request.file_names.append("a.csv")
        (reply, *_) = [
            message.file_urls_response
            for message in answered(socket, wish, "file_urls_response")
            if message.WhichOneof("type") == "file_urls_response"
        ]
        address = reply.file_urls[0].upload_url
        sent = {"X-Xsrftoken": XSRF, "Content-Type": "multipart/form-data; boundary=x"}
        assert ask(server, address, BOARD, "PUT", **sent) == (404, "File not found")
        assert ask(server, address, TEAM, "PUT", **sent)[0] == 400  # inside: it has no file


def test_a_removed_person_sees_nothing_more_at_the_next_click(
    server: str, register: Engine
) -> None:
    leaver = "leaver@trust.example"
    add_person(register, leaver, "Len", "board member", ())
    with page_of(server, cookies_of(server, leaver)) as socket:
        drawn(socket)
        give_exactly(register, [Wanted(leaver, "Len", ())], "kim", date.today())
        click = BackMsg()
        click.rerun_script.fragment_id = "a part of the page"  # drawn without the frame
        reply = answered(socket, click, "auth_redirect")[-1]
    assert reply.auth_redirect.url == "/"


def test_two_leads_in_turn_never_share_a_page(server: str) -> None:
    theirs = {LEAD: LEADS, OTHER_LEAD: OTHER_LEADS}
    for lead in (LEAD, OTHER_LEAD, LEAD, OTHER_LEAD):
        with page_of(server, cookies_of(server, lead)) as socket:
            page = words(drawn(socket, f"directorate={OTHER_LEADS}", "directorate"))
        sees_it = "There is no such page for you." not in page
        assert sees_it == (theirs[lead] == OTHER_LEADS)


def test_above_the_most_a_newcomer_is_told_to_come_back(
    demonstration_data: Path, tmp_path: Path
) -> None:
    trust = tmp_path / "trust.toml"
    trust.write_text(with_choices({"most_at_once": 1}))
    with (
        dashboard(demonstration_data, tmp_path, CULTURE_TRUST=str(trust)) as address,
        page_of(address, {"browser": "one"}) as first,
    ):
        drawn(first, "person=board-member")
        status, page = ask(address, "/", Cookie="browser=two")
        assert status == 503
        assert "The dashboard is full." in page
        assert is_refused(address, {"browser": "two"})
        assert drawn(first, "person=board-member", page="engagement")
        assert ask(address, "/", Cookie="browser=one")[0] == 200


def refused_start(folder: Path, host: str, *options: str, **environment: str) -> str:
    """What a server says that does not start."""
    command = [*run.server_command(sys.executable, host, free_port()), *options]
    ended = subprocess.run(
        command,
        cwd=run.HOUSE,
        env=dict(os.environ, CULTURE_DATA=str(folder / "data"), **environment),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 1
    return ended.stderr


def test_without_a_provider_no_other_address_is_served(tmp_path: Path) -> None:
    said = refused_start(tmp_path, "0.0.0.0")
    assert "no sign-in" in said
    assert "redirect_uri, cookie_secret, client_id" in said


def test_a_real_trust_is_not_served_without_a_provider(tmp_path: Path) -> None:
    trust = tmp_path / "trust.toml"
    ours = (run.HOUSE / "trust.toml").read_text(encoding="utf-8")
    trust.write_text(ours.replace("is_fictitious = true", "is_fictitious = false"))
    assert "no sign-in is configured" in refused_start(tmp_path, HOST, CULTURE_TRUST=str(trust))


def test_a_provider_with_a_sample_secret_is_not_believed(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        '[auth]\nredirect_uri = "https://dashboard.example/oauth2callback"\n'
        'cookie_secret = "replace-this-with-a-secret-of-your-own"\nclient_id = "a"\n'
        'client_secret = "b"\nserver_metadata_url = "https://provider.example/"\n'
    )
    said = refused_start(tmp_path, HOST, "--secrets.files", str(secrets))
    assert "cookie_secret must be 32 or more characters" in said
