"""A dataset that is read while it may be rebuilt: each question is asked of one whole generation, the newest."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from ..errors import DataError, UsageError
from ..graph.generation import current
from ..graph.review import verdicts_by_rule
from .endpoint.processes import Processes
from .knowledge_graph import KnowledgeGraph
from .own_memory import give_back, held_megabytes
from .regions import Regions, regions
from .timeline import Dated, most_claimed, timeline

_TIMELINES, _LONG = 16, 400  # that are kept, of those with more claims
_AHEAD = 4  # timelines that are read before anybody asks
_MEGABYTES, _EVERY = 180, 10.0  # memory at which a graph is opened anew; seconds between that and the next time


class Held:
    """One generation, open.

    Attributes
    ----------
    graph : KnowledgeGraph
    processes : Processes
        They answer free queries over it.
    """

    def __init__(self, path: Path, views: str = "") -> None:
        self.graph = KnowledgeGraph(path)
        self.processes = Processes(path, self.graph.dataset.generation, views)
        self.users = 0
        self._timelines: dict[str, tuple[Dated, ...]] = {}

    @cached_property
    def verdicts(self) -> dict[str, dict[str, int]]:
        """How reviewers judged what each rule made."""
        return verdicts_by_rule(self.graph.dataset.decisions.on_claim.values())

    def timeline(self, iri: str) -> tuple[Dated, ...]:
        """The dated claims of an entity; lists are read by pages, so the longest are kept, which take most to read."""
        kept = self._timelines.get(iri)
        found = timeline(self.graph, iri) if kept is None else kept
        if kept is None and len(found) > _LONG:
            longest = sorted({**self._timelines, iri: found}.items(), key=lambda each: -len(each[1]))
            self._timelines = dict(longest[:_TIMELINES])
        return found

    def read_ahead(self) -> None:
        """Read what takes a moment: regions, hidden names, what is denied, and the longest timelines."""
        _ = self.regions, self.graph.unreviewed, self.graph.denied
        for iri in most_claimed(self.graph, _AHEAD):
            self.timeline(iri)

    @cached_property
    def regions(self) -> Regions:
        """The divisions of the generation, with what is known in them."""
        return regions(self.graph.graph)

    def close(self) -> None:
        """Give the generation back."""
        self.processes.close()
        self.graph.close()


class Followed:
    """The newest generation of a dataset, for many threads; a context manager.

    Parameters
    ----------
    path : path-like
        Folder of the dataset.
    views : str
        Module of the process that draws views; see `Processes`.
    megabytes : int
        Memory of this process from which the graph is opened anew, which empties the engine's caches.

    Raises
    ------
    UsageError
        If the folder holds no dataset.
    DataError
        If the dataset is damaged.
    """

    def __init__(self, path: str | Path, views: str = "", megabytes: int = _MEGABYTES) -> None:
        self._path, self._views, self._megabytes = Path(path), views, megabytes
        self._lightened = -math.inf
        self._one = threading.Lock()
        self._held = Held(self._path, views)
        self._ending: set[Held] = set()

    def __enter__(self) -> Followed:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def held(self) -> Iterator[Held]:
        """The newest whole generation; it stays open while it is used, whatever is built meanwhile."""
        with self._one:
            self._follow()
            self._lighten()
            held = self._held
            held.users += 1
        try:
            yield held
        finally:
            with self._one:
                held.users -= 1
                self._clear()

    def kill(self) -> None:
        """End the processes that answer free queries; who waits for one is told."""
        for held in (self._held, *self._ending):
            held.processes.kill()

    def close(self) -> None:
        """Give everything back; nothing may be asked afterwards."""
        with self._one:
            for held in (self._held, *self._ending):
                held.close()
            self._ending.clear()

    def _follow(self) -> None:
        """Go on to a newer generation, if it is there and whole."""
        try:
            newest = current(self._path)
            newer = Held(self._path, self._views) if newest not in (0, self._held.graph.dataset.generation) else None
        except (DataError, UsageError, OSError):  # half moved away, or half copied here: the one that is open is whole
            newer = None
        if newer:
            self._ending.add(self._held)
            self._held = newer
            self._clear()

    def _lighten(self) -> None:
        """Open the graph anew where this process holds too much, though not with every request."""
        now = time.monotonic()
        if now - self._lightened >= _EVERY and held_megabytes() > self._megabytes:
            self._held.graph.renew()
            give_back()
            self._lightened = now

    def _clear(self) -> None:
        for held in [h for h in self._ending if not h.users]:
            self._ending.discard(held)
            held.close()
