"""Endpoints: Fuseki and the project's own server over the datasets of the room, and one that misbehaves as told."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "viz" / "explorer"))

from stand_in_endpoint import Endpoint, handler


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server of this machine that answers what a test says."""
    held = Endpoint()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(held)) as server:
        held.url = f"http://127.0.0.1:{server.server_port}/kg/query"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield held
        held.ended.set()
        server.shutdown()
        thread.join()
