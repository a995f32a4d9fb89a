"""Free queries, and questions within a limit, are answered by another process, which can be stopped at any moment."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from ..errors import PolicingKGError, QueryStopped
from .limits import Limits
from .result import Result

ANSWERING = f"{__package__}.answering"
_FREE = ("query", "narrow its patterns, add LIMIT")
_LESS = "ask for less, such as a narrower place"
_OPENING = 60.0  # seconds to start the process and to open the dataset, beside the query's own


class Writer(Protocol):
    """What an answer is written to."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes of it."""


class Answerer:
    """A process that answers free queries from one generation of a dataset; started when it is first asked.

    Parameters
    ----------
    path : Path
        Folder of the dataset.
    generation : int
        The generation; whoever asks keeps a lease on it.
    room : Path, optional
        Folder for the excerpts of questions that select claims, removed by whoever gives it; without it the process
        can write no file and is asked no such question.
    module : str
        What it runs; by default `answering`, which answers queries and nothing else.
    """

    def __init__(self, path: Path, generation: int, room: Path | None = None, module: str = ANSWERING) -> None:
        self._path, self._generation, self._room, self._module = path, generation, room, module
        self._running: _Running | None = None
        self._one = threading.Lock()

    def ask(self, language: str, text: str | tuple[str, Any], limits: Limits) -> Result:
        """Ask a free query, or a question of the catalogue; one at a time.

        Parameters
        ----------
        language : str
            ``sparql`` or ``cypher``, of which the database has been made; ``catalogue``.
        text : str or (str, mapping)
            The query; of the catalogue the name and the parameters of `runner.ask`.
        limits : Limits

        Raises
        ------
        UsageError
            If the query cannot be read or is not allowed; `QueryStopped` if it passes a limit.
        """
        found: Result = self.call(language, text, limits)
        return found

    def call(self, language: str, message: Any, limits: Limits) -> Any:
        """What the process answers in a language, one that its module adds too; see `ask`."""
        with self._answering(language, limits.megabytes) as running:
            answer = running.heard((language, message, limits.seconds), limits.seconds)
        if isinstance(answer, PolicingKGError):
            raise answer
        return answer

    def write(self, text: str, accept: str, limits: Limits, out: Writer) -> str:
        """Ask a free SPARQL query, and write its answer as it comes, in the format that a client prefers.

        Parameters
        ----------
        text : str
        accept : str
            Media types that the client takes.
        limits : Limits
            The time is that of the whole answer.
        out : file
            What it raises ends the query.

        Returns
        -------
        str
            Media type of what was written; empty, and nothing is written, if the client takes none that fits.

        Raises
        ------
        UsageError
            If the query cannot be read or is not allowed; `QueryStopped` if it passes a limit.
        """
        with self._answering("sparql", limits.megabytes) as running:
            end = time.monotonic() + limits.seconds
            answer = running.heard(("sparql", text, limits.seconds, accept), limits.seconds)
            while isinstance(answer, bytes):
                out.write(answer)
                answer = running.next(end, limits.seconds)
        if isinstance(answer, PolicingKGError):
            raise answer
        return str(answer)

    def close(self) -> None:
        """End the process, once what is asked is answered."""
        with self._one:
            self._stop()

    def kill(self) -> None:
        """End the process, whatever it is doing; who waits for its answer hears `QueryStopped`."""
        running = self._running
        if running:
            running.kill()

    @contextmanager
    def _answering(self, language: str, megabytes: int) -> Iterator[_Running]:
        """The process, for one question; what goes wrong ends it, an interruption too, since it may still compute."""
        with self._one:
            try:
                running = self._started(language, megabytes)
                named = {"sparql": _FREE, "cypher": _FREE, "catalogue": ("question", _LESS)}
                running.asked = named.get(language, (language, _LESS))
                yield running
            except BaseException:
                self._stop()
                raise

    def _started(self, language: str, megabytes: int) -> _Running:
        if self._running and (self._running.megabytes != megabytes or self._running.ended):
            self._stop()
        if not self._running:
            self._running = _Running(megabytes, self._room, self._module)
            self._running.open(str(self._path), self._generation, megabytes, self._room is not None)
        if language == "cypher" and not self._running.has_cypher:
            self._running.open(language)
            self._running.has_cypher = True
        return self._running

    def _stop(self) -> None:
        running, self._running = self._running, None
        if running:
            running.end()


class _Running:
    """The process and our end of the pipe to it."""

    def __init__(self, megabytes: int, room: Path | None, module: str) -> None:
        self.megabytes = megabytes
        self.has_cypher = False
        self.asked = _FREE  # what is asked, and how to ask for less, should it be stopped
        temporary = {"TMPDIR": str(room)} if room else {}
        ours, theirs = Pipe()
        with theirs:
            self._pipe: Connection[Any, Any] = ours
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # whatever an engine prints is no answer
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **temporary},
                pass_fds=(theirs.fileno(),),
            )

    @property
    def ended(self) -> bool:
        """Whether it is gone, ended by another than us while nothing was asked."""
        return self._process.poll() is not None

    def open(self, *what: object) -> None:
        """Let it open the dataset, or a database of it."""
        refused = self.heard(what, _OPENING)
        if refused:
            raise refused

    def heard(self, message: object, seconds: float) -> Any:
        """What it answers to a message within some seconds."""
        try:
            self._pipe.send(message)
        except ConnectionError:
            raise QueryStopped.short_of_memory(self.megabytes, *self.asked) from None
        return self.next(time.monotonic() + seconds, seconds)

    def next(self, end: float, seconds: float) -> Any:
        """What it says next, until a moment of the clock that lies so many seconds after the question."""
        try:
            if self._pipe.poll(max(end - time.monotonic(), 0)):
                return self._pipe.recv()
        except (EOFError, ConnectionError):
            raise QueryStopped.short_of_memory(self.megabytes, *self.asked) from None
        raise QueryStopped.out_of_time(seconds, *self.asked)

    def kill(self) -> None:
        """Kill it; it is cleared away by `end`."""
        self._process.kill()

    def end(self) -> None:
        """Kill it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()
