"""What an entity is, of many at once: class, sector, kind, other names, and the divisions that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..graph.networks.node import level_of
from ..ontology.namespace import compact
from .reader import Reader
from .result import Named


@dataclass(frozen=True, slots=True)
class Described:
    """One entity.

    Parameters
    ----------
    iri, label : str
    of_class : str
        Compact name.
    sector, sort : str
        Sector (police, government …) and kind of body (派出所), or empty.
    names : tuple of str
        Aliases and English names, sorted.
    place : Named or None
        The division that it serves, or that it is.
    level : str
        Level of government of that division: province, prefecture, county, township; or empty.
    region : tuple of Named
        The divisions that hold it below the country, from the widest to its own.
    """

    iri: str
    label: str
    of_class: str
    sector: str = ""
    sort: str = ""
    names: tuple[str, ...] = ()
    place: Named | None = None
    level: str = ""
    region: tuple[Named, ...] = ()


def described(reader: Reader, iris: Iterable[str]) -> dict[str, Described]:
    """Tell what entities are.

    Parameters
    ----------
    reader : Reader
    iris : iterable of str

    Returns
    -------
    dict of str to Described
        By IRI, sorted.
    """
    listed = sorted(set(iris))
    nodes, values = [NamedNode(iri) for iri in listed], reader.graph.values
    classes, sectors, sorts = (values(nodes, name) for name in ("rdf:type", "pk:sector", "pk:bodyKind"))
    places = values(nodes, "pk:jurisdiction")
    places |= {iri: iri for iri, of_class in classes.items() if compact(of_class) == "pk:Place"}
    chains = _chains(reader, set(places.values()))
    names = _names(reader, listed)
    reader.learn_labels([*listed, *(iri for chain in chains.values() for iri, _ in chain)])
    out = {}
    for iri in listed:
        chain = chains.get(places.get(iri, ""), ())
        region = tuple(Named(place, reader.label(place)) for place, _ in chain)
        label = reader.label(iri)
        home = Named(places[iri], reader.label(places[iri])) if iri in places else None
        out[iri] = Described(
            iri,
            label,
            compact(classes.get(iri, "")),
            sectors.get(iri, ""),
            sorts.get(iri, ""),
            tuple(name for name in names.get(iri, ()) if name != label),
            home,
            level_of(chain[-1][1]) if chain else "national" if home else "",
            region,
        )
    return out


def _chains(reader: Reader, places: Iterable[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Each place with those that hold it, below the country, and their codes, from the widest."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in _asked(reader, sorted(places), "?node pk:within* ?up . ?up pk:placeCode ?code"):
        if level_of(row["code"]) != "national":
            found.setdefault(row["node"], set()).add((row["up"], row["code"]))
    return {place: tuple(sorted(chain, key=lambda p: (_breadth(p[1]), p))) for place, chain in found.items()}


def _breadth(code: str) -> int:
    """Digits of a code that say something: fewer for a wider place."""
    return len(code.rstrip("0")) + len(code.rstrip("0")) % 2


def _names(reader: Reader, iris: list[str]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for row in _asked(reader, iris, "?node rdfs:label|skos:altLabel ?name"):
        found.setdefault(row["node"], set()).add(row["name"])
    return {iri: sorted(names) for iri, names in found.items()}


def _asked(reader: Reader, nodes: list[str], patterns: str) -> Iterable[dict[str, str]]:
    """Rows of a pattern about many nodes, as texts."""
    for row in reader.graph.rows_of(f"SELECT * WHERE {{ VALUES ?node {{}} {patterns} }}", map(NamedNode, nodes)):
        yield {name: value.value if value else "" for name, value in row.items()}
