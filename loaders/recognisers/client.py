"""One request to an OpenAI-compatible service: no redirect, no proxy, no answer without bound."""

from __future__ import annotations

import http.client
import json
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...graph.timed_connection import timed_connection
from .address import read_address
from .settings import ModelSettings

LARGEST = 1 << 20  # bytes of an answer
_LONGEST_WAIT = 60.0  # seconds between attempts
_BUSY = (408, 409, 425, 429, 500, 502, 503, 504)


class RequestFailed(Exception):
    """A request that got no answer; its message holds nothing that was sent or came back.

    Parameters
    ----------
    why : str
    again : bool
        Whether the same request may succeed later.
    wait : float
        Seconds that the service asks for before that.
    settled : bool
        Whether every other request will fail alike: a wrong key, address or model.
    billed : bool
        Whether the service may have worked for it all the same.
    """

    def __init__(
        self, why: str, *, again: bool = False, wait: float = 0.0, settled: bool = False, billed: bool = False
    ) -> None:
        self.why, self.again, self.wait, self.settled, self.billed = why, again, wait, settled, billed
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Completion:
    """The text of an answer, and the tokens that the service counted; None where it does not say."""

    text: str
    sent: int | None
    answered: int | None


class Client:
    """Asks one service, no faster than its settings allow.

    Parameters
    ----------
    settings : ModelSettings
    sleep : callable
        Waits some seconds.
    clock : callable
        Seconds that only grow.
    """

    def __init__(
        self,
        settings: ModelSettings,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._address = read_address(settings.url)
        self._sleep, self._clock = sleep, clock
        self._next = 0.0

    def ask(self, messages: list[dict[str, str]]) -> Completion:
        """Ask once.

        Raises
        ------
        RequestFailed
        """
        body = {
            "model": self._settings.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": self._settings.answer_tokens,
            "response_format": {"type": "json_object"},
        }
        self._pace()
        return _completion(self._send(json.dumps(body, ensure_ascii=False).encode()))

    def wait(self, attempt: int, failed: RequestFailed) -> None:
        """Wait before the next attempt: as long as the service asks for, else twice as long each time."""
        self._sleep(min(max(failed.wait, 2.0**attempt), _LONGEST_WAIT))

    def _pace(self) -> None:
        if self._settings.rate:
            wait = self._next - self._clock()
            if wait > 0:
                self._sleep(wait)
            self._next = max(self._clock(), self._next) + 60.0 / self._settings.rate

    def _send(self, raw: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self._settings.key:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        late = threading.Event()
        try:
            with timed_connection(self._address, self._settings.timeout, late) as connection:
                connection.request("POST", self._address.path, raw, headers)
                with connection.getresponse() as response:
                    _check_status(response)
                    held = response.read(LARGEST + 1)
        except (OSError, http.client.HTTPException) as error:
            raise _broken(error, late.is_set()) from None
        if late.is_set():
            raise RequestFailed("no answer in time", again=True, billed=True)
        if len(held) > LARGEST:
            raise RequestFailed(f"an answer of more than {LARGEST} bytes", billed=True)
        return held


def _broken(error: Exception, late: bool) -> RequestFailed:
    if late or isinstance(error, TimeoutError):
        return RequestFailed("no answer in time", again=True, billed=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        return RequestFailed("the service's certificate does not hold", settled=True)
    return RequestFailed(f"the connection failed ({type(error).__name__})", again=True, billed=True)


def _check_status(response: http.client.HTTPResponse) -> None:
    status = response.status
    if status == 200:
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise RequestFailed("an answer in an encoding that was not asked for", settled=True)
        return
    if 300 <= status < 400:
        raise RequestFailed(f"the service answers with a redirect ({status})", settled=True)
    if status in _BUSY:
        raise RequestFailed(f"the service answers {status}", again=True, wait=_wait_of(response))
    # 400, 413 and 422 are about one text; a wrong key, address or model fails for every text.
    raise RequestFailed(f"the service answers {status}", settled=status not in (400, 413, 422))


def _wait_of(response: http.client.HTTPResponse) -> float:
    given = response.getheader("Retry-After") or ""
    return float(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0.0


def _completion(raw: bytes) -> Completion:
    try:
        whole: Any = json.loads(raw)
        text = whole["choices"][0]["message"]["content"]
        usage = whole.get("usage") or {}
        counted = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise RequestFailed("an answer that is no chat completion", billed=True) from None
    if not isinstance(text, str):
        raise RequestFailed("an answer without text", billed=True)
    sent, answered = (n if type(n) is int and 0 <= n < 1 << 40 else None for n in counted)
    return Completion(text, sent, answered)
