"""The discourse of an article with its policy documents as mentions.

A title in title marks becomes one letter of the encoded sentence, with the brackets behind it; what was named inside
the title is no mention of its own there.  Sentences that name no document stay as they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ..links.agents import AgentTable, ClauseAgents
from ..links.discourse import Discourse
from ..links.ends import Elided
from ..links.theme import Themes
from ..links.tokens import EncodedSentence, encode_sentence
from ..policies.find import Policy
from ..texts.article import Span
from ..texts.span_index import SpanIndex


def with_policies(discourse: Discourse, policies: Sequence[Policy], persons: Sequence[Span] = ()) -> Discourse:
    """Return a discourse whose sentences hold the policy documents as mentions.

    Parameters
    ----------
    discourse : Discourse
    policies : sequence of Policy
        Sorted, disjoint.
    persons : sequence of spans, optional
        Names of persons, left out of the encoded text.

    Returns
    -------
    Discourse
        The same one where there is no policy document.

    Examples
    --------
    >>> from policing_kg.loaders.pipeline import extract_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.links.discourse import read_discourse
    >>> from policing_kg.loaders.policies.find import find_policies
    >>> e = extract_article(SourceText("a.txt", "县公安局印发《派出所工作办法》。", "0" * 64))
    >>> told = with_policies(read_discourse(e.article, e.mentions), find_policies(e.article))
    >>> [m.canonical for m in told.sentences[0].mentions.values()]
    ['县公安局', '派出所工作办法']
    """
    if not policies:
        return discourse
    starts = [p.start for p in policies]
    spans = SpanIndex((p.start, p.end) for p in policies)
    agents = dict(discourse.elided.agents.rows)
    sentences = []
    for s in discourse.sentences:
        own = policies[bisect_left(starts, s.start) : bisect_left(starts, s.end)]
        again = _encoded_again(discourse, s, own, spans, persons) if own else s
        if own:
            agents |= _rows(s, again, discourse.elided.agents)
        sentences.append(again)
    elided = Elided(AgentTable(agents), Themes(sentences))
    return replace(discourse, sentences=sentences, elided=elided)


def _encoded_again(
    discourse: Discourse, s: EncodedSentence, own: Sequence[Policy], spans: SpanIndex, persons: Sequence[Span]
) -> EncodedSentence:
    items = [(p.start, p.end, p.mention) for p in own]
    for at, mention in s.mentions.items():
        if not spans.touches(s.offsets[at], s.ends[at]):
            items.append((s.offsets[at], s.ends[at], mention))
    first = bisect_left(persons, s.start, key=lambda span: span[1])
    hidden: set[int] = set()
    for start, end in persons[first:]:
        if start >= s.end:
            break
        hidden.update(range(start, end))
    place = (s.paragraph, s.section, s.index)
    return encode_sentence(discourse.article.text, (s.start, s.end), sorted(items, key=lambda i: i[:2]), place, hidden)


def _rows(before: EncodedSentence, again: EncodedSentence, agents: AgentTable) -> dict[tuple[int, int], ClauseAgents]:
    """Who acts in a clause stays the same when its sentence is encoded again."""
    found = {}
    for clause in again.clauses:
        at = max(0, bisect_right(before.offsets, again.offsets[clause.start]) - 1)
        found[again.index, clause.start] = agents.at(before, at)
    return found
