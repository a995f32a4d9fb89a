"""Names of the entities in an endpoint.

A whole name, written as the graph has it, is looked up there.  For all else (short names, pinyin, English words, names
misspelt) the names of the kinds in question are fetched once and indexed here, as those of a dataset are.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ...graph.description import BODIES, CLASSES
from ...graph.entity import Entity
from ...graph.name_index import write_names
from ...graph.names import Found, Names
from ...graph.spelling import normal
from ...graph.term import term, text_literal
from ...ontology.namespace import ENTITY
from .remote_graph import RemoteGraph

_EXACT = """
SELECT ?entity ?how ?label ?place WHERE {
  VALUES (?how ?by ?name) { ("name" rdfs:label %(zh)s) ("alias" skos:altLabel %(zh)s) ("english" rdfs:label %(en)s) }
  ?entity ?by ?name ; rdfs:label ?label .
  OPTIONAL { ?entity pk:placeCode ?place }
  FILTER(LANG(?label) = "zh")
}"""
_NAMED = "SELECT ?entity ?value WHERE { VALUES ?class { %s } ?entity a ?class ; %s ?value }"
_WAYS = ("name", "alias", "english")


class RemoteNames(Names):
    """The names in an endpoint, for as long as a folder is kept.

    Parameters
    ----------
    graph : RemoteGraph
    room : Path
        Folder for the index.
    """

    def __init__(self, graph: RemoteGraph, room: Path) -> None:
        super().__init__(room / "0.sqlite")
        self._graph, self._room = graph, room
        self._held: frozenset[str] = frozenset()
        self._one = threading.Lock()

    def exact(self, text: str, kinds: Iterable[str] = ()) -> list[Found]:
        """Entities that bear this name: those that write it so, else those that write it alike; see `Names.exact`."""
        chosen = frozenset(kinds) or frozenset(CLASSES)
        if not chosen <= self._held:
            found = self._written_so(text, chosen)
            if found:
                return found
            self._hold(chosen)
        return super().exact(text, chosen)

    def find(self, text: str, kinds: Iterable[str] = (), limit: int = 20) -> list[Found]:
        """Entities with this string in a name; see `Names.find`."""
        chosen = frozenset(kinds) or frozenset(CLASSES)
        self._hold(chosen)
        return super().find(text, chosen, limit)

    def similar(self, text: str, kinds: Iterable[str] = (), limit: int = 20) -> list[Found]:
        """Entities with a name spelled much like a text; see `Names.similar`."""
        chosen = frozenset(kinds) or frozenset(CLASSES)
        self._hold(chosen)
        return super().similar(text, chosen, limit)

    def check(self) -> None:
        """There is nothing to be read before it is asked for."""

    def _written_so(self, text: str, kinds: frozenset[str]) -> list[Found]:
        rows = self._graph.rows(_EXACT % {"zh": text_literal(text), "en": text_literal(text, "en")})
        said = [{name: value.value if value else "" for name, value in row.items()} for row in rows]
        said.sort(key=lambda s: (_WAYS.index(s["how"]), s["entity"]))
        found: dict[str, Found] = {}
        for s in said:
            id = s["entity"].removeprefix(ENTITY)
            kind = id.partition("/")[0]
            if kind in kinds:
                found.setdefault(id, Found(id, kind, s["label"], s["place"], normal(text), s["how"], exact=True))
        return list(found.values())

    def _hold(self, kinds: frozenset[str]) -> None:
        """Fetch the names of kinds that are not here yet."""
        with self._one:
            lacking = kinds - self._held
            if not lacking:
                return
            # Of a body the class may be that of a population though its kind is not.
            wanted = lacking | (frozenset(BODIES) if lacking & frozenset(BODIES) else frozenset())
            before = self._file if self._held else None
            after = self._room / f"{len(self._held | wanted)}.sqlite"
            write_names(after, ((e.id, [e]) for e in self._entities(wanted)), before)
            self._file, self._held = after, self._held | wanted
            if before:
                before.unlink()

    def _entities(self, kinds: frozenset[str]) -> Iterator[Entity]:
        classes = " ".join(str(term(CLASSES[kind])) for kind in sorted(kinds))
        labels: dict[str, str] = {}
        english: dict[str, str] = {}
        aliases: dict[str, list[str]] = {}
        for id, value in self._values(classes, "rdfs:label"):
            (english if value.language == "en" else labels)[id] = value.value
        for id, value in self._values(classes, "skos:altLabel"):
            aliases.setdefault(id, []).append(value.value)
        places = {id: value.value for id, value in self._values(classes, "pk:placeCode")}
        for id, name in labels.items():
            kind, others = id.partition("/")[0], tuple(aliases.get(id, ()))
            yield Entity(id, kind, name, places.get(id, ""), label_en=english.get(id, ""), aliases=others)

    def _values(self, classes: str, predicate: str) -> Iterator[tuple[str, Literal]]:
        for row in self._graph.rows(_NAMED % (classes, predicate)):
            node, value = row["entity"], row["value"]
            if isinstance(node, NamedNode) and isinstance(value, Literal) and node.value.startswith(ENTITY):
                yield node.value.removeprefix(ENTITY), value
