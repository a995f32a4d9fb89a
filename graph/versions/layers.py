"""The layers of a release, each with its licence: claims, ontology, codebook, queries, metadata."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from .about import LICENCES, About

_PACKAGE = "Apache-2.0"  # of code and ontology


@dataclass(frozen=True, slots=True)
class ReleaseLayer:
    """One layer: where it stands, what it is, and its licence, empty for that of the release."""

    where: str
    what: str
    licence: str = ""


LAYERS = MappingProxyType(
    {
        "claims": ReleaseLayer("`data/`, `graph.nq`, tables", "the claims, what is computed from them, and decisions"),
        "ontology": ReleaseLayer("`ontology/`", "modules, schemes, alignments, shapes, checks, context", _PACKAGE),
        "codebook": ReleaseLayer("`codebook/`", "every variable with its rules, made from the ontology", _PACKAGE),
        "queries": ReleaseLayer("`queries/`", "the catalogue of named questions in SPARQL and Cypher", _PACKAGE),
        "metadata": ReleaseLayer("files beside this one", "how to cite it, what is in it", "CC0-1.0"),
    }
)
# Layers that no folder holds: they stand among the claims.
AMONG_CLAIMS = (
    ("base dataset", "claims whose rows in `data/documents-*.parquet` have the layer `coded`", "CC-BY-4.0"),
    ("gazetteer", "names and codes of divisions: facts of GB/T 2260, from data under the MIT licence", "MIT"),
    ("sources", "not in this release; the column `licence` of `data/documents-*.parquet` names their terms", ""),
)


def layer_of(path: str) -> str:
    """The layer that a file of a release belongs to.

    Examples
    --------
    >>> layer_of("ontology/policing.ttl"), layer_of("data/claims-0001.parquet"), layer_of("README.md")
    ('ontology', 'claims', 'metadata')
    """
    top = path.split("/", 1)[0]
    if top in ("ontology", "codebook", "queries"):
        return top
    return "claims" if top == "data" or path.endswith((".nq", ".csv")) else "metadata"


def layer_address(layer: str, about: About) -> str:
    """Where the licence of a layer can be read; empty where none was named."""
    return LICENCES.get(LAYERS[layer].licence, "") or about.licence_address
