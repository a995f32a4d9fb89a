"""The RDF store: with `next_store` the one place that knows the engine (Oxigraph, embedded).

A generation's store is written once and then only read; readers open it read-only, as many as like.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    serialize,
)

from ..errors import UsageError
from ..ontology.namespace import PREFIXES, expand
from .damage import PROJECTION, engine_reading, reading
from .lock import Held

Node = NamedNode | Literal
# What the engine says of a text: sentences of its own stand among what it expected, and the sets of characters after.
_PLACED = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?(?=[A-Z][a-z]+ ))?(.*?)(?:, \[.*)?")
_ASKED = 500  # nodes a question
_PIPED = 2**20  # bytes that wait on either side of a pipe
_AT_ONCE = 48 * 2**20  # bytes of N-Quads that are loaded at once


class Graph:
    """A generation's graph, read-only.

    Parameters
    ----------
    folder : Path
        Folder of the store.
    lease : Held, optional
        Keeps the generation while this object lives.

    Raises
    ------
    DataError
        If the store is gone or damaged.

    Notes
    -----
    Results of `query` belong to the thread that asked: ask and serialise in the same call.
    """

    def __init__(self, folder: Path, lease: Held | None = None) -> None:
        with reading(folder, PROJECTION):
            self._store = Store.read_only(str(folder))
        self.folder, self._lease = folder, lease

    @classmethod
    def over(cls, store: Store, folder: Path) -> Graph:
        """The graph of a store that is open already, as one that is being written."""
        graph = cls.__new__(cls)
        graph._store, graph.folder, graph._lease = store, folder, None
        return graph

    @property
    def store(self) -> Store:
        """The engine's own store, for what this adapter does not offer; never to be written."""
        return self._store

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the generation back; the graph must not be asked afterwards."""
        if self._lease:
            self._lease.release()

    def __len__(self) -> int:
        return len(self._store)

    def query(
        self, text: str, bindings: Mapping[str, Node] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask in SPARQL 1.1, with the prefixes of `ontology.namespace` at hand.

        Parameters
        ----------
        text : str
            SELECT, ASK, CONSTRUCT or DESCRIBE.
        bindings : mapping of str to node, optional
            Variables, without ``?``, that have a value from the start; they are bound, never pasted.

        Raises
        ------
        UsageError
            If the query cannot be read; one line that names the place.
        """
        values: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
            Variable(name): value for name, value in (bindings or {}).items()
        }
        try:
            with engine_reading():
                return self._store.query(text, prefixes=dict(PREFIXES), substitutions=values)
        except SyntaxError as error:
            raise UsageError(f"query: {_told(error)}; see SPARQL 1.1") from error

    def rows(self, text: str, bindings: Mapping[str, Node] | None = None) -> list[dict[str, Node | None]]:
        """Ask a SELECT and return its rows as dictionaries by variable.

        Raises
        ------
        UsageError
            If it is no SELECT.
        """
        found = self.query(text, bindings)
        if not isinstance(found, QuerySolutions):
            raise UsageError("query: not a SELECT; only a SELECT has rows")
        names = [v.value for v in found.variables]
        with engine_reading():
            return [{name: row[name] for name in names} for row in found]

    def rows_of(self, text: str, nodes: Iterable[Node]) -> Iterator[dict[str, Node | None]]:
        """Ask a SELECT about many nodes, some hundred at a time.

        Parameters
        ----------
        text : str
            With an empty block ``VALUES ?x {}``, which takes the nodes: they are looked up from there, as they would
            not be if they were bound from outside.
        nodes : iterable of node
        """
        listed = list(nodes)
        for at in range(0, len(listed), _ASKED):
            yield from self.rows(text.replace("{}", f"{{ {' '.join(map(str, listed[at : at + _ASKED]))} }}", 1))

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: str | None = None,
        object: Node | None = None,
        graph: NamedNode | str | None = "",
    ) -> Iterator[Quad]:
        """Look up quads by pattern.

        Parameters
        ----------
        subject, object : node, optional
        predicate : str, optional
            Compact name.
        graph : NamedNode, str or None
            A graph's node or compact name; empty for the default graph (plain facts), None for all graphs.
        """
        if isinstance(graph, str):
            where: NamedNode | DefaultGraph | None = NamedNode(expand(graph)) if graph else DefaultGraph()
        else:
            where = graph
        named = NamedNode(expand(predicate)) if predicate else None
        with engine_reading():
            yield from self._store.quads_for_pattern(subject, named, object, where)

    def named_graphs(self) -> list[NamedNode]:
        """Names of the graphs of documents, and of `pk:reviewed`."""
        with engine_reading():
            return [name for name in self._store.named_graphs() if isinstance(name, NamedNode)]

    def value(self, subject: NamedNode, predicate: str, language: str = "") -> str:
        """One value of a property in the default graph, in a language if asked; empty if it has none."""
        found = (q.object for q in self.quads(subject, predicate))
        values = (
            o.value
            for o in found
            if isinstance(o, Literal | NamedNode) and (not language or getattr(o, "language", "") == language)
        )
        return min(values, default="")

    def values(self, subjects: Iterable[NamedNode], predicate: str, language: str = "") -> dict[str, str]:
        """What `value` gives for many subjects, by IRI, asked some hundred at a time; those without are left out."""
        found = dict[str, str]()
        for row in self.rows_of(f"SELECT ?node ?value {{ VALUES ?node {{}} ?node {predicate} ?value }}", subjects):
            node, value = row["node"], row["value"]
            if node and value and (not language or getattr(value, "language", "") == language):
                found[node.value] = min(value.value, found.get(node.value, value.value))
        return found

    def label(self, node: NamedNode) -> str:
        """The Chinese name of an entity or title of a document; else its IRI."""
        return self.value(node, "rdfs:label", "zh") or self.value(node, "dcterms:title") or node.value

    def lines(self) -> Iterator[bytes]:
        """Every quad as a line of N-Quads, subject by subject within a graph; memory does not grow with their number.

        The engine writes in a thread of its own while the caller reads.
        """
        reading, writing = os.pipe()

        def dump() -> None:
            with open(writing, "wb", buffering=_PIPED) as pipe:
                self._store.dump(pipe, format=RdfFormat.N_QUADS)

        with ThreadPoolExecutor(1) as pool:
            dumping = pool.submit(dump)
            with open(reading, "rb", buffering=_PIPED) as lines:
                yield from lines
            with engine_reading():
                dumping.result()

    def nquads(self) -> list[bytes]:
        """Every quad as a line of N-Quads, sorted."""
        with engine_reading():
            return sorted((self._store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))


def _told(error: SyntaxError) -> str:
    """What the engine says, with line and column; the sets of characters that it could read too are left out."""
    said = " ".join(str(error).split())
    found = _PLACED.fullmatch(said)
    return f"line {found[1]}, column {found[2]}: {found[3]}" if found else said


def build_store(folder: Path, quads: Iterable[Quad]) -> None:
    """Write a store into a new folder."""
    store = Store(str(folder))
    store.bulk_extend(quads)
    store.flush()
    del store  # closes it


def load_store(folder: Path, nquads: Iterable[bytes]) -> None:
    """Write a store into a new folder from files of N-Quads, which this package wrote, whole lines in each piece.

    The engine sorts what it is given at once in memory, so it is given some hundred thousand quads at a time.  What
    came in several times is put together at the end: else each term is sought in the files of every time, and reading
    a quad takes the longer the more there are.
    """
    store, times = Store(str(folder)), 0
    for at_once in _together(nquads):
        store.bulk_load(b"".join(at_once), RdfFormat.N_QUADS, lenient=True)
        times += 1
    if times > 1:
        store.optimize()
    store.flush()
    del store  # closes it


def nquads_of(quads: Iterable[Quad]) -> bytes:
    """Quads as lines of N-Quads."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _together(pieces: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Pieces in groups that are loaded at once."""
    group: list[bytes] = []
    size = 0
    for piece in pieces:
        group.append(piece)
        size += len(piece)
        if size > _AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group
