"""A server that answers as a test says, and notes what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
NOTHING = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'


@dataclass
class Reply:
    """One answer."""

    status: int = 200
    body: bytes = NOTHING
    media: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0  # seconds before it
    drip: float = 0.0  # seconds before each byte
    promised: int = 0  # bytes that are promised beside those that come
    chunked: bool = False


@dataclass
class Endpoint:
    """What it answers, one reply after the other and the last again and again; what it was asked."""

    url: str = ""
    replies: list[Reply] = field(default_factory=lambda: [Reply()])
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    reply: Callable[[str], Reply] | None = None


def handler(held: Endpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            held.asked.append(parse_qs(raw.decode())["query"][0])
            held.headers.append(dict(self.headers))
            reply = held.replies.pop(0) if len(held.replies) > 1 else held.replies[0]
            if held.reply:
                reply = held.reply(held.asked[-1])
            held.ended.wait(reply.wait)
            self.close_connection = True
            try:
                self._send(reply)
            except OSError:  # the client has had enough
                return

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.media)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(len(reply.body) + reply.promised))
            self.end_headers()
            if reply.chunked:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(reply.body) + reply.promised, reply.body))
                if not reply.promised:
                    self.wfile.write(b"0\r\n\r\n")
                return
            for byte in reply.body if reply.drip else ():
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if held.ended.wait(reply.drip):
                    return
            if not reply.drip:
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            return

    return Handler
