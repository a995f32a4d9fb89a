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
from .description import EntityRow, canonical_rows, describe, descriptions, redirects
from .entity import Entity
from .holding import Holding
from .projection import Keep, Projection, every, project
from .store import Graph
from .term import document_iri, term


@dataclass(frozen=True, slots=True)
class Delta:
    """The difference between two generations' projections.

    Parameters
    ----------
    removed, added : frozenset of Quad
        Disjoint.
    described : dict of str to list of Entity
        Canonical id and rows of each entity whose rows changed and that is still there.
    gone : set of str
        Canonical ids of entities that are no more.
    """

    removed: frozenset[Quad]
    added: frozenset[Quad]
    described: dict[str, list[Entity]]
    gone: set[str]


Holdings = Mapping[str, Holding | None]
RowsOf = Callable[[Collection[str]], Iterable[EntityRow]]


def delta(
    graph: Graph, old: Holdings, new: Holdings, *, decided_before: Decisions, decided_after: Decisions, others: RowsOf
) -> Delta:
    """Compute what changes.

    Parameters
    ----------
    graph : Graph
        The projection as it stands.
    old, new : mapping of str to Holding or None
        The touched documents, before and after, with the same keys.
    decided_before, decided_after : Decisions
    others : callable
        Gives the entity rows with some ids in all documents that are not touched.
    """
    before, after = decided_before, decided_after
    was, now = _all(old, before), _all(new, after)
    untouched = {document_iri(key).value for key in old}
    lost = was.facts - now.facts
    unaccepted = was.reviewed - now.reviewed
    supported = set(_supported(graph, lost | unaccepted, untouched))
    removed = (was.own - now.own) | (lost - supported) | (unaccepted - supported)
    added = (now.own - was.own) | (now.facts - was.facts) | (now.reviewed - was.reviewed)
    told, tells, described, gone = _entities(old, new, before, after, others)
    removed |= (told - tells) | (redirects(before) - redirects(after))
    added |= (tells - told) | (redirects(after) - redirects(before))
    return Delta(removed, added, described, gone)


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


def _entities(
    old: Holdings, new: Holdings, before: Decisions, after: Decisions, others: RowsOf
) -> tuple[set[Quad], set[Quad], dict[str, list[Entity]], set[str]]:
    """Descriptions before and after of every entity that is described otherwise, or that a decision moves."""
    was, now = _rows(old), _rows(new)
    moved = after.moved(before)
    earlier, later = _counted(was, before), _counted(now, after)
    about = {e for e in earlier.keys() | later.keys() if earlier.get(e) != later.get(e)}
    about |= {d.resolve(e) for d in (before, after) for e in moved}
    ids = set(about)
    for d in (before, after):
        ids |= {e for e in d.merged if d.resolve(e) in about}
        ids |= {e for (e, key) in d.split if d.resolve(e, key) in about}
    rest = list(others(ids))
    told = descriptions([*rest, *was], before, about)
    groups = {e: rows for e, rows in canonical_rows([*rest, *now], after).items() if e in about}
    tells = {quad for e, rows in groups.items() for quad in describe(e, rows)}
    return told, tells, groups, about - set(groups)


def _counted(rows: Iterable[EntityRow], decisions: Decisions) -> dict[str, Counter[Entity]]:
    """How often each row of an entity occurs, by the entity that stands for it."""
    return {entity: Counter(held) for entity, held in canonical_rows(rows, decisions).items()}


def _rows(holdings: Holdings) -> list[EntityRow]:
    return [(key, e) for key, h in holdings.items() if h for e in h.entities]
