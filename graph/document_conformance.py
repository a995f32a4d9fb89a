"""SHACL on documents as they are projected, before there is a store: claims, evidence, frames and descriptions.

What a document says of its own points to its own and to entities, whose classes their ids tell: so documents can be
validated in any number, in any order, in any process.  What an id does not tell is left to the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from ..ontology.namespace import ENTITY, expand
from ..ontology.resources import read_shapes
from ..ontology.terms import class_axioms
from .description import BODIES, CLASSES
from .duplicate import NEAR_DUPLICATE
from .entity import is_entity_id
from .validation import Result, validate

_BATCH = 8 * 2**20  # bytes of lines that are validated together, so that memory does not grow with a bucket
_TYPE = expand("rdf:type")


class DocumentCheck:
    """Validates documents as they are added, a batch at a time.

    Parameters
    ----------
    populations : set of str
        Canonical ids of entities that are a class of bodies.

    Attributes
    ----------
    doubtful : set of str
        IRIs of nodes that point to, or are, an entity that their document does not describe: to be validated in the
        store.
    """

    def __init__(self, populations: Set[str]) -> None:
        self.doubtful: set[str] = set()
        self._populations = populations
        self._classes: dict[str, str] = {}
        self._lines: list[bytes] = []
        self._size = 0
        self._pointed: set[str] = set()
        self._here: set[str] = set()
        self._found: list[Result] = []

    def add(
        self, document: str, lines: bytes, own: Iterable[Quad], facts: Iterable[Quad], described: Set[str]
    ) -> None:
        """Add a document.

        Parameters
        ----------
        document : str
            Its IRI.
        lines : bytes
            N-Triples of what it says of its own nodes.
        own : iterable of Quad
            The same.
        facts : iterable of Quad
            Plain facts about entities.
        described : set of str
            Canonical ids of the entities that it describes.
        """
        pointed: set[str] = set()
        for quad in own:
            end = quad.object
            if not isinstance(end, NamedNode) or end.value in pointed or not isinstance(quad.subject, NamedNode):
                continue
            if quad.predicate.value == _REPEATS or (known := self._class(end.value)) and _entity(end) in described:
                pointed.add(end.value)
            elif known:
                self.doubtful.add(quad.subject.value)
        about = {q.subject for q in facts if isinstance(q.subject, NamedNode)}
        self.doubtful |= {node.value for node in about if _entity(node) not in described}
        self._lines.append(lines)
        self._here.add(document)
        self._pointed |= pointed
        self._size += len(lines)
        if self._size > _BATCH:
            self._validate()

    def violations(self) -> tuple[Result, ...]:
        """What breaks a shape in all that was added, but of doubtful nodes."""
        if self._lines:
            self._validate()
        return tuple(r for r in self._found if r.focus not in self.doubtful)

    def _validate(self) -> None:
        others = self._pointed - self._here
        classes = (f"<{iri}> <{_TYPE}> <{self._class(iri) or _DOCUMENT}> .\n" for iri in sorted(others))
        text = b"".join(self._lines).decode() + "".join(classes)
        report = validate(text, _shapes_of_documents())
        self._found += (r for r in report.violations if r.focus not in others)
        self._lines, self._size, self._pointed, self._here = [], 0, set(), set()

    def _class(self, iri: str) -> str:
        """The class of an entity, which its id tells; empty for another node."""
        if iri not in self._classes:
            entity = iri.removeprefix(ENTITY)
            kind = entity.split("/", 1)[0] if entity != iri and is_entity_id(entity) else ""
            name = "pk:Population" if kind in BODIES and entity in self._populations else CLASSES.get(kind, "")
            self._classes[iri] = expand(name) if name else ""
        return self._classes[iri]


def _entity(node: NamedNode) -> str:
    return node.value.removeprefix(ENTITY)


_REPEATS, _DOCUMENT = expand(NEAR_DUPLICATE), expand("pk:Document")


@cache
def _shapes_of_documents() -> str:
    """The ontology's shapes without those that target entities, which would fail for want of a description here."""
    entities = {expand("pk:Entity")}
    while more := {child for child, parent in class_axioms() if parent in entities} - entities:
        entities |= more
    targets = expand("sh:targetClass")
    kept = (
        q
        for q in parse("\n".join(read_shapes().values()), RdfFormat.TURTLE)
        if q.predicate.value != targets or getattr(q.object, "value", "") not in entities
    )
    return (serialize((q.triple for q in kept), format=RdfFormat.N_TRIPLES) or b"").decode()
