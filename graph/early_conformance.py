"""SHACL on documents and entities as they are projected, before there is a store.

What a document says of its own points to its own and to entities, whose classes their ids tell; what is said of an
entity points to entities.  So either can be validated in any number, in any order, in any process.  What an id does
not tell is left to the store.
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
_TYPE, _REPEATS, _DOCUMENT = expand("rdf:type"), expand(NEAR_DUPLICATE), expand("pk:Document")


class _Check:
    """What both checks know.

    Parameters
    ----------
    populations : set of str
        Canonical ids of entities that are a class of bodies.

    Attributes
    ----------
    doubtful : set of str
        IRIs of nodes that point to, or are, an entity of which it is not known here whether it is described: to be
        validated in the store.
    """

    def __init__(self, populations: Set[str]) -> None:
        self.doubtful: set[str] = set()
        self._populations = populations
        self._classes: dict[str, str] = {}
        self._found: list[Result] = []

    def violations(self) -> tuple[Result, ...]:
        """What breaks a shape in all that was added, but of doubtful nodes."""
        return tuple(r for r in self._found if r.focus not in self.doubtful)

    def _class(self, iri: str) -> str:
        """The class of an entity, which its id tells; empty for another node."""
        if iri not in self._classes:
            entity = iri.removeprefix(ENTITY)
            kind = entity.split("/", 1)[0] if entity != iri and is_entity_id(entity) else ""
            name = "pk:Population" if kind in BODIES and entity in self._populations else CLASSES.get(kind, "")
            self._classes[iri] = expand(name) if name else ""
        return self._classes[iri]

    def _typed(self, iris: Iterable[str]) -> str:
        """Lines with the classes of nodes that are pointed to: entities and other documents."""
        return "".join(f"<{iri}> <{_TYPE}> <{self._class(iri) or _DOCUMENT}> .\n" for iri in sorted(iris))


class DocumentCheck(_Check):
    """Validates documents as they are added, a batch at a time."""

    def __init__(self, populations: Set[str]) -> None:
        super().__init__(populations)
        self._start_over()

    def _start_over(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0
        self._pointed: set[str] = set()
        self._here: set[str] = set()

    def add(self, document: str, lines: bytes, own: Iterable[Quad], facts: Iterable[Quad], described: Set[str]) -> None:
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
            if quad.predicate.value == _REPEATS or ((known := self._class(end.value)) and entity_of(end) in described):
                pointed.add(end.value)
            elif known:
                self.doubtful.add(quad.subject.value)
        for quad in facts:
            ends = [end for end in (quad.subject, quad.object) if isinstance(end, NamedNode)]
            if any(entity_of(end) not in described for end in ends):
                self.doubtful.add(ends[0].value)
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
        return super().violations()

    def _validate(self) -> None:
        others = self._pointed - self._here
        report = validate(b"".join(self._lines).decode() + self._typed(others), _shapes_of_documents())
        self._found += (r for r in report.violations if r.focus not in others)
        self._start_over()


class EntityCheck(_Check):
    """Validates entities: what is said of each, all of it.

    Parameters
    ----------
    populations : set of str
        Canonical ids of entities that are a class of bodies.
    places : set of str
        Canonical ids of the places that are described.
    """

    def __init__(self, populations: Set[str], places: Set[str]) -> None:
        super().__init__(populations)
        self._places = places

    def add(self, described: Iterable[bytes], facts: Iterable[bytes]) -> None:
        """Add some entities.

        Parameters
        ----------
        described : iterable of bytes
            Lines of N-Triples of their descriptions.
        facts : iterable of bytes
            Lines with the plain facts about them.
        """
        lines = [*described]
        pointed: set[str] = set()
        own = {_subject(line) for line in lines}
        for line in lines:
            end = _object(line)
            if self._class(end):
                if end.removeprefix(ENTITY) in self._places:
                    pointed.add(end)
                else:
                    self.doubtful.add(_subject(line))
        for line in facts:
            lines.append(line)
            if self._class(end := _object(line)):
                pointed.add(end)
        report = validate(b"".join(lines).decode() + self._typed(pointed - own))
        self._found += (r for r in report.violations if r.focus in own)


def entity_of(node: object) -> str:
    """Id of the entity that a node is, if it is one.

    Examples
    --------
    >>> entity_of(NamedNode(ENTITY + "unit/-/0123456789ab"))
    'unit/-/0123456789ab'
    """
    return str(getattr(node, "value", "")).removeprefix(ENTITY)


def _subject(line: bytes) -> str:
    return line[1 : line.index(b">")].decode()


def _object(line: bytes) -> str:
    """The object of a line of N-Triples, if it is an IRI; else empty."""
    start = line.rindex(b"<") if line.endswith(b"> .\n") else 0
    return line[start + 1 : -4].decode() if start and line[start - 1] == ord(" ") else ""


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
