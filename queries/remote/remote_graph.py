"""The graph of an endpoint, asked by SPARQL for what the store here is asked directly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
)

from ...errors import Unavailable, UsageError
from ...graph.store import Graph, Node
from ...ontology.namespace import PREFIXES, expand
from .exchange import Answer, Exchange

if TYPE_CHECKING:
    from typing_extensions import Buffer

_ROWS = ("application/sparql-results+json", "application/json")
_GRAPHS = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)


class RemoteGraph(Graph):
    """A graph in an endpoint, read-only.

    Parameters
    ----------
    exchange : Exchange
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange, self._lease = exchange, None

    def __getattr__(self, name: str) -> Any:
        """Whatever needs the store itself is refused."""
        if name in ("_store", "folder"):
            raise UsageError(f"{self._exchange.url}: an endpoint is asked by SPARQL alone; open the dataset for this")
        raise AttributeError(name)

    def __len__(self) -> int:
        (row,) = self.rows("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
        return int(row["n"].value) if row["n"] else 0

    def query(
        self, text: str, bindings: Mapping[str, Node] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask in SPARQL 1.1; see `Graph.query`, but nothing is bound from outside.

        Raises
        ------
        UsageError
            Also if the address answers with something else than results of SPARQL.
        """
        if bindings:
            raise UsageError("an endpoint takes no values from outside; write them into the query, as VALUES")
        answer = self._exchange.ask(with_prefixes(text))
        if answer.media in _ROWS:
            return self._rows(answer)
        if answer.media in _GRAPHS:
            return self._triples(answer)
        with answer.file:
            raise UsageError(
                f"{self._exchange.url}: answers {answer.media or 'without a type'}, not SPARQL results; "
                "name the address that takes queries, as in http://HOST:3030/DATASET/query"
            )

    def _rows(self, answer: Answer) -> QuerySolutions | QueryBoolean:
        """The rows of an answer, read as they are asked for: it has been seen that they are well-formed to the end."""
        try:
            parse_query_results(answer.file, QueryResultsFormat.JSON).serialize(_Nowhere(), QueryResultsFormat.TSV)
            answer.file.seek(0)
            return parse_query_results(answer.file, QueryResultsFormat.JSON)
        except SyntaxError as error:
            answer.file.close()
            raise self._malformed("SPARQL results in JSON", error) from error

    def _triples(self, answer: Answer) -> QueryTriples:
        store = Store()
        try:
            with answer.file:
                store.load(answer.file, _GRAPHS[answer.media])
        except SyntaxError as error:
            raise self._malformed(answer.media, error) from error
        found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        if not isinstance(found, QueryTriples):
            raise TypeError("CONSTRUCT gives triples")
        return found

    def _malformed(self, what: str, error: SyntaxError) -> Unavailable:
        place = f"line {error.lineno}" if error.lineno else "its end"
        return Unavailable(f"{self._exchange.url}: its answer is no {what} (at {place}); ask again, or mend the server")

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: str | None = None,
        object: Node | None = None,
        graph: NamedNode | str | None = "",
    ) -> Iterator[Quad]:
        """Look up quads by pattern; see `Graph.quads`."""
        where = NamedNode(expand(graph)) if graph and isinstance(graph, str) else graph
        named = NamedNode(expand(predicate)) if predicate else None
        pattern = f"{subject or '?s'} {named or '?p'} {object or '?o'}"
        if where is None:
            text = f"SELECT * {{ {{ {pattern} }} UNION {{ GRAPH ?g {{ {pattern} }} }} }}"
        else:
            text = f"SELECT * {{ {f'GRAPH {where} {{ {pattern} }}' if where else pattern} }}"
        given = {"s": subject, "p": named, "o": object, "g": where or None}
        for row in self.rows(text):
            s, p, o, g = ((given | row)[name] for name in "spog")
            if isinstance(s, NamedNode) and isinstance(p, NamedNode) and o is not None:  # blank nodes are none of ours
                yield Quad(s, p, o, g if isinstance(g, NamedNode) else DefaultGraph())


class _Nowhere(BytesIO):
    """Takes what is written, and keeps nothing."""

    def write(self, data: Buffer, /) -> int:
        return len(memoryview(data))


def with_prefixes(text: str) -> str:
    """A query with those of the ontology's prefixes declared that it uses and does not declare, on a line before it.

    Examples
    --------
    >>> with_prefixes("ASK { ?s org:unitOf ?o }").splitlines()
    ['PREFIX org: <http://www.w3.org/ns/org#>', 'ASK { ?s org:unitOf ?o }']
    >>> with_prefixes("ASK {}")
    'ASK {}'
    """
    declared = set(_DECLARED.findall(text))
    used = [name for name in PREFIXES if name not in declared and re.search(rf"(?<![\w-]){name}:", text)]
    prologue = " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in used)
    return f"{prologue}\n{text}" if prologue else text
