"""What a list shows of a claim: its document, where it stands there, its words, and its standing.

`statement.statements` tells all of a claim; a page that lists a hundred needs less, and looks it up claim by claim,
which is cheaper than asking in SPARQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..ontology.namespace import PREFIXES
from .claim_quads import Said, said_of, spans_of
from .reader import Reader
from .result import Evidence, Named
from .statement import words_of

_CLAIM = PREFIXES["claim"]


@dataclass(frozen=True, slots=True)
class Brief:
    """One claim as a list shows it.

    Parameters
    ----------
    claim : str
        Its id.
    ends : tuple of str
        IRIs of subject and predicate, and the object: an IRI or a value.
    document : Named
    status : str
        Notation of the scheme ``claim-status``.
    accepted : bool
        Whether a reviewer accepted or corrected it.
    contested : bool
        Whether it counts though some document says that it is not so.
    spans : tuple of Evidence
        Where it stands in its document.
    quotes : tuple of str
        The masked words of each span; empty where this reader does not have the text.
    """

    claim: str
    ends: tuple[str, str, str]
    document: Named
    status: str
    accepted: bool
    contested: bool
    spans: tuple[Evidence, ...] = ()
    quotes: tuple[str, ...] = ()


def briefs(reader: Reader, claims: Iterable[str], *, placed: bool = True) -> dict[str, Brief]:
    """Read what a list shows of claims.

    Parameters
    ----------
    reader : Reader
    claims : iterable of str
        Claim ids.
    placed : bool
        Whether places and words are read too.

    Returns
    -------
    dict of str to Brief
        By id, sorted; what the dataset does not hold is left out.
    """
    held = {claim: said_of(reader, NamedNode(_CLAIM + claim)) for claim in sorted(set(claims))}
    stated = {claim: where for claim, where in held.items() if where[1] and placed}
    spans = {claim: spans_of(reader, claim, document, said) for claim, (document, said) in stated.items()}
    words = words_of(reader, spans)
    return {
        claim: _brief(reader, claim, document, said, spans.get(claim, ()), words.get(claim, ()))
        for claim, (document, said) in held.items()
        if said
    }


def _brief(
    reader: Reader, claim: str, document: str, said: Said, spans: Iterable[Evidence], quotes: Iterable[str]
) -> Brief:
    subject, predicate, object_ = (
        min((v.value for v in said.get(f"rdf:{end}", ())), default="") for end in ("subject", "predicate", "object")
    )
    ends = subject, predicate, object_
    status = min((v.value for v in said.get("pk:status", ())), default="")
    accepted = any(v.value == "true" for v in said.get("pk:accepted", ()))
    contested = status != "negated" and ends in reader.denied
    named = Named(document, reader.label(document))
    return Brief(claim, ends, named, status, accepted, contested, tuple(spans), tuple(quotes))
