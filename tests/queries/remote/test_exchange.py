"""What an endpoint may do wrong, and the one line that comes of it."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence

import pytest
from policing_kg.errors import PolicingKGError, QueryStopped, Unavailable, UsageError
from policing_kg.queries.remote import PASSWORD, TOKEN, Exchange, Login, RemoteKnowledgeGraph
from policing_kg.queries.remote.remote_graph import RemoteGraph
from stand_in_endpoint import JSON, Endpoint, Reply

SECRET = "never-shown-1"
ASK = "SELECT ?s WHERE { ?s ?p ?o }"


def refused(endpoint: Endpoint, kind: type[PolicingKGError], *replies: Reply, **more: object) -> str:
    """The line by which a query to a misbehaving endpoint ends."""
    endpoint.replies = list(replies)
    login = Login("reader", SECRET)
    with pytest.raises(kind) as caught:
        RemoteGraph(Exchange(endpoint.url, login, **more)).rows(ASK)
    said = str(caught.value)
    assert "\n" not in said
    assert SECRET not in said
    assert said.isprintable()
    return said.replace(endpoint.url, "URL")


@pytest.mark.parametrize(
    ("reply", "kind", "said"),
    [
        (Reply(401), UsageError, f"URL: user or password refused (401); name the user with --user and set {PASSWORD}"),
        (Reply(403), UsageError, f"URL: user or password refused (403); name the user with --user and set {PASSWORD}"),
        (
            Reply(404),
            UsageError,
            "URL: takes no queries (404); name the address that does, as in http://HOST:3030/DATASET/query",
        ),
        (
            Reply(301, headers={"Location": "https://elsewhere.example/\x1b[2J"}),
            UsageError,
            "URL: moved to https://elsewhere.example/ [2J (301); name that address, if you trust it",
        ),
        (
            Reply(400, b"Parse error:\n  line 1,\x1b[31m\x00 column 8\n" + b"x" * 9000, "text/plain"),
            UsageError,
            "URL: refuses the query (400): Parse error: line 1, [31m column 8 " + "x" * 164 + "…; see SPARQL 1.1",
        ),
        (
            Reply(400, b"<html><body>Bad</body></html>", "text/html"),
            UsageError,
            "URL: refuses the query (400); see SPARQL 1.1",
        ),
        (Reply(413), UsageError, "URL: the query is too long for the server (413); ask for fewer values at once"),
        (Reply(429), Unavailable, "URL: asks for fewer requests (429)"),
        (Reply(500, b"out of disk", "text/plain"), Unavailable, "URL: fails (500): out of disk; see the server's log"),
        (
            Reply(200, b"<html>", "text/html; charset=utf-8"),
            UsageError,
            "URL: answers text/html, not SPARQL results; name the address that takes queries",
        ),
        (Reply(200, b"{}", JSON), Unavailable, "URL: its answer is no SPARQL results in JSON"),
        (
            Reply(200, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:'),
            Unavailable,
            "URL: its answer is no SPARQL results in JSON",
        ),
        (Reply(200, b"<urn:a> <urn:b> ", "application/n-triples"), Unavailable, "is no application/n-triples"),
        (Reply(200, promised=9), Unavailable, "URL: the connection broke (IncompleteRead); ask again"),
        (Reply(200, promised=9, chunked=True), Unavailable, "URL: the connection broke (IncompleteRead); ask again"),
        (Reply(200, headers={"Content-Encoding": "br"}), Unavailable, "in an encoding that was not asked for"),
    ],
)
def test_a_failure_is_one_line_with_the_mend(
    endpoint: Endpoint, reply: Reply, kind: type[PolicingKGError], said: str
) -> None:
    found = refused(endpoint, kind, reply)
    assert found.startswith(said) or (said in found and not said.startswith("URL"))
    assert len(endpoint.asked) == 1


def _sleeps(endpoint: Endpoint, *replies: Reply, seconds: float = 60) -> tuple[list[float], str]:
    slept: list[float] = []
    endpoint.replies = list(replies)
    try:
        RemoteGraph(Exchange(endpoint.url, seconds=seconds, sleep=slept.append)).rows(ASK)
    except PolicingKGError as error:
        return slept, f"{type(error).__name__}: {error}".replace(endpoint.url, "URL")
    return slept, ""


def test_503_alone_is_tried_again_after_the_time_that_is_asked_for(endpoint: Endpoint) -> None:
    busy = Reply(503, b"starting", "text/plain", {"Retry-After": "7"})
    assert _sleeps(endpoint, busy, Reply(503), Reply()) == ([7.0, 2.0], "")
    assert len(endpoint.asked) == 3
    last = "Unavailable: URL: not ready (503): starting; ask again later"
    assert _sleeps(endpoint, busy) == ([7.0, 7.0], last)
    assert _sleeps(endpoint, busy, seconds=5) == ([], last)
    assert _sleeps(endpoint, Reply(502, b"")) == ([], "Unavailable: URL: fails (502); see the server's log")


@pytest.mark.parametrize("reply", [Reply(wait=30), Reply(drip=0.2)], ids=["silent", "byte by byte"])
def test_an_answer_that_does_not_end_is_given_up(endpoint: Endpoint, reply: Reply) -> None:
    begun = time.monotonic()
    said = refused(endpoint, QueryStopped, reply, seconds=1.0)
    assert time.monotonic() - begun < 20
    assert said.startswith("query: stopped after 1 seconds")


@pytest.mark.parametrize("chunked", [False, True])
def test_an_answer_that_is_too_long_is_given_up(endpoint: Endpoint, chunked: bool) -> None:
    said = refused(endpoint, QueryStopped, Reply(body=b" " * (3 << 20), chunked=chunked), most=2 << 20)
    assert said == "query: stopped, its answer is longer than 2 MB; add LIMIT"


def test_where_nobody_answers_the_address_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/kg/query"
        with pytest.raises(Unavailable, match=f"^{url}: nobody answers there .+; start the endpoint, or check"):
            Exchange(url).ask(ASK)
    with pytest.raises(Unavailable, match=r"^http://no-such-host.invalid/q: no such host; check the address$"):
        Exchange("http://no-such-host.invalid/q").ask(ASK)


def test_what_speaks_no_tls_or_bears_no_good_certificate_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(Unavailable, match="nobody answers there"):
        Exchange(endpoint.url.replace("http", "https")).ask(ASK)


def _shown(endpoint: Endpoint, login: Login) -> str | None:
    endpoint.replies = [Reply()]
    RemoteGraph(Exchange(endpoint.url, login)).rows(ASK)
    return endpoint.headers[-1].get("Authorization")


def test_a_password_or_token_is_sent_and_stands_in_no_text(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(endpoint, Login()) is None
    assert _shown(endpoint, Login("reader", SECRET)) == "Basic cmVhZGVyOm5ldmVyLXNob3duLTE="
    monkeypatch.setenv(TOKEN, SECRET)
    assert _shown(endpoint, Login.of_environment()) == f"Bearer {SECRET}"
    assert SECRET not in repr(Exchange(endpoint.url, Login("reader", SECRET, SECRET)))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            f"http://reader:{SECRET}@127.0.0.1/q",
            f"--endpoint: holds more than host and path; the password goes into {PASSWORD}",
        ),
        (f"http://127.0.0.1/q?key={SECRET}", "--endpoint: holds more than host and path"),
        ("http://192.0.2.1/q", "--endpoint: a password over http could be read on its way; use https"),
        ("bolt://127.0.0.1", "--endpoint: not an address; write http://HOST:3030/DATASET/query"),
        ("http://[::1/q", "--endpoint: not an address"),
        ("http://127.0.0.1:1/a b", "--endpoint: not an address"),
    ],
)
def test_an_address_that_could_give_a_secret_away_is_refused(url: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        Exchange(url, Login("reader", SECRET))
    assert str(caught.value).startswith(said)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("login", [Login("a:b", SECRET), Login(token="two words"), Login(token="令牌")])
def test_a_login_that_cannot_be_sent_is_refused(login: Login) -> None:
    with pytest.raises(UsageError) as caught:
        Exchange("https://example.org/q", login)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }",
        "SELECT * FROM <urn:g> { ?s ?p ?o }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "SELECT",
    ],
)
def test_a_free_query_that_is_no_question_to_this_endpoint_is_not_sent(endpoint: Endpoint, text: str) -> None:
    with RemoteKnowledgeGraph(Exchange(endpoint.url)) as remote, pytest.raises(UsageError, match=r"^query: "):
        remote.sparql(text)
    assert not endpoint.asked


def test_a_value_is_sent_as_a_term_and_never_as_text_of_the_query(endpoint: Endpoint) -> None:
    hostile = 'x" } DROP ALL # \\ \n 》'
    with RemoteKnowledgeGraph(Exchange(endpoint.url)) as remote:
        remote.ask("documents", publisher=hostile)
    (asked,) = endpoint.asked
    assert 'VALUES ?by { "x\\" } DROP ALL # \\\\ \\n 》" }' in asked
    assert "UNDEF" not in asked


def test_the_prefixes_of_the_ontology_are_declared_for_the_server(endpoint: Endpoint) -> None:
    with RemoteKnowledgeGraph(Exchange(endpoint.url)) as remote:
        remote.sparql("SELECT ?s WHERE { ?s a pk:PoliceBody }")
    assert endpoint.asked[0].startswith("PREFIX pk: <https://w3id.org/policing-kg/ontology#>\n")


def test_labels_of_many_rows_are_asked_together(endpoint: Endpoint) -> None:
    rows: Sequence[str] = [
        f'{{"s":{{"type":"uri","value":"https://w3id.org/policing-kg/id/place/{n}"}}}}' for n in range(9)
    ]
    answer = f'{{"head":{{"vars":["s"]}},"results":{{"bindings":[{",".join(rows)}]}}}}'.encode()
    endpoint.replies = [Reply(body=answer), Reply()]
    with RemoteKnowledgeGraph(Exchange(endpoint.url)) as remote:
        assert len(remote.sparql(ASK)) == 9
    assert len(endpoint.asked) == 4  # the rows, then names, titles and keys of all nine
