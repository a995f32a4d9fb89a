"""What a client may take of the server: connections, time to ask and to listen, and work for its question."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from policing_kg.queries.endpoint.token import checked_token
from policing_kg.queries.limits import Limits
from policing_kg.viz.explorer import connection, guard

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000"


def _head(site: Any, line: str, *fields: str) -> bytes:
    return "\r\n".join([f"{line} HTTP/1.1", f"Host: {urlsplit(site.address).netloc}", *fields, "", ""]).encode()


def _connected(site: Any, sent: bytes = b"", buffer: int = 0) -> socket.socket:
    address = urlsplit(site.address)
    made = socket.socket()
    if buffer:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    made.settimeout(60)
    made.connect((address.hostname, address.port))
    made.sendall(sent)
    return made


def _drop_by_drop(client: socket.socket, sent: bytes) -> None:
    for number in range(len(sent)):
        client.sendall(sent[number : number + 1])
        time.sleep(0.1)


def _heard(client: socket.socket) -> bytes:
    """All that is heard until the server hangs up."""
    heard = b""
    try:
        while piece := client.recv(1 << 16):
            heard += piece
    except ConnectionError:
        pass
    return heard


@pytest.mark.parametrize("sent", [b"", b"G", b"GET / HTTP/1.1\r\nHost: 127"])
def test_who_never_finishes_a_head_is_hung_up_on(site: Any, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(connection, "HEAD", 0.5)
    begun = time.monotonic()
    with _connected(site, sent) as client:
        assert _heard(client) == b""
    assert time.monotonic() - begun < 20


def test_a_head_in_drops_is_hung_up_on_and_one_in_pieces_is_heard(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD", 1.5)
    whole = _head(site, "GET /terms", "Connection: close")
    with _connected(site, whole[:10]) as client:
        time.sleep(0.3)
        client.sendall(whole[10:])
        assert _heard(client).startswith(b"HTTP/1.1 200")
    with _connected(site) as client, pytest.raises(ConnectionError):
        _drop_by_drop(client, whole)


def test_a_body_that_does_not_come_is_408(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SENDING", 0.5)
    kind = "Content-Type: application/sparql-query"
    with _connected(site, _head(site, "POST /sparql", kind, "Content-Length: 100") + b"ASK") as client:
        assert _heard(client).startswith(b"HTTP/1.1 408")


def test_who_does_not_read_an_answer_is_hung_up_on(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LISTENING", 0.5)
    path = "/sparql?" + urlencode({"query": LONG})
    with _connected(site, _head(site, f"GET {path}", "Connection: close"), buffer=4096) as client:
        first = client.recv(2000)
        length = int(first.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
        open_before = len(os.listdir("/proc/self/fd"))
        deadline = time.monotonic() + 30
        while len(os.listdir("/proc/self/fd")) >= open_before and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(os.listdir("/proc/self/fd")) < open_before
        assert len(first) + len(_heard(client)) < length
    assert site.get("/").status == 200


@pytest.fixture
def crowded(site: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ExitStack]:
    """More connections than are answered: 5 of them."""
    monkeypatch.setattr(connection, "AT_ONCE", 5)
    with ExitStack() as stack:
        for _ in range(6):
            stack.enter_context(_connected(site))
        yield stack


def test_beyond_the_bound_of_connections_a_line_says_when_to_ask_again(site: Any, crowded: ExitStack) -> None:
    answer = site.get("/")
    assert (answer.status, answer.headers["retry-after"], answer.text.count("\n")) == (503, "2", 1)
    crowded.close()
    deadline = time.monotonic() + 20
    while site.get("/").status != 200 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert site.get("/").status == 200


def test_who_hangs_up_has_nothing_computed_any_more(start: Callable[..., Any], world_folder: Path) -> None:
    with start(world_folder, Limits(seconds=300)) as site:
        assert site.get("/sparql?" + urlencode({"query": "ASK {}"}), "text/csv").text == "true"
        asked = _head(site, "GET /sparql?" + urlencode({"query": ENDLESS}), "Accept: */*")
        for _ in range(12):  # two run, others wait
            _connected(site, asked).close()
        with ExitStack() as stack:
            clients = [stack.enter_context(_connected(site, asked)) for _ in range(12)]
            time.sleep(2)
            begun = time.monotonic()
            for client in clients:
                client.close()
            assert site.get("/sparql?" + urlencode({"query": "ASK {}"}), "text/csv").text == "true"
            assert time.monotonic() - begun < 60


def test_too_many_parameters_or_fields_are_one_line(site: Any) -> None:
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    for answer in (
        site.get("/queries/chain?" + "&".join(f"a{n}=1" for n in range(300)), "*/*"),
        site.get("/query", "*/*", "POST", b"a=1&" * 300, **form),
        site.get("/sparql", "*/*", "POST", b"a=1&" * 300, **form),
    ):
        assert (answer.status, answer.text.count("\n")) == (400, 1)


def test_a_request_that_is_no_http_is_one_line(site: Any) -> None:
    for sent in (b"\x16\x03\x01\x00\xff\x01\x00\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X-A: " + b"x" * (1 << 18)):
        with _connected(site) as client:
            try:
                client.sendall(sent)
            except ConnectionError:
                continue
            heard = _heard(client)
        assert not heard or (heard.startswith(b"HTTP/1.1 400") and b"not HTTP/1.1" in heard)
    assert site.get("/").status == 200


def test_a_function_that_the_engine_lacks_is_the_askers_mistake(site: Any) -> None:
    answer = site.get("/sparql?query=" + quote("SELECT (<http://example.org/f>(1) AS ?a) {}"), "*/*")
    assert (answer.status, answer.text.count("\n")) == (400, 1)
    assert "not supported" in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1/x", "127.0.0.1#x", "a@127.0.0.1", "127.0.0.1:port", "[::1", "localhost:1:2"]
)
def test_a_host_is_a_name_and_a_port_and_nothing_else(site: Any, host: str) -> None:
    assert site.get("/void", Host=host).status == 421


TOKEN = "an-invented-token-0123456789"


@pytest.fixture(scope="module")
def closed(world_folder: Path, start_once: Callable[..., Any]) -> Any:
    """A server that asks for a token."""
    return start_once(world_folder, token=TOKEN)


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/assets/sparql.js", "/nosuch", "/void"])
def test_with_a_token_nothing_is_answered_without_it(closed: Any, path: str) -> None:
    for shown in (
        {},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Cookie": TOKEN},
    ):
        answer = closed.get(path, **shown)
        assert (answer.status, answer.text.count("\n")) == (401, 1)
        assert answer.headers["www-authenticate"].startswith("Basic ")
        assert TOKEN not in answer.text
    assert closed.get(f"{path}{'&' if '?' in path else '?'}token={TOKEN}").status == 401
    assert closed.get(path, Authorization=f"Bearer {TOKEN}").status != 401


def test_a_browser_shows_the_token_as_a_password_and_no_page_holds_it(closed: Any) -> None:
    from base64 import b64encode

    shown = "Basic " + b64encode(f"reader:{TOKEN}".encode()).decode()
    for path in ("/", "/nosuch", "/sparql?query=ASK%7B%7D", "/query?query=x"):
        answer = closed.get(path, Authorization=shown)
        assert answer.status != 401
        assert TOKEN not in answer.text + str(answer.headers)
    assert closed.get("/", Authorization="Basic !!!").status == 401
    assert closed.get("/", Authorization="Basic " + b64encode(TOKEN.encode()).decode()).status == 401


def test_another_site_is_refused_even_with_the_token(closed: Any) -> None:
    answer = closed.get("/sparql?query=ASK%7B%7D", Authorization=f"Bearer {TOKEN}", Origin="https://evil.example")
    assert answer.status == 403


@pytest.mark.parametrize("token", ["short", "with a space in it 0123", "包含汉字的令牌0123456789", "x" * 2000])
def test_what_is_no_token_is_refused_without_being_named(token: str) -> None:
    from policing_kg.errors import UsageError

    with pytest.raises(UsageError, match="not a token") as refused:
        checked_token(token, "FILE")
    assert token not in str(refused.value)
