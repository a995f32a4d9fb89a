"""Who may ask, how much may be sent, and that names are text."""

from __future__ import annotations

import contextlib
import re
import socket
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hostile_world import HOSTILE, OFFICE, PLAN, STATION

PAGES = (
    "/",
    "/search?q=x",
    "/places",
    "/queries",
    "/views",
    "/terms",
    "/query",
    "/nosuch",
    "/assets/sparql.js",
    "/void",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_strict_headers(site: Any, path: str) -> None:
    headers = site.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", ""]
)
def test_a_host_that_is_not_this_server_is_refused(site: Any, host: str) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D"):
        assert site.get(path, Host=host).status in (400, 421)


def test_the_names_of_this_machine_are_let_through(site: Any) -> None:
    port = urlsplit(site.address).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"):
        assert site.get("/", Host=host).status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_a_page_of_another_site_may_not_ask(site: Any, origin: str) -> None:
    assert site.get("/sparql?query=ASK%7B%7D", Origin=origin).status == 403
    assert site.get("/sparql?query=ASK%7B%7D", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors").status == 403


def test_a_page_of_this_site_may_ask(site: Any) -> None:
    assert site.get("/sparql?query=ASK%7B%7D", "*/*", Origin=site.address.rstrip("/")).status == 200


def test_a_body_beyond_the_bound_is_413_whether_or_not_it_says_its_length(site: Any) -> None:
    long = urlencode({"query": "ASK {}" + " " * (1 << 20)}).encode()
    form = "application/x-www-form-urlencoded"
    assert site.get("/sparql", method="POST", data=long, Content_Type=form).status == 413
    host, port = urlsplit(site.address).hostname, urlsplit(site.address).port
    with socket.create_connection((host, port), timeout=60) as raw:
        head = f"POST /sparql HTTP/1.1|Host: {host}:{port}|Transfer-Encoding: chunked|Content-Type: {form}||"
        raw.sendall(head.replace("|", "\r\n").encode())
        for _ in range(17):
            raw.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")
        raw.sendall(b"0\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 413")
    assert site.get("/").status == 200


def test_an_address_that_is_too_long_is_refused_and_the_server_stays_up(site: Any) -> None:
    with contextlib.suppress(ConnectionError):  # it may hang up before all is sent
        assert site.get("/search?q=" + "x" * (1 << 18)).status >= 400
    assert site.get("/").status == 200


@pytest.mark.parametrize("entity", [STATION, OFFICE, PLAN])
def test_a_hostile_name_is_text_on_every_page(hostile: Any, entity: Any) -> None:
    paths = [
        f"/id/{entity.id}",
        "/search?" + urlencode({"q": entity.name[0]}),
        "/entity?" + urlencode({"name": HOSTILE}),
        "/queries/links?" + urlencode({"name": f"id:{entity.id}"}),
        "/queries/documents?ask=1",
        "/query?" + urlencode({"query": "SELECT * { ?s rdfs:label ?o }"}),
        "/query?" + urlencode({"query": HOSTILE}),
        "/" + urlencode({"x": HOSTILE}),
    ]
    claims = re.findall(r'href="(/claim/[0-9a-f]+)"', hostile.get(f"/id/{entity.id}").text)
    documents = re.findall(r'href="(/document/[^"]+)"', hostile.get(f"/id/{entity.id}").text)
    assert claims
    assert documents
    for path in (*paths, *claims, *documents):
        page = hostile.get(path).text
        assert "<img" not in page
        assert HOSTILE[:13] not in page
        assert not re.search(r"<[^>]*\son(load|error)=", page)
        assert 'href="javascript:' not in page
