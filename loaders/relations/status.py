"""In force, on trial or repealed: what a sentence says of the force of a policy document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..extraction import POLICY_TYPE, Link
from ..links.agents import Agent
from ..links.discourse import Discourse
from ..links.pattern import LETTERS, read_link_patterns
from ..links.qualifiers import Statement
from ..links.tokens import EncodedSentence

FOLDER = Path(__file__).parent / "status_patterns"
RELATION = "hasStatus"


def statuses_of(s: EncodedSentence, discourse: Discourse) -> Iterator[Link]:
    """Yield the status that a sentence gives to the policy documents in it.

    Parameters
    ----------
    s : EncodedSentence
        With the documents as mentions; see `with_policies`.
    discourse : Discourse

    Yields
    ------
    Link
        ``hasStatus``, its object a notation of the scheme policy-status.

    Examples
    --------
    >>> from policing_kg.loaders.pipeline import extract_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> text = "《甲县警务办法》自2024年1月1日起施行，《乙县警务规定》同时废止。"
    >>> [(x.subject, x.object) for x in extract_article(SourceText("a.txt", text, "0" * 64)).relations]
    [('甲县警务办法', 'in-force'), ('乙县警务规定', 'repealed')]
    """
    if LETTERS["W"] not in s.text:
        return
    for pattern in read_link_patterns(FOLDER).candidates(s.text):
        for match in pattern.match.finditer(s.text):
            lead = s.text[s.clause_at(match.start()).start : match.start()]
            if pattern.unless and pattern.unless.search(match.group()):
                continue
            if pattern.before and pattern.before.search(lead):
                continue
            status = pattern.links[0].relation
            for _, mention in s.inside(*match.span("w"), "W"):
                named = Agent(mention.canonical, "W", (mention.start, mention.end), mention.type)
                qualifiers = discourse.qualifiers.of(Statement(s, match, pattern, RELATION, named, named))
                start, end = s.span(*match.span())
                yield Link(named.canonical, RELATION, status, start, end, pattern.id, qualifiers, POLICY_TYPE)
