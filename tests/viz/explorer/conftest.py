"""The explorer as it runs: a real server on a free port of this machine, over the invented world."""

from __future__ import annotations

import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.queries.followed import Followed
from policing_kg.queries.limits import Limits
from policing_kg.viz.explorer import explorer, listen

sys.path.insert(0, str(Path(__file__).parents[2] / "queries"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile_world import write_hostile_world
from invented_world import claims, iri_of, write_world


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: Any
    body: bytes
    url: str

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return str(self.headers.get("content-type", "")).partition(";")[0]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Site:
    """A server, to be asked as a browser asks."""

    address: str

    def get(self, path: str, accept: str = "text/html", method: str = "GET", data: bytes | None = None, **more: str):
        headers = {"Accept": accept, "Accept-Language": "en"} | {k.replace("_", "-"): v for k, v in more.items()}
        request = urllib.request.Request(self.address + path.lstrip("/"), data, headers, method=method)
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=120) as response:
                return Answer(response.status, response.headers, response.read(), response.url)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read(), error.url)


@contextmanager
def running(folder: Path, limits: Limits | None = None) -> Iterator[Site]:
    taken = listen("127.0.0.1", 0)
    with Followed(folder) as followed:
        app = explorer(followed, limits=limits)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, http="h11", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        finally:
            server.should_exit = True
            followed.kill()
            thread.join()


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented world, with one claim accepted and one body merged into another."""
    folder = tmp_path_factory.mktemp("explorer") / "kg"
    write_world(folder)
    merged = iri_of("station").partition("/id/")[2], iri_of("branch").partition("/id/")[2]
    with Dataset.open(folder) as dataset, dataset.writer() as writer:
        writer.decide(
            Decision("accept", claims()["c30"].id, "甲", "2024-03-01T10:00:00", "与原文相符"),
            Decision("merge", merged[0], "甲", "2025-01-01", "one body", into=merged[1]),
        )
        writer.commit()
    return folder


@pytest.fixture(scope="session")
def site(world_folder: Path) -> Iterator[Site]:
    with running(world_folder) as started:
        yield started


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile") / "kg"
    write_hostile_world(folder)
    with running(folder) as started:
        yield started


@pytest.fixture
def start() -> Callable[..., Any]:
    """Start a server of a test's own."""
    return running


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the tests ask, they ask of this machine."""
    before = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        assert not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1", "localhost"), address
        before(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
