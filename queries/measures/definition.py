"""Measures as data: titles, parameters, columns and references, read from ``measures.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..definition import Column, Parameter, named_in, selecting, without_inner


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a network or of diffusion.

    Parameters
    ----------
    name : str
    title_en, title_zh : str
    parameters : tuple of Parameter
    columns : tuple of Column
    fields : tuple of str
        For each column the field of the typed row that it shows.
    reference : str
        Author, year and DOI.
    """

    name: str
    title_en: str
    title_zh: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    fields: tuple[str, ...] = field(repr=False)
    reference: str

    def as_json(self) -> dict[str, Any]:
        """The measure as plain JSON.

        Examples
        --------
        >>> find_measure("two-mode").as_json()["parameters"][0]["name"]
        'place'
        """
        return without_inner(asdict(self), "fields")

    def takes(self, parameter: str) -> bool:
        """Whether it has a parameter of that name."""
        return any(p.name == parameter for p in self.parameters)


@cache
def load_measures() -> Mapping[str, Measure]:
    """Every measure by name, networks first.

    Examples
    --------
    >>> load_measures()["degree"].columns[0].name, load_measures()["brokerage"].reference
    ('node', 'Gould and Fernandez (1989), DOI 10.2307/270949')
    """
    meta: dict[str, Any] = tomllib.loads((files(__package__) / "measures.toml").read_text("utf-8"))
    parameters = {**selecting(), **{key: _parameter(key, held) for key, held in meta["parameters"].items()}}
    columns = {key: _column(key, held) for key, held in meta["columns"].items()}
    fields = {key: held.get("field", key) for key, held in meta["columns"].items()}
    return MappingProxyType(
        {
            name: Measure(
                name,
                held["title"]["en"],
                held["title"]["zh"],
                tuple(parameters[p] for p in held["parameters"]),
                tuple(columns[c] for c in held["columns"]),
                tuple(fields[c] for c in held["columns"]),
                held["reference"],
            )
            for name, held in meta["measures"].items()
        }
    )


def find_measure(name: str) -> Measure:
    """One measure.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> find_measure("betweeness")
    Traceback (most recent call last):
    policing_kg.errors.UnknownName: betweeness: unknown measure; see policing-kg measures; did you mean betweenness?
    """
    return named_in(load_measures(), name, "measure; see policing-kg measures")


def _parameter(key: str, meta: Mapping[str, Any]) -> Parameter:
    name, doc = str(meta.get("name", key)), meta["doc"]
    default, choices = str(meta.get("default", "")), tuple(meta.get("choices", ()))
    return Parameter(name, name, meta["type"], False, doc["en"], doc["zh"], default, choices)


def _column(key: str, meta: Mapping[str, Any]) -> Column:
    return Column(key.removeprefix("all_"), meta["type"], meta["en"], meta["zh"], meta["doc_en"], meta["doc_zh"])
