"""Bind parameters into a query: RDF terms into its VALUES blocks, never text into its text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from ..errors import PolicingKGError

Term = NamedNode | Literal

_BLOCK = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")


def bind(sparql: str, values: Mapping[str, Sequence[Term]], *, keep_undef: bool = True) -> str:
    r"""Fill the ``VALUES ?variable { UNDEF }`` blocks of a query.

    Parameters
    ----------
    sparql : str
        A query of the catalogue.
    values : mapping
        For each bound variable the RDF terms it may be; a variable that is not named stays unbound.
    keep_undef : bool
        Whether the blocks of those variables stay: Oxigraph drops the branches that need a value when it plans, while
        other engines take UNDEF for one.  The answer is the same, since such a block joins with everything.

    Returns
    -------
    str
        A query in which each term is written in its N-Triples form, which escapes whatever could end it.

    Raises
    ------
    PolicingKGError
        If the query has no such block: a defect of the catalogue.

    Examples
    --------
    >>> bind("SELECT * { VALUES ?x { UNDEF } ?x ?p ?o }", {"x": [Literal('a" } DROP ALL #')]})
    'SELECT * { VALUES ?x { "a\\" } DROP ALL #" } ?x ?p ?o }'
    >>> bind("SELECT * { VALUES ?x { UNDEF } ?x ?p ?o }", {}, keep_undef=False)
    'SELECT * {  ?x ?p ?o }'
    """
    left = set(values)

    def fill(block: re.Match[str]) -> str:
        variable = block[1]
        left.discard(variable)
        if variable not in values:
            return block[0] if keep_undef else ""
        return f"VALUES ?{variable} {{ {' '.join(map(str, values[variable]))} }}"

    # One pass: what a term holds is never looked at again.
    bound = _BLOCK.sub(fill, sparql)
    if left:
        raise PolicingKGError(f"{', '.join(sorted(left))}: the query has no such block VALUES ?variable {{ UNDEF }}")
    return bound
