"""The files of the ontology: modules, schemes, alignments, shapes, checks, context.

Read through `importlib.resources`, so that they are found in a checkout, a wheel and a zip alike.

Examples
--------
>>> "body" in read_modules()
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

FOLDERS = MappingProxyType(
    {"modules": ".ttl", "schemes": ".ttl", "alignments": ".ttl", "shapes": ".ttl", "checks": ".rq"}
)


def _folder(name: str) -> Traversable:
    return files(__package__).joinpath(name)


@cache
def _read(folder: str) -> Mapping[str, str]:
    suffix = FOLDERS[folder]
    found = [entry for entry in _folder(folder).iterdir() if entry.name.endswith(suffix)]
    texts = {entry.name.removesuffix(suffix): entry.read_text("utf-8") for entry in found}
    return MappingProxyType(dict(sorted(texts.items())))


def read_modules() -> Mapping[str, str]:
    """Read the modules of the ontology, by name.

    Returns
    -------
    mapping of str to str
        Turtle by module name (``body``, ``claim`` …).
    """
    return _read("modules")


def read_schemes() -> Mapping[str, str]:
    """Read the SKOS schemes of qualifier values, as Turtle by name.

    Examples
    --------
    >>> "stage" in read_schemes()
    True
    """
    return _read("schemes")


def read_alignments() -> Mapping[str, str]:
    """Read the alignments that stand outside OWL 2 DL, as Turtle by name.

    Examples
    --------
    >>> sorted(read_alignments())
    ['datacube', 'reification']
    """
    return _read("alignments")


def read_shapes() -> Mapping[str, str]:
    """Read the SHACL shapes (core constraints only), as Turtle by name.

    Examples
    --------
    >>> "claim" in read_shapes()
    True
    """
    return _read("shapes")


def read_checks() -> Mapping[str, str]:
    """Read the quality checks: SPARQL queries that must return nothing, by name.

    Examples
    --------
    >>> "part-of-itself" in read_checks()
    True
    """
    return _read("checks")


def read_ontology() -> str:
    """Read the header of the ontology, which imports the modules, as Turtle."""
    return _folder("policing.ttl").read_text("utf-8")


def read_context() -> str:
    """Read the JSON-LD 1.1 context, as JSON.

    Examples
    --------
    >>> '"@context"' in read_context()
    True
    """
    return _folder("context.jsonld").read_text("utf-8")
