"""Nodes of a network: what the store says of an entity, as plain attributes without empty ones."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pyoxigraph import Literal, NamedNode

from ...ontology.namespace import compact
from ..store import Graph

Attributes = dict[str, str | int | float | bool | tuple[str, ...]]

_COUNTRY = "100000"
LEVELS = ("national", "province", "prefecture", "county", "township")


def level_of(code: str) -> str:
    """Level of government of a division code (GB/T 2260, or 12 digits for a township).

    Examples
    --------
    >>> [level_of(code) for code in ("100000", "120000", "370700", "120111", "120111105000", "")]
    ['national', 'province', 'prefecture', 'county', 'township', '']
    """
    if not code:
        return ""
    if len(code) == 12:
        return "township" if code[6:9] != "000" else level_of(code[:6])
    if code[2:] == "0000":
        return "national" if code == _COUNTRY else "province"
    return "prefecture" if code[4:] == "00" else "county"


class Nodes:
    """Attributes of the entities of one store, each read once.

    Parameters
    ----------
    graph : Graph
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.attributes = cache(self._attributes)
        self.class_of = cache(self._class_of)
        self.label_of = cache(lambda iri: graph.label(NamedNode(iri)))

    def _class_of(self, iri: str) -> str:
        return compact(self._graph.value(NamedNode(iri), "rdf:type"))

    def _attributes(self, iri: str) -> Attributes:
        said: dict[str, list[Literal | NamedNode]] = defaultdict(list)
        for quad in self._graph.quads(NamedNode(iri)):
            if isinstance(quad.object, Literal | NamedNode):
                said[compact(quad.predicate.value)].append(quad.object)

        def value(predicate: str, language: str = "") -> str:
            found = said.get(predicate, ())
            return min((o.value for o in found if not language or getattr(o, "language", "") == language), default="")

        sector, kind = value("pk:sector"), value("pk:bodyKind")
        cls, code = compact(value("rdf:type")).removeprefix("pk:"), value("pk:placeCode")
        home = value("pk:jurisdiction")
        police = sector == "police" or cls == "PoliceBody"
        found: Attributes = {
            "label": value("rdfs:label", "zh") or value("dcterms:title") or iri,
            "english": value("rdfs:label", "en"),
            "class": cls,
            "kind": kind,
            "sector": "police" if police else sector,
            "group": "police" if police else kind or sector or cls,
            "place": self.label_of(home) if home else "",
            "place_iri": home or (iri if cls == "Place" else ""),
            "place_code": code,
            "level": level_of(code),
        }
        kept: Attributes = {key: held for key, held in found.items() if held != ""}
        generic = cls in ("Population", "Post")
        marked: Attributes = {"population": True} if generic else {}
        return kept | marked | {"resolved": value("pk:resolved") != "false"}
