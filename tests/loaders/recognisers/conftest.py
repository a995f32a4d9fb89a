"""The service that stands in for a language model's, and its settings."""

from __future__ import annotations

import http.server
import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from policing_kg.loaders.recognisers.settings import ModelSettings

sys.path.insert(0, str(Path(__file__).parent))
from stand_in import KEY, Service


@pytest.fixture
def service() -> Iterator[Service]:
    held, ended = Service(), threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            held.received += [bytes(self.headers), raw]
            held.paths.append(self.path)
            text = json.loads(raw)["messages"][-1]["content"] if raw else ""
            reply = held.reply(text)
            ended.wait(reply.wait)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                for byte in reply.body if reply.drip else ():
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    ended.wait(reply.drip)
                if not reply.drip:
                    self.wfile.write(reply.body)
            except OSError:  # the client has had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False
        held.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield held
        ended.set()
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def own_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test keeps its answers for itself."""
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def settings(service: Service) -> Callable[..., ModelSettings]:
    def make(**more: Any) -> ModelSettings:
        return ModelSettings(service.url, "stand-in", **({"key": KEY, "timeout": 5.0, "retries": 0} | more))

    return make


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port
