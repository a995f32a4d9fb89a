"""Further relations that an article states, beside the ten of the annotation guide.

Who refers matters to whom, which posts are held at once, of whom a joint team is made, where a body works, whose plate
it bears, what it succeeds, who issued a policy document and what rests on it.  The patterns are data in the form of
those of the links; see `links.pattern`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..extraction import Link
from ..links.discourse import Discourse
from ..links.find import distinct, links_of
from ..links.pattern import LETTERS, PatternSet, read_link_patterns
from ..policies.find import Policy, policy_attributes
from ..texts.article import Span
from .documents import with_policies
from .judgement import FOLDER, judged
from .openings import with_openings
from .status import statuses_of

HEADINGS = Path(__file__).parent / "heading_patterns"
SYMMETRIC = "sharesSiteWith"
KINDS = ("manner", "change")  # one link for each of them between the same ends


def relation_patterns() -> PatternSet:
    """Return the patterns of the further relations.

    Examples
    --------
    >>> sorted({e.relation for p in relation_patterns() for e in p.links})[:3]
    ['basedOn', 'bearsPlateOf', 'drawsFrom']
    """
    return read_link_patterns(FOLDER)


def find_relations(
    discourse: Discourse, policies: Sequence[Policy] = (), persons: Sequence[Span] = ()
) -> tuple[Link, ...]:
    """Find the further relations of an article.

    Parameters
    ----------
    discourse : Discourse
        The article as the links were read from it.
    policies : sequence of Policy, optional
        Policy documents that the article names.
    persons : sequence of spans, optional
        Names of persons: the patterns read past them.

    Returns
    -------
    tuple of Link
        One for each distinct subject, relation, object and manner or change, in the order of the text.

    Examples
    --------
    >>> from policing_kg.loaders.pipeline import extract_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> found = extract_article(SourceText("a.txt", "甲县综治中心把纠纷派单给城关派出所。", "0" * 64)).relations
    >>> [(x.subject, x.relation, x.object, x.qualifiers) for x in found]
    [('甲县综治中心', 'refersTo', '城关派出所', (('manner', 'assignment'),))]
    """
    told = with_openings(with_policies(discourse, policies, persons))
    found = list(policy_attributes(policies))
    found += _headed(told)
    for s in told.telling():
        found += judged(links_of(s, relation_patterns(), told), s, told)
        found += statuses_of(s, told)
    return _one_each(_without_trial(found))


def _headed(told: Discourse) -> Iterator[Link]:
    """What titles and headings say of the documents that they name."""
    telling = {s.index for s in told.telling()}
    for s in told.sentences:
        if LETTERS["W"] in s.text and s.index not in telling:
            yield from links_of(s, read_link_patterns(HEADINGS), told)


def _without_trial(links: Sequence[Link]) -> Iterator[Link]:
    """A document that is repealed is on trial no more, whatever its title says."""
    repealed = {x.subject for x in links if (x.relation, x.object) == ("hasStatus", "repealed")}
    return (x for x in links if not (x.rule == "policy.trial@1" and x.subject in repealed))


def _one_each(links: Iterable[Link]) -> tuple[Link, ...]:
    groups: dict[tuple[str, ...], list[Link]] = {}
    for link in _one_way(links):
        held = dict(link.qualifiers)
        groups.setdefault(tuple(held.get(kind, "") for kind in KINDS), []).append(link)
    kept = [link for group in groups.values() for link in distinct(group)]
    return tuple(sorted(kept, key=lambda x: (x.start, x.end, x.relation, x.subject, x.object, x.qualifiers)))


def _one_way(links: Iterable[Link]) -> Iterator[Link]:
    """Write a shared site once, in the direction in which the text says it first."""
    seen: set[tuple[str, str]] = set()
    for link in links:
        turned = link.relation == SYMMETRIC and (link.object, link.subject) in seen
        if link.relation == SYMMETRIC and not turned:
            seen.add((link.subject, link.object))
        yield _turned(link) if turned else link


def _turned(link: Link) -> Link:
    turned = replace(link, subject=link.object, object=link.subject)
    return replace(turned, subject_type=link.object_type, object_type=link.subject_type)
