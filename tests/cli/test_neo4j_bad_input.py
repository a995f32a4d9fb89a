"""A Neo4j that cannot be used: one line that names the server and the mend, the status, and nothing changed there."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from neo4j.exceptions import Neo4jError
from neo4j_jars import Neo4j
from neo4j_server import Address, Server, free_port
from policing_kg.graph.neo4j_sync.server import failure

Run = Callable[..., Any]
PASSWORD = "only the tests know it"
VERBS = [("sync", "--to"), ("verify", "--against")]


@pytest.fixture(autouse=True)
def nobody_logs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def refused(ended: Any, status: int) -> str:
    """The one line that was said."""
    (line,) = ended.complaints
    assert (ended.status, ended.out) == (status, "")
    assert ";" in line  # what is wrong; what to do
    return str(line)


@pytest.mark.parametrize(("verb", "option"), VERBS)
@pytest.mark.parametrize("address", ["http://localhost:7474", "localhost:7687", "bolt://", "bolt://h:x", "bolt:7687"])
def test_an_address_that_is_none(kg_run: Run, kg: Path, verb: str, option: str, address: str) -> None:
    assert "write bolt://HOST:7687" in refused(kg_run(verb, "--kg", kg, option, address), 2)


@pytest.mark.parametrize(("verb", "option"), VERBS)
def test_a_password_in_an_address_is_not_repeated(kg_run: Run, kg: Path, verb: str, option: str) -> None:
    line = refused(kg_run(verb, "--kg", kg, option, "bolt://someone:geheim@localhost:7687"), 2)
    assert "geheim" not in line
    assert "NEO4J_PASSWORD" in line


@pytest.mark.parametrize(("verb", "option"), VERBS)
@pytest.mark.parametrize("address", ["bolt://127.0.0.1:1", "bolt://nowhere.invalid:7687", "neo4j://127.0.0.1:1"])
def test_a_host_that_does_not_answer(kg_run: Run, kg: Path, verb: str, option: str, address: str) -> None:
    line = refused(kg_run(verb, "--kg", kg, option, address), 3)
    assert line.startswith(f"{address}: ")
    assert "see that the server runs" in line


def test_a_question_to_a_server_that_does_not_answer(kg_run: Run, kg: Path) -> None:
    line = refused(kg_run("ask", "coverage", "--kg", kg, "--to", "bolt://127.0.0.1:1"), 3)
    assert "see that the server runs" in line


def test_a_question_to_a_server_and_to_an_engine_in_process(kg_run: Run, kg: Path) -> None:
    ended = kg_run("ask", "coverage", "--kg", kg, "--to", "bolt://127.0.0.1:1", "--engine", "cypher")
    assert "engine cypher" in refused(ended, 2)


@pytest.fixture
def answering(request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of something that answers every message with some bytes."""
    handshake, answer = request.param
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listening.accept()
                    with closing(client), suppress(OSError):
                        client.recv(4096)
                        client.sendall(handshake)
                        while client.recv(4096) and answer:
                            client.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"bolt://127.0.0.1:{listening.getsockname()[1]}"
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def success(**told: str) -> bytes:
    """The answer SUCCESS of Bolt, as one chunk."""
    packed = b"".join(b"\xd0%c%b" % (len(t), t.encode()) for pair in told.items() for t in pair)
    message = b"\xb1\x70" + bytes([0xA0 + len(told)]) + packed
    return len(message).to_bytes(2, "big") + message + b"\x00\x00"


NO_VERSION = (b"\x00\x00\x00\x00", b"")
OLD = (b"\x00\x00\x04\x04", success(server="Neo4j/4.4.44", connection_id="bolt-1"))
NO_SUBQUERIES = (b"\x00\x00\x06\x05", success(server="Neo4j/5.22.0", connection_id="bolt-1") + success())
WEB = (b"HTTP/1.1 400 Bad Request\r\n\r\n", b"")


@pytest.mark.parametrize("answering", [NO_VERSION, OLD, WEB], indirect=True, ids=["3.5", "4.4", "web"])
@pytest.mark.parametrize(("verb", "option"), VERBS)
def test_a_server_that_is_too_old_or_none(kg_run: Run, kg: Path, verb: str, option: str, answering: str) -> None:
    line = refused(kg_run(verb, "--kg", kg, option, answering), 3)
    assert line.startswith(f"{answering}: ")
    assert len(line) < 400


@pytest.mark.parametrize("answering", [NO_VERSION, OLD, NO_SUBQUERIES], indirect=True, ids=["3.5", "4.4", "5.22"])
def test_a_server_that_is_too_old_is_named_with_the_release_that_will_do(kg_run: Run, kg: Path, answering: str) -> None:
    line = refused(kg_run("sync", "--kg", kg, "--to", answering), 3)
    assert "update the server to Neo4j 5.23 or later" in line


@pytest.fixture(scope="module")
def read_only(neo4j_jars: Neo4j, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A server that asks for a password, and whose database may only be read."""
    server = Server(neo4j_jars, tmp_path_factory.mktemp("read-only"), PASSWORD, port=free_port())
    server.start()
    server.address.rows("CREATE (:Note)")
    server.stop()
    server.settings = {"server.databases.read_only": "neo4j"}
    with server:
        yield server.address


@pytest.mark.parametrize(("verb", "option"), VERBS)
@pytest.mark.parametrize("password", ["", "quite another one"])
def test_a_password_that_is_missing_or_wrong(
    kg_run: Run, kg: Path, read_only: Address, monkeypatch: pytest.MonkeyPatch, verb: str, option: str, password: str
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", password)
    line = refused(kg_run(verb, "--kg", kg, option, read_only.uri), 2)
    assert "NEO4J_PASSWORD" in line
    assert not password or password not in line


def test_a_database_that_may_only_be_read(
    kg_run: Run, kg: Path, read_only: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    for more in ([], ["--rebuild"]):
        line = refused(kg_run("sync", "--kg", kg, "--to", read_only.uri, *more), 3)
        assert "may only" in line
        assert PASSWORD not in line
    assert read_only.rows("MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["Note"]}]


def test_a_database_that_is_not_there(
    kg_run: Run, kg: Path, read_only: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    line = refused(kg_run("sync", "--kg", kg, "--to", read_only.uri, "--database", "elsewhere"), 2)
    assert "--database" in line


def test_the_database_that_holds_no_graphs(kg_run: Run, kg: Path) -> None:
    assert "system: " in refused(kg_run("sync", "--kg", kg, "--to", "bolt://localhost", "--database", "System"), 2)


def test_a_server_that_encrypts_nothing(
    kg_run: Run, kg: Path, read_only: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = refused(kg_run("verify", "--kg", kg, "--against", read_only.uri.replace("bolt", "bolt+s")), 3)
    assert line.endswith("write bolt+ssc:// if the server made its certificate itself, bolt:// if it has none")


@pytest.mark.parametrize(
    ("code", "told", "status", "mend"),
    [
        (
            "Neo.DatabaseError.Transaction.TransactionStartFailed",
            "The database needs to be restarted.",
            3,
            "disk has room",
        ),
        ("Neo.DatabaseError.Transaction.TransactionCommitFailed", "Unable to write to log.", 3, "disk has room"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "Out.", 3, "raise server.memory.heap.max_size"),
        (
            "Neo.ClientError.Security.CredentialsExpired",
            "Change it.",
            2,
            "change it in Browser, then set NEO4J_PASSWORD",
        ),
        ("Neo.ClientError.Security.TokenExpired", "Expired.", 2, "set NEO4J_PASSWORD"),
        ("Neo.ClientError.Security.Forbidden", "No.", 3, "grant the right to write"),
    ],
)
def test_what_a_server_answers_in_distress(code: str, told: str, status: int, mend: str) -> None:
    said = failure("bolt://h", Neo4jError._hydrate_neo4j(code=code, message=told))
    assert (said.exit_status, mend in str(said)) == (status, True), said


def test_somebody_elses_node_under_our_key(kg_run: Run, kg: Path, neo4j: Address) -> None:
    neo4j.rows("CREATE (:PolicingKG {iri: 'urn:mine', text: 'mine'})")
    line = refused(kg_run("sync", "--kg", kg, "--to", neo4j.uri), 3)
    assert "urn:mine" in line
    assert neo4j.rows("MATCH (n) RETURN properties(n) AS held") == [{"held": {"iri": "urn:mine", "text": "mine"}}]
    assert neo4j.rows("SHOW CONSTRAINTS") == []
