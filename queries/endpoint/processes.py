"""The processes that answer queries of the endpoint: few, and each ends when its query passes a limit."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ...errors import QueryStopped, Unavailable
from ..apart import Answerer
from ..definition import selecting
from ..limits import Limits
from ..names import checked_text
from ..result import Result
from ..runner import Given
from .leaving import Leaving
from .protocol import Refused

_IN_MEMORY = 1 << 20  # bytes of an answer that are held in memory; the rest goes to a temporary file
_MOST = 256 << 20  # bytes of an answer


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it is sent.

    Parameters
    ----------
    media : str
    file : file
        Open at its beginning; whoever sends it closes it.
    size : int
        Bytes.
    """

    media: str
    file: IO[bytes]
    size: int


class Processes:
    """Answer queries over one generation of a dataset, some at a time.

    Parameters
    ----------
    path : Path
        Folder of the dataset.
    generation : int
        The generation; whoever asks keeps a lease on it.
    views : str
        Module of the process that draws views; empty where none are drawn.
    at_once : int
        Processes at most; each is started when it is first needed.
    """

    def __init__(self, path: Path, generation: int, views: str = "", at_once: int = 2) -> None:
        self._room = tempfile.TemporaryDirectory(prefix="policing-kg-", ignore_cleanup_errors=True)
        self._queries = _Pool([Answerer(path, generation) for _ in range(at_once)])
        self._excerpts = _Pool([Answerer(path, generation, Path(self._room.name))])
        self._views = _Pool([Answerer(path, generation, Path(self._room.name), views)])

    def ask(self, name: str, given: Mapping[str, Given], limits: Limits, leaving: Leaving | None = None) -> Result:
        """Ask a question of the catalogue within limits; see `runner.ask` for what else it may raise.

        Parameters
        ----------
        name : str
        given : mapping of str to str, list of str or bool
            What selects claims is asked of a process of its own, which keeps the last excerpts.
        limits : Limits
        leaving : Leaving, optional
            Who asks, and may leave.

        Raises
        ------
        QueryStopped
            If it passes a limit.
        Unavailable
            If others keep all processes busy for as long as the question itself might run.
        """
        pool = self._excerpts if any(given.get(name) for name in selecting()) else self._queries
        with pool.one(limits.seconds, leaving) as answerer:
            return answerer.ask("catalogue", (name, dict(given)), limits)

    def draw(
        self,
        name: str,
        given: Mapping[str, Given],
        limits: Limits,
        what: str = "view",
        leaving: Leaving | None = None,
    ) -> str:
        """Draw a view or plot within limits, one at a time; see `viz.drawing_process` for what else it may raise.

        Raises
        ------
        QueryStopped
            If it passes a limit.
        Unavailable
            If another is drawn for as long as this one might take.
        """
        with self._views.one(limits.seconds, leaving) as answerer:
            return str(answerer.call(what, (name, dict(given)), limits))

    def answer(
        self, text: str, accept: str, limits: Limits, most: int = _MOST, leaving: Leaving | None = None
    ) -> Written:
        """Answer a query in the format that a client prefers.

        Parameters
        ----------
        text : str
        accept : str
            Media types that the client takes.
        limits : Limits
        most : int
            Bytes of the answer.
        leaving : Leaving, optional
            Who asks, and may leave.

        Raises
        ------
        UsageError
            If the query cannot be read or is not allowed.
        QueryStopped
            If it passes a limit.
        Refused
            406 if no format fits.
        Unavailable
            If others keep all processes busy for as long as the query itself might run.
        """
        checked_text(text, "query")
        out = _Bounded(most)
        try:
            with self._queries.one(limits.seconds, leaving) as answerer:
                media = answerer.write(text, accept, limits, out)
        except BaseException:
            out.file.close()
            raise
        if not media:
            out.file.close()
            raise Refused(406, f"Accept {accept}: no such format; rows: JSON, XML, CSV, TSV; graphs: Turtle and others")
        out.file.seek(0)
        return Written(media, out.file, out.size)

    def kill(self) -> None:
        """End all processes, whatever they are doing, and start none any more."""
        for pool in (self._queries, self._excerpts, self._views):
            pool.kill()

    def close(self) -> None:
        """End all processes and clear them away."""
        for pool in (self._queries, self._excerpts, self._views):
            pool.close()
        self._room.cleanup()


class _Pool:
    """Processes of which each answers one at a time."""

    def __init__(self, answerers: Sequence[Answerer]) -> None:
        self._all, self._free = tuple(answerers), list(answerers)
        self._turn = threading.Semaphore(len(answerers))
        self._ended = False

    def kill(self) -> None:
        self._ended = True
        for answerer in self._all:
            answerer.kill()

    def close(self) -> None:
        self.kill()
        for answerer in self._all:
            answerer.close()

    @contextmanager
    def one(self, seconds: float, leaving: Leaving | None = None) -> Iterator[Answerer]:
        if not self._turn.acquire(timeout=seconds):
            raise Unavailable("query: others are running; ask again later")
        answerer = self._free.pop()
        try:
            if self._ended:
                raise Unavailable("query: the server is ending; ask it when it is up again")
            with (leaving or Leaving()).answered_by(answerer):
                yield answerer
        finally:
            self._free.append(answerer)
            self._turn.release()


class _Bounded:
    """A temporary file that refuses to grow beyond a bound."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 -- closed by who sends it
        self.size = 0

    def write(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > self._most:
            raise QueryStopped(f"query: stopped, its answer is longer than {self._most >> 20} MB; add LIMIT")
        self.file.write(data)
