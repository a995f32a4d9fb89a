from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from policing_kg.errors import QueryStopped, UsageError
from policing_kg.queries import KnowledgeGraph, Limits, Reader, cypher, sparql

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d"
CYPHER_COUNT = "MATCH (n) RETURN count(n) AS n"
CYPHER_ENDLESS = "MATCH (a), (b), (c), (d), (e) RETURN min(a.iri + b.iri + c.iri + d.iri + e.iri) AS n"
CYPHER_LARGE = "MATCH (a), (b), (c) RETURN a.iri AS a, b.iri AS b, c.iri AS c ORDER BY a, b"


def test_an_endless_query_is_stopped_within_a_second_of_its_limit_and_the_next_is_answered(reader: Reader) -> None:
    assert sparql(reader, "ASK { ?s ?p ?o }")[0]["answer"] is True
    began = time.monotonic()
    with pytest.raises(QueryStopped, match=r"stopped after 0\.5 seconds"):
        sparql(reader, ENDLESS, Limits(seconds=0.5))
    assert time.monotonic() - began < 1.5
    assert sparql(reader, "ASK { ?s ?p ?o }")[0]["answer"] is True


def test_a_query_that_needs_more_memory_than_its_limit_is_stopped(reader: Reader) -> None:
    with pytest.raises(QueryStopped, match="more than 512 MB needed"):
        sparql(reader, LARGE, Limits(megabytes=512))
    assert sparql(reader, "ASK { ?s ?p ?o }")[0]["answer"] is True


@pytest.mark.usefixtures("cypher_engine")
def test_an_endless_cypher_query_is_stopped_within_a_second_of_its_limit_and_the_next_is_answered(
    reader: KnowledgeGraph,
) -> None:
    (row,) = reader.cypher(CYPHER_COUNT)
    began = time.monotonic()
    with pytest.raises(QueryStopped, match=r"stopped after 0\.5 seconds"):
        reader.cypher(CYPHER_ENDLESS, timeout=0.5)
    assert time.monotonic() - began < 1.5
    assert sparql(reader, "ASK { ?s ?p ?o }")[0]["answer"] is True
    assert reader.cypher(CYPHER_COUNT)[0] == row


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize(
    "text", [CYPHER_LARGE, "RETURN reduce(a = 'abcdefgh', x IN range(1, 40) | a + a) AS x"], ids=["rows", "one value"]
)
def test_a_cypher_query_that_needs_more_memory_than_its_limit_is_stopped(reader: Reader, text: str) -> None:
    with pytest.raises(QueryStopped, match="more than 512 MB needed"):
        cypher(reader, text, Limits(megabytes=512))
    assert cypher(reader, CYPHER_COUNT, Limits(megabytes=512))[0]["n"]


@pytest.mark.usefixtures("cypher_engine")
def test_one_process_answers_in_both_languages_and_is_gone_when_the_reader_is_closed(world: Path) -> None:
    before = children()
    with Reader(world) as opened:
        sparql(opened, "ASK { ?s ?p ?o }")
        (child,) = children() - before
        cypher(opened, CYPHER_COUNT)
        sparql(opened, "ASK { ?s ?p ?o }")
        assert children() - before == {child}
    assert child not in children()


@pytest.mark.usefixtures("cypher_engine")
def test_a_free_cypher_query_starts_no_engine_in_the_process_that_asks(reader: Reader) -> None:
    cypher(reader, CYPHER_COUNT)  # the database is made
    script = f"""
        import jpype
        from policing_kg.queries import Reader, cypher
        with Reader({str(reader.dataset.path)!r}) as opened:
            print(cypher(opened, {CYPHER_COUNT!r})[0]["n"] > 0, jpype.isJVMStarted())
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, check=True, text=True, timeout=60
    )
    assert (ended.stdout.split(), ended.stderr) == (["True", "False"], "")


def test_a_process_that_was_ended_while_nothing_was_asked_is_started_again(world: Path) -> None:
    with Reader(world) as opened:
        sparql(opened, "ASK { ?s ?p ?o }")
        assert opened.apart._running
        opened.apart._running._process.kill()
        opened.apart._running._process.wait()
        assert sparql(opened, "ASK { ?s ?p ?o }")[0]["answer"] is True


def test_a_query_whose_parsing_is_endless_is_stopped_too(reader: Reader) -> None:
    nested = "SELECT * { FILTER(" + "(" * 400 + "1" + ")" * 400 + ") }"
    began = time.monotonic()
    with pytest.raises(UsageError):
        sparql(reader, nested, Limits(seconds=1))
    assert time.monotonic() - began < 3


def test_the_process_that_answers_is_gone_when_the_reader_is_closed(world: Path) -> None:
    before = children()
    with Reader(world) as opened:
        sparql(opened, "ASK { ?s ?p ?o }")
        (child,) = children() - before
    assert child not in children()


def test_an_answer_comes_from_the_generation_that_the_reader_holds(world: Path, tmp_path: Path) -> None:
    with Reader(world) as opened:
        (row,) = sparql(opened, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert row["n"] == sum(1 for _ in opened.graph.quads())


@pytest.mark.parametrize(
    ("language", "short", "endless"),
    [("sparql", "ASK { ?s ?p ?o }", ENDLESS), ("cypher", CYPHER_COUNT, CYPHER_ENDLESS)],
    ids=["sparql", "cypher"],
)
@pytest.mark.usefixtures("cypher_engine")
def test_who_asks_may_be_killed_and_the_query_ends_by_itself(
    world: Path, language: str, short: str, endless: str
) -> None:
    script = f"""
        from policing_kg.queries import Limits, Reader, {language} as asked
        reader = Reader({str(world)!r})
        asked(reader, {short!r})
        print(reader.apart._running._process.pid, flush=True)
        asked(reader, {endless!r}, Limits(seconds=1))
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout
        child = int(asking.stdout.readline())
        time.sleep(0.3)
        asking.send_signal(signal.SIGKILL)
    until = time.monotonic() + 60
    while running(child) and time.monotonic() < until:
        time.sleep(0.1)
    assert not running(child)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter of calls is Linux's")
def test_the_process_that_answers_can_open_no_socket_start_no_program_and_write_no_file(tmp_path: Path) -> None:
    script = f"""
        import os, socket
        from policing_kg.confinement import cut_off, write_nothing
        assert cut_off()
        write_nothing()
        for attempt in (
            lambda: socket.socket(socket.AF_INET),
            lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
            lambda: os.execv("/bin/true", ["true"]),
        ):
            try:
                attempt()
            except PermissionError:
                print("refused")
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            with open({str(tmp_path / "written")!r}, "w") as file:
                file.write("x")
        except OSError:
            print("refused")
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, check=True, text=True, timeout=60
    )
    assert (ended.stdout.split(), ended.stderr) == (["refused"] * 4, "")


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter of calls is Linux's")
def test_nor_can_the_engine_of_cypher(tmp_path: Path) -> None:
    script = f"""
        from policing_kg.confinement import bound_memory, cut_off, write_nothing
        assert cut_off()
        write_nothing()
        bound_memory(512)
        from policing_kg.graph.cypher_engine import start_confined
        start_confined(512)
        import jpype
        java = jpype.JPackage("java")
        for attempt in (
            lambda: java.net.ServerSocket(0),
            lambda: java.net.DatagramSocket(),
            lambda: java.lang.ProcessBuilder(["/bin/true"]).start(),
            lambda: java.io.FileOutputStream({str(tmp_path / "written")!r}).write(120),
        ):
            try:
                attempt()
            except jpype.JException as error:
                print("refused")
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, check=True, text=True, timeout=60
    )
    assert (ended.stdout.split(), ended.stderr) == (["refused"] * 4, "")


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e6])
def test_a_limit_of_time_out_of_range_is_a_users_mistake(seconds: float) -> None:
    with pytest.raises(UsageError, match="give seconds, as in 60"):
        Limits(seconds=seconds)


@pytest.mark.parametrize("megabytes", [0, -1, 1, 1 << 40])
def test_a_limit_of_memory_out_of_range_is_a_users_mistake(megabytes: int) -> None:
    with pytest.raises(UsageError, match="give MB, as in 2048"):
        Limits(megabytes=megabytes)


def children() -> set[int]:
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, check=False, text=True
    )
    return {int(line.split()[0]) for line in listed.stdout.splitlines() if "policing_kg.queries.answering" in line}


def running(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
