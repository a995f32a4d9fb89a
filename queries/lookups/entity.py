"""What every entity of a graph can be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, TypedDict, Unpack

from ...graph.citation import Citation, cite
from ...graph.citation_styles import write_citations
from ...graph.profile import Profile, profile
from ..result import Result
from ..runner import ask

if TYPE_CHECKING:
    from ..knowledge_graph import KnowledgeGraph


class Counted(TypedDict, total=False):
    """Which claims count for a lookup.

    Parameters
    ----------
    reviewed : bool
        Only claims that a reviewer accepted.
    as_of : str or int
        Only what a source says to have held then: a year, a month or a day.
    """

    reviewed: bool
    as_of: str | int


@dataclass(frozen=True)
class Entity:
    """One entity of an open graph.

    Entities are equal when their IRIs are, whichever graph they were looked up in.

    Parameters
    ----------
    iri : str
    name : str
        Chinese name.
    graph : KnowledgeGraph
        The graph it was looked up in; asked again by each method.
    """

    iri: str
    name: str = field(compare=False)
    graph: KnowledgeGraph = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def profile(self) -> Profile:
        """Everything said of it: names, hierarchy, links, frames and figures; see `policing_kg.show`."""
        return profile(self.graph.graph, self.iri)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names, sorted."""
        return self.profile.aliases

    @property
    def english(self) -> str:
        """Its English name, or empty."""
        return self.profile.english

    @property
    def kind(self) -> str:
        """Its class in English, as the ontology labels it."""
        return self.profile.class_en

    @property
    def place(self) -> str:
        """Name of the division that it serves or lies in, or empty."""
        found = self.profile.place
        return found.label if found else ""

    @property
    def code(self) -> str:
        """Code of that division by GB/T 2260 or of 12 digits, or empty."""
        return self.profile.place_code

    def links(self, with_: str = "", relation: str = "", below: bool | None = None, **which: Unpack[Counted]) -> Result:
        """Its links in both directions; the query ``links``.

        Parameters
        ----------
        with_ : str
            Only those whose other end has this in its name.
        relation : str
            Only this relation, as in ``stationed in``.
        below : bool
            Whether links of the units below it count too.  Where it is not said, they do if `with_` is given: what
            ties an organ to a partner is mostly one of its stations.
        **which : Counted
            Which claims count: ``reviewed=True``, ``as_of="2023-07"``.
        """
        more = {
            "with": with_,
            "relation": relation,
            "below": "yes" if (bool(with_) if below is None else below) else "",
        }
        return self._ask("links", "name", **more, **which)

    def evidence(self, status: str = "", document: str = "", reviewed: bool = False) -> Result:
        """Every statement that names it, with its place in the source; the query ``evidence``."""
        return self._ask("evidence", "name", status=status, document=document, reviewed=reviewed)

    def cite(self) -> tuple[Citation, ...]:
        """The documents that speak of it; `graph.citation_styles.write_citations` writes them in a style."""
        return cite(self.graph.graph, self.iri)

    def citations(self, style: str = "text") -> str:
        """The documents that speak of it, written in a style: text, bibtex, gbt7714, gbt7714-2025 or csl-json."""
        return write_citations(self.cite(), style)

    def _ask(self, query: str, parameter: str, **more: str | int) -> Result:
        given = {name: value for name, value in more.items() if value != ""}
        return ask(self.graph, query, {parameter: self, **given})

    def _repr_html_(self) -> str:
        """Its name, class and place, for a notebook."""
        facts = [self.kind, f"{self.place} {self.code}".strip(), "; ".join(self.aliases), self.iri]
        return f"<b>{escape(self.name)}</b><br>" + "<br>".join(escape(fact) for fact in facts if fact)
