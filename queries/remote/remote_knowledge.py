"""A dataset in an endpoint, opened for a researcher: the same questions, names and citations as of a folder."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn, cast

from pyoxigraph import NamedNode

from ...errors import UsageError
from ...graph.dataset import Dataset
from ...graph.excerpt import Selection
from ...ontology.namespace import BASE, ENTITY, ONTOLOGY, compact
from ..apart import Answerer
from ..binding import Term, bind
from ..free import check_query, free_answer
from ..knowledge_graph import KnowledgeGraph
from ..limits import Limits
from ..reader import Reader
from ..result import Result
from .exchange import Exchange
from .remote_graph import RemoteGraph
from .remote_names import RemoteNames

# Entities that nothing but withheld claims has at an end.
_UNREVIEWED = """
SELECT DISTINCT ?entity WHERE {
  GRAPH ?g { ?claim pk:status "withheld" . ?claim ?end ?entity }
  FILTER(?end IN (rdf:subject, rdf:object))
  FILTER(NOT EXISTS {
    GRAPH ?h { ?other ?side ?entity ; pk:status ?status }
    FILTER(?side IN (rdf:subject, rdf:object) && ?status != "withheld")
  })
}"""


class RemoteKnowledgeGraph(KnowledgeGraph):
    """A dataset in an endpoint, open for questions; a context manager.

    Evidence, names and citations come from the endpoint too.  What needs the dataset itself is refused in a line: the
    other engines, and questions with ``reviewed`` or ``as_of``, for which the graph is projected anew.  Quotes of
    texts are empty, since the texts are no part of the graph.

    Parameters
    ----------
    exchange : Exchange
        With the endpoint; each of its queries is bounded by the exchange's time.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._room = TemporaryDirectory(prefix="policing-kg-", ignore_cleanup_errors=True)
        self.graph: RemoteGraph = RemoteGraph(exchange)
        self.names = RemoteNames(self.graph, Path(self._room.name))
        self.dataset = cast(Dataset, _Absent(exchange.url))
        self.apart = cast(Answerer, _Asked(self))
        self._labels, self._cypher, self._server, self._excerpts = {}, None, None, {}
        self._opening = threading.RLock()

    def close(self) -> None:
        """Remove what was fetched."""
        self._room.cleanup()

    @property
    def digest(self) -> str:
        """Address of the endpoint, which does not say which state of a dataset it holds."""
        return self._exchange.url

    def query_bound(self, sparql: str, values: Mapping[str, Sequence[Term]]) -> Any:
        """Ask a query of the catalogue; blocks without a value are left out, since Jena 5.6 takes UNDEF for one."""
        return self.query(bind(sparql, values, keep_undef=False))

    @contextmanager
    def answering(self, selection: Selection) -> Iterator[Reader]:
        """The reader itself; an excerpt would need the dataset."""
        if selection != Selection():
            raise UsageError(
                f"{self._exchange.url}: an endpoint holds every claim; ask reviewed= and as_of= of the dataset (--kg)"
            )
        yield self

    def cypher_rows(self, text: str, parameters: Mapping[str, Any]) -> NoReturn:
        """An endpoint speaks no Cypher."""
        raise UsageError(f"{self._exchange.url}: an endpoint answers SPARQL alone; leave the engine out")

    neo4j_rows = cypher_rows

    def connect(self, address: str, **_: str) -> NoReturn:
        """An endpoint answers, and no server beside it."""
        raise UsageError(f"{address}: the endpoint answers already; open the dataset to connect it to a server")

    @cached_property
    def unreviewed(self) -> frozenset[str]:
        """Ids of the entities that nothing but unreviewed claims of models names."""
        nodes = (row["entity"] for row in self.graph.rows(_UNREVIEWED))
        return frozenset(node.value.removeprefix(ENTITY) for node in nodes if isinstance(node, NamedNode))

    @property
    def files(self) -> Mapping[str, str]:
        """None: texts are no part of a graph."""
        return {}

    def learn_labels(self, iris: Iterable[str]) -> None:
        """Look up many labels at a time; what has none is shown by its IRI from then on."""
        wanted = set(iris)
        super().learn_labels(wanted - self._labels.keys())
        for iri in wanted:
            own = iri.startswith(BASE) and not iri.startswith(ONTOLOGY)
            self._labels.setdefault(iri, iri if own else compact(iri))

    def label(self, iri: str) -> str:
        """As of a dataset; one by one labels cost a request each, so learn many before."""
        if iri not in self._labels:
            self.learn_labels([iri])
        return self._labels[iri]

    def answer_free(self, text: str, limits: Limits) -> Result:
        """Ask a free query; see `policing_kg.sparql`.

        Raises
        ------
        UsageError
            If it cannot be read, is an update, or reaches beyond the endpoint.
        QueryStopped
            If it passes the limit of time, or its answer that of size.
        """
        check_query(text)
        return free_answer(self, RemoteGraph(self._exchange.within(limits.seconds)).query(text))

    def _repr_html_(self) -> str:
        """What is open, for a notebook."""
        return f"<b>policing-kg</b> {escape(self._exchange.url)}"


class _Absent:
    """Stands where a dataset would, and refuses whatever is wanted of it."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __getattr__(self, name: str) -> NoReturn:
        raise UsageError(f"{self._url}: this needs the dataset itself, not an endpoint; open its folder (--kg)")


class _Asked:
    """Answers free queries in place of a process."""

    def __init__(self, graph: RemoteKnowledgeGraph) -> None:
        self._graph = graph

    def ask(self, language: str, text: str, limits: Limits) -> Result:
        """Ask a free query in SPARQL."""
        if language != "sparql":
            raise UsageError(f"{self._graph.digest}: an endpoint answers SPARQL alone; ask {language} of the dataset")
        return self._graph.answer_free(text, limits)
