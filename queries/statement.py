"""What claims say, in full: both ends, qualifiers, standing, the document as it is coded, and the words where they are.

A row of the catalogue names its claims; here a reader learns of many claims at once all that is recorded of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ..errors import UnknownName, UsageError
from ..graph.citation import CLAIMS_LISTED, cite
from ..graph.decision import Decision
from ..graph.text_cache import cache_folder, read_masked
from ..ontology.namespace import PREFIXES, compact
from .claim_quads import Said, said_of, spans_of
from .reader import Reader
from .result import Evidence, Named

_CLAIM = PREFIXES["claim"]
_ENDS = ("rdf:subject", "rdf:predicate", "rdf:object")
_CODING = {
    "publisher": "dcterms:publisher",
    "issuer": "pk:issuer",
    "published": "dcterms:date",
    "date_basis": "pk:dateBasis",
    "genre": "pk:genre",
    "reporting": "pk:reporting",
    "copy": "pk:copy",
    "address": "dcterms:source",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it is coded; empty where not known.

    Parameters
    ----------
    document : Named
        IRI, and title, else key.
    publisher, issuer : str
    published, date_basis : str
        EDTF date of the document, and where it comes from: dateline, page, coded.
    genre, reporting, copy : str
        Notations of the schemes of those names: whether it is a work report, speaks of its own issuer, is a reprint.
    address : str
    """

    document: Named
    publisher: str = ""
    issuer: str = ""
    published: str = ""
    date_basis: str = ""
    genre: str = ""
    reporting: str = ""
    copy: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim.

    Parameters
    ----------
    claim : str
        Its id.
    subject : str
        IRI.
    predicate : str
        Compact name.
    object : str
        IRI, or the value as written.
    qualifiers : tuple of (str, str)
        Local name of the property and its value, sorted; of an entity the name.
    status : str
        Notation of the scheme ``claim-status``: ``live``, ``planned`` …
    accepted : bool
        Whether a reviewer accepted or corrected it.
    origins : tuple of (str, str)
        Who made it (rule, coder, model), and the rule or table with its version.
    revises : str
        Id of the claim that a reviewer corrected into this one, or empty.
    source : Source
    spans : tuple of Evidence
        Where it stands in its document.
    quotes : tuple of str
        The masked words of each span; empty where this reader does not have the text.
    """

    claim: str
    subject: str
    predicate: str
    object: str
    qualifiers: tuple[tuple[str, str], ...]
    status: str
    accepted: bool
    origins: tuple[tuple[str, str], ...]
    revises: str
    source: Source
    spans: tuple[Evidence, ...] = ()
    quotes: tuple[str, ...] = ()


def statements(reader: Reader, claims: Iterable[str]) -> dict[str, Statement]:
    """Read what claims say.

    Parameters
    ----------
    reader : Reader
    claims : iterable of str
        Claim ids.

    Returns
    -------
    dict of str to Statement
        By id, in the order of ids; what the dataset does not hold is left out.
    """
    held = _held(reader, sorted(set(claims)))
    sources = read_sources(reader, {document for document, _ in held.values()})
    places = {claim: spans_of(reader, claim, document, said) for claim, (document, said) in held.items()}
    words = words_of(reader, places)
    named = (v.value for _, said in held.values() for values in said.values() for v in values if _is_node(v))
    reader.learn_labels(named)
    return {
        claim: _statement(reader, claim, said, sources[document], places.get(claim, ()), words.get(claim, ()))
        for claim, (document, said) in held.items()
    }


def read_sources(reader: Reader, documents: Iterable[str]) -> dict[str, Source]:
    """Read how documents are coded.

    Parameters
    ----------
    reader : Reader
    documents : iterable of str
        IRIs.

    Returns
    -------
    dict of str to Source
        By IRI, sorted.
    """
    listed = sorted(documents)
    reader.learn_labels(listed)
    coded = {field: reader.graph.values(map(NamedNode, listed), name) for field, name in _CODING.items()}
    return {
        iri: Source(Named(iri, reader.label(iri)), **{field: found.get(iri, "") for field, found in coded.items()})
        for iri in listed
    }


def find_claim(reader: Reader, text: str) -> str:
    """The id of the one claim that an id, the first digits of it or an IRI names.

    Raises
    ------
    UnknownName
        If no claim bears it.
    AmbiguousName
        If several claims begin with these digits.
    UsageError
        If it names something else than one claim.
    """
    try:
        citations = cite(reader.graph, text)
    except UnknownName as error:
        raise UnknownName(text, (), "claim", CLAIMS_LISTED) from error
    found = {place.claim for citation in citations for place in citation.locations}
    if len(found) != 1:
        raise UsageError(f"{text}: names {len(found)} claims; give the id of one, as `ask` and `show` print it")
    return next(iter(found))


def decisions_on(reader: Reader, statement: Statement) -> tuple[Decision, ...]:
    """Every decision that reviewers took on a claim or on the one that it corrects, the oldest first."""
    about = {statement.claim, statement.revises}
    return tuple(row for row in reader.dataset.decisions.rows if row.target in about)


def _held(reader: Reader, claims: Iterable[str]) -> dict[str, tuple[str, Said]]:
    """Each claim with its document and what its graph says of it, by compact name of the property."""
    found = {claim: said_of(reader, NamedNode(_CLAIM + claim)) for claim in claims}
    return {claim: (document, said) for claim, (document, said) in found.items() if said}


def _statement(
    reader: Reader, claim: str, said: Said, source: Source, spans: Iterable[Evidence], quotes: Iterable[str]
) -> Statement:
    subject, predicate, object_ = (min((v.value for v in said.get(end, ())), default="") for end in _ENDS)

    def texts(name: str) -> list[str]:
        return sorted(v.value for v in said.get(name, ()))

    qualifiers = [
        (name.partition(":")[2], reader.label(v.value) if _is_node(v) else v.value)
        for name, values in said.items()
        if name.startswith("pk:") and name not in _STANDING
        for v in values
    ]
    rules = texts("pk:rule")
    origins = [(origin, rules[min(i, len(rules) - 1)] if rules else "") for i, origin in enumerate(texts("pk:origin"))]
    return Statement(
        claim,
        subject,
        compact(predicate),
        object_,
        tuple(sorted(qualifiers)),
        status=min(texts("pk:status"), default=""),
        accepted="true" in texts("pk:accepted"),
        origins=tuple(origins),
        revises=min(texts("prov:wasRevisionOf"), default="").removeprefix(_CLAIM),
        source=source,
        spans=tuple(spans),
        quotes=tuple(quotes),
    )


_STANDING = frozenset({"pk:status", "pk:inDocument", "pk:evidence", "pk:origin", "pk:rule", "pk:accepted"})


def _is_node(value: NamedNode | Literal) -> bool:
    return isinstance(value, NamedNode)


def words_of(reader: Reader, places: Mapping[str, Iterable[Evidence]]) -> dict[str, list[str]]:
    """The masked words of every span, in the order of the spans; empty where this reader does not have the text.

    Parameters
    ----------
    reader : Reader
    places : mapping of str to iterable of Evidence
        By claim.
    """
    spans = [e for listed in places.values() for e in listed]
    wanted = {e.manifestation for e in spans if e.manifestation and e.start >= 0} if cache_folder().is_dir() else set()
    files = reader.files if wanted else {}
    texts = {m: read_masked(files[m]) for m in sorted(wanted) if m in files}
    return {
        claim: [" ".join(texts.get(e.manifestation, "")[max(e.start, 0) : max(e.end, 0)].split()) for e in listed]
        for claim, listed in places.items()
    }
