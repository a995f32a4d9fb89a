"""From claims to their places in the sources: what a result, a profile and a citation show as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolution, QuerySolutions, QueryTriples

from ..ontology.namespace import PREFIXES
from .store import Graph


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, document or term: its IRI and its label.

    Examples
    --------
    >>> str(Named("https://example.org/a", "西青区"))
    '西青区'
    """

    iri: str
    label: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Location:
    """Where one claim stands in one document.

    Offsets are code points of the stored text, -1 where none is known; `row` and `column` are those of a table, `page`
    that of a PDF, `paragraph` that of a Word document, or 0.

    Parameters
    ----------
    claim : str
        Claim id.
    document : Named
        The document, with its title (else its key) as label.
    start, end, sentence_start, sentence_end : int
        Span of the statement and of its sentence, half-open.
    manifestation : str
        Last part of the IRI of the file that carries the text.
    row, column, page, paragraph : int
    article : str
        Article of a statute, or empty.
    key : str
        Key of the document.

    Examples
    --------
    >>> str(Location("c", Named("urn:d", "摘要"), 10, 24, 0, 40))
    '摘要 [10–24]'
    >>> str(Location("c", Named("urn:d", "条例"), 10, 24, 0, 40, page=3, article="第五条"))
    '条例 [page 3, 10–24] 第五条'
    """

    claim: str
    document: Named
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    manifestation: str = ""
    row: int = 0
    column: int = 0
    article: str = ""
    key: str = ""
    page: int = 0
    paragraph: int = 0

    @property
    def where(self) -> str:
        """The place in the document, as people read it: ``10–24``, ``page 2, 10–24``, ``row 3, column 2``."""
        if self.row:
            at = f"row {self.row}" + (f", column {self.column}" if self.column else "")
        else:
            part = f"page {self.page}, " * bool(self.page) + f"paragraph {self.paragraph}, " * bool(self.paragraph)
            at = f"{part}{self.start}–{self.end}" if self.start >= 0 else "whole"
        return at

    def __str__(self) -> str:
        return f"{self.document.label} [{self.where}]" + (f" {self.article}" if self.article else "")


Ask = Callable[[str], QuerySolutions | QueryBoolean | QueryTriples]

_CLAIM = PREFIXES["claim"]
_MANY = 500  # claims a question
_PREFIXES = "\n".join(f"PREFIX {p}: <{PREFIXES[p]}>" for p in ("pk", "oa"))
# VALUES stand inside, and one pattern in each OPTIONAL: else Oxigraph scans all claims instead of looking these up.
_EVIDENCE = """
SELECT ?claim ?document ?key ?start ?end ?first ?last ?source ?row ?column ?page ?paragraph ?article WHERE {
  GRAPH ?document {
    VALUES ?claim { %s }
    ?claim pk:evidence ?place .
    OPTIONAL { ?place oa:start ?start }
    OPTIONAL { ?place oa:end ?end }
    OPTIONAL { ?place pk:sentenceStart ?first }
    OPTIONAL { ?place pk:sentenceEnd ?last }
    OPTIONAL { ?place oa:hasSource ?source }
    OPTIONAL { ?place pk:row ?row }
    OPTIONAL { ?place pk:column ?column }
    OPTIONAL { ?place pk:page ?page }
    OPTIONAL { ?place pk:paragraph ?paragraph }
    OPTIONAL { ?place pk:article ?stands }
    OPTIONAL { ?claim pk:article ?coded }
    BIND(COALESCE(?coded, ?stands) AS ?article)
  }
  OPTIONAL { ?document pk:documentKey ?key }
}
ORDER BY ?document ?start ?claim
"""


def locate(
    ask: Ask,
    label: Callable[[str], str],
    claims: Iterable[str],
    learn: Callable[[Iterable[str]], None] | None = None,
) -> dict[str, list[Location]]:
    """Where each claim stands in its document.

    Parameters
    ----------
    ask : callable
        Answers a SPARQL query: `Graph.query`, or what stands before a remote store.
    label : callable
        Gives the label of an IRI.
    claims : iterable of str
        Claim ids.
    learn : callable, optional
        Takes the IRIs whose labels will be asked for.

    Returns
    -------
    dict of str to list of Location
        By claim id, in order of document and offset; claims without evidence are left out.
    """
    ids = sorted(set(claims))
    found: dict[str, list[Location]] = {}
    for at in range(0, len(ids), _MANY):
        listed = " ".join(str(NamedNode(_CLAIM + i)) for i in ids[at : at + _MANY])
        solutions = ask(_PREFIXES + _EVIDENCE % listed)
        rows = list(solutions) if isinstance(solutions, QuerySolutions) else []
        if learn:
            learn({d.value for d in (row["document"] for row in rows) if isinstance(d, NamedNode)})
        for s in rows:
            location = _location(s, label)
            found.setdefault(location.claim, []).append(location)
    return found


def locate_all(graph: Graph, claims: Iterable[str]) -> tuple[Location, ...]:
    """Every place of some claims in a graph, in order of document and offset.

    Parameters
    ----------
    graph : Graph
    claims : iterable of str
        Claim ids.
    """
    found = locate(graph.query, lambda iri: label_of(graph, iri), claims)
    return tuple(sorted((x for places in found.values() for x in places), key=_order))


def label_of(graph: Graph, iri: str) -> str:
    """The Chinese name of an entity, the title of a document, else its key, else the IRI."""
    node = NamedNode(iri)
    found = graph.label(node)
    return graph.value(node, "pk:documentKey") or iri if found == iri else found


def _order(location: Location) -> tuple[str, int, int, int, str]:
    return location.key, location.start, location.row, location.column, location.claim


def _location(solution: QuerySolution, label: Callable[[str], str]) -> Location:
    iri, number, text = _readers(solution)
    return Location(
        claim=iri("claim").removeprefix(_CLAIM),
        document=Named(iri("document"), label(iri("document"))),
        start=number("start", -1),
        end=number("end", -1),
        sentence_start=number("first", -1),
        sentence_end=number("last", -1),
        manifestation=iri("source").rsplit("/", 1)[-1],
        row=number("row", 0),
        column=number("column", 0),
        article=text("article"),
        key=text("key"),
        page=number("page", 0),
        paragraph=number("paragraph", 0),
    )


def _readers(
    solution: QuerySolution,
) -> tuple[Callable[[str], str], Callable[[str, int], int], Callable[[str], str]]:
    def iri(variable: str) -> str:
        term = solution[variable]
        return term.value if isinstance(term, NamedNode) else ""

    def number(variable: str, default: int) -> int:
        term = solution[variable]
        return int(term.value) if isinstance(term, Literal) else default

    def text(variable: str) -> str:
        term = solution[variable]
        return term.value if isinstance(term, Literal) else ""

    return iri, number, text
