"""The verb: it listens where it says, follows the dataset, and ends cleanly."""

from __future__ import annotations

import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from invented_world import iri_of
from policing_kg.errors import UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.queries.followed import Followed
from policing_kg.viz.explorer import listen
from running_site import Site

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "policing_kg", "serve", *arguments]


@pytest.fixture
def served(world_folder: Path) -> Iterator[tuple[subprocess.Popen[str], Site]]:
    process = subprocess.Popen(
        _command("--kg", str(world_folder), "--port", "0"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield process, Site(process.stdout.readline().strip())
    finally:
        process.kill()
        process.communicate()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in found for child in file.read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_its_children_even_while_a_query_runs(served: Any, number: int) -> None:
    process, site = served
    assert site.address.startswith("http://127.0.0.1:")
    assert site.get("/").status == 200
    answers: list[int] = []
    asking = Thread(target=lambda: answers.append(site.get("/sparql?" + urlencode({"query": ENDLESS}), "*/*").status))
    asking.start()
    deadline = time.monotonic() + 60
    while not (children := _children(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    time.sleep(2)
    process.send_signal(number)
    assert process.wait(30) == 0
    asking.join(30)
    assert answers == [503]
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
    assert process.stderr.read() == ""


def test_a_port_in_use_is_one_line_and_status_2(world_folder: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            _command("--kg", str(world_folder), "--port", port),
            capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"127.0.0.1:{port}: cannot listen there" in done.stderr


def _told(world_folder: Path, *arguments: str, token: str = "") -> tuple[int, str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        _command("--kg", str(world_folder), "--port", "0", *arguments),
        capture_output=True, text=True, timeout=120, check=False,
        env=environment | ({"POLICING_KG_SERVE_TOKEN": token} if token else {}),
    )  # fmt: skip
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_where_others_can_reach_it_it_wants_a_token(world_folder: Path, tmp_path: Path) -> None:
    status, line = _told(world_folder, "--host", "0.0.0.0")
    assert (status, line.count("\n")) == (2, 1)
    assert "0.0.0.0: others can reach it; name a token with --token" in line
    secret = tmp_path / "token"
    secret.write_text("too short\n")
    for status, line in (
        _told(world_folder, "--token", str(secret)),
        _told(world_folder, token="too short"),
        _told(world_folder, "--token", str(tmp_path / "none")),
    ):
        assert (status, line.count("\n")) == (2, 1)
        assert "too short" not in line


def test_the_token_of_the_environment_is_asked_for_and_no_child_has_it(world_folder: Path) -> None:
    token = "an-invented-token-0123456789"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        _command("--kg", str(world_folder), "--port", "0", "--host", "0.0.0.0"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment | {"POLICING_KG_SERVE_TOKEN": token},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        site = Site(process.stdout.readline().strip().replace("0.0.0.0", "127.0.0.1"))
        asked = "/sparql?" + urlencode({"query": "ASK {}"})
        assert site.get(asked, "text/csv").status == 401
        assert site.get(asked, "text/csv", Authorization=f"Bearer {token}").text == "true"
        for child in _children(process.pid):
            assert token.encode() not in Path(f"/proc/{child}/environ").read_bytes()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        said = process.stderr.read()
        assert said.count("\n") == 1
        assert "0.0.0.0: answers are not encrypted" in said
    finally:
        process.kill()
        process.communicate()


def test_a_host_that_is_not_this_machine_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot listen there"):
        listen("192.0.2.1", 0)


def test_a_new_generation_is_taken_up_with_the_next_request(
    start: Callable[..., Any], world_folder: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(world_folder, tmp_path / "kg")
    with start(folder) as site:
        before = site.get("/").text
        path = "/" + iri_of("bureau").partition("policing-kg/")[2]
        assert site.get(path).status == 200
        with Dataset.open(folder) as dataset, dataset.writer() as writer:
            old, into = iri_of("bureau").partition("/id/")[2], iri_of("branch").partition("/id/")[2]
            writer.decide(Decision("merge", old, "甲", "2025-02-01", "one body", into=into))
            writer.commit()
        assert site.get(path).status == 301
        assert site.get("/").text != before
        (folder / "CURRENT").rename(folder / "CURRENT.away")
        assert site.get("/").status == 200


def test_many_readers_at_once_read_whole_generations(
    start: Callable[..., Any], world_folder: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(world_folder, tmp_path / "kg")
    wrong: list[int] = []
    with start(folder) as site:

        def read() -> None:
            for path in (
                "/",
                "/places",
                "/queries/chain?unit=" + iri_of("branch"),
                "/id/" + iri_of("branch").partition("/id/")[2],
            ) * 3:
                status = site.get(path).status
                if status != 200:
                    wrong.append(status)

        readers = [Thread(target=read) for _ in range(6)]
        for reader in readers:
            reader.start()
        for number in range(4):
            with Dataset.open(folder) as dataset, dataset.writer() as writer:
                claim = sorted(c.id for c in dataset.claims())[number]
                writer.decide(Decision("accept", claim, "甲", f"2025-03-0{number + 1}", "so"))
                writer.commit()
        for reader in readers:
            reader.join()
    assert wrong == []


def test_an_excerpt_leaves_nothing_behind(
    start: Callable[..., Any], world_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with start(world_folder) as site:
        asked = urlencode({"unit": iri_of("branch"), "reviewed": "yes", "as_of": "2023"})
        assert site.get(f"/queries/chain?{asked}").status == 200
        assert list(tmp_path.rglob("rdf/*"))
    assert list(tmp_path.iterdir()) == []


def test_without_the_web_server_one_line_names_the_extra(world_folder: Path) -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from policing_kg.cli import main; main(['serve', '--kg', sys.argv[1], '--port', '0'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(world_folder)], capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "policing-kg[serve]" in done.stderr


def test_the_graph_is_opened_anew_where_the_process_holds_too_much(world_folder: Path) -> None:
    with Followed(world_folder, megabytes=1) as followed:
        with followed.held() as held:
            first = held.graph.graph
            reading = first.quads(None, "rdfs:label")
            before = next(reading)
        assert before.predicate.value.endswith("label")
        followed._lightened = -math.inf
        with followed.held() as held:
            assert held.graph.graph is not first
            assert len(held.graph.graph) == len(first)
        assert len(list(reading)) > 0
    with Followed(world_folder, megabytes=1 << 20) as followed, followed.held() as held:
        first = held.graph.graph
        with followed.held() as again:
            assert again.graph.graph is first
