"""Who reports a figure: the issuer of its document, else the publisher, and whether it reports on its own work."""

from __future__ import annotations

from pyoxigraph import NamedNode

from .store import Graph


def reporter_of(graph: Graph, document: NamedNode) -> list[tuple[str, str]]:
    """Who reports what a document says, as it is coded.

    Parameters
    ----------
    graph : Graph
    document : NamedNode

    Returns
    -------
    list of (str, str)
        Compact name and value of ``pk:issuer``, else of ``dcterms:publisher``, and of ``pk:reporting``; what is not
        known is left out.
    """
    by = next((name for name in ("pk:issuer", "dcterms:publisher") if graph.value(document, name)), "")
    told = ((name, graph.value(document, name)) for name in (by, "pk:reporting") if name)
    return [(name, value) for name, value in told if value]
