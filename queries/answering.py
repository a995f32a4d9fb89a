"""The process that answers free queries: a child of the one that asks, confined, and ended when it takes too long.

`apart.Answerer` starts it and speaks with it over a pipe.  It answers from one generation of a dataset and never sees
another.  A module that answers more than queries runs `main` with what it adds.
"""

from __future__ import annotations

import contextlib
import io
import signal
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..confinement import bound_memory, bound_processor, cut_off, write_nothing
from ..errors import PolicingKGError, QueryStopped
from ..graph.damage import of_engine

if TYPE_CHECKING:  # they are loaded when the process is confined
    from .reader import Reader
    from .result import Result

More = Mapping[str, "Callable[[Reader, Any], Any]"]  # language → what answers it

_IDLE = 86_400  # seconds of processor time while nothing is asked
_PIECE = 1 << 16  # bytes of an answer that are sent at a time
_NO_MORE: More = MappingProxyType({})


def main(more: More = _NO_MORE) -> None:
    """Answer until the one that asks is gone.

    Parameters
    ----------
    more : mapping of str to callable
        Languages beside those of queries, and what answers each from a reader and a message.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with Connection(int(sys.argv[1])) as asking, contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            _answer_all(asking, more)
        except PolicingKGError as error:
            asking.send(error)


def _answer_all(asking: Connection, more: More) -> None:
    path, generation, megabytes, writes = asking.recv()
    cut_off()
    if not writes:
        write_nothing()
    bound_memory(megabytes)
    from .reader import Reader

    with Reader(Path(path), generation) as reader:
        asking.send(None)
        while True:
            message = asking.recv()
            try:
                if len(message) > 3:
                    asking.send(_written(reader, asking, *message[1:]))
                elif len(message) > 1:
                    asking.send(_answer(reader, more, *message))
                else:
                    _open_cypher(reader, megabytes)
                    asking.send(None)
            except PolicingKGError as error:
                asking.send(error)
            except MemoryError:
                asking.send(QueryStopped.short_of_memory(megabytes))
            except Exception as error:  # whoever asks waits for an answer: it is told there, not here
                ours = f"query: not answered ({type(error).__name__}: {error}); please report it"
                asking.send(of_engine(error) or PolicingKGError(ours))
            bound_processor(_IDLE)


def _open_cypher(reader: Reader, megabytes: int) -> None:
    from ..graph.cypher_engine import start_confined

    start_confined(megabytes)
    _ = reader.cypher_graph


def _answer(reader: Reader, more: More, language: str, text: Any, seconds: float) -> Result | Any:
    from .free import answer_sparql
    from .free_cypher import answer_cypher

    if language == "cypher":
        bound_processor(2 * int(seconds) + 10)  # the JVM compiles and collects in threads of its own
        return answer_cypher(reader, text)
    bound_processor(int(seconds) + 1)
    if language in more:
        return more[language](reader, text)
    if language == "catalogue":
        from .runner import ask

        return ask(reader, *text)
    return answer_sparql(reader, text)


def _written(reader: Reader, asking: Connection, text: str, seconds: float, accept: str) -> str:
    """Send the bytes of an answer; its media type is what comes after them."""
    from .endpoint.answer import write_answer

    bound_processor(int(seconds) + 1)
    with io.BufferedWriter(_Pipe(asking), _PIECE) as out:
        return write_answer(reader, text, accept, out)


class _Pipe(io.RawIOBase):
    """A file whose every write is one message."""

    def __init__(self, asking: Connection) -> None:
        self._asking = asking

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._asking.send(bytes(data))
        return len(data)


if __name__ == "__main__":
    main()
