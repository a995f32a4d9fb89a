"""What a change of few documents does to the graph: quads that go, quads that come, entities to describe anew.

A plain fact goes only with its last live claim, and an entity's description is made from the rows of all documents;
so both look at the documents that the change does not touch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from .decision import Decisions
from .description import EntityRow, canonical_rows, describe, redirects
from .entity import Entity
from .holding import Holding
from .projection import Keep, Projection, every, project
from .store import Graph
from .term import document_iri, term

Holdings = Mapping[str, Holding | None]
Rows = Counter[EntityRow]  # the key of the document is left out where no split names the entity
RowsOf = Callable[[Collection[str]], Rows]


@dataclass(frozen=True, slots=True)
class Delta:
    """The difference that a change makes to the graph.

    Parameters
    ----------
    removed, added : set of Quad
        Disjoint.
    """

    removed: set[Quad]
    added: set[Quad]


@dataclass(frozen=True, slots=True)
class EntityDelta(Delta):
    """The difference that a change makes to entities.

    Parameters
    ----------
    described : dict of str to Counter of Entity
        Canonical id and rows of each entity whose rows changed and that is still there.
    gone : set of str
        Canonical ids of entities that are no more.
    """

    described: dict[str, Counter[Entity]]
    gone: set[str]


def document_delta(
    graph: Graph, old: Holdings, new: Holdings, *, decided_before: Decisions, decided_after: Decisions
) -> Delta:
    """What some documents change, but for the descriptions of entities.

    Parameters
    ----------
    graph : Graph
        The projection as it stands.
    old, new : mapping of str to Holding or None
        The touched documents, before and after, with the same keys.
    decided_before, decided_after : Decisions
    """
    was, now = _all(old, decided_before), _all(new, decided_after)
    untouched = {document_iri(key).value for key in old}
    lost = was.facts - now.facts
    unaccepted = was.reviewed - now.reviewed
    supported = set(_supported(graph, lost | unaccepted, untouched))
    removed = (was.own - now.own) | (lost - supported) | (unaccepted - supported)
    added = (now.own - was.own) | (now.facts - was.facts) | (now.reviewed - was.reviewed)
    return Delta(set(removed), set(added))


def everything(holdings: Iterable[Holding], decisions: Decisions, keep: Keep = every) -> Iterator[Quad]:
    """All quads of a dataset but the entities' descriptions: the projection from scratch."""
    for holding in holdings:
        found = project(holding, decisions, keep)
        yield from found.own
        yield from found.facts
        yield from found.reviewed
    yield from redirects(decisions)


def _all(holdings: Holdings, decisions: Decisions) -> Projection:
    found = [project(h, decisions) for h in holdings.values()]
    return Projection(
        frozenset().union(*(p.own for p in found)),
        frozenset().union(*(p.facts for p in found)),
        frozenset().union(*(p.reviewed for p in found)),
    )


def _supported(graph: Graph, facts: Iterable[Quad], touched: Collection[str]) -> Iterator[Quad]:
    """Those facts that a live claim (in `pk:reviewed`: an accepted one) of an untouched document supports."""
    by_subject: dict[NamedNode, list[Quad]] = {}
    for fact in facts:
        if isinstance(fact.subject, NamedNode):
            by_subject.setdefault(fact.subject, []).append(fact)
    default = Quad(term("pk:Claim"), term("rdf:type"), term("pk:Claim")).graph_name
    for subject, wanted in by_subject.items():
        stated: set[tuple[object, object]] = set()
        accepted: set[tuple[object, object]] = set()
        for quad in graph.quads(None, "rdf:subject", subject, None):
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.graph_name, NamedNode):
                continue
            if quad.graph_name.value in touched:
                continue
            said = {q.predicate.value: q.object for q in graph.quads(quad.subject, None, None, quad.graph_name)}
            if said.get(term("pk:status").value) != Literal("live"):
                continue
            pair = (said[term("rdf:predicate").value], said[term("rdf:object").value])
            stated.add(pair)
            if term("pk:accepted").value in said:
                accepted.add(pair)
        for quad in wanted:
            if (quad.predicate, quad.object) in (stated if quad.graph_name == default else accepted):
                yield quad


def entity_delta(
    was: Rows, now: Rows, *, decided_before: Decisions, decided_after: Decisions, others: RowsOf
) -> EntityDelta:
    """What changes in the descriptions of entities, for each that is described otherwise, or that a decision moves.

    Parameters
    ----------
    was, now : Counter of (str, Entity)
        Rows of the touched documents, before and after.
    decided_before, decided_after : Decisions
    others : callable
        Gives the rows with some ids in all documents that are not touched.
    """
    before, after = decided_before, decided_after
    earlier, later = canonical_rows(was, before), canonical_rows(now, after)
    about = {e for e in earlier.keys() | later.keys() if earlier.get(e) != later.get(e)}
    about |= {d.resolve(e) for d in (before, after) for e in after.moved(before)}
    ids = set(about)
    for d in (before, after):
        ids |= {e for e in d.merged if d.resolve(e) in about}
        ids |= {e for (e, key) in d.split if d.resolve(e, key) in about}
    rest = others(ids)
    told, tells = (
        {e: rows for e, rows in canonical_rows(rest + rows, decided).items() if e in about}
        for rows, decided in ((was, before), (now, after))
    )
    gone, come = (
        {quad for e, rows in groups.items() for quad in describe(e, rows)} | redirects(decided)
        for groups, decided in ((told, before), (tells, after))
    )
    return EntityDelta(gone - come, come - gone, tells, about - tells.keys())


def rows_held(holdings: Holdings, *decided: Decisions) -> Rows:
    """Rows of the entities of some documents, counted."""
    split = split_entities(*decided)
    return Counter(
        (key if e.id in split else "", e) for key, holding in holdings.items() if holding for e in holding.entities
    )


def split_entities(*decided: Decisions) -> set[str]:
    """Ids of entities that stand for different ones in different documents."""
    return {entity for d in decided for entity, _ in d.split}
