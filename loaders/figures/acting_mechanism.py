"""A mechanism or platform that itself does what a figure tells: “甲议事”调处纠纷30起, 上线半年来流转事项90件."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article, Sentence
from .clause_subject import ClauseSubjects
from .figure import Figure
from .rulebook import rule_pattern

_CAMPAIGNS = ("行动", "活动")  # what a campaign yields, who runs it reports


class ActingMechanisms:
    """The mechanisms of one article that act.

    Parameters
    ----------
    article : Article
    subjects : ClauseSubjects
    mentions : sequence of Mention
        All mentions of the article.
    """

    def __init__(self, article: Article, subjects: ClauseSubjects, mentions: Sequence[Mention]) -> None:
        self.article, self.text, self.subjects = article, article.text, subjects
        acts = rule_pattern("subjects", "mechanism_acts")
        self._named = [m for m in mentions if m.type == "Mechanism" and not m.canonical.endswith(_CAMPAIGNS)]
        self._starts = [m.start for m in self._named]
        self._acting = [m for m in self._named if acts.match(self.text, m.end) and subjects.opens_clause(m.start)]
        self._acting_starts = [m.start for m in self._acting]

    def of(self, sentence: Sentence, figure: Figure) -> Mention | None:
        """Return the mechanism that a figure belongs to, or None.

        Parameters
        ----------
        sentence : Sentence
        figure : Figure
        """
        at = bisect_left(self._acting_starts, figure.core)
        if at and self._acting_starts[at - 1] >= sentence.start:
            last = self._acting[at - 1]
            since = (s for s in self.subjects.between(last.end, figure.core) if s.initial and s.body)
            return last if next(since, None) is None else None
        if not rule_pattern("subjects", "online").match(self.text, sentence.start, figure.core):
            return None
        if any(s.initial for s in self.subjects.between(sentence.start, figure.core)):
            return None
        start, _ = self.article.paragraphs[sentence.paragraph]
        at = bisect_right(self._starts, sentence.start)
        return self._named[at - 1] if at and self._named[at - 1].start >= start else None
