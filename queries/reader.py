"""One dataset opened for questions: its graph, its names, its digest."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from ..errors import Unavailable, UsageError
from ..graph.cypher_engine import Opened
from ..graph.cypher_store import open_cypher
from ..graph.dataset import Dataset
from ..graph.excerpt import Excerpt, Selection
from ..graph.names import Names
from ..graph.store import Graph
from ..graph.term import manifestation_iri
from ..ontology.namespace import BASE, ENTITY, ONTOLOGY, compact
from .apart import Answerer
from .binding import Term, bind

if TYPE_CHECKING:  # the driver is loaded when a server is asked
    from ..graph.neo4j_sync import Server

_LABELS = 20_000  # that are remembered before all are forgotten
_EXCERPTS = 4  # that stay; each takes room on the disk
# Entities at an end of withheld claims; whether other claims name them too is looked up one by one.
_WITHHELD = """
PREFIX pk: <https://w3id.org/policing-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?entity WHERE {
  GRAPH ?g { ?claim pk:status "withheld" . ?claim ?end ?entity }
  FILTER(?end IN (rdf:subject, rdf:object))
}"""

_DENIED = """
PREFIX pk: <https://w3id.org/policing-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?subject ?predicate ?object WHERE {
  GRAPH ?g { ?claim pk:status "negated" ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object }
}"""


class Reader:
    """A generation of a dataset, open for questions; a context manager.

    Parameters
    ----------
    path : path-like
        Folder of the dataset.
    generation : int
        A generation that another reader holds; 0 for the current one.

    Raises
    ------
    UsageError
        If the folder holds no dataset.
    DataError
        If the dataset is damaged.
    """

    def __init__(self, path: str | Path, generation: int = 0) -> None:
        self.dataset = Dataset.open(path, generation)
        self.graph: Graph = self.dataset.graph()
        self.names: Names = self.dataset.names()
        self.apart = Answerer(self.dataset.path, self.dataset.generation)
        self._labels: dict[str, str] = {}
        self._cypher: Opened | None = None
        self._excerpts: dict[Selection, _Excerpted] = {}
        self._server: Server | None = None
        self._opening = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the generation back."""
        self.apart.close()
        for excerpted in self._excerpts.values():
            excerpted.close()
        if self._cypher:
            self._cypher.close()
        if self._server:
            self._server.close()
        self.dataset.close()

    def renew(self) -> None:
        """Open the graph anew, without what the engine remembers of it; who reads the old one goes on reading it.

        Oxigraph lets nobody bound its caches, which grow to some hundred MB on a large graph.
        """
        old, self.graph = self.graph, self.dataset.graph()
        old.close()

    @property
    def digest(self) -> str:
        """Digest of the dataset that answers."""
        return self.dataset.digest

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask in SPARQL; see `Graph.query`."""
        return self.graph.query(sparql)

    def query_bound(
        self, sparql: str, values: Mapping[str, Sequence[Term]]
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask a query of the catalogue with values for its variables; see `bind`."""
        return self.query(bind(sparql, values))

    @property
    def cypher_graph(self) -> Opened:
        """The Cypher database of the generation, made on first use; see `open_cypher` for what it may raise."""
        with self._opening:
            if self._cypher is None:
                self._cypher = open_cypher(self._source)
            return self._cypher

    @property
    def _source(self) -> Dataset | Excerpt:
        return self.dataset

    @contextmanager
    def answering(self, selection: Selection) -> Iterator[Reader]:
        """What answers if only some claims count: this reader itself where all do, else an excerpt.

        An excerpt is made on first use and gone when others have come after it, so one thread asks them at a time.

        Raises
        ------
        UsageError
            If the selection's `as_of` is no date.
        """
        if selection == Selection():
            yield self
            return
        with self._opening:
            yield self._excerpt_of(selection)

    def _excerpt_of(self, selection: Selection) -> Reader:
        if selection not in self._excerpts:
            made = _Excerpted(self, selection)
            while len(self._excerpts) >= _EXCERPTS:
                self._excerpts.pop(next(iter(self._excerpts))).close()
            self._excerpts[selection] = made
        return self._excerpts[selection]

    def cypher_rows(self, text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Ask the Cypher database of the generation."""
        return self.cypher_graph.rows(text, parameters)[1]

    def connect(self, address: str, *, user: str = "", password: str = "", database: str = "") -> None:
        """Let a Neo4j server answer what is asked of the engine ``neo4j``.

        Parameters
        ----------
        address : str
            ``bolt://HOST:PORT``, or another address of a Neo4j server.
        user, password : str
            By default NEO4J_USERNAME and NEO4J_PASSWORD of the environment.
        database : str
            By default the user's own.

        Raises
        ------
        UsageError
            If the address is none, or user or password are wrong.
        Unavailable
            If nobody answers there, or the database does not hold this state of the dataset.
        """
        from ..graph.neo4j_sync import Server, holds

        server = Server(address, user, password, database)
        if not holds(server, self.digest):
            server.close()
            raise Unavailable(
                f"{address}: the database does not hold this state of the dataset; "
                f"run: policing-kg sync --kg {self.dataset.path} --to {address}"
            )
        if self._server:
            self._server.close()
        self._server = server

    def neo4j_rows(self, text: str, parameters: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Ask the Neo4j server; see `connect`."""
        if self._server is None:
            raise UsageError("engine neo4j: no server is named; add --to bolt://HOST:7687 (in Python, connect first)")
        return self._server.rows(text, **parameters)

    @cached_property
    def unreviewed(self) -> frozenset[str]:
        """Ids of the entities that nothing but unreviewed claims of models names."""
        solutions = self.query(_WITHHELD)
        found = [s["entity"] for s in solutions] if isinstance(solutions, QuerySolutions) else []
        alone = (e for e in found if isinstance(e, NamedNode) and not self._named_by_others(e))
        return frozenset(e.value.removeprefix(ENTITY) for e in alone)

    @cached_property
    def denied(self) -> frozenset[tuple[str, str, str]]:
        """Subject, predicate and object of what some document says not to be so: IRIs, the predicate too."""
        solutions = self.query(_DENIED)
        found = solutions if isinstance(solutions, QuerySolutions) else ()
        ends = ((s["subject"], s["predicate"], s["object"]) for s in found)
        return frozenset((s.value, p.value, o.value) for s, p, o in ends if s and p and isinstance(o, NamedNode))

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Hash of the bytes of each file, by the last part of the IRI of the manifestation."""
        columns = self.dataset.ledger().columns("document", "path", "sha256").columns
        rows = zip(*(column.to_pylist() for column in columns), strict=True)
        return {manifestation_iri(key, path).value.rpartition("/")[2]: sha256 for key, path, sha256 in rows if key}

    def _named_by_others(self, entity: NamedNode) -> bool:
        """Whether a claim that is not withheld has this entity at an end."""
        ends = (q for end in ("rdf:subject", "rdf:object") for q in self.graph.quads(None, end, entity, None))
        claims = (q.subject for q in ends if isinstance(q.subject, NamedNode))
        statuses = (s.object for claim in claims for s in self.graph.quads(claim, "pk:status", None, None))
        return any(isinstance(s, Literal) and s.value != "withheld" for s in statuses)

    def learn_labels(self, iris: Iterable[str]) -> None:
        """Look up many labels at a time, so that `label` knows them."""
        if len(self._labels) > _LABELS:
            self._labels = {}
        named = {iri for iri in iris if iri.startswith(BASE) and not iri.startswith(ONTOLOGY)}
        for predicate, language in (("rdfs:label", "zh"), ("dcterms:title", ""), ("pk:documentKey", "")):
            unknown = sorted(named - self._labels.keys())
            self._labels |= self.graph.values(map(NamedNode, unknown), predicate, language)

    def label(self, iri: str) -> str:
        """The Chinese name of an entity, the title or key of a document, the local name of a term; else the IRI."""
        known = self._labels.get(iri)
        if known is not None:
            return known
        node = NamedNode(iri)
        found = self.graph.label(node)
        if found == iri:
            found = self.graph.value(node, "pk:documentKey") or (compact(iri) if _is_term(iri) else iri)
        if len(self._labels) > _LABELS:
            self._labels = {}
        self._labels[iri] = found
        return found


class _Excerpted(Reader):
    """A reader of an excerpt; names are those of the whole."""

    def __init__(self, whole: Reader, selection: Selection) -> None:
        self._excerpt = Excerpt(whole.dataset, selection)
        self.dataset, self.names, self.apart = whole.dataset, whole.names, whole.apart
        self.graph = self._excerpt.graph()
        self._labels, self._cypher, self._server, self._excerpts = {}, None, None, {}
        self._opening = threading.RLock()

    @property
    def _source(self) -> Dataset | Excerpt:
        return self._excerpt

    def close(self) -> None:
        if self._cypher:
            self._cypher.close()
        self.graph.close()
        self._excerpt.close()


def _is_term(iri: str) -> bool:
    return iri.startswith(ONTOLOGY) or not iri.startswith("https://w3id.org/policing-kg/")
