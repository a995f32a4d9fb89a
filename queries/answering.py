"""The process that answers free queries: a child of the one that asks, confined, and ended when it takes too long.

`apart.Answerer` starts it and speaks with it over a pipe.  It answers from one generation of a dataset and never sees
another.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from ..errors import PolicingKGError, QueryStopped
from .confinement import bound_memory, bound_processor, cut_off, write_nothing


def main() -> None:
    """Answer until the one that asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with Connection(int(sys.argv[1])) as asking, contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            _answer_all(asking)
        except PolicingKGError as error:
            asking.send(error)


def _answer_all(asking: Connection) -> None:
    path, generation, megabytes = asking.recv()
    cut_off()
    write_nothing()
    bound_memory(megabytes)
    from .free import answer_sparql
    from .reader import Reader

    with Reader(Path(path), generation) as reader:
        asking.send(None)
        while True:
            text, seconds = asking.recv()
            bound_processor(int(seconds) + 1)
            try:
                asking.send(answer_sparql(reader, text))
            except PolicingKGError as error:
                asking.send(error)
            except MemoryError:
                asking.send(QueryStopped.short_of_memory(megabytes))


if __name__ == "__main__":
    main()
