"""An article as relation patterns read it: encoded sentences, what they leave out, what qualifies them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..extraction import Mention
from ..texts.article import Article, Span
from ..texts.span_index import SpanIndex
from .agents import find_agents
from .ends import Elided
from .qualifiers import QualifierReader
from .theme import Themes, find_stand_ins
from .tokens import EncodedSentence, encode_sentences


@dataclass(frozen=True, slots=True)
class Discourse:
    """An article as its relation patterns read it, made once for every set of patterns.

    Parameters
    ----------
    article : Article
    sentences : list of EncodedSentence
        All of them, in the order of the text.
    elided : Elided
        What ends are taken from that a sentence leaves out.
    qualifiers : QualifierReader
    """

    article: Article
    sentences: list[EncodedSentence]
    elided: Elided
    qualifiers: QualifierReader

    def telling(self) -> Iterator[EncodedSentence]:
        """Yield the sentences that name something and are no title and no heading."""
        titles = {s.heading for s in self.article.sections if s.heading}
        headings = SpanIndex(titles | ({self.article.title} if self.article.title else set()))
        return (s for s in self.sentences if s.mentions and not headings.holds(s.start, s.end))


def read_discourse(article: Article, mentions: Sequence[Mention], persons: Sequence[Span] = ()) -> Discourse:
    """Encode the sentences of an article and find out who acts in them, what they go on about, and when.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
        Arbitrated mentions; a nested one is seen only through the name that holds it.
    persons : sequence of spans, optional
        Names of persons: the patterns read past them.

    Returns
    -------
    Discourse
    """
    sentences = encode_sentences(article, mentions, find_stand_ins(article, mentions), persons)
    elided = Elided(find_agents(article, sentences, mentions, persons), Themes(sentences))
    return Discourse(article, sentences, elided, QualifierReader(article, sentences))
