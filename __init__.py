"""policing-kg: a knowledge graph of policing mechanisms and organisations, every statement bound to its source.

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .annotating import annotate as annotate
    from .coders import agreement as agreement
    from .coders import codebook as codebook
    from .explorer_verbs import serve as serve
    from .graph.neo4j_sync import bulk as bulk
    from .graph.neo4j_sync import sync as sync
    from .graph.stats import stats as stats
    from .installation import doctor as doctor
    from .loaders.build import build as build
    from .opening import connect as connect
    from .opening import open as open
    from .plot_verbs import plot as plot
    from .releasing import diff as diff
    from .releasing import release as release
    from .releasing import restore as restore
    from .releasing import takedown as takedown
    from .releasing import verify as verify
    from .research import export as export
    from .research import measure as measure
    from .research import measures as measures
    from .research import network as network
    from .reviewing import review as review
    from .verbs import ask as ask
    from .verbs import catalogue as catalogue
    from .verbs import cite as cite
    from .verbs import cypher as cypher
    from .verbs import evaluate as evaluate
    from .verbs import extract as extract
    from .verbs import show as show
    from .verbs import sparql as sparql
    from .verbs import view as view

_VERBS = {
    "agreement": "coders", "annotate": "annotating", "ask": "verbs", "build": "loaders.build",
    "bulk": "graph.neo4j_sync", "cite": "verbs", "codebook": "coders", "connect": "opening", "cypher": "verbs",
    "diff": "releasing", "release": "releasing", "restore": "releasing", "takedown": "releasing",
    "doctor": "installation", "evaluate": "verbs", "export": "research", "extract": "verbs", "measure": "research",
    "measures": "research", "network": "research", "open": "opening", "catalogue": "verbs", "plot": "plot_verbs",
    "review": "reviewing", "serve": "explorer_verbs", "show": "verbs", "sparql": "verbs", "stats": "graph.stats",
    "sync": "graph.neo4j_sync", "verify": "releasing", "view": "verbs",
}  # fmt: skip
_ERRORS = (
    "AmbiguousName", "ClaimRefused", "DataError", "DatasetLocked", "InputRefused", "MissingExtra", "PolicingKGError",
    "QueryStopped", "Unavailable", "UnknownName", "UsageError",
)  # fmt: skip

__all__ = [*_ERRORS, *_VERBS]  # noqa: PLE0604 -- names, as strings


def __getattr__(name: str) -> object:
    if name in _VERBS:
        return getattr(import_module(f"policing_kg.{_VERBS[name]}"), name)
    if name in _ERRORS:
        return getattr(import_module("policing_kg.errors"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
