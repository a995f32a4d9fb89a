"""The real Neo4j that other tests use: it starts, keeps its data over a kill, and is gone with the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from neo4j_jars import VERSION, Neo4j, NoServer
from neo4j_server import OUTSIDE, Address, Server, StartNeo4j, outside_server, watch


def test_it_is_the_release_that_the_project_pins(neo4j: Address) -> None:
    (said,) = neo4j.rows("CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition")
    assert said["edition"] == "community"
    assert said["version"] == VERSION or OUTSIDE in os.environ


def test_each_test_finds_it_empty(neo4j: Address) -> None:
    neo4j.rows("CREATE CONSTRAINT one IF NOT EXISTS FOR (n:Thing) REQUIRE n.key IS UNIQUE")
    neo4j.rows("UNWIND range(1, 6000) AS key CREATE (:Thing {key: key})")
    neo4j.empty()
    assert neo4j.rows("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    assert neo4j.rows("SHOW CONSTRAINTS") == []


def test_what_was_committed_outlives_a_kill(start_neo4j: StartNeo4j) -> None:
    server = start_neo4j()
    server.address.rows("CREATE (:Thing {key: 1})")
    server.kill()
    server.start()
    assert server.address.rows("MATCH (n:Thing) RETURN n.key AS key") == [{"key": 1}]


def test_one_that_cannot_start_says_why(neo4j_jars: Neo4j, tmp_path: Path) -> None:
    with pytest.raises(NoServer, match="nonsense"), Server(neo4j_jars, tmp_path, settings={"nonsense": "1"}):
        pass


def test_a_watched_process_is_gone_with_the_one_that_watches_it_even_if_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, time; from neo4j_server import watch;"
        "watched = subprocess.Popen(['sleep', '60'], start_new_session=True); watch(watched.pid);"
        "print(watched.pid, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    watching = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment)
    assert watching.stdout is not None
    watched = int(watching.stdout.readline())
    os.kill(watched, 0)
    watching.kill()
    watching.communicate()
    until = time.monotonic() + 10
    while _runs(watched) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(watched)


def _runs(pid: int) -> bool:
    said = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(said.strip()) and not said.startswith("Z")


def test_watching_ends_nothing_while_the_one_that_watches_lives() -> None:
    watched = subprocess.Popen(["sleep", "60"], start_new_session=True)
    watching = watch(watched.pid)
    time.sleep(0.3)
    assert watched.poll() is None
    watching.communicate()
    assert watched.wait(10) == -signal.SIGKILL


def test_a_database_that_holds_something_is_not_taken_for_tests(
    neo4j: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OUTSIDE, neo4j.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j.password)
    assert outside_server() == neo4j
    neo4j.rows("CREATE (:Thing)")
    with pytest.raises(NoServer, match="holds 1 nodes"):
        outside_server()


def test_a_server_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OUTSIDE, "bolt://127.0.0.1:1")
    with pytest.raises(NoServer, match="does not answer"):
        outside_server()
