"""One dataset opened for questions: its graph, its names, its digest."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from ..graph.cypher_engine import Opened
from ..graph.cypher_store import open_cypher
from ..graph.dataset import Dataset
from ..graph.names import Names
from ..graph.store import Graph
from ..ontology.namespace import ENTITY, ONTOLOGY, compact

# Entities at an end of claims which all are withheld.
_UNREVIEWED = """
PREFIX pk: <https://w3id.org/policing-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?entity WHERE {
  VALUES ?end { rdf:subject rdf:object }
  GRAPH ?g { ?claim pk:status "withheld" ; ?end ?entity }
  FILTER NOT EXISTS {
    VALUES ?any { rdf:subject rdf:object }
    GRAPH ?h { ?other ?any ?entity ; pk:status ?s FILTER(?s != "withheld") }
  }
}"""


class Reader:
    """A generation of a dataset, open for questions; a context manager.

    Parameters
    ----------
    path : path-like
        Folder of the dataset.

    Raises
    ------
    UsageError
        If the folder holds no dataset.
    DataError
        If the dataset is damaged.
    """

    def __init__(self, path: str | Path) -> None:
        self.dataset = Dataset.open(path)
        self.graph: Graph = self.dataset.graph()
        self.names: Names = self.dataset.names()
        self._labels: dict[str, str] = {}
        self._cypher: Opened | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the generation back."""
        if self._cypher:
            self._cypher.close()
        self.dataset.close()

    @property
    def digest(self) -> str:
        """Digest of the dataset that answers."""
        return self.dataset.digest

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask in SPARQL; see `Graph.query`."""
        return self.graph.query(sparql)

    @property
    def cypher(self) -> Opened:
        """The Cypher database of the generation, made on first use; see `open_cypher` for what it may raise."""
        if self._cypher is None:
            self._cypher = open_cypher(self.dataset)
        return self._cypher

    @cached_property
    def unreviewed(self) -> frozenset[str]:
        """Ids of the entities that nothing but unreviewed claims of models names."""
        solutions = self.query(_UNREVIEWED)
        found = [s["entity"] for s in solutions] if isinstance(solutions, QuerySolutions) else []
        return frozenset(e.value.removeprefix(ENTITY) for e in found if isinstance(e, NamedNode))

    def label(self, iri: str) -> str:
        """The Chinese name of an entity, the title or key of a document, the local name of a term; else the IRI."""
        if iri not in self._labels:
            node = NamedNode(iri)
            found = self.graph.label(node)
            if found == iri:
                found = self.graph.value(node, "pk:documentKey") or (compact(iri) if _is_term(iri) else iri)
            self._labels[iri] = found
        return self._labels[iri]


def _is_term(iri: str) -> bool:
    return iri.startswith(ONTOLOGY) or not iri.startswith("https://w3id.org/policing-kg/")
