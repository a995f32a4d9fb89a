"""A dataset opened for a researcher: entities by name, the catalogue, free queries, search and citations."""

from __future__ import annotations

from html import escape
from typing import TypeVar

from ..errors import UsageError
from ..graph.citation import Citation, cite, cite_claims
from ..graph.names import Found
from ..ontology.namespace import ENTITY
from .free import sparql
from .free_cypher import cypher
from .limits import Limits
from .lookups import Body, Entity, Measure, Mechanism, Place, Policy, Post, Source
from .names import BODIES, KINDS, checked_text, resolve_name
from .reader import Reader
from .result import Named, Result, Row
from .runner import Given, ask

_CLASSES: dict[str, type[Entity]] = {
    **dict.fromkeys(BODIES, Body),
    "mechanism": Mechanism,
    "place": Place,
    "role": Post,
    "measure": Measure,
    "policy": Policy,
}
_E = TypeVar("_E", bound=Entity)


class KnowledgeGraph(Reader):
    """A generation of a dataset, open for questions; a context manager.

    Names are typed as people write them: full or short, aliases, English, pinyin, division codes and IRIs.

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

    def entity(self, name: str) -> Entity:
        """The one entity of any kind that bears a name.

        Raises
        ------
        UnknownName
            With the nearest names.
        AmbiguousName
            With the candidates.
        """
        return self._entity(resolve_name(self, name))

    def unit(self, name: str) -> Body:
        """A police body; see `entity`."""
        return self._of_kind(name, "body", Body)

    body = unit

    def mechanism(self, name: str) -> Mechanism:
        """A mechanism; see `entity`."""
        return self._of_kind(name, "mechanism", Mechanism)

    def place(self, name: str) -> Place:
        """A division or named place; see `entity`."""
        return self._of_kind(name, "place", Place)

    def post(self, name: str) -> Post:
        """A post or kind of worker; see `entity`."""
        found = self._entity(resolve_name(self, name, "party"))
        if not isinstance(found, Post):
            raise UsageError(f"{name}: a body, not a post; ask unit for it")
        return found

    def measure(self, name: str) -> Measure:
        """What figures measure; see `entity`."""
        return self._of_kind(name, "measure", Measure)

    def policy(self, name: str) -> Policy:
        """A policy document; see `entity`."""
        return self._of_kind(name, "policy", Policy)

    def document(self, name: str) -> Source:
        """A document of the dataset, by its key, its IRI, or a part of its title that no other has."""
        return self._of_kind(name, "document", Source)

    def ask(self, query: str, /, *, engine: str = "rdf", **parameters: Given) -> Result:
        """Ask a question of the catalogue; see `policing_kg.ask`, and `connect` for the engine ``neo4j``."""
        return ask(self, query, parameters, engine)

    def sparql(self, text: str, *, timeout: float = 60, memory: int = 2048) -> Result:
        """Ask a free, read-only SPARQL query; see `policing_kg.sparql`."""
        return sparql(self, text, Limits(timeout, memory))

    def cypher(self, text: str, *, timeout: float = 60, memory: int = 2048) -> Result:
        """Ask a free, read-only Cypher query; see `policing_kg.cypher`."""
        return cypher(self, text, Limits(timeout, memory))

    def search(self, text: str, kind: str = "entity", limit: int = 20) -> list[Entity]:
        """Entities with a text in a name: characters, pinyin or English, however short; else those spelled much alike.

        Parameters
        ----------
        text : str
            Any part of a name; one character is enough.
        kind : str
            ``entity`` for all, else ``body``, ``mechanism``, ``place``, ``party``, ``measure`` or ``policy``.
        limit : int
            Entities at most.

        Returns
        -------
        list of Entity
            Whole names first, then names that begin so, then the shorter.

        Raises
        ------
        UsageError
            If the kind is none of these.
        """
        if kind not in KINDS:
            raise UsageError(f"{kind}: not a kind; use {', '.join(KINDS)}")
        found = self.names.find(checked_text(text, "name"), KINDS[kind], limit)
        return [self._found(f) for f in found or self.names.similar(text, KINDS[kind], limit)]

    def cite(self, what: str | Row | Result) -> tuple[Citation, ...]:
        """The documents that carry something, ready to be written in a style.

        Parameters
        ----------
        what : str, Row or Result
            An entity's name, a claim by the first digits of its id, or what a question answered.

        Returns
        -------
        tuple of Citation
            One for each document; `policing_kg.graph.citation_styles.write_citations` writes them.
        """
        if isinstance(what, str):
            return cite(self.graph, what if _names_no_entity(what) else resolve_name(self, what).iri)
        rows = (what,) if isinstance(what, Row) else what.rows
        return cite_claims(self.graph, {claim for row in rows for claim in row.claims})

    def _of_kind(self, name: str, kind: str, cls: type[_E]) -> _E:
        found = resolve_name(self, name, kind)
        return cls(found.iri, found.label, self)

    def _entity(self, found: Named) -> Entity:
        kind = found.iri.removeprefix(ENTITY).split("/", 1)[0]
        return _CLASSES.get(kind, Entity)(found.iri, found.label, self)

    def _found(self, found: Found) -> Entity:
        return self._entity(Named(ENTITY + found.id, found.label))

    def _repr_html_(self) -> str:
        """What is open, for a notebook."""
        where = f"{self.dataset.path}, generation {self.dataset.generation}"
        return f"<b>policing-kg</b> {escape(where)}<br>digest {escape(self.digest)}"


def _names_no_entity(name: str) -> bool:
    """Whether a text is an IRI, or the first digits of a claim's id: neither is looked up as a name."""
    if ":" in name:
        return True
    return len(name) >= 8 and set(name) <= set("0123456789abcdef") and not (name.isdigit() and len(name) <= 12)
