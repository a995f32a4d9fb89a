"""In force, on trial or repealed: what a sentence says of the force of a policy document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..extraction import POLICY_TYPE, Link
from ..links.agents import Agent
from ..links.discourse import Discourse
from ..links.find import matches_of
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
    for pattern, match in matches_of(s, read_link_patterns(FOLDER)):
        status = pattern.links[0].relation
        start, end = s.span(*match.span())
        for _, mention in s.inside(*match.span("w"), "W"):
            named = Agent(mention.canonical, "W", (mention.start, mention.end), mention.type)
            qualifiers = discourse.qualifiers.of(Statement(s, match, pattern, RELATION, named, named))
            yield Link(named.canonical, RELATION, status, start, end, pattern.id, qualifiers, POLICY_TYPE)
