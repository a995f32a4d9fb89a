"""The explorer as it runs: a real server on a free port of this machine, over the invented world."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision

sys.path.insert(0, str(Path(__file__).parents[2] / "queries"))
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from hostile_world import write_hostile_world
from invented_world import claims, iri_of, write_world
from running_site import Site, running


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


@pytest.fixture(scope="session")
def start_once() -> Iterator[Callable[..., Any]]:
    """Start servers that stay until the last test."""
    with ExitStack() as stack:
        yield lambda *given, **named: stack.enter_context(running(*given, **named))


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
