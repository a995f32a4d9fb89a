"""RDF literals as properties of a node, and back without loss.

A literal is a readable value under its key; beside it, under the key with an ending, stands what the value alone does
not say: ``_lexical`` the exact form, ``_datatype``, ``_language``, ``_reviewed`` whether an accepted claim states it.
A string, a boolean and a 64-bit integer in canonical form need none of them.

Examples
--------
>>> write_property("value", [('"96.30"^^<http://www.w3.org/2001/XMLSchema#decimal>', False)], many=False)
{'value': 96.3, 'value_lexical': '96.30', 'value_datatype': 'xsd:decimal'}
>>> write_property("name", [('"派出所"@zh', False)], many=False)
{'name': '派出所', 'name_language': 'zh'}
>>> write_property("rule", [('"b"', False), ('"a"', False)], many=True)
{'rule': ['a', 'b']}
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ..ontology.namespace import compact
from .property_names import iri_of
from .quad_line import IRI, STRING, Value, read_value
from .term import term

Scalar = str | int | float | bool
Property = Scalar | list[str] | list[int] | list[float] | list[bool]
Node = NamedNode | Literal
Stated = tuple[Node, bool]  # a value, and whether an accepted claim states it
Written = tuple[str, bool]  # the same, the value as N-Triples writes it

ENDINGS = ("_lexical", "_datatype", "_language", "_reviewed", "_more")
_BOOLEAN, _INTEGER = "xsd:boolean", "xsd:integer"
_IMPLIED = MappingProxyType({bool: _BOOLEAN, int: _INTEGER, str: STRING})
_NUMBERS = frozenset(("xsd:decimal", "xsd:double", "xsd:float"))


def write_property(key: str, values: Sequence[Written], many: bool) -> dict[str, Property]:
    """All values of one property of one node.

    Parameters
    ----------
    key : str
    values : sequence of (str, bool)
        Each value, as N-Triples writes it, with whether an accepted claim states it.
    many : bool
        Whether the property is a list.  Of one that is not, every value but the first stands in ``key_more``, in
        N-Triples form.

    Returns
    -------
    dict
        Key to value.
    """
    ordered = sorted(values) if len(values) > 1 else values
    if many:
        return _list(key, ordered)
    written, reviewed = ordered[0]
    value = read_value(written)
    readable = _readable(value)
    found: dict[str, Property] = {key: readable}
    for ending, told in zip(ENDINGS[:3], _untold(value, readable), strict=True):
        if told:
            found[key + ending] = told
    if reviewed:
        found[key + "_reviewed"] = True
    if len(ordered) > 1:
        found[key + "_more"] = [f"{written} {'reviewed' if reviewed else ''}" for written, reviewed in ordered[1:]]
    return found


def _list(key: str, ordered: Sequence[Written]) -> dict[str, Property]:
    """Values beside each other, and under each ending what the values alone do not say."""
    values = [read_value(written) for written, _ in ordered]
    shown = [_readable(value) for value in values]
    if len({type(v) for v in shown}) > 1:
        shown = [compact(v.text) if v.datatype == IRI else v.text for v in values]
    told = zip(*(_untold(value, readable) for value, readable in zip(values, shown, strict=True)), strict=True)
    columns: list[Sequence[Scalar]] = [shown, *told, [reviewed for _, reviewed in ordered]]
    named = zip(("", *ENDINGS[:4]), columns, strict=True)
    return {key + ending: list(column) for ending, column in named if not ending or any(column)}  # type: ignore[misc]


def read_property(key: str, properties: Mapping[str, Property]) -> Iterator[Stated]:
    """The values that `write_property` wrote under a key.

    Examples
    --------
    >>> [str(value) for value, _ in read_property("n", {"n": 7, "n_lexical": "007", "n_datatype": "xsd:integer"})]
    ['"007"^^<http://www.w3.org/2001/XMLSchema#integer>']
    """
    shown = properties[key]
    columns = [_column(properties.get(key + ending), shown) for ending in ENDINGS[:4]]
    for value, lexical, datatype, language, reviewed in zip(_column(shown, shown), *columns, strict=True):
        yield _term(value, lexical, str(datatype or ""), str(language or "")), bool(reviewed)
    for line in properties.get(key + "_more", ()):  # type: ignore[union-attr]
        text, _, reviewed = str(line).rpartition(" ")
        yield _parsed(text), reviewed == "reviewed"


def _column(part: Property | None, shown: Property) -> list[Scalar | None]:
    width = len(shown) if isinstance(shown, list) else 1
    if part is None:
        return [None] * width
    return list(part) if isinstance(part, list) else [part]


def _readable(value: Value) -> Scalar:
    text, datatype, _ = value
    if datatype in (STRING, ""):
        return text
    if datatype == IRI:
        return compact(text)
    if datatype == _BOOLEAN and text in ("true", "false", "1", "0"):
        return text in ("true", "1")
    if datatype == _INTEGER and (number := _integer(text)) is not None:
        return number
    if datatype in _NUMBERS:
        try:
            number_ = float(Decimal(text))
        except (InvalidOperation, OverflowError, ValueError):
            return text
        return number_ if math.isfinite(number_) else text
    return text


def _integer(text: str) -> int | None:
    if len(text) > 40 or not text.lstrip("+-").isascii() or not text.lstrip("+-").isdigit():
        return None
    number = int(text) if text.lstrip("+-") == text or text[1:].isdigit() else None
    return number if number is not None and -(2**63) <= number < 2**63 else None


def _untold(value: Value, readable: Scalar) -> tuple[str, str, str]:
    """Exact form, datatype and language, each where the readable value does not say it."""
    text, datatype, language = value
    if datatype == IRI or language:
        return "", datatype, language
    if isinstance(readable, float) or _plain_text(readable) != text:
        return text, datatype, ""
    return "", "" if datatype == _IMPLIED[type(readable)] else datatype, ""


def _plain_text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _term(value: Scalar | None, lexical: Scalar | None, datatype: str, language: str) -> Node:
    text = str(lexical) if lexical else _plain_text(value if value is not None else "")
    if datatype == IRI:
        return NamedNode(iri_of(text))
    if language:
        return Literal(text, language=language)
    if datatype:
        return Literal(text, datatype=NamedNode(iri_of(datatype)))
    return Literal(text, datatype=term(_IMPLIED.get(type(value), STRING)))


def _parsed(text: str) -> Node:
    (quad,) = parse(f"<urn:s> <urn:p> {text} .".encode(), format=RdfFormat.N_TRIPLES)
    found = quad.object
    if not isinstance(found, NamedNode | Literal):
        raise TypeError(f"{text}: neither an IRI nor a literal")
    return found
