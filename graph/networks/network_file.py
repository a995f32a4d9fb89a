"""Networks as GraphML and GEXF, equal bytes for equal networks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx as nx

from ..term import short_hash

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_META = re.compile(r"<meta [^>]*>")  # of GEXF: it holds the day of writing
_CREATOR = re.compile(r"<creator>[^<]*</creator>")
_REFERENCE = re.compile(r"&#(\d{4,});")  # a Chinese character, where the writer of networkx escapes it
_EDGE_ID = MappingProxyType({"graphml": "edge", "gexf": "id"})  # the attribute that each writer takes an edge's id from


def write_network(network: nx.MultiDiGraph, form: str, file: Path) -> int:
    """Write a network for Gephi, Cytoscape, visone, igraph and others.

    Lists become texts with semicolons; what XML cannot hold is left out; every edge has an id of its own, since one
    pair of nodes may have several.

    Parameters
    ----------
    network : networkx.MultiDiGraph
    form : str
        ``graphml`` or ``gexf``.
    file : Path

    Returns
    -------
    int
        Number of edges.
    """
    plain = _plain(network, _EDGE_ID[form])
    if form == "graphml":
        lines: Iterable[str] = nx.generate_graphml(plain, named_key_ids=True, edge_id_from_attribute="edge")
    else:
        written = nx.generate_gexf(plain, version="1.2draft")
        lines = (_CREATOR.sub("<creator>policing-kg</creator>", _META.sub("<meta>", line)) for line in written)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        out.writelines(_REFERENCE.sub(lambda m: chr(int(m[1])), line) + "\n" for line in lines)
    return int(plain.number_of_edges())


def _plain(network: nx.MultiDiGraph, edge_id: str) -> nx.MultiDiGraph:
    """A copy whose attributes a file can hold; an edge's id is made from its ends and its relation."""
    made = nx.MultiDiGraph()
    made.add_nodes_from((n, _attributes(held)) for n, held in network.nodes(data=True))
    for source, target, key, held in network.edges(keys=True, data=True):
        edge = short_hash("\x1f".join((source, key, target)))
        made.add_edge(source, target, key=key, **_attributes(held) | {edge_id: edge})
    return made


def _attributes(held: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in held.items()}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        value = "; ".join(value)
    return _NOT_XML.sub("", value) if isinstance(value, str) else value
