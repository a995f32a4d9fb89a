"""What a worker of a cluster writes stands in the database once, however often its task is done.

A worker may die after a transaction was committed and before anybody knows; its task is then done again, perhaps while
the first still runs.  So each transaction names the chunk that it writes, in the database itself: a chunk that is named
there already is left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from neo4j import ManagedTransaction

from .marker import MARKER, WRITING, WRITTEN
from .server import Server, Statement, Taken

KEY = f"CREATE CONSTRAINT policing_kg_written IF NOT EXISTS FOR (n:{WRITTEN}) REQUIRE n.key IS UNIQUE"
DROP_KEY = "DROP CONSTRAINT policing_kg_written IF EXISTS"
_STILL = f"MATCH (n:{MARKER} {{key: 1}}) RETURN n.run = $run AND n.state = '{WRITING}' AS still"
_TAKE = f"MERGE (n:{WRITTEN} {{key: $key}}) ON CREATE SET n.by = $by RETURN n.by = $by AS new"


class Once:
    """The writing of one chunk by a worker.

    Parameters
    ----------
    server : Server
    run : str
        Name of the run that the worker belongs to.
    chunk : str
        Name of the chunk, unique in the run, and the same whenever the task is done again.
    """

    def __init__(self, server: Server, run: str, chunk: str) -> None:
        self._server, self._run, self._key = server, run, f"{run} {chunk}"

    def do(self, work: Callable[[ManagedTransaction], None]) -> None:
        """Write in one transaction, unless the chunk is written already.

        Parameters
        ----------
        work : callable
            Takes the transaction.

        Raises
        ------
        Taken
            If the run is over, or another has begun; nothing is written.
        """
        by = uuid.uuid4().hex

        def guarded(transaction: ManagedTransaction) -> None:
            still = transaction.run(_STILL, {"run": self._run}).single()
            if still is None or not still["still"]:
                raise Taken(f"{self._server.address}: another run has begun to write into the database; wait for it")
            taken = transaction.run(_TAKE, {"key": self._key, "by": by}).single()
            if taken is not None and taken["new"]:
                work(transaction)

        self._server.write(guarded)

    def write(self, statements: Iterable[Statement]) -> None:
        """Write statements in one transaction, unless the chunk is written already."""
        held = list(statements)

        def work(transaction: ManagedTransaction) -> None:
            for said in held:
                transaction.run(*said).consume()

        self.do(work)
