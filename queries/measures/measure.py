"""Ask a measure of a dataset: typed rows with the claims that they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

import networkx as nx
from pyoxigraph import NamedNode

from ...graph.duplicate import NEAR_DUPLICATE
from ...graph.networks import Choice, network_of
from ...ontology.namespace import BASE
from ..diffusion.adoption import Adoption, adoptions
from ..diffusion.curve import adoption_curve
from ..diffusion.order import order_of_levels, order_of_places
from ..places import places_above, places_within
from ..reader import Reader
from ..result import Named, Result, Row, Value
from ..runner import Given, resolved_parameters
from ..selection import selection_of
from ..support import evidence_of_claims
from .bootstrap import RANKED, Intervals, check_draws, intervals
from .brokerage import brokerage
from .centrality import betweenness, degree
from .claims import Claims, ClaimsOfTies
from .cohesion import assortativity, cohesion, components, mixing
from .definition import Measure, find_measure, load_measures
from .interval_columns import interval_cells, interval_columns
from .two_mode import projection, two_mode

__all__ = ["Measure", "find_measure", "load_measures", "measure"]


class Typed(Protocol):
    """A typed row: a NamedTuple of a measure."""

    def _asdict(self) -> dict[str, Any]: ...


class _Adopter(NamedTuple):
    """One row of the measure ``adoption``."""

    mechanism: str
    body: str
    place: str | None
    level: str | None
    stage: str | None
    in_force: str | None
    basis: str
    earliest: str | None
    latest: str | None
    first_reported: str | None
    reported_basis: str | None
    sources: int


_OF_NETWORKS: Mapping[str, Callable[..., Sequence[Typed]]] = MappingProxyType(
    {
        "degree": degree,
        "betweenness": betweenness,
        "brokerage": brokerage,
        "two-mode": two_mode,
        "projection": projection,
        "cohesion": cohesion,
        "components": components,
        "assortativity": assortativity,
        "mixing": mixing,
    }
)


def measure(
    reader: Reader, name: str, parameters: Mapping[str, Given] | None = None, *, bootstrap: int = 0, seed: int = 0
) -> Result:
    """Compute a measure.

    Parameters
    ----------
    reader : Reader
    name : str
        Name of the measure; see `load_measures`.
    parameters : mapping of str to str or list of str
        Values as a person types them; a list of mechanisms or places means any of them.
    bootstrap : int
        Draws of sources, from which each figure of a network gets its 95 % interval, in columns ``…_low`` and
        ``…_high``; 0 for none.  See `bootstrap.intervals`.
    seed : int
        Of the draws.

    Returns
    -------
    Result
        Each row with the claims that it rests on, and where each of them stands in its source.

    Raises
    ------
    UnknownName
        If the measure, a parameter or a value is not known.
    AmbiguousName
        If a value is borne by several entities.
    UsageError
        If a value is empty or not of the parameter's type.
    """
    asked = find_measure(name)
    check_draws(name, bootstrap)
    resolved = resolved_parameters(reader, asked.name, asked.parameters, parameters or {})
    values = {parameter.name: tuple(value for _, value in pairs) for parameter, pairs in resolved.items()}
    drawn: list[Intervals] = []
    if name in _OF_NETWORKS:
        network, compute = _network(reader, asked, values)
        of_ties = ClaimsOfTies(network)
        made = [(row, of_ties.of(row._asdict())) for row in compute(network)]
        if bootstrap:
            sources = _repeated(reader, network)
            drawn = intervals(network, compute, sources, bootstrap, seed, RANKED.get(name, ""))
    else:
        made = _of_diffusion(reader, asked, values)
    places = evidence_of_claims(reader, {c for _, claims in made for c in claims})
    ends = interval_columns(asked, drawn)
    rows = tuple(
        Row(
            _fields(reader, asked, row) | (interval_cells(ends, drawn[n]) if drawn else {}),
            claims,
            tuple(e for c in claims for e in places.get(c, ())),
        )
        for n, (row, claims) in enumerate(made)
    )
    return Result(name, values, (*asked.columns, *ends), reader.digest, rows)


def _repeated(reader: Reader, network: nx.MultiDiGraph) -> dict[str, str]:
    """Documents of a network that repeat another one's text, and which."""
    documents = {document for *_, held in network.edges(data="documents") for document in held or ()}
    return reader.graph.values(map(NamedNode, sorted(documents)), NEAR_DUPLICATE)


def _network(
    reader: Reader, asked: Measure, values: Mapping[str, tuple[Value, ...]]
) -> tuple[nx.MultiDiGraph, Callable[[nx.MultiDiGraph], Sequence[Typed]]]:
    """The network that is asked for, and what computes the measure on it."""
    name = _text(values, "network") or "body-mechanism"
    selected = selection_of(values)
    choice = Choice(selected.reviewed, selected.as_of, _text(values, "populations") == "yes")
    network = network_of(reader.graph, name, choice)
    if "place" in values:
        network = _ties_of(network, places_within(reader.graph, _iris(values, "place")))
    more = [_text(values, key) for key in ("attribute", "onto") if asked.takes(key)]
    return network, lambda made: _OF_NETWORKS[asked.name](made, *more)


def _ties_of(network: nx.MultiDiGraph, places: frozenset[str]) -> nx.MultiDiGraph:
    """The edges with an end in some places, and their nodes."""
    here = {node for node, held in network.nodes(data=True) if held.get("place_iri") in places}
    kept = network.edge_subgraph((s, t, k) for s, t, k in network.edges(keys=True) if s in here or t in here).copy()
    ordered = nx.MultiDiGraph(**network.graph)
    ordered.add_nodes_from((n, held) for n, held in network.nodes(data=True) if n in kept)
    ordered.add_edges_from(kept.edges(keys=True, data=True))
    return ordered


def _of_diffusion(
    reader: Reader, asked: Measure, values: Mapping[str, tuple[Value, ...]]
) -> list[tuple[Typed, Claims]]:
    graph = reader.graph
    places = places_within(graph, _iris(values, "place")) if "place" in values else None
    choice, dates = selection_of(values), _text(values, "dates")
    with reader.answering(replace(choice, reviewed=False)) as held:
        found = adoptions(held.graph, _iris(values, "mechanism"), places, dates=dates, reviewed=choice.reviewed)
    if asked.name == "adoption":
        return [(_adopter(a), a.claims) for a in found]
    if asked.name == "adoption-curve":
        return [(row, _claims(found, row.mechanism)) for row in adoption_curve(found)]
    pairs = order_of_places(found, lambda place: places_above(graph, place))
    if asked.name == "order-of-places":
        return [(pair, _claims(found, pair.mechanism, (pair.upper, pair.lower))) for pair in pairs]
    return [(row, _claims(found, row.mechanism)) for row in order_of_levels(pairs)]


def _adopter(a: Adoption) -> _Adopter:
    return _Adopter(
        a.mechanism,
        a.body,
        a.place or None,
        a.level or None,
        a.stage or None,
        a.stated or None,
        a.basis or "no date",
        *a.began.bounds,
        a.first_reported or None,
        a.reported_basis or None,
        a.sources,
    )


def _claims(found: Iterable[Adoption], mechanism: str, places: Sequence[str] = ()) -> Claims:
    kept = (a for a in found if a.mechanism == mechanism and (not places or a.place in places))
    return tuple(sorted({claim for a in kept for claim in a.claims}))


def _fields(reader: Reader, asked: Measure, row: Typed) -> dict[str, Value]:
    held = row._asdict()
    columns = zip(asked.columns, asked.fields, strict=True)
    return {column.name: _value(reader, held[name], column.type) for column, name in columns}


def _value(reader: Reader, value: object, type: str) -> Value:
    if isinstance(value, str) and value.startswith(BASE):
        return Named(value, reader.label(value))
    if type == "decimal" and isinstance(value, int | float):
        return Decimal(repr(round(float(value), 9)))
    if isinstance(value, float):
        return int(value)
    return value if isinstance(value, str | int) else None


def _text(values: Mapping[str, tuple[Value, ...]], name: str) -> str:
    return str(values[name][0]) if name in values else ""


def _iris(values: Mapping[str, tuple[Value, ...]], name: str) -> tuple[str, ...]:
    return tuple(v.iri for v in values.get(name, ()) if isinstance(v, Named))
