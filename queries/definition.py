"""Named queries as data: a folder each, with the query, its metadata and the rows expected on the fixture."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from ..errors import UnknownName

T = TypeVar("T")
PARAMETER_TYPES = (
    "place", "body", "party", "mechanism", "measure", "policy", "entity", "document", "string", "integer",
)  # fmt: skip
COLUMN_TYPES = ("entity", "document", "term", "string", "integer", "decimal", "date", "boolean")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One typed parameter: its name, the query's variable, and what it is, in both languages.

    `default` is what holds where it is not given, `choices` the values it may have; both are empty for most.
    `variable` is empty where it is bound into no query but selects the claims that count.
    """

    name: str
    variable: str
    type: str
    required: bool
    doc_en: str
    doc_zh: str
    default: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One typed column of the answer: its heading and what it holds, in both languages."""

    name: str
    type: str
    label_en: str
    label_zh: str
    doc_en: str = ""
    doc_zh: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """Which claims carry a row: a frame's, one claim's, or those of a triple whose ends are columns.

    `frame`, `claim`, `subject` and `object` name variables of the query; `predicates` are compact terms, or one
    variable, ``?predicate``.
    """

    frame: str = ""
    claim: str = ""
    subject: str = ""
    object: str = ""
    predicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One question of the catalogue.

    Parameters
    ----------
    name : str
        Name of its folder.
    area : str
        Part of the catalogue it belongs to.
    title_en, title_zh, question_en, question_zh : str
    parameters : tuple of Parameter
    columns : tuple of Column
    order : tuple of str
        Columns that order the rows; see `result.sorted_rows`.
    support : tuple of Support
    sparql : str
        The query's text; each parameter is a ``VALUES ?variable { UNDEF }`` block.
    cypher : str
        The same question in Cypher; each parameter is a list of values, or null.
    """

    name: str
    area: str
    title_en: str
    title_zh: str
    question_en: str
    question_zh: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    support: tuple[Support, ...]
    sparql: str
    cypher: str

    def as_json(self) -> dict[str, Any]:
        """The query as plain JSON: its metadata and its text.

        Examples
        --------
        >>> find_query("chain").as_json()["parameters"][0]["name"]
        'unit'
        """
        return without_inner(asdict(self), "support")


@cache
def load_catalogue() -> Mapping[str, Query]:
    """Read every query of the catalogue.

    Returns
    -------
    mapping of str to Query
        By name, sorted.

    Examples
    --------
    >>> load_catalogue()["chain"].parameters[0].type
    'body'
    """
    folders = files(__package__) / "catalogue"
    found = {f.name: _read_query(f) for f in folders.iterdir() if f.is_dir() and (f / "query.toml").is_file()}
    return MappingProxyType(dict(sorted(found.items())))


@cache
def selecting() -> Mapping[str, Parameter]:
    """The parameters that select which claims count, by name: many questions and measures share them.

    Examples
    --------
    >>> list(selecting()), selecting()["reviewed"].choices
    (['reviewed', 'as_of'], ('no', 'yes'))
    """
    meta = tomllib.loads((files(__package__) / "selection.toml").read_text("utf-8"))
    return MappingProxyType({name: _parameter({"name": name, "variable": "", **held}) for name, held in meta.items()})


def find_query(name: str) -> Query:
    """Return one query.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> find_query("figures").area
    'observations'
    """
    return named_in(load_catalogue(), name, "query; see policing-kg queries")


def named_in(listed: Mapping[str, T], name: str, what: str) -> T:
    """Return what a table lists under a name.

    Parameters
    ----------
    listed : mapping of str
        Queries or measures by name.
    name : str
    what : str
        What was looked for, for the message.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> named_in({"chain": 1}, "chains", "query")
    Traceback (most recent call last):
    policing_kg.errors.UnknownName: chains: unknown query; did you mean chain?
    """
    from difflib import get_close_matches

    if name not in listed:
        raise UnknownName(name, get_close_matches(name, listed, 3, 0.4), what)
    return listed[name]


def without_inner(shown: dict[str, Any], *inner: str) -> dict[str, Any]:
    """A definition as it is shown: without some fields, and without the variables of its parameters.

    Examples
    --------
    >>> without_inner({"name": "chain", "support": (), "parameters": [{"name": "unit", "variable": "unit"}]}, "support")
    {'name': 'chain', 'parameters': [{'name': 'unit'}]}
    """
    parameters = [{k: v for k, v in p.items() if k != "variable"} for p in shown["parameters"]]
    return {k: parameters if k == "parameters" else v for k, v in shown.items() if k not in inner}


def _read_query(folder: Traversable) -> Query:
    meta: dict[str, Any] = tomllib.loads((folder / "query.toml").read_text("utf-8"))
    own = [_parameter(p) for p in meta.get("parameters", ())]
    return Query(
        name=folder.name,
        area=meta["area"],
        title_en=meta["title"]["en"],
        title_zh=meta["title"]["zh"],
        question_en=meta["question"]["en"],
        question_zh=meta["question"]["zh"],
        parameters=(*own, *(selecting()[name] for name in meta["selection"])),
        columns=tuple(_column(c) for c in meta["columns"]),
        order=tuple(meta["order"]),
        support=tuple(_support(s) for s in meta.get("claims", ())),
        sparql=(folder / "query.rq").read_text("utf-8"),
        cypher=(folder / "query.cypher").read_text("utf-8"),
    )


def _parameter(meta: Mapping[str, Any]) -> Parameter:
    return Parameter(
        meta["name"],
        meta["variable"],
        meta["type"],
        bool(meta.get("required", False)),
        meta["doc"]["en"],
        meta["doc"]["zh"],
        str(meta.get("default", "")),
        tuple(meta.get("choices", ())),
    )


def _column(meta: Mapping[str, Any]) -> Column:
    doc = meta.get("doc", {})
    return Column(
        meta["name"], meta["type"], meta["label"]["en"], meta["label"]["zh"], doc.get("en", ""), doc.get("zh", "")
    )


def _support(meta: Mapping[str, Any]) -> Support:
    ends = {k: str(meta.get(k, "")) for k in ("frame", "claim", "subject", "object")}
    predicates = meta.get("predicate", ())
    return Support(**ends, predicates=(predicates,) if isinstance(predicates, str) else tuple(predicates))
