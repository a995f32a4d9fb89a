"""Free queries are answered by another process, which can be stopped at any moment without harm to this one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ..errors import PolicingKGError, QueryStopped
from .limits import Limits
from .result import Result

_OPENING = 60.0  # seconds to start the process and to open the dataset, beside the query's own


class Answerer:
    """A process that answers free queries from one generation of a dataset; started when it is first asked.

    Parameters
    ----------
    path : Path
        Folder of the dataset.
    generation : int
        The generation; whoever asks keeps a lease on it.
    """

    def __init__(self, path: Path, generation: int) -> None:
        self._path, self._generation = path, generation
        self._running: _Running | None = None
        self._one = threading.Lock()

    def ask(self, language: str, text: str, limits: Limits) -> Result:
        """Ask a free query; one at a time.

        Parameters
        ----------
        language : str
            ``sparql`` or ``cypher``; of the latter the database has been made.
        text : str
        limits : Limits

        Raises
        ------
        UsageError
            If the query cannot be read or is not allowed; `QueryStopped` if it passes a limit.
        """
        with self._one:
            try:
                running = self._started(language, limits.megabytes)
                answer = running.heard((language, text, limits.seconds), limits.seconds)
            except BaseException:  # an interruption too: the process may still be computing
                self._stop()
                raise
            if isinstance(answer, PolicingKGError):
                raise answer
            found: Result = answer
            return found

    def close(self) -> None:
        """End the process."""
        with self._one:
            self._stop()

    def _started(self, language: str, megabytes: int) -> _Running:
        if self._running and (self._running.megabytes != megabytes or self._running.ended):
            self._stop()
        if not self._running:
            self._running = _Running(megabytes)
            self._running.open(str(self._path), self._generation, megabytes)
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

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        self.has_cypher = False
        ours, theirs = Pipe()
        with theirs:
            self._pipe: Connection[Any, Any] = ours
            self._process = subprocess.Popen(
                [sys.executable, "-m", f"{__package__}.answering", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # whatever an engine prints is no answer
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
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
            if self._pipe.poll(seconds):
                return self._pipe.recv()
        except (EOFError, ConnectionError):
            raise QueryStopped.short_of_memory(self.megabytes) from None
        raise QueryStopped.out_of_time(seconds)

    def end(self) -> None:
        """Kill it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()
