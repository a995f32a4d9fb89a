"""Writing ahead: batches go to the server while the next ones are made."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

from neo4j import ManagedTransaction

from ..fingerprint import bucket_of
from ..property_graph import RelationshipRow
from ..property_names import BUCKET, KEY
from .statements import STUBS, create_relationships

Step = Callable[[int, int, str], None]


class Ahead:
    """Work that runs beside the caller, a few pieces at most; a context manager that waits for the last.

    Parameters
    ----------
    threads : int
    """

    def __init__(self, threads: int = 1) -> None:
        self._pool, self._threads = ThreadPoolExecutor(threads), threads
        self._waiting: deque[Future[Any]] = deque()

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            while self._waiting and kind is None:
                self._waiting.popleft().result()
        finally:
            self._pool.shutdown(cancel_futures=True)

    def do(self, work: Callable[..., Any], *given: object) -> None:
        """Begin a piece of work; waits while too many are under way, and raises what one of them raised."""
        self._waiting.append(self._pool.submit(work, *given))
        while len(self._waiting) > self._threads + 1:
            self._waiting.popleft().result()


class Writes(Protocol):
    """What writes in transactions, as a `Run` does."""

    def do(self, work: Callable[[ManagedTransaction], None]) -> None:
        """Write in one transaction."""


def tie(run: Writes, rows: Sequence[RelationshipRow], buckets: int) -> None:
    """Create relationships in one transaction, and the nodes at which they end where the graph says nothing of them."""

    def work(transaction: ManagedTransaction) -> None:
        created = 0
        for statement in create_relationships(rows):
            created += transaction.run(*statement).consume().counters.relationships_created
        if created < len(rows):
            raise _Untied

    def stubs(transaction: ManagedTransaction) -> None:
        ends = [{KEY: iri, BUCKET: bucket_of(iri, buckets)} for iri in sorted({row.end for row in rows})]
        transaction.run(STUBS, {"rows": ends}).consume()
        work(transaction)

    try:
        run.do(work)
    except _Untied:
        run.do(stubs)


class _Untied(Exception):
    """A relationship has no node to end at."""
