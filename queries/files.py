"""The files that carry a document."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from .reader import Reader


@dataclass(frozen=True, slots=True)
class File:
    """One file or page with the body of a document.

    Parameters
    ----------
    iri : str
    path : str
        Below the root that was named in the build, or the address.
    encoding, extractor : str
        How its text was read; the extractor is empty for plain text and tables.
    """

    iri: str
    path: str
    encoding: str
    extractor: str


def files_of(reader: Reader, document: str) -> tuple[File, ...]:
    """The files that carry a document, sorted by path.

    Parameters
    ----------
    reader : Reader
    document : str
        IRI.
    """
    nodes = (q.object for q in reader.graph.quads(NamedNode(document), "pk:manifestation"))
    found = [
        File(n.value, *(reader.graph.value(n, name) for name in ("pk:path", "pk:encoding", "pk:extractor")))
        for n in nodes
        if isinstance(n, NamedNode)
    ]
    return tuple(sorted(found, key=lambda file: (file.path, file.iri)))
