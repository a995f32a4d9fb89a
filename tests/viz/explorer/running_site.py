"""A real server on a free port of this machine, and a client that asks as a browser asks."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from policing_kg.queries.followed import Followed
from policing_kg.queries.limits import Limits
from policing_kg.viz.explorer import VIEWS, explorer, listen
from policing_kg.viz.explorer.connection import config


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
def running(folder: Path, limits: Limits | None = None, views: str = VIEWS, token: str = "") -> Iterator[Site]:
    taken = listen("127.0.0.1", 0)
    with Followed(folder, views) as followed:
        app = explorer(followed, limits=limits, token=token)
        server = uvicorn.Server(uvicorn.Config(**config(app, 3)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        finally:
            server.should_exit = True
            followed.kill()
            thread.join()
